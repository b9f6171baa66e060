"""What a decision may hold, and until when notes and decisions are written."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from rakor.errors import Conflict
from rakor.meetings.rules import STATES, State
from rakor.web.shapes import Line, Shape, Text
from rakor.words import N_, _


class DecisionState(StrEnum):
    """A decision stands, is a wording that the chair has not adopted yet, or was struck."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    STRUCK = "struck"


class Duty(StrEnum):
    """Whether an agency owes a decision, supports the one that does, or took it over from it.

    Whoever took it over was not named by the meeting: the decision reads as it was made.
    """

    OWNER = "owner"
    SUPPORTING = "supporting"
    TAKEN_OVER = "taken_over"


class Horizon(StrEnum):
    """How far ahead a decision reaches."""

    SHORT = "short"
    MIDDLE = "middle"
    LONG = "long"


HORIZONS = {
    Horizon.SHORT: N_("Jangka pendek"),
    Horizon.MIDDLE: N_("Jangka menengah"),
    Horizon.LONG: N_("Jangka panjang"),
}


class Funding(StrEnum):
    """Where the money of a decision comes from."""

    APBN = "apbn"
    APBD_PROV = "apbd_prov"
    APBD_KABKOTA = "apbd_kabkota"
    BLU = "blu"
    PNBP = "pnbp"
    GRANT = "grant"
    OTHER = "other"


FUNDING = {
    Funding.APBN: N_("APBN"),
    Funding.APBD_PROV: N_("APBD provinsi"),
    Funding.APBD_KABKOTA: N_("APBD kabupaten/kota"),
    Funding.BLU: N_("BLU"),
    Funding.PNBP: N_("PNBP"),
    Funding.GRANT: N_("hibah"),
    Funding.OTHER: N_("lainnya"),
}


Owner = Annotated[Line, Field(min_length=1, max_length=40)]


class DecisionFacts(Shape):
    """A decision as it is told: owners are agency codes or ids of offices."""

    agenda_item: UUID | None = None
    text: Annotated[Text, Field(min_length=1, max_length=10_000)]
    owners: Annotated[list[Owner], Field(max_length=100)] = []
    supporting: Annotated[list[Owner], Field(max_length=100)] = []
    due: date | None = None
    indicator: Annotated[Text, Field(max_length=1000)] = ""
    horizon: Horizon | None = None
    funding_sources: Annotated[list[Funding], Field(max_length=len(Funding))] = []


class DecisionWish(DecisionFacts):
    """A decision, or with `proposed` the wording of one that the room has not adopted yet."""

    proposed: bool = False


class DecisionChanges(DecisionFacts):
    """What is to be different; what is left out stays."""

    text: Annotated[Text, Field(min_length=1, max_length=10_000)] = ""


def check_may_write(state: State) -> None:
    """Refuses (Conflict) notes of a meeting that is not announced, or is over."""
    if state not in (State.SCHEDULED, State.IN_PROGRESS):
        raise Conflict(
            _("Catatan ditulis sejak rapat terjadwal sampai ditutup; rapat ini {state}.").format(
                state=_(STATES[state]).lower()
            ),
            state=state.value,
        )


def check_may_decide(state: State) -> None:
    """Refuses (Conflict) decisions of a meeting that has not begun."""
    if state not in (State.IN_PROGRESS, State.FINISHED):
        raise Conflict(
            _("Keputusan dicatat sejak rapat dibuka; rapat ini {state}.").format(
                state=_(STATES[state]).lower()
            ),
            state=state.value,
        )


def check_may_propose(state: State) -> None:
    """Refuses (Conflict) a wording for a room that is not in session; afterwards one decides."""
    if state is not State.IN_PROGRESS:
        raise Conflict(
            _("Rumusan keputusan diajukan selama rapat berlangsung; rapat ini {state}.").format(
                state=_(STATES[state]).lower()
            ),
            state=state.value,
        )
