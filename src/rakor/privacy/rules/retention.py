"""How long what is kept: kinds of records, their defaults, and what happens when the time is over.

No period for such records is in a regulation we know, so these are defaults that the officer of
an installation sets by its own retention schedule (JRA, UU 43/2009 article 40).
"""

import calendar
import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from rakor.errors import Conflict, Forbidden, Invalid
from rakor.web.shapes import Line, Shape
from rakor.words import N_, _


class Kind(StrEnum):
    """A kind of record with a retention of its own."""

    OUTGOING_MAIL = "outgoing_mail"
    INCOMING_MAIL = "incoming_mail"
    RSVP_COMMENT = "rsvp_comment"
    SCAN_DEVICE = "scan_device"
    WALK_IN = "walk_in"
    SIGNATURE = "signature"
    ONLINE_VISIT = "online_visit"
    NOMINATION = "nomination"
    DRAFT_COMMENT = "draft_comment"
    SESSION = "session"
    API_TOKEN = "api_token"  # noqa: S105 - a kind of record
    FAILED_ATTEMPT = "failed_attempt"
    KEPT_ANSWER = "kept_answer"
    ATTENDANCE = "attendance"
    MINUTES = "minutes"
    JOURNAL = "journal"


class Disposal(StrEnum):
    """What happens when the time is over."""

    DELETE = "delete"
    ANONYMISE = "anonymise"
    KEEP = "keep"


DISPOSALS = {
    Disposal.DELETE: N_("Dihapus"),
    Disposal.ANONYMISE: N_("Dianonimkan"),
    Disposal.KEEP: N_("Disimpan, dinilai kembali"),
}


@dataclass(frozen=True, slots=True)
class Default:
    """What holds until an officer sets something else; `since` says from which moment it counts."""

    title: str
    months: int
    disposal: Disposal
    basis: str
    since: str


_TASK = N_("Masa guna undangan; nilai bawaan, sesuaikan dengan JRA instansi")
_SAFE = N_("Keamanan akun; tidak diperlukan lebih lama")
_ARCHIVE = N_("UU 43/2009: arsip dinilai menurut JRA instansi")

DEFAULTS: dict[Kind, Default] = {
    Kind.OUTGOING_MAIL: Default(
        N_("Isi surat yang dikirim"), 24, Disposal.ANONYMISE, _TASK, N_("surat dibuat")
    ),
    Kind.INCOMING_MAIL: Default(
        N_("Surat masuk mentah"), 12, Disposal.ANONYMISE, _TASK, N_("surat diterima")
    ),
    Kind.RSVP_COMMENT: Default(
        N_("Catatan pada jawaban undangan"), 12, Disposal.ANONYMISE, _TASK, N_("rapat berakhir")
    ),
    Kind.SCAN_DEVICE: Default(
        N_("Perangkat pada pemindaian"), 6, Disposal.ANONYMISE, _TASK, N_("pemindaian")
    ),
    Kind.WALK_IN: Default(
        N_("Nama tamu tanpa undangan"), 60, Disposal.ANONYMISE, _ARCHIVE, N_("kehadiran")
    ),
    Kind.SIGNATURE: Default(
        N_("Tanda tangan di meja registrasi"), 60, Disposal.DELETE, _ARCHIVE, N_("kehadiran")
    ),
    Kind.ONLINE_VISIT: Default(
        N_("Nama dan alamat dalam ruang video"), 12, Disposal.ANONYMISE, _TASK, N_("kunjungan")
    ),
    Kind.NOMINATION: Default(
        N_("Alamat orang yang dicalonkan"), 12, Disposal.ANONYMISE, _TASK, N_("pencalonan")
    ),
    Kind.DRAFT_COMMENT: Default(
        N_("Draf yang dibagikan dan tanggapannya"), 12, Disposal.DELETE, _TASK, N_("rapat berakhir")
    ),
    Kind.SESSION: Default(
        N_("Sesi yang sudah berakhir"), 1, Disposal.DELETE, _SAFE, N_("sesi berakhir")
    ),
    Kind.API_TOKEN: Default(
        N_("Token yang sudah berakhir"), 12, Disposal.DELETE, _SAFE, N_("token berakhir")
    ),
    Kind.FAILED_ATTEMPT: Default(
        N_("Percobaan masuk yang gagal"), 1, Disposal.DELETE, _SAFE, N_("percobaan")
    ),
    Kind.KEPT_ANSWER: Default(
        N_("Jawaban untuk permintaan berulang"), 1, Disposal.DELETE, _SAFE, N_("jawaban dibuat")
    ),
    Kind.ATTENDANCE: Default(N_("Daftar hadir"), 60, Disposal.KEEP, _ARCHIVE, N_("rapat berakhir")),
    Kind.MINUTES: Default(
        N_("Notula, catatan, dan keputusan"), 0, Disposal.KEEP, _ARCHIVE, N_("rapat berakhir")
    ),
    Kind.JOURNAL: Default(
        N_("Jejak perbuatan dan pembacaan data"),
        60,
        Disposal.KEEP,
        N_("Bukti berantai: satu catatan yang hilang memutus semuanya"),
        N_("perbuatan"),
    ),
}

# What may be chosen for a kind; a record of its own cannot be half deleted.
CHOICES: dict[Kind, tuple[Disposal, ...]] = {
    kind: (default.disposal,)
    if default.disposal is Disposal.KEEP
    else (default.disposal, Disposal.KEEP)
    for kind, default in DEFAULTS.items()
}

BATCH = 500  # rows of one transaction
EXAMPLES = 3


class DestructionState(StrEnum):
    """Where a destruction list stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DONE = "done"
    REFUSED = "refused"


DESTRUCTION_STATES = {
    DestructionState.PROPOSED: N_("Menunggu persetujuan"),
    DestructionState.APPROVED: N_("Sedang dilaksanakan"),
    DestructionState.DONE: N_("Dilaksanakan"),
    DestructionState.REFUSED: N_("Ditolak"),
}


class RuleChanges(Shape):
    """What an officer sets for a kind of record."""

    months: Annotated[int, Field(ge=0, le=1200)]
    disposal: Disposal
    basis: Annotated[Line, Field(min_length=3, max_length=300)]
    held: bool = False
    hold_reason: Annotated[Line, Field(max_length=300)] = ""


def check_rule(kind: Kind, changes: RuleChanges) -> None:
    """Refuses (Invalid) what this kind cannot be: journals stay, a hold says why, time is given."""
    if changes.disposal not in CHOICES[kind]:
        raise Invalid.field("disposal", _("Pilihan itu tidak mungkin bagi jenis data ini."))
    if changes.disposal is not Disposal.KEEP and changes.months < 1:
        raise Invalid.field("months", _("Paling singkat satu bulan."))
    if changes.held and not changes.hold_reason:
        raise Invalid.field("hold_reason", _("Tulis alasan penahanan."))


def months_before(moment: datetime, months: int) -> datetime:
    """That many calendar months earlier; the 31st becomes the last day of a shorter month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def mark(key: UUID | str) -> str:
    """What a destruction list keeps of a row: enough to prove it was on it, not what it was."""
    return hashlib.sha256(str(key).encode()).hexdigest()


def check_second(proposer: UUID, by: UUID) -> None:
    """Refuses (Forbidden) that whoever proposed it also approves it."""
    if proposer == by:
        raise Forbidden(_("Yang mengusulkan tidak menyetujui sendiri. Minta petugas yang lain."))


def check_waits(state: StrEnum) -> None:
    """Refuses (Conflict) to decide what was decided before."""
    if state.value != "proposed":
        raise Conflict(_("Usulan ini sudah diputuskan."), state=state.value)
