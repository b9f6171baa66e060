"""Whatever happened to a meeting before, what follows it is a whole draft, and it stays itself."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rakor.database import new_id
from rakor.directory.models import Office, OfficeHolder, Person
from rakor.errors import RakorError
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.invitations.rules import RsvpStatus
from rakor.meetings import operations as meetings
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart
from rakor.meetings.operations import Changes, ItemFacts
from rakor.meetings.rules import GUESTS, Delegation, Mode, Part, State
from rakor.preparing import operations
from rakor.preparing.operations import NextFacts

from ..conftest import AT_LENGTH
from .conftest import Held
from .test_following import whole

ACTS = (
    "publish",
    "cancel",
    "postpone",
    "repeat",
    "go_online",
    "ask",
    "ask_office",
    "uninvite",
    "add_item",
    "erase",
    "change_holder",
    "vacate",
    "follow",
)


class Before:
    """What may happen to a meeting before it is followed; what is refused does not happen."""

    def __init__(self, held: Held) -> None:
        self.key, self.by, self.agency = held.meeting.id, held.rina, held.office.agency

    async def publish(self, _dice: Random) -> None:
        await meetings.publish(self.key, by=self.by)

    async def cancel(self, _dice: Random) -> None:
        await meetings.cancel(self.key, "Batal", by=self.by)

    async def postpone(self, _dice: Random) -> None:
        await meetings.postpone(self.key, "Ditunda", by=self.by)

    async def repeat(self, dice: Random) -> None:
        rule = dice.choice(["FREQ=WEEKLY;COUNT=3", "FREQ=MONTHLY", None])
        await self._change(recurrence=rule)

    async def go_online(self, dice: Random) -> None:
        await self._change(mode=dice.choice(list(Mode)).value)

    async def _change(self, **changes: object) -> None:
        await meetings.change(self.key, Changes.model_validate(changes), by=self.by)

    async def ask(self, dice: Random) -> None:
        email = f"orang{dice.randrange(6)}@bkn.example.go.id"
        part = dice.choice([Part.PARTICIPANT, Part.CHAIR, Part.GUEST, Part.SPEAKER])
        rule = dice.choice(list(Delegation))
        await invitations.invite(self.key, [Wish(email=email, role=part)], rule, by=self.by)

    async def ask_office(self, dice: Random) -> None:
        office = await Office.create(title=f"Jabatan {new_id()}", agency=self.agency)
        person = await Person.create(name="Pemangku", email=f"{new_id()}@bkn.go.id")
        await OfficeHolder.create(office=office, person=person)
        part = dice.choice([Part.PARTICIPANT, Part.CHAIR])
        await invitations.invite(self.key, [Wish(office=office.id, role=part)], by=self.by)

    async def uninvite(self, dice: Random) -> None:
        rows = await Invitation.filter(meeting_id=self.key).order_by("id")
        await invitations.withdraw(dice.choice(rows).id, by=self.by)

    async def add_item(self, dice: Random) -> None:
        facts = ItemFacts(title="Pokok", minutes=10, confidential=dice.random() < 0.5)
        await meetings.add_item(self.key, facts, by=self.by)

    async def erase(self, dice: Random) -> None:
        people = await Person.exclude(id=self.by.id).order_by("id")
        changes = {"erased_at": datetime.now(UTC), "email": None}
        await Person.filter(id=dice.choice(people).id).update(**changes)

    async def change_holder(self, dice: Random) -> None:
        holders = await OfficeHolder.all().order_by("id")
        person = await Person.create(name="Pengganti", email=f"{new_id()}@bkn.go.id")
        await OfficeHolder.filter(id=dice.choice(holders).id).update(person_id=person.id)

    async def vacate(self, dice: Random) -> None:
        holders = await OfficeHolder.all().order_by("id")
        await OfficeHolder.filter(id=dice.choice(holders).id).delete()

    async def follow(self, _dice: Random) -> None:
        """The next is made of the next: a chain grows."""
        self.key = await self.made()

    async def made(self) -> object:
        """Make the next meeting and look at it, and at the one before."""
        earlier = await Meeting.get(id=self.key)
        before, now = await whole(earlier), datetime.now(UTC)
        starts = earlier.starts_at + timedelta(days=28)
        said = NextFacts.model_validate({"starts_at": starts.isoformat(), "opening_item": True})
        made = await operations.make_next(self.key, said, by=self.by)
        assert await whole(earlier) == before
        await self.check(earlier, await Meeting.get(id=made.meeting.id), made, now)
        return made.meeting.id

    async def check(self, earlier: Meeting, new: Meeting, made, now: datetime) -> None:
        assert (new.state, new.recurrence, new.sequence) == (State.DRAFT, "", 0)
        assert (new.follow_up_of_id, new.mode, new.title) == (
            earlier.id,
            earlier.mode,
            earlier.title,
        )
        assert new.ends_at - new.starts_at == earlier.ends_at - earlier.starts_at
        titles = [each.title for each in await _agenda(earlier)]
        assert [each.title for each in await _agenda(new)] == [
            "Tindak lanjut yang masih terbuka",
            *titles,
        ]
        old = Invitation.filter(meeting_id=earlier.id, delegated_from_id=None)
        asked = await old.exclude(status=RsvpStatus.WITHDRAWN).exclude(part=Part.GUEST)
        seats = await Invitation.filter(meeting_id=new.id).select_related("person")
        assert len(seats) == made.invited
        assert {seat.status for seat in seats} <= {RsvpStatus.NO_RESPONSE}
        assert {seat.office_id for seat in seats} <= {seat.office_id for seat in asked}
        assert not [seat for seat in seats if seat.person and seat.person.erased_at]
        officers = MeetingPart.filter(meeting_id=new.id, part__not_in=list(GUESTS))
        people = await officers.select_related("person")
        assert not [row for row in people if row.person.erased_at]
        # Everybody who was asked is asked again, or it is told why not.
        left = [each for each in made.left_out if each.title or each.name is not None]
        assert len(asked) <= len(seats) + len(left)


async def _agenda(meeting: Meeting) -> list[AgendaItem]:
    return await AgendaItem.filter(meeting_id=meeting.id).order_by("position")


@settings(
    max_examples=100 if AT_LENGTH else 6,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(steps=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 999)), max_size=14))
async def test_what_follows_is_a_whole_draft_whatever_was_before(
    held: Held, steps: Sequence[tuple[str, int]]
):
    before = Before(held)
    for name, seed in steps:
        with suppress(RakorError, IndexError):
            await getattr(before, name)(Random(seed))
    await before.made()
