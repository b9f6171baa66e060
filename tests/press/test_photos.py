"""Photos of a meeting: seen, printed and withdrawn by what was agreed."""

import io
import os
import time

import pytest
from docx import Document

from rakor.documents.stored import STRAY_AFTER
from rakor.errors import Conflict, Forbidden, Invalid, Moved, NotFound
from rakor.journal import Entry
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State
from rakor.minutes.models import Photo
from rakor.minutes.operations import photos as operations
from rakor.minutes.queries import photos as queries
from rakor.minutes.rules.photos import PhotoConsent, PhotoFacts, moved

from .conftest import JPG


def facts(**said) -> PhotoFacts:
    given = {"caption": "Pembukaan", "alternative": "Tiga orang di meja"}
    return PhotoFacts.model_validate(given | said)


async def test_a_photo_is_seen_by_those_for_whom_it_was_agreed(desk, take_photo, as_person):
    for consent in PhotoConsent:
        await take_photo(consent.value, consent)
    seen = {}
    for name in ("writer", "chair", "guest"):
        async with as_person(getattr(desk, name)) as api:
            told = (await api.get(f"/api/v1/meetings/{desk.meeting.id}/photos")).json()
        seen[name] = {each["caption"] for each in told["items"]}
    everything = {consent.value for consent in PhotoConsent}
    agreed = everything - {"not_asked"}
    assert seen == {"writer": everything, "chair": agreed, "guest": agreed}
    assert [each.caption for each in await queries.photos_of(desk.meeting.id)] == [
        "record",
        "public",
    ]
    assert [each.caption for each in await queries.photos_of(desk.meeting.id, public=True)] == [
        "public"
    ]


async def test_a_photo_goes_through_the_doors_and_is_shown_in_the_page(desk, as_person):
    url = f"/meetings/{desk.meeting.id}/photos"
    said = {
        "caption": "Penyerahan <cinderamata>",
        "alternative": "Dua orang berjabat tangan",
        "taken_on": "2023-07-13",
        "photographer": "Kusdi",
        "consent": "record",
        "consent_note": "lisan",
        "people[]": str(desk.guest.id),
    }
    async with as_person(desk.writer, page=True) as browser:
        refused = await browser.post(url, data=said | {"consent_note": ""}, files={"file": JPG})
        assert refused.status_code == 422
        assert "Penyerahan &lt;cinderamata&gt;" in refused.text
        added = await browser.post(url, data=said, files={"file": ("IMG_1.jpg", JPG)})
        assert added.status_code == 303, added.text
        page = (await browser.get(url)).text
    photo = await Photo.get()
    assert 'alt="Dua orang berjabat tangan"' in page
    assert "foto: Kusdi" in page
    async with as_person(desk.guest, page=True) as browser:
        page = (await browser.get(url)).text
        assert "Tarik persetujuan saya" in page
        file = await browser.get(f"{url}/{photo.id}/file")
        assert (file.headers["content-type"], len(file.content)) == ("image/jpeg", photo.size)
    async with as_person(desk.stranger, page=True) as browser:
        assert (await browser.get(f"{url}/{photo.id}/file")).status_code == 404
    [shown] = await queries.photos_of(desk.meeting.id)
    assert shown.caption == "Penyerahan <cinderamata> (13 Juli 2023; foto: Kusdi)"


async def test_whoever_is_named_takes_the_photo_away_from_everywhere(desk, take_photo):
    photo = await take_photo("Bagus berbicara", people=[desk.guest])
    with pytest.raises(Forbidden):
        await operations.withdraw_consent(desk.meeting.id, photo.id, desk.writer.id, by=desk.guest)
    await operations.withdraw_consent(desk.meeting.id, photo.id, desk.guest.id, by=desk.guest)

    assert await queries.photos_of(desk.meeting.id) == []
    assert not queries.photo_path(photo.id).exists()
    entry = await Entry.filter(kind="photo.withdrawn").get()
    assert (entry.actor, entry.subject) == (desk.guest.id, desk.guest.id)
    with pytest.raises(NotFound):
        await queries.find_photo(desk.meeting.id, photo.id, to=desk.writer)
    with pytest.raises(Conflict):
        await operations.change_photo(desk.meeting.id, photo.id, facts(), by=desk.writer)


async def test_words_and_order_change_and_a_removed_photo_is_gone(desk, take_photo):
    first, second = await take_photo("satu"), await take_photo("dua")
    await operations.move_photo(desk.meeting.id, second.id, 1, by=desk.writer)
    assert [each.caption for each in await queries.standing(desk.meeting.id)] == ["dua", "satu"]
    with pytest.raises(Moved):
        await operations.change_photo(
            desk.meeting.id, first.id, facts(), by=desk.writer, revision=9
        )
    await operations.change_photo(desk.meeting.id, first.id, facts(), by=desk.writer, revision=1)
    await operations.remove_photo(desk.meeting.id, second.id, by=desk.writer)
    assert [each.caption for each in await queries.standing(desk.meeting.id)] == ["Pembukaan"]
    assert not queries.photo_path(second.id).exists()


async def test_photos_need_words_consent_and_a_meeting_that_has_begun(desk):
    with pytest.raises(Invalid):
        await operations.add_photo(desk.meeting.id, JPG, facts(consent="public"), by=desk.writer)
    with pytest.raises(Invalid):
        await operations.add_photo(
            desk.meeting.id, JPG, facts(people=[str(desk.stranger.id)]), by=desk.writer
        )
    with pytest.raises(Forbidden):
        await operations.add_photo(desk.meeting.id, JPG, facts(), by=desk.guest)
    await Meeting.filter(id=desk.meeting.id).update(state=State.SCHEDULED)
    with pytest.raises(Conflict):
        await operations.add_photo(desk.meeting.id, JPG, facts(), by=desk.writer)
    assert list(queries.photo_folder().iterdir()) == []


async def test_files_without_a_photo_are_swept_after_a_day(desk, take_photo):
    photo = await take_photo()
    stray, fresh = queries.photo_folder() / "stray.part", queries.photo_folder() / "fresh.part"
    stray.write_bytes(b"x")
    fresh.write_bytes(b"x")
    late = time.time() - STRAY_AFTER - 60
    for path in (stray, queries.photo_path(photo.id)):
        os.utime(path, (late, late))
    assert await operations.sweep_photos() == 1
    assert queries.photo_path(photo.id).exists()
    assert fresh.exists()


def test_a_photo_moves_within_the_order_only():
    assert moved("abc", "c", 1) == ["c", "a", "b"]
    assert moved("abc", "a", 99) == ["b", "c", "a"]


async def test_the_minutes_print_photos_that_somebody_agreed_to(
    desk, held, take_photo, as_person, tmp_path
):
    await take_photo("Tidak ditanya", PhotoConsent.NOT_ASKED)
    photo = await take_photo("Penandatanganan", people=[desk.guest])
    async with as_person(held.taker) as taker:
        await taker.post(held.api, json={})
        word = Document(io.BytesIO((await taker.get(f"{held.api}.docx")).content))
        pdf = (await taker.get(f"{held.api}.pdf")).content
        read = {form: (await taker.get(f"{held.api}.{form}")).text for form in ("html", "md")}
        await operations.withdraw_consent(desk.meeting.id, photo.id, desk.guest.id, by=desk.guest)
        later = Document(io.BytesIO((await taker.get(f"{held.api}.docx")).content))

    said = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert said == ["Orang duduk di ruang rapat: Penandatanganan"]
    assert pdf.count(b"/Subtype/Image") == 1
    told = "Penandatanganan – Orang duduk di ruang rapat: Penandatanganan"
    assert [read[form].count(told) for form in read] == [1, 1]
    assert len(later.inline_shapes) == 0
