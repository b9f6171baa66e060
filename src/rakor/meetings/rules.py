"""What a meeting may become, which times make sense, and who may do what in it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from rakor.errors import Conflict, FieldError, Forbidden, Invalid
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


class Kind(StrEnum):
    """Kinds of meetings that offices hold."""

    COORDINATION = "coordination"
    NATIONAL_COORDINATION = "national_coordination"
    TECHNICAL_COORDINATION = "technical_coordination"
    WORKING = "working"
    NATIONAL_WORKING = "national_working"
    LEADERSHIP = "leadership"
    LIMITED = "limited"
    EVALUATION = "evaluation"
    OUTREACH = "outreach"
    TECHNICAL_GUIDANCE = "technical_guidance"
    FGD = "fgd"
    SEMINAR = "seminar"
    TRAINING = "training"
    CEREMONY = "ceremony"
    EXHIBITION = "exhibition"
    PREPARATORY = "preparatory"
    FORUM = "forum"


KINDS = {
    Kind.COORDINATION: N_("Rapat koordinasi"),
    Kind.NATIONAL_COORDINATION: N_("Rapat koordinasi nasional"),
    Kind.TECHNICAL_COORDINATION: N_("Rapat koordinasi teknis"),
    Kind.WORKING: N_("Rapat kerja"),
    Kind.NATIONAL_WORKING: N_("Rapat kerja nasional"),
    Kind.LEADERSHIP: N_("Rapat pimpinan"),
    Kind.LIMITED: N_("Rapat terbatas"),
    Kind.EVALUATION: N_("Rapat evaluasi"),
    Kind.OUTREACH: N_("Sosialisasi"),
    Kind.TECHNICAL_GUIDANCE: N_("Bimbingan teknis"),
    Kind.FGD: N_("Diskusi terpumpun"),
    Kind.SEMINAR: N_("Seminar"),
    Kind.TRAINING: N_("Pelatihan"),
    Kind.CEREMONY: N_("Upacara"),
    Kind.EXHIBITION: N_("Pameran"),
    Kind.PREPARATORY: N_("Rapat persiapan"),
    Kind.FORUM: N_("Forum"),
}


class Mode(StrEnum):
    """Whether people come to a room, to a link, or to either."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


MODES = {Mode.IN_PERSON: N_("Luring"), Mode.ONLINE: N_("Daring"), Mode.HYBRID: N_("Hibrida")}


class Channel(StrEnum):
    """By which way somebody takes part: in the room, or through the link."""

    ROOM = "room"
    ONLINE = "online"


CHANNELS = {Channel.ROOM: N_("di ruang"), Channel.ONLINE: N_("daring")}


class Delegation(StrEnum):
    """Whether an invited official may send somebody else."""

    ALLOWED = "allowed"
    ALLOWED_WITH_LETTER = "allowed_with_letter"
    SAME_RANK = "same_rank"
    NOT_ALLOWED = "not_allowed"


DELEGATIONS = {
    Delegation.ALLOWED: N_("Boleh"),
    Delegation.ALLOWED_WITH_LETTER: N_("Boleh, dengan surat tugas"),
    Delegation.SAME_RANK: N_("Boleh, kepada pejabat setingkat"),
    Delegation.NOT_ALLOWED: N_("Tidak dapat diwakilkan"),
}


class SecurityClass(StrEnum):
    """The four steps of access to a record."""

    PUBLIC = "public"
    LIMITED = "limited"
    CONFIDENTIAL = "confidential"
    TOP_SECRET = "top_secret"  # noqa: S105 - a class of records, not a password


SECURITY_CLASSES = {
    SecurityClass.PUBLIC: N_("Biasa"),
    SecurityClass.LIMITED: N_("Terbatas"),
    SecurityClass.CONFIDENTIAL: N_("Rahasia"),
    SecurityClass.TOP_SECRET: N_("Sangat rahasia"),
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


class Part(StrEnum):
    """The part a person plays in one meeting."""

    ORGANIZER = "organizer"
    SECRETARIAT = "secretariat"
    CHAIR = "chair"
    MEETING_SECRETARY = "meeting_secretary"
    MINUTE_TAKER = "minute_taker"
    CHECK_IN_OFFICER = "check_in_officer"
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    OPENER = "opener"
    PARTICIPANT = "participant"
    OBSERVER = "observer"
    GUEST = "guest"
    AIDE = "aide"
    PR_OFFICER = "pr_officer"


PARTS = {
    Part.ORGANIZER: N_("Penyelenggara"),
    Part.SECRETARIAT: N_("Sekretariat"),
    Part.CHAIR: N_("Pimpinan rapat"),
    Part.MEETING_SECRETARY: N_("Sekretaris rapat"),
    Part.MINUTE_TAKER: N_("Notulis"),
    Part.CHECK_IN_OFFICER: N_("Petugas registrasi"),
    Part.SPEAKER: N_("Narasumber"),
    Part.MODERATOR: N_("Moderator"),
    Part.OPENER: N_("Pembuka"),
    Part.PARTICIPANT: N_("Peserta"),
    Part.OBSERVER: N_("Peninjau"),
    Part.GUEST: N_("Tamu"),
    Part.AIDE: N_("Pendamping"),
    Part.PR_OFFICER: N_("Pranata humas"),
}


class Action(StrEnum):
    """What somebody may want to do in a meeting."""

    SEE = "see"
    SEE_CONFIDENTIAL = "see_confidential"
    SEE_LINK = "see_link"  # without checking in, which shows it to everybody invited
    PLAN = "plan"  # change, publish, cancel, agenda
    INVITE = "invite"  # and see every answer
    CHECK_IN = "check_in"
    RUN = "run"  # open, close, start and finish items, notes, decisions
    DRAFT_MINUTES = "draft_minutes"
    APPROVE_MINUTES = "approve_minutes"


STAFF = frozenset({Part.ORGANIZER, Part.SECRETARIAT})
# Those who come and need not prepare anything.
GUESTS = frozenset({Part.PARTICIPANT, Part.OBSERVER, Part.GUEST, Part.AIDE})
WRITERS = STAFF | {Part.MINUTE_TAKER, Part.MEETING_SECRETARY}

RIGHTS: dict[Action, frozenset[Part]] = {
    Action.SEE: frozenset(Part),
    Action.SEE_CONFIDENTIAL: WRITERS | {Part.CHAIR},
    Action.SEE_LINK: frozenset(Part) - GUESTS,
    Action.PLAN: STAFF,
    Action.INVITE: STAFF,
    Action.CHECK_IN: WRITERS | {Part.CHECK_IN_OFFICER},
    Action.RUN: WRITERS | {Part.CHAIR},
    Action.DRAFT_MINUTES: WRITERS,
    Action.APPROVE_MINUTES: frozenset({Part.CHAIR}),
}


def may(action: Action, parts: Iterable[Part]) -> bool:
    """Whether someone who plays these parts may do that."""
    return not RIGHTS[action].isdisjoint(parts)


def check_may(action: Action, parts: Iterable[Part]) -> None:
    """Refuses (Forbidden) whoever plays none of the parts that may do it."""
    if not may(action, parts):
        raise Forbidden(_("Bagian Anda dalam rapat ini tidak memungkinkan tindakan itu."))


def check_step(now: State, then: State) -> None:
    """Refuses (Conflict) a step that the life of a meeting does not know."""
    if then not in STEPS[now]:
        raise Conflict(
            _("Rapat yang {now} tidak dapat menjadi {then}.").format(
                now=_(STATES[now]).lower(), then=_(STATES[then]).lower()
            ),
            state=now.value,
        )


# What the page of a meeting tells of its history, also of what later features write.
EVENTS: dict[str, str] = {
    "meeting.drafted": N_("menyusun draf rapat"),
    "meeting.changed": N_("mengubah rincian rapat"),
    "meeting.rescheduled": N_("mengubah jadwal rapat"),
    "meeting.published": N_("menerbitkan rapat"),
    "meeting.cancelled": N_("membatalkan rapat"),
    "meeting.postponed": N_("menunda rapat"),
    "meeting.opened": N_("membuka rapat"),
    "meeting.closed": N_("menutup rapat"),
    "agenda.added": N_("menambah pokok agenda"),
    "agenda.changed": N_("mengubah pokok agenda"),
    "agenda.removed": N_("menghapus pokok agenda"),
    "agenda.ordered": N_("mengubah urutan agenda"),
    "agenda.started": N_("memulai pokok agenda"),
    "agenda.finished": N_("menyelesaikan pokok agenda"),
    "agenda.skipped": N_("melewati pokok agenda"),
    "part.assigned": N_("menetapkan petugas"),
    "part.released": N_("melepas petugas"),
    "invitations.sent": N_("mengirim undangan"),
    "invitation.answered": N_("menjawab undangan"),
    "invitation.withdrawn": N_("menarik undangan"),
    "decision.recorded": N_("mencatat keputusan"),
    "decision.struck": N_("mencoret keputusan"),
    "minutes.drafted": N_("menyusun notula"),
    "minutes.submitted": N_("mengajukan notula"),
    "minutes.returned": N_("mengembalikan notula"),
    "minutes.approved": N_("menyetujui notula"),
    "minutes.distributed": N_("mengedarkan notula"),
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


def missing_to_publish(mode: Mode, place: str, join_url: str) -> list[FieldError]:
    """What people who are invited could not know yet: where to go, or which link to open."""
    missing: list[FieldError] = []
    if mode is not Mode.ONLINE and not place:
        missing.append({"field": "venue.name", "message": _("Isi tempat atau ruang rapat.")})
    if mode is not Mode.IN_PERSON and not join_url:
        missing.append({"field": "online.join_url", "message": _("Isi tautan rapat daring.")})
    return missing


def check_times(starts: datetime, ends: datetime) -> None:
    """Refuses (Invalid) an end that is not after the start, and meetings of over 31 days."""
    if ends <= starts:
        raise Invalid.field("ends_at", _("Jam selesai harus sesudah jam mulai."))
    if ends - starts > timedelta(days=31):
        raise Invalid.field("ends_at", _("Satu rapat paling lama 31 hari."))


def check_quotas(quotas: Sequence[tuple[str, int]], total: int | None) -> None:
    """Refuses an agency that is named twice, and a sum that is not the declared total.

    `quotas` are (agency code, seats) in the order given, so that the refusal names the row.
    """
    seen: set[str] = set()
    for n, (code, _seats) in enumerate(quotas):
        if code in seen:
            raise Invalid.field(
                f"quotas.{n}.agency",
                _("{code} sudah ada. Ubah baris itu, atau pilih instansi lain.").format(code=code),
            )
        seen.add(code)
    seats = sum(seats for _code, seats in quotas)
    if quotas and total is not None and seats != total:
        raise Invalid.field(
            "total_quota",
            _("Jumlah kuota {seats}, sedangkan kuota total {total}.").format(
                seats=seats, total=total
            ),
        )
