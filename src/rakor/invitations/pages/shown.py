"""What the pages of mail share: a search in it, chips to choose by, a message to take home."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.responses import Response

from rakor.web.lists import Paging
from rakor.web.shapes import Line
from rakor.words import _


class Looked(Paging):
    """Which part of the mail is looked at."""

    q: Annotated[Line, Field(max_length=100)] = ""
    meeting: UUID | None = None


def chips(
    kinds: Mapping[Any, tuple[str, str, str]], counts: dict[str, int]
) -> list[tuple[str, str, int]]:
    """One chip for each state: its key, its word, how many there are."""
    return [(key.value, _(kinds[key][2]), counts.get(key.value, 0)) for key in kinds]


def eml(raw: bytes, name: str) -> Response:
    """A message as a file that mail programs open."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}.eml"'}
    return Response(raw, headers=disposition, media_type="application/octet-stream")
