"""Every door of Rakor, tried by everybody in every state: what opens is what the tables say."""

import re
from typing import Any

import httpx
import pytest
from starlette.routing import Mount, WebSocketRoute

from rakor.app import routes
from rakor.web.middleware import SESSION, csrf_token

from ..conftest import HOST
from .doors import DOORS
from .world import EVERYBODY, Stage, Who, at

SHUT = (401, 403, 404)
# What `{id}` stands for, by the path it is in; elsewhere it is the meeting.
ROWS = {"/agencies/": "agency", "/offices/": "office", "/people/": "person"}


def test_the_table_names_every_door():
    doors = {
        f"{method} {route.path}"
        for route in routes()
        if not isinstance(route, Mount | WebSocketRoute)
        for method in route.methods - {"HEAD"}
    }
    assert set(DOORS) == doors


def address(path: str, keys: dict[str, Any]) -> str:
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda named: str(keys[named[1]]), path)


def filled(body: Any, keys: dict[str, Any]) -> Any:
    """What is sent, with the keys of this stage."""
    if isinstance(body, dict):
        return {name: filled(value, keys) for name, value in body.items()}
    if isinstance(body, list):
        return [filled(value, keys) for value in body]
    return body.format(**keys) if isinstance(body, str) and body.startswith("{") else body


async def knock(client: httpx.AsyncClient, door: str, stage: Stage, keys: dict[str, Any]) -> Any:
    """What somebody gets at a door."""
    wanted = DOORS[door]
    method, path = door.split(" ", 1)
    keys = {**keys, **{name: keys[key] for name, key in wanted.keys.items()}}
    # A meeting goes by three names in paths.
    keys |= {"meeting_id": keys["meeting"], "item_id": keys["item"], "section": "opening"}
    keys["id"] = keys[next((key for part, key in ROWS.items() if part in path), "meeting")]
    if "decision" in keys:
        keys["decision_id"] = keys["decision"]
    program = path.startswith("/api/")
    sent = {}
    if method != "GET" and wanted.body is not None:
        sent = {"json" if program else "data": filled(wanted.body, keys)}
    accept = {"accept": "application/json" if program else "text/html"}
    async with at(stage, keys["meeting"]):
        return await client.request(method, address(path, keys), headers=accept, **sent)


def depends_on_stage(door: str) -> bool:
    """Whether a door leads to a meeting or to something of one."""
    return "{" in door and not any(part in door for part in ROWS)


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who.name)
async def test_what_opens_is_what_the_tables_say(world, who: Who):
    users, stages, secrets = world.users, world.stages, world.secrets
    cookies, headers = {}, {}
    if who.role:
        cookies[SESSION] = secrets[who.name]
        headers["x-csrf-token"] = csrf_token(secrets[who.name])
    wrong = {}
    transport = httpx.ASGITransport(world.app, client=("127.0.0.1", 50000))
    async with httpx.AsyncClient(
        transport=transport, base_url=HOST, cookies=cookies, headers=headers
    ) as client:
        for door, wanted in DOORS.items():
            for stage in Stage if depends_on_stage(door) else [Stage.RUNNING]:
                if stage not in wanted.stages:
                    continue
                keys = {**stages[stage], "agency_code": who.agency}
                keys["user"] = users[who.name].id if who.role else keys["person"]
                client.cookies = httpx.Cookies(cookies)
                answer = await knock(client, door, stage, keys)
                away = "/sign-in" in answer.headers.get("location", "")
                opened = answer.status_code not in SHUT and not away
                if opened is not wanted.opens(who, stage):
                    wrong[door, stage.value] = answer.status_code
    assert wrong == {}
