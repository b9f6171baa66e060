"""The life of a promise."""

from enum import StrEnum

from rakor.words import N_


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
