"""The rundown of a session, always stored whole: an order of lines whose times follow."""

from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.programmes.models import RundownLine
from rakor.programmes.operations.ground import check_seen, locked_event, saved, told, told_session
from rakor.programmes.queries import Event
from rakor.programmes.rules import Rundown


async def set_rundown(
    programme_id: UUID, session_id: UUID, rundown: Rundown, *, revision: int | None = None, by: User
) -> Event:
    """Let these lines be the rundown of an event, in this order, instead of those before.

    Refuses (Moved) a writer who has not seen the latest revision: who reorders what somebody else
    has changed meanwhile would undo it.
    """
    async with journal.transaction() as record:
        programme, event = await locked_event(programme_id, session_id, by=by)
        check_seen(event.row, revision)
        lines = [
            RundownLine(
                session_id=event.id,
                position=n,
                **{
                    **line.model_dump(exclude={"anchor"}),
                    "anchor": line.anchor.strftime("%H:%M") if line.anchor else "",
                },
            )
            for n, line in enumerate(rundown.lines, 1)
        ]
        await RundownLine.filter(session_id=event.id).delete()
        if lines:
            await RundownLine.bulk_create(lines, batch_size=100)
        await saved(event.row)
        await told(
            record,
            programme,
            "rundown.set",
            by=by,
            session=told_session(event),
            lines=[
                {"title": line.title, "minutes": line.minutes, "anchor": line.anchor}
                for line in lines
            ],
        )
    event.lines[:] = lines
    return event
