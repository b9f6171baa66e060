"""Through whose eyes everybody follows a session, in every state, whatever they ask for."""

import pytest
from starlette.routing import WebSocketRoute

from rakor.app import routes
from rakor.errors import Conflict, NotFound
from rakor.live.queries import view_of
from rakor.live.rules.views import View
from rakor.meetings.rules import STAFF, Part

from .world import EVERYBODY, Stage, Who, at

# Every socket, and what decides through whose eyes it shows; that it asks, tests/live shows.
SOCKETS = {"/api/v1/meetings/{meeting_id:uuid}/live": view_of}
WRITERS = STAFF | {Part.MINUTE_TAKER, Part.MEETING_SECRETARY}


def test_the_table_names_every_socket():
    assert set(SOCKETS) == {route.path for route in routes() if isinstance(route, WebSocketRoute)}


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


@pytest.mark.parametrize("asked", SOCKETS.values(), ids=SOCKETS)
@pytest.mark.parametrize("who", [who for who in EVERYBODY if who.role], ids=lambda who: who.name)
async def test_a_socket_shows_what_the_part_allows(world, who: Who, asked):
    wrong = {}
    for stage in Stage:
        for wished in (None, *View):
            meeting = world.stages[stage]["meeting"]
            async with at(stage, meeting):
                try:
                    view, _meeting, _parts = await asked(world.users[who.name], meeting, wished)
                except (NotFound, Conflict) as refusal:
                    view = type(refusal)
            if view is not expected(who, stage, wished):
                wrong[stage.value, wished] = view
    assert wrong == {}
