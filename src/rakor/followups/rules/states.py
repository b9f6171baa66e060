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
    REASSIGNED = "reassigned"
    CANCELLED = "cancelled"


FOLLOW_UP_STATES = {
    FollowUpState.NOT_STARTED: N_("Belum dimulai"),
    FollowUpState.ACKNOWLEDGED: N_("Diterima penanggung jawab"),
    FollowUpState.IN_PROGRESS: N_("Dalam proses"),
    FollowUpState.BLOCKED: N_("Terhambat"),
    FollowUpState.PENDING_VERIFICATION: N_("Menunggu verifikasi"),
    FollowUpState.DONE: N_("Selesai"),
    FollowUpState.RETURNED: N_("Dikembalikan"),
    FollowUpState.REASSIGNED: N_("Dialihkan"),
    FollowUpState.CANCELLED: N_("Dibatalkan"),
}

CLOSED = frozenset({FollowUpState.DONE, FollowUpState.REASSIGNED, FollowUpState.CANCELLED})
UNDER_WAY = frozenset({FollowUpState.IN_PROGRESS, FollowUpState.BLOCKED, FollowUpState.RETURNED})

_NONE: frozenset[FollowUpState] = frozenset()
_STARTED = frozenset(
    {FollowUpState.IN_PROGRESS, FollowUpState.BLOCKED, FollowUpState.PENDING_VERIFICATION}
)
_TAKEN = _STARTED | {FollowUpState.ACKNOWLEDGED}
_CLOSES = frozenset({FollowUpState.DONE, FollowUpState.CANCELLED})
_AGAIN = frozenset({FollowUpState.RETURNED})

# What the agency that owes it may say next; that it is done is said by those who run the meeting.
OWNER_STEPS: dict[FollowUpState, frozenset[FollowUpState]] = {
    FollowUpState.NOT_STARTED: _TAKEN,
    FollowUpState.ACKNOWLEDGED: _TAKEN,
    FollowUpState.IN_PROGRESS: _STARTED,
    FollowUpState.BLOCKED: _STARTED,
    FollowUpState.PENDING_VERIFICATION: _STARTED,
    FollowUpState.RETURNED: _STARTED,
    FollowUpState.DONE: _NONE,
    FollowUpState.REASSIGNED: _NONE,
    FollowUpState.CANCELLED: _NONE,
}
# What those who run the meeting may say beside: they verify or return what was handed in, close
# what they know to be done without a report, and take up again what was closed by mistake.
STAFF_STEPS: dict[FollowUpState, frozenset[FollowUpState]] = {
    FollowUpState.NOT_STARTED: _TAKEN | _CLOSES,
    FollowUpState.ACKNOWLEDGED: _TAKEN | _CLOSES,
    FollowUpState.IN_PROGRESS: _STARTED | _CLOSES,
    FollowUpState.BLOCKED: _STARTED | _CLOSES,
    FollowUpState.PENDING_VERIFICATION: _STARTED | _CLOSES | _AGAIN,
    FollowUpState.RETURNED: _STARTED | _CLOSES,
    FollowUpState.DONE: _AGAIN,
    FollowUpState.REASSIGNED: _NONE,
    FollowUpState.CANCELLED: _AGAIN,
}
OWNER_SAYS = frozenset().union(*OWNER_STEPS.values())
STAFF_SAYS = frozenset().union(*STAFF_STEPS.values())
NEEDS_A_WORD = frozenset({FollowUpState.RETURNED, FollowUpState.CANCELLED})

SOON = timedelta(days=30)


def sayable(now: FollowUpState, *, owner: bool, staff: bool) -> list[FollowUpState]:
    """The states that somebody may report next, in the order of the life of a promise."""
    may = (STAFF_STEPS[now] if staff else _NONE) | (OWNER_STEPS[now] if owner else _NONE)
    return [state for state in FollowUpState if state in may]


def check_report(
    now: FollowUpState, then: FollowUpState, note: str, *, owner: bool, staff: bool
) -> None:
    """Whether somebody may report that.

    Refuses (Forbidden) whoever neither owes nor runs it and an agency that closes its own
    promise; (Invalid) what nobody reports, and a return or cancellation that does not say why;
    (Conflict) a step that the table does not have, as any on what is closed but its return.
    """
    if not owner and not staff:
        raise Forbidden(_("Hanya penanggung jawab dan sekretariat rapat yang melaporkan kemajuan."))
    if then is FollowUpState.NOT_STARTED:
        raise Invalid.field("status", _("Pilih keadaan setelah dimulai."))
    if then is FollowUpState.REASSIGNED:
        raise Invalid.field("status", _("Tindak lanjut dialihkan dengan menyebut instansi baru."))
    if then not in STAFF_SAYS if staff else then not in OWNER_SAYS:
        raise Forbidden(_("Keadaan itu ditetapkan oleh sekretariat rapat setelah memeriksa bukti."))
    if then in NEEDS_A_WORD and not note.strip():
        raise Invalid.field("note", _("Tulis alasannya, supaya penanggung jawab tahu."))
    if then not in sayable(now, owner=owner, staff=staff):
        words = {"now": _(FOLLOW_UP_STATES[now]), "then": _(FOLLOW_UP_STATES[then])}
        raise Conflict(
            _("Tindak lanjut ini sudah ditutup: {now}.").format(**words)
            if now in CLOSED
            else _("Dari keadaan {now} tidak dapat menjadi {then}.").format(**words),
            state=now.value,
        )


def check_reassign(now: FollowUpState, reason: str, *, staff: bool) -> None:
    """Whether what an agency owes may become another agency's.

    Refuses (Forbidden) all but those who run the meeting, (Invalid) a change without a reason,
    and (Conflict) what is closed.
    """
    if not staff:
        raise Forbidden(_("Hanya sekretariat rapat yang mengalihkan tindak lanjut."))
    if not reason.strip():
        raise Invalid.field("reason", _("Tulis alasannya, supaya kedua instansi tahu."))
    if now in CLOSED:
        raise Conflict(
            _("Tindak lanjut ini sudah ditutup: {now}.").format(now=_(FOLLOW_UP_STATES[now])),
            state=now.value,
        )


def days_late(due: date | None, state: FollowUpState, today: date) -> int:
    """By how many days it is overdue for somebody whose calendar says `today`; 0 if it is not."""
    if due is None or state in CLOSED or due >= today:
        return 0
    return (today - due).days


def percent_of(state: FollowUpState, said: int) -> int:
    """How much of it is done, in hundredths: what was said, and all of what is done."""
    return 100 if state is FollowUpState.DONE else min(max(said, 0), 100)
