"""Who plays which part in a meeting, and who may do what: the one table of rights inside it."""

from collections.abc import Iterable
from enum import StrEnum

from rakor.accounts.rules import Role
from rakor.errors import Forbidden
from rakor.meetings.rules.kinds import SecurityClass
from rakor.meetings.rules.states import State
from rakor.words import N_, _


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
    DELEGATE = "delegate"
    PR_OFFICER = "pr_officer"
    ARCHIVIST = "archivist"


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
    Part.DELEGATE: N_("Wakil"),
    Part.PR_OFFICER: N_("Pranata humas"),
    Part.ARCHIVIST: N_("Arsiparis"),
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
    ASK_CORRECTION = "ask_correction"
    PACK = "pack"  # take the whole record as a package for the archive
    KEEP_PHOTOS = "keep_photos"
    WRITE_RELEASE = "write_release"
    APPROVE_RELEASE = "approve_release"  # and publish, correct and withdraw it


STAFF = frozenset({Part.ORGANIZER, Part.SECRETARIAT})
# Those who come and need not prepare anything, and who read the record afterwards.
GUESTS = frozenset(
    {Part.PARTICIPANT, Part.DELEGATE, Part.OBSERVER, Part.GUEST, Part.AIDE, Part.ARCHIVIST}
)
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
    Action.ASK_CORRECTION: frozenset(Part) - {Part.ARCHIVIST},
    Action.PACK: WRITERS | {Part.CHAIR, Part.ARCHIVIST},
    Action.KEEP_PHOTOS: WRITERS | {Part.PR_OFFICER},
    Action.WRITE_RELEASE: STAFF | {Part.PR_OFFICER},
    Action.APPROVE_RELEASE: STAFF | {Part.CHAIR},
}


ACTIONS = {
    Action.SEE: N_("Melihat rapat"),
    Action.SEE_CONFIDENTIAL: N_("Melihat pokok agenda rahasia dan keputusannya"),
    Action.SEE_LINK: N_("Melihat tautan video tanpa presensi"),
    Action.PLAN: N_("Mengubah, menerbitkan, menunda, membatalkan rapat dan agendanya"),
    Action.INVITE: N_("Mengundang, dan melihat semua jawaban"),
    Action.CHECK_IN: N_("Mencatat kehadiran"),
    Action.RUN: N_("Membuka dan menutup rapat, mencatat pembahasan dan keputusan"),
    Action.DRAFT_MINUTES: N_("Menyusun notula"),
    Action.APPROVE_MINUTES: N_("Menyetujui notula"),
    Action.ASK_CORRECTION: N_("Meminta perbaikan notula yang disetujui"),
    Action.PACK: N_("Mengunduh paket arsip"),
    Action.KEEP_PHOTOS: N_("Mengelola foto rapat dan persetujuannya"),
    Action.WRITE_RELEASE: N_("Menyusun siaran pers"),
    Action.APPROVE_RELEASE: N_("Menyetujui, menerbitkan, dan menarik siaran pers"),
}

# The part that an account brings in the meetings of its own agency, without being named.
STANDING = {
    Role.AGENCY_ADMIN: Part.SECRETARIAT,
    Role.SECRETARIAT: Part.SECRETARIAT,
    Role.ORGANIZER: Part.ORGANIZER,
}

# The part of the account of an archivist in what its agency has brought to an end.
KEEPS_RECORDS = {Role.ARCHIVIST: Part.ARCHIVIST}
OVER = frozenset({State.FINISHED, State.CANCELLED})

# Records of these classes are for those who are named in the meeting, whatever their account.
NAMED_ONLY = frozenset({SecurityClass.CONFIDENTIAL, SecurityClass.TOP_SECRET})


# What depends on how a thing stands, beside who asks for it: the state, and who reaches it then.
OBJECT_STATES = (
    (
        N_("Rapat masih draf"),
        N_("Petugas yang ditunjuk, penyelenggara dan sekretariat instansinya, admin"),
    ),
    (N_("Rapat sudah terbit"), N_("Mereka juga, dan semua yang diundang")),
    (
        N_("Rapat rahasia atau sangat rahasia"),
        N_("Hanya yang ditunjuk atau diundang di dalamnya; admin pun tidak"),
    ),
    (
        N_("Rapat selesai atau dibatalkan"),
        N_("Dibaca seperti sebelumnya, dan oleh arsiparis instansinya; rencananya tidak berubah"),
    ),
    (
        N_("Pokok agenda rahasia"),
        N_("Sekretariat, pimpinan rapat, notulis, dan sekretaris rapat"),
    ),
    (
        N_("Telepon dan NIP tersamar seseorang"),
        N_("Orang itu sendiri, penyiap rapat instansinya, pengelola datanya, pejabat PDP, admin"),
    ),
    (
        N_("Data instansi yang punya admin sendiri"),
        N_("Diubah admin dan sekretariat instansi itu, dan admin"),
    ),
    (
        N_("Alamat surel dan instansi orang yang punya akun"),
        N_("Diubah admin instansi yang mengelola akun itu, dan admin"),
    ),
    (
        N_("Jejak audit rapat rahasia"),
        N_("Waktu, pelaku, dan jenis tindakan saja, kecuali bagi yang ditunjuk di dalamnya"),
    ),
)


def alike() -> list[tuple[list[Part], frozenset[Action]]]:
    """The parts that have the same rights together, in the order of their names."""
    groups: dict[frozenset[Action], list[Part]] = {}
    for part in Part:
        groups.setdefault(frozenset(a for a in Action if part in RIGHTS[a]), []).append(part)
    return [(parts, actions) for actions, parts in groups.items()]


def standing(
    role: Role, security_class: SecurityClass, *, own_agency: bool, over: bool = False
) -> frozenset[Part]:
    """The parts that somebody's account brings in a meeting in which they are not named.

    An archivist's only once the meeting is `over`.
    """
    if security_class in NAMED_ONLY:
        return frozenset()
    if role is Role.ADMIN:
        return STAFF
    known = STANDING | KEEPS_RECORDS if over else STANDING
    return frozenset({known[role]} if own_agency and role in known else ())


def may(action: Action, parts: Iterable[Part]) -> bool:
    """Whether someone who plays these parts may do that."""
    return not RIGHTS[action].isdisjoint(parts)


def check_may(action: Action, parts: Iterable[Part]) -> None:
    """Refuses (Forbidden) whoever plays none of the parts that may do it."""
    if not may(action, parts):
        raise Forbidden(_("Bagian Anda dalam rapat ini tidak memungkinkan tindakan itu."))
