"""Data about a person, and destruction lists, as values that files are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import orjson

from rakor.directory.rules import mask_nip
from rakor.documents.sheets import Column, Kind, Table
from rakor.privacy.rules.held import CODED, FIELDS, VALUES, Section, Value
from rakor.words import _, clock, number, zone_name
from rakor.words import date as long_date

Batch = tuple[str, datetime, list[str]]
SHOWN_MARKS = 200  # of a batch in the PDF; the XLSX has all of them


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of record of a destruction list."""

    title: str
    disposal: str
    months: int
    basis: str
    until: datetime
    due: int
    done: int


class _Named(Protocol):
    @property
    def full_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Listed:
    """A destruction list as it is printed."""

    number: int
    state: str
    proposed_at: datetime
    proposed_by: str
    decided_at: datetime | None
    decided_by: str
    finished_at: datetime | None
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, found: Any) -> "Listed":
        """From the table, with its people and lines loaded."""
        decided: _Named | None = found.decided_by
        return cls(
            number=found.number,
            state=found.state_word,
            proposed_at=found.proposed_at,
            proposed_by=found.proposed_by.full_name,
            decided_at=found.decided_at,
            decided_by=decided.full_name if decided else "",
            finished_at=found.finished_at,
            lines=tuple(
                Line(
                    each.title,
                    each.disposal_word,
                    each.months,
                    each.basis,
                    each.until,
                    each.due,
                    each.done,
                )
                for each in found.lines
            ),
        )


def mask(sections: Sequence[Section]) -> None:
    """Take the middle out of the NIP."""
    for section in sections:
        for row in section.rows:
            if "nip" in row:
                row["nip"] = mask_nip(str(row["nip"] or ""))


def to_json(sections: Sequence[Section], name: str, at: datetime) -> bytes:
    """Everything, as programs read it: keys in English, moments in RFC 3339."""
    told = {
        "format": "rakor.my-data/1",
        "name": name,
        "created_at": at,
        **{section.key: section.rows for section in sections},
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z)


def shown(name: str, value: Value, zone: str) -> str:
    """A value as people read it: moments on their own clock, codes as words."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, datetime):
        day = long_date(value, zone, with_weekday=False)
        return f"{day}, {clock(value, zone)} {zone_name(zone)}"
    if isinstance(value, date):
        return long_date(value, with_weekday=False)
    if isinstance(value, int):
        return number(value)
    return _(VALUES[value]) if name in CODED and value in VALUES else value


def label(name: str) -> str:
    """What a field is called on pages and in documents."""
    return _(FIELDS[name])


def to_typst_values(
    sections: Sequence[Section], name: str, at: datetime, zone: str
) -> dict[str, Any]:
    """Everything, as it is printed; sections without a row are said to be empty at the end."""
    return {
        "created_at": at.isoformat(),
        "title": _("Data pribadi yang disimpan Rakor"),
        "name": name,
        "made": _("Dibuat {when} atas permintaan pemilik data.").format(when=shown("at", at, zone)),
        "footer": _("Data pribadi, hanya untuk pemiliknya"),
        "sections": [
            {
                "title": _(section.title),
                "why": _(section.why),
                "rows": [
                    [(label(key), shown(key, value, zone)) for key, value in row.items()]
                    for row in section.rows
                ],
            }
            for section in sections
            if section.rows
        ],
        "nothing": _("Tidak ada data pada: {sections}.").format(
            sections=", ".join(_(section.title).lower() for section in sections if not section.rows)
        ),
    }


def destruction_values(facts: Listed, batches: Sequence[Batch], zone: str) -> dict[str, Any]:
    """A destruction list as it is printed."""
    return {
        "created_at": facts.proposed_at.isoformat(),
        "title": _("Berita acara pemusnahan data"),
        "number": _("Nomor {number}").format(number=facts.number),
        "facts": [
            (_("Keadaan"), _(facts.state)),
            (_("Diusulkan"), _who(facts.proposed_by, facts.proposed_at, zone)),
            (_("Diputuskan"), _who(facts.decided_by, facts.decided_at, zone)),
            (_("Selesai dilaksanakan"), shown("at", facts.finished_at, zone)),
        ],
        "head": [
            _("Jenis data"),
            _("Tindakan"),
            _("Dasar"),
            _("Sebelum"),
            _("Usulan"),
            _("Pelaksanaan"),
        ],
        "rows": [
            [
                _(line.title),
                _(line.disposal),
                _(line.basis),
                long_date(line.until, zone, with_weekday=False),
                number(line.due),
                number(line.done),
            ]
            for line in facts.lines
        ],
        "marks_title": _("Sidik baris (SHA-256 dari kuncinya)"),
        "marks": [
            {"title": f"{_(title)}, {shown('at', at, zone)}", "marks": marks[:SHOWN_MARKS]}
            for title, at, marks in batches[:10]
        ],
        "more": _("Daftar lengkap sidik ada pada berkas XLSX."),
        "footer": _("Berita acara pemusnahan data nomor {number}").format(number=facts.number),
    }


def _who(name: str, at: datetime | None, zone: str) -> str:
    return f"{name}, {shown('at', at, zone)}" if at else "–"


def destruction_tables(facts: Listed, batches: Sequence[Batch], zone: str) -> list[Table]:
    """A destruction list as a workbook: the lines, then the mark of every row."""
    local = ZoneInfo(zone)
    return [
        Table(
            _("Pemusnahan {number}").format(number=facts.number),
            [
                Column(_("Jenis data"), 36),
                Column(_("Tindakan"), 18),
                Column(_("Masa simpan (bulan)"), 14, Kind.WHOLE),
                Column(_("Dasar"), 44),
                Column(_("Sebelum"), 18, Kind.MOMENT),
                Column(_("Usulan"), 12, Kind.WHOLE),
                Column(_("Pelaksanaan"), 12, Kind.WHOLE),
            ],
            [
                (
                    _(line.title),
                    _(line.disposal),
                    line.months,
                    _(line.basis),
                    line.until.astimezone(local),
                    line.due,
                    line.done,
                )
                for line in facts.lines
            ],
        ),
        Table(
            _("Sidik"),
            [
                Column(_("Jenis data"), 36),
                Column(_("Waktu"), 18, Kind.MOMENT),
                Column("SHA-256", 68),
            ],
            [
                (_(title), at.astimezone(local), each)
                for title, at, marks in batches
                for each in marks
            ],
        ),
    ]
