"""Reading a session: its state as of one number of the journal, and what came after it."""

import hmac
import json
import time
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from rakor import database, journal
from rakor.accounts.models import Account, User
from rakor.attendance.models import Head
from rakor.attendance.queries import attendance_state
from rakor.directory.models import Agency
from rakor.directory.queries import agencies as known
from rakor.documents import richtext
from rakor.errors import Conflict, NotFound, NotSignedIn
from rakor.live.models import Commitment, Decision, Note, NoteRevision
from rakor.live.rules import (
    STAFF_VIEWS,
    Duty,
    State,
    View,
    empty_state,
    project,
    reshapes,
    shown_attendance,
    shown_item,
    view_for,
)
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.queries import find, find_for, find_item, item_state, meeting_state, parts_of
from rakor.meetings.rules import Action, Part, SecurityClass, may
from rakor.meetings.rules import State as MeetingState
from rakor.settings import settings
from rakor.words import _

MOST_MISSED = 1024  # entries; whoever missed more is better served by the whole state


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole state of a session as one view sees it, at one number of the journal."""

    epoch: str
    seq: int
    view: View
    state: State
    reason: str = "first"

    def frame(self) -> dict[str, Any]:
        """As it is sent and put into a page."""
        return {
            "t": "snap",
            "epoch": self.epoch,
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
            "epoch": self.epoch,
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
    meeting = await find(meeting_id, to=user)
    if meeting.state is MeetingState.DRAFT:
        raise Conflict(_("Rapat ini masih draf. Terbitkan dahulu, lalu sidangnya dapat diikuti."))
    parts = await parts_of(user, meeting)
    public = meeting.security_class is SecurityClass.PUBLIC
    return view_for(parts, wished, open_meeting=public), meeting, parts


async def snapshot(meeting_id: UUID, view: View, reason: str = "first") -> Snapshot:
    """The state and its number, read as of one moment: exactly what reducing all entries gives."""
    async with database.reading():
        epoch, seq = await journal.epoch_and_top(meeting_id)
        state = await _state(meeting_id, view)
    return Snapshot(epoch, seq, view, state, reason)


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
    return state


async def missed(
    meeting_id: UUID, view: View, since: int | None, epoch: str | None
) -> Snapshot | Resumed:
    """Everything after `since`, complete; otherwise the whole state, never a part of it."""
    if since is None:
        return await snapshot(meeting_id, view, "first")
    async with database.reading():
        now, top = await journal.epoch_and_top(meeting_id)
        entries = await journal.since(meeting_id, since, MOST_MISSED + 1)
    if epoch != now:
        return await snapshot(meeting_id, view, "epoch")
    if since > top or len(entries) > MOST_MISSED:
        return await snapshot(meeting_id, view, "gap")
    if any(reshapes(entry, view) for entry in entries):
        return await snapshot(meeting_id, view, "view")
    return Resumed(now, since, top, view, projected(entries, view))


def projected(entries: Iterable[journal.Entry], view: View) -> list[dict[str, Any]]:
    """What a view sees of these entries."""
    return [item for entry in entries if (item := project(entry, view)) is not None]


async def follow(
    user: User,
    meeting_id: UUID,
    *,
    wished: View | None,
    since: int | None,
    epoch: str | None,
    wait: float,
) -> Snapshot | Resumed:
    """The same as the socket tells, for networks that block it: waits until something is visible.

    Whoever lost their right while waiting is refused like anybody else.
    """
    view, _meeting, _parts = await view_of(user, meeting_id, wished)
    until = time.monotonic() + wait
    with journal.bells.watch(meeting_id) as waiter:
        while True:
            found = await missed(meeting_id, view, since, epoch)
            left = until - time.monotonic()
            if isinstance(found, Snapshot) or found.items or left <= 0:
                return found
            if await waiter.wait(left):
                view, _meeting, _parts = await view_of(user, meeting_id, wished)


def moment(at: datetime | None) -> str | None:
    """A time as it stands in a state: RFC 3339 in UTC, the same on every database."""
    return at.astimezone(UTC).isoformat() if at else None


def note_state(note: Note) -> dict[str, Any]:
    """A note as a page follows it."""
    return {
        "item": str(note.item_id),
        "body": note.body,
        "revision": note.revision,
        "by": note.by_name,
        "at": moment(note.at),
    }


def decision_state(decision: Decision, commitments: Sequence[Commitment]) -> dict[str, Any]:
    """A decision as a page follows it, with those who owe it and those who support them."""
    return {
        "id": str(decision.id),
        "number": decision.number,
        "item": str(decision.item_id) if decision.item_id else None,
        "text": decision.text,
        "owners": [_who(row) for row in commitments if row.duty is Duty.OWNER],
        "supporting": [_who(row) for row in commitments if row.duty is Duty.SUPPORTING],
        "due": decision.due.isoformat() if decision.due else None,
        "indicator": decision.indicator,
        "horizon": decision.horizon.value if decision.horizon else None,
        "funding_sources": list(decision.funding_sources),
        "status": decision.state.value,
        "reason": decision.reason,
        "recorded_at": moment(decision.recorded_at),
        "revision": decision.revision,
    }


def _who(row: Commitment) -> dict[str, str]:
    return {
        "id": str(row.office_id or row.agency_id),
        "kind": "office" if row.office_id else "agency",
        "name": row.name,
        "short_name": row.short_name,
    }


async def decisions_of(meeting_id: UUID, *, confidential: bool) -> list[dict[str, Any]]:
    """The decisions of a meeting in the order of their numbers, in two queries."""
    rows = Decision.filter(meeting_id=meeting_id).order_by("number")
    if not confidential:
        rows = rows.filter(Q(item_id=None) | Q(item__confidential=False))
    decisions = await rows
    owed: dict[UUID, list[Commitment]] = {decision.id: [] for decision in decisions}
    keys = [decision.id for decision in decisions]
    if keys:
        found = Commitment.filter(decision_id__in=keys).order_by("duty", "position", "id")
        for row in await found:
            owed[row.decision_id].append(row)
    return [decision_state(decision, owed[decision.id]) for decision in decisions]


async def commitments_of(decision: Decision) -> list[Commitment]:
    """Who owes a decision and who supports them, in order."""
    return await Commitment.filter(decision_id=decision.id).order_by("duty", "position", "id")


async def decisions_seen(meeting_id: UUID, *, by: User) -> list[dict[str, Any]]:
    """The decisions of a meeting that somebody may see."""
    meeting = await find(meeting_id, to=by)
    confidential = may(Action.SEE_CONFIDENTIAL, await parts_of(by, meeting))
    return await decisions_of(meeting_id, confidential=confidential)


async def item_of(meeting_id: UUID, item_id: UUID, *, by: User, may_do: Action) -> AgendaItem:
    """An agenda item that somebody may see, in a meeting in which they may do that.

    NotFound also for a confidential item, as if it were not there.
    """
    meeting = await find_for(may_do, meeting_id, by=by)
    return await find_item(meeting, item_id, await parts_of(by, meeting))


async def note_seen(meeting_id: UUID, item_id: UUID, *, by: User) -> dict[str, Any]:
    """The note of an agenda item; an empty one at revision 0 when nobody has written yet."""
    item = await item_of(meeting_id, item_id, by=by, may_do=Action.SEE)
    note = await Note.get_or_none(item_id=item.id)
    if note is None:
        body = richtext.dump(richtext.EMPTY)
        return {"item": str(item.id), "body": body, "revision": 0, "by": "", "at": None}
    return note_state(note)


async def revisions_of(
    meeting_id: UUID, item_id: UUID, *, by: User, before: int | None, limit: int
) -> list[NoteRevision]:
    """What a note said earlier, the newest first, for those who write it."""
    item = await item_of(meeting_id, item_id, by=by, may_do=Action.RUN)
    rows = NoteRevision.filter(note__item_id=item.id).order_by("-revision").limit(limit)
    return await (rows.filter(revision__lt=before) if before else rows)


async def agencies() -> list[Agency]:
    """Whom a decision may be given to."""
    return await known().order_by("precedence", "name")


def signature(payload: bytes) -> str:
    """What proves that a ticket was given out here."""
    return hmac.new(settings().secret, b"live:" + payload, "sha256").hexdigest()


async def holder_of(ticket: str, meeting_id: UUID) -> User:
    """Whoever was given this ticket for this meeting. Refuses (NotSignedIn) any other one."""
    body, _dot, proof = ticket.partition(".")
    payload = body.encode("ascii", "replace")
    if not hmac.compare_digest(signature(payload).encode(), proof.encode("utf-8", "replace")):
        raise NotSignedIn
    said = json.loads(urlsafe_b64decode(payload))
    if said["meeting"] != str(meeting_id) or said["until"] < time.time():
        raise NotSignedIn
    return await holder(UUID(said["account"]))


async def holder(account_id: UUID) -> User:
    """The person with that account, as they are now. Refuses (NotSignedIn) a closed account."""
    account = await Account.get_or_none(id=account_id, active=True).select_related("person__agency")
    if account is None:
        raise NotSignedIn
    return User.of(account)


async def in_the_room(meeting_id: UUID, people: Iterable[UUID]) -> int:
    """How many of these persons have been checked in to the room."""
    return await Head.filter(
        meeting_id=meeting_id, person_id__in=list(people), room=True, last_out_at=None
    ).count()
