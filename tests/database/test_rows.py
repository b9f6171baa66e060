"""Rows read and written by statements that are composed once, as Tortoise would do it."""

import asyncio
from datetime import UTC, datetime

import pytest
from tortoise.exceptions import IntegrityError

from rakor import database, journal
from rakor.database import new_id
from rakor.live.models import Decision
from rakor.live.rules import DecisionState, Horizon
from rakor.mail.models import DeadAddress, IncomingMail
from rakor.meetings.models import Meeting

pytestmark = pytest.mark.postgres
NOON = datetime(2026, 12, 1, 5, tzinfo=UTC)


async def test_the_row_with_that_value_is_found_whole_as_the_models_read_it(db, engine):
    made = await DeadAddress.create(address="a@b.example", code="5.1.1", since=NOON)
    await DeadAddress.create(address="c@b.example", since=NOON)
    found = await database.row_where(DeadAddress, "address", "a@b.example")
    assert found is not None
    assert dict(found) == dict(await DeadAddress.get(id=made.id))


async def test_a_row_that_was_found_locked_is_saved_in_the_same_transaction(db, engine):
    made = await DeadAddress.create(address="a@b.example", since=NOON)
    async with journal.transaction():
        found = await database.row_where(DeadAddress, "id", made.id, locked=True)
        assert found is not None
        found.code = "5.1.6"
        await found.save(update_fields=["code"])
    assert (await DeadAddress.get(id=made.id)).code == "5.1.6"


async def test_a_value_that_no_row_has_finds_nothing(db, engine):
    assert await database.row_where(DeadAddress, "address", "a@b.example") is None


async def test_any_of_several_columns_may_have_the_value(db, engine):
    meeting, seat = new_id(), new_id()
    await IncomingMail.create(
        message=b"", via="smtp", received_at=NOON, meeting_id=meeting, invitation_id=seat
    )
    columns = ("meeting_id", "invitation_id")
    told = [await database.any_where(IncomingMail, columns, key) for key in (meeting, seat)]
    assert told == [True, True]
    assert await database.any_where(IncomingMail, columns, new_id()) is False


async def test_rows_are_stored_and_changed_as_tortoise_does_it(db, engine, bpsdm):
    meeting = await _meeting(bpsdm)
    facts = {
        "meeting_id": meeting.id,
        "number": 1,
        "text": "Disepakati 🙂",
        "funding_sources": ["apbn", "blu"],
        "horizon": Horizon.SHORT,
        "recorded_at": NOON,
    }
    usual = await Decision.create(**facts)
    ours = Decision(**{**facts, "number": 2})
    await database.add_row(ours)
    assert ours._saved_in_db
    one, other = [dict(await Decision.get(id=row.id)) for row in (usual, ours)]
    for row in (one, other):
        del row["id"], row["number"]
    assert one == other

    ours.text, ours.due, ours.state = "Dicabut", NOON.date(), DecisionState.STRUCK
    await database.change_row(ours, "text", "due", "state")
    found = await Decision.get(id=ours.id)
    assert (found.text, found.due, found.state) == ("Dicabut", NOON.date(), DecisionState.STRUCK)
    assert found.funding_sources == ["apbn", "blu"]
    assert (await Decision.get(id=usual.id)).text == "Disepakati 🙂"

    numbers = await database.rows_where(Decision, {"meeting_id": meeting.id}, order="number")
    assert [dict(row) for row in numbers] == [
        dict(row) for row in await Decision.all().order_by("number")
    ]
    with pytest.raises(IntegrityError):
        await database.add_row(Decision(**facts))


async def test_of_two_who_change_the_same_row_one_is_told_it_was_theirs(db, engine):
    made = await DeadAddress.create(address="a@b.example", code="5.1.1", since=NOON)
    place = {"address": made.address, "code": "5.1.1"}
    first, second = await asyncio.gather(
        *(database.change_where(DeadAddress, place, {"code": f"5.{n}"}) for n in range(2))
    )
    (winner,) = first or second
    assert bool(first) != bool(second)
    assert dict(winner) == dict(await DeadAddress.get(id=made.id))


async def test_a_row_that_is_locked_waits_for_nobody_in_the_same_act(db, engine):
    made = await DeadAddress.create(address="a@b.example", since=NOON)
    async with journal.transaction():
        await database.lock_row(DeadAddress, made.id)
        await database.change_where(DeadAddress, {"id": made.id}, {"code": "5.9"})
    assert (await DeadAddress.get(id=made.id)).code == "5.9"


async def _meeting(agency):
    return await Meeting.create(
        title="Rapat",
        starts_at=NOON,
        ends_at=NOON,
        timezone="Asia/Jakarta",
        organizer=agency,
        uid=str(new_id()),
    )
