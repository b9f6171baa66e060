"""How a release and its quotes stand, what may follow, and when the public reads it."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from rakor.errors import Conflict, Forbidden
from rakor.meetings.rules import STATES, SecurityClass, State
from rakor.words import N_, _


class ReleaseState(StrEnum):
    """Where a release stands on its way to the public."""

    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


RELEASE_STATES = {
    ReleaseState.DRAFT: N_("Draf"),
    ReleaseState.APPROVED: N_("Disetujui untuk terbit"),
    ReleaseState.PUBLISHED: N_("Sudah terbit"),
    ReleaseState.WITHDRAWN: N_("Ditarik kembali"),
}

STEPS: dict[ReleaseState, frozenset[ReleaseState]] = {
    ReleaseState.DRAFT: frozenset({ReleaseState.APPROVED, ReleaseState.WITHDRAWN}),
    ReleaseState.APPROVED: frozenset(
        {ReleaseState.DRAFT, ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN}
    ),
    ReleaseState.PUBLISHED: frozenset({ReleaseState.WITHDRAWN}),
    ReleaseState.WITHDRAWN: frozenset(),
}


class QuoteState(StrEnum):
    """What the office that is quoted said to its words."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    APPROVED = "approved"
    CHANGED = "changed"
    DECLINED = "declined"


QUOTE_STATES = {
    QuoteState.NOT_ASKED: N_("Belum dimintakan persetujuan"),
    QuoteState.ASKED: N_("Menunggu persetujuan"),
    QuoteState.APPROVED: N_("Disetujui pejabatnya"),
    QuoteState.CHANGED: N_("Disetujui dengan perubahan"),
    QuoteState.DECLINED: N_("Tidak disetujui"),
}

# Words that the office stands by, its own or those it was shown.
AGREED = frozenset({QuoteState.APPROVED, QuoteState.CHANGED})


class NotPublic(Conflict):
    """A meeting whose records are not public has no release."""

    code = "not-public"
    title = N_("Rapat ini tidak boleh disiarkan")


class QuotesWait(Conflict):
    """Somebody is quoted who has not agreed to it."""

    code = "quotes-wait"
    title = N_("Ada kutipan yang belum disetujui")


def check_step(now: ReleaseState, then: ReleaseState) -> None:
    """Refuses (Conflict) a step that a release cannot take."""
    if then not in STEPS[now]:
        raise Conflict(
            _("Siaran pers yang {now} tidak dapat menjadi {then}.").format(
                now=_(RELEASE_STATES[now]).lower(), then=_(RELEASE_STATES[then]).lower()
            ),
            state=now.value,
        )


def check_begun(now: State) -> None:
    """Refuses (Conflict) a release from the record of a meeting that has none yet."""
    if now not in (State.IN_PROGRESS, State.FINISHED):
        raise Conflict(
            _("Siaran pers disusun sejak rapat dibuka; rapat ini {state}.").format(
                state=_(STATES[now]).lower()
            ),
            state=now.value,
        )


def check_not_withdrawn(now: ReleaseState) -> None:
    """Refuses (Conflict) to touch a release that was taken back."""
    if now is ReleaseState.WITHDRAWN:
        raise Conflict(
            _("Siaran pers ini sudah ditarik. Susun yang baru bila diperlukan."), state=now.value
        )


def check_may_be_public(classes: Iterable[SecurityClass]) -> None:
    """Refuses (NotPublic) a release of which any meeting is classed above public."""
    if any(each is not SecurityClass.PUBLIC for each in classes):
        raise NotPublic(
            _("Siaran pers hanya untuk rapat dengan klasifikasi keamanan biasa."),
        )


def check_quotes(states: Iterable[QuoteState]) -> None:
    """Refuses (QuotesWait) to go on while somebody who is quoted has not agreed."""
    waiting = sum(state not in AGREED for state in states)
    if waiting:
        raise QuotesWait(
            _("{n} kutipan belum disetujui pejabat yang dikutip.").format(n=waiting), quotes=waiting
        )


def check_four_eyes(*, wrote: bool, chairs: bool) -> None:
    """Refuses (Forbidden) to approve one's own words, but not the chair, who answers for all."""
    if wrote and not chairs:
        raise Forbidden(
            _("Siaran pers disetujui oleh orang lain daripada penulisnya, atau pimpinan rapat.")
        )


def check_answerable(now: QuoteState, release: ReleaseState) -> None:
    """Refuses (Conflict) an answer to a quote that is not waiting for one."""
    if now is not QuoteState.ASKED or release is not ReleaseState.DRAFT:
        raise Conflict(_("Kutipan ini tidak menunggu jawaban lagi."), state=now.value)


def is_public(
    state: ReleaseState,
    embargo_until: datetime | None,
    classes: Iterable[SecurityClass],
    now: datetime,
) -> bool:
    """Whether everybody may read a release at that moment."""
    out = state is ReleaseState.PUBLISHED and (embargo_until is None or embargo_until <= now)
    return out and all(each is SecurityClass.PUBLIC for each in classes)
