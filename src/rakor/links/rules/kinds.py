"""Where the link of a meeting stands, and what may stand in its way."""

from enum import StrEnum

from rakor.words import N_


class LinkState(StrEnum):
    """`waiting` for the service, `made`, `failed` until a person does something, `gone`."""

    WAITING = "waiting"
    MADE = "made"
    FAILED = "failed"
    GONE = "gone"


class Trouble(StrEnum):
    """Why a service did not do what was asked of it."""

    AWAY = "away"
    BROKEN = "broken"
    BUSY = "busy"
    GARBAGE = "garbage"
    NOT_SET = "not_set"
    CREDENTIALS = "credentials"
    SCOPES = "scopes"
    REFUSED = "refused"


TROUBLES = {
    Trouble.AWAY: N_("{service} tidak menjawab"),
    Trouble.BROKEN: N_("{service} sedang terganggu"),
    Trouble.BUSY: N_("{service} meminta menunggu, batas pemakaiannya tercapai"),
    Trouble.GARBAGE: N_("Jawaban {service} tidak dapat dibaca"),
    Trouble.NOT_SET: N_("{service} belum diatur di sini"),
    Trouble.CREDENTIALS: N_("{service} menolak kredensial Rakor, hubungi administrator"),
    Trouble.SCOPES: N_("Aplikasi {service} belum diberi izin yang perlu, hubungi administrator"),
    Trouble.REFUSED: N_("{service} menolak permintaan ini"),
}
# Trying again by itself may help.
PASSES = frozenset({Trouble.AWAY, Trouble.BROKEN, Trouble.BUSY, Trouble.GARBAGE})
