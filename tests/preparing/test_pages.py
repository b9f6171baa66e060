"""The pages and acts by which a meeting is made from another, or from a template."""

import re

from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.preparing.models import MeetingTemplate, TemplateSeat
from tests.meetings.conftest import counted_queries

from .conftest import LATER

A = "/api/v1"


async def test_a_new_meeting_begins_empty_from_a_template_or_from_an_earlier_one(held, as_person):
    async with as_person(held.rina, page=True) as browser:
        pages = [
            (await browser.get(url)).text
            for url in ("/meetings/new", "/meeting-templates", "/meetings/new/earlier?q=nasional")
        ]
        nothing = await browser.get("/meetings/new/earlier?q=tidak-ada")
    for page in pages:
        assert re.findall(r'href="(/meeting[^"]*)"', page.split('class="sections"')[1])[:3] == [
            "/meetings/new",
            "/meeting-templates",
            "/meetings/new/earlier",
        ]
    assert f'href="/meetings/{held.meeting.id}/next"' in pages[2]
    assert "Tidak ada rapat yang cocok" in nothing.text


async def test_the_next_meeting_is_made_on_its_page(held, as_person):
    url = f"/meetings/{held.meeting.id}/next"
    async with as_person(held.rina, page=True) as browser:
        form = await browser.get(url)
        at = re.findall(r"\?at=([0-9T:-]+)", form.text)
        other = await browser.get(f"{url}?at={at[1]}")
        typed = {
            "title": "Rapat Koordinasi Teknis",
            "starts_at": at[1],
            "ends_at": f"{at[1][:11]}11:00",
            "timezone": "Asia/Jakarta",
            "kind": "technical_coordination",
            "mode": "hybrid",
            "security_class": "public",
            "register_room": "",
            "take[]": ["texts", "place", "participants"],
            "then": "times",
        }
        refused = await browser.post(url, data={**typed, "ends_at": at[1]})
        made = await browser.post(url, data=typed)
        shown = await browser.get(made.headers["location"])
    new = await Meeting.get(follow_up_of_id=held.meeting.id)

    assert len(at) == 3
    assert f'value="{at[1]}"' in other.text
    assert refused.status_code == 422
    ticked = re.findall(r'name="take\[\]" value="(\w+)" checked', refused.text)
    assert ticked == ["texts", "place", "participants"]
    assert made.headers["location"] == f"/meetings/{new.id}/times"
    assert shown.status_code == 200
    assert (new.title, new.room) == ("Rapat Koordinasi Teknis", "Ruang Cendrawasih")
    assert await Invitation.filter(meeting_id=new.id).count() == 3


async def test_the_address_of_before_leads_to_the_page_of_now(held, as_person):
    async with as_person(held.rina, page=True) as browser:
        old = await browser.get(f"/meetings/new?from={held.meeting.id}")
    assert (old.status_code, old.headers["location"]) == (303, f"/meetings/{held.meeting.id}/next")


async def test_whatever_is_typed_as_the_time_is_no_fault_of_ours(held, as_person):
    async with as_person(held.rina, page=True) as browser:
        for at in ("x", "0001-01-01T00:00", "9999-12-31T23:59", "2030-04-04T09:00%2B07:00"):
            page = await browser.get(f"/meetings/{held.meeting.id}/next?at={at}")
            assert page.status_code == 200
        posted = await browser.post(
            f"/meetings/{held.meeting.id}/next", data={"starts_at": "x", "take[]": ["nonsense"]}
        )
    assert posted.status_code == 422


async def test_a_template_is_made_changed_used_and_archived_on_its_pages(held, as_person):
    async with as_person(held.rina, page=True) as browser:
        saved = await browser.post(
            f"/meetings/{held.meeting.id}/template", data={"name": "Nasional"}
        )
        twice = await browser.post(
            f"/meetings/{held.meeting.id}/template", data={"name": "Nasional"}
        )
        here = saved.headers["location"]
        page = (await browser.get(here)).text
        row = await TemplateSeat.filter(officer=False).first()
        gone = await browser.post(f"{here}/seats/{row.id}/remove", data={"revision": 1})
        added = await browser.post(
            f"{here}/officers",
            data={"person": held.budi.person.email, "part": "moderator", "revision": 2},
        )
        stale = await browser.post(here, data={"name": "Lain", "revision": 1})
        agenda = {"agenda.0.title": "Satu", "agenda.0.minutes": "", "agenda.1.title": ""}
        kept = await browser.post(
            here, data={"name": "Nasional", "answer_days": "", "revision": 3, **agenda}
        )
        use = await browser.get(f"/meetings/new/template/{here.rsplit('/', 1)[1]}")
        made = await browser.post(
            f"/meetings/new/template/{here.rsplit('/', 1)[1]}",
            data={"title": "Rakornas", "starts_at": "2030-05-02T09:00", "ends_at": "",
                  "timezone": "Asia/Jakarta", "take[]": ["agenda"], "then": "draft"},
        )  # fmt: skip
        put_away = await browser.post(f"{here}/archive")
        listed = await browser.get("/meeting-templates?archived=true")
        back = await browser.post(f"{here}/restore")
    template = await MeetingTemplate.get()

    assert (saved.status_code, twice.status_code, stale.status_code) == (303, 409, 412)
    assert "Kepala Badan Kepegawaian Negara" in page
    assert [each.status_code for each in (gone, added, kept, put_away, back)] == [303] * 5
    assert template.agenda == [{"title": "Satu", "minutes": 0}]
    assert template.answer_days is None
    assert use.status_code == 200
    assert made.headers["location"] == f"/meetings/{(await Meeting.get(title='Rakornas')).id}"
    assert "Nasional" in listed.text


async def test_a_starter_is_used_and_adopted(held, as_person):
    async with as_person(held.rina, page=True) as browser:
        page = await browser.get("/meetings/new/template/rakor")
        lost = await browser.get("/meetings/new/template/tidak-ada")
        own = await browser.post("/meeting-templates/starters/rakor")
        new = await browser.get("/meeting-templates/new")
        made = await browser.post(
            "/meeting-templates/new",
            data={"name": "Baru", "kind": "coordination", "mode": "online", "minutes": "60"},
        )
    assert (page.status_code, lost.status_code, new.status_code) == (200, 404, 200)
    assert (own.status_code, made.status_code) == (303, 303)


async def test_a_program_makes_the_next_meeting_once(held, as_person):
    url = f"{A}/meetings/{held.meeting.id}/next"
    async with as_person(held.rina) as api:
        before = await api.get(url)
        key = {"Idempotency-Key": "sekali"}
        made = await api.post(url, json={"starts_at": LATER}, headers=key)
        again = await api.post(url, json={"starts_at": LATER}, headers=key)
        wrong = await api.post(url, json={"starts_at": LATER, "take": ["semua"]})
    told = made.json()
    assert before.json()["take"] == [
        "texts", "place", "agenda", "parts", "participants", "quotas", "link",
    ]  # fmt: skip
    assert [each["rhythm"] for each in before.json()["times"]] == ["week", "month", "quarter"]
    assert (made.status_code, again.json()["id"], wrong.status_code) == (201, told["id"], 422)
    assert (told["follow_up_of"], told["invited"], told["left_out"], told["room_taken"]) == (
        str(held.meeting.id), 3, [], False,
    )  # fmt: skip
    assert await Meeting.filter(follow_up_of_id=held.meeting.id).count() == 1


async def test_a_program_keeps_templates(held, as_person):
    async with as_person(held.rina) as api:
        saved = await api.post(
            f"{A}/meetings/{held.meeting.id}/template", json={"name": "Nasional"}
        )
        one = f"{A}/meeting-templates/{saved.json()['id']}"
        changed = await api.patch(one, json={"minutes": 60}, headers={"If-Match": '"1"'})
        stale = await api.patch(one, json={"minutes": 90}, headers={"If-Match": '"1"'})
        listed = await api.get(f"{A}/meeting-templates")
        used = await api.post(f"{one}/meetings", json={"starts_at": LATER, "take": []})
        starter = await api.post(f"{A}/meeting-templates/rakor/meetings", json={"starts_at": LATER})
        added = await api.post(f"{A}/meeting-templates", json={"name": "Baru"})
        archived = await api.post(f"{one}/archive", json={})
        restored = await api.post(f"{one}/restore", json={})
        read = await api.get(one)
    async with as_person(held.stranger) as api:
        hidden = await api.get(one)
    assert (changed.json()["minutes"], stale.status_code) == (60, 412)
    assert [each["name"] for each in listed.json()["items"]] == ["Nasional"]
    assert len(listed.json()["starters"]) == 7
    assert (used.status_code, starter.status_code, added.status_code) == (201, 201, 201)
    assert archived.json()["archived_at"] is not None
    assert restored.json()["archived_at"] is None
    assert read.json()["quotas"] == [{"agency": "BPSDM", "seats": 2}, {"agency": "BKN", "seats": 3}]
    assert hidden.status_code == 404


async def test_the_page_asks_as_often_for_one_as_for_thirty(held, as_person, monkeypatch):
    asked = []
    url = f"/meetings/{held.meeting.id}/next"
    async with as_person(held.rina, page=True) as browser:
        await browser.get(url)
        for many in (1, 30):
            lines = [Wish(email=f"orang{many}-{n}@bkn.example.go.id") for n in range(many)]
            await invitations.invite(held.meeting.id, lines, by=held.rina)
            for n in range(many):
                item = meetings.ItemFacts(title=f"Pokok {n}")
                await meetings.add_item(held.meeting.id, item, by=held.rina)
            with counted_queries(monkeypatch) as queries:
                await browser.get(url)
            asked.append(len(queries))
    assert asked[0] == asked[1]
