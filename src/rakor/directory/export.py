"""The directory as files: templates to fill in, what is recorded, and reports on what was sent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from icalendar import Calendar, Event

from rakor import __version__
from rakor.directory.rules.calendar import HOLIDAY_KINDS, DayOff
from rakor.directory.rules.columns import COLUMNS
from rakor.directory.rules.importing import (
    CLEARED,
    INSTRUCTIONS,
    RESULTS,
    SHEETS,
    FileKind,
    RowReport,
)
from rakor.documents.sheets import Cell, Column, Kind, Table
from rakor.words import _

_KINDS = {
    "day": Kind.DATE,
    "precedence": Kind.WHOLE,
    "since": Kind.DATE,
    "until": Kind.DATE,
    "valid_from": Kind.DATE,
    "valid_until": Kind.DATE,
}


def table_of(kind: FileKind, rows: Iterable[Mapping[str, Cell]]) -> Table:
    """Rows by field under the headings that an import recognises."""
    columns = COLUMNS[kind]
    heads = [
        Column(_(each.heading), each.width, _KINDS.get(each.field, Kind.TEXT)) for each in columns
    ]
    cells = ([row.get(each.field) for each in columns] for row in rows)
    return Table(_(SHEETS[kind]), heads, cells)


def template(kind: FileKind) -> Table:
    """The headings of a kind with one example, which an import passes over."""
    example = {each.field: _example(each.field, each.example) for each in COLUMNS[kind]}
    return table_of(kind, [example])


def _example(name: str, text: str) -> Cell:
    return int(text) if name == "precedence" and text else text or None


def instructions(kinds: Sequence[FileKind]) -> Table:
    """What each column is for, and what holds for all of them."""
    heads = [
        Column(_("Lembar"), 14),
        Column(_("Kolom"), 20),
        Column(_("Wajib"), 8),
        Column(_("Penjelasan"), 70),
        Column(_("Contoh"), 30),
    ]
    rows: list[list[Cell]] = [
        [
            _(SHEETS[kind]),
            _(each.heading),
            _("ya") if each.needed else "",
            _(each.says),
            each.example,
        ]
        for kind in kinds
        for each in COLUMNS[kind]
    ]
    general = (
        _("Sel kosong membiarkan yang tercatat; tanda {mark} mengosongkannya.").format(
            mark=CLEARED
        ),
        _("Baris dengan kunci yang sama memperbarui; tidak ada yang dihapus oleh impor."),
        _("NIP yang disamarkan (1968****…009) berarti tidak berubah."),
        _("Satu baris ditolak berarti tidak satu pun disimpan."),
    )
    rows += [["", "", "", sentence, ""] for sentence in general]
    return Table(_(INSTRUCTIONS), heads, rows)


def report(rows: Iterable[RowReport]) -> Table:
    """What becomes of each row: where it stands, what it is about, what changes or is wrong."""
    heads = [
        Column(_("Lembar"), 14),
        Column(_("Baris"), 8, Kind.WHOLE),
        Column(_("Tentang"), 40),
        Column(_("Hasil"), 12),
        Column(_("Kolom"), 20),
        Column(_("Keterangan"), 60),
        Column(_("Semula"), 30),
        Column(_("Menjadi"), 30),
    ]
    return Table(_("Laporan impor"), heads, (line for row in rows for line in _lines(row)))


def _lines(row: RowReport) -> list[list[Cell]]:
    head: list[Cell] = [_(SHEETS[row.kind]), row.line, row.name, _(RESULTS[row.result])]
    names = headings(row.kind)
    lines: list[list[Cell]] = [
        [*head, names.get(each["field"], ""), each["message"], "", ""] for each in row.errors
    ]
    lines += [
        [*head, names.get(each.field, each.field), "", each.old, each.new] for each in row.changes
    ]
    return lines or [[*head, "", "", "", ""]]


def headings(kind: FileKind) -> dict[str, str]:
    """The heading of each field in the reader's language."""
    more = {"ended": _("Mengakhiri"), "removed": _("Membatalkan")}
    return {each.field: _(each.heading) for each in COLUMNS[kind]} | more


def holiday_calendar(days: Iterable[DayOff], now: datetime) -> bytes:
    """Days off as a calendar of whole days; an estimate says so, and nobody is busy by them."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//Rakor//Rakor {__version__}//ID")
    calendar.add("x-wr-calname", _("Hari libur"))
    for each in sorted(days, key=lambda each: (each.day, each.kind, each.region)):
        event = Event()
        event.add("uid", f"{each.day.isoformat()}-{each.kind.value}-{each.region or 'id'}@rakor")
        event.add("dtstamp", now)
        event.add("dtstart", each.day)
        name = _("{name} (perkiraan)").format(name=each.name) if each.estimated else each.name
        event.add("summary", name)
        event.add("categories", [_(HOLIDAY_KINDS[each.kind])])
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
