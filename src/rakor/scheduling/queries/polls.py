"""Reading polls: who is asked, what they said, and what it comes to."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from rakor.accounts.models import User
from rakor.errors import NotFound
from rakor.invitations import queries as invitations
from rakor.invitations.models import Invitation
from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Action, Part
from rakor.scheduling.models import Poll, PollAnswer, PollOption, PollVoice
from rakor.scheduling.queries.asked import MAY_MISS, NOT_ASKED
from rakor.scheduling.rules.polls import Choice, PollState, Tally, Voter, tally
from rakor.words import _

LIVE = (PollState.OPEN, PollState.CLOSED)


@dataclass(frozen=True, slots=True)
class Asked:
    """A time that is asked about, and what the answers to it come to."""

    option: PollOption
    tally: Tally
    said: dict[str, Choice]
    best: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A whole poll: the times in order, the seats, who has yet to answer and what they added."""

    poll: Poll
    meeting: Meeting
    asked: list[Asked]
    voters: list[Voter]
    missing: list[Voter]
    comments: list[tuple[Voter, str]]

    @property
    def answered(self) -> int:
        """How many seats said something to every time that is asked about."""
        return len(self.voters) - len(self.missing)


async def asked_seats(meeting_id: UUID) -> list[Invitation]:
    """The seats whose time counts, with their agencies, in the order of the list."""
    return (
        await Invitation.filter(meeting_id=meeting_id, only_on=None)
        .exclude(status__in=NOT_ASKED)
        .select_related("agency")
        .order_by("precedence", "name", "id")
    )


async def live_poll(meeting_id: UUID) -> Poll | None:
    """The poll of a meeting that is not over yet."""
    return await Poll.filter(live=meeting_id).first()


async def latest_poll(meeting_id: UUID) -> Poll | None:
    """The poll of a meeting that is asked, or the last that was."""
    found = await Poll.filter(meeting_id=meeting_id).order_by("-opened_at").first()
    return await live_poll(meeting_id) or found


async def find_poll(poll_id: UUID, *, of: UUID, to: User) -> tuple[Poll, Meeting]:
    """A poll of that meeting, for those who prepare it; NotFound where they may not see it."""
    meeting = await meetings.find_for(Action.INVITE, of, by=to)
    poll = await Poll.get_or_none(id=poll_id, meeting_id=meeting.id)
    if poll is None:
        raise NotFound(_("Jajak waktu ini tidak ada."))
    return poll, meeting


async def voice_of(poll: Poll, seat: Invitation) -> PollVoice | None:
    """What a seat added to its answers, and when it was written to."""
    return await PollVoice.get_or_none(poll_id=poll.id, invitation_id=seat.id)


def takes_answers(poll: Poll) -> bool:
    """Whether somebody may answer now."""
    return poll.state is PollState.OPEN and poll.deadline > datetime.now(UTC)


async def options_of(poll: Poll) -> list[PollOption]:
    """The options that are asked about, in the order of their times."""
    rows = await PollOption.filter(poll_id=poll.id, removed=False)
    return sorted(rows, key=lambda row: (row.starts_at, row.minutes, row.id))


async def standing(poll: Poll, meeting: Meeting) -> Standing:
    """What was said so far; five queries, however many seats and times there are."""
    options = await options_of(poll)
    seats = await asked_seats(meeting.id)
    leading = await MeetingPart.filter(meeting_id=meeting.id, part=Part.CHAIR)
    chairs = {row.person_id for row in leading}
    voters = [_voter(seat, chairs) for seat in seats]
    said: dict[UUID, dict[str, Choice]] = defaultdict(dict)
    for row in await PollAnswer.filter(option_id__in=[each.id for each in options]):
        said[row.option_id][str(row.invitation_id)] = row.choice
    tallies = [tally(voters, said[option.id]) for option in options]
    best = min((each.rank for each in tallies), default=None)
    some = any(each.yes or each.if_need_be for each in tallies)
    asked = [
        Asked(option, counted, said[option.id], best=some and counted.rank == best)
        for option, counted in zip(options, tallies, strict=True)
    ]
    by_key = {voter.key: voter for voter in voters}
    voices = await PollVoice.filter(poll_id=poll.id).exclude(comment="").order_by("answered_at")
    return Standing(
        poll,
        meeting,
        asked,
        voters,
        missing=[voter for voter in voters if any(voter.key not in each.said for each in asked)],
        comments=[
            (by_key[str(voice.invitation_id)], voice.comment)
            for voice in voices
            if str(voice.invitation_id) in by_key
        ],
    )


def _voter(seat: Invitation, chairs: Collection[UUID]) -> Voter:
    return Voter(
        str(seat.id),
        seat.office_title or seat.name,
        seat.agency.short_name if seat.agency else seat.agency_name or _("Tanpa instansi"),
        required=seat.part not in MAY_MISS or seat.person_id in chairs,
    )


async def poll_behind(token: str) -> tuple[Poll, Invitation]:
    """The poll that a personal link answers, with the seat; NotFound where there is none.

    A seat that was withdrawn or given to a deputy answers no more.
    """
    seat = await invitations.by_token(token, of_drafts=True)
    poll = await latest_poll(seat.meeting_id)
    if poll is None or seat.status in NOT_ASKED or poll.state is PollState.DROPPED:
        raise NotFound(_("Tidak ada pilihan waktu yang ditanyakan lewat tautan ini."))
    return poll, seat


async def own_answers(options: Sequence[PollOption], seat: Invitation) -> dict[UUID, Choice]:
    """What a seat said, by the key of the option."""
    rows = await PollAnswer.filter(
        option_id__in=[each.id for each in options], invitation_id=seat.id
    )
    return {row.option_id: row.choice for row in rows}


async def due_polls(now: datetime) -> list[UUID]:
    """The open polls whose deadline is past."""
    keys = await Poll.filter(state=PollState.OPEN, deadline__lte=now).values_list("id", flat=True)
    return [UUID(str(key)) for key in keys]
