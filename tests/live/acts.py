"""Every act on a meeting that its pages are told of, to be tried in any order."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import operations as attendance
from rakor.attendance.models import Head
from rakor.attendance.rules import Direction, WalkIn, Wish
from rakor.errors import RakorError
from rakor.invitations.models import Invitation
from rakor.live import operations, queries
from rakor.live.models import Decision, Turn, Vote
from rakor.live.rules import DecisionChanges, DecisionFacts, DecisionState, VoteState
from rakor.live.rules.speaking import SpeakingWish, TurnCategory, TurnState, TurnWish
from rakor.live.rules.voting import VoteChanges, VoteFacts
from rakor.meetings import operations as meetings
from rakor.meetings.models import AgendaItem, Material, Meeting
from rakor.meetings.operations import (
    Changes,
    Facts,
    ItemChanges,
    ItemFacts,
    MaterialChanges,
    MaterialFacts,
)
from rakor.meetings.rules import Channel, Part
from tests.live.conftest import FACTS

SECRET = "RAHASIA"
REASON = "ALASAN"


async def convened(by: User, guest: User) -> Meeting:
    """A published meeting with a guest who is there for their agency."""
    made = await meetings.draft_meeting(Facts.model_validate(FACTS), by=by)
    await meetings.assign(made.id, guest.person, Part.PARTICIPANT, by=by)
    await meetings.publish(made.id, by=by)
    invitation = await Invitation.create(
        meeting=made,
        person=guest.person,
        agency_id=guest.agency_id,
        email=guest.person.email,
        name=guest.full_name,
        part=Part.PARTICIPANT,
        **{f"{each}_digest": uuid4().hex for each in ("token", "mail", "code")},
    )
    await Head.create(
        meeting=made,
        key=f"person:{guest.id}",
        invitation=invitation,
        person=guest.person,
        agency_id=guest.agency_id,
        name=guest.full_name,
        first_at=datetime(2026, 12, 1, 2, tzinfo=UTC),
        room=True,
    )
    return made


class Session:
    """A meeting on which any act may be tried; what is refused changes nothing."""

    HELPERS = ("_item", "_decision", "_with_item", "_turn", "_vote", "_material")

    def __init__(self, meeting: Meeting, by: User, guest: User) -> None:
        self.meeting, self.by, self.guest, self.turn = meeting, by, guest, 0

    async def act(self, name: str, n: int) -> None:
        self.turn += 1
        step: Callable[[int], Awaitable[object]] = getattr(self, f"_{name}")
        with suppress(RakorError):
            await step(n)

    async def top(self) -> int:
        return (await journal.epoch_and_top(self.meeting.id))[1]

    async def _item(self, n: int) -> AgendaItem | None:
        items = await AgendaItem.filter(meeting_id=self.meeting.id).order_by("position", "id")
        return items[n % len(items)] if items else None

    async def _decision(self, n: int) -> Decision | None:
        rows = await Decision.filter(meeting_id=self.meeting.id).order_by("number")
        return rows[n % len(rows)] if rows else None

    async def _with_item(self, n: int, act: Callable[..., Awaitable[object]], *more: Any) -> None:
        if item := await self._item(n):
            await act(self.meeting.id, item.id, *more, by=self.by)

    async def _add(self, n: int) -> None:
        await meetings.add_item(self.meeting.id, ItemFacts(title=f"Pokok {self.turn}."), by=self.by)

    async def _add_secret(self, n: int) -> None:
        facts = ItemFacts(title=f"{SECRET} {self.turn}.", confidential=True)
        await meetings.add_item(self.meeting.id, facts, by=self.by)

    async def _rename(self, n: int) -> None:
        if item := await self._item(n):
            word = SECRET if item.confidential else "Terbuka"
            changes = ItemChanges(title=f"{word} {self.turn}.")
            await meetings.change_item(self.meeting.id, item.id, changes, by=self.by)

    async def _toggle(self, n: int) -> None:
        if item := await self._item(n):
            changes = ItemChanges(confidential=not item.confidential)
            await meetings.change_item(self.meeting.id, item.id, changes, by=self.by)

    async def _order(self, n: int) -> None:
        items = await AgendaItem.filter(meeting_id=self.meeting.id).order_by("position", "id")
        keys = [item.id for item in items]
        at = n % max(1, len(keys))
        await meetings.order_items(self.meeting.id, keys[at:] + keys[:at], by=self.by)

    async def _remove(self, n: int) -> None:
        await self._with_item(n, meetings.remove_item)

    async def _start(self, n: int) -> None:
        await self._with_item(n, meetings.start_item)

    async def _finish(self, n: int) -> None:
        await self._with_item(n, meetings.finish_item)

    async def _skip(self, n: int) -> None:
        await self._with_item(n, meetings.skip_item)

    async def _note(self, n: int) -> None:
        if item := await self._item(n):
            seen = await queries.note_seen(self.meeting.id, item.id, by=self.by)
            text = f"Catatan {self.turn}"
            await operations.save_note(self.meeting.id, item.id, text, seen["revision"], by=self.by)

    async def _decide(self, n: int) -> None:
        item = await self._item(n) if n % 3 else None
        facts = DecisionFacts(
            text=f"Keputusan {self.turn}",
            agenda_item=item.id if item else None,
            owners=["BKN"] if n % 2 else [],
            supporting=["BPSDM"] if n % 5 == 0 else [],
        )
        await operations.record_decision(self.meeting.id, facts, by=self.by)

    async def _redecide(self, n: int) -> None:
        if decision := await self._decision(n):
            changes = DecisionChanges(text=f"Diubah {self.turn}", owners=["BPSDM"])
            await operations.change_decision(decision.id, changes, by=self.by)

    async def _move_decision(self, n: int) -> None:
        if decision := await self._decision(n):
            item = await self._item(n + 1)
            changes = DecisionChanges(agenda_item=item.id if item else None)
            await operations.change_decision(decision.id, changes, by=self.by)

    async def _strike(self, n: int) -> None:
        if decision := await self._decision(n):
            await operations.strike_decision(decision.id, "Keliru", by=self.by)

    async def _check_in(self, n: int, direction: Direction = Direction.IN) -> None:
        wish = Wish(
            nonce=f"{self.turn}",
            walk_in=WalkIn(name=f"Tamu {n % 3}", agency="BKN"),
            channel=Channel.ROOM if n % 2 else Channel.ONLINE,
            direction=direction,
        )
        await attendance.check_in(self.meeting.id, wish, by=self.by)

    async def _check_out(self, n: int) -> None:
        await self._check_in(n, Direction.OUT)

    async def _reschedule(self, n: int) -> None:
        changes = Changes.model_validate({"ends_at": f"2026-12-01T{12 + n % 8}:00:00+07:00"})
        await meetings.change(self.meeting.id, changes, by=self.by)

    async def _rename_meeting(self, n: int) -> None:
        await meetings.change(self.meeting.id, Changes(title=f"Rapat {n}"), by=self.by)

    async def _open(self, _n: int) -> None:
        await meetings.open(self.meeting.id, by=self.by)

    async def _close(self, _n: int) -> None:
        await meetings.close(self.meeting.id, by=self.by)

    async def _break(self, n: int) -> None:
        if n % 2:
            await operations.resume_session(self.meeting.id, by=self.by)
        else:
            until = datetime.now(UTC) + timedelta(minutes=n + 1)
            await operations.pause_session(self.meeting.id, until, by=self.by)

    async def _assign(self, _n: int) -> None:
        await meetings.assign(self.meeting.id, self.by.person, Part.SPEAKER, by=self.by)

    async def _propose(self, n: int) -> None:
        item = await self._item(n) if n % 3 else None
        facts = DecisionFacts(text=f"Usul {self.turn}", agenda_item=item.id if item else None)
        await operations.propose_decision(self.meeting.id, facts, by=self.by)

    async def _adopt(self, _n: int) -> None:
        rows = Decision.filter(meeting_id=self.meeting.id, state=DecisionState.PROPOSED)
        if decision := await rows.first():
            await operations.adopt_decision(decision.id, by=self.by)

    # The floor

    async def _ask(self, n: int) -> None:
        """Somebody of the guests, the guest of this test, or an agency that staff write down."""
        item = await self._item(n) if n % 3 else None
        facts: dict[str, Any] = {"category": list(TurnCategory)[n % 4], "topic": f"Hal {self.turn}"}
        facts |= {"agenda_item": item.id} if item else {}
        if n % 2:
            facts |= {"agency": "BPSDM", "name": f"Utusan {self.turn}"}
        wish = TurnWish.model_validate(facts)
        await operations.request_turn(self.meeting.id, wish, by=self.by if n % 2 else self.guest)

    async def _turn(self, *states: TurnState) -> Turn | None:
        rows = Turn.filter(meeting_id=self.meeting.id, state__in=states)
        return await rows.order_by("position", "id").first()

    async def _give_floor(self, _n: int) -> None:
        if turn := await self._turn(TurnState.WAITING):
            await operations.start_turn(self.meeting.id, turn.id, by=self.by)

    async def _pause(self, n: int) -> None:
        if turn := await self._turn(TurnState.SPEAKING):
            act = operations.pause_turn if turn.running_since else operations.resume_turn
            await act(self.meeting.id, turn.id, by=self.by)

    async def _extend(self, _n: int) -> None:
        if turn := await self._turn(TurnState.SPEAKING):
            await operations.extend_turn(self.meeting.id, turn.id, 60, by=self.by)

    async def _leave_floor(self, _n: int) -> None:
        if turn := await self._turn(TurnState.SPEAKING):
            await operations.finish_turn(self.meeting.id, turn.id, by=self.by)

    async def _withdraw(self, _n: int) -> None:
        if turn := await self._turn(TurnState.WAITING):
            await operations.withdraw_turn(self.meeting.id, turn.id, by=self.by)

    async def _refuse(self, _n: int) -> None:
        if turn := await self._turn(TurnState.WAITING):
            reason = f"{REASON} {self.turn}"
            await operations.refuse_turn(self.meeting.id, turn.id, reason, by=self.by)

    async def _order_turns(self, _n: int) -> None:
        rows = Turn.filter(meeting_id=self.meeting.id, state=TurnState.WAITING)
        keys = [turn.id for turn in await rows.order_by("-position", "id")]
        await operations.order_turns(self.meeting.id, keys, by=self.by)

    async def _plan(self, n: int) -> None:
        wish = SpeakingWish(turn_seconds=60 * n, agency_seconds=600, takes_requests=True)
        await operations.plan_speaking(self.meeting.id, wish, by=self.by)

    # Votes

    async def _put(self, n: int) -> None:
        item = await self._item(n) if n % 3 else None
        facts = VoteFacts(
            question=f"Setuju {self.turn}?",
            agenda_item=item.id if item else None,
            secret=n % 5 == 0,
        )
        await operations.prepare_vote(self.meeting.id, facts, by=self.by)

    async def _vote(self, *states: VoteState) -> Vote | None:
        rows = Vote.filter(meeting_id=self.meeting.id, state__in=states)
        return await rows.order_by("-number").first()

    async def _reword(self, _n: int) -> None:
        if vote := await self._vote(VoteState.PREPARED):
            changes = VoteChanges(question=f"Sepakat {self.turn}?")
            await operations.change_vote(
                self.meeting.id, vote.id, changes, revision=None, by=self.by
            )

    async def _open_vote(self, _n: int) -> None:
        if vote := await self._vote(VoteState.PREPARED):
            await operations.open_vote(self.meeting.id, vote.id, by=self.by)

    async def _cast(self, n: int) -> None:
        if vote := await self._vote(VoteState.OPEN):
            choice = ("yes", "no", "abstain")[n % 3]
            await operations.cast_ballot(self.meeting.id, vote.id, choice, by=self.guest)

    async def _tally(self, _n: int) -> None:
        if vote := await self._vote(VoteState.OPEN):
            await operations.tell_tally(vote.id)

    async def _close_vote(self, _n: int) -> None:
        if vote := await self._vote(VoteState.OPEN):
            await operations.close_vote(self.meeting.id, vote.id, by=self.by)

    async def _publish_vote(self, _n: int) -> None:
        if vote := await self._vote(VoteState.CLOSED):
            await operations.publish_vote(self.meeting.id, vote.id, by=self.by)

    async def _withdraw_vote(self, _n: int) -> None:
        if vote := await self._vote(VoteState.PREPARED, VoteState.OPEN):
            await operations.withdraw_vote(self.meeting.id, vote.id, "Keliru", by=self.by)

    # Documents

    async def _lay(self, n: int) -> None:
        item = await self._item(n) if n % 3 else None
        word = SECRET if item and item.confidential else "Bahan"
        facts = MaterialFacts(title=f"{word} {self.turn}.", agenda_item=item.id if item else None)
        content = f"Bahan {self.turn}".encode()
        await meetings.add_material(self.meeting.id, content, "bahan.txt", facts, by=self.by)

    async def _material(self, n: int) -> Material | None:
        rows = await Material.filter(meeting_id=self.meeting.id, removed_at=None).order_by("id")
        return rows[n % len(rows)] if rows else None

    async def _move_material(self, n: int) -> None:
        if material := await self._material(n):
            item = await self._item(n + 1)
            word = SECRET if item and item.confidential else "Bahan"
            changes = MaterialChanges(
                title=f"{word} {self.turn}.", agenda_item=item.id if item else None
            )
            await meetings.change_material(self.meeting.id, material.id, changes, by=self.by)

    async def _replace_material(self, n: int) -> None:
        if material := await self._material(n):
            content = f"Baru {self.turn}".encode()
            await meetings.replace_material(
                self.meeting.id, material.id, content, "baru.txt", by=self.by
            )

    async def _take_away(self, n: int) -> None:
        if material := await self._material(n):
            await meetings.remove_material(self.meeting.id, material.id, by=self.by)


ACTS = tuple(
    name[1:]
    for name, value in vars(Session).items()
    if name.startswith("_") and not name.startswith("__") and name not in Session.HELPERS
)
