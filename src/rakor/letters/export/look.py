"""How an agency's paper looks, as values; and documents that are printed on it. Pure."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rakor.letters.export.values import Letterhead, Look


@dataclass(frozen=True, slots=True)
class Stationery:
    """The paper of an agency: its kop, face, size, margins (clockwise from the top) and logo.

    An empty `name` and empty `lines` are those of the directory. `word_logo` is a logo drawn as
    SVG once more as PNG.
    """

    font: str
    size: int
    paper: str
    margins: tuple[int, int, int, int]
    rule: str
    parent: str = ""
    name: str = ""
    lines: tuple[str, ...] = ()
    logo: bytes = b""
    word_logo: bytes = b""


def dressed(values: Mapping[str, Any], stationery: Stationery | None) -> dict[str, Any]:
    """The values of an official document as they are printed on an agency's paper.

    Without any they stay as they are, which is the house's own look.
    """
    if stationery is None:
        return dict(values)
    kop = dict(values["letterhead"])
    if stationery.name:
        kop |= {"parent": stationery.parent, "name": stationery.name}
    if stationery.lines and "address" in kop:
        single = isinstance(kop["address"], str)
        kop["address"] = ", ".join(stationery.lines) if single else list(stationery.lines)
    paper = {
        "font": stationery.font,
        "size": stationery.size,
        "paper": stationery.paper,
        "margins": list(stationery.margins),
        "rule": stationery.rule,
        "logo": list(stationery.logo) or None,
    }
    return {**values, "letterhead": kop, "stationery": paper}


def written_on(kop: Letterhead, look: Look, stationery: Stationery) -> tuple[Letterhead, Look]:
    """The kop and the look of a letter on an agency's paper."""
    if stationery.name:
        kop = replace(kop, parent=stationery.parent, name=stationery.name)
    if stationery.lines:
        kop = replace(kop, address=stationery.lines)
    logos = (base64.b64encode(each).decode() for each in (stationery.logo, stationery.word_logo))
    logo, word_logo = logos
    look = replace(
        look,
        font=stationery.font,
        size=stationery.size,
        paper=stationery.paper,
        margins=stationery.margins,
        rule=stationery.rule,
    )
    return replace(kop, logo=logo, word_logo=word_logo), look
