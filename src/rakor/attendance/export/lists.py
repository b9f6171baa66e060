"""The attendance list (daftar hadir) as the values of its PDF and Word templates.

Documents are in Indonesian whatever language the reader's pages are in. No telephone number, no
NIP and no address stands on them (domain B.5).
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from xml.sax.saxutils import quoteattr

from rakor import words
from rakor.attendance.rules import (
    Attendance,
    DaySheet,
    Hours,
    Listed,
    ListPerson,
    Missing,
    Stroked,
    sheets_of,
)
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.rules import KINDS

TITLE = "DAFTAR HADIR"
ROOM = ("No", "Nama", "Jabatan", "Hadir sebagai", "Masuk–keluar", "Tanda tangan", "Ket")
ONLINE = ("No", "Nama", "Jabatan", "Hadir sebagai", "Masuk–keluar", "Lama", "Ket")
MISSING = ("No", "Nama", "Jabatan", "Jawaban")
ANSWERS = {
    RsvpStatus.NO_RESPONSE: "Tidak menjawab",
    RsvpStatus.ACCEPTED: "Menyatakan hadir",
    RsvpStatus.DECLINED: "Berhalangan",
    RsvpStatus.TENTATIVE: "Belum pasti",
    RsvpStatus.DELEGATED: "Diwakilkan",
}


def to_values(found: Attendance, made_at: datetime, *, blank: bool = False) -> dict[str, Any]:
    """What the templates print. `blank` is the sheet to sign by hand: everyone who is expected."""
    with words.speaking("id"):
        return _values(found, made_at, blank=blank)


def _values(found: Attendance, made_at: datetime, *, blank: bool) -> dict[str, Any]:
    hours = found.hours
    parent, name, address = found.kop
    sheets = [] if blank else sheets_of(found.people, hours)
    days = [_day(sheet, hours, alone=len(sheets) == 1) for sheet in sheets]
    if blank:
        days = [_expected(found)]
    return {
        "created_at": made_at.isoformat(),
        "document_title": f"Daftar hadir {found.title}",
        "document_author": name,
        "title": TITLE,
        "letterhead": {"parent": parent, "name": name, "address": [address] if address else []},
        "fact_rows": [
            {"label": label, "lines": [line]} for label, line in _facts(found, sheets) if line
        ],
        "room_head": list(ROOM),
        "online_head": list(ONLINE),
        "missing_head": list(MISSING),
        "days": days,
        "missing": [] if blank else _groups(found.missing, _absent),
        "summary": f"Daftar hadir ini memuat {_came(found)}." if sheets else "",
        "place_and_date": _place_and_date(found),
        "responsible": found.responsible,
    }


def _facts(found: Attendance, sheets: Sequence[DaySheet]) -> list[tuple[str, str]]:
    hours = found.hours
    companions = sum(1 for person in found.people if person.companion_of)
    return [
        ("Jenis kegiatan", words._(KINDS[found.kind])),
        ("Nama kegiatan", found.title),
        ("Hari, tanggal", _when(hours)),
        ("Pukul", words.times(hours.starts, hours.ends, hours.timezone)),
        ("Tempat", found.place),
        ("Jumlah hadir", _came(found) if sheets else ""),
        ("Pendamping", f"{words.number(companions)} orang" if sheets and companions else ""),
    ]


def _came(found: Attendance) -> str:
    counted = [person for person in found.people if not person.companion_of]
    agencies = {person.agency for person in counted if person.agency}
    return f"{words.number(len(counted))} orang dari {words.number(len(agencies))} instansi"


def _when(hours: Hours) -> str:
    first, last = (words.date(at, hours.timezone) for at in (hours.starts, hours.ends))
    return first if first == last else f"{first} s.d. {last}"


def _day(sheet: DaySheet, hours: Hours, *, alone: bool) -> dict[str, Any]:
    """One day: those in the room, who sign, and those who were online only."""
    both = sum(1 for line in sheet.room if line.both)
    note = f"{words.number(both)} orang juga mengikuti secara daring, dihitung satu kali."
    return {
        "heading": "" if alone else words.date(sheet.day),
        "room": _groups(sheet.room, lambda line: _in_room(line, hours)),
        "room_note": note if both else "",
        "online": _groups(sheet.online, lambda line: _online(line, hours)),
    }


def _expected(found: Attendance) -> dict[str, Any]:
    """Everyone who is expected, with room to sign."""
    rows = [
        Listed(ListPerson(each.name, each.office, each.agency), True, False, _NEVER, None, 0)
        for each in found.missing
    ]
    return {
        "heading": "",
        "room": _groups(rows, _to_sign),
        "room_note": "",
        "online": [],
    }


_NEVER = datetime.max.replace(tzinfo=UTC)


def _groups(lines: Iterable[Any], row: Any) -> list[dict[str, Any]]:
    """Lines by agency, numbered through the whole sheet."""
    number, groups = 0, []
    for agency, own in groupby(lines, key=_agency):
        rows = []
        for line in own:
            number += 1
            rows.append({"number": str(number), **row(line)})
        groups.append({"agency": agency or "Tanpa instansi", "rows": rows})
    return groups


def _agency(line: Listed | Missing) -> str:
    return line.person.agency if isinstance(line, Listed) else line.agency


def _in_room(line: Listed, hours: Hours) -> dict[str, Any]:
    signed = {"signature": drawing(line.signature), "typed": typed(line.signature, hours)}
    return {**_common(line, hours), **signed, "lasted": ""}


def _online(line: Listed, hours: Hours) -> dict[str, Any]:
    return {**_common(line, hours), "signature": "", "typed": [], "lasted": lasted(line)}


def _to_sign(line: Listed) -> dict[str, Any]:
    person = line.person
    return {
        "name": person.name,
        "office": person.office or "–",
        "standing": "",
        "times": "",
        "signature": "",
        "typed": [],
        "lasted": "",
        "remark": "",
    }


def _absent(each: Missing) -> dict[str, Any]:
    return {
        "name": each.name,
        "office": each.office or "–",
        "answer": ANSWERS.get(each.answer, "–"),
    }


def _common(line: Listed, hours: Hours) -> dict[str, Any]:
    return {
        "name": line.person.name,
        "office": line.person.office or "–",
        "standing": standing(line.person),
        "times": clocks(line, hours),
        "remark": remark(line),
    }


def standing(person: ListPerson) -> str:
    """In which standing somebody was there."""
    if person.companion_of:
        return f"Pendamping {person.companion_of}"
    if person.represents:
        return f"Mewakili {person.represents}"
    return "Tamu" if person.walk_in else "Undangan"


def clocks(line: Listed, hours: Hours) -> str:
    """From when to when, by the clock of the place; nobody who left unseen has an end."""
    since = words.clock(line.since, hours.timezone)
    return f"{since}–{words.clock(line.until, hours.timezone)}" if line.until else since


def lasted(line: Listed) -> str:
    """How long somebody was there in all."""
    whole, rest = divmod(line.minutes, 60)
    return f"{whole} j {rest} mnt" if whole else f"{rest} mnt"


def remark(line: Listed) -> str:
    """What stands in the last column: both ways, too late, too early."""
    return ", ".join(
        filter(
            None,
            (
                "juga daring" if line.both else "",
                f"terlambat {line.late} mnt" if line.late else "",
                f"pulang awal {line.early} mnt" if line.early else "",
            ),
        )
    )


def drawing(signed: Stroked | None) -> str:
    """A signature as SVG made of numbers alone; "" where nobody signed."""
    if signed is None or signed.typed:
        return ""
    paths = " ".join(
        "M" + " L".join(f"{int(x)} {int(y)}" for x, y in stroke) for stroke in signed.strokes
    )
    box = quoteattr(f"0 0 {int(signed.width)} {int(signed.height)}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox={box} width="{int(signed.width)}" '
        f'height="{int(signed.height)}"><path d={quoteattr(paths)} fill="none" stroke="#151f29" '
        'stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def typed(signed: Stroked | None, hours: Hours) -> list[str]:
    """A name that was typed as a signature, and when; nothing where there is none."""
    if signed is None or not signed.typed:
        return []
    at = words.clock(signed.at, hours.timezone) if signed.at else ""
    return [signed.typed, f"tanda tangan ketik {at}".strip()]


def _place_and_date(found: Attendance) -> str:
    day = found.hours.ends.astimezone(found.hours.zone).date()
    return ", ".join(filter(None, (found.region, words.date(day, with_weekday=False))))
