"""Values → PDF/A-2a and PDF/UA-1 by typst, which sees its own templates and nothing else.

With a record inside (an associated file, ISO 32000-2 section 14.13) it is PDF/A-3a.

People's text travels as JSON and is never source. No package, no system font and no clock takes
part, so the same values give the same bytes.
"""

import asyncio
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import orjson
import typst

from rakor.documents.shelf import shelf
from rakor.errors import Invalid
from rakor.words import N_, _

if TYPE_CHECKING:  # only typst's stub knows the name
    from typst import PDFStandard

_STANDARDS: "list[PDFStandard]" = ["a-2a", "ua-1"]
_WITH_RECORD: "list[PDFStandard]" = ["a-3a", "ua-1"]
# What people may not choose as a face: it holds signs for formulas, not letters for text.
_FORMULAS = " Math"
_NOWHERE = "/dev/null/no-packages"
_UNDISPLAYED = re.compile(r'(?:the text|the codepoint) `"(.+?)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class MissingGlyph(Invalid):
    """None of the fonts has a character that somebody wrote; an archive copy may not drop it."""

    code = "missing-glyph"
    title = N_("Ada huruf yang tidak dapat dicetak")

    def __init__(self, character: str) -> None:
        point = " ".join(f"U+{ord(letter):04X}" for letter in character)
        super().__init__(
            _(
                "Huruf “{character}” ({point}) tidak ada dalam huruf cetak dokumen. "
                "Hapus atau ganti huruf itu, lalu coba lagi."
            ).format(character=character, point=point),
            character=character,
            code_point=point,
        )


async def render_pdf(
    template: str,
    values: Mapping[str, object],
    *,
    fonts: Path | None = None,
    pictures: Mapping[str, bytes] | None = None,
    record: str = "",
) -> bytes:
    """The PDF of `templates/documents/{template}.typ`, made off the event loop.

    `values["created_at"]` (RFC 3339) becomes the date of the document; `values["stationery"]`, if
    there, is how the agency's paper looks (see `_page.typ`). `fonts` is a folder with further
    fonts of the operator; the template finds each of the `pictures` as
    `image("pictures/" + name)`. A `record` (JSON) lies inside the file, as the data it was made
    of. Refuses (MissingGlyph) a character that no font has.
    """
    return await asyncio.to_thread(
        compile_pdf, template, values, fonts=fonts, pictures=pictures, record=record
    )


def compile_pdf(
    template: str,
    values: Mapping[str, object],
    *,
    fonts: Path | None = None,
    pictures: Mapping[str, bytes] | None = None,
    record: str = "",
) -> bytes:
    """What `render_pdf` does, in the calling thread."""
    (made,) = _compiled(template, values, fonts, form="pdf", pictures=pictures, record=record)
    return made


async def render_pictures(
    template: str, values: Mapping[str, object], *, fonts: Path | None = None, ppi: float = 110
) -> list[bytes]:
    """The same pages as PNG, for a page that shows what will be printed; off the event loop."""
    return await asyncio.to_thread(_compiled, template, values, fonts, form="png", ppi=ppi)


def _compiled(
    template: str,
    values: Mapping[str, object],
    fonts: Path | None,
    *,
    form: Literal["pdf", "png"],
    ppi: float | None = None,
    pictures: Mapping[str, bytes] | None = None,
    record: str = "",
) -> list[bytes]:
    """One PDF, or a picture for each page."""
    with _desk(pictures or {}) as desk:
        return _set(desk, template, values, fonts, form, ppi, record)


@contextmanager
def _desk(pictures: Mapping[str, bytes]) -> Iterator[Path]:
    """The folder that typst sees: the shelf, or a copy of it with the pictures beside it."""
    if not pictures:
        yield shelf()
        return
    with tempfile.TemporaryDirectory(prefix="rakor-") as name:
        desk = Path(name)
        for template in shelf().glob("*.typ"):
            shutil.copyfile(template, desk / template.name)
        (desk / "pictures").mkdir()
        for picture, content in pictures.items():
            (desk / "pictures" / Path(picture).name).write_bytes(content)
        yield desk


def _set(
    desk: Path,
    template: str,
    values: Mapping[str, object],
    fonts: Path | None,
    form: Literal["pdf", "png"],
    ppi: float | None,
    record: str,
) -> list[bytes]:
    told = dict(values)
    stationery = told.pop("stationery", None)
    inputs = {"values": orjson.dumps(told).decode()}
    if stationery is not None:
        inputs["stationery"] = orjson.dumps(stationery).decode()
    if record:
        inputs["record"] = record
    standards = _WITH_RECORD if record else _STANDARDS
    created = datetime.fromisoformat(str(values["created_at"]))
    try:
        made = typst.compile(
            str(desk / f"{template}.typ"),
            root=str(desk),
            font_paths=_fonts(str(fonts) if fonts and fonts.is_dir() else ""),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            format=form,
            ppi=ppi,
            pdf_standards=standards if form == "pdf" else [],
            package_path=_NOWHERE,
            package_cache_path=_NOWHERE,
            timestamp=int(created.timestamp()),
        )
    except typst.TypstError as error:
        if found := _UNDISPLAYED.search(error.message):
            raise MissingGlyph(_literal(found[1])) from error
        raise
    return made if isinstance(made, list) else [made]


@cache
def _fonts(folder: str) -> typst.Fonts:
    """Libertinus Serif and its companions (SIL Open Font License) come with typst itself."""
    return typst.Fonts(include_system_fonts=False, font_paths=[folder] if folder else [])


def families(folder: Path | None = None) -> list[str]:
    """The faces that a document may be set in: those brought along, and those of the operator."""
    found = _fonts(str(folder) if folder and folder.is_dir() else "").families()
    return sorted({name for name in found if not name.endswith(_FORMULAS)})


def _literal(shown: str) -> str:
    """The character behind typst's notation of it, `\\u{1}` for what cannot be shown."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), shown)
