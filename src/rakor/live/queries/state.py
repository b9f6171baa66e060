"""Reading a session: its state as of one number of the journal, and what came after it."""

import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from rakor import database, journal
from rakor.accounts.models import User
from rakor.attendance.queries import attendance_state
from rakor.errors import Conflict, NotFound
from rakor.live.models import Note
from rakor.live.queries.breaks import breaks_of
from rakor.live.queries.decisions import decisions_of
from rakor.live.queries.notes import note_state
from rakor.live.queries.rights import eyes_of, label_of
from rakor.live.queries.speaking import plan_of, plan_state, refusals_by_person, turns_of
from rakor.live.queries.voting import ballots_by_agency, votes_of
from rakor.live.rules import (
    NOBODY,
    STAFF_VIEWS,
    State,
    View,
    empty_own,
    empty_state,
    project,
    reshapes,
    shown_attendance,
    shown_item,
    shown_turn,
    shown_vote,
    view_for,
)
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.queries import item_state, known, materials_of, meeting_state
from rakor.meetings.rules import Part, SecurityClass
from rakor.meetings.rules import State as MeetingState
from rakor.words import _

Own = Mapping[UUID, Mapping[str, State]]

MOST_MISSED = 1024  # entries; whoever missed more is better served by the whole state


def seen_in(epoch: str, view: View) -> str:
    """The epoch as it is told: what another view made of it cannot be gone on from."""
    return f"{epoch}.{view.value}"


def begins_anew(told: str | None, epoch: str, view: View) -> str | None:
    """Why whoever was told that epoch cannot go on from where they were, if they cannot."""
    base, _dot, seen = (told or "").partition(".")
    if base != epoch:
        return "epoch"
    return "view" if seen and seen != view.value else None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole state of a session as one view sees it, at one number of the journal.

    `own` is what persons and delegations are told alone, by their id; `mine(…)` puts in one's own.
    """

    epoch: str
    seq: int
    view: View
    state: State
    reason: str = "first"
    own: Own = field(default_factory=dict)

    def mine(self, mine: frozenset[UUID]) -> "Snapshot":
        """The same state with what is told to these alone."""
        told = [self.own[key] for key in mine if key in self.own]
        if not told or self.view is View.PUBLIC:
            return self
        own: State = empty_own()
        for each in told:
            for name, rows in each.items():
                own[name] |= rows
        return replace(self, state={**self.state, "own": own})

    def frame(self) -> dict[str, Any]:
        """As it is sent and put into a page."""
        return {
            "t": "snap",
            "epoch": seen_in(self.epoch, self.view),
            "seq": self.seq,
            "view": self.view.value,
            "state": self.state,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Resumed:
    """Everything after one number up to another, complete for one view."""

    epoch: str
    after: int
    upto: int
    view: View
    items: list[dict[str, Any]]

    def frame(self) -> dict[str, Any]:
        return {
            "t": "resumed",
            "epoch": seen_in(self.epoch, self.view),
            "after": self.after,
            "upto": self.upto,
            "view": self.view.value,
            "items": self.items,
        }


async def view_of(
    user: User, meeting_id: UUID, wished: View | None = None
) -> tuple[View, Meeting, frozenset[Part]]:
    """Through whose eyes somebody follows a meeting.

    NotFound if they may not see it; Conflict while it is a draft, in which nothing happens yet.
    """
    meeting, parts = await known(meeting_id, to=user)
    if meeting.state is MeetingState.DRAFT:
        raise Conflict(_("Rapat ini masih draf. Terbitkan dahulu, lalu sidangnya dapat diikuti."))
    public = meeting.security_class is SecurityClass.PUBLIC
    return view_for(parts, wished, open_meeting=public), meeting, parts


async def snapshot(
    meeting_id: UUID, view: View, reason: str = "first", *, mine: frozenset[UUID] = NOBODY
) -> Snapshot:
    """The state and its number, read as of one moment: exactly what reducing all entries gives."""
    async with database.reading():
        epoch, seq = await journal.epoch_and_top(meeting_id)
        state = await _state(meeting_id, view)
        own = await _own(meeting_id) if view is not View.PUBLIC else {}
    return Snapshot(epoch, seq, view, state, reason, own).mine(mine)


async def _state(meeting_id: UUID, view: View) -> State:
    state = empty_state()
    meeting = await Meeting.get_or_none(id=meeting_id)
    if meeting is None:
        raise NotFound
    state["meeting"] = meeting_state(meeting)
    for row in await AgendaItem.filter(meeting_id=meeting_id).order_by("position", "id"):
        if item := shown_item(item_state(row), view):
            state["items"][item["id"]] = item
    if view is not View.PUBLIC:
        for note in await Note.filter(meeting_id=meeting_id):
            if str(note.item_id) in state["items"]:
                state["notes"][str(note.item_id)] = note_state(note)
    for decision in await decisions_of(meeting_id, confidential=view in STAFF_VIEWS):
        state["decisions"][decision["id"]] = decision
    state["attendance"] = shown_attendance(await attendance_state(meeting_id), view)
    state["breaks"] = {pause["id"]: pause for pause in await breaks_of(meeting_id)}
    state["speaking"] = plan_state(await plan_of(meeting_id))
    # What belongs to an item that this view does not see is not seen either.
    for turn in await turns_of(meeting_id):
        if turn["item"] in (None, *state["items"]):
            state["turns"][turn["id"]] = shown_turn(turn, view)
    for vote in await votes_of(meeting_id, view=view):
        if vote["item"] in (None, *state["items"]):
            state["votes"][vote["id"]] = shown_vote(vote, view)
    if view is not View.PUBLIC:
        for material in await materials_of(meeting_id):
            if material["item"] in (None, *state["items"]):
                state["materials"][material["id"]] = material
    return state


async def _own(meeting_id: UUID) -> Own:
    ballots = await ballots_by_agency(meeting_id)
    refusals = await refusals_by_person(meeting_id)
    return {
        key: {"ballots": ballots.get(key, {}), "refusals": refusals.get(key, {})}
        for key in ballots.keys() | refusals.keys()
    }


async def missed(
    meeting_id: UUID,
    view: View,
    since: int | None,
    epoch: str | None,
    mine: frozenset[UUID] = NOBODY,
) -> Snapshot | Resumed:
    """Everything after `since`, complete; otherwise the whole state, never a part of it."""
    if since is None:
        return await snapshot(meeting_id, view, "first", mine=mine)
    async with database.reading():
        now, top = await journal.epoch_and_top(meeting_id)
        entries = await journal.since(meeting_id, since, MOST_MISSED + 1)
    if why := begins_anew(epoch, now, view):
        return await snapshot(meeting_id, view, why, mine=mine)
    if since > top or len(entries) > MOST_MISSED:
        return await snapshot(meeting_id, view, "gap", mine=mine)
    if any(reshapes(entry, view) for entry in entries):
        return await snapshot(meeting_id, view, "view", mine=mine)
    return Resumed(now, since, top, view, projected(entries, view, mine))


def projected(
    entries: Iterable[journal.Entry], view: View, mine: frozenset[UUID] = NOBODY
) -> list[dict[str, Any]]:
    """What a view sees of these entries, with what is addressed to these alone."""
    return [item for entry in entries if (item := project(entry, view, mine)) is not None]


async def follow(
    user: User,
    meeting_id: UUID,
    *,
    wished: View | None,
    agency: UUID | None = None,
    since: int | None,
    epoch: str | None,
    wait: float,
) -> Snapshot | Resumed:
    """The same as the socket tells, for networks that block it: waits until something is visible.

    Whoever lost their right while waiting is refused like anybody else, and so is (Forbidden)
    whoever asks for the view of an `agency` that they do not sit for.
    """

    async def look() -> tuple[View, frozenset[UUID]]:
        view, _meeting, _parts = await view_of(user, meeting_id, wished)
        mine = await eyes_of(user, meeting_id)
        label_of(view, agency, mine)
        return view, mine

    return await wait_for(meeting_id, look, since=since, epoch=epoch, wait=wait)


async def wait_for(
    meeting_id: UUID,
    look: Callable[[], Awaitable[tuple[View, frozenset[UUID]]]],
    *,
    since: int | None,
    epoch: str | None,
    wait: float,
) -> Snapshot | Resumed:
    """The same for whoever `look` says, and through which view; it is asked after every bell."""
    view, mine = await look()
    until = time.monotonic() + wait
    with journal.bells.watch(meeting_id) as waiter:
        while True:
            found = await missed(meeting_id, view, since, epoch, mine)
            left = until - time.monotonic()
            if isinstance(found, Snapshot) or found.items or left <= 0:
                return found
            if await waiter.wait(left):
                view, mine = await look()
