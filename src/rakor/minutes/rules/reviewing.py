"""Who looks at minutes before the chair, who stands in for the chair, and what may be remarked."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from rakor.errors import Conflict, FieldError, Invalid
from rakor.letters.rules import Authority, SigningMode, check_complete, lines
from rakor.minutes.rules.states import EDITABLE, MINUTES_STATES, MinutesState
from rakor.web.shapes import Line, Shape, Text
from rakor.words import N_, _

MOST_REVIEWERS = 10
REMIND_BEFORE = timedelta(days=1)


class ReviewState(StrEnum):
    """What a reviewer has done with the minutes that were laid before them."""

    WAITING = "waiting"
    INITIALLED = "initialled"
    RETURNED = "returned"


REVIEW_STATES = {
    ReviewState.WAITING: N_("Belum memaraf"),
    ReviewState.INITIALLED: N_("Sudah memaraf"),
    ReviewState.RETURNED: N_("Mengembalikan"),
}


Person = Annotated[Line, Field(min_length=1, max_length=254)]
"""Somebody with an account, by their key or their address."""


class Reviewer(Shape):
    """Somebody who is asked to put their initials under the minutes, until when.

    Only when `confidential` is chosen do they read confidential items without a part in the
    meeting that lets them.
    """

    person: Person
    due: AwareDatetime | None = None
    confidential: bool = False


class Reviewers(Shape):
    """Everybody who puts their initials under the minutes, in this order."""

    reviewers: Annotated[list[Reviewer], Field(max_length=MOST_REVIEWERS)]


class StandIn(Shape):
    """Who approves in the place of the chair, and by which authority (domain: B.12).

    `chain` are the positions above whoever signs, from the top; Plt., Plh. and Pj. need the decree
    and its period.
    """

    person: Person
    mode: SigningMode = SigningMode.ON_BEHALF
    title: Annotated[Line, Field(max_length=250)] = ""
    chain: Annotated[list[Annotated[Line, Field(max_length=250)]], Field(max_length=2)] = []
    acting_from: date | None = None
    acting_until: date | None = None
    decree_number: Annotated[Line, Field(max_length=120)] = ""

    def authority(self, name: str) -> Authority:
        """The same as the letters know it."""
        return Authority(
            self.mode,
            self.title,
            name,
            tuple(self.chain),
            self.acting_from,
            self.acting_until,
            self.decree_number,
        )


Remark = Annotated[Text, Field(min_length=1, max_length=5000)]


def check_reviewers(people: Sequence[UUID], reviewers: Sequence[Reviewer], now: datetime) -> None:
    """Refuses (Invalid) the same person twice, and a deadline that has passed."""
    errors: list[FieldError] = []
    for at, each in enumerate(reviewers):
        if people[at] in people[:at]:
            errors.append(
                {"field": f"reviewers.{at}.person", "message": _("Pemaraf ini sudah disebut.")}
            )
        if each.due is not None and each.due <= now:
            errors.append({"field": f"reviewers.{at}.due", "message": _("Tenggat sudah lewat.")})
    if errors:
        raise Invalid(_("Periksa daftar pemaraf."), errors=errors)


def check_names_stand_in(state: MinutesState) -> None:
    """Refuses (Conflict) another hand under minutes that were approved."""
    if state not in EDITABLE | {MinutesState.IN_REVIEW}:
        raise Conflict(
            _("Notula ini sudah disetujui: {state}.").format(state=_(MINUTES_STATES[state])),
            state=state.value,
        )


def heading_of(stand_in: StandIn, name: str, day: date) -> tuple[str, ...]:
    """The lines printed above the signature, as `a.n. Kepala Badan`, `Plh. Sekretaris,`.

    Refuses (Invalid) an authority that could not be shown: no chain, no period, no decree.
    """
    authority = stand_in.authority(name)
    check_complete(authority, day)
    return lines(authority)


def check_discussed(state: MinutesState) -> None:
    """Refuses (Conflict) remarks on minutes that are settled; then corrections are asked for."""
    if state not in EDITABLE | {MinutesState.IN_REVIEW}:
        raise Conflict(
            _("Notula ini tidak ditelaah lagi: {state}.").format(state=_(MINUTES_STATES[state])),
            state=state.value,
        )
