"""The minutes for people: one next act each, forms that lose nothing, no script needed."""

import pytest

from rakor import journal
from rakor.live.models import Note
from rakor.minutes.models import Minutes
from rakor.minutes.rules import MinutesState

from .notula_sample import rich_notes


async def test_minutes_are_made_on_the_page_from_draft_to_distribution(held, as_person):
    async with as_person(held.taker, page=True) as taker, as_person(held.chair, page=True) as chair:
        assert "Susun draf notula" in (await taker.get(held.page)).text
        made = await taker.post(held.page)
        assert (made.status_code, made.headers["location"]) == (303, held.page)
        draft = (await taker.get(held.page)).text
        assert '<article class="sheet"' in draft
        assert "Ajukan kepada pimpinan rapat" in draft
        assert "Ajukan kepada pimpinan rapat" not in (await chair.get(held.page)).text
        await taker.post(f"{held.page}/submit", data={"revision": "1"})
        assert "Setujui notula" in (await chair.get(held.page)).text
        refused = await chair.post(f"{held.page}/return", data={"revision": "2", "comment": ""})
        assert (refused.status_code, "Tulis apa yang perlu diperbaiki." in refused.text) == (
            422,
            True,
        )
        await chair.post(f"{held.page}/return", data={"revision": "2", "comment": "Cek angka"})
        assert "Cek angka" in (await taker.get(held.page)).text
        await taker.post(f"{held.page}/submit", data={"revision": "3"})
        late = await chair.post(f"{held.page}/approve", data={"revision": "3"})
        assert late.status_code == 412
        await chair.post(f"{held.page}/approve", data={"revision": "4"})
        await taker.post(f"{held.page}/distribute", data={"revision": "5"})

    assert (await Minutes.get()).state is MinutesState.DISTRIBUTED
    kinds = [entry.kind for entry in await journal.since(held.meeting.id, 0)]
    assert kinds[-3:] == ["minutes.approved", "document.issued", "minutes.distributed"]


async def test_participants_see_nothing_until_it_is_approved(held, as_person):
    async with as_person(held.guest, page=True) as guest, as_person(held.taker) as taker:
        await taker.post(held.api, json={})
        before = await guest.get(held.page)
        await taker.post(f"{held.api}/submit", json={})
        async with as_person(held.chair) as chair:
            await chair.post(f"{held.api}/approve", json={})
        after = await guest.get(held.page)

    assert (before.status_code, "<article" in before.text) == (200, False)
    assert "belum disetujui" in before.text
    assert "Kuota 30% kursi" in after.text
    assert "rahasia" not in after.text.lower()


@pytest.fixture
async def drafted(held, as_person):
    note = await Note.get(item=held.items[1])
    note.body = rich_notes()
    await note.save()
    async with as_person(held.taker) as program:
        await program.post(held.api, json={})
    return held


async def test_a_section_is_rewritten_in_plain_fields_and_its_table_stays(drafted, as_person):
    url = f"{drafted.page}/edit/{drafted.items[1].id}"
    async with as_person(drafted.taker, page=True) as browser:
        shown = (await browser.get(url)).text
        assert shown.count("<table") == 1
        last = shown.count('name="text.') + shown.count('name="drop.') - 1
        fields = {"revision": "1", f"text.{last}": "Ditambahkan kemudian."}
        saved = await browser.post(url, data=fields)
        again = (await browser.get(url)).text
        stale = await browser.post(url, data=fields | {f"text.{last}": "Jangan hilang"})

    assert saved.status_code == 303
    assert "Ditambahkan kemudian." in again
    assert again.count("<table") == 1
    assert (stale.status_code, "Jangan hilang" in stale.text) == (412, True)
    assert (await Minutes.get()).content["edited"] == [str(drafted.items[1].id)]


async def test_head_and_papers_are_written(drafted, as_person):
    async with as_person(drafted.taker, page=True) as browser:
        head = {"basis": "Surat 7", "subject": "Acara", "place_and_date": "Bogor, 1 Mei 2026"}
        await browser.post(f"{drafted.page}/edit/head", data={"revision": "1", **head})
        papers = {
            "papers.0.title": "Peta",
            "papers.0.speaker": "Bagus",
            "papers.0.summary": "- satu\n- dua",
            "papers.1.title": "",
            "papers.1.summary": "",
        }
        await browser.post(f"{drafted.page}/edit/presentations", data={"revision": "2", **papers})
        sheet = (await browser.get(drafted.page)).text
        form = (await browser.get(f"{drafted.page}/edit/presentations")).text

    for words in (
        "Surat 7",
        "Acara",
        "Bogor, 1 Mei 2026",
        "1. Peta (Bagus)",
        "<li><p>dua</p></li>",
    ):
        assert words in sheet
    assert "- satu\n- dua</textarea>" in form


@pytest.mark.parametrize("who", ["guest", "desk", "chair", "stranger"])
@pytest.mark.parametrize(
    ("section", "field"),
    [("head", "basis"), ("presentations", "papers.0.title"), ("opening", "text.0")],
)
async def test_only_writers_write(drafted, as_person, who, section, field):
    url = f"{drafted.page}/edit/{section}"
    async with as_person(getattr(drafted, who), page=True) as browser:
        shown = await browser.get(url)
        answer = await browser.post(url, data={"revision": "1", field: "x"})

    status = 404 if who == "stranger" else 403
    assert (shown.status_code, answer.status_code) == (status, status)
    assert (await Minutes.get()).revision == 1


async def test_a_section_that_is_not_there_is_not_found(drafted, as_person):
    async with as_person(drafted.taker, page=True) as browser:
        answer = await browser.get(f"{drafted.page}/edit/nothing")

    assert answer.status_code == 404


async def test_what_people_wrote_stays_text(drafted, as_person):
    async with as_person(drafted.taker, page=True) as browser:
        fields = {"revision": "1", "text.0": "<script>alert(1)</script>"}
        await browser.post(f"{drafted.page}/edit/opening", data=fields)
        pages = [(await browser.get(drafted.page)).text]
        pages.append((await browser.get(f"{drafted.page}/edit/opening")).text)

    for page in pages:
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


async def test_a_refused_step_is_told_on_the_sheet(drafted, as_person):
    async with as_person(drafted.taker) as program:
        await program.patch(drafted.api, json={"closing": "Terima kasih 😀"})
    async with as_person(drafted.taker, page=True) as taker:
        refused = await taker.post(f"{drafted.page}/submit", data={"revision": "2"})

    assert refused.status_code == 422
    assert "“😀” (U+1F600)" in refused.text
    assert 'class="sheet"' in refused.text
