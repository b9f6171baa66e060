"""What people see behind the doors of meetings; whom these let in, `tests/rights` says."""

from rakor.meetings import operations
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Part

WRITERS = {"admin", "secretariat", "chair", "minute_taker"}
INVITED = WRITERS | {"check_in_officer", "participant"}


async def test_participants_never_see_confidential_items(running, cast, add_item, as_person):
    await add_item(running, "Pembukaan")
    await add_item(running, "Anggaran rahasia", confidential=True)
    users = await cast(running)
    seen = {}
    for name in sorted(INVITED):
        async with as_person(users[name]) as api:
            whole = (await api.get(f"/api/v1/meetings/{running.id}")).text
            agenda = (await api.get(f"/api/v1/meetings/{running.id}/agenda")).text
        async with as_person(users[name], page=True) as browser:
            pages = [
                (await browser.get(f"/meetings/{running.id}{tail}")).text
                for tail in ("", "/agenda")
            ]
        seen[name] = {"Anggaran rahasia" in text for text in (whole, agenda, *pages)}
    assert seen == {name: {name in WRITERS} for name in INVITED}


async def test_what_became_confidential_is_gone_from_the_history_too(
    running, cast, add_item, rina, as_person
):
    item = await add_item(running, "Anggaran rahasia")
    hide = operations.ItemChanges(confidential=True)
    await operations.change_item(running.id, item.id, hide, by=rina)
    users = await cast(running)
    seen = {}
    for name in sorted(INVITED):
        async with as_person(users[name], page=True) as browser:
            page = await browser.get(f"/meetings/{running.id}")
        seen[name] = "Anggaran rahasia" in page.text
    assert seen == {name: name in WRITERS for name in INVITED}


async def test_those_who_only_come_see_the_video_link_when_they_check_in(running, cast, as_person):
    users = await cast(running)
    seen = {}
    for name in sorted(INVITED):
        async with as_person(users[name]) as api:
            online = (await api.get(f"/api/v1/meetings/{running.id}")).json()["online"]
        async with as_person(users[name], page=True) as browser:
            page = (await browser.get(f"/meetings/{running.id}")).text
        assert online["provider"] == "Zoom"
        told = {"https://zoom.example/1" in text for text in (online["join_url"], page)}
        told |= {"rahasia" in text for text in (online["passcode"], page)}
        seen[name] = told
    assert seen == {name: {name != "participant"} for name in INVITED}


async def test_a_draft_is_unknown_to_those_who_are_only_to_come(draft, cast, as_person):
    users = await cast(draft)
    found = {}
    for name, user in users.items():
        async with as_person(user) as api:
            found[name] = (await api.get(f"/api/v1/meetings/{draft.id}")).status_code == 200
    assert {name for name, seen in found.items() if seen} == INVITED - {"participant"}


async def test_lists_hold_what_one_may_see(draft, scheduled, cast, as_person, bkn):
    users = await cast(scheduled)
    await MeetingPart.filter(part=Part.PARTICIPANT).delete()
    for name, count in (("admin", 1), ("secretariat", 1), ("participant", 0), ("chair", 1)):
        async with as_person(users[name]) as api:
            items = (await api.get("/api/v1/meetings")).json()["items"]
        assert (name, len(items)) == (name, count)
