"""The newest things in which the words stand, of the meetings that somebody may see.

What a row of the index says about rights is not believed: each is asked for at its source
(`readable`). Here only those are left out early that somebody surely may not see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise import connections

from rakor.accounts.models import User
from rakor.database.statements import Values
from rakor.meetings import queries as meetings
from rakor.minutes.models import Minutes, MinutesReview
from rakor.minutes.queries import reviews_of, stands_in, turn_of
from rakor.minutes.rules import MinutesState, ReviewState
from rakor.search.models import SearchDocument
from rakor.search.queries.among import statement
from rakor.search.rules import Asked, Kind, for_postgres, for_sqlite

# Whoever finds more than these does not read on, but types another word.
MOST = 500
MOST_BY_TITLE = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing in which the words stand."""

    id: int
    kind: Kind
    object_id: UUID
    whole: bool
    meeting_id: UUID
    at: datetime
    by_title: bool


@dataclass(frozen=True, slots=True)
class Entrusted:
    """Minutes that somebody reads beyond their part in the meeting, each as its door says."""

    initials: frozenset[UUID]
    stand_in: frozenset[UUID]


async def entrusted_to(user: User) -> Entrusted:
    """The minutes that wait for somebody's initials, and those they approve for the chair."""
    asked = MinutesReview.filter(
        person_id=user.id, state=ReviewState.WAITING, minutes__state=MinutesState.IN_REVIEW
    ).select_related("minutes")
    initials = set()
    for row in await asked:
        turn = turn_of(row.minutes, await reviews_of(row.minutes))
        if turn is not None and turn.person_id == user.id:
            initials.add(row.minutes_id)
    deputy = [row for row in await Minutes.filter(stand_in_id=user.id) if stands_in(row, user)]
    return Entrusted(frozenset(initials), frozenset(row.id for row in deputy))


async def candidates(
    user: User, wanted: Asked, entrusted: Entrusted, kind: Kind | None = None
) -> tuple[list[Candidate], bool]:
    """Things in which the words stand, and whether there may be more of them.

    First those that bear the words in their title, then the newest.
    """
    titled = await _matching(user, wanted, entrusted, kind, title_only=True)
    others = await _matching(user, wanted, entrusted, kind, title_only=False)
    found = {each.id: each for each in [*others, *titled]}
    ordered = sorted(found.values(), key=lambda each: (each.by_title, each.id), reverse=True)
    return ordered, len(others) == MOST


async def _matching(
    user: User, wanted: Asked, entrusted: Entrusted, kind: Kind | None, *, title_only: bool
) -> list[Candidate]:
    client = connections.get("default")
    values = Values(client)
    known = statement(meetings.visible_to(user), values, "id")
    if client.capabilities.dialect == "postgres":
        said = values.value(for_postgres(wanted, title_only=title_only))
        source = (
            "search_words JOIN search_document document ON document.id = search_words.id "
            f"WHERE search_words.words @@ to_tsquery('simple', {said})"
        )
    else:
        said = values.value(for_sqlite(wanted, title_only=title_only))
        # The index of words comes first, from the newest on, and stops when there are enough.
        source = (
            "search_words CROSS JOIN search_document document "
            "ON document.id = search_words.rowid "
            f"WHERE search_words MATCH {said}"
        )
    seen = _seen(user, entrusted, values)
    asked = f"AND document.kind = {values.value(kind.value)} " if kind else ""
    newest = "search_words.id" if "to_tsquery" in source else "search_words.rowid"
    rows = await client.execute_query_dict(
        f"WITH known AS ({known}) "  # noqa: S608 - placeholders and names of our own only
        "SELECT document.id, document.kind, document.object_id, document.whole, "
        f"document.meeting_id, document.at FROM {source} AND ({seen}) {asked}"
        f"ORDER BY {newest} DESC LIMIT {MOST_BY_TITLE if title_only else MOST}",
        values.all,
    )
    return [_read(row, by_title=title_only) for row in rows]


def _seen(user: User, entrusted: Entrusted, values: Values) -> str:
    """The rows that somebody may perhaps see, as a condition."""
    more = ["document.meeting_id IN (SELECT id FROM known)"]
    more.append(f"document.kind = '{Kind.RELEASE.value}'")
    if user.agency_id is not None:
        owed = f"document.agency_id = {values.key(user.agency_id)}"
        more.append(f"(document.kind = '{Kind.FOLLOW_UP.value}' AND {owed})")
    if beyond := [*entrusted.initials, *entrusted.stand_in]:
        more.append(f"document.object_id {values.among(beyond)}")
    return " OR ".join(more)


def _read(row: dict[str, Any], *, by_title: bool) -> Candidate:
    at: Any = SearchDocument._meta.fields_map["at"].to_python_value(row["at"])
    return Candidate(
        row["id"],
        Kind(row["kind"]),
        UUID(str(row["object_id"])),
        bool(row["whole"]),
        UUID(str(row["meeting_id"])),
        at,
        by_title,
    )


def keys_of(rows: Iterable[Candidate], *kinds: Kind) -> list[UUID]:
    """The sources of those of these kinds."""
    return [row.object_id for row in rows if row.kind in kinds]
