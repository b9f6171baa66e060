"""The same doors, tried by those who are named in the meeting, and by whoever is not signed in."""

import pytest

from .knocking import walk
from .world import EVERYBODY, Who


@pytest.mark.parametrize(
    "who", [who for who in EVERYBODY if who.part or not who.role], ids=lambda who: who.name
)
async def test_what_opens_is_what_the_tables_say(world, who: Who):
    assert await walk(world, who) == {}
