"""What every act on the directory begins and ends with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.directory.models import (
    Agency,
    Holiday,
    Office,
    OfficeKind,
    Person,
    ProtocolRank,
    Region,
    SavedGroup,
)
from rakor.errors import Conflict, Moved
from rakor.web.shapes import Shape
from rakor.words import _

DIRECTORY = journal.stream_of("directory")

# What a revision is counted of.
Kept = Agency | Person | Office | OfficeKind | ProtocolRank | Region | SavedGroup | Holiday


def given_of(changes: Shape, *, empty: tuple[str, ...]) -> dict[str, Any]:
    """What was said; `null` leaves as it is what cannot be empty."""
    said = changes.model_dump(exclude_unset=True)
    return {name: value for name, value in said.items() if value is not None or name in empty}


def blank(given: dict[str, Any], *, but: tuple[str, ...]) -> dict[str, Any]:
    return {name: value if name in but else value or "" for name, value in given.items()}


async def save(row: Kept, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.revision += 1
    await row.save()


def check_revision(row: Kept, revision: int | None) -> None:
    if revision is not None and revision != row.revision:
        raise Moved(
            _("Sementara itu data ini sudah diubah. Muat ulang, lalu ulangi perubahan Anda."),
            revision=row.revision,
        )


@asynccontextmanager
async def once(refusal: Conflict) -> AsyncIterator[journal.Record]:
    """One act, in which the database decides who was first when two say the same."""
    try:
        async with journal.transaction() as record:
            yield record
    except IntegrityError:
        raise refusal from None
