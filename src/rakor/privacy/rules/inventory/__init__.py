"""The inventory of personal data: which columns hold it, what for, on which basis, for how long.

One table serves the officer's page, the notice, and the test that no later feature forgets a
person: a column that names somebody is in `INVENTORY`, whose lines stand by kind of record in the
files beside this one, or, with a reason, in `NOT_PERSONAL`.
"""

import re

from rakor.privacy.rules.inventory.access import ACCESS
from rakor.privacy.rules.inventory.attending import ATTENDING
from rakor.privacy.rules.inventory.invited import INVITED
from rakor.privacy.rules.inventory.people import PEOPLE
from rakor.privacy.rules.inventory.protection import PROTECTION
from rakor.privacy.rules.inventory.rows import BASES, Basis, Held
from rakor.privacy.rules.inventory.written import WRITTEN
from rakor.words import N_

__all__ = [
    "BASES",
    "INVENTORY",
    "LOOKS_PERSONAL",
    "NOT_PERSONAL",
    "Basis",
    "Held",
    "known_columns",
    "sections",
]

INVENTORY: tuple[Held, ...] = PEOPLE + INVITED + ATTENDING + WRITTEN + ACCESS + PROTECTION

# Columns that look as if they named somebody, and why "Data saya" does not show them.
NOT_PERSONAL: dict[str, str] = {
    "office.email": N_("Alamat jabatan, bukan orang"),
    "agency.address": N_("Alamat kantor instansi"),
    "building.address": N_("Alamat gedung"),
    "letter_template.address": N_("Alamat kantor pada kop surat"),
    "programme.address": N_("Alamat tempat rangkaian acara"),
    "meeting.venue_address": N_("Alamat tempat rapat"),
    "occurrence.venue_address": N_("Alamat tempat rapat"),
    "failed_attempt.key": N_("Sidik yang tidak dapat dibaca kembali, hilang sesudah sepuluh menit"),
    "link_wish.email": N_("Ditulis sama untuk setiap alamat, dihapus dalam hitungan menit"),
    "kept_answer.request": N_("Sidik permintaan, jawabannya dihapus sesudah sehari"),
    "scan.enrolled_id": N_("Perangkat pintu, bukan orang"),
    "note_lease.person_id": N_("Siapa yang sedang menulis catatan, hilang ketika rapat ditutup"),
    "unsaved_note.person_id": N_("Siapa yang sedang menulis catatan, hilang ketika rapat ditutup"),
    "destruction.proposed_by_id": N_("Petugas, tercatat di jejak perbuatannya"),
    "destruction.decided_by_id": N_("Petugas, tercatat di jejak perbuatannya"),
    "legal_hold.placed_by_id": N_("Petugas, tercatat di jejak perbuatannya"),
    "legal_hold.person_id": N_("Penahanan hukum tidak diumumkan kepada orangnya"),
    "breach.recorded_by_id": N_("Petugas, tercatat di jejak perbuatannya"),
}

# How a column that may name a person is recognised, beside foreign keys to people and accounts.
LOOKS_PERSONAL = re.compile(
    r"(^|_)(email|address|phone|nip|nik|actor|person|agent|device|ip|birth\w*|by_name|to_name)(_|$)"
)


def known_columns() -> set[str]:
    """Every column that the inventory speaks about."""
    return {f"{held.table}.{column}" for held in INVENTORY for column in held.columns}


def sections() -> set[str]:
    """The sections of "Data saya" that the inventory promises."""
    return {held.section for held in INVENTORY}
