"""The text of letters: written once for all who are told the same, with places for the reader.

A place is a word between two letters that nobody types (Unicode's private use), so the text can be
cut there after it was rendered; what is put in is escaped where the text is HTML. Lines without a
place are quoted for the mail once for all.
"""

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import escape

from rakor.mail.compose import Quoted, quoted
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
        self._plain = _cut(render(f"{template}.txt", **values, to=places))
        self._html = _cut(render(f"{template}.html", **values, to=places))

    def plain(self, reader: Mapping[str, str]) -> Quoted:
        return _filled(self._plain, reader)

    def html(self, reader: Mapping[str, str]) -> Quoted:
        return _filled(self._html, {name: str(escape(value)) for name, value in reader.items()})


_Pieces = list[bytes | list[str]]


def _cut(text: str) -> _Pieces:
    """The text as lines that are quoted already, and lines that wait for their reader."""
    pieces: _Pieces = []
    same = ""
    for line in text.rstrip("\r\n").split("\n"):
        parts = _PLACE.split(f"{line}\n")
        if len(parts) == 1:
            same += parts[0]
            continue
        pieces += [quoted(same), parts] if same else [parts]
        same = ""
    return [*pieces, quoted(same)]


def _filled(pieces: _Pieces, values: Mapping[str, str]) -> Quoted:
    # Of a line that was cut, every second part is the name of a place.
    return Quoted(
        b"".join(
            [
                piece
                if isinstance(piece, bytes)
                else quoted(
                    "".join(
                        [values.get(part, "") if n % 2 else part for n, part in enumerate(piece)]
                    )
                )
                for piece in pieces
            ]
        )
    )
