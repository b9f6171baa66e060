"""The events of a programme: a meeting joins it, a session of its own is planned and called off."""

from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict
from rakor.meetings.operations.ground import locked as locked_meeting
from rakor.meetings.rules import Action
from rakor.programmes.models import Programme, ProgrammeSession
from rakor.programmes.operations.booking import choose_room, free_rooms, settle_room
from rakor.programmes.operations.ground import (
    check_fits,
    check_seen,
    locked,
    locked_event,
    locked_own,
    saved,
    told,
    told_session,
)
from rakor.programmes.rules import MOST_SESSIONS, LinkFacts, SessionChanges, SessionFacts
from rakor.words import _

# What is written in a calendar that somebody subscribed to (RFC 5545 section 3.8.7.4).
TOLD = frozenset({"title", "starts_at", "ends_at", "room"})
# What a session that is a meeting has of its own.
BESIDE_MEETING = frozenset({"track", "listed"})


async def link_meeting(programme_id: UUID, facts: LinkFacts, *, by: User) -> ProgrammeSession:
    """Make a meeting an event of a programme; it stays a meeting like any other.

    Refuses (Forbidden) whoever does not plan both, and (Conflict) one that repeats, is part of
    another programme, or is held when another of the same track is.
    """
    try:
        async with journal.transaction() as record:
            programme = await locked(programme_id, by=by)
            await _check_room(programme)
            meeting = await locked_meeting(facts.meeting, Action.PLAN, by=by)
            if meeting.recurrence:
                raise Conflict(_("Rapat berulang tidak dapat menjadi bagian rangkaian acara."))
            row = await ProgrammeSession.create(
                programme_id=programme.id,
                meeting_id=meeting.id,
                track=facts.track,
                listed=facts.listed,
            )
            await check_fits(programme)
            await told(record, programme, "programme.event_added", by=by, session=told_session(row))
    except IntegrityError:
        raise Conflict(_("Rapat ini sudah menjadi bagian dari rangkaian acara.")) from None
    return row


async def add_session(programme_id: UUID, facts: SessionFacts, *, by: User) -> ProgrammeSession:
    """Plan a session that is no meeting of its own; its room of the register is booked with it.

    Refuses (Invalid) times outside of the programme's days, and (Conflict) a room that others have
    then, or a track in which something is on.
    """
    async with journal.transaction() as record:
        programme = await locked(programme_id, by=by)
        await _check_room(programme)
        row = ProgrammeSession(programme_id=programme.id)
        given = facts.model_dump(exclude_unset=True)
        row.update_from_dict(_columns(given))
        await choose_room(row, typed=bool(given.get("room")))
        await row.save(force_create=True)
        await check_fits(programme)
        await settle_room(programme, row, by=by)
        await row.save()
        await told(record, programme, "programme.session_added", by=by, session=told_session(row))
    return row


async def change_session(
    programme_id: UUID,
    session_id: UUID,
    changes: SessionChanges,
    *,
    revision: int | None = None,
    by: User,
) -> ProgrammeSession:
    """Change a session; its room moves with it. Of a meeting only the track and `listed`.

    Refuses (Moved) a writer who has not seen the latest revision, and what planning it refuses.
    """
    async with journal.transaction() as record:
        programme, event = await locked_event(programme_id, session_id, by=by)
        row = event.row
        check_seen(row, revision)
        given = changes.model_dump(exclude_unset=True)
        if event.meeting is not None and given.keys() - BESIDE_MEETING:
            raise Conflict(_("Acara ini sebuah rapat: ubah waktu dan tempatnya pada rapat itu."))
        columns = _columns(given)
        changed = sorted(name for name, value in columns.items() if getattr(row, name) != value)
        if not changed:
            return row
        row.update_from_dict({name: columns[name] for name in changed})
        if "register_room_id" in changed:
            await choose_room(row, typed="room" in changed and bool(row.room))
        if not TOLD.isdisjoint(changed) or "register_room_id" in changed:
            row.sequence += 1
        await saved(row)
        await check_fits(programme)
        if event.meeting is None:
            await settle_room(programme, row, by=by)
            await row.save()
        await told(
            record,
            programme,
            "programme.session_changed",
            by=by,
            session=told_session(row),
            changed=changed,
        )
    return row


async def call_off(programme_id: UUID, session_id: UUID, *, by: User) -> ProgrammeSession:
    """Call a session off: it stays on the programme and says so, its room becomes free."""
    return await _set_off(programme_id, session_id, off=True, by=by)


async def restore(programme_id: UUID, session_id: UUID, *, by: User) -> ProgrammeSession:
    """Hold a session after all. Refuses (Conflict) when its room or track is taken by now."""
    return await _set_off(programme_id, session_id, off=False, by=by)


async def _set_off(
    programme_id: UUID, session_id: UUID, *, off: bool, by: User
) -> ProgrammeSession:
    async with journal.transaction() as record:
        programme, event = await locked_own(programme_id, session_id, by=by)
        row = event.row
        if row.cancelled is off:
            return row
        row.cancelled = off
        row.sequence += 1
        await saved(row)
        await check_fits(programme)
        await settle_room(programme, row, by=by)
        await row.save()
        verb = "programme.session_cancelled" if off else "programme.session_restored"
        await told(record, programme, verb, by=by, session=told_session(row))
    return row


async def remove_session(programme_id: UUID, session_id: UUID, *, by: User) -> None:
    """Take an event off a programme with its rundown: a meeting stays, a session's room is free."""
    async with journal.transaction() as record:
        programme, event = await locked_event(programme_id, session_id, by=by)
        await free_rooms([event.row], by=by)
        await told(record, programme, "programme.event_removed", by=by, session=told_session(event))
        await event.row.delete()


async def _check_room(programme: Programme) -> None:
    if await ProgrammeSession.filter(programme_id=programme.id).count() >= MOST_SESSIONS:
        raise Conflict(_("Satu rangkaian memuat paling banyak {n} acara.").format(n=MOST_SESSIONS))


def _columns(given: dict[str, Any]) -> dict[str, Any]:
    columns = dict(given)
    if "register_room" in columns:
        columns["register_room_id"] = columns.pop("register_room")
    return columns
