"""Whatever happens at doors, links, reports and desks: the same heads as whoever counts by hand.

A few runs of random acts belong to every run of the tests, hundreds to `make long`.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import jobs, operations
from rakor.attendance.models import Head, Scan
from rakor.attendance.operations import Instead, admitting
from rakor.attendance.operations.planning import PlanFacts, plan
from rakor.attendance.rules import (
    Direction,
    Shown,
    TakenBack,
    WalkInPolicy,
    Wish,
)
from rakor.attendance.rules.online import visitor_key
from rakor.directory.models import Person, PersonEmail
from rakor.errors import Conflict, NotFound
from rakor.invitations import operations as invitations
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.operations import delegating
from rakor.invitations.operations.delegating import DeputyWish
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Channel, Part

from ..conftest import AT_LENGTH
from .notes import DEVICES, GUESTS, STANDS, VISITS, Notes, Visit
from .recount import MINUTE, Row

HEADING = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"


@dataclass(kw_only=True)
class Machine(Notes):
    """What is done to the meeting, each act noted beside it."""

    rina: User
    dewi: User
    emails: dict[str, str] = field(default_factory=dict)
    seats: dict[str, Invitation | None] = field(default_factory=dict)
    reports: set[UUID] = field(default_factory=set)

    async def run(self, steps: Sequence[tuple[str, int]]) -> None:
        for n, (name, seed) in enumerate(steps):
            try:
                await getattr(self, name)(Random(seed))
                await self.adopt()
                await self.check()
            except Exception as trouble:
                trouble.add_note(f"at {name}, the last of {list(steps[: n + 1])}")
                raise
        await self.check_all()

    # What desks do.

    async def scan(self, chance: Random) -> None:
        wish = await self.wish(chance)
        self.note(wish)
        await operations.check_in(self.meeting.id, wish, by=self.dewi)

    async def rush(self, chance: Random) -> None:
        """Several desks at the same moment, some of them with the same scan."""
        wishes = [await self.wish(chance) for _n in range(chance.randint(2, 5))]
        wishes += chance.sample(wishes, 1)
        for wish in wishes:
            self.note(wish)
        desks = [operations.check_in(self.meeting.id, wish, by=self.dewi) for wish in wishes]
        await asyncio.gather(*desks)

    async def batch(self, chance: Random) -> None:
        """What a desk kept, sent in any order and in part twice."""
        wishes = [await self.wish(chance) for _n in range(chance.randint(2, 6))]
        wishes += chance.sample(wishes, chance.randint(0, 2))
        for wish in sorted(wishes, key=lambda each: each.at or datetime.now(UTC)):
            self.note(wish)
        sent = [Shown(wish.nonce, wish) for wish in wishes]
        done = await operations.upload(self.meeting.id, sent, by=self.dewi)
        assert [kept.nonce for kept in done.scans] == [wish.nonce for wish in wishes]

    async def wish(self, chance: Random) -> Wish:
        """Somebody comes or goes; one in eight was sent before."""
        nonces = [nonce for nonce in self.book.rows if nonce.startswith("desk")]
        again = bool(nonces) and chance.random() < 0.12
        whom: dict[str, Any] = {"walk_in": chance.choice(list(GUESTS.values()))}
        if chance.random() < 0.75:
            seats = await Invitation.filter(meeting_id=self.meeting.id).order_by("id")
            whom = {"invitation": chance.choice(seats)}
        seat = whom.pop("invitation", None)
        made = Wish(
            chance.choice(nonces) if again else f"desk{next(self.numbers)}",
            invitation=seat.id if seat else None,
            channel=chance.choice([Channel.ROOM, Channel.ROOM, Channel.ONLINE]),
            direction=chance.choice([Direction.IN, Direction.IN, Direction.OUT]),
            at=self.began + chance.randint(0, 180) * MINUTE,
            **whom,
        )
        self.seats[made.nonce] = seat
        return made

    def note(self, wish: Wish) -> None:
        """What a scan at a desk ought to become."""
        if wish.nonce in self.book.rows:
            return
        seat, who = self.seats[wish.nonce], None
        if wish.walk_in is not None and self.lets_in(wish.walk_in.name):
            who = wish.walk_in.name
        elif seat is not None and seat.status is not RsvpStatus.WITHDRAWN:
            who = seat.name
        self.line(wish.nonce, who, wish.at, wish.channel, wish.direction is Direction.OUT)

    async def join(self, chance: Random) -> None:
        """Somebody enters by their own link, perhaps again and again."""
        rows = Invitation.filter(meeting_id=self.meeting.id)
        seat = chance.choice(await rows.exclude(status=RsvpStatus.WITHDRAWN).order_by("id"))
        await operations.join_online(seat)
        last = await Scan.filter(meeting_id=self.meeting.id).order_by("-id").first()
        if last is None or last.nonce in self.book.rows:
            known = [nonce for nonce in self.book.rows if nonce.startswith(f"join:{seat.id}")]
            assert known  # within the same minute
            return
        self.line(last.nonce, seat.name, last.at, Channel.ONLINE, out=False)

    # What the video room tells.

    async def report(self, chance: Random) -> None:
        told = chance.sample(VISITS, chance.randint(1, 4))
        lines = ""
        for device, since, until in sorted(told):
            begins, ends = (self.began + n * MINUTE for n in (since, until))
            email = self.emails.get(DEVICES[device], "")
            lines += f"{device},{email},{begins:%Y-%m-%d %H:%M:%S},{ends:%Y-%m-%d %H:%M:%S},1\n"
        for _again in range(chance.randint(1, 2)):
            done = await operations.import_report(
                self.meeting.id, (HEADING + lines).encode(), "a.csv", timezone="UTC", by=self.dewi
            )
        self.reports.add(done.report.id)
        known = {(each.device, each.since) for each in self.visits}
        fresh = [each for each in told if each[:2] not in known]
        self.visits += [Visit(*each, told_by=done.report.id) for each in fresh]
        for device in DEVICES:
            await self.recognised(device)

    async def recognised(self, device: str) -> None:
        """What was decided holds; else an address says who somebody is, if they are invited."""
        visits = [each for each in self.visits if each.device == device]
        decided = next((each for each in visits if each.decided), None)
        by_hand = any(each.by_hand for each in visits)
        owner = DEVICES[device]
        if decided is None and owner and not by_hand:
            seats = Invitation.filter(meeting_id=self.meeting.id, name=owner)
            if await seats.exclude(status=RsvpStatus.WITHDRAWN).exists():
                decided = Visit(device, 0, 0, uuid4(), owner, "email")
        for each in visits:
            each.by_hand = by_hand
            if decided is not None and not each.decided:
                each.decided = decided.decided
                if decided.who:
                    self.place([each], decided.who)

    async def withdraw(self, chance: Random) -> None:
        if not self.reports:
            return
        report = chance.choice(sorted(self.reports))
        await operations.withdraw_report(self.meeting.id, report, by=self.dewi)
        self.reports.discard(report)
        self.take_back([each for each in self.visits if each.told_by == report])
        self.visits = [each for each in self.visits if each.told_by != report]

    async def resolve(self, chance: Random) -> None:
        """The secretariat says who a device was, or that it was nobody, or takes that back."""
        device = chance.choice(list(DEVICES))
        key = visitor_key(self.meeting.id, device, self.emails.get(DEVICES[device], ""))
        visits = [each for each in self.visits if each.device == device]
        seats = await Invitation.filter(meeting_id=self.meeting.id).order_by("id")
        seat, guest = chance.choice(seats), chance.choice(list(GUESTS))
        how = chance.choice(["recognise", "recognise", "admit", "ignore", "reopen"])
        act: dict[str, Any] = {
            "recognise": (operations.recognise_visitor, seat.id),
            "admit": (operations.admit_visitor, GUESTS[guest]),
            "ignore": (operations.ignore_visitor,),
            "reopen": (operations.reopen_visitor,),
        }
        call, *more = act[how]
        refused = not visits or (how == "admit" and not self.lets_in(guest))
        if refused or (how == "reopen" and not any(each.decided for each in visits)):
            with pytest.raises((NotFound, Conflict)):
                await call(self.meeting.id, key, *more, by=self.dewi)
            return
        await call(self.meeting.id, key, *more, by=self.dewi)
        who = {"recognise": seat.name, "admit": guest}.get(how, "")
        if any(each.who and each.who != who for each in visits):
            self.take_back(visits)
        for each in visits:
            each.decided, each.by_hand = {"ignore": "ignored", "reopen": ""}.get(how, "hand"), True
        if who:
            self.place(visits, who)

    # What is put right.

    async def correct(self, chance: Random) -> None:
        """A line is taken back, or moved to another moment or somebody else."""
        nonces = [nonce for nonce, row in self.book.rows.items() if row.who]
        if not nonces:
            return
        nonce = chance.choice(nonces)
        row = self.book.rows[nonce]
        line = await Scan.get(meeting_id=self.meeting.id, nonce=nonce)
        seats = await Invitation.filter(meeting_id=self.meeting.id).order_by("id")
        seat, at = chance.choice(seats), self.began + chance.randint(0, 180) * MINUTE
        instead = chance.choice([Instead(), Instead(), Instead(at=at), Instead(invitation=seat.id)])
        moved = Row(seat.name if instead.invitation else row.who, row.at, row.way, row.out)
        moved.at = instead.at or row.at
        before = dict(self.book.rows)
        refused = not self.book.stands(nonce)
        refused = refused or bool(instead and (row.voids or row.visit is not None))
        self.book.rows[self.new()] = Row(row.who, voids=nonce)
        if instead:
            self.line(new := self.new(), moved.who, moved.at, moved.way, moved.out)
            refused = refused or self.book.rows[new].who is None
        call = operations.correct(self.meeting.id, line.id, "Keliru", instead=instead, by=self.rina)
        if not refused:
            await call
            return
        self.book.rows = before
        with pytest.raises(Conflict):
            await call

    async def undo(self, chance: Random) -> None:
        """A desk takes back what it did, which may have been taken back before."""
        nonces = [nonce for nonce in self.book.rows if nonce.startswith("desk")]
        if not nonces:
            return
        nonce = chance.choice(nonces)
        row = self.book.rows[nonce]
        undone = TakenBack(f"desk-undo{next(self.numbers)}", nonce, self.began, "")
        done = await operations.upload(self.meeting.id, [], taken_back=[undone], by=self.dewi)
        stands = row.who is not None and self.book.stands(nonce)
        assert bool(done.taken_back[0].problem) is not stands
        if stands:
            self.book.rows[self.new()] = Row(row.who, voids=nonce)

    async def guest(self, chance: Random) -> None:
        """The secretariat lets a guest in, or does not."""
        if not self.guests:
            return
        name = chance.choice(sorted(self.guests))
        head = await Head.get(meeting_id=self.meeting.id, name=name)
        act, state = chance.choice(
            [(admitting.admit, "admitted"), (admitting.turn_away, "turned_away")]
        )
        if self.guests[name] == state:
            with pytest.raises(Conflict):
                await act(self.meeting.id, head.id, by=self.rina)
        else:
            await act(self.meeting.id, head.id, by=self.rina)
            self.guests[name] = state

    async def replan(self, chance: Random) -> None:
        self.policy = chance.choice(list(WalkInPolicy))
        self.book.least = chance.choice([0, 15, 30, 45])
        facts = PlanFacts(walk_ins=self.policy, least_online_minutes=self.book.least)
        await plan(self.meeting.id, facts, by=self.rina)

    # Who is asked, and whom they send.

    async def delegate(self, chance: Random) -> None:
        seats = Invitation.filter(meeting_id=self.meeting.id, part=Part.PARTICIPANT)
        giver = chance.choice(await seats.order_by("id"))
        name = chance.choice(["Melati", "Bagus", "Wira"])
        wish = DeputyWish(self.emails.get(name, f"{name.lower()}@x.go.id"), name)
        try:
            await delegating.delegate(giver.id, wish, via="page", by=None)
        except Conflict:
            return
        for follower in jobs.followers:
            await journal.follow(follower)

    async def revoke(self, chance: Random) -> None:
        steps = DelegationStep.filter(meeting_id=self.meeting.id, state__in=list(STANDS))
        rows = await steps.order_by("id")
        if not rows:
            return
        step = chance.choice(rows)
        here = await self.comes_for(step.invitation_id)
        refused = ""
        try:
            await delegating.revoke(step.id, by=self.rina)
        except Conflict as refusal:
            refused = str(refusal.extra.get("reason", "otherwise"))
        assert refused == "arrived" if here else refused != "arrived"

    async def uninvite(self, chance: Random) -> None:
        rows = Invitation.filter(meeting_id=self.meeting.id)
        seat = chance.choice(await rows.order_by("id"))
        if seat.status is RsvpStatus.WITHDRAWN:
            # A deputy who is asked again is asked for themselves.
            part = Part.PARTICIPANT if seat.part is Part.DELEGATE else seat.part
            wish = invitations.Wish(email=seat.email, name=seat.name, role=part)
            await invitations.invite(self.meeting.id, [wish], by=self.rina)
        else:
            await invitations.withdraw(seat.id, by=self.rina)


OFTEN = ("scan", "scan", "batch", "report", "correct")
SELDOM = (
    "rush",
    "join",
    "withdraw",
    "resolve",
    "undo",
    "guest",
    "replan",
    "delegate",
    "revoke",
    "uninvite",
)


@pytest.fixture
async def machine(new_meeting, invite, bkn, bpsdm, rina, dewi):
    """`await machine()`: a new meeting with people of two agencies who are asked to it."""

    async def make() -> Machine:
        began = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(hours=4)
        meeting = await new_meeting(starts_at=began, ends_at=began + timedelta(hours=5))
        await MeetingPart.create(meeting=meeting, person_id=dewi.id, part=Part.CHECK_IN_OFFICER)
        made = Machine(meeting=meeting, began=began, rina=rina, dewi=dewi)
        for name, agency, part in [
            ("Sari", bkn, Part.PARTICIPANT),
            ("Tono", bpsdm, Part.PARTICIPANT),
            ("Wira", bkn, Part.PARTICIPANT),
            ("Haryono", bpsdm, Part.PARTICIPANT),
            ("Ani", bkn, Part.AIDE),
        ]:
            seat = await invite(name, agency, meeting=meeting, part=part)
            made.emails[name] = seat.email
        # Somebody who holds two seats comes once.
        sari = await Person.get(email=made.emails["Sari"])
        second = await invite("Sari", bpsdm, meeting=meeting, person=sari, part=Part.SPEAKER)
        await PersonEmail.create(person=sari, email=second.email)
        made.companions.add("Ani")
        return made

    return make


@settings(
    max_examples=300 if AT_LENGTH else 8,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from((*OFTEN, *OFTEN, *SELDOM)), st.integers(0, 2**20)),
        min_size=10,
        max_size=30,
    )
)
async def test_whatever_happens_the_heads_are_those_counted_by_hand(machine, steps):
    await (await machine()).run(steps)
