"""Planning a programme: made, changed, taken away while nothing hangs on it."""

from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import new_id
from rakor.errors import Forbidden
from rakor.meetings.operations.ground import organizing_agency
from rakor.programmes.models import Programme
from rakor.programmes.operations.booking import free_rooms
from rakor.programmes.operations.ground import check_fits, check_seen, locked, saved, told
from rakor.programmes.queries.events import all_events
from rakor.programmes.rules import ProgrammeChanges, ProgrammeFacts, check_days
from rakor.words import _


async def plan_programme(facts: ProgrammeFacts, *, by: User) -> Programme:
    """Put a programme on paper; nobody is told, and nobody else sees it before it is public.

    Refuses (Forbidden) whoever does not prepare meetings, or not for that agency, and (Invalid)
    days that make no sense.
    """
    if not by.is_staff:
        raise Forbidden(_("Hanya penyelenggara dan sekretariat yang membuat rangkaian acara."))
    organizer = await organizing_agency(facts.organizer, by=by)
    check_days(facts.first_day, facts.last_day)
    given = facts.model_dump(exclude_unset=True, exclude={"organizer"})
    async with journal.transaction() as record:
        programme = Programme(
            id=new_id(), organizer=organizer, **{"timezone": organizer.timezone, **given}
        )
        await programme.save(force_create=True)
        await told(record, programme, "programme.planned", by=by, **_days(programme))
    return programme


async def change(
    programme_id: UUID, changes: ProgrammeChanges, *, revision: int | None = None, by: User
) -> Programme:
    """Change what a programme says of itself, and whether everybody may read it.

    Refuses (Moved) a writer who has not seen the latest revision, and (Invalid) days on which not
    all of its events are held any more.
    """
    async with journal.transaction() as record:
        programme = await locked(programme_id, by=by)
        check_seen(programme, revision)
        given = changes.model_dump(exclude_unset=True)
        changed = sorted(name for name, value in given.items() if getattr(programme, name) != value)
        if not changed:
            return programme
        programme.update_from_dict({name: given[name] for name in changed})
        check_days(programme.first_day, programme.last_day)
        await saved(programme)
        await check_fits(programme)
        await told(
            record,
            programme,
            "programme.changed",
            by=by,
            changed=changed,
            public=programme.public,
            **_days(programme),
        )
    return programme


async def remove(programme_id: UUID, *, by: User) -> None:
    """Take a programme away: its meetings stay as they are, rooms of its sessions become free."""
    async with journal.transaction() as record:
        programme = await locked(programme_id, by=by)
        events = await all_events(programme)
        await free_rooms([event.row for event in events], by=by)
        await told(record, programme, "programme.removed", by=by, events=len(events))
        await programme.delete()


def _days(programme: Programme) -> dict[str, Any]:
    return {
        "first_day": programme.first_day.isoformat(),
        "last_day": programme.last_day.isoformat(),
    }
