"""A device at a door has a key: to the three doors of its meeting, and to nothing else at all."""

import httpx
import pytest

from rakor.attendance.models import Device
from rakor.web.middleware import SESSION

from ..conftest import HOST
from .doors import ways
from .knocking import keys_of, opened, request_of
from .world import Stage, Who, at

NOBODY = Who("nobody", None)


def client_of(world, **more) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(
        world.app, raise_app_exceptions=False, client=("127.0.0.1", 50000)
    )
    return httpx.AsyncClient(transport=transport, base_url=HOST, **more)


async def test_the_key_of_a_device_opens_its_door_and_nothing_else(world):
    places = world.stages[Stage.RUNNING]
    key = places["device_key"]
    wrong = {}
    async with client_of(world) as tablet:
        for name, door in ways():
            method, path = name.split(" ", 1)
            if door.cookies or Stage.RUNNING not in door.stages:
                continue
            keys = {**places, "agency_code": NOBODY.agency, "user": places["person"]}
            keys["new_passkey_step"] = "none"
            # Even where its key is sent as if it were a session.
            tablet.cookies = httpx.Cookies({SESSION: key, "rakor_device": key})
            async with at(Stage.RUNNING, places["meeting"]):
                answer = await tablet.request(
                    **request_of(method, path, door, keys_of(door, name, keys))
                )
            its_own = path.startswith("/api/v1/door/")
            if opened(answer, method) is not (its_own or door.opens(NOBODY, Stage.RUNNING)):
                wrong[name] = answer.status_code
    assert wrong == {}


@pytest.mark.parametrize("as_what", ["a token", "a session"])
async def test_the_key_of_a_device_is_no_account(world, as_what):
    key = world.stages[Stage.RUNNING]["device_key"]
    headers = {"authorization": f"Bearer {key}"} if as_what == "a token" else {}
    cookies = {SESSION: key} if as_what == "a session" else {}
    async with client_of(world, headers=headers, cookies=cookies) as tablet:
        assert (await tablet.get("/api/v1/meetings")).status_code == 401


async def test_the_key_of_one_meeting_opens_no_other_door(world):
    running, held = world.stages[Stage.RUNNING], world.stages[Stage.HELD]
    cookies = {"rakor_device": running["device_key"]}
    async with client_of(world, cookies=cookies) as tablet:
        other = await tablet.get(f"/api/v1/door/{held['meeting']}/list")
        own = await tablet.get(f"/api/v1/door/{running['meeting']}/list")
    assert (own.status_code, other.status_code, other.json()["wipe"]) == (200, 401, False)


async def test_a_device_whose_officer_may_no_longer_check_in_is_refused(world):
    running = world.stages[Stage.RUNNING]
    cookies = {"rakor_device": running["device_key"]}
    async with at(Stage.RUNNING, running["meeting"]), client_of(world, cookies=cookies) as tablet:
        await Device.filter(id=running["device"]).update(
            officer_id=world.users["participant elsewhere"].id
        )
        answer = await tablet.get(f"/api/v1/door/{running['meeting']}/list")
    assert answer.status_code == 404
