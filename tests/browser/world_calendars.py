"""Calendars outside Rakor: one that is read, one whose server refuses, and that of an office."""

from datetime import UTC, datetime, timedelta

from rakor.accounts.models import User
from rakor.directory.models import Office
from rakor.scheduling.models import CalendarSource
from rakor.scheduling.rules import SourceKind, Trouble, minute_of, packed


async def furnish_calendars(taker: User, office: Office) -> dict[str, str]:
    """For somebody, and for the holder of an office."""
    now = datetime.now(UTC)
    later = now + timedelta(days=9)  # nobody is to be called meanwhile
    first = minute_of(now + timedelta(days=3))
    spans = packed([(first + 1440 * n, first + 1440 * n + 90) for n in range(40)])
    for whose, more in (
        ({"person_id": taker.id}, {"name": "Kalender kantor", "host": "outlook.office365.com"}),
        (
            {"person_id": taker.id},
            {
                "host": "awan.sekretariat-daerah.kabupaten-kepulauan-sangihe.example.go.id",
                "kind": SourceKind.CALDAV,
                "trouble": Trouble.DENIED.value,
                "failures": 3,
                "read_at": now - timedelta(days=2),
                "skipped": 2,
            },
        ),
        ({"office_id": office.id}, {"host": "mail.bkn.example.go.id"}),
    ):
        usual = {"kind": SourceKind.FILE, "read_at": now, "spans": spans, "secret": "-"}
        await CalendarSource.create(**whose, **{**usual, **more}, created_at=now, due_at=later)
    return {}
