"""Who was asked to come, what they answered, and the mail that went to and fro."""

from rakor.privacy.rules.inventory.rows import (
    TO_INVITE,
    TO_RECORD,
    WHILE_KNOWN,
    Held,
)
from rakor.privacy.rules.retention import Kind
from rakor.words import N_

INVITED: tuple[Held, ...] = (
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
        "draft_reader",
        ("person_id", "email", "name", "office_title", "agency_name"),
        N_("Pembaca draf rapat yang dibagikan"),
        "drafts",
        TO_INVITE,
        retention=Kind.DRAFT_COMMENT,
    ),
    Held(
        "draft_comment",
        ("author_id", "email", "title", "text"),
        N_("Tanggapan atas draf rapat, dan yang diusulkan diundang"),
        "drafts",
        TO_INVITE,
        retention=Kind.DRAFT_COMMENT,
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
        retention=WHILE_KNOWN,
    ),
)
