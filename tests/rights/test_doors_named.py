"""The same doors, tried by those who are named in the meeting, and by whoever is not signed in."""

import pytest

from rakor.meetings.rules import Part

from .knocking import walk
from .world import EVERYBODY, Who

# A part counts inside its meeting. That it opens nothing elsewhere is tried by those with the
# most and with the least to say; the others, whose accounts are the same, try the meeting.
EVERYWHERE = frozenset({Part.ORGANIZER, Part.PARTICIPANT, None})


@pytest.mark.parametrize(
    "who", [who for who in EVERYBODY if who.part or not who.role], ids=lambda who: who.name
)
async def test_what_opens_is_what_the_tables_say(world, who: Who):
    assert await walk(world, who, only_meetings=who.part not in EVERYWHERE) == {}
