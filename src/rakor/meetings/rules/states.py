"""What a meeting and its agenda items may become, and what their history tells."""

from enum import StrEnum

from rakor.errors import Conflict
from rakor.words import N_, _


class State(StrEnum):
    """Where a meeting stands in its life."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


STATES = {
    State.DRAFT: N_("Draf"),
    State.SCHEDULED: N_("Terjadwal"),
    State.IN_PROGRESS: N_("Berlangsung"),
    State.FINISHED: N_("Selesai"),
    State.CANCELLED: N_("Dibatalkan"),
    State.POSTPONED: N_("Ditunda"),
}

STEPS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SCHEDULED, State.CANCELLED}),
    State.SCHEDULED: frozenset(
        {State.SCHEDULED, State.IN_PROGRESS, State.CANCELLED, State.POSTPONED}
    ),
    State.POSTPONED: frozenset({State.SCHEDULED, State.CANCELLED}),
    State.IN_PROGRESS: frozenset({State.FINISHED}),
    State.FINISHED: frozenset(),
    State.CANCELLED: frozenset(),
}


class ItemState(StrEnum):
    """Where an agenda item stands."""

    PENDING = "pending"
    ACTIVE = "active"
    DONE = "done"
    SKIPPED = "skipped"


ITEM_STATES = {
    ItemState.PENDING: N_("Belum dimulai"),
    ItemState.ACTIVE: N_("Sedang dibahas"),
    ItemState.DONE: N_("Selesai"),
    ItemState.SKIPPED: N_("Dilewati"),
}


# An item that was skipped or closed too soon may be taken up (again).
ITEM_STEPS: dict[ItemState, frozenset[ItemState]] = {
    ItemState.PENDING: frozenset({ItemState.ACTIVE, ItemState.SKIPPED}),
    ItemState.ACTIVE: frozenset({ItemState.DONE}),
    ItemState.DONE: frozenset({ItemState.ACTIVE}),
    ItemState.SKIPPED: frozenset({ItemState.ACTIVE}),
}


def check_step(now: State, then: State) -> None:
    """Refuses (Conflict) a step that the life of a meeting does not know."""
    if then not in STEPS[now]:
        raise Conflict(
            _("Rapat yang {now} tidak dapat menjadi {then}.").format(
                now=_(STATES[now]).lower(), then=_(STATES[then]).lower()
            ),
            state=now.value,
        )


class OccurrenceState(StrEnum):
    """How one day of a series differs from the rule of its series."""

    CHANGED = "changed"
    CANCELLED = "cancelled"
    ADDED = "added"


# What the page of a meeting tells of its history, also of what later features write.
EVENTS: dict[str, str] = {
    "meeting.drafted": N_("menyusun draf rapat"),
    "meeting.changed": N_("mengubah rincian rapat"),
    "meeting.rescheduled": N_("mengubah jadwal rapat"),
    "shared_draft.shared": N_("membagikan draf rapat untuk ditanggapi"),
    "approval.asked": N_("mengajukan rapat untuk disetujui sebelum terbit"),
    "approval.granted": N_("menyetujui rapat sebelum terbit sebagai pejabat terakhir"),
    "approval.returned": N_("mengembalikan rapat sebelum terbit"),
    "meeting.published": N_("menerbitkan rapat"),
    "meeting.cancelled": N_("membatalkan rapat"),
    "meeting.postponed": N_("menunda rapat"),
    "meeting.opened": N_("membuka rapat"),
    "meeting.closed": N_("menutup rapat"),
    "meeting.paused": N_("memberi istirahat"),
    "meeting.resumed": N_("melanjutkan sidang sesudah istirahat"),
    "occurrence.changed": N_("mengubah satu hari rapat berulang"),
    "occurrence.cancelled": N_("membatalkan satu hari rapat berulang"),
    "occurrence.restored": N_("memulihkan satu hari rapat berulang"),
    "occurrence.added": N_("menambah satu hari rapat berulang"),
    "series.split": N_("memecah rapat berulang"),
    "agenda.added": N_("menambah pokok agenda"),
    "agenda.changed": N_("mengubah pokok agenda"),
    "agenda.removed": N_("menghapus pokok agenda"),
    "agenda.ordered": N_("mengubah urutan agenda"),
    "agenda.started": N_("memulai pokok agenda"),
    "agenda.finished": N_("menyelesaikan pokok agenda"),
    "agenda.skipped": N_("melewati pokok agenda"),
    "material.added": N_("menambah bahan rapat"),
    "material.replaced": N_("mengunggah versi baru bahan rapat"),
    "material.changed": N_("mengubah keterangan bahan rapat"),
    "material.removed": N_("menghapus bahan rapat"),
    "part.assigned": N_("menetapkan petugas"),
    "part.released": N_("melepas petugas"),
    "invitations.sent": N_("mengirim undangan"),
    "invitation.answered": N_("menjawab undangan"),
    "invitation.withdrawn": N_("menarik undangan"),
    "delegation.accepted": N_("mencatat wakil"),
    "delegation.revoked": N_("menarik perwakilan"),
    "attendance.planned": N_("mengatur kehadiran dan kuorum"),
    "quorum.reached": N_("mencatat kuorum tercapai"),
    "quorum.lost": N_("mencatat kuorum tidak lagi tercapai"),
    "decision.recorded": N_("mencatat keputusan"),
    "decision.proposed": N_("mengajukan rumusan keputusan"),
    "decision.adopted": N_("menetapkan rumusan keputusan"),
    "decision.struck": N_("mencoret keputusan"),
    "vote.opened": N_("membuka pemungutan suara"),
    "vote.published": N_("mengumumkan hasil pemungutan suara"),
    "minutes.drafted": N_("menyusun notula"),
    "minutes.submitted": N_("mengajukan notula"),
    "minutes.returned": N_("mengembalikan notula"),
    "minutes.approved": N_("menyetujui notula"),
    "minutes.signed": N_("menyerahkan notula bertanda tangan"),
    "minutes.distributed": N_("mengedarkan notula"),
    "minutes.amended": N_("membuka versi perbaikan notula"),
    "agreement.issued": N_("menerbitkan berita acara"),
    "agreement.signed": N_("menyerahkan berita acara bertanda tangan"),
    "agreement.voided": N_("membatalkan berita acara"),
    "release.published": N_("menerbitkan siaran pers"),
    "release.withdrawn": N_("menarik siaran pers"),
}


CHANGEABLE = frozenset({State.DRAFT, State.SCHEDULED, State.POSTPONED, State.IN_PROGRESS})


def check_changeable(now: State) -> None:
    """Refuses (Conflict) to change the plan of a meeting that is over or was cancelled."""
    if now not in CHANGEABLE:
        raise Conflict(
            _("Rapat yang {now} tidak dapat diubah lagi.").format(now=_(STATES[now]).lower()),
            state=now.value,
        )


def check_not_cancelled(now: State) -> None:
    """Refuses (Conflict) to give or take parts in a meeting that will not be held."""
    if now is State.CANCELLED:
        raise Conflict(_("Rapat ini sudah dibatalkan."), state=now.value)


def check_movable(now: State) -> None:
    """Refuses (Conflict) to move a meeting that has begun."""
    check_changeable(now)
    if now is State.IN_PROGRESS:
        raise Conflict(
            _("Rapat sedang berlangsung, jadwalnya tidak dapat diubah lagi."), state=now.value
        )


def check_in_progress(now: State) -> None:
    """Refuses (Conflict) to take up agenda items before a meeting is opened or after its close."""
    if now is not State.IN_PROGRESS:
        raise Conflict(
            _("Buka rapat dahulu: pokok agenda dijalankan selama rapat berlangsung."),
            state=now.value,
        )


def check_item_step(now: ItemState, then: ItemState) -> None:
    """Refuses (Conflict) a step that an agenda item cannot take."""
    if then not in ITEM_STEPS[now]:
        raise Conflict(
            _("Pokok agenda yang {now} tidak dapat menjadi {then}.").format(
                now=_(ITEM_STATES[now]).lower(), then=_(ITEM_STATES[then]).lower()
            ),
            status_now=now.value,
        )
