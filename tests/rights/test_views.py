"""Through whose eyes everybody follows a session, in every state, whatever they ask for."""

import pytest

from rakor.errors import Conflict, NotFound
from rakor.live.queries import view_of
from rakor.live.rules.views import View
from rakor.meetings.rules import STAFF, Part

from .world import EVERYBODY, Stage, Who, at

WRITERS = STAFF | {Part.MINUTE_TAKER, Part.MEETING_SECRETARY}


def expected(who: Who, stage: Stage, wished: View | None) -> View | type[Exception]:
    """What the protocol promises: one's own view or a narrower one, and no other."""
    if not who.sees(stage):
        return NotFound
    if stage is Stage.DRAFT:
        return Conflict
    parts = who.parts(stage)
    own = View.PARTICIPANT
    if Part.CHAIR in parts:
        own = View.CHAIR
    elif parts & WRITERS:
        own = View.SECRETARIAT
    if wished is View.PUBLIC:
        return View.PARTICIPANT if stage is Stage.CLOSED else View.PUBLIC
    return View.PARTICIPANT if wished is View.PARTICIPANT else own


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who.role], ids=lambda who: who.name)
async def test_a_socket_shows_what_the_part_allows(world, who: Who):
    wrong = {}
    for stage in Stage:
        for wished in (None, *View):
            meeting = world.stages[stage]["meeting"]
            async with at(stage, meeting):
                try:
                    view, _meeting, _parts = await view_of(world.users[who.name], meeting, wished)
                except (NotFound, Conflict) as refusal:
                    view = type(refusal)
            if view is not expected(who, stage, wished):
                wrong[stage.value, wished] = view
    assert wrong == {}
