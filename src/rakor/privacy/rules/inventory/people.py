"""People as the directory and their accounts know them."""

from rakor.privacy.rules.inventory.rows import (
    AS_RECORD,
    TO_ACCOUNT,
    TO_INVITE,
    TO_SIGN_IN,
    WHILE_KNOWN,
    WITH_ACCOUNT,
    Held,
)
from rakor.words import N_

PEOPLE: tuple[Held, ...] = (
    Held(
        "person",
        ("name", "prefix_titles", "suffix_titles"),
        N_("Nama dan gelar"),
        "identity",
        TO_INVITE,
        retention=WHILE_KNOWN,
    ),
    Held(
        "person",
        ("email", "phone", "locale", "timezone"),
        N_("Surel, telepon, bahasa, zona"),
        "identity",
        TO_INVITE,
        retention=WHILE_KNOWN,
    ),
    Held(
        "person",
        ("nip", "nip_kind"),
        N_("NIP, selalu disamarkan di halaman"),
        "identity",
        TO_INVITE,
        retention=WHILE_KNOWN,
    ),
    Held(
        "person_address",
        ("person_id", "email"),
        N_("Alamat surel lain"),
        "addresses",
        TO_INVITE,
        retention=WHILE_KNOWN,
    ),
    Held(
        "office_holder",
        ("person_id", "decree_number"),
        N_("Jabatan yang dipangku"),
        "offices",
        TO_INVITE,
        retention=AS_RECORD,
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
        retention=WITH_ACCOUNT,
    ),
)
