"""What participants may ask to be corrected in approved minutes, how long, and what is answered."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from rakor.errors import Conflict, Invalid
from rakor.minutes.rules.states import IN_FORCE, MINUTES_STATES, MinutesState
from rakor.web.shapes import Line, Shape, Text
from rakor.words import N_, _

USUAL_DAYS = 7
MOST_DAYS = 90


class CorrectionState(StrEnum):
    """What became of a request."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


CORRECTION_STATES = {
    CorrectionState.OPEN: N_("Menunggu jawaban"),
    CorrectionState.ACCEPTED: N_("Diterima"),
    CorrectionState.DECLINED: N_("Ditolak"),
}


class Correction(Shape):
    """What is wrong in which section, and what it should say."""

    section: Annotated[Line, Field(min_length=1, max_length=40)]
    text: Annotated[Text, Field(min_length=1, max_length=5000)]


class Verdict(Shape):
    """What the secretariat makes of a request, and why."""

    accept: bool
    answer: Annotated[Text, Field(max_length=2000)] = ""


Days = Annotated[int, Field(ge=1, le=MOST_DAYS)]


class WindowLength(Shape):
    """For how many days an agency takes requests to correct its minutes."""

    days: Days


def window(since: datetime, days: int = USUAL_DAYS) -> datetime:
    """Until when corrections may be asked for."""
    return since + timedelta(days=days)


def takes_corrections(state: MinutesState, until: datetime | None, now: datetime) -> bool:
    """Whether participants may ask for corrections now."""
    return state in IN_FORCE and until is not None and now < until


def check_takes_corrections(state: MinutesState, until: datetime | None, now: datetime) -> None:
    """Refuses (Conflict) a request before the approval, after the window, or of an old version."""
    if state not in IN_FORCE:
        raise Conflict(
            _("Perbaikan hanya dapat diminta pada notula yang berlaku: {state}.").format(
                state=_(MINUTES_STATES[state])
            ),
            state=state.value,
        )
    if not takes_corrections(state, until, now):
        raise Conflict(_("Masa permintaan perbaikan notula ini sudah berakhir."))


def check_verdict(state: CorrectionState, verdict: Verdict) -> None:
    """Refuses (Conflict) a second answer, and (Invalid) a refusal without a word."""
    if state is not CorrectionState.OPEN:
        raise Conflict(
            _("Permintaan ini sudah dijawab: {state}.").format(state=_(CORRECTION_STATES[state])),
            state=state.value,
        )
    if not verdict.accept and not verdict.answer.strip():
        raise Invalid.field("answer", _("Tulis alasannya, supaya peserta memahaminya."))


def check_amendable(state: MinutesState) -> None:
    """Refuses (Conflict) a next version while one is still being written or was never approved."""
    if state not in IN_FORCE:
        raise Conflict(
            _("Versi berikutnya hanya dapat dibuka dari notula yang berlaku: {state}.").format(
                state=_(MINUTES_STATES[state])
            ),
            state=state.value,
        )
