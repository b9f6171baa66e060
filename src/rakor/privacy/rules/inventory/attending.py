"""Who came, spoke, voted and signed, and who wrote that down."""

from rakor.privacy.rules.inventory.rows import (
    TO_ACCOUNT,
    TO_INVITE,
    TO_RECORD,
    WHILE_KNOWN,
    Held,
)
from rakor.privacy.rules.retention import Kind
from rakor.words import N_

ATTENDING: tuple[Held, ...] = (
    Held("meeting_part", ("person_id",), N_("Peran dalam rapat"), "parts", TO_RECORD),
    Held(
        "template_seat",
        ("person_id",),
        N_("Orang yang disebut templat rapat instansi"),
        "parts",
        TO_INVITE,
        retention=WHILE_KNOWN,
    ),
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
    Held("booking", ("asked_by_id",), N_("Pemesan ruang"), "records", TO_ACCOUNT),
    Held(
        "entitlement",
        ("by_name",),
        N_("Pemberi suara delegasi, kecuali dalam suara rahasia"),
        "records",
        TO_RECORD,
    ),
)
