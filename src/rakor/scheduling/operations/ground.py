"""What every act on a poll begins with: the poll of a meeting, locked, and who may act on it."""

from uuid import UUID

from rakor.accounts.models import User
from rakor.database import lock_row, row_where
from rakor.errors import Conflict, Moved, NotFound
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import Action
from rakor.scheduling.models import Poll, PollOption
from rakor.scheduling.rules.polls import PollState
from rakor.words import _


async def locked_poll(poll_id: UUID, *, by: User) -> tuple[Poll, Meeting]:
    """A poll with its meeting, until the end of the transaction nobody else changes either.

    NotFound for whoever may not see the meeting, Forbidden for whoever does not prepare it.
    """
    found = await Poll.get_or_none(id=poll_id)
    if found is None:
        raise NotFound(_("Jajak waktu ini tidak ada."))
    meeting = await locked(found.meeting_id, Action.INVITE, by=by)
    await lock_row(Poll, poll_id)
    poll = await row_where(Poll, "id", poll_id)
    assert poll is not None
    return poll, meeting


async def find_option(poll: Poll, option_id: UUID) -> PollOption:
    """One of these options; NotFound for any other, and for one that was taken away."""
    found = await PollOption.get_or_none(id=option_id, poll_id=poll.id, removed=False)
    if found is None:
        raise NotFound(_("Pilihan waktu ini tidak ada lagi."))
    return found


def check_editable(poll: Poll) -> None:
    """Refuses (Conflict) to change what was asked once the time is settled or dropped."""
    if poll.state not in (PollState.OPEN, PollState.CLOSED):
        raise Conflict(_("Jajak waktu ini sudah selesai."), state=poll.state.value)


def check_seen(row: Poll | PollOption, revision: int | None) -> None:
    """Refuses (Moved) a writer who has not seen the latest revision."""
    if revision is not None and revision != row.revision:
        raise Moved(_("Data ini sudah diubah orang lain. Muat ulang, lalu coba lagi."))


def told(option: PollOption) -> dict[str, str | int]:
    """An option as the journal keeps it: what its clocks show and where."""
    return {
        "id": str(option.id),
        "day": option.day.isoformat(),
        "clock": option.clock,
        "minutes": option.minutes,
        "timezone": option.timezone,
    }
