"""What somebody notes who counts along by hand, and how it is compared with the ledger."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from rakor.attendance import operations, queries
from rakor.attendance.models import Head, Scan
from rakor.attendance.operations.ledger import FOLDED, refold
from rakor.attendance.rules import Direction, Outcome, Tally, WalkIn, WalkInPolicy
from rakor.invitations.models import DelegationStep
from rakor.invitations.rules import DelegationState
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Channel

from .recount import MINUTE, Recount, Row

GUESTS = {
    "Budi": WalkIn("Budi", "BKN"),
    "Citra": WalkIn("Citra", "Yayasan Maju"),
    "Eko": WalkIn("Eko", "BPSDM", companion=True),
}
# In the video room: an address of somebody invited, or a device that nobody knows.
DEVICES = {"Galaxy A12": "Sari", "Galaxy A15": "Tono", "Redmi 9": "", "iPhone": ""}
VISITS = [
    (name, 5 + 20 * n, 5 + 20 * n + long) for name in DEVICES for n, long in enumerate((10, 25, 40))
]
SAME = ("heads", "room", "online", "both", "walk_ins", "inside", "companions", "agencies_present")
STANDS = (DelegationState.ACCEPTED, DelegationState.COMPLETED)


@dataclass
class Visit:
    """A visit to the video room as somebody who takes notes knows it."""

    device: str
    since: int
    until: int
    told_by: UUID
    who: str = ""
    decided: str = ""
    by_hand: bool = False
    number: int = 0


@dataclass
class Notes:
    """A meeting as somebody sees it who stands beside it and writes down what happens."""

    meeting: Meeting
    began: datetime
    book: Recount = field(default_factory=Recount)
    policy: WalkInPolicy = WalkInPolicy.ADMIT
    companions: set[str] = field(default_factory=set)
    guests: dict[str, str] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: count(1))

    def lets_in(self, guest: str) -> bool:
        if guest in self.guests:
            return self.guests[guest] != "turned_away"
        return self.policy is not WalkInPolicy.REFUSE

    def line(
        self, nonce: str, who: str | None, at: Any, way: Channel, out: bool, visit: Any = None
    ) -> None:
        """A line that is written now; whoever leaves without having come is refused."""
        if out and (who is None or self.book.here(who) is None):
            who = None
        elif who in GUESTS and who not in self.guests:
            self.guests[who] = "held" if self.policy is WalkInPolicy.HOLD else "admitted"
            if GUESTS[who].companion:
                self.companions.add(who)
        self.book.rows[nonce] = Row(who, at, way, out, visit)

    def new(self) -> str:
        """The nonce of a line whose own is not known yet."""
        return f"?{next(self.numbers)}"

    def place(self, visits: list[Visit], who: str) -> None:
        for each in sorted(visits, key=lambda visit: visit.since):
            if each.who:
                continue
            each.who, each.number = who, next(self.numbers)
            for out, minute in enumerate((each.since, each.until)):
                at = self.began + minute * MINUTE
                self.line(self.new(), who, at, Channel.ONLINE, bool(out), each.number)

    def take_back(self, visits: list[Visit]) -> None:
        for each in visits:
            for nonce, row in list(self.book.rows.items()):
                if row.visit == each.number and row.who and each.who:
                    self.book.rows[self.new()] = Row(row.who, voids=nonce)
            each.who = ""

    async def comes_for(self, seat: UUID) -> bool:
        """Whether somebody is here who was sent for this seat, by however many steps."""
        steps = await DelegationStep.filter(invitation_id=seat, state__in=list(STANDS)).values(
            "deputy_id", "deputy__name"
        )
        for step in steps:
            if self.counts(step["deputy__name"]) or await self.comes_for(step["deputy_id"]):
                return True
        return False

    def counts(self, who: str) -> bool:
        """Whether somebody is here and was let in."""
        return self.guests.get(who, "admitted") == "admitted" and self.book.here(who) is not None

    async def adopt(self) -> None:
        """Every line of the ledger is one that ought to be there, and there is none besides."""
        scans = await Scan.filter(meeting_id=self.meeting.id).select_related("head", "voids")
        waiting = {nonce for nonce in self.book.rows if nonce.startswith("?")}
        written = [scan for scan in scans if scan.nonce not in self.book.rows]
        assert len(scans) == len(self.book.rows), (written, waiting)
        for scan in written:
            nonce = next(n for n in waiting if alike(self.book.rows[n], scan))
            waiting.discard(nonce)
            self.book.rows = {
                (scan.nonce if n == nonce else n): row for n, row in self.book.rows.items()
            }
        for scan in scans:
            row = self.book.rows[scan.nonce]
            assert alike(row, scan), (row, scan.nonce, scan.outcome, scan.reason)
            assert (scan.outcome is Outcome.REFUSED) == (row.who is None)

    async def check(self) -> None:
        """The counts as they are, and as they were told, are those counted by hand."""
        await operations.tell_due()
        now = await queries.counts(self.meeting.id)
        told = await queries.attendance_state(self.meeting.id)
        want = await self.recounted()
        assert {name: now[name] for name in SAME} == want
        assert {name: told[name] for name in SAME} == want

    async def recounted(self) -> dict[str, int]:
        names = sorted({row.who for row in self.book.rows.values() if row.who})
        here = {name: found for name in names if (found := self.book.here(name))}
        here = {name: found for name, found in here.items() if self.counts(name)}
        heads = {name: found for name, found in here.items() if name not in self.companions}
        return {
            "heads": len(heads),
            "room": sum(each.room for each in heads.values()),
            "online": sum(each.online for each in heads.values()),
            "both": sum(each.room and each.online for each in heads.values()),
            "walk_ins": sum(name in GUESTS for name in heads),
            "inside": sum(each.last is None for each in heads.values()),
            "companions": len(here) - len(heads),
            "agencies_present": len(await self.agencies(set(heads))),
        }

    async def agencies(self, names: set[str]) -> set[UUID]:
        """Whose agencies are here: those of all heads, and of seats for which a deputy came."""
        rows = await Head.filter(meeting_id=self.meeting.id, name__in=list(names))
        found = {row.agency_id for row in rows if row.agency_id}
        steps = await DelegationStep.filter(
            meeting_id=self.meeting.id, made_seat=False, state__in=list(STANDS)
        ).select_related("deputy", "invitation")
        for step in steps:
            if step.deputy is not None and step.deputy.name in names:
                found.add(step.invitation.agency_id)
        return found

    async def check_all(self) -> None:
        """What is kept of each head is what its lines say, and seats are closed or open by it."""
        heads = await Head.filter(meeting_id=self.meeting.id).order_by("id")
        assert max(Counter(head.key for head in heads).values(), default=1) == 1
        for head in heads:
            found, counted = self.book.here(head.name), self.counts(head.name)
            kind = Tally.COMPANION if head.name in self.companions else Tally.HEAD
            assert head.tally is (kind if counted else Tally.NONE)
            assert (head.room, head.online) == (
                (found.room, found.online) if found else (False, False)
            )
            if found is not None:
                assert (head.first_at, head.last_out_at) == (found.first, found.last)
        kept = [[getattr(head, name) for name in FOLDED] for head in heads]
        least = timedelta(minutes=self.book.least)
        assert not await refold(heads, least_online=least)
        assert kept == [[getattr(head, name) for name in FOLDED] for head in heads]
        for step in await DelegationStep.filter(
            meeting_id=self.meeting.id, state__in=list(STANDS), deputy_id__not_isnull=True
        ).select_related("deputy"):
            assert step.deputy is not None
            here = self.counts(step.deputy.name) or await self.comes_for(step.deputy.id)
            assert (step.state is DelegationState.COMPLETED) == here


def alike(row: Row, scan: Scan) -> bool:
    """Whether a line of the ledger is what was noted."""
    who = scan.head.name if scan.head else None
    if row.voids is not None or scan.voids is not None:
        voids = scan.voids.nonce if scan.voids else None
        return (row.who, row.voids) == (who, voids)
    out = scan.direction is Direction.OUT
    return (row.who, row.at, row.way, row.out) == (who, scan.at, scan.channel, out)
