"""Every door of meetings, tried by everybody: what the table does not allow is refused."""

import pytest

from rakor.meetings import operations
from rakor.meetings.api import endpoints
from rakor.meetings.models import MeetingPart
from rakor.meetings.pages import routes
from rakor.meetings.rules import Part

ALL = {
    "admin", "secretariat", "chair", "minute_taker",
    "check_in_officer", "participant", "colleague", "other_staff",
}  # fmt: skip
STAFF = {"admin", "secretariat"}
WRITERS = STAFF | {"chair", "minute_taker"}
INVITED = WRITERS | {"check_in_officer", "participant"}
PREPARERS = STAFF | {"other_staff"}
# 404 for whoever may not know of the meeting, 403 for whoever only sees it.
UNSEEN = ALL - INVITED

PROGRAMS = {
    "GET /meetings": ALL,
    "POST /meetings": PREPARERS,
    "GET /meetings/{meeting:uuid}": INVITED,
    "PATCH /meetings/{meeting:uuid}": STAFF,
    "POST /meetings/{meeting:uuid}/reschedule": STAFF,
    "POST /meetings/{meeting:uuid}/publish": STAFF,
    "POST /meetings/{meeting:uuid}/cancel": STAFF,
    "POST /meetings/{meeting:uuid}/postpone": STAFF,
    "POST /meetings/{meeting:uuid}/open": WRITERS,
    "POST /meetings/{meeting:uuid}/close": WRITERS,
    "GET /meetings/{meeting:uuid}/agenda": INVITED,
    "POST /meetings/{meeting:uuid}/agenda": STAFF,
    "PATCH /meetings/{meeting:uuid}/agenda/{item:uuid}": STAFF,
    "DELETE /meetings/{meeting:uuid}/agenda/{item:uuid}": STAFF,
    "POST /meetings/{meeting:uuid}/agenda/order": STAFF,
    "POST /meetings/{meeting:uuid}/agenda/{item:uuid}/start": WRITERS,
    "POST /meetings/{meeting:uuid}/agenda/{item:uuid}/finish": WRITERS,
    "POST /meetings/{meeting:uuid}/agenda/{item:uuid}/skip": WRITERS,
    "GET /meetings/{meeting:uuid}/parts": INVITED,
    "POST /meetings/{meeting:uuid}/parts": STAFF,
    "DELETE /meetings/{meeting:uuid}/parts/{part:uuid}": STAFF,
}

PAGES = {
    "GET /meetings": ALL,
    "GET /calendar": ALL,
    "GET /meetings/new": PREPARERS,
    "POST /meetings/new": PREPARERS,
    "GET /meetings/{meeting:uuid}": INVITED,
    "GET /meetings/{meeting:uuid}/edit": STAFF,
    "POST /meetings/{meeting:uuid}/edit": STAFF,
    "GET /meetings/{meeting:uuid}/parts": STAFF,
    "POST /meetings/{meeting:uuid}/parts": STAFF,
    "POST /meetings/{meeting:uuid}/parts/{part:uuid}/release": STAFF,
    **{
        f"{method} /meetings/{{meeting:uuid}}/{verb}": who
        for verb, poster in (
            ("publish", STAFF),
            ("cancel", STAFF),
            ("postpone", STAFF),
            ("open", WRITERS),
            ("close", WRITERS),
        )
        for method, who in (("GET", INVITED), ("POST", poster))
    },
    "GET /meetings/{meeting:uuid}/agenda": INVITED,
    "POST /meetings/{meeting:uuid}/agenda": STAFF,
    "GET /meetings/{meeting:uuid}/agenda/{item:uuid}": STAFF,
    "POST /meetings/{meeting:uuid}/agenda/{item:uuid}": STAFF,
    "POST /meetings/{meeting:uuid}/agenda/{item:uuid}/move": STAFF,
    "POST /meetings/{meeting:uuid}/agenda/{item:uuid}/remove": STAFF,
    "POST /meetings/{meeting:uuid}/agenda/{item:uuid}/start": WRITERS,
    "POST /meetings/{meeting:uuid}/agenda/{item:uuid}/finish": WRITERS,
    "POST /meetings/{meeting:uuid}/agenda/{item:uuid}/skip": WRITERS,
}
BODIES = {
    "meetings": {
        "title": "Baru",
        "starts_at": "2030-03-01T09:00:00+07:00",
        "ends_at": "2030-03-01T12:00:00+07:00",
    },
    "agenda": {"title": "Baru"},
    "order": {"items": []},
    "move": {"way": "up"},
    "reschedule": {
        "starts_at": "2030-03-02T09:00:00+07:00",
        "ends_at": "2030-03-02T12:00:00+07:00",
    },
}


def body_for(door, user):
    """Something sensible to send to a door, on behalf of somebody."""
    method, path = door.split(" ", 1)
    last = path.rsplit("/", 1)[-1]
    if method == "GET":
        return None
    if door in ("POST /meetings", "POST /meetings/new"):
        return {
            **BODIES["meetings"],
            "organizer": user.person.agency.code if user.agency_id else "BPSDM",
        }
    if last == "parts":
        return {"person": str(user.id), "part": "chair"}
    return BODIES["agenda"] if "{" in last else BODIES.get(last, {})


def test_the_tables_name_every_door():
    assert set(PROGRAMS) == {f"{each.method} {each.path}" for each in endpoints}
    assert set(PAGES) == {
        f"{method} {route.path}" for route in routes for method in route.methods - {"HEAD"}
    }


async def knock(client, door, keys, body):
    """The status that somebody gets at a door; pages get forms, programs JSON."""
    method, path = door.split(" ", 1)
    for name, key in keys.items():
        path = path.replace(f"{{{name}:uuid}}", str(key))
    programs = client.headers["accept"] == "application/json"
    sent = {} if body is None else {"json" if programs else "data": body}
    answer = await client.request(method, ("/api/v1" if programs else "") + path, **sent)
    return answer.status_code


@pytest.fixture
async def keys(running, add_item, new_user):
    """A meeting with an item that can be touched and a part that can be taken away."""
    item = await add_item(running, "Pokok")
    speaker = (await new_user("Nara Sumber")).person
    part = await MeetingPart.create(meeting=running, person=speaker, part=Part.SPEAKER)
    return {"meeting": running.id, "item": item.id, "part": part.id}


@pytest.mark.parametrize("who", sorted(ALL))
@pytest.mark.parametrize(("page", "table"), [(False, PROGRAMS), (True, PAGES)])
async def test_every_door_opens_to_those_of_the_table(
    running, keys, cast, as_person, who, page, table
):
    user = (await cast(running))[who]
    wrong = {}
    async with as_person(user, page=page) as client:
        for door, allowed in table.items():
            status = await knock(client, door, keys, body_for(door, user))
            unseen = "{meeting" in door and who in UNSEEN
            # Whoever is let in may still be told that the step does not fit (409, 422).
            right = status not in (401, 403, 404) if who in allowed else status == 403 + unseen
            if not right:
                wrong[door] = status
    assert wrong == {}


@pytest.mark.parametrize(("page", "table"), [(False, PROGRAMS), (True, PAGES)])
async def test_nobody_comes_in_without_signing_in(keys, rina, as_person, page, table):
    async with as_person(None, page=page) as client:
        found = {await knock(client, door, keys, body_for(door, rina)) for door in table}
    assert found == {303 if page else 401}


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


async def test_a_meeting_that_follows_takes_over_no_link_one_may_not_see(
    running, cast, rina, as_person
):
    users = await cast(running)
    await MeetingPart.create(
        meeting=running, person_id=users["other_staff"].id, part=Part.PARTICIPANT
    )
    seen = []
    for user in (users["other_staff"], rina):
        async with as_person(user, page=True) as browser:
            page = await browser.get(f"/meetings/new?from={running.id}")
        seen.append((page.status_code, "https://zoom.example/1" in page.text))
    assert seen == [(200, False), (200, True)]


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
