"""The inventory of personal data: which columns hold it, what for, on which basis, for how long.

One table serves the officer's page, the notice, and the test that no later feature forgets a
person: a column that names somebody is in `INVENTORY` or, with a reason, in `NOT_PERSONAL`.
"""

import re
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

_WHILE = N_("Selama orang itu tercatat di direktori")
_RECORD = N_("Arsip rapat: disimpan, dinilai kembali menurut jadwal retensi arsip")
_ACCOUNT = N_("Selama akun terbuka; dihapus bersama akun")
_SHORT = N_("Beberapa menit, lalu dihapus sendiri")

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
    retention: str | Kind = _RECORD


INVENTORY: tuple[Held, ...] = (
    Held(
        "person",
        ("name", "prefix_titles", "suffix_titles"),
        N_("Nama dan gelar"),
        "identity",
        TO_INVITE,
        retention=_WHILE,
    ),
    Held(
        "person",
        ("email", "phone", "locale", "timezone"),
        N_("Surel, telepon, bahasa, zona"),
        "identity",
        TO_INVITE,
        retention=_WHILE,
    ),
    Held(
        "person",
        ("nip", "nip_kind"),
        N_("NIP, selalu disamarkan di halaman"),
        "identity",
        TO_INVITE,
        retention=_WHILE,
    ),
    Held(
        "person_address",
        ("person_id", "email"),
        N_("Alamat surel lain"),
        "addresses",
        TO_INVITE,
        retention=_WHILE,
    ),
    Held(
        "office_holder",
        ("person_id", "decree_number"),
        N_("Jabatan yang dipangku"),
        "offices",
        TO_INVITE,
        retention=_RECORD,
    ),
    Held(
        "invitation",
        ("person_id", "email", "name", "office_title", "agency_name"),
        N_("Undangan kepada pejabat"),
        "invitations",
        TO_INVITE,
    ),
    Held(
        "invitation",
        ("comment",),
        N_("Catatan pada jawaban undangan"),
        "invitations",
        TO_INVITE,
        retention=Kind.RSVP_COMMENT,
    ),
    Held(
        "delegation_step",
        ("person_id", "name", "email", "office_title", "note"),
        N_("Pejabat yang diutus mewakili"),
        "delegations",
        TO_INVITE,
    ),
    Held(
        "delegation_step",
        ("letter_number", "letter_date", "letter_signer", "letter_content"),
        N_("Surat tugas dan nomornya"),
        "delegations",
        TO_RECORD,
    ),
    Held("meeting_part", ("person_id",), N_("Peran dalam rapat"), "parts", TO_RECORD),
    Held(
        "head",
        ("person_id", "invitation_id", "name", "office_title", "representing"),
        N_("Daftar hadir"),
        "attendance",
        TO_RECORD,
    ),
    Held(
        "scan",
        ("head_id", "device"),
        N_("Pemindaian di pintu dan perangkatnya"),
        "scans",
        TO_RECORD,
        retention=Kind.SCAN_DEVICE,
    ),
    Held(
        "turn",
        ("person_id", "name", "office_title", "topic", "reason"),
        N_("Giliran bicara, perihalnya, dan lamanya"),
        "turns",
        TO_RECORD,
    ),
    Held(
        "signature",
        ("head_id", "strokes", "device"),
        N_("Tanda tangan di meja registrasi: goresan, atau nama yang diketik sendiri"),
        "signatures",
        TO_RECORD,
        retention=Kind.SIGNATURE,
    ),
    Held(
        "online_visit",
        ("head_id", "name", "email"),
        N_("Nama, alamat, dan waktu dalam ruang video"),
        "visits",
        TO_RECORD,
        retention=Kind.ONLINE_VISIT,
    ),
    Held(
        "nominee",
        ("name", "prefix_titles", "suffix_titles", "email", "office_title"),
        N_("Orang yang dicalonkan instansi untuk kursinya"),
        "nominations",
        TO_INVITE,
        retention=Kind.NOMINATION,
    ),
    Held(
        "nomination_link",
        ("email",),
        N_("Alamat yang diminta mencalonkan peserta"),
        "nominations",
        TO_INVITE,
        retention=Kind.NOMINATION,
    ),
    Held(
        "training_credit",
        ("person_id", "head_id", "name"),
        N_("Jam pelajaran dan nomor sertifikatnya"),
        "training",
        TO_RECORD,
    ),
    Held("scan", ("officer_id",), N_("Petugas yang memindai"), "records", TO_ACCOUNT),
    Held("device", ("officer_id",), N_("Petugas perangkat pintu"), "records", TO_ACCOUNT),
    Held(
        "online_report",
        ("officer_id",),
        N_("Pengunggah laporan ruang video"),
        "records",
        TO_ACCOUNT,
    ),
    Held("note", ("by_id", "by_name"), N_("Penulis catatan"), "records", TO_RECORD),
    Held(
        "note_revision", ("by_name",), N_("Penulis setiap perubahan catatan"), "records", TO_RECORD
    ),
    Held(
        "entitlement",
        ("by_name",),
        N_("Pemberi suara delegasi, kecuali dalam suara rahasia"),
        "records",
        TO_RECORD,
    ),
    Held(
        "minutes",
        ("drafted_by_id", "approved_by_id", "stand_in_id"),
        N_("Penyusun dan penyetuju notula"),
        "records",
        TO_RECORD,
    ),
    Held("minutes_review", ("person_id",), N_("Pemaraf notula"), "records", TO_RECORD),
    Held(
        "minutes_revision",
        ("by_name",),
        N_("Penulis setiap perubahan notula"),
        "records",
        TO_RECORD,
    ),
    Held(
        "minutes_comment",
        ("by_id", "by_name", "resolved_by_name"),
        N_("Penulis catatan telaah notula"),
        "records",
        TO_RECORD,
    ),
    Held(
        "minutes_correction",
        ("by_id", "by_name", "decided_by_name"),
        N_("Peminta perbaikan notula dan yang menjawabnya"),
        "records",
        TO_RECORD,
    ),
    Held(
        "official_letter",
        ("drafted_by_id", "issued_by_id", "signer_id"),
        N_("Penyusun, penerbit, dan penanda tangan surat undangan"),
        "records",
        TO_RECORD,
    ),
    Held(
        "photo_person",
        ("person_id", "name"),
        N_("Orang yang disebut dalam keterangan foto"),
        "photos",
        TO_RECORD,
        Basis.CONSENT,
    ),
    Held("photo", ("recorded_by_id",), N_("Pencatat persetujuan atas foto"), "records", TO_ACCOUNT),
    Held(
        "release_quote",
        ("speaker", "email"),
        N_("Orang yang dikutip dalam siaran pers dan alamat untuk meminta persetujuannya"),
        "quotes",
        TO_RECORD,
        Basis.CONSENT,
    ),
    Held(
        "release_quote",
        ("recorded_by_id",),
        N_("Pencatat jawaban atas kutipan"),
        "records",
        TO_ACCOUNT,
    ),
    Held(
        "release_author",
        ("person_id", "name"),
        N_("Penulis siaran pers"),
        "records",
        TO_RECORD,
    ),
    Held(
        "press_release",
        ("drafted_by_id", "approved_by_id"),
        N_("Penyusun dan penyetuju siaran pers"),
        "records",
        TO_RECORD,
    ),
    Held(
        "release_revision",
        ("by_id", "by_name"),
        N_("Penulis setiap revisi siaran pers"),
        "records",
        TO_RECORD,
    ),
    Held("letter_step", ("person_id",), N_("Pemaraf surat undangan"), "records", TO_RECORD),
    Held("progress", ("by_id",), N_("Pelapor tindak lanjut"), "records", TO_RECORD),
    Held(
        "progress",
        ("reporter_name", "reporter_office"),
        N_("Nama dan jabatan pelapor tindak lanjut tanpa akun"),
        "records",
        TO_RECORD,
    ),
    Held(
        "follow_up_link",
        ("email",),
        N_("Alamat yang menerima tautan tindak lanjut instansi"),
        "records",
        TO_RECORD,
    ),
    Held(
        "task_feed",
        ("person_id",),
        N_("Langganan tugas, hanya sidik alamatnya"),
        "tokens",
        TO_SIGN_IN,
        retention=_ACCOUNT,
    ),
    Held(
        "import_job",
        ("person_id",),
        N_("Pengimpor berkas direktori; berkasnya hilang sesudah sehari"),
        "records",
        TO_ACCOUNT,
    ),
    Held(
        "account",
        ("person_id",),
        N_("Akun dan perannya"),
        "account",
        TO_SIGN_IN,
        retention=_ACCOUNT,
    ),
    Held(
        "session",
        ("account_id", "agent", "last_seen_at"),
        N_("Peramban yang sedang masuk"),
        "sessions",
        TO_SIGN_IN,
        retention=Kind.SESSION,
    ),
    Held(
        "api_token",
        ("account_id", "last_seen_at"),
        N_("Token untuk program"),
        "tokens",
        TO_SIGN_IN,
        retention=Kind.API_TOKEN,
    ),
    Held(
        "feed",
        ("person_id",),
        N_("Langganan kalender, hanya sidik alamatnya"),
        "tokens",
        TO_SIGN_IN,
        retention=_ACCOUNT,
    ),
    Held("totp", ("account_id",), N_("Aplikasi kode"), "factors", TO_SIGN_IN, retention=_ACCOUNT),
    Held(
        "recovery_code",
        ("account_id",),
        N_("Kode pemulihan, hanya sidiknya"),
        "factors",
        TO_SIGN_IN,
        retention=_ACCOUNT,
    ),
    Held("passkey", ("account_id",), N_("Kunci sandi"), "factors", TO_SIGN_IN, retention=_ACCOUNT),
    Held(
        "provider_subject",
        ("account_id",),
        N_("Kenal pada penyedia identitas"),
        "factors",
        TO_SIGN_IN,
        retention=_ACCOUNT,
    ),
    Held(
        "mailed_link",
        ("account_id",),
        N_("Tautan masuk yang dikirim"),
        "factors",
        TO_SIGN_IN,
        retention=_SHORT,
    ),
    Held(
        "sign_in_step",
        ("account_id",),
        N_("Langkah masuk yang belum selesai"),
        "factors",
        TO_SIGN_IN,
        retention=_SHORT,
    ),
    Held(
        "outgoing_mail",
        ("to_address", "to_name", "message", "subject_id"),
        N_("Surat yang dikirim"),
        "letters",
        TO_INVITE,
        retention=Kind.OUTGOING_MAIL,
    ),
    Held(
        "incoming_mail",
        ("from_address", "message", "verdicts"),
        N_("Surat yang diterima"),
        "received",
        TO_INVITE,
        retention=Kind.INCOMING_MAIL,
    ),
    Held(
        "proposal",
        ("invitation_id", "comment"),
        N_("Usulan waktu dari peserta"),
        "received",
        TO_INVITE,
    ),
    Held(
        "dead_address",
        ("address", "detail"),
        N_("Alamat yang tidak dapat dikirimi surat"),
        "letters",
        TO_INVITE,
        retention=_WHILE,
    ),
    Held(
        "entry",
        ("actor", "actor_name", "subject"),
        N_("Jejak perbuatan dan pembacaan"),
        "looks",
        TO_ACCOUNT,
        Basis.LEGAL_OBLIGATION,
        Kind.JOURNAL,
    ),
    Held(
        "privacy_request",
        ("person_id", "wish", "answered_by_id"),
        N_("Permintaan pemilik data"),
        "requests",
        TO_PROTECT,
        Basis.LEGAL_OBLIGATION,
        _RECORD,
    ),
    Held(
        "erasure",
        ("person_id", "asked_by_id", "decided_by_id"),
        N_("Penghapusan data"),
        "requests",
        TO_PROTECT,
        Basis.LEGAL_OBLIGATION,
        _RECORD,
    ),
    Held(
        "consent",
        ("person_id",),
        N_("Persetujuan dan pencabutannya"),
        "consents",
        TO_PROTECT,
        Basis.CONSENT,
        _RECORD,
    ),
    Held(
        "breach_subject",
        ("person_id",),
        N_("Orang yang terkena insiden"),
        "breaches",
        TO_PROTECT,
        Basis.LEGAL_OBLIGATION,
        _RECORD,
    ),
)

# Columns that look as if they named somebody, and why "Data saya" does not show them.
NOT_PERSONAL: dict[str, str] = {
    "office.email": N_("Alamat jabatan, bukan orang"),
    "agency.address": N_("Alamat kantor instansi"),
    "letter_template.address": N_("Alamat kantor pada kop surat"),
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
