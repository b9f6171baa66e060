import re

import pytest

from rakor import journal
from rakor.meetings import operations
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart
from rakor.meetings.rules import Part, State

from .conftest import FACTS, counted_queries

TYPED = {
    "title": "Rapat Koordinasi",
    "kind": "technical_coordination",
    "mode": "hybrid",
    "starts_at": "2030-03-01T09:00",
    "ends_at": "2030-03-01T12:00",
    "timezone": "Asia/Makassar",
    "room": "Ruang Cendrawasih",
    "online.join_url": "https://zoom.example/1",
    "organizer": "",
    "total_quota": "",
    "security_class": "public",
    "quotas.0.agency": "",
    "quotas.0.seats": "",
}


def errors(page):
    return re.findall(r'class="emsg" id="e-([\w-]+)"', page.text)


@pytest.mark.postgres
async def test_a_typed_meeting_is_held_at_the_hour_of_its_zone(rina, as_person):
    async with as_person(rina, page=True) as browser:
        answer = await browser.post("/meetings/new", data=TYPED)
        page = await browser.get(answer.headers["location"])
    meeting = await Meeting.get()
    assert (answer.status_code, answer.headers["location"]) == (303, f"/meetings/{meeting.id}")
    assert meeting.starts_at.isoformat() == "2030-03-01T01:00:00+00:00"
    assert "Jumat, 1 Maret 2030, 09.00–12.00 WITA" in page.text
    assert (meeting.total_quota, meeting.state) == (None, State.DRAFT)


async def test_nothing_typed_is_lost_when_something_is_refused(rina, as_person):
    typed = {
        **TYPED,
        "ends_at": "2030-03-01T08:00",
        "theme": "<b>Tema & lain</b>",
        "online.join_url": "ftp://zoom",
        "quotas.0.agency": "XX",
        "quotas.0.seats": "0",
    }
    async with as_person(rina, page=True) as browser:
        page = await browser.post("/meetings/new", data=typed)
        typed["online.join_url"] = "https://zoom.example/1"
        typed["quotas.0.seats"] = "4"
        later = await browser.post("/meetings/new", data=typed)
    assert (page.status_code, errors(page)) == (422, ["online-join_url"])
    assert (
        'id="f-quotas-0-seats" type="number" min="1" name="quotas.0.seats" value="0"' in page.text
    )
    assert 'value="&lt;b&gt;Tema &amp; lain&lt;/b&gt;"' in page.text
    assert 'value="2030-03-01T08:00"' in page.text
    assert (later.status_code, errors(later)) == (422, ["ends_at"])
    assert await Meeting.all().count() == 0


async def test_a_form_against_an_old_revision_comes_back(draft, rina, as_person):
    async with as_person(rina, page=True) as browser:
        form = (await browser.get(f"/meetings/{draft.id}/edit")).text
        assert 'name="revision" value="1"' in form
        typed = {**TYPED, "timezone": "Asia/Jakarta", "revision": "1"}
        first = await browser.post(f"/meetings/{draft.id}/edit", data={**typed, "title": "A"})
        second = await browser.post(f"/meetings/{draft.id}/edit", data={**typed, "title": "B"})
    await draft.refresh_from_db()
    assert (first.status_code, second.status_code, draft.title) == (303, 412, "A")
    assert 'value="B"' in second.text


async def test_a_published_meeting_tells_its_next_step_and_its_history(scheduled, rina, as_person):
    async with as_person(rina, page=True) as browser:
        page = await browser.get(f"/meetings/{scheduled.id}")
    assert "Langkah berikutnya: undang peserta" in page.text
    assert re.findall(r"</b> (men[\w ]+)", page.text) == [
        "menerbitkan rapat",
        "menyusun draf rapat",
    ]
    assert f'hx-get="/meetings/{scheduled.id}/invitations/summary"' in page.text


@pytest.mark.parametrize("state", State)
async def test_every_state_has_its_page_for_everybody(scheduled, cast, as_person, state):
    users = await cast(scheduled)
    scheduled.state = state
    await scheduled.save()
    for name in ("secretariat", "chair", "participant"):
        async with as_person(users[name], page=True) as browser:
            page = await browser.get(f"/meetings/{scheduled.id}")
        hidden = state is State.DRAFT and name == "participant"
        assert (name, page.status_code) == (name, 404 if hidden else 200)


async def test_a_refused_step_is_said_on_the_page_of_the_meeting(draft, rina, as_person):
    async with as_person(rina, page=True) as browser:
        page = await browser.post(f"/meetings/{draft.id}/open")
    assert page.status_code == 409
    assert "Rapat yang draf tidak dapat menjadi berlangsung." in page.text


async def test_the_life_of_a_meeting_by_its_buttons(draft, rina, as_person):
    async with as_person(rina, page=True) as browser:
        for verb, then in (("publish", ""), ("postpone", ""), ("publish", ""), ("open", "/live")):
            answer = await browser.post(f"/meetings/{draft.id}/{verb}", data={"reason": ""})
            assert answer.headers["location"] == f"/meetings/{draft.id}{then}"
        await browser.post(f"/meetings/{draft.id}/close")
    await draft.refresh_from_db()
    assert draft.state is State.FINISHED


async def test_the_agenda_is_planned_in_place(draft, rina, as_person):
    url = f"/meetings/{draft.id}/agenda"
    async with as_person(rina, page=True) as browser:
        for title in ("Satu", "Dua"):
            typed = {"title": title, "minutes": "20", "confidential": "false"}
            await browser.post(url, data=typed)
        two = await AgendaItem.get(title="Dua")
        form = await browser.get(f"{url}/{two.id}")
        refused = await browser.post(f"{url}/{two.id}", data={"title": "", "minutes": "x"})
        typed = {"title": "Anggaran", "minutes": "30", "confidential": ["false", "true"]}
        changed = await browser.post(f"{url}/{two.id}", data=typed)
        await browser.post(f"{url}/{two.id}/move", data={"way": "up"})
        await browser.post(f"{url}/{two.id}/move", data={"way": "up"})
        page = await browser.get(url)
        await browser.post(f"{url}/{two.id}/remove")
    assert 'name="title" required maxlength="500" value="Dua"' in form.text
    assert (refused.status_code, errors(refused)) == (422, ["title", "minutes"])
    assert changed.status_code == 303
    assert re.findall(r"<b>(Anggaran|Satu)</b>", page.text) == ["Anggaran", "Satu"]
    assert re.findall(r'<time datetime="[^"]+">([\d.]+)</time>', page.text) == ["09.00", "09.30"]
    assert await AgendaItem.all().values_list("title", flat=True) == ["Satu"]


async def test_items_are_run_without_script_too(running, rina, add_item, as_person):
    one, two = [await add_item(running, title) for title in ("Satu", "Dua")]
    url = f"/meetings/{running.id}/agenda"
    async with as_person(rina, page=True) as browser:
        await browser.post(f"{url}/{one.id}/start")
        await browser.post(f"{url}/{one.id}/finish")
        await browser.post(f"{url}/{two.id}/skip")
    rows = await AgendaItem.all().order_by("position").values_list("state", flat=True)
    assert rows == ["done", "skipped"]


async def test_officers_are_named_and_released(draft, rina, new_user, bkn, as_person):
    wira = await new_user("Wira", bkn)
    url = f"/meetings/{draft.id}/parts"
    async with as_person(rina, page=True) as browser:
        unknown = await browser.post(url, data={"person": "x@example.go.id", "part": "chair"})
        await browser.post(url, data={"person": wira.person.email, "part": "chair"})
        page = await browser.get(url)
        row = await MeetingPart.get(part=Part.CHAIR)
        await browser.post(f"{url}/{row.id}/release")
    assert (unknown.status_code, errors(unknown)) == (422, ["person"])
    assert "Wira kini Pimpinan rapat." in page.text
    assert await MeetingPart.filter(part=Part.CHAIR).count() == 0


async def make(rina, n):
    made = []
    for k in range(n):
        facts = {**FACTS, "title": f"Rapat {k}", "quotas": [{"agency": "BPSDM", "seats": 1}]}
        made.append(await operations.draft_meeting(operations.Facts.model_validate(facts), by=rina))
    return made


@pytest.mark.postgres
async def test_the_list_filters_by_state_and_words_and_counts(rina, as_person):
    first, *_others = await make(rina, 3)
    await operations.publish(first.id, by=rina)
    async with as_person(rina, page=True) as browser:
        pages = {
            query: (await browser.get(f"/meetings{query}")).text
            for query in ("", "?status=draft", "?status=", "?q=rapat+2", "?q=100%25", "?page=2")
        }
        wrong = await browser.get("/meetings?status=x")
    found = {query: re.findall(r">Rapat (\d)</a>", text) for query, text in pages.items()}
    assert {query: sorted(titles) for query, titles in found.items()} == {
        "": ["0", "1", "2"],
        "?status=draft": ["1", "2"],
        "?status=": ["0", "1", "2"],
        "?q=rapat+2": ["2"],
        "?q=100%25": [],
        "?page=2": [],
    }
    chips = re.findall(r'aria-pressed="(\w+)">([\w ]+?) <b>(\d)</b>', pages["?status=draft"])
    assert chips == [("false", "Semua", "3"), ("true", "Draf", "2"), ("false", "Terjadwal", "1")]
    assert wrong.status_code == 422


@pytest.mark.postgres
async def test_programs_list_by_status_span_and_cursor(rina, as_person):
    made = await make(rina, 3)
    await operations.publish(made[0].id, by=rina)
    queries = {
        "status=scheduled": 1,
        "from=2030-03-01&to=2030-03-01": 3,
        "from=2030-03-02": 0,
        "from=1945-08-17&to=2200-01-01": 3,
        "to=2030-02-28": 0,
        "from=2030-03-01T05:00:00Z": 3,
        "from=2030-03-01T05:00:01Z": 0,
        "organizer=BPSDM": 3,
        "organizer=BKN": 0,
        "q=RAPAT": 3,
    }
    async with as_person(rina) as api:
        found = {
            query: len((await api.get(f"/api/v1/meetings?{query}")).json()["items"])
            for query in queries
        }
        first = (await api.get("/api/v1/meetings?limit=2")).json()
        second = (await api.get(f"/api/v1/meetings?limit=2&cursor={first['next']}")).json()
        wrong = [
            (await api.get(f"/api/v1/meetings?{query}")).status_code
            for query in (
                "limit=0",
                "limit=x",
                "from=x",
                "from=0001-01-01",
                "to=9999-12-31",
                "status=x",
                "colour=red",
                "cursor=x",
            )
        ]
    assert found == queries
    titles = [row["title"] for row in first["items"] + second["items"]]
    assert (titles, second["next"]) == (["Rapat 2", "Rapat 1", "Rapat 0"], None)
    assert wrong == [422] * 8


async def test_the_calendar_shows_each_day_its_meetings(rina, as_person):
    facts = {
        **FACTS,
        "title": "Rakornas",
        "starts_at": "2023-06-04T19:00:00+07:00",
        "ends_at": "2023-06-06T12:00:00+07:00",
    }
    await operations.draft_meeting(operations.Facts.model_validate(facts), by=rina)
    async with as_person(rina, page=True) as browser:
        june = await browser.get("/calendar?month=2023-06")
        now = await browser.get("/calendar")
        wrong = await browser.get("/calendar?month=2023-13")
    table = june.text.split("<tbody>")[1].split("</tbody>")[0]
    days = [cell for cell in table.split("</td>") if "Rakornas" in cell]
    assert [re.findall(r'datetime="([\d-]+)"', day) for day in days] == [
        ["2023-06-04"],
        ["2023-06-05"],
        ["2023-06-06"],
    ]
    assert "<h1>Juni 2023</h1>" in june.text
    assert (now.status_code, wrong.status_code) == (200, 422)


@pytest.mark.parametrize("url", ["/meetings", "/calendar?month=2030-03", "/api/v1/meetings"])
async def test_lists_ask_the_database_as_often_for_one_as_for_thirty(
    rina, as_person, monkeypatch, url
):
    counts = []
    for more in (1, 29):
        await make(rina, more)
        async with as_person(rina, page=not url.startswith("/api")) as browser:
            with counted_queries(monkeypatch) as asked:
                assert (await browser.get(url)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 5


async def test_the_page_of_a_meeting_asks_no_more_for_a_long_agenda(
    scheduled, rina, new_user, bkn, add_item, as_person, monkeypatch
):
    counts = []
    for n in range(2):
        for k in range(1 + n * 19):
            await add_item(scheduled, f"Pokok {k}")
            person = (await new_user(f"Orang {n} {k}", bkn)).person
            await MeetingPart.create(meeting=scheduled, person=person, part=Part.SPEAKER)
        async with as_person(rina, page=True) as browser:
            with counted_queries(monkeypatch) as asked:
                await browser.get(f"/meetings/{scheduled.id}")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 9


async def test_what_people_write_is_never_markup(draft, rina, add_item, as_person):
    script = "<script>alert(1)</script>"
    await operations.change(
        draft.id, operations.Changes(title=script, purpose=f"a\n{script}"), by=rina
    )
    await add_item(draft, script, presenter=script, description=script)
    async with as_person(rina, page=True) as browser:
        urls = ["", "/edit", "/agenda", "/parts"]
        pages = [(await browser.get(f"/meetings/{draft.id}{url}")).text for url in urls]
        pages += [(await browser.get(url)).text for url in ("/meetings", "/calendar?month=2030-03")]
    assert [script in page for page in pages] == [False] * 6


async def test_a_form_without_its_proof_is_refused(draft, rina, as_person):
    async with as_person(rina, page=True) as browser:
        del browser.headers["x-csrf-token"]
        answer = await browser.post(f"/meetings/{draft.id}/publish")
    assert answer.status_code == 403
    assert len(await journal.since(draft.id, 0)) == 1


async def test_pages_speak_english_too(scheduled, rina, as_person):
    async with as_person(rina, page=True) as browser:
        browser.headers["accept-language"] = "en"
        page = await browser.get(f"/meetings/{scheduled.id}")
    assert "Next step: invite people" in page.text
    assert "Friday, 1 March 2030, 09:00–12:00 WIB" in page.text
