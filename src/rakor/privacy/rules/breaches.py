"""A failure to protect personal data, and its 3×24 hours (UU 27/2022 article 46)."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from rakor.errors import Conflict, Invalid
from rakor.privacy.rules.requests import CLOCK
from rakor.web.shapes import Line, Shape, Text
from rakor.words import N_, _


class BreachState(StrEnum):
    """Where an incident stands."""

    OPEN = "open"
    CLOSED = "closed"


BREACH_STATES = {BreachState.OPEN: N_("Ditangani"), BreachState.CLOSED: N_("Ditutup")}


def _left_empty(said: object) -> object:
    """A field of a form that was left empty says nothing."""
    return None if said == "" else said


People = Annotated[int, Field(ge=0, le=100_000_000)]
Long = Annotated[Text, Field(max_length=4000)]


class BreachFacts(Shape):
    """What is known of an incident; what is not known yet is written later."""

    title: Annotated[Line, Field(min_length=3, max_length=200)]
    found_at: datetime
    data: Annotated[Text, Field(min_length=3, max_length=4000)]
    people: Annotated[People | None, BeforeValidator(_left_empty)] = None
    cause: Long = ""
    measures: Long = ""


class Closing(Shape):
    """What was done so that it does not happen again."""

    measures: Annotated[Text, Field(min_length=10, max_length=4000)]


class Notices(Shape):
    """The two notices as the officer wants them sent."""

    to_subjects: Annotated[Text, Field(min_length=20, max_length=8000)]
    to_authority: Annotated[Text, Field(min_length=20, max_length=8000)]


def check_found(found_at: datetime, now: datetime) -> None:
    """Refuses (Invalid) a moment that has not come, or one without a zone."""
    if found_at.tzinfo is None:
        raise Invalid.field("found_at", _("Cantumkan selisih zona waktu, misalnya +07:00."))
    if found_at.astimezone(UTC) > now + timedelta(minutes=5):
        raise Invalid.field("found_at", _("Waktu ini belum tiba."))


def due(found_at: datetime) -> datetime:
    """Until when people and the authority must be told."""
    return found_at + CLOCK


def check_open(state: BreachState) -> None:
    """Refuses (Conflict) to change what was closed."""
    if state is not BreachState.OPEN:
        raise Conflict(_("Insiden ini sudah ditutup."), state=state.value)


SUBJECTS_DRAFT = N_(
    "Kami menemukan kegagalan pelindungan data pribadi pada {found}.\n\n"
    "Data yang terkena: {data}\n\n"
    "Penyebab yang diketahui: {cause}\n\n"
    "Yang sudah dan sedang kami lakukan: {measures}\n\n"
    "Mohon waspada terhadap surel atau panggilan yang mengatasnamakan kami. {contact}"
)
AUTHORITY_DRAFT = N_(
    "Pemberitahuan kegagalan pelindungan data pribadi (UU 27/2022 pasal 46).\n\n"
    "Pengendali data: {controller}\n"
    "Ditemukan: {found}\n"
    "Jumlah orang yang terkena: {people}\n"
    "Data yang terkena: {data}\n"
    "Kapan dan bagaimana terjadi: {cause}\n"
    "Upaya penanganan dan pemulihan: {measures}\n"
    "Narahubung: {contact}"
)
UNKNOWN = N_("masih diperiksa")
