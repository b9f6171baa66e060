"""What a new meeting takes over from an earlier one or a template, and why somebody is left out."""

from collections.abc import Collection
from enum import StrEnum

from rakor.errors import Conflict, Forbidden
from rakor.meetings.rules import NAMED_ONLY, Action, Part, SecurityClass, may
from rakor.words import N_, _


class Take(StrEnum):
    """A group of facts that is taken over together, or not at all."""

    TEXTS = "texts"
    PLACE = "place"
    AGENDA = "agenda"
    PARTS = "parts"
    PARTICIPANTS = "participants"
    QUOTAS = "quotas"
    LINK = "link"


OFFERED = {
    Take.TEXTS: N_("Tema, maksud dan tujuan"),
    Take.PLACE: N_("Tempat, bila bebas pada waktu yang baru"),
    Take.AGENDA: N_("Susunan agenda"),
    Take.PARTS: N_("Petugas rapat"),
    Take.PARTICIPANTS: N_("Semua peserta yang diundang"),
    Take.QUOTAS: N_("Kuota tiap instansi"),
    Take.LINK: N_("Tautan rapat daring yang sama"),
}
# Whoever sees a meeting knows these; the rest is for those who plan it.
SEPARATE = {Take.TEXTS: Action.SEE, Take.PLACE: Action.SEE, Take.LINK: Action.SEE_LINK}
# A link is that of one meeting: it goes along only where somebody says so.
ALL = frozenset(Take) - {Take.LINK}
# What names people: of a template these are its lists.
NAMED = frozenset({Take.PARTS, Take.PARTICIPANTS})


def may_take(parts: Collection[Part]) -> frozenset[Take]:
    """What somebody who plays these parts in an earlier meeting may take over from it."""
    return frozenset(take for take in Take if may(SEPARATE.get(take, Action.PLAN), parts))


def check_take(wanted: Collection[Take] | None, parts: Collection[Part]) -> frozenset[Take]:
    """What is taken over; where nothing was said, all that somebody may but the link.

    Refuses (Forbidden) what only those who plan the earlier meeting know.
    """
    open_to = may_take(parts)
    if wanted is None:
        return open_to & ALL
    if not open_to.issuperset(wanted):
        raise Forbidden(_("Hanya penyelenggara rapat itu yang dapat membawanya ke rapat baru."))
    return frozenset(wanted)


def check_kept_apart(security_class: SecurityClass) -> None:
    """Refuses (Conflict) to make a template, which the whole agency reads, of a closed meeting."""
    if security_class in NAMED_ONLY:
        raise Conflict(_("Rapat tertutup tidak disimpan sebagai templat."))


class Left(StrEnum):
    """Why somebody of the earlier meeting is not asked again."""

    ERASED = "erased"
    MOVED = "moved"
    NO_ADDRESS = "no_address"
    VACANT = "vacant"
    TWICE = "twice"
    UNKNOWN_GROUP = "unknown_group"


LEFT = {
    Left.ERASED: N_("data pribadinya sudah dihapus"),
    Left.MOVED: N_("kini tercatat di instansi lain"),
    Left.NO_ADDRESS: N_("belum mempunyai alamat surel"),
    Left.VACANT: N_("jabatan ini kosong dan belum mempunyai surel sendiri"),
    Left.TWICE: N_("sudah ada dalam daftar lewat jabatan lain"),
    Left.UNKNOWN_GROUP: N_("kelompok ini tidak dapat dibaca"),
}
