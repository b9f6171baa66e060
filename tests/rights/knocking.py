"""Knocking at a door as somebody, and telling whether it opened."""

import re
from functools import cache
from typing import Any
from urllib.parse import quote
from zlib import crc32

import httpx

from rakor.web.middleware import SESSION, csrf_token

from ..conftest import AT_LENGTH, HOST
from .conftest import World
from .doors import Door, ways
from .world import EVERYBODY, Stage, Who, at

SHUT = (401, 403, 404)
NAMES = re.compile(r"\{(\w+)(?::\w+)?\}")
# What goes by several names in paths.
# The day of a series, by its original start.
DAY = "20300312T020000Z"
ALIASES = {
    "meeting_id": "meeting",
    "item_id": "item",
    "decision_id": "decision",
    "turn_id": "turn",
    "vote_id": "vote",
}


def keys_of(door: Door, name: str, keys: dict[str, Any]) -> dict[str, Any]:
    """What the names in the path of a door, and in what is sent, stand for."""
    named = {alias: keys[key] for alias, key in ALIASES.items() if key in keys}
    own = {name: keys[key] for name, key in door.keys.items() if key in keys}
    return {**keys, **named, "section": "opening", "day": DAY, "revision": 1, **own}


def filled(body: Any, keys: dict[str, Any]) -> Any:
    """What is sent, with the keys of this stage."""
    if isinstance(body, dict):
        return {name: filled(value, keys) for name, value in body.items()}
    if isinstance(body, list):
        return [filled(value, keys) for value in body]
    return body.format(**keys) if isinstance(body, str) and body.startswith("{") else body


def stages_of(door: Door, path: str, world: World) -> list[Stage]:
    """The stages that make a difference: those in which the path leads to something else."""
    if leads_elsewhere(door, path, world):
        return [Stage.RUNNING]
    return [stage for stage in Stage if stage in door.stages]


def stages_tried(name: str, door: Door, path: str, world: World, who: Who) -> list[Stage]:
    """One stage in which the door opens to them and one in which it does not, where it has both.

    Which ones goes round from person to person, so that together they try every stage of every
    door. At length (`make long`) everybody tries them all.
    """
    stages = stages_of(door, path, world)
    if AT_LENGTH:
        return stages
    turn = EVERYBODY.index(who) + crc32(name.encode())
    alike = [[s for s in stages if door.opens(who, s) is right] for right in (True, False)]
    return [group[turn % len(group)] for group in alike if group]


@cache
def said_of(who: Who) -> list[bool]:
    """What the tables say of somebody at every door in every stage."""
    return [door.opens(who, stage) for _name, door in ways() for stage in sorted(door.stages)]


@cache
def alike(who: Who) -> list[Who]:
    """Those named in the meeting of whom the tables say the same at every door in every stage."""
    named = [other for other in EVERYBODY if other.part]
    return [other for other in named if said_of(other) == said_of(who)] if who.part else [who]


def has_turn(name: str, who: Who) -> bool:
    """Whether it is this one's turn at a door of a meeting: whom all tables treat alike take turns.

    At length (`make long`) everybody tries every door.
    """
    same = alike(who)
    return AT_LENGTH or same[crc32(name.encode()) % len(same)] is who


def leads_elsewhere(door: Door, path: str, world: World) -> bool:
    """Whether a door leads to the same thing however the meeting stands."""
    led = [door.keys.get(name, ALIASES.get(name, name)) for name in NAMES.findall(path)]
    one = world.stages[Stage.RUNNING]
    return all(keys.get(name) == one.get(name) for keys in world.stages.values() for name in led)


def request_of(method: str, path: str, door: Door, keys: dict[str, Any]) -> dict[str, Any]:
    """A request as a page or a program makes it."""
    program = path.startswith("/api/")
    url = NAMES.sub(lambda named: str(keys[named[1]]), path)
    told: dict[str, Any] = {
        "method": method,
        "url": f"{url}?{door.query.format(**keys)}" if door.query else url,
        "headers": {"accept": "application/json" if program or door.json else "text/html"},
    }
    if door.file:
        told["files"] = {"file": ("instansi.csv", door.file, "text/csv")}
    if method != "GET" and door.body is not None:
        how = "json" if door.json or (program and not door.file) else "data"
        told[how] = filled(door.body, keys)
    return told


def opened(answer: httpx.Response, method: str) -> bool:
    """Whether somebody was let in, rather than refused or sent to sign in first."""
    after = quote(answer.request.url.raw_path.decode()) if method == "GET" else "/"
    away = answer.headers.get("location", "") == f"/sign-in?next={after}"
    return answer.status_code not in SHUT and not away


async def walk(
    world: World, who: Who, *, only_meetings: bool = False
) -> dict[tuple[str, str, str], int]:
    """Every way through every door, in every stage: where somebody got what is not theirs."""
    cookies, headers = {}, {}
    if who.role:
        cookies[SESSION] = world.secrets[who.name]
        headers["x-csrf-token"] = csrf_token(world.secrets[who.name])
    wrong = {}
    transport = httpx.ASGITransport(
        world.app, raise_app_exceptions=False, client=("127.0.0.1", 50000)
    )
    async with httpx.AsyncClient(transport=transport, base_url=HOST, headers=headers) as client:
        for name, door in ways():
            method, path = name.split(" ", 1)
            elsewhere = leads_elsewhere(door, path, world)
            if (elsewhere and only_meetings) or not (elsewhere or has_turn(name, who)):
                continue
            for stage in stages_tried(name, door, path, world, who):
                keys = {**world.stages[stage], "agency_code": who.agency}
                keys["user"] = world.users[who.name].id if who.role else keys["person"]
                keys["new_passkey_step"] = world.steps.get(who.name, "none")
                keys = keys_of(door, name, keys)
                client.cookies = httpx.Cookies(cookies | filled(dict(door.cookies), keys))
                async with at(stage, keys["meeting"]):
                    answer = await client.request(**request_of(method, path, door, keys))
                right = opened(answer, method) is door.opens(who, stage)
                if not right or answer.status_code == 500:
                    wrong[name, stage.value, str(door.keys or door.query)] = answer.status_code
    return wrong
