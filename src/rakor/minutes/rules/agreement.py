"""The life of a berita acara (domain: B.7), and what the secretariat chooses to stand in it."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from rakor.errors import Conflict, FieldError, Invalid
from rakor.letters.rules import check_pattern
from rakor.minutes.rules.states import IN_FORCE, MinutesState
from rakor.web.shapes import Line, Shape, Text
from rakor.words import N_, _

PATTERN = "BA-{seq:03}/{unit}/{mm}/{yyyy}"
MOST_PARTIES = 200


class AgreementState(StrEnum):
    """Where a berita acara stands."""

    DRAFT = "draft"
    ISSUED = "issued"
    REPLACED = "replaced"
    VOID = "void"


AGREEMENT_STATES = {
    AgreementState.DRAFT: N_("Draf berita acara"),
    AgreementState.ISSUED: N_("Terbit"),
    AgreementState.REPLACED: N_("Diganti berita acara baru"),
    AgreementState.VOID: N_("Dibatalkan"),
}

AGREEMENT_STEPS: dict[AgreementState, frozenset[AgreementState]] = {
    AgreementState.DRAFT: frozenset({AgreementState.ISSUED, AgreementState.VOID}),
    AgreementState.ISSUED: frozenset({AgreementState.REPLACED, AgreementState.VOID}),
    AgreementState.REPLACED: frozenset(),
    AgreementState.VOID: frozenset(),
}

Words = Annotated[Line, Field(max_length=400)]


class Signer(Shape):
    """Who signs for a party, by the party's name; what is left out is taken from the record."""

    agency: Annotated[Line, Field(min_length=1, max_length=400)]
    name: Words = ""
    office: Words = ""


class Parties(Shape):
    """With whom a berita acara is made: agencies by their names in the minutes; none: all."""

    agencies: Annotated[list[Words], Field(max_length=MOST_PARTIES)] = []


class AgreementChoices(Shape):
    """What stands in a berita acara; what is left out is taken from the minutes.

    `decisions` are their numbers, left out: all that are not confidential. `day` is the day on
    which it was agreed; `external_number` one that another register gave, then none is taken here.
    """

    decisions: Annotated[list[Annotated[int, Field(ge=1)]], Field(max_length=1000)] | None = None
    opening: Annotated[Text, Field(max_length=2000)] = ""
    closing: Annotated[Text, Field(max_length=2000)] = ""
    day: date | None = None
    place_and_date: Words = ""
    witness: Words = ""
    witness_office: Words = ""
    signers: Annotated[list[Signer], Field(max_length=MOST_PARTIES)] = []
    number_pattern: Annotated[Line, Field(max_length=120)] = PATTERN
    archive_class_code: Annotated[Line, Field(max_length=40)] = ""
    position_code: Annotated[Line, Field(max_length=40)] = ""
    external_number: Annotated[Line, Field(max_length=120)] = ""


class Voiding(Shape):
    """Why a berita acara no longer holds; a draft goes without a word."""

    reason: Annotated[Text, Field(max_length=500)] = ""


def check_agreement_step(now: AgreementState, then: AgreementState) -> None:
    """Refuses (Conflict) a step that a berita acara does not take."""
    if then not in AGREEMENT_STEPS[now]:
        raise Conflict(
            _("Berita acara yang berstatus “{now}” tidak dapat menjadi “{then}”.").format(
                now=_(AGREEMENT_STATES[now]), then=_(AGREEMENT_STATES[then])
            ),
            state=now.value,
        )


def check_agreement_editable(state: AgreementState) -> None:
    """Refuses (Conflict) a change to a berita acara that was issued; a new one replaces it."""
    if state is not AgreementState.DRAFT:
        raise Conflict(
            _("Berita acara ini tidak dapat diubah lagi: {state}.").format(
                state=_(AGREEMENT_STATES[state])
            ),
            state=state.value,
        )


def check_agreed(state: MinutesState | None) -> None:
    """Refuses (Conflict) to issue what was agreed before the chair approved the minutes of it."""
    if state not in IN_FORCE:
        raise Conflict(
            _("Berita acara diterbitkan setelah notula disetujui pimpinan rapat."),
            minutes_status=state.value if state else None,
        )


def check_parties(wanted: Sequence[str], there: Sequence[str]) -> None:
    """Refuses (Invalid) an agency that did not come, and one that is named twice."""
    errors: list[FieldError] = []
    for at, name in enumerate(wanted):
        if name not in there:
            said = _("Instansi ini tidak tercatat hadir dalam notula.")
        elif name in wanted[:at]:
            said = _("Instansi ini sudah disebut.")
        else:
            continue
        errors.append({"field": f"agencies.{at}", "message": said})
    if errors:
        raise Invalid(_("Periksa para pihak."), errors=errors)
    if not there:
        raise Conflict(_("Belum ada instansi lain yang tercatat hadir dalam notula."))


def check_choices(
    choices: AgreementChoices, decisions: Sequence[int], parties: Sequence[str]
) -> None:
    """Refuses (Invalid) decisions and parties it does not have, nothing agreed, a bad pattern."""
    errors: list[FieldError] = []
    for at, number in enumerate(choices.decisions or []):
        if number not in decisions:
            said = _("Keputusan nomor ini tidak ada, atau rahasia.")
            errors.append({"field": f"decisions.{at}", "message": said})
    if choices.decisions == []:
        said = _("Pilih paling sedikit satu keputusan.")
        errors.append({"field": "decisions", "message": said})
    named = [each.agency for each in choices.signers]
    for at, name in enumerate(named):
        if name not in parties or name in named[:at]:
            said = _("Instansi ini bukan pihak, atau disebut dua kali.")
            errors.append({"field": f"signers.{at}.agency", "message": said})
    if errors:
        raise Invalid(_("Periksa isi berita acara."), errors=errors)
    check_pattern(choices.number_pattern)


def check_reason(state: AgreementState, reason: str) -> None:
    """Refuses (Invalid) to take back what was issued without saying why."""
    if state is AgreementState.ISSUED and not reason.strip():
        raise Invalid.field("reason", _("Tulis mengapa berita acara ini dibatalkan."))
