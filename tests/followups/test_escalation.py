"""Letters that go by themselves: before the date, after it, to the office above; each once."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from rakor import journal
from rakor.directory.models import Agency, Office
from rakor.directory.rules import AgencyKind
from rakor.followups import operations
from rakor.followups.operations import Telling
from rakor.followups.rules import FollowUpState, Plan
from rakor.live.models import Decision
from rakor.mail.models import DeadAddress, OutgoingMail

# A Wednesday, ten in the morning in Jakarta.
WEDNESDAY = datetime(2030, 3, 13, 3, tzinfo=UTC)


@pytest.fixture
async def told(owed):
    """BKN owes one promise, due on that Wednesday in ten days, and was told of it."""
    due = (WEDNESDAY + timedelta(days=10)).date()
    await Decision.filter(id=owed.late.decision_id).update(due=due)
    await Decision.filter(id=owed.soon.decision_id).update(due=None)
    chair = owed.people["chair"]
    [link] = await operations.tell(owed.meeting.id, [Telling("BKN", "tu@bkn.go.id")], by=chair)
    link.expires_at = WEDNESDAY + timedelta(days=365)
    await link.save()
    await OutgoingMail.all().delete()
    return owed


async def on(days: int, hours: int = 0) -> list[tuple[str, str]]:
    """The letters of a day: to whom, and what the key of the outbox says of it."""
    before = {mail.id for mail in await OutgoingMail.all()}
    await operations.escalate(WEDNESDAY + timedelta(days=days, hours=hours))
    rows = await OutgoingMail.all().order_by("id")
    return [(row.to_address, row.purpose.split(":")[2]) for row in rows if row.id not in before]


async def test_each_letter_goes_once_and_in_its_time(told):
    above = await Agency.create(
        code="PANRB", name="Kemenpan RB", short_name="PANRB", kind=AgencyKind.MINISTRY
    )
    above.path = f"/{above.id}/"
    await above.save()
    bkn = await Agency.get(code="BKN")
    bkn.parent, bkn.path = above, f"/{above.id}/{bkn.id}/"
    await bkn.save()
    await Office.create(title="Menteri PANRB", agency=above, email="tu@menpan.go.id")

    assert await on(1) == []
    assert await on(5) == [("tu@bkn.go.id", "soon")]
    assert await on(6) == []
    assert await on(12) == [("tu@bkn.go.id", "late")]
    assert await on(13) == []
    assert await on(26) == [("tu@menpan.go.id", "above")]
    assert await on(27) == []
    kinds = [e.data.get("kind_of") for e in await journal.since(told.meeting.id, 0)][1:]
    assert kinds == ["soon", "late", "above"]
    last = await OutgoingMail.filter(to_address="tu@menpan.go.id").get()
    assert ("/t/" in last.message.decode(), last.sealed) == (False, False)


async def test_nobody_is_written_to_at_night_on_weekends_or_against_the_plan(told):
    assert await on(5, hours=11) == []  # nine in the evening
    assert await on(3) == []  # a Saturday
    await operations.plan(told.meeting.id, Plan(reminds=False), by=told.people["chair"])
    assert await on(5) == []
    await operations.plan(told.meeting.id, Plan(days_before=9), by=told.people["chair"])
    assert await on(1) == [("tu@bkn.go.id", "soon")]


async def test_letters_stop_when_it_is_closed_or_the_address_is_dead(told):
    await operations.report_progress(told.late.id, FollowUpState.DONE, by=told.people["chair"])
    assert await on(5) == []
    await operations.report_progress(
        told.late.id, FollowUpState.RETURNED, "Belum lengkap", by=told.people["chair"]
    )
    await DeadAddress.create(address="tu@bkn.go.id", since=WEDNESDAY)
    assert await on(5) == []
    await DeadAddress.all().delete()
    assert await on(5) == [("tu@bkn.go.id", "soon")]


async def test_a_new_date_is_told_anew(told):
    assert await on(5) == [("tu@bkn.go.id", "soon")]
    later = (WEDNESDAY + timedelta(days=33)).date()
    await Decision.filter(id=told.late.decision_id).update(due=later)
    assert await on(12) == []
    assert await on(28) == [("tu@bkn.go.id", "soon")]


@pytest.mark.postgres
async def test_two_workers_write_one_letter(engine, told):
    at = WEDNESDAY + timedelta(days=5)
    written = await asyncio.gather(operations.escalate(at), operations.escalate(at))

    assert sorted(written) == [0, 1]
    assert await OutgoingMail.all().count() == 1
