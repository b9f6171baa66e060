"""Devices at the door: enrolled by a code that works once, and nothing but a desk."""

from datetime import UTC, datetime

import pytest

from rakor.attendance import operations
from rakor.attendance.models import Device, Scan
from rakor.attendance.queries import secret_digest
from rakor.errors import Conflict, NotFound
from rakor.invitations import operations as invitations
from rakor.invitations.models import DelegationStep
from rakor.invitations.queries import checkin_code
from rakor.invitations.rules import DelegationState, RsvpStatus
from rakor.journal import Entry

from ..conftest import HOST


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


async def test_codes_that_lapsed_were_revoked_or_are_of_another_meeting_enrol_nothing(
    meeting, new_meeting, dewi, rina
):
    other = await new_meeting(title="Rapat lain")
    device, code = await operations.invite_device(meeting.id, "Meja 1", by=dewi)
    with pytest.raises(NotFound):
        await operations.enrol_device(other.id, code)
    with pytest.raises(NotFound):
        await operations.enrol_device(meeting.id, code[:-1] + ("b" if code.endswith("a") else "a"))
    await Device.filter(id=device.id).update(code_until=datetime.now(UTC))
    with pytest.raises(Conflict):
        await operations.enrol_device(meeting.id, code)
    second, code = await operations.invite_device(meeting.id, "Meja 2", by=dewi)
    await operations.revoke_device(meeting.id, second.id, by=rina)
    with pytest.raises(Conflict):
        await operations.enrol_device(meeting.id, code)
    with pytest.raises(NotFound):
        await operations.revoke_device(other.id, device.id, by=rina)
    assert await Device.filter(key_digest__not_isnull=True).count() == 0


async def test_neither_the_code_nor_the_key_of_a_device_is_stored(meeting, dewi, at_door):
    _device, code = await operations.invite_device(meeting.id, "Meja 9", by=dewi)
    async with at_door() as tablet:
        key = tablet.key
    rows = await Device.all().values()
    entries = await Entry.filter(kind__startswith="device.").values("data")
    for secret in (code, key):
        assert secret not in str(rows)
        assert secret not in str(entries)
    assert secret_digest(key) in str(rows)


async def test_a_revoked_device_is_told_to_wipe_and_says_when_it_has(
    meeting, dewi, as_person, at_door
):
    batch = {"scans": [{"nonce": "late", "walk_in": {"name": "Budi"}}]}
    async with as_person(dewi) as officer, at_door() as tablet:
        devices = f"/api/v1/meetings/{meeting.id}/devices"
        revoked = await officer.post(f"{devices}/{tablet.device.id}/revoke", json={})
        refused = [
            await tablet.get(door(meeting, "list")),
            await tablet.post(door(meeting, "check-ins/batch"), json=batch),
        ]
        before = (await officer.get(devices)).json()["items"][0]["standing"]
        wiped = [await tablet.post(door(meeting, "wiped")) for _ in range(2)]
        after = (await officer.get(devices)).json()["items"][0]
    assert [revoked.json()["standing"], before, after["standing"]] == ["revoked"] * 2 + ["wiped"]
    assert {(each.status_code, each.json()["wipe"]) for each in refused} == {(401, True)}
    assert [each.status_code for each in wiped] == [204, 204]
    assert "rakor_device=" in wiped[0].headers["set-cookie"]
    assert await Scan.all().count() == 0
    assert await Entry.filter(kind="device.wiped").count() == 1


async def test_a_desk_that_is_done_wipes_itself_and_is_known_no_more(meeting, at_door):
    async with at_door() as tablet:
        await tablet.post(door(meeting, "wiped"))
        answer = await tablet.get(door(meeting, "list"))
    assert (answer.status_code, answer.json()["wipe"]) == (401, True)


async def test_an_officer_renames_devices_and_a_scan_keeps_the_name_of_its_day(
    meeting, dewi, as_person, at_door
):
    send = {"scans": [{"nonce": "1", "walk_in": {"name": "Budi"}}]}
    async with as_person(dewi) as officer, at_door() as tablet:
        await tablet.post(door(meeting, "check-ins/batch"), json=send)
        way = f"/api/v1/meetings/{meeting.id}/devices/{tablet.device.id}"
        renamed = await officer.patch(way, json={"name": "Pintu Timur"})
        send["scans"][0] |= {"nonce": "2", "walk_in": {"name": "Wati"}}
        await tablet.post(door(meeting, "check-ins/batch"), json=send)
    assert renamed.json()["name"] == "Pintu Timur"
    assert await Scan.all().order_by("id").values_list("device", flat=True) == [
        "Meja 1",
        "Pintu Timur",
    ]


async def test_a_list_that_is_the_same_is_not_sent_again(meeting, invite, bkn, at_door):
    await invite("Sari", bkn)
    async with at_door() as tablet:
        first = await tablet.get(door(meeting, "list"))
        mark = {"if-none-match": first.headers["etag"]}
        same = await tablet.get(door(meeting, "list"), headers=mark)
        await tablet.post(
            door(meeting, "check-ins/batch"),
            json={"scans": [{"nonce": "1", "walk_in": {"name": "Budi"}}]},
        )
        other = await tablet.get(door(meeting, "list"), headers=mark)
    assert (same.status_code, same.content, other.status_code) == (304, b"", 200)


async def test_the_list_is_sent_whole_again_when_somebody_is_withdrawn(
    meeting, invite, bkn, rina, at_door
):
    sari = await invite("Sari", bkn)
    async with at_door() as tablet:
        first = (await tablet.get(door(meeting, "list"))).json()
        await invitations.withdraw(sari.id, by=rina)
        after = (await tablet.get(door(meeting, f"list?since={first['revision']}"))).json()
        strange = (await tablet.get(door(meeting, "list?since=whatever"))).json()
    assert [first["people"][0]["withdrawn"], after["people"][0]["withdrawn"]] == [False, True]
    assert (after["whole"], strange["whole"]) == (True, True)


async def test_the_list_says_who_comes_for_whom(meeting, invite, bkn, at_door):
    chief = await invite("Kepala", bkn, status=RsvpStatus.DELEGATED, precedence=1)
    deputy = await invite("Wakil", bkn, delegated_from=chief, precedence=2)
    step = {"meeting_id": meeting.id, "invitation": chief, "deputy": deputy, "made_seat": True}
    step |= {"name": "Wakil", "email": deputy.email, "state": DelegationState.ACCEPTED}
    await DelegationStep.create(**step, via="page", created_at=datetime.now(UTC))
    async with at_door() as tablet:
        await tablet.post(
            door(meeting, "check-ins/batch"),
            json={"scans": [{"nonce": "1", "invitation": str(deputy.id)}]},
        )
        told = (await tablet.get(door(meeting, "list"))).json()
    assert [(each["name"], each["deputy"], each["represents"]) for each in told["people"]] == [
        ("Kepala", "Wakil", ""),
        ("Wakil", "", told["heads"][0]["represents"]),
    ]
    assert "Kepala" in told["heads"][0]["represents"]
    assert told["heads"][0]["key"] == told["people"][1]["key"]
    assert told["heads"][0]["first_device"] == "Meja 1"
