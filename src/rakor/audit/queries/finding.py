"""Finding entries among a million: every way in follows one index, newest first."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tortoise import connections
from tortoise.expressions import Q

from rakor.accounts.models import User
from rakor.accounts.rules import Right, check_may
from rakor.audit.rules import Cursor, Filter, kinds_meant
from rakor.database import is_postgres
from rakor.directory.models import Agency, Office, Person
from rakor.journal import Entry
from rakor.meetings.models import Meeting
from rakor.meetings.queries import visible_to
from rakor.meetings.rules import NAMED_ONLY
from rakor.settings import settings

MEANT = 20  # people, or meetings, that a few words may stand for
BATCH = 500  # as many as others who are being answered can wait for


@dataclass(slots=True)
class Search:
    """Which entries: the ways in (each an index), and what must hold on every way."""

    ways: list[tuple[str, Any]] = field(default_factory=list)
    rules: list[tuple[str, list[Any]]] = field(default_factory=list)
    before: datetime | None = None


async def page_of_entries(
    wish: Filter, cursor: Cursor | None, limit: int, *, by: User
) -> tuple[list[Entry], Cursor | None]:
    """The newest entries that were asked for, and where the next page begins.

    Refuses (Forbidden) whoever may not see the audit.
    """
    search = await _search(wish, by)
    entries = await _newest(search, cursor, limit + 1)
    if len(entries) <= limit:
        return entries, None
    last = entries[limit - 1]
    return entries[:limit], Cursor(last.at, last.id)


async def found(
    wish: Filter, before: datetime, *, by: User, batch: int = BATCH
) -> AsyncIterator[list[Entry]]:
    """All that were written before a moment, some at a time, newest first."""
    search = await _search(wish, by)
    cursor = Cursor(before, UUID(int=0))
    while entries := await _newest(search, cursor, batch):
        yield entries
        if len(entries) < batch:
            return
        cursor = Cursor(entries[-1].at, entries[-1].id)


async def count(wish: Filter, at_most: int, *, by: User) -> int:
    """How many there are, counted no further than one beyond `at_most`."""
    search = await _search(wish, by)
    if search is None:
        return 0
    query, values = _statement(search, None, at_most + 1)
    rows = await connections.get("default").execute_query_dict(
        f"SELECT COUNT(*) AS n FROM ({query}) found",  # noqa: S608 - placeholders only
        values,
    )
    return int(rows[0]["n"])


async def about(person_id: UUID, *, limit: int = 100, before: Cursor | None = None) -> list[Entry]:
    """What a person did and what was done to or read about them, newest first.

    For the person's own page: no right is asked, the caller shows it to nobody else.
    """
    search = Search(ways=[("actor", person_id), ("subject", person_id)])
    return await _newest(search, before, limit)


async def _search(wish: Filter, by: User) -> Search | None:
    """What the words of a filter stand for; None when they stand for nobody and nothing."""
    check_may(Right.SEE_AUDIT, by.role)
    search = Search()
    after, search.before = wish.span(by.timezone or settings().timezone)
    if after is not None:
        search.rules.append(("at >= {}", [after]))
    kinds = kinds_meant(wish.act) if wish.act else []
    objects = await _objects_meant(wish.object, by) if wish.object else []
    if wish.object and not objects:
        return None
    if wish.person:
        people = await _people_meant(wish.person)
        if not people:
            return None
        search.ways = [(way, key) for key in people for way in ("actor", "subject")]
        _limit_kinds(search, kinds)
        _limit_objects(search, objects)
    elif objects:
        search.ways = [(way, key) for key in objects for way in ("stream", "subject")]
        _limit_kinds(search, kinds)
    else:
        search.ways = [("kind", kind) for kind in kinds]
    return search


def _limit_kinds(search: Search, kinds: Sequence[str]) -> None:
    if kinds:
        # Not by the index of kinds: somebody's own entries are fewer than all of a kind.
        search.rules.append((f"COALESCE(kind, '') IN ({_slots(kinds)})", list(kinds)))


def _limit_objects(search: Search, objects: Sequence[UUID]) -> None:
    if objects:
        either = f"(stream IN ({_slots(objects)}) OR subject IN ({_slots(objects)}))"
        search.rules.append((either, [*objects, *objects]))


def _slots(values: Sequence[Any]) -> str:
    return ", ".join("{}" for _value in values)


async def _people_meant(words: str) -> list[UUID]:
    if key := _key(words):
        return [key]
    people = Person.filter(
        Q(name__icontains=words) | Q(email__icontains=words) | Q(other_emails__email=words.lower())
    )
    keys = await people.order_by("name", "id").limit(MEANT).values_list("id", flat=True)
    return list(dict.fromkeys(UUID(str(key)) for key in keys))


async def _objects_meant(words: str, by: User) -> list[UUID]:
    """Meetings, agencies and offices of that name; a confidential meeting has none to others."""
    if key := _key(words):
        return [key]
    open_to_all = Q(security_class__not_in=list(NAMED_ONLY))
    titled = Q(title__icontains=words)
    named = Q(code__iexact=words) | Q(short_name__iexact=words) | Q(name__icontains=words)
    rows = [
        *await Meeting.filter(open_to_all, titled).order_by("-id").limit(MEANT).values_list("id"),
        *await visible_to(by).filter(titled).order_by("-id").limit(MEANT).values_list("id"),
        *await Agency.filter(named).order_by("name", "id").limit(MEANT).values_list("id"),
        *await Office.filter(titled).order_by("title", "id").limit(MEANT).values_list("id"),
    ]
    return list(dict.fromkeys(UUID(str(row[0])) for row in rows))


def _key(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None


async def _newest(search: Search | None, cursor: Cursor | None, limit: int) -> list[Entry]:
    if search is None:
        return []
    query, values = _statement(search, cursor, limit)
    rows = await connections.get("default").execute_query_dict(query, values)
    entries = await Entry.filter(id__in=[row["id"] for row in rows])
    return sorted(entries, key=lambda entry: (entry.at, entry.id), reverse=True)


def _statement(search: Search, cursor: Cursor | None, limit: int) -> tuple[str, list[Any]]:
    """Keys of the newest entries: each way reads its index only as far as the page needs."""
    rules = [*search.rules, *_end(search.before, cursor)]
    ways = [[(f"{column} = {{}}", [key])] for column, key in search.ways] or [[]]
    values: list[Any] = []
    parts: list[str] = []
    order = f"ORDER BY at DESC, id DESC LIMIT {int(limit)}"
    for way in ways:
        held = [*way, *rules]
        where = f"WHERE {' AND '.join(rule for rule, _values in held)}" if held else ""
        parts.append(f"SELECT * FROM (SELECT id, at FROM entry {where} {order}) way")  # noqa: S608
        values += [value for _rule, given in held for value in given]
    query = f"SELECT id, at FROM ({' UNION '.join(parts)}) ways {order}"  # noqa: S608
    return _placed(query, len(values)), [_given(value) for value in values]


def _end(before: datetime | None, cursor: Cursor | None) -> list[tuple[str, list[Any]]]:
    """The one upper edge: with two, a database may begin at the later and read in vain."""
    if cursor is not None and (before is None or cursor.at < before):
        return [("at <= {}", [cursor.at]), ("(at, id) < ({}, {})", [cursor.at, cursor.id])]
    return [("at < {}", [before])] if before is not None else []


def _placed(query: str, values: int) -> str:
    places = [f"${n}" for n in range(1, values + 1)] if is_postgres() else ["?"] * values
    return query.format(*places)


def _given(value: Any) -> Any:
    if is_postgres():
        return value
    if isinstance(value, datetime):
        # As the journal writes moments into SQLite: in UTC.
        return value.astimezone(UTC).isoformat(" ")
    return str(value) if isinstance(value, UUID) else value
