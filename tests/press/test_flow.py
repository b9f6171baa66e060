"""A release from the record to the public, by operations and by its doors."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from docx import Document

from rakor.errors import Conflict, Forbidden, Invalid, Moved, NotFound
from rakor.journal import Entry
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import Meeting
from rakor.meetings.rules import SecurityClass
from rakor.minutes.operations import photos
from rakor.minutes.queries.photos import photo_path
from rakor.minutes.rules.photos import PhotoConsent
from rakor.press import operations, queries
from rakor.press.models import Release, ReleaseQuote, ReleaseRevision
from rakor.press.rules import (
    NotPublic,
    QuoteAnswer,
    QuoteFacts,
    QuoteState,
    QuotesWait,
    ReleaseChanges,
    ReleaseStart,
    ReleaseState,
)

from .conftest import PICTURES

WEBP = (PICTURES / "two.webp").read_bytes()
WORDS = QuoteFacts(
    speaker="Dr. Wirakarsa Adinegara", office="Kepala BPSDM", text="Kami siap.", email="a@b.go.id"
)
YES = QuoteAnswer(answer="approved")


@pytest.fixture
async def release(desk) -> Release:
    return await operations.draft(desk.meeting.id, ReleaseStart(), by=desk.writer)


async def published(desk, release) -> Release:
    await operations.approve(release.id, by=desk.chair)
    return await operations.publish(release.id, by=desk.staff)


async def test_a_draft_is_made_from_the_record_without_what_is_confidential(desk, release):
    document = await queries.document_of(
        (await queries.find_release(release.id, to=desk.writer)).open
    )
    assert document.dateline == "Jakarta, 13 Juli 2023"
    assert document.lead == (
        "BPSDM Kemendagri menyelenggarakan Rapat Koordinasi Teknis pada Kamis, 13 Juli 2023 di "
        "Ruang Rapat Cendrawasih dan secara daring melalui Zoom. Tema yang diangkat adalah "
        "“Pemetaan program”."
    )
    assert document.counts == ("Kegiatan ini dihadiri 3 orang dari 2 kementerian/lembaga.",)
    assert document.results == ("Kuota 30% kursi",)
    assert [str(author) for author in document.authors] == ["Intan Permatadewi"]
    assert (document.mark, document.timing) == ("KONSEP", "Untuk disiarkan segera")
    assert "intan" not in release.slug


async def test_a_release_goes_through_the_doors_to_the_public(desk, take_photo, as_person):
    photo = await take_photo()
    async with as_person(desk.writer) as api:
        made = (await api.post(desk.api, json={})).json()
        here = f"/api/v1/releases/{made['id']}"
        changes = {
            "headline": "Daerah mendapat <30%> kursi",
            "body": "Isi **tebal**.\n\n- satu\n- dua",
            "photos": [str(photo.id)],
            "featured": True,
            "authors": [{"name": "Intan Permatadewi", "function": "Humas Ahli Muda"}],
            "note": "judul baru",
        }
        edited = await api.patch(here, json=changes, headers={"If-Match": '"1"'})
        assert edited.status_code == 200, edited.text
        assert (await api.patch(here, json=changes, headers={"If-Match": '"1"'})).status_code == 412
        quote = (await api.post(f"{here}/quotes", json=WORDS.model_dump())).json()
        asked = (await api.post(f"{here}/quotes/{quote['id']}/ask", json={})).json()
        assert (await api.post(f"{here}/approve", json={})).status_code == 403
    async with as_person(desk.chair) as api:
        waits = await api.post(f"{here}/approve", json={})
        assert (waits.status_code, waits.json()["quotes"]) == (409, 1)
    link = asked["link"].removeprefix("http://rakor.test")
    mail = await OutgoingMail.get()
    assert (mail.to_address, mail.sealed) == ("a@b.go.id", True)
    async with as_person(None, page=True) as browser:
        page = await browser.get(link)
        assert "Kami siap." in page.text
        assert page.headers["x-robots-tag"] == "noindex, nofollow"
        said = {"answer": "changed", "text": "Kami siap mendukung."}
        assert (await browser.post(link, data=said)).status_code == 303
        assert (await browser.post(link, data=said)).status_code == 409
        assert (await browser.get(f"/press/{made['slug']}")).status_code == 404
    async with as_person(desk.chair) as api:
        assert (await api.post(f"{here}/approve", json={})).json()["status"] == "approved"
    async with as_person(desk.staff, page=True) as browser:
        page = await browser.get(f"{desk.page}/{made['id']}")
        assert page.status_code == 200
        out = await browser.post(f"{desk.page}/{made['id']}/publish", data={})
        assert out.status_code == 303, out.text
        desk_page = (await browser.get(f"{desk.page}/{made['id']}")).text
        assert f"/press/{made['slug']}" in desk_page
    async with as_person(None, page=True) as browser:
        whole = await browser.get(f"/press/{made['slug']}")
        assert whole.status_code == 200, whole.text
        for part in (
            "Daerah mendapat &lt;30%&gt; kursi",
            "<strong>tebal</strong>",
            "“Kami siap mendukung.”",
            "Intan Permatadewi, Humas Ahli Muda",
            'property="og:image"',
            "Terakhir diubah",
        ):
            assert part in whole.text
        listed = (await browser.get("/press")).text
        assert f"/press/{made['slug']}" in listed
        assert made["slug"] in (await browser.get("/press.atom")).text
        picture = await browser.get(f"/press/{made['slug']}/photos/{photo.id}")
        assert picture.headers["content-type"] == "image/jpeg"
        pdf = await browser.get(f"/press/{made['slug']}.pdf")
        assert pdf.content.startswith(b"%PDF-1.7")
        word = Document(io.BytesIO((await browser.get(f"/press/{made['slug']}.docx")).content))
        text = "\n".join(paragraph.text for paragraph in word.paragraphs)
        assert "Kami siap mendukung." in text
        assert "KONSEP" not in text
        assert [shape._inline.docPr.get("descr") for shape in word.inline_shapes] == [
            photo.alternative
        ]
        told = (await browser.get(f"/press/{made['slug']}.json")).json()
        assert told["results"] == ["Kuota 30% kursi"]


async def test_what_is_out_is_corrected_by_those_who_answer_for_it_and_every_state_kept(
    desk, release, as_person
):
    await published(desk, release)
    with pytest.raises(Forbidden):
        await operations.edit(release.id, ReleaseChanges(city="Bogor"), by=desk.writer)
    await operations.edit(release.id, ReleaseChanges(lead="Teras baru."), by=desk.staff)
    now = await Release.get(id=release.id)
    assert (now.state, now.lead) == (ReleaseState.PUBLISHED, "Teras baru.")
    assert await ReleaseRevision.filter(release_id=release.id).count() == 2
    assert await Entry.filter(kind="release.corrected").count() == 1
    async with as_person(desk.writer, page=True) as browser:
        page = await browser.get(f"{desk.page}/{release.id}/compare?before=1&after=2")
        assert "Teras baru." in page.text
        missing = await browser.get(f"{desk.page}/{release.id}/compare?before=1&after=9")
        assert missing.status_code == 404


async def test_a_changed_text_needs_approval_again_and_a_changed_quote_its_office(desk, release):
    quote = await operations.add_quote(release.id, WORDS, by=desk.writer)
    answer = QuoteAnswer(answer="approved", note="telepon")
    await operations.record_answer(release.id, quote.id, answer, by=desk.writer)
    await operations.approve(release.id, by=desk.chair)
    await operations.edit(release.id, ReleaseChanges(city="Bogor"), by=desk.writer)
    assert (await Release.get(id=release.id)).state is ReleaseState.DRAFT
    with pytest.raises(Conflict):
        await operations.publish(release.id, by=desk.staff)
    await operations.change_quote(release.id, quote.id, WORDS, by=desk.writer)
    assert (await ReleaseQuote.get()).state is QuoteState.NOT_ASKED
    with pytest.raises(QuotesWait):
        await operations.approve(release.id, by=desk.chair)
    await operations.remove_quote(release.id, quote.id, by=desk.writer)
    await published(desk, release)
    with pytest.raises(Conflict):
        await operations.add_quote(release.id, WORDS, by=desk.staff)


async def test_an_old_link_leads_nowhere_once_the_office_is_asked_anew(desk, release):
    quote = await operations.add_quote(release.id, WORDS, by=desk.writer)
    first = await operations.ask(release.id, quote.id, by=desk.writer)
    second = await operations.ask(release.id, quote.id, by=desk.writer)
    with pytest.raises(NotFound):
        await operations.answer_by_link(first.rpartition("/")[2], YES)
    with pytest.raises(Invalid):
        await operations.answer_by_link(second.rpartition("/")[2], QuoteAnswer(answer="changed"))
    await operations.answer_by_link(second.rpartition("/")[2], QuoteAnswer(answer="declined"))
    with pytest.raises(QuotesWait):
        await operations.approve(release.id, by=desk.chair)
    with pytest.raises(Invalid):
        await operations.record_answer(release.id, quote.id, YES, by=desk.writer)


async def test_an_embargo_hides_the_release_until_it_is_over(desk, release, as_person):
    later = datetime.now(UTC) + timedelta(hours=2)
    await operations.edit(release.id, ReleaseChanges(embargo_until=later), by=desk.writer)
    await published(desk, release)
    async with as_person(None, page=True) as browser:
        for url in ("", ".pdf", ".json"):
            assert (await browser.get(f"/press/{release.slug}{url}")).status_code == 404
        assert release.slug not in (await browser.get("/press")).text
        assert release.slug not in (await browser.get("/press.atom")).text
        await Release.filter(id=release.id).update(embargo_until=later - timedelta(hours=3))
        assert (await browser.get(f"/press/{release.slug}")).status_code == 200


async def test_a_class_raised_later_hides_it_and_the_staff_sees_why(desk, release, as_person):
    await published(desk, release)
    await Meeting.filter(id=desk.meeting.id).update(security_class=SecurityClass.LIMITED)
    async with as_person(None, page=True) as browser:
        assert (await browser.get(f"/press/{release.slug}")).status_code == 404
        assert release.slug not in (await browser.get("/press")).text
    async with as_person(desk.staff, page=True) as browser:
        page = (await browser.get(f"{desk.page}/{release.id}")).text
        assert "Klasifikasi keamanan rapat ini bukan biasa" in page
    with pytest.raises(NotPublic):
        await operations.draft(desk.meeting.id, ReleaseStart(), by=desk.writer)


async def test_a_release_of_several_meetings_is_hidden_by_any_of_them(desk, as_person):
    other = await Meeting.create(
        title="Pameran", starts_at=desk.meeting.starts_at - timedelta(1),
        ends_at=desk.meeting.ends_at - timedelta(1), timezone="Asia/Jakarta",
        organizer_id=desk.meeting.organizer_id, state=desk.meeting.state, uid="dua@rakor.test",
    )  # fmt: skip
    start = ReleaseStart(meetings=[other.id])
    with pytest.raises(NotFound):
        await operations.draft(desk.meeting.id, start, by=desk.writer)
    release = await operations.draft(desk.meeting.id, start, by=desk.staff)
    assert "Pameran" in release.lead
    assert await queries.releases_of(other.id) == [release]
    await published(desk, release)
    assert [each.slug for each in await queries.public_releases(datetime.now(UTC))] == [
        release.slug
    ]
    await Meeting.filter(id=other.id).update(security_class=SecurityClass.CONFIDENTIAL)
    assert await queries.public_releases(datetime.now(UTC)) == []


async def test_a_withdrawn_photo_is_no_longer_in_a_release(desk, release, take_photo, as_person):
    photo = await take_photo(people=[desk.guest])
    kept = await take_photo("untuk notula", PhotoConsent.RECORD)
    with pytest.raises(Invalid):
        await operations.edit(release.id, ReleaseChanges(photos=[kept.id]), by=desk.writer)
    await operations.edit(release.id, ReleaseChanges(photos=[photo.id]), by=desk.writer)
    await published(desk, release)
    async with as_person(None, page=True) as browser:
        url = f"/press/{release.slug}"
        assert str(photo.id) in (await browser.get(url)).text
        await photos.withdraw_consent(desk.meeting.id, photo.id, desk.guest.id, by=desk.guest)
        assert str(photo.id) not in (await browser.get(url)).text
        assert (await browser.get(f"{url}/photos/{photo.id}")).status_code == 404
        assert (await browser.get(f"{url}.pdf")).status_code == 200


async def test_a_photo_whose_file_is_lost_is_left_out_of_the_papers(desk, release, take_photo):
    photo, webp = await take_photo(), await take_photo("dua", content=WEBP)
    changes = ReleaseChanges(photos=[photo.id, webp.id])
    await operations.edit(release.id, changes, by=desk.writer)
    photo_path(photo.id).unlink()
    for form in ("pdf", "docx"):
        made = await operations.paper(release.id, form, by=desk.writer)
        assert made.content
    word = Document(io.BytesIO(made.content))
    assert len(word.inline_shapes) == 1


async def test_the_way_back_and_out_of_the_public(desk, release, as_person):
    await operations.approve(release.id, by=desk.chair)
    await operations.send_back(release.id, "Judul terlalu panjang", by=desk.staff)
    with pytest.raises(Moved):
        await operations.approve(release.id, by=desk.chair, revision=1)
    await published(desk, release)
    await operations.withdraw(release.id, "Keliru", by=desk.chair)
    async with as_person(None, page=True) as browser:
        assert (await browser.get(f"/press/{release.slug}")).status_code == 404
    for act in (
        operations.edit(release.id, ReleaseChanges(city="Bogor"), by=desk.staff),
        operations.refresh(release.id, by=desk.staff),
        operations.publish(release.id, by=desk.staff),
        operations.add_quote(release.id, WORDS, by=desk.staff),
    ):
        with pytest.raises(Conflict):
            await act
    assert (await Release.get(id=release.id)).reason == "Keliru"


async def test_who_wrote_it_does_not_approve_it_but_the_chair_may(desk):
    release = await operations.draft(desk.meeting.id, ReleaseStart(), by=desk.staff)
    with pytest.raises(Forbidden):
        await operations.approve(release.id, by=desk.staff)
    assert (await operations.approve(release.id, by=desk.chair)).state is ReleaseState.APPROVED


async def test_the_form_keeps_authors_results_and_times_as_they_were_typed(
    desk, release, as_person
):
    url = f"{desk.page}/{release.id}/edit"
    said = {
        "revision": "1",
        "headline": "Judul",
        "city": "Samarinda",
        "dated": "2012-10-24",
        "lead": "Teras",
        "body": "Isi",
        "results": "Satu\r\nbaris dua\r\n\r\nDua",
        "authors": "Kusdi\r\nIntan Permatadewi | Humas Ahli Muda\r\n",
        "about": "",
        "contact": "humas@example.go.id",
        "embargo_until": "2012-10-24T10:00",
        "note": "",
    }
    async with as_person(desk.writer, page=True) as browser:
        assert (await browser.get(url)).status_code == 200
        assert (await browser.post(url, data=said)).status_code == 303
        again = await browser.post(url, data=said | {"headline": "Lain"})
        assert again.status_code == 412
        wrong = await browser.post(url, data=said | {"revision": "2", "headline": ""})
        assert wrong.status_code == 422
    async with as_person(desk.writer) as api:
        told = (await api.get(f"/api/v1/releases/{release.id}")).json()
    assert told["results"] == ["Satu\nbaris dua", "Dua"]
    assert told["authors"] == [
        {"name": "Kusdi", "function": ""},
        {"name": "Intan Permatadewi", "function": "Humas Ahli Muda"},
    ]
    assert told["embargo_until"] == "2012-10-24T03:00:00Z"
    assert told["shows_counts"] is False


@pytest.mark.parametrize("name", ["guest", "stranger"])
async def test_those_who_only_take_part_find_no_desk(desk, release, as_person, name):
    async with as_person(getattr(desk, name), page=True) as browser:
        status = {"guest": 403, "stranger": 404}[name]
        assert (await browser.get(desk.page)).status_code == status
        assert (await browser.get(f"{desk.page}/{release.id}")).status_code == status
