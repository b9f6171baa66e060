"""The rundown as the values of its printed template; official papers are in Indonesian."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rakor import words
from rakor.programmes.models import Programme, RundownLine
from rakor.programmes.queries.events import Event
from rakor.programmes.queries.shown import DayOf, rows_of
from rakor.programmes.rules import Slot
from rakor.words import _

TITLE = "SUSUNAN ACARA"
HEAD = ("Waktu", "Lama", "Acara", "Petugas", "Catatan panggung")


def rundown_values(
    programme: Programme, days: Sequence[DayOf], made_at: datetime, *, parent: str = ""
) -> dict[str, Any]:
    """What the template prints: each day, each event on it, each line with its time."""
    with words.speaking("id"):
        kop = programme.organizer
        return {
            "created_at": made_at.isoformat(),
            "document_title": f"Susunan acara {programme.title}",
            "document_author": kop.name,
            "title": TITLE,
            "subtitle": programme.title,
            "letterhead": {
                "parent": parent,
                "name": kop.name,
                "address": [kop.address] if kop.address else [],
            },
            "fact_rows": [
                {"label": label, "lines": [line]} for label, line in _facts(programme) if line
            ],
            "head": list(HEAD),
            "days": [
                {
                    "heading": words.date(day.day),
                    "events": [
                        _event(programme, event) for block in day.blocks for event in block.events
                    ],
                }
                for day in days
            ],
        }


def _facts(programme: Programme) -> list[tuple[str, str]]:
    return [
        ("Hari, tanggal", words.days(programme.first_day, programme.last_day)),
        ("Tempat", ", ".join(filter(None, [programme.place, programme.address]))),
        ("Tema", programme.theme),
        ("Tuan rumah", programme.host),
    ]


def _event(programme: Programme, event: Event) -> dict[str, Any]:
    title = _("Dibatalkan: {title}").format(title=event.title) if event.cancelled else event.title
    return {
        "title": title,
        "about": " · ".join(
            filter(
                None,
                [
                    words.times(event.starts_at, event.ends_at, programme.timezone),
                    event.row.track,
                    ", ".join(event.place),
                ],
            )
        ),
        "rows": [_row(programme, row.line, row.slot) for row in rows_of(event)],
    }


def _row(programme: Programme, line: RundownLine, slot: Slot) -> dict[str, str]:
    zone = programme.timezone
    people = [
        ("Penanggung jawab", line.in_charge),
        ("Pembawa acara", line.mc),
        ("Pembicara", line.speaker),
    ]
    begins, ends = words.clock(slot.starts_at, zone), words.clock(slot.ends_at, zone)
    return {
        "time": f"{begins}–{ends}",
        "minutes": f"{line.minutes}'",
        "title": line.title,
        "people": "\n".join(f"{label}: {who}" for label, who in people if who),
        "note": line.note,
    }
