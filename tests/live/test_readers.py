"""Who reads along is told by name to those who run the session, wherever the others are."""

from datetime import UTC, datetime

import pytest

from rakor.database import new_id
from rakor.live import queries
from rakor.live.models import Serving
from rakor.live.operations import say_present, say_serving
from rakor.live.rules import Crowd


@pytest.mark.postgres
async def test_readers_of_all_processes_have_names_for_the_staff_alone(
    follow, as_person, begun, rina, chair, guest, stranger, engine
):
    other = new_id()
    await say_serving(other, {}, 1)
    far = {chair.id, guest.id, stranger.id}
    crowd = Crowd(3, frozenset(queries.mark(str(key)) for key in far))
    await say_present(other, {begun.id: crowd}, 1)
    where = f"/meetings/{begun.id}/live/readers"
    async with follow(rina, begun.id), as_person(rina) as desk, as_person(guest) as phone:
        seen = await desk.get(where)
        refused = await phone.get(where)
        await Serving.filter(id=other).update(seen_at=datetime(2020, 1, 1, tzinfo=UTC))
        alone = await desk.get(where)

    told = [(each["name"], each["agency"]) for each in seen.json()["items"]]
    assert told == [("Candra Pimpinan", "BPSDM"), ("Putu Peserta", "BKN"), ("Rina Halim", "BPSDM")]
    assert seen.json()["others"] == 1  # no list of the meeting names them
    assert refused.status_code == 403
    assert ([each["name"] for each in alone.json()["items"]], alone.json()["others"]) == (
        ["Rina Halim"],
        0,
    )
