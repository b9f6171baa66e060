"""One meeting and what somebody may do in it: asked by every act, so composed only once."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from tortoise import connections
from tortoise.models import Model

from rakor.accounts.models import User
from rakor.database import at_once
from rakor.errors import NotFound
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import GUESTS, OVER, Part, State, standing
from rakor.words import _

WITH_ALL = ("organizer", "follow_up_of")
_READ_FOR = "_read_for"


async def known(
    meeting_id: UUID, *, to: User, related: Sequence[str] = WITH_ALL
) -> tuple[Meeting, frozenset[Part]]:
    """A meeting with the parts somebody plays in it; NotFound for whoever may not see it.

    Whom it is shown to is what `visible_to` says for a list of meetings.
    """
    found = await _meeting(meeting_id, to, tuple(related))
    if found is not None:
        meeting, named = found
        own = by_account(to, meeting)
        if own or (named and (meeting.state is not State.DRAFT or named - GUESTS)):
            setattr(meeting, _READ_FOR, (to.id, named))
            return meeting, own | named
    raise NotFound(_("Rapat ini tidak ada, atau Anda tidak diundang."))


async def parts_of(user: User, meeting: Meeting) -> frozenset[Part]:
    """The parts somebody plays in a meeting, with those that their account brings.

    A meeting that was read for them knows these already, as of that reading.
    """
    reader, named = getattr(meeting, _READ_FOR, (None, frozenset()))
    if reader != user.id:
        named = await _named(meeting.id, user)
    return named | by_account(user, meeting)


def by_account(user: User, meeting: Meeting) -> frozenset[Part]:
    """The parts that somebody's account brings in a meeting, without being named in it."""
    own = user.agency_id is not None and user.agency_id == meeting.organizer_id
    over = meeting.state in OVER
    return standing(user.role, meeting.security_class, own_agency=own, over=over)


async def _named(meeting_id: UUID, user: User) -> frozenset[Part]:
    connection = connections.get("default")
    statement = _parts_statement(connection.capabilities.dialect)
    rows = await at_once(statement, [_key(meeting_id), _key(user.id)], connection)
    return frozenset(Part(row["part"]) for row in rows)


@cache
def _parts_statement(dialect: str) -> str:
    first, second = ("$1", "$2") if dialect == "postgres" else ("?", "?")
    return (
        f"SELECT part FROM {MeetingPart._meta.db_table} "  # noqa: S608 - names of our own tables
        f"WHERE meeting_id = {first} AND person_id = {second}"
    )


async def _meeting(
    meeting_id: UUID, user: User, related: tuple[str, ...]
) -> tuple[Meeting, frozenset[Part]] | None:
    """The same as `Meeting.get_or_none` with `select_related`, and the parts somebody has in it."""
    connection = connections.get("default")
    statement, tables = _meeting_statement(related, connection.capabilities.dialect)
    rows = await at_once(statement, [_key(user.id), _key(meeting_id)], connection)
    if not rows:
        return None
    named, values = rows[0][0], rows[0][1:]
    whole: list[Any] = []
    for kind, names in tables:
        mine, values = values[: len(names)], values[len(names) :]
        there = dict(zip(names, mine, strict=True))
        whole.append(kind._init_from_db(**there) if there["id"] is not None else None)
    meeting: Meeting = whole[0]
    for name, row in zip(related, whole[1:], strict=True):
        setattr(meeting, f"_{name}", row)
    return meeting, frozenset(map(Part, named.split())) if named else frozenset()


@cache
def _meeting_statement(
    related: tuple[str, ...], dialect: str
) -> tuple[str, list[tuple[type[Model], tuple[str, ...]]]]:
    tables: list[tuple[str, type[Model]]] = [("meeting", Meeting)]
    joins = ""
    for name in related:
        kind = _kind(name)
        tables.append((name, kind))
        joins += f' LEFT JOIN "{kind._meta.db_table}" "{name}" ON "{name}".id = meeting.{name}_id'
    read = [(kind, tuple(kind._meta.fields_db_projection.values())) for _name, kind in tables]
    columns = ", ".join(
        f'"{table}"."{column}"'
        for (table, _kind), (_model, names) in zip(tables, read, strict=True)
        for column in names
    )
    joined, who, which = (
        ("string_agg(named.part, ' ')", "$1", "$2")
        if dialect == "postgres"
        else ("group_concat(named.part, ' ')", "?", "?")
    )
    parts = (
        f"SELECT {joined} FROM {MeetingPart._meta.db_table} named "  # noqa: S608 - as above
        f"WHERE named.meeting_id = meeting.id AND named.person_id = {who}"
    )
    return f"SELECT ({parts}), {columns} FROM meeting{joins} WHERE meeting.id = {which}", read  # noqa: S608 - as above


def _kind(name: str) -> type[Model]:
    related: Any = Meeting._meta.fields_map[name]
    kind: type[Model] = related.related_model
    return kind


def _key(key: UUID) -> Any:
    return Meeting._meta.fields_map["id"].to_db_value(key, Meeting)
