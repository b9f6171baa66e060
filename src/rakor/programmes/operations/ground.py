"""What every act on a programme begins and ends with: the lock, the revision, the record."""

from datetime import UTC
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import lock_row
from rakor.errors import Conflict, Moved, NotFound
from rakor.programmes import queries
from rakor.programmes.models import Programme, ProgrammeSession
from rakor.programmes.queries import Event
from rakor.programmes.queries.events import all_events
from rakor.programmes.rules import check_within, clashes
from rakor.words import _, day_and_time


def stream_of(programme_id: UUID) -> UUID:
    """The line of history of a programme."""
    return journal.stream_of(f"programme:{programme_id}")


async def locked(programme_id: UUID, *, by: User) -> Programme:
    """A programme that until the end of the transaction nobody else changes.

    NotFound for whoever may not see it, Forbidden for whoever does not plan it.
    """
    await lock_row(Programme, programme_id)
    return await queries.find_for_planning(programme_id, by=by)


async def locked_event(
    programme_id: UUID, session_id: UUID, *, by: User
) -> tuple[Programme, Event]:
    """The same with one of its events; NotFound for one that somebody may not see."""
    programme = await locked(programme_id, by=by)
    return programme, await queries.find_event(programme, session_id, to=by)


async def locked_own(programme_id: UUID, session_id: UUID, *, by: User) -> tuple[Programme, Event]:
    """The same with a session of its own. Refuses (Conflict) one that is a meeting."""
    programme, event = await locked_event(programme_id, session_id, by=by)
    if event.meeting is not None:
        raise Conflict(_("Acara ini sebuah rapat: ubah waktu dan tempatnya pada rapat itu."))
    return programme, event


def check_seen(row: Programme | ProgrammeSession, revision: int | None) -> None:
    """Refuses (Moved) a writer who has not seen the latest revision."""
    if revision is not None and revision != row.revision:
        raise Moved(_("Data ini sudah diubah orang lain. Muat ulang, lalu coba lagi."))


async def saved(row: Programme | ProgrammeSession) -> None:
    row.revision += 1
    await row.save()


async def check_fits(programme: Programme) -> None:
    """Refuses what is outside of the days (Invalid), and two at once in a track (Conflict).

    The whole is looked at as it would be stored, so it is called last before the entry.
    """
    events = [event for event in await all_events(programme) if event.takes_place]
    for event in events:
        check_within(
            event.starts_at,
            event.ends_at,
            programme.first_day,
            programme.last_day,
            programme.timezone,
        )
    pairs = clashes([event.placed for event in events])
    if not pairs:
        return
    by_key: dict[Any, Event] = {event.id: event for event in events}
    one, other = (by_key[key] for key in pairs[0])
    raise Conflict(
        _("{one} berimpit dengan {other} ({time}). Pakai jalur lain, atau ubah jamnya.").format(
            one=one.title,
            other=other.title,
            time=day_and_time(other.starts_at, other.ends_at, programme.timezone),
        ),
        sessions=[[str(a), str(b)] for a, b in pairs],
    )


async def told(
    record: journal.Record, programme: Programme, verb: str, *, by: User, **data: Any
) -> None:
    """The entry of an act, about the agency whose programme it is."""
    await record.entry(
        stream_of(programme.id),
        verb,
        by=by,
        subject=programme.organizer_id,
        programme=str(programme.id),
        title=programme.title,
        **data,
    )


def told_session(event_or_row: Event | ProgrammeSession) -> dict[str, Any]:
    """An event as the record keeps it."""
    row = event_or_row.row if isinstance(event_or_row, Event) else event_or_row
    return {
        "id": str(row.id),
        "meeting": str(row.meeting_id) if row.meeting_id else None,
        "title": row.title,
        "track": row.track,
        "starts_at": row.starts_at.astimezone(UTC).isoformat() if row.starts_at else None,
        "ends_at": row.ends_at.astimezone(UTC).isoformat() if row.ends_at else None,
    }


def missing() -> NotFound:
    return NotFound(_("Acara ini tidak ada dalam rangkaian acara."))
