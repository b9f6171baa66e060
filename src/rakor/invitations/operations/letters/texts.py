"""The text of letters: written once for all who are told the same, with places for the reader.

A place is a word between two letters that nobody types (Unicode's private use), so the text can be
cut there after it was rendered; what is put in is escaped where the text is HTML.
"""

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import escape

from rakor.web.templates import render

PLACES = ("office_title", "name", "agency", "link", "code", "other")
_PLACE = re.compile("\ue000([a-z_]+)\ue001")


def place(name: str) -> str:
    """What stands in a text where something of its reader belongs."""
    return f"\ue000{name}\ue001"


class Text:
    """One letter without its reader, plain and as HTML."""

    def __init__(self, template: str, values: Mapping[str, Any]) -> None:
        places = {name: place(name) for name in PLACES}
        self._plain = _PLACE.split(render(f"{template}.txt", **values, to=places))
        self._html = _PLACE.split(render(f"{template}.html", **values, to=places))

    def plain(self, reader: Mapping[str, str]) -> str:
        return _filled(self._plain, reader)

    def html(self, reader: Mapping[str, str]) -> str:
        return _filled(self._html, {name: str(escape(value)) for name, value in reader.items()})


def _filled(pieces: list[str], values: Mapping[str, str]) -> str:
    # Every second piece is the name of a place.
    return "".join(values.get(piece, "") if n % 2 else piece for n, piece in enumerate(pieces))
