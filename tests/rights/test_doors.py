"""Every door of Rakor, tried by every account in every state: what opens is what the tables say."""

import pytest
from starlette.routing import Mount, WebSocketRoute

from rakor.app import routes

from .doors import DOORS
from .knocking import walk
from .world import EVERYBODY, Who


def test_the_table_names_every_door():
    doors = {
        f"{method} {route.path}"
        for route in routes()
        if not isinstance(route, Mount | WebSocketRoute)
        for method in route.methods - {"HEAD"}
    }
    assert set(DOORS) == doors


@pytest.mark.parametrize(
    "who", [who for who in EVERYBODY if who.role and not who.part], ids=lambda who: who.name
)
async def test_what_opens_is_what_the_tables_say(world, who: Who):
    assert await walk(world, who) == {}
