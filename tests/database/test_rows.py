"""Rows found by one column, by statements that are composed once."""

from datetime import UTC, datetime

import pytest

from rakor import database, journal
from rakor.database import new_id
from rakor.mail.models import DeadAddress, IncomingMail

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
