"""The life of a promise: who may report what, and when it is late."""

from datetime import date, timedelta
from enum import StrEnum

from rakor.errors import Conflict, Forbidden, Invalid
from rakor.words import N_, _


class FollowUpState(StrEnum):
    """How far an agency is with what it owes. `overdue` is computed, never stored."""

    NOT_STARTED = "not_started"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    PENDING_VERIFICATION = "pending_verification"
    DONE = "done"
    RETURNED = "returned"
    CANCELLED = "cancelled"


FOLLOW_UP_STATES = {
    FollowUpState.NOT_STARTED: N_("Belum dimulai"),
    FollowUpState.ACKNOWLEDGED: N_("Diterima penanggung jawab"),
    FollowUpState.IN_PROGRESS: N_("Dalam proses"),
    FollowUpState.BLOCKED: N_("Terhambat"),
    FollowUpState.PENDING_VERIFICATION: N_("Menunggu verifikasi"),
    FollowUpState.DONE: N_("Selesai"),
    FollowUpState.RETURNED: N_("Dikembalikan"),
    FollowUpState.CANCELLED: N_("Dibatalkan"),
}

CLOSED = frozenset({FollowUpState.DONE, FollowUpState.CANCELLED})

# The agency that owes it says how far it is; that it is done is said by those who run the meeting.
OWNER_SAYS = frozenset(
    {
        FollowUpState.ACKNOWLEDGED,
        FollowUpState.IN_PROGRESS,
        FollowUpState.BLOCKED,
        FollowUpState.PENDING_VERIFICATION,
    }
)
STAFF_SAYS = frozenset(FollowUpState) - {FollowUpState.NOT_STARTED}
NEEDS_A_WORD = frozenset({FollowUpState.RETURNED, FollowUpState.CANCELLED})

SOON = timedelta(days=30)


def sayable(now: FollowUpState, *, owner: bool, staff: bool) -> list[FollowUpState]:
    """The states that somebody may report next, in the order of the life of a promise."""
    may = (STAFF_SAYS if staff else frozenset()) | (OWNER_SAYS if owner else frozenset())
    if now in CLOSED:
        may &= {FollowUpState.RETURNED}
    return [state for state in FollowUpState if state in may]


def check_report(
    now: FollowUpState, then: FollowUpState, note: str, *, owner: bool, staff: bool
) -> None:
    """Whether somebody may report that.

    Refuses (Forbidden) whoever neither owes nor runs it and an agency that closes its own
    promise; (Conflict) a report on what is closed, which staff can only return; (Invalid) a
    return or cancellation that does not say why.
    """
    if not owner and not staff:
        raise Forbidden(_("Hanya penanggung jawab dan sekretariat rapat yang melaporkan kemajuan."))
    if then is FollowUpState.NOT_STARTED:
        raise Invalid.field("status", _("Pilih keadaan setelah dimulai."))
    if then not in STAFF_SAYS if staff else then not in OWNER_SAYS:
        raise Forbidden(_("Keadaan itu ditetapkan oleh sekretariat rapat setelah memeriksa bukti."))
    if then not in sayable(now, owner=owner, staff=staff):
        raise Conflict(
            _("Tindak lanjut ini sudah ditutup: {state}.").format(state=_(FOLLOW_UP_STATES[now])),
            state=now.value,
        )
    if then in NEEDS_A_WORD and not note.strip():
        raise Invalid.field("note", _("Tulis alasannya, supaya penanggung jawab tahu."))


def days_late(due: date | None, state: FollowUpState, today: date) -> int:
    """By how many days it is overdue for somebody whose calendar says `today`; 0 if it is not."""
    if due is None or state in CLOSED or due >= today:
        return 0
    return (today - due).days
