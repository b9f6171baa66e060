"""The pages of programmes, their twins for programs, and what everybody may read."""

from datetime import timedelta

from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.invitations.queries import personal_token
from rakor.journal import Entry
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Part
from rakor.programmes import operations
from rakor.programmes.models import Programme, ProgrammeSession, RundownLine
from rakor.programmes.rules import ProgrammeChanges, Rundown
from tests.meetings.conftest import counted_queries

from .conftest import NINE
from .test_sessions import session

API = "/api/v1/programmes"
LINES = {
    "lines.0.title": "Pembukaan",
    "lines.0.minutes": "30",
    "lines.0.position": "0",
    "lines.1.title": "Sambutan",
    "lines.1.minutes": "15",
    "lines.1.anchor": "09:45",
    "lines.1.position": "1",
    "lines.1.backstage": "true",
    "lines.2.title": "",
}


async def test_a_programme_is_planned_filled_and_moved_on_its_pages(as_person, rina, hall, held):
    meeting = await held(1, 9, 2)
    async with as_person(rina, page=True) as browser:
        days = {"first_day": "2031-04-01", "last_day": "2031-04-02"}
        wrong = await browser.post("/programmes/new", data={"title": "", **days})
        assert wrong.status_code == 422
        made = await browser.post("/programmes/new", data={"title": "Pekan <b>", **days})
        programme = await Programme.get()
        here = made.headers["location"]
        assert here == f"/programmes/{programme.id}"
        assert "Pekan &lt;b&gt;" in (await browser.get(here)).text
        assert (await browser.get(f"{here}/sessions")).status_code == 200
        times = {"starts_at": "2031-04-01T09:00", "ends_at": "2031-04-01T10:00"}
        said = {"title": "Registrasi", **times, "register_room": str(hall.id), "room": ""}
        assert (await browser.post(f"{here}/sessions", data=said)).status_code == 303
        clash = await browser.post(f"{here}/sessions", data={**said, "track": "B"})
        assert clash.status_code == 409
        assert "Ruang tidak bebas" in clash.text
        linked = await browser.post(f"{here}/meetings", data={"meeting": str(meeting.id)})
        assert linked.status_code == 303
        own = await ProgrammeSession.get(meeting_id=None)
        assert (own.starts_at, own.room) == (NINE, "Aula")
        there = f"{here}/sessions/{own.id}"
        said |= {"title": "Registrasi peserta", "revision": "2", "track": ""}
        stale = await browser.post(there, data={**said, "revision": "9"})
        assert stale.status_code == 412
        said["revision"] = str(own.revision)
        assert (await browser.post(there, data=said)).status_code == 303
        assert (await browser.post(f"{there}/cancel")).status_code == 303
        assert (await browser.post(f"{there}/restore")).status_code == 303
        preview = await browser.get(f"{here}/move?days=1")
        assert "Kamis, 3 April 2031" in preview.text
        assert (await browser.get(f"{here}/move?days=x")).status_code == 422
        assert (await browser.post(f"{here}/move", data={"days": "0"})).status_code == 422
        moved = await browser.post(f"{here}/move", data={"days": "1", "minutes": "0"})
        assert moved.status_code == 303
        assert (await Meeting.get()).starts_at == NINE + timedelta(days=2)
        assert (await browser.post(f"{there}/remove")).status_code == 303
        assert (await browser.get("/programmes")).text.count(here) == 1
        assert (await browser.post(f"{here}/remove")).headers["location"] == "/programmes"
    assert await Programme.all().count() == 0


async def test_a_rundown_shows_its_times_before_it_is_saved(as_person, programme, rina):
    row = await operations.add_session(programme.id, session(9, 1), by=rina)
    here = f"/programmes/{programme.id}/sessions/{row.id}/rundown"
    async with as_person(rina, page=True) as browser:
        assert (await browser.get(here)).status_code == 200
        looked = await browser.post(here, data={**LINES, "do": "look", "revision": "1"})
        assert ("09.45" in looked.text, looked.status_code) == (True, 200)
        assert "Jeda kosong 15 menit" in looked.text
        for do in ("up.1", "down.0", "remove.2", "add", "up.0", "down.99", "remove.x", "nonsense"):
            answer = await browser.post(here, data={**LINES, "do": do, "revision": "1"})
            assert answer.status_code == 200
        assert await RundownLine.all().count() == 0
        wrong = {**LINES, "lines.0.minutes": "banyak", "do": "save", "revision": "1"}
        refused = await browser.post(here, data=wrong)
        assert (refused.status_code, "Pembukaan" in refused.text) == (422, True)
        saved = await browser.post(here, data={**LINES, "do": "save", "revision": "1"})
        assert saved.status_code == 303
        found = await RundownLine.all().order_by("position").values_list("title", "backstage")
        assert found == [("Pembukaan", False), ("Sambutan", True)]
        again = await browser.post(here, data={**LINES, "do": "save", "revision": "1"})
        assert again.status_code == 412
        printed = await browser.get(f"/programmes/{programme.id}/rundown.pdf")
        assert printed.content.startswith(b"%PDF")
    assert await Entry.filter(kind="rundown.downloaded").count() == 1


async def test_the_form_invites_to_the_ticked_events(as_person, programme, linked, rina):
    await linked(0, 9, 2)
    row = await ProgrammeSession.get()
    here = f"/programmes/{programme.id}/invite"
    async with as_person(rina, page=True) as browser:
        assert (await browser.get(here)).status_code == 200
        nobody = await browser.post(here, data={"sessions[]": str(row.id), "lines": ""})
        assert nobody.status_code == 422
        said = {"lines": "Siti <siti@bkn.example.go.id>"}
        assert (await browser.post(here, data=said)).status_code == 422
        done = await browser.post(here, data={**said, "sessions[]": str(row.id)})
        assert done.status_code == 303


async def test_programs_plan_fill_move_and_invite(as_person, rina, held):
    meeting = await held(0, 13, 2)
    async with as_person(rina) as browser:
        days = {"title": "Pekan", "first_day": "2031-04-01", "last_day": "2031-04-02"}
        made = (await browser.post(API, json=days)).json()
        one = f"{API}/{made['id']}"
        times = {"starts_at": "2031-04-01T09:00:00+07:00", "ends_at": "2031-04-01T10:00:00+07:00"}
        own = (await browser.post(f"{one}/sessions", json={"title": "Registrasi", **times})).json()
        there = f"{one}/sessions/{own['id']}"
        lines = {"lines": [{"title": "Doa", "minutes": 5}, {"title": "VIP", "anchor": "09:30"}]}
        told = (await browser.put(f"{there}/rundown", json=lines)).json()
        assert [(each["starts_at"], each["gap"]) for each in told["rundown"]] == [
            ("2031-04-01T02:00:00Z", 0),
            ("2031-04-01T02:30:00Z", 25),
        ]
        stale = await browser.put(f"{there}/rundown", json=lines, headers={"if-match": '"1"'})
        assert stale.status_code == 412
        for wrong in ({"anchor": "9"}, {"anchor": 5}, {"anchor": "09:30+07:00"}, {"minutes": -1}):
            refused = await browser.put(
                f"{there}/rundown", json={"lines": [{"title": "x", **wrong}]}
            )
            assert refused.status_code == 422
        linked = await browser.post(f"{one}/meetings", json={"meeting": str(meeting.id)})
        assert linked.status_code == 201
        found = (await browser.get(one)).json()
        assert [each["title"] for each in found["sessions"]] == ["Registrasi", meeting.title]
        assert (await browser.patch(there, json={"title": "Daftar ulang"})).json()["revision"] > 2
        asked = {"to": [{"email": "a@bkn.example.go.id"}]}
        invited = await browser.post(f"{one}/invite", json=asked)
        assert [(each["added"], each["letters"]) for each in invited.json()["items"]] == [(1, 0)]
        moved = (await browser.post(f"{one}/move", json={"minutes": 60})).json()
        assert moved["sessions"][0]["starts_at"] == "2031-04-01T03:00:00Z"
        for act in ("cancel", "restore"):
            assert (await browser.post(f"{there}/{act}", json={})).status_code == 200
        assert len((await browser.delete(there)).json()["sessions"]) == 1
        assert (await browser.get(API)).json()["items"][0]["title"] == "Pekan"
        assert (await browser.delete(one)).status_code == 200


async def test_only_what_is_public_stands_on_the_public_page_and_in_its_calendar(
    as_person, programme, linked, rina, bpsdm
):
    shown = await linked(0, 9, 2, theme="Inovasi", purpose="Hanya untuk yang diundang")
    await linked(1, 13, 1, title="Masih draf")
    closed = await linked(1, 9, 2, title="Rapat terbatas", security_class="limited")
    await meetings.publish(shown.id, by=rina)
    await meetings.publish(closed.id, by=rina)
    own = await operations.add_session(programme.id, session(13, 1, track="Komisi A"), by=rina)
    await operations.add_session(
        programme.id, session(15, 1, title="Rapat panitia", listed=False), by=rina
    )
    lines = [
        {"title": "Doa", "note": "Lampu redup", "minutes": 5},
        {"title": "Kunci", "backstage": True, "minutes": 7},
        {"title": "Laporan"},
    ]
    await operations.set_rundown(
        programme.id, own.id, Rundown.model_validate({"lines": lines}), by=rina
    )
    page, calendar = f"/programmes/{programme.id}/public", f"/programmes/{programme.id}.ics"
    async with as_person(None, page=True) as browser:
        assert (await browser.get(page)).status_code == 404
        assert (await browser.get(calendar)).status_code == 404
        await operations.change(programme.id, ProgrammeChanges(public=True), by=rina)
        text = (await browser.get(page)).text
        for told in ("Pekan Inovasi", shown.title, "Komisi A", "Doa", "13.12", "WITA"):
            assert told in text
        hidden = ("Masih draf", "Rapat terbatas", "Rapat panitia", "Lampu redup", "Kunci")
        assert [told for told in (*hidden, "Hanya untuk yang diundang") if told in text] == []
        first = await browser.get(calendar)
        lines = first.text.replace("\r\n ", "").split("\r\n")
        assert (lines.count("BEGIN:VEVENT"), lines.count("METHOD:PUBLISH")) == (2, 1)
        assert "ATTENDEE" not in first.text
        assert [told for told in (*hidden, "Hanya untuk yang diundang") if told in first.text] == []
        assert f"UID:{shown.uid}" in lines
        assert sum(line.startswith("LAST-MODIFIED:") for line in lines) == 2
        known = {"if-none-match": first.headers["etag"]}
        assert (await browser.get(calendar, headers=known)).status_code == 304
        await operations.call_off(programme.id, own.id, by=rina)
        after = await browser.get(calendar, headers=known)
        lines = after.text.replace("\r\n ", "").split("\r\n")
        assert (after.status_code, lines.count("STATUS:CANCELLED")) == (200, 1)
        assert "SEQUENCE:1" in lines


async def test_a_guest_sees_the_programme_without_what_is_for_the_stage(
    as_person, programme, linked, rina, new_user, bkn
):
    meeting = await linked(0, 9, 2)
    row = await ProgrammeSession.get()
    lines = [{"title": "Doa", "note": "Lampu redup", "in_charge": "Biro Umum"}]
    await operations.set_rundown(
        programme.id, row.id, Rundown.model_validate({"lines": lines}), by=rina
    )
    guest = await new_user("Tamu", bkn)
    await meetings.assign(meeting.id, guest.person, Part.PARTICIPANT, by=rina)
    await meetings.publish(meeting.id, by=rina)
    for page in (True, False):
        async with as_person(guest, page=page) as browser:
            where = f"/programmes/{programme.id}"
            text = (await browser.get(where if page else f"/api/v1{where}")).text
        assert ("Doa" in text, "Lampu redup" in text, "Biro Umum" in text) == (True, False, False)


async def test_the_personal_page_names_the_programme_and_the_guests_other_events(
    as_person, programme, linked, rina
):
    first, second, draft = [await linked(day, hour, 1) for day, hour in ((0, 9), (0, 11), (1, 9))]
    for meeting in (first, second):
        await meetings.publish(meeting.id, by=rina)
    await operations.invite(programme.id, [Wish(email="a@bkn.example.go.id")], by=rina)
    await Invitation.all().update(sent_sequence=0)
    seat = await Invitation.get(meeting_id=first.id)
    async with as_person(None, page=True) as browser:
        text = (await browser.get(f"/r/{personal_token(seat)}")).text
    assert ("Pekan Inovasi" in text, second.title in text, draft.title in text) == (
        True,
        True,
        False,
    )


async def test_pages_ask_as_much_for_many_events_as_for_one(
    as_person, programme, linked, rina, monkeypatch
):
    await operations.change(programme.id, ProgrammeChanges(public=True), by=rina)
    here = f"/programmes/{programme.id}"
    pages = (here, f"{here}/public", f"{here}.ics", "/programmes", f"/api/v1{here}")
    counts = []
    async with as_person(rina, page=True) as browser:
        for hours in (range(9, 10), range(10, 15)):
            for hour in hours:
                meeting = await linked(0, hour, 1)
                await meetings.publish(meeting.id, by=rina)
                await operations.add_session(programme.id, session(hour, 1, day=1), by=rina)
            asked = []
            for page in pages:
                with counted_queries(monkeypatch) as statements:
                    assert (await browser.get(page)).status_code == 200
                asked.append(len(statements))
            counts.append(asked)
    assert counts[0] == counts[1]
