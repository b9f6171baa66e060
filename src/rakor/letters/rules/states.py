"""How an official letter stands, what may follow, and the words for what it can be."""

from enum import StrEnum

from rakor.errors import Conflict
from rakor.meetings.rules import SecurityClass
from rakor.words import N_, _


class LetterState(StrEnum):
    """Where a letter stands on its way out."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    ISSUED = "issued"
    VOID = "void"


LETTER_STATES = {
    LetterState.DRAFT: N_("Draf"),
    LetterState.IN_REVIEW: N_("Menunggu paraf"),
    LetterState.APPROVED: N_("Disetujui, siap diterbitkan"),
    LetterState.ISSUED: N_("Terbit"),
    LetterState.VOID: N_("Dibatalkan"),
}

STEPS: dict[LetterState, frozenset[LetterState]] = {
    LetterState.DRAFT: frozenset({LetterState.IN_REVIEW, LetterState.APPROVED, LetterState.VOID}),
    LetterState.IN_REVIEW: frozenset({LetterState.DRAFT, LetterState.APPROVED, LetterState.VOID}),
    LetterState.APPROVED: frozenset({LetterState.DRAFT, LetterState.ISSUED, LetterState.VOID}),
    LetterState.ISSUED: frozenset({LetterState.VOID}),
    LetterState.VOID: frozenset(),
}


class ApprovalState(StrEnum):
    """What somebody in the line of approval did with the draft."""

    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"


APPROVAL_STATES = {
    ApprovalState.WAITING: N_("Menunggu"),
    ApprovalState.APPROVED: N_("Diparaf"),
    ApprovalState.RETURNED: N_("Dikembalikan"),
}


class Urgency(StrEnum):
    """How fast a letter has to travel (sifat)."""

    ORDINARY = "ordinary"
    IMPORTANT = "important"
    URGENT = "urgent"
    VERY_URGENT = "very_urgent"


URGENCIES = {
    Urgency.ORDINARY: N_("Biasa"),
    Urgency.IMPORTANT: N_("Penting"),
    Urgency.URGENT: N_("Segera"),
    Urgency.VERY_URGENT: N_("Amat segera"),
}


class AddresseeMode(StrEnum):
    """One letter for all with the list as an attachment, or one letter for each addressee."""

    LIST = "list"
    SINGLE = "single"


ADDRESSEE_MODES = {
    AddresseeMode.LIST: N_("Satu surat dengan daftar terlampir"),
    AddresseeMode.SINGLE: N_("Satu surat untuk setiap penerima"),
}


class Paper(StrEnum):
    """The paper a letter is printed on; F4 (folio) is 215 by 330 mm."""

    A4 = "a4"
    F4 = "f4"


PAPERS = {Paper.A4: N_("A4 (210 × 297 mm)"), Paper.F4: N_("F4 (215 × 330 mm)")}


class LetterFont(StrEnum):
    """The faces that come with the documents; others are not promised to be there."""

    LIBERTINUS = "Libertinus Serif"
    COMPUTER_MODERN = "New Computer Modern"


class AddresseePlace(StrEnum):
    """Where "Yth." stands: on the left under Hal, or on the right under the date."""

    LEFT = "left"
    RIGHT = "right"


ADDRESSEE_PLACES = {
    AddresseePlace.LEFT: N_("Kiri, di bawah Hal"),
    AddresseePlace.RIGHT: N_("Kanan, di bawah tanggal"),
}


class BundleState(StrEnum):
    """How far the copies for all addressees are."""

    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"
    FAILED = "failed"


class BundleForm(StrEnum):
    """What the copies are put together as."""

    PDF = "pdf"
    ZIP = "zip"
    DOCX = "docx"


# Of these only a notice is mailed: the paper itself is handed over, with its copy number.
HANDED_OVER = frozenset({SecurityClass.CONFIDENTIAL, SecurityClass.TOP_SECRET})


def check_step(now: LetterState, then: LetterState) -> None:
    """Refuses (Conflict) a step that a letter does not take."""
    if then not in STEPS[now]:
        raise Conflict(
            _("Surat yang berstatus “{now}” tidak dapat menjadi “{then}”.").format(
                now=_(LETTER_STATES[now]), then=_(LETTER_STATES[then])
            ),
            state=now.value,
        )


def check_editable(state: LetterState) -> None:
    """Refuses (Conflict) a change to a letter that others are reading or that is out."""
    if state is not LetterState.DRAFT:
        raise Conflict(
            _("Surat ini tidak dapat diubah lagi: {state}.").format(state=_(LETTER_STATES[state])),
            state=state.value,
        )
