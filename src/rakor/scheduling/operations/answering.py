"""What somebody says to the times they were asked about."""

from datetime import UTC, datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import lock_row
from rakor.errors import Conflict, Invalid
from rakor.invitations.models import Invitation
from rakor.journal import Audience
from rakor.scheduling.models import Poll, PollAnswer, PollOption, PollVoice
from rakor.scheduling.queries.polls import options_of
from rakor.scheduling.rules.polls import Ballot, Choice, check_open
from rakor.words import _


async def answer_poll(
    poll_id: UUID, seat: Invitation, ballot: Ballot, *, via: str, by: User | None
) -> None:
    """Keep what a seat says to each time, as often as it changes its mind until the deadline.

    What it leaves out stays as it was. Refuses (Conflict) a poll that is closed, and an answer to
    a time that was changed since it was read: then nothing of this ballot is kept.
    """
    now = datetime.now(UTC)
    async with journal.transaction() as record:
        await lock_row(Poll, poll_id)
        poll = await Poll.get(id=poll_id)
        check_open(poll.state, poll.deadline, now)
        options = {str(option.id): option for option in await options_of(poll)}
        said = _said(ballot, options)
        for option, choice in said.items():
            await _keep(option, seat, choice, now)
        voice, _made = await PollVoice.get_or_create(poll_id=poll.id, invitation_id=seat.id)
        voice.comment, voice.answered_at = ballot.comment, now
        await voice.save()
        await record.entry(
            poll.meeting_id,
            "poll.answered",
            by=by,
            audience=Audience.STAFF,
            subject=seat.person_id,
            poll=str(poll.id),
            invitation=str(seat.id),
            choices={str(option.id): choice.value for option, choice in said.items()},
            via=via,
        )


def _said(ballot: Ballot, options: dict[str, PollOption]) -> dict[PollOption, Choice]:
    found = {}
    for key, each in ballot.options.items():
        if not each.choice:
            continue
        option = options.get(key)
        if option is None or option.revision != each.revision:
            said = _("Pilihan waktunya baru saja diubah. Periksa lagi, lalu kirim sekali lagi.")
            raise Conflict(said)
        found[option] = Choice(each.choice)
    if not found:
        raise Invalid.field("options", _("Pilih jawaban untuk paling sedikit satu waktu."))
    return found


async def _keep(option: PollOption, seat: Invitation, choice: Choice, now: datetime) -> None:
    row, made = await PollAnswer.get_or_create(
        option_id=option.id,
        invitation_id=seat.id,
        defaults={"choice": choice, "answered_at": now},
    )
    if not made and row.choice is not choice:
        row.choice, row.answered_at = choice, now
        await row.save()
