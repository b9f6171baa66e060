"""What a line of the inventory says: columns, purpose, basis, and for how long."""

from dataclasses import dataclass
from enum import StrEnum

from rakor.privacy.rules.retention import Kind
from rakor.words import N_


class Basis(StrEnum):
    """What allows the processing (UU 27/2022 article 20)."""

    PUBLIC_TASK = "public_task"
    LEGAL_OBLIGATION = "legal_obligation"
    CONSENT = "consent"


BASES = {
    Basis.PUBLIC_TASK: N_("Tugas untuk kepentingan umum dan pelayanan publik"),
    Basis.LEGAL_OBLIGATION: N_("Kewajiban hukum"),
    Basis.CONSENT: N_("Persetujuan"),
}

WHILE_KNOWN = N_("Selama orang itu tercatat di direktori")
AS_RECORD = N_("Arsip rapat: disimpan, dinilai kembali menurut jadwal retensi arsip")
WITH_ACCOUNT = N_("Selama akun terbuka; dihapus bersama akun")
FOR_MINUTES = N_("Beberapa menit, lalu dihapus sendiri")

TO_INVITE = N_("Mengundang pejabat dan menerima jawabannya")
TO_RECORD = N_("Membuktikan siapa yang hadir dan apa yang diputuskan")
TO_SIGN_IN = N_("Mengenali pemegang akun dan mengamankan akses")
TO_ACCOUNT = N_("Mempertanggungjawabkan siapa berbuat apa")
TO_PROTECT = N_("Memenuhi hak pemilik data dan kewajiban pengendali data")


@dataclass(frozen=True, slots=True)
class Held:
    """Columns of one table about people. `section` is where a person finds them in "Data saya"."""

    table: str
    columns: tuple[str, ...]
    what: str
    section: str
    purpose: str
    basis: Basis = Basis.PUBLIC_TASK
    retention: str | Kind = AS_RECORD
