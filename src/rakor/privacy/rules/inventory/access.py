"""By what people are known when they sign in or subscribe."""

from rakor.privacy.rules.inventory.rows import (
    FOR_MINUTES,
    TO_INVITE,
    TO_SIGN_IN,
    WITH_ACCOUNT,
    Basis,
    Held,
)
from rakor.privacy.rules.retention import Kind
from rakor.words import N_

ACCESS: tuple[Held, ...] = (
    Held(
        "task_feed",
        ("person_id",),
        N_("Langganan tugas, hanya sidik alamatnya"),
        "tokens",
        TO_SIGN_IN,
        retention=WITH_ACCOUNT,
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
        retention=WITH_ACCOUNT,
    ),
    Held(
        "calendar_source",
        ("person_id", "name", "host", "secret", "spans"),
        N_("Kalender Anda yang dibaca Rakor: alamat tersegel dan jam sibuk, tanpa isi acaranya"),
        "tokens",
        TO_INVITE,
        Basis.CONSENT,
        WITH_ACCOUNT,
    ),
    Held(
        "totp", ("account_id",), N_("Aplikasi kode"), "factors", TO_SIGN_IN, retention=WITH_ACCOUNT
    ),
    Held(
        "recovery_code",
        ("account_id",),
        N_("Kode pemulihan, hanya sidiknya"),
        "factors",
        TO_SIGN_IN,
        retention=WITH_ACCOUNT,
    ),
    Held(
        "passkey", ("account_id",), N_("Kunci sandi"), "factors", TO_SIGN_IN, retention=WITH_ACCOUNT
    ),
    Held(
        "provider_subject",
        ("account_id",),
        N_("Kenal pada penyedia identitas"),
        "factors",
        TO_SIGN_IN,
        retention=WITH_ACCOUNT,
    ),
    Held(
        "mailed_link",
        ("account_id",),
        N_("Tautan masuk yang dikirim"),
        "factors",
        TO_SIGN_IN,
        retention=FOR_MINUTES,
    ),
    Held(
        "sign_in_step",
        ("account_id",),
        N_("Langkah masuk yang belum selesai"),
        "factors",
        TO_SIGN_IN,
        retention=FOR_MINUTES,
    ),
)
