"""What offices are, who holds them by which right, and what is told about them."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from rakor.directory.rules.words import Code, Decree, Precedence, Title
from rakor.errors import Invalid
from rakor.web.shapes import Email, Shape
from rakor.words import N_, _


class Holding(StrEnum):
    """By which right a person holds an office (UU 30/2014; SE BKN 1/SE/I/2021)."""

    SUBSTANTIVE = "substantive"
    ACTING_VACANT = "acting_vacant"
    ACTING_TEMPORARY = "acting_temporary"
    CARETAKER = "caretaker"


HOLDING_PREFIX = {
    Holding.SUBSTANTIVE: "",
    Holding.ACTING_VACANT: "Plt. ",
    Holding.ACTING_TEMPORARY: "Plh. ",
    Holding.CARETAKER: "Pj. ",
}


HOLDINGS = {
    Holding.SUBSTANTIVE: N_("definitif"),
    Holding.ACTING_VACANT: N_("Plt. (jabatan kosong)"),
    Holding.ACTING_TEMPORARY: N_("Plh. (pejabat berhalangan sementara)"),
    Holding.CARETAKER: N_("Pj."),
}


class OfficeLevel(StrEnum):
    """UU 20/2023 articles 13 and 14, and the political offices that stand outside it."""

    POLITICAL = "political"
    JPT_UTAMA = "jpt_utama"
    JPT_MADYA = "jpt_madya"
    JPT_PRATAMA = "jpt_pratama"
    ADMINISTRATOR = "administrator"
    PENGAWAS = "pengawas"
    FUNGSIONAL = "fungsional"
    PELAKSANA = "pelaksana"


OFFICE_LEVELS = {
    OfficeLevel.POLITICAL: N_("jabatan politik"),
    OfficeLevel.JPT_UTAMA: N_("pimpinan tinggi utama"),
    OfficeLevel.JPT_MADYA: N_("pimpinan tinggi madya"),
    OfficeLevel.JPT_PRATAMA: N_("pimpinan tinggi pratama"),
    OfficeLevel.ADMINISTRATOR: N_("administrator"),
    OfficeLevel.PENGAWAS: N_("pengawas"),
    OfficeLevel.FUNGSIONAL: N_("fungsional"),
    OfficeLevel.PELAKSANA: N_("pelaksana"),
}

LEVEL_PRECEDENCE = {level: (n + 1) * 100 for n, level in enumerate(OfficeLevel)}


def check_span(first: date | None, last: date | None) -> None:
    """Refuses an appointment that ends before it begins."""
    if first and last and last < first:
        raise Invalid.field("until", _("Hari terakhir harus sesudah hari pertama."))


class OfficeFacts(Shape):
    """What is told about an office. `holder` is a person who holds it from today on.

    `kind` is the code of a kind of office and `rank` a step in the order of protocol; both are
    found by title and level when they are left out. A rank decides the precedence.
    """

    title: Title
    agency: Code
    level: OfficeLevel | None = None
    kind: Code | None = None
    rank: UUID | None = None
    precedence: Precedence | None = None
    email: Email | None = None
    holder: UUID | None = None
    holding: Holding = Holding.SUBSTANTIVE
    until: date | None = None
    decree_number: Decree = ""


class OfficeChanges(Shape):
    """What changes about an office; `holder: null` leaves it vacant from today on."""

    title: Title | None = None
    level: OfficeLevel | None = None
    kind: Code | None = None
    rank: UUID | None = None
    precedence: Precedence | None = None
    email: Email | None = None
    holder: UUID | None = None
    holding: Holding = Holding.SUBSTANTIVE
    until: date | None = None
    decree_number: Decree = ""
