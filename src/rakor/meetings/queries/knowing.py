"""One meeting and what somebody may do in it: asked by every act, so composed only once."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from tortoise import connections
from tortoise.models import Model

from rakor.accounts.models import User
from rakor.errors import NotFound
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import GUESTS, Part, State, standing
from rakor.words import _

WITH_ALL = ("organizer", "follow_up_of")
_READ_FOR = "_read_for"


async def known(
    meeting_id: UUID, *, to: User, related: Sequence[str] = WITH_ALL
) -> tuple[Meeting, frozenset[Part]]:
    """A meeting with the parts somebody plays in it; NotFound for whoever may not see it.

    Whom it is shown to is what `visible_to` says for a list of meetings.
    """
    meeting = await _meeting(meeting_id, tuple(related))
    if meeting is not None:
        own = by_account(to, meeting)
        named = await _named(meeting_id, to)
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
    return standing(user.role, meeting.security_class, own_agency=own)


async def _named(meeting_id: UUID, user: User) -> frozenset[Part]:
    connection = connections.get("default")
    key = Meeting._meta.fields_map["id"]
    _count, rows = await connection.execute_query(
        _parts_statement(connection.capabilities.dialect),
        [key.to_db_value(meeting_id, Meeting), key.to_db_value(user.id, Meeting)],
    )
    return frozenset(Part(row["part"]) for row in rows)


@cache
def _parts_statement(dialect: str) -> str:
    first, second = ("$1", "$2") if dialect == "postgres" else ("?", "?")
    return (
        f"SELECT part FROM {MeetingPart._meta.db_table} "  # noqa: S608 - names of our own tables
        f"WHERE meeting_id = {first} AND person_id = {second}"
    )


async def _meeting(meeting_id: UUID, related: tuple[str, ...]) -> Meeting | None:
    """The same as `Meeting.get_or_none` with `select_related`."""
    connection = connections.get("default")
    key = Meeting._meta.fields_map["id"].to_db_value(meeting_id, Meeting)
    statement = _meeting_statement(related, connection.capabilities.dialect)
    _count, rows = await connection.execute_query(statement, [key])
    if not rows:
        return None
    found = Meeting._init_from_db(**_columns(Meeting, "meeting", rows[0]))
    for name in related:
        kind = _kind(name)
        there = rows[0][f"{name}.id"] is not None
        setattr(
            found,
            f"_{name}",
            kind._init_from_db(**_columns(kind, name, rows[0])) if there else None,
        )
    return found


@cache
def _meeting_statement(related: tuple[str, ...], dialect: str) -> str:
    tables: list[tuple[str, type[Model]]] = [("meeting", Meeting)]
    joins = ""
    for name in related:
        kind = _kind(name)
        tables.append((name, kind))
        joins += f' LEFT JOIN "{kind._meta.db_table}" "{name}" ON "{name}".id = meeting.{name}_id'
    columns = ", ".join(
        f'"{table}"."{column}" AS "{table}.{column}"'
        for table, kind in tables
        for column in kind._meta.fields_db_projection.values()
    )
    mark = "$1" if dialect == "postgres" else "?"
    return f"SELECT {columns} FROM meeting{joins} WHERE meeting.id = {mark}"  # noqa: S608 - as above


def _kind(name: str) -> type[Model]:
    related: Any = Meeting._meta.fields_map[name]
    kind: type[Model] = related.related_model
    return kind


def _columns(kind: type[Model], table: str, row: Any) -> dict[str, Any]:
    return {column: row[f"{table}.{column}"] for column in kind._meta.fields_db_projection.values()}
