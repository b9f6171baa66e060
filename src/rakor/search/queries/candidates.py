"""The newest things in which the words stand, of the meetings that somebody may see.

One statement finds them, with what their sources say of rights now: what a row of the index says
about rights is not believed. What that statement cannot say is asked of its feature (`readable`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise import connections

from rakor.accounts.models import User
from rakor.database.statements import Values
from rakor.live.rules import DecisionState
from rakor.meetings import queries as meetings
from rakor.meetings.rules import STANDING
from rakor.minutes.rules import ReviewState
from rakor.search.queries.among import key_of, statement
from rakor.search.rules import Asked, Kind, any_for_postgres, for_postgres, for_sqlite

# Whoever finds more than these does not read on, but types another word.
MOST = 200
MOST_BY_TITLE = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing in which the words stand.

    `seen` where the reader sees its meeting; `hidden` where it is confidential within that, and
    None of what says so otherwise, or is there no longer.
    """

    id: int
    kind: Kind
    object_id: UUID
    whole: bool
    meeting_id: UUID
    seen: bool
    hidden: bool | None


async def candidates(
    user: User, wanted: Asked, kind: Kind | None = None
) -> tuple[list[Candidate], bool]:
    """Things in which the words stand, and whether there may be more of them.

    First those that bear the words in their title, then the newest.
    """
    client = connections.get("default")
    values = Values(client)
    postgres = client.capabilities.dialect == "postgres"
    # Looked up for each thing where nearly all meetings are seen, else written down once.
    each = postgres or user.is_admin or user.role in STANDING
    text = _statement(user, wanted, kind, values, postgres=postgres, each=each)
    rows = await client.execute_query_dict(text, values.all)
    return [_read(row) for row in rows], sum(row["newest"] for row in rows) == MOST


def _statement(
    user: User, wanted: Asked, kind: Kind | None, values: Values, *, postgres: bool, each: bool
) -> str:
    known = statement(meetings.visible_to(user), values, "id")
    sees = (
        "EXISTS (SELECT 1 FROM known WHERE known.id = document.meeting_id)"
        if each
        else "document.meeting_id IN (SELECT id FROM known)"
    )
    parts = []
    for newest, most in ((0, MOST_BY_TITLE), (1, MOST)):
        source = _matching(wanted, values, postgres=postgres, by_title=not newest)
        seen = " OR ".join([sees, *_beyond(user, values)])
        asked = f"AND document.kind = {values.value(kind.value)} " if kind else ""
        parts.append(
            f"SELECT * FROM (SELECT document.id, {newest} AS newest FROM {source} AND ({seen}) "  # noqa: S608 - placeholders and names of our own only
            f"{asked}ORDER BY search_words.{'id' if postgres else 'rowid'} DESC LIMIT {most}) "
            f"part{newest}"
        )
    return (
        f"WITH known AS {'NOT ' if each else ''}MATERIALIZED ({known}) "  # noqa: S608
        "SELECT document.id, document.kind, document.object_id, document.whole, "
        f"document.meeting_id, {sees} AS seen, {_HIDDEN} AS hidden, found.newest FROM "
        "(SELECT id, MIN(newest) AS titled, MAX(newest) AS newest FROM "
        f"({' UNION ALL '.join(parts)}) parts GROUP BY id) found "
        "JOIN search_document document ON document.id = found.id "
        "ORDER BY found.titled, document.id DESC"
    )


def _matching(wanted: Asked, values: Values, *, postgres: bool, by_title: bool) -> str:
    """The things in which the words stand, as the part of a statement that a condition follows."""
    if postgres:
        column = "titles" if by_title else "words"
        source = (
            "search_words JOIN search_document document ON document.id = search_words.id "
            f"WHERE search_words.{column} @@ to_tsquery('simple', "
            f"{values.value(for_postgres(wanted))})"
        )
        if wanted.without:
            never = values.value(any_for_postgres(wanted.without))
            source += f" AND NOT search_words.words @@ to_tsquery('simple', {never})"
        return source
    # The index of words comes first, from the newest on, and stops when there are enough.
    return (
        "search_words CROSS JOIN search_document document ON document.id = search_words.rowid "
        f"WHERE search_words MATCH {values.value(for_sqlite(wanted, title_only=by_title))}"
    )


# Only on an agenda may something be confidential to those who see the meeting.
_HIDDEN = (
    f"CASE document.kind WHEN '{Kind.NOTE.value}' THEN "  # noqa: S608 - our own words only
    "(SELECT confidential FROM agenda_item WHERE id = document.object_id) "
    f"WHEN '{Kind.DECISION.value}' THEN (SELECT COALESCE(item.confidential, FALSE) FROM decision "
    "LEFT JOIN agenda_item item ON item.id = decision.item_id WHERE decision.id = "
    f"document.object_id AND decision.state = '{DecisionState.ACTIVE.value}') END"
)


def _beyond(user: User, values: Values) -> list[str]:
    """What somebody may perhaps see although they do not see the meeting, as conditions."""
    more = [f"document.kind = '{Kind.RELEASE.value}'"]
    if user.agency_id is not None:
        owed = f"document.agency_id = {values.key(user.agency_id)}"
        more.append(f"(document.kind = '{Kind.FOLLOW_UP.value}' AND {owed})")
    waiting = (
        f"SELECT minutes_id FROM minutes_review WHERE person_id = {values.key(user.id)} "  # noqa: S608
        f"AND state = '{ReviewState.WAITING.value}' "
        f"UNION ALL SELECT id FROM minutes WHERE stand_in_id = {values.key(user.id)}"
    )
    more.append(f"(document.kind = '{Kind.MINUTES.value}' AND document.object_id IN ({waiting}))")
    return more


def _read(row: dict[str, Any]) -> Candidate:
    return Candidate(
        row["id"],
        Kind(row["kind"]),
        key_of(row["object_id"]),
        bool(row["whole"]),
        key_of(row["meeting_id"]),
        bool(row["seen"]),
        None if row["hidden"] is None else bool(row["hidden"]),
    )


def keys_of(rows: Iterable[Candidate], *kinds: Kind) -> list[UUID]:
    """The sources of those of these kinds."""
    return [row.object_id for row in rows if row.kind in kinds]
