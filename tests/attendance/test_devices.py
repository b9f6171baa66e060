"""Devices at the door: enrolled by a code that works once, and nothing but a desk."""

from contextlib import asynccontextmanager

import httpx
import pytest

from rakor.attendance import operations
from rakor.attendance.models import Device, Scan
from rakor.attendance.queries import DEVICE_COOKIE
from rakor.invitations.queries import checkin_code
from rakor.journal import Entry

from ..conftest import HOST


@pytest.fixture
def at_door(app, meeting, dewi):
    """A browser enrolled as a desk, with nobody signed in: `async with at_door() as tablet:`."""

    @asynccontextmanager
    async def enrolled(name: str = "Meja 1", into=None):
        where = into or meeting
        _device, code = await operations.invite_device(where.id, name, by=dewi)
        device, key = await operations.enrol_device(where.id, code)
        transport = httpx.ASGITransport(app, client=("127.0.0.1", 50000))
        headers = {"cookie": f"{DEVICE_COOKIE}={key}", "accept": "application/json"}
        async with httpx.AsyncClient(
            transport=transport, base_url=HOST, headers=headers
        ) as browser:
            browser.device = device
            yield browser

    return enrolled


def door(meeting, rest: str) -> str:
    return f"/api/v1/door/{meeting.id}/{rest}"


async def test_a_browser_becomes_a_desk_by_a_code_that_works_once(meeting, dewi, as_person):
    async with as_person(dewi) as officer:
        made = await officer.post(f"/api/v1/meetings/{meeting.id}/devices", json={"name": "Meja 1"})
    way = made.json()["url"].removeprefix(HOST)
    async with as_person(None, page=True) as tablet:
        looked = await tablet.get(way)
        enrolled = await tablet.post(way, data={"name": "Meja Utara"})
        again = await tablet.post(way, data={"name": "Meja Selatan"})
        cookie = enrolled.headers["set-cookie"]
        listed = await tablet.get(door(meeting, "list"))
    assert (made.status_code, made.json()["standing"], looked.status_code) == (201, "invited", 200)
    assert (enrolled.status_code, enrolled.headers["location"]) == (303, f"/door/{meeting.id}")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert f"Path=/api/v1/door/{meeting.id}" in cookie
    assert again.status_code == 409
    assert (listed.status_code, listed.json()["device"]["name"]) == (200, "Meja Utara")
    assert [e.kind for e in await Entry.filter(stream=meeting.id).order_by("seq")] == [
        "device.invited",
        "device.enrolled",
    ]


async def test_a_device_carries_the_list_and_records_for_its_officer(
    meeting, invite, bkn, dewi, at_door
):
    sari = await invite("Sari Utami", bkn)
    async with at_door() as tablet:
        first = (await tablet.get(door(meeting, "list"))).json()
        sent = await tablet.post(
            door(meeting, "check-ins/batch"),
            json={
                "scans": [
                    {"nonce": "a", "code": checkin_code(sari), "shown": "accepted"},
                    {"nonce": "b", "walk_in": {"name": "Budi"}, "shown": "accepted"},
                    {"nonce": "c", "code": "ZZZZ-ZZZZ", "shown": "accepted"},
                    {"nonce": "d", "channel": "phone"},
                ],
                "waiting": 3,
            },
        )
        after = (await tablet.get(door(meeting, f"list?since={first['revision']}"))).json()
    assert [(p["name"], p["code_sha256"]) for p in first["people"]] == [
        ("Sari Utami", sari.code_digest)
    ]
    assert first["heads"] == []
    said = sent.json()["scans"]
    assert [(each["nonce"], each["result"], each["conflict"]) for each in said] == [
        ("a", "accepted", False),
        ("b", "accepted", False),
        ("c", "refused", True),
        ("d", "refused", False),
    ]
    assert (after["whole"], after["people"]) == (False, [])
    assert [head["name"] for head in after["heads"]] == ["Sari Utami", "Budi"]
    scans = await Scan.filter(head_id__not_isnull=True)
    assert {(s.device, s.enrolled_id, s.officer_id) for s in scans} == {
        ("Meja 1", tablet.device.id, dewi.id)
    }
    assert (await Device.get(id=tablet.device.id)).waiting == 3
