"""Roles, and the one table of what each of them may do outside of a single meeting."""

from enum import StrEnum

from rakor.errors import Forbidden
from rakor.words import N_, _


class Role(StrEnum):
    """What an account may do beyond the meetings it is invited to; `RIGHTS` says what exactly.

    Organizers and the secretariat prepare and run the meetings of their agency; the secretariat
    also keeps the directory; an agency admin keeps the accounts of the agency too, an admin the
    whole installation. An archivist reads and packs the meetings of the agency that are over.
    Auditor and data protection officer watch, and prepare nothing.
    """

    ADMIN = "admin"
    AGENCY_ADMIN = "agency_admin"
    SECRETARIAT = "secretariat"
    ORGANIZER = "organizer"
    PARTICIPANT = "participant"
    ARCHIVIST = "archivist"
    AUDITOR = "auditor"
    DATA_PROTECTION_OFFICER = "data_protection_officer"


ROLES = {
    Role.ADMIN: N_("Admin"),
    Role.AGENCY_ADMIN: N_("Admin instansi"),
    Role.SECRETARIAT: N_("Sekretariat"),
    Role.ORGANIZER: N_("Penyelenggara"),
    Role.PARTICIPANT: N_("Peserta"),
    Role.ARCHIVIST: N_("Arsiparis"),
    Role.AUDITOR: N_("Auditor"),
    Role.DATA_PROTECTION_OFFICER: N_("Pejabat pelindungan data pribadi"),
}


class Right(StrEnum):
    """What somebody may do outside of a single meeting."""

    SEE_DIRECTORY = "see_directory"
    ADD_PERSON = "add_person"
    KEEP_DIRECTORY = "keep_directory"
    KEEP_REFERENCE = "keep_reference"
    MAKE_MEETINGS = "make_meetings"
    KEEP_ACCOUNTS = "keep_accounts"
    SEE_EVERY_AGENCY = "see_every_agency"
    SEE_AUDIT = "see_audit"
    KEEP_PRIVACY = "keep_privacy"
    SEE_RIGHTS = "see_rights"


RIGHT_WORDS = {
    Right.SEE_DIRECTORY: N_("Melihat seluruh direktori: nama, jabatan, alamat surel"),
    Right.ADD_PERSON: N_("Menambah orang yang diundang"),
    Right.KEEP_DIRECTORY: N_("Mengubah dan mengimpor instansi, jabatan, orang, dan pemangku"),
    Right.KEEP_REFERENCE: N_("Mengubah wilayah, urutan protokol, dan menggabungkan instansi"),
    Right.MAKE_MEETINGS: N_("Membuat rapat instansinya"),
    Right.KEEP_ACCOUNTS: N_("Membuka dan menutup akun"),
    Right.SEE_EVERY_AGENCY: N_("Melihat NIP tersamar dan telepon orang dari semua instansi"),
    Right.SEE_AUDIT: N_("Membaca dan mengunduh jejak audit"),
    Right.KEEP_PRIVACY: N_("Menangani permintaan, retensi, dan insiden data pribadi"),
    Right.SEE_RIGHTS: N_("Melihat tabel hak"),
}

_ADMINS = frozenset({Role.ADMIN})
_KEEPERS = frozenset({Role.ADMIN, Role.AGENCY_ADMIN, Role.SECRETARIAT})
_PREPARERS = _KEEPERS | {Role.ORGANIZER}
_WATCHERS = frozenset({Role.ADMIN, Role.AUDITOR, Role.DATA_PROTECTION_OFFICER})

# The one table of rights outside of meetings; what people may do inside one is `meetings.rules`.
RIGHTS: dict[Right, frozenset[Role]] = {
    Right.SEE_DIRECTORY: _PREPARERS | {Role.DATA_PROTECTION_OFFICER},
    Right.ADD_PERSON: _PREPARERS,
    Right.KEEP_DIRECTORY: _KEEPERS,
    Right.KEEP_REFERENCE: _ADMINS,
    Right.MAKE_MEETINGS: _PREPARERS,
    Right.KEEP_ACCOUNTS: frozenset({Role.ADMIN, Role.AGENCY_ADMIN}),
    Right.SEE_EVERY_AGENCY: frozenset({Role.ADMIN, Role.DATA_PROTECTION_OFFICER}),
    Right.SEE_AUDIT: _WATCHERS,
    Right.KEEP_PRIVACY: frozenset({Role.ADMIN, Role.DATA_PROTECTION_OFFICER}),
    Right.SEE_RIGHTS: _WATCHERS | {Role.AGENCY_ADMIN},
}


def may(right: Right, role: Role) -> bool:
    """Whether an account in this role may do that."""
    return role in RIGHTS[right]


def check_may(right: Right, role: Role) -> None:
    """Refuses (Forbidden) a role that the table of rights does not name."""
    if not may(right, role):
        raise Forbidden(_("Peran akun Anda tidak memungkinkan tindakan itu."))
