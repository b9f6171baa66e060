"""Calendars outside Rakor that somebody connected: told without their address, and forgotten."""

from datetime import UTC, datetime

from rakor.accounts.operations.secrets import seal
from rakor.privacy import operations as privacy
from rakor.privacy import queries
from rakor.scheduling.models import CalendarSource
from rakor.scheduling.rules import SourceKind

AT = datetime(2026, 7, 1, 2, tzinfo=UTC)


async def test_a_connected_calendar_is_told_and_erased(db, bagus, rina, officer, second):
    for user in (bagus, rina):
        await CalendarSource.create(
            person_id=user.id, kind=SourceKind.FILE, name="Kantor", host="calendar.example",
            secret=seal("calendar source", "https://calendar.example/rahasia"), created_at=AT,
            due_at=AT, read_at=AT,
        )  # fmt: skip
    told = {section.key: section.rows for section in await queries.held_about(bagus.person)}
    assert "Kalender yang dibaca Rakor: Kantor" in {row["name"] for row in told["tokens"]}
    assert "rahasia" not in str(told)
    proposed = await privacy.propose_erasure(bagus.person.id, "Diminta", by=officer)
    await privacy.approve_erasure(proposed.id, by=second)
    assert await CalendarSource.all().values_list("person_id", flat=True) == [rina.id]
