"""Who wrote, initialled, approved and reported what a meeting left behind."""

from rakor.privacy.rules.inventory.rows import (
    TO_ACCOUNT,
    TO_RECORD,
    Basis,
    Held,
)
from rakor.words import N_

WRITTEN: tuple[Held, ...] = (
    Held("note", ("by_id", "by_name"), N_("Penulis catatan"), "records", TO_RECORD),
    Held(
        "note_revision", ("by_name",), N_("Penulis setiap perubahan catatan"), "records", TO_RECORD
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
        "agreement",
        ("drafted_by_id", "issued_by_id"),
        N_("Penyusun dan penerbit berita acara"),
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
        "approval",
        ("asked_by_id", "substance"),
        N_("Yang mengajukan rapat untuk disetujui, dan siapa yang hendak diundang"),
        "records",
        TO_RECORD,
    ),
    Held(
        "approval_step",
        ("by_id", "capacity"),
        N_("Yang menyetujui atau mengembalikan rapat sebelum terbit"),
        "records",
        TO_RECORD,
    ),
    Held(
        "shared_draft", ("shared_by_id",), N_("Yang membagikan draf rapat"), "records", TO_ACCOUNT
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
)
