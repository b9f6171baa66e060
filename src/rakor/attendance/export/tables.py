"""The attendance list as tables for XLSX and CSV, in the order of protocol."""

from collections.abc import Iterable, Sequence

from rakor.attendance.export.lists import remark
from rakor.attendance.rules import (
    AgencyCount,
    Attendance,
    Attendee,
    Habit,
    Hours,
    Listed,
    sheets_of,
)
from rakor.documents.sheets import Cell, Column, Kind, Table
from rakor.words import _, short_date, zone_name


def everybody(found: Attendance) -> Table:
    """One line a person and day, numbered; times as on the clock of the place of the meeting."""
    days = sheets_of(found.people, found.hours)
    lines = [line for day in days for line in (*day.room, *day.online)]
    return _table(_("Daftar hadir"), lines, found.hours)


def workbook(found: Attendance, rows: Sequence[AgencyCount]) -> list[Table]:
    """Everyone, then the room and online apart for each day, the agencies, and who did not come.

    A way by which nobody came on a day has no sheet.
    """
    days = sheets_of(found.people, found.hours)
    tables = [everybody(found)]
    for day in days:
        when = f" {short_date(day.day)}" if len(days) > 1 else ""
        online = [line for line in (*day.room, *day.online) if line.online]
        for title, lines in ((_("Di ruang"), day.room), (_("Daring"), online)):
            if lines:
                tables.append(_table(title + when, lines, found.hours))
    return [*tables, agencies_table(rows), _missing(found)]


def _table(title: str, lines: Iterable[Listed], hours: Hours) -> Table:
    zone = zone_name(hours.timezone)
    return Table(
        title,
        [
            Column(_("No."), 6, Kind.WHOLE),
            Column(_("Nama"), 30),
            Column(_("Jabatan"), 32),
            Column(_("Instansi"), 30),
            Column(_("Hadir sebagai"), 24),
            Column(_("Moda"), 12),
            Column(_("Waktu masuk ({zone})").format(zone=zone), 17, Kind.MOMENT),
            Column(_("Waktu keluar ({zone})").format(zone=zone), 17, Kind.MOMENT),
            Column(_("Menit"), 8, Kind.WHOLE),
            Column(_("Tanda tangan"), 13),
            Column(_("Keterangan"), 22),
        ],
        [_line(number, line, hours) for number, line in enumerate(lines, start=1)],
    )


def _line(number: int, line: Listed, hours: Hours) -> Sequence[Cell]:
    person = line.person
    return (
        number,
        person.name,
        person.office,
        person.agency,
        standing_of(person.represents, person.companion_of, walk_in=person.walk_in),
        mode_of(room=line.room, online=line.online),
        line.since.astimezone(hours.zone),
        line.until.astimezone(hours.zone) if line.until else None,
        line.minutes,
        signing(line),
        remark(line),
    )


def signing(line: Listed) -> str:
    """In which way somebody signed."""
    if line.signature is None:
        return ""
    return _("tanda tangan ketik") if line.signature.typed else _("di layar")


def _missing(found: Attendance) -> Table:
    return Table(
        _("Tidak hadir"),
        [Column(_("Nama"), 34), Column(_("Jabatan"), 40), Column(_("Instansi"), 36)],
        [(each.name, each.office, each.agency) for each in found.missing],
    )


def agencies_table(rows: Sequence[AgencyCount]) -> Table:
    """One line an agency: seats, answers and who came."""
    return Table(
        _("Per instansi"),
        [
            Column(_("Kode"), 14),
            Column(_("Instansi"), 40),
            Column(_("Kursi"), 10, Kind.WHOLE),
            Column(_("Diundang"), 10, Kind.WHOLE),
            Column(_("Menyatakan hadir"), 18, Kind.WHOLE),
            Column(_("Di ruang"), 10, Kind.WHOLE),
            Column(_("Daring"), 10, Kind.WHOLE),
            Column(_("Orang hadir"), 12, Kind.WHOLE),
            Column(_("Wakil"), 10, Kind.WHOLE),
        ],
        [
            (
                row.agency,
                row.name,
                row.seats,
                row.invited,
                row.accepted,
                row.room,
                row.online,
                row.present,
                row.delegates,
            )
            for row in rows
        ],
    )


def mode_word(each: Attendee) -> str:
    """By which way somebody took part."""
    return mode_of(room=each.room, online=each.online)


def standing_word(each: Attendee) -> str:
    """In which standing somebody was there."""
    return standing_of(each.represents, "", walk_in=each.walk_in)


def mode_of(*, room: bool, online: bool) -> str:
    """The ways by which somebody took part, in words."""
    if room and online:
        return _("Di ruang dan daring")
    return _("Di ruang") if room else _("Daring")


def standing_of(represents: str, companion_of: str, *, walk_in: bool) -> str:
    """As what somebody was there, in words."""
    if companion_of:
        return _("Pendamping {who}").format(who=companion_of)
    if represents:
        return _("Mewakili {who}").format(who=represents)
    return _("Tamu tanpa undangan") if walk_in else _("Pejabat yang diundang")


def habits_table(rows: Iterable[Habit]) -> Table:
    """One line an agency: how it followed invitations across meetings."""
    whole = [
        _("Rapat diundang"),
        _("Hadir"),
        _("Hanya wakil"),
        _("Tidak hadir"),
        _("Orang"),
    ]
    return Table(
        _("Kehadiran instansi"),
        [
            Column(_("Kode"), 14),
            Column(_("Instansi"), 40),
            *(Column(name, 16, Kind.WHOLE) for name in whole),
        ],
        [
            (row.code, row.name, row.meetings, row.came, row.by_deputy, row.absent, row.people)
            for row in rows
        ],
    )
