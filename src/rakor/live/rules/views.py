"""Through whose eyes a session is seen: what of each entry goes to which view, and what follows.

Everything here is pure. The browser has the same `reduce` (frontend/src/live/state.js).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from rakor.journal import Audience
from rakor.meetings.rules import STAFF as PREPARING
from rakor.meetings.rules import Part

State = dict[str, Any]


NOBODY: frozenset[UUID] = frozenset()


class View(StrEnum):
    """Through whose eyes a meeting is seen while it happens."""

    PUBLIC = "public"
    PARTICIPANT = "participant"
    SECRETARIAT = "secretariat"
    CHAIR = "chair"


STAFF_VIEWS = frozenset({View.SECRETARIAT, View.CHAIR})
_SECRETARIES = PREPARING | {Part.MINUTE_TAKER, Part.MEETING_SECRETARY}

_EVERYONE = {Audience.PARTICIPANTS, Audience.PUBLIC}
# Told to nobody but the person, or the delegation of the agency, that the entry is about.
ADDRESSED = frozenset({Audience.PERSON, Audience.AGENCY})
SEES: dict[View, frozenset[Audience]] = {
    View.PUBLIC: frozenset(_EVERYONE),
    View.PARTICIPANT: frozenset(_EVERYONE),
    View.SECRETARIAT: frozenset(_EVERYONE | {Audience.STAFF}),
    View.CHAIR: frozenset(_EVERYONE | {Audience.STAFF}),
}

# What each kind of entry may carry to a page. A kind that is not here reaches nobody.
_AGENDA = frozenset({"items", "gone", "meeting"})
CARRIES: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            "meeting.published",
            "meeting.changed",
            "meeting.rescheduled",
            "meeting.postponed",
            "meeting.cancelled",
            "meeting.opened",
            "meeting.closed",
            "occurrence.changed",
            "occurrence.cancelled",
            "occurrence.restored",
            "occurrence.added",
            "series.split",
        ),
        _AGENDA,
    ),
    **dict.fromkeys(
        (
            "agenda.added",
            "agenda.changed",
            "agenda.removed",
            "agenda.ordered",
            "agenda.started",
            "agenda.finished",
            "agenda.skipped",
        ),
        _AGENDA,
    ),
    "meeting.paused": frozenset({"breaks"}),
    "meeting.resumed": frozenset({"breaks"}),
    "note.saved": frozenset({"note"}),
    **dict.fromkeys(
        (
            "decision.recorded",
            "decision.proposed",
            "decision.adopted",
            "decision.changed",
            "decision.struck",
        ),
        frozenset({"decision"}),
    ),
    "attendance.recorded": frozenset({"attendance"}),
    "attendance.planned": frozenset({"attendance"}),
    **dict.fromkeys(
        (
            "speaker.requested",
            "speaker.started",
            "speaker.paused",
            "speaker.resumed",
            "speaker.extended",
            "speaker.finished",
            "speaker.withdrawn",
            "speaker.refused",
            "speaker.ordered",
            "speaking.planned",
        ),
        frozenset({"turns", "speaking"}),
    ),
    "speaker.answered": frozenset({"refusal"}),
    **dict.fromkeys(
        (
            "vote.prepared",
            "vote.changed",
            "vote.opened",
            "vote.tallied",
            "vote.closed",
            "vote.published",
            "vote.withdrawn",
        ),
        frozenset({"vote"}),
    ),
    "ballot.counted": frozenset({"ballot"}),
    **dict.fromkeys(
        ("material.added", "material.replaced", "material.removed", "material.changed"),
        frozenset({"materials", "gone_materials"}),
    ),
}

# The projector shows what the room hears: agenda, speakers, votes, decisions and counts. Notes and
# documents are for those who follow.
NOT_PROJECTED = frozenset(
    {
        "note.saved",
        "material.added",
        "material.replaced",
        "material.removed",
        "material.changed",
    }
)

# What was prepared in a draft is told all at once, when the draft becomes something else.
_BEGINS = frozenset({"meeting.published", "meeting.cancelled"})

_COUNTS = frozenset(
    {"heads", "room", "online", "both", "walk_ins", "agencies_present", "inside", "quorum"}
)
_BY_AGENCY = _COUNTS | {"by_kind", "agencies", "companions"}
# What only secretariat and chair know of a turn and of a vote.
_OF_STAFF_IN_TURN = frozenset({"reason"})
_NOT_PROJECTED_IN_TURN = frozenset({"person", "agency"}) | _OF_STAFF_IN_TURN
_OF_STAFF_IN_VOTE = frozenset({"roll"})


class Happened(Protocol):
    """An entry of the journal, as far as a view depends on it."""

    @property
    def seq(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def audience(self) -> Audience: ...
    @property
    def actor_name(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def subject(self) -> UUID | None: ...
    @property
    def data(self) -> dict[str, Any]: ...


def view_for(parts: Iterable[Part], wished: View | None, *, open_meeting: bool) -> View:
    """The view of someone with these parts; a narrower one when they ask for it, never a wider one.

    The public view exists only for meetings that are open to the public.
    """
    held = frozenset(parts)
    own = View.PARTICIPANT
    if Part.CHAIR in held:
        own = View.CHAIR
    elif held & _SECRETARIES:
        own = View.SECRETARIAT
    if wished is View.PUBLIC:
        return View.PUBLIC if open_meeting else View.PARTICIPANT
    if wished is View.PARTICIPANT:
        return View.PARTICIPANT
    if wished is View.SECRETARIAT and own is View.CHAIR and held & _SECRETARIES:
        return View.SECRETARIAT
    return own


def sees(entry: Happened, view: View, mine: frozenset[UUID] = NOBODY) -> bool:
    """Whether this view may know of the entry at all.

    `mine` are the person who looks and the agency they sit for: what is addressed to one of them
    is told to them alone, whatever their view, but never on the projector.
    """
    if entry.kind not in CARRIES:
        return False
    if entry.audience in ADDRESSED:
        return view is not View.PUBLIC and entry.subject in mine
    return entry.audience in SEES[view] and not (
        view is View.PUBLIC and entry.kind in NOT_PROJECTED
    )


def project(entry: Happened, view: View, mine: frozenset[UUID] = NOBODY) -> dict[str, Any] | None:
    """The entry as this view sees it, or None. Unknown kinds and members are left out."""
    if not sees(entry, view, mine):
        return None
    known = CARRIES[entry.kind]
    data = {name: value for name, value in entry.data.items() if name in known}
    if "items" in data:
        shown = (shown_item(item, view) for item in data["items"])
        data["items"] = [item for item in shown if item is not None]
    if "attendance" in data:
        data["attendance"] = shown_attendance(data["attendance"], view)
    if "turns" in data:
        data["turns"] = [shown_turn(turn, view) for turn in data["turns"]]
    if "vote" in data:
        data["vote"] = shown_vote(data["vote"], view)
    return {
        "seq": entry.seq,
        "kind": entry.kind,
        "at": entry.at.isoformat(),
        "by": "" if view is View.PUBLIC else entry.actor_name,
        "data": data,
    }


def shown_item(item: dict[str, Any], view: View) -> dict[str, Any] | None:
    """An agenda item as this view sees it; a confidential one is for secretariat and chair."""
    if item.get("confidential") and view not in STAFF_VIEWS:
        return None
    return item


def shown_attendance(attendance: Mapping[str, Any], view: View) -> dict[str, Any]:
    """Counts, by agency for those inside; names of people never travel here."""
    known = _COUNTS if view is View.PUBLIC else _BY_AGENCY
    return {name: value for name, value in attendance.items() if name in known}


def shown_turn(turn: Mapping[str, Any], view: View) -> dict[str, Any]:
    """A turn to speak; why one was refused is between the secretariat and whoever asked.

    The projector tells names, not whom they belong to.
    """
    if view in STAFF_VIEWS:
        return dict(turn)
    hidden = _NOT_PROJECTED_IN_TURN if view is View.PUBLIC else _OF_STAFF_IN_TURN
    return {name: value for name, value in turn.items() if name not in hidden}


def shown_vote(vote: Mapping[str, Any], view: View) -> dict[str, Any]:
    """A vote; who has voted is for the staff, and the result too until it is published."""
    if view in STAFF_VIEWS:
        return dict(vote)
    told = {name: value for name, value in vote.items() if name not in _OF_STAFF_IN_VOTE}
    if vote["status"] != "published":
        told["result"] = None
    return told


def reshapes(entry: Happened, view: View) -> bool:
    """Whether more than the entry can carry appears or vanishes, so that the state is sent anew.

    An item that is removed takes its note along. One that stops being confidential brings its note
    and decisions; one that becomes so takes them, and their earlier entries must not be told again.
    """
    if not sees(entry, view):
        return False
    if entry.kind in _BEGINS or entry.data.get("gone") or entry.data.get("reshaped"):
        return True
    changed = entry.data.get("changed", ("confidential",))
    return entry.kind == "agenda.changed" and view not in STAFF_VIEWS and "confidential" in changed


def changes_rights(entry: Happened) -> bool:
    """Whether what somebody may see of the meeting may be different from here on."""
    if entry.kind in (
        "part.assigned",
        "part.released",
        "invitation.withdrawn",
        "delegation.revoked",
        "delegation.rejected",
    ):
        return True
    if entry.kind == "invitations.sent":
        return bool(entry.data.get("holders"))  # whoever held an office before has no part in it
    changed = entry.data.get("changed", ())
    return entry.kind.startswith("meeting.") and (
        "security_class" in changed or "organizer" in changed
    )


# Members of an entry that replace parts of the same name, each by its id.
_REPLACES = ("items", "turns", "materials", "breaks")


def empty_state() -> State:
    """A session of which nothing is known yet."""
    return {
        "meeting": {},
        "items": {},
        "notes": {},
        "decisions": {},
        "attendance": {},
        "breaks": {},
        "speaking": {},
        "turns": {},
        "votes": {},
        "materials": {},
        "own": empty_own(),
    }


def empty_own() -> State:
    """What is told to one person or delegation alone: their ballots, and refusals with a reason."""
    return {"ballots": {}, "refusals": {}}


def reduce(state: State, items: Iterable[Mapping[str, Any]]) -> State:
    """The state after these projected entries: parts are replaced whole, never computed."""
    now: State = {name: dict(part) for name, part in state.items()}
    now["own"] = {name: dict(part) for name, part in state["own"].items()}
    for item in items:
        data = item["data"]
        for whole in ("meeting", "attendance", "speaking"):
            if whole in data:
                now[whole] = data[whole]
        for name in _REPLACES:
            for each in data.get(name, ()):
                now[name][each["id"]] = each
        for gone in data.get("gone", ()):
            now["items"].pop(gone, None)
        for gone in data.get("gone_materials", ()):
            now["materials"].pop(gone, None)
        if "note" in data:
            now["notes"][data["note"]["item"]] = data["note"]
        if "decision" in data:
            now["decisions"][data["decision"]["id"]] = data["decision"]
        if "vote" in data:
            now["votes"][data["vote"]["id"]] = data["vote"]
        if "ballot" in data:
            now["own"]["ballots"][data["ballot"]["vote"]] = data["ballot"]
        if "refusal" in data:
            now["own"]["refusals"][data["refusal"]["turn"]] = data["refusal"]
    return now
