"""The attendance list as tables for XLSX and CSV, in the order of protocol."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rakor.attendance.rules import AgencyCount, Attendee
from rakor.documents.sheets import Cell, Column, Kind, Table
from rakor.words import _, zone_name


def people_table(title: str, people: Sequence[Attendee], timezone: str) -> Table:
    """One line a person, numbered; times as on the clock of the place of the meeting."""
    zone = zone_name(timezone)
    return Table(
        title,
        [
            Column(_("No."), 6, Kind.WHOLE),
            Column(_("Nama"), 34),
            Column(_("Jabatan"), 40),
            Column(_("Instansi"), 36),
            Column(_("Hadir sebagai"), 30),
            Column(_("Moda"), 16),
            Column(_("Waktu masuk ({zone})").format(zone=zone), 20, Kind.MOMENT),
            Column(_("Waktu keluar ({zone})").format(zone=zone), 20, Kind.MOMENT),
        ],
        [_line(number, each, ZoneInfo(timezone)) for number, each in enumerate(people, start=1)],
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


def workbook(people: Sequence[Attendee], rows: Sequence[AgencyCount], timezone: str) -> list[Table]:
    """Everyone, then the room and online apart, then the agencies."""
    room = [each for each in people if each.room]
    online = [each for each in people if each.online]
    return [
        people_table(_("Daftar hadir"), people, timezone),
        people_table(_("Di ruang"), room, timezone),
        people_table(_("Daring"), online, timezone),
        agencies_table(rows),
    ]


def mode_word(each: Attendee) -> str:
    """By which way somebody took part."""
    if each.room and each.online:
        return _("Di ruang dan daring")
    return _("Di ruang") if each.room else _("Daring")


def standing_word(each: Attendee) -> str:
    """In which standing somebody was there."""
    if each.represents:
        return _("Mewakili {who}").format(who=each.represents)
    return _("Tamu tanpa undangan") if each.walk_in else _("Pejabat yang diundang")


def _line(number: int, each: Attendee, zone: ZoneInfo) -> Sequence[Cell]:
    return (
        number,
        each.name,
        each.office,
        each.agency,
        standing_word(each),
        mode_word(each),
        each.first_at.astimezone(zone),
        each.last_out_at.astimezone(zone) if each.last_out_at else None,
    )
