"""What is kept so that the law on personal data is kept itself."""

from rakor.privacy.rules.inventory.rows import (
    AS_RECORD,
    TO_ACCOUNT,
    TO_PROTECT,
    Basis,
    Held,
)
from rakor.privacy.rules.retention import Kind
from rakor.words import N_

PROTECTION: tuple[Held, ...] = (
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
        AS_RECORD,
    ),
    Held(
        "erasure",
        ("person_id", "asked_by_id", "decided_by_id"),
        N_("Penghapusan data"),
        "requests",
        TO_PROTECT,
        Basis.LEGAL_OBLIGATION,
        AS_RECORD,
    ),
    Held(
        "consent",
        ("person_id",),
        N_("Persetujuan dan pencabutannya"),
        "consents",
        TO_PROTECT,
        Basis.CONSENT,
        AS_RECORD,
    ),
    Held(
        "breach_subject",
        ("person_id",),
        N_("Orang yang terkena insiden"),
        "breaches",
        TO_PROTECT,
        Basis.LEGAL_OBLIGATION,
        AS_RECORD,
    ),
)
