"""A single meeting, a series and a cancelled one, with people who answer; and all they said."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from rakor.accounts.models import User
from rakor.database import new_id
from rakor.directory.models import Person, PersonEmail
from rakor.invitations import queries
from rakor.invitations.models import Invitation, OccurrenceAnswer, Proposal
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting, Occurrence
from rakor.meetings.rules import Mode, OccurrenceState, State

STARTS = datetime(2030, 3, 5, 2, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)
LENGTH = timedelta(hours=3)
# The days of the series: as the rule says, another one, called off, moved by a day, and one more.
FIRST, SECOND, OFF, MOVED = (STARTS + n * WEEK for n in range(4))
ADDED = STARTS + timedelta(days=9)
BUDI, SARI = "budi@bkn.go.id", "sari@bkn.go.id"
OTHER = "budi.s@pribadi.id"
GROUP, GONE, GUEST = "eselon2@bkn.go.id", "lama@bkn.go.id", "tamu@bkn.go.id"
SINGLE, SERIES, CANCELLED = "single", "series", "cancelled"


@dataclass
class Stage:
    """Who plays: meetings by their name, seats by meeting and address."""

    meetings: dict[str, Meeting] = field(default_factory=dict)
    seats: dict[tuple[str, str], Invitation] = field(default_factory=dict)

    def organizer(self, meeting: str, address: str) -> str:
        """The reply address of a seat."""
        return queries.reply_address(self.seats[meeting, address])

    async def said(self) -> dict[str, str]:
        """All that is stored of answers: `single budi`, `series budi 20300312`, proposals."""
        names = {meeting.id: name for name, meeting in self.meetings.items()}
        found = {}
        for row in await Invitation.all():
            found[f"{names[row.meeting_id]} {row.email}"] = row.status.value
        for day in await OccurrenceAnswer.all().select_related("invitation"):
            who = f"{names[day.invitation.meeting_id]} {day.invitation.email}"
            found[f"{who} {day.recurrence_id:%Y%m%d}"] = day.status.value
        for proposal in await Proposal.all().select_related("invitation"):
            who = f"{names[proposal.meeting_id]} {proposal.invitation.email} proposes"
            found[who] = f"{proposal.starts_at:%Y%m%dT%H%M} {proposal.state.value}"
        return found


async def build(rina: User) -> Stage:
    """Everybody was told; nobody has answered."""
    stage = Stage()
    stage.meetings = {
        SINGLE: await _meeting(rina, sequence=1),
        SERIES: await _meeting(rina, sequence=3, recurrence="FREQ=WEEKLY;COUNT=6"),
        CANCELLED: await _meeting(rina, sequence=2, state=State.CANCELLED),
    }
    await _days(stage.meetings[SERIES])
    budi = await Person.create(name="Budi Santoso", email=BUDI)
    await PersonEmail.create(person=budi, email=OTHER)
    sari = await Person.create(name="Sari Dewi", email=SARI)
    for name in stage.meetings:
        await _seat(stage, name, BUDI, "Budi Santoso", person=budi)
        await _seat(stage, name, SARI, "Sari Dewi", person=sari)
    await _seat(stage, SINGLE, GROUP, "Para pejabat eselon II", is_group=True)
    await _seat(stage, SINGLE, GONE, "Pejabat Lama", status=RsvpStatus.WITHDRAWN)
    await _seat(stage, SERIES, GUEST, "Tamu Sehari", only_on=SECOND)
    return stage


async def _meeting(rina: User, **more: object) -> Meeting:
    key = new_id()
    known = {"state": State.SCHEDULED, **more}
    return await Meeting.create(
        id=key,
        title="Rapat Koordinasi",
        starts_at=STARTS,
        ends_at=STARTS + LENGTH,
        timezone="Asia/Jakarta",
        mode=Mode.IN_PERSON,
        organizer_id=rina.agency_id,
        venue_name="Ruang Cendrawasih",
        uid=f"{key}@rakor.test",
        **known,
    )


async def _days(series: Meeting) -> None:
    moved = MOVED + timedelta(days=1)
    for at, state, starts, sequence in (
        (OFF, OccurrenceState.CANCELLED, OFF, 2),
        (MOVED, OccurrenceState.CHANGED, moved, 3),
        (ADDED, OccurrenceState.ADDED, ADDED, 1),
    ):
        await Occurrence.create(
            meeting_id=series.id,
            recurrence_id=at,
            state=state,
            starts_at=starts,
            ends_at=starts + LENGTH,
            sequence=sequence,
        )


async def _seat(
    stage: Stage, meeting: str, email: str, name: str, person: Person | None = None, **more: object
) -> None:
    asked = stage.meetings[meeting]
    # The single meeting was moved once: what was answered before that holds no more.
    known = {"reset_sequence": 1 if meeting == SINGLE else 0, **more}
    seat = Invitation(
        meeting_id=asked.id,
        email=email,
        name=name,
        person_id=person.id if person else None,
        sent_sequence=asked.sequence,
        letters=1,
        **known,
    )
    queries.seal(seat)
    await seat.save()
    stage.seats[meeting, email] = seat
    if meeting == SERIES and email in (BUDI, SARI):
        await OccurrenceAnswer.create(invitation_id=seat.id, recurrence_id=MOVED, reset_sequence=3)
