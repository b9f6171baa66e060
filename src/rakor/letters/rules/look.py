"""How the official documents of an agency look: what may be chosen, and within which bounds."""

import re
from typing import Annotated

from pydantic import Field

from rakor.errors import FieldError, Invalid
from rakor.letters.rules.shapes import Lines
from rakor.letters.rules.states import Paper
from rakor.web.shapes import Line, Shape
from rakor.words import _

LEAST_SIZE, MOST_SIZE = 10, 13
# Below fifteen millimetres offices punch holes into words; the footer stands in the lower one.
LEAST_MARGIN, MOST_MARGIN = 15, 40
HOUSE_RULE = "#151f29"
# As for signs on a page (WCAG 2.2, 1.4.11): a line that is lighter vanishes in a copy.
LEAST_CONTRAST = 3.0
_COLOUR = re.compile(r"#[0-9a-f]{6}")

Margin = Annotated[int, Field(ge=LEAST_MARGIN, le=MOST_MARGIN)]


class LookFacts(Shape):
    """How an agency's documents look; what is left out stays as it is.

    An empty `heading` takes the names of the directory, empty `lines` its address.
    """

    parent_line: Annotated[Line, Field(max_length=200)] | None = None
    heading: Annotated[Line, Field(max_length=200)] | None = None
    lines: Annotated[Lines, Field(max_length=5)] | None = None
    font: Annotated[Line, Field(min_length=1, max_length=80)] | None = None
    font_size: Annotated[int, Field(ge=LEAST_SIZE, le=MOST_SIZE)] | None = None
    paper: Paper | None = None
    margin_top: Margin | None = None
    margin_right: Margin | None = None
    margin_bottom: Margin | None = None
    margin_left: Margin | None = None
    rule: Annotated[Line, Field(max_length=7)] | None = None


class WhichAgency(Shape):
    """Whose documents, by the code of the agency; left out, one's own."""

    agency: Annotated[Line, Field(max_length=40)] = ""


def check_look(heading: str, parent_line: str, font: str, rule: str, faces: list[str]) -> None:
    """Refuses (Invalid, each field by its name) what cannot be printed as it was meant.

    That is a face that is not among `faces`, a colour that is none or too light to be copied, and
    a line above a name that is taken from the directory, which has its own.
    """
    errors: list[FieldError] = []
    if font not in faces:
        said = _("Huruf “{font}” tidak terpasang. Yang ada: {faces}.")
        errors.append({"field": "font", "message": said.format(font=font, faces=", ".join(faces))})
    if not _COLOUR.fullmatch(rule):
        errors.append({"field": "rule", "message": _("Tulis warna sebagai #rrggbb.")})
    elif contrast_with_paper(rule) < LEAST_CONTRAST:
        said = _("Warna ini terlalu terang: garisnya hilang bila difotokopi.")
        errors.append({"field": "rule", "message": said})
    if parent_line and not heading:
        said = _("Isi nama dalam kop, atau kosongkan keduanya agar diambil dari data instansi.")
        errors.append({"field": "heading", "message": said})
    if errors:
        raise Invalid(_("Periksa tampilan dokumen."), errors=errors)


def contrast_with_paper(colour: str) -> float:
    """How much a colour (#rrggbb) differs from white paper: 1 not at all, 21 as black does."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
