"""Doors are found by the words of an address as Starlette finds them by asking all of them."""

import re

import pytest
from starlette.routing import Match, Mount, Route, Router, WebSocketRoute

from rakor.app import routes
from rakor.database import new_id
from rakor.web.routing import SignedRouter

# What may stand in a place, so that one address may be that of several doors.
SAMPLES = {
    "uuid": lambda: str(new_id()),
    "int": lambda: "7",
    "str": lambda: "new",
    "path": lambda: "a/b.css",
    "float": lambda: "1.5",
}


@pytest.fixture(scope="module")
def router() -> SignedRouter:
    return SignedRouter(routes())


def address(path: str) -> str:
    return re.sub(r"{\w+(?::(\w+))?}", lambda m: SAMPLES[m[1] or "str"](), path)


def by_asking_all(found: Router, scope: dict) -> object:
    return next((each for each in found.routes if each.matches(scope)[0] is Match.FULL), None)


def by_signs(found: SignedRouter, scope: dict) -> object:
    near = found.near(scope["path"])
    return next((each for each in near if each.matches(scope)[0] is Match.FULL), None)


def test_every_door_is_found_as_asking_all_of_them_finds_it(router):
    assert len(router.routes) > 500
    for route in router.routes:
        assert isinstance(route, Route | WebSocketRoute | Mount)
        path = address(route.path) + ("/rakor.css" if isinstance(route, Mount) else "")
        kind = "websocket" if isinstance(route, WebSocketRoute) else "http"
        for method in getattr(route, "methods", None) or {"GET"}:
            scope = {"type": kind, "path": path, "method": method}
            assert by_signs(router, scope) is by_asking_all(router, scope), (method, path)


@pytest.mark.parametrize(
    "path", ["/", "", "//", "/api/v1", "/meetings/", "/static", "/static/", "/x/y/z", "meetings"]
)
def test_what_is_no_address_leads_nowhere_or_where_it_led(router, path):
    scope = {"type": "http", "path": path, "method": "GET"}
    assert by_signs(router, scope) is by_asking_all(router, scope)


def test_only_few_doors_are_asked(router):
    asked = [len(router.near(address(route.path))) for route in router.routes]
    assert max(asked) < 25


async def test_another_method_a_slash_too_many_and_nothing_are_answered_as_before(as_person, admin):
    async with as_person(admin) as program:
        method = await program.put("/api/v1/meetings")
        slash = await program.get("/api/v1/meetings/")
        nothing = await program.get("/api/v1/nothing")
        head = await program.head("/api/v1/meetings")

    assert (method.status_code, set(method.headers["allow"].split(", "))) == (405, {"GET", "HEAD"})
    assert slash.status_code == 307
    assert slash.headers["location"].endswith("/api/v1/meetings")
    assert nothing.status_code == 404
    assert head.status_code == 200
