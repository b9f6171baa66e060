"""The life of minutes, from the draft to the day they are distributed, and what may be edited."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from rakor.errors import Conflict
from rakor.meetings.rules import State
from rakor.web.shapes import Line, Shape, Text
from rakor.words import N_, _


class MinutesState(StrEnum):
    """Where a version of the minutes stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    NEEDS_REVISION = "needs_revision"
    APPROVED = "approved"
    SIGNED = "signed"
    DISTRIBUTED = "distributed"
    AMENDED = "amended"


MINUTES_STATES = {
    MinutesState.DRAFT: N_("Draf"),
    MinutesState.IN_REVIEW: N_("Menunggu persetujuan"),
    MinutesState.NEEDS_REVISION: N_("Perlu perbaikan"),
    MinutesState.APPROVED: N_("Disetujui pimpinan"),
    MinutesState.SIGNED: N_("Ditandatangani"),
    MinutesState.DISTRIBUTED: N_("Diedarkan"),
    MinutesState.AMENDED: N_("Diganti versi baru"),
}

EDITABLE = frozenset({MinutesState.DRAFT, MinutesState.NEEDS_REVISION})
# The one that counts once the chair has approved it, until a later version is approved.
IN_FORCE = frozenset({MinutesState.APPROVED, MinutesState.SIGNED, MinutesState.DISTRIBUTED})
# A PDF that was signed outside may still come back.
SIGNABLE = frozenset({MinutesState.APPROVED, MinutesState.SIGNED})
# Text and files stay as they are for ever.
SETTLED = IN_FORCE | {MinutesState.AMENDED}
HELD = frozenset({State.IN_PROGRESS, State.FINISHED})

STEPS: dict[MinutesState, frozenset[MinutesState]] = {
    MinutesState.DRAFT: frozenset({MinutesState.IN_REVIEW}),
    MinutesState.NEEDS_REVISION: frozenset({MinutesState.IN_REVIEW}),
    MinutesState.IN_REVIEW: frozenset({MinutesState.APPROVED, MinutesState.NEEDS_REVISION}),
    MinutesState.APPROVED: frozenset(
        {MinutesState.SIGNED, MinutesState.DISTRIBUTED, MinutesState.AMENDED}
    ),
    MinutesState.SIGNED: frozenset({MinutesState.DISTRIBUTED, MinutesState.AMENDED}),
    MinutesState.DISTRIBUTED: frozenset({MinutesState.AMENDED}),
    MinutesState.AMENDED: frozenset(),
}


def check_step(now: MinutesState, then: MinutesState) -> None:
    """Refuses (Conflict) a step that minutes do not take."""
    if then not in STEPS[now]:
        raise Conflict(
            _("Notula yang berstatus “{now}” tidak dapat menjadi “{then}”.").format(
                now=_(MINUTES_STATES[now]), then=_(MINUTES_STATES[then])
            ),
            state=now.value,
        )


def check_signable(state: MinutesState) -> None:
    """Refuses (Conflict) a signed PDF of minutes that are not approved, or no longer in force."""
    if state not in SIGNABLE:
        check_step(state, MinutesState.SIGNED)


def check_editable(state: MinutesState) -> None:
    """Refuses (Conflict) a change to minutes that are under review or approved."""
    if state not in EDITABLE:
        raise Conflict(
            _("Notula ini tidak dapat diubah lagi: {state}.").format(
                state=_(MINUTES_STATES[state])
            ),
            state=state.value,
        )


def check_held(state: State) -> None:
    """Refuses (Conflict) minutes of a meeting that has not begun: there is nothing to record."""
    if state not in HELD:
        raise Conflict(
            _("Notula baru dapat disusun setelah rapat dibuka."), meeting_status=state.value
        )


Rich = Annotated[Text, Field(max_length=200_000)] | dict[str, Any]
"""Rich text as it is sent: plain text, or the editor's JSON."""

Words = Annotated[Line, Field(max_length=500)]


class ItemNotes(Shape):
    """What the minutes say on one agenda item."""

    item: UUID
    notes: Rich


class Paper(Shape):
    """A paper that was presented."""

    title: Annotated[Words, Field(min_length=1)]
    speaker: Words = ""
    summary: Rich = ""


class Asked(Shape):
    """A question or complaint with its answer."""

    who: Annotated[Words, Field(min_length=1)]
    question: Annotated[Text, Field(min_length=1, max_length=5000)]
    answered_by: Words = ""
    answer: Annotated[Text, Field(max_length=5000)] = ""
    confidential: bool = False


class Edits(Shape):
    """The sections somebody rewrote; those that are not named stay as they are."""

    opening: Rich | None = None
    closing: Rich | None = None
    basis: Words | None = None
    subject: Words | None = None
    place_and_date: Words | None = None
    next_meeting: Words | None = None
    presentations: Annotated[list[Paper], Field(max_length=50)] | None = None
    discussion: Annotated[list[ItemNotes], Field(max_length=200)] | None = None
    qa: Annotated[list[Asked], Field(max_length=200)] | None = None
