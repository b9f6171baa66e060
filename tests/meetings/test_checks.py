"""One list of what to mend or to know before a meeting goes out, on its page and for programs."""

from datetime import UTC, datetime, timedelta

import pytest

import rakor.invitations.queries  # noqa: F401 - invitations add what they know
from rakor.directory import operations as directory
from rakor.directory.rules.calendar import HolidayFacts
from rakor.meetings import operations
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.operations import Changes, Facts
from rakor.meetings.queries.checks import checks_of
from rakor.meetings.rules import Part

from .conftest import FACTS


def codes(found):
    return [each.code for each in found]


@pytest.mark.postgres
async def test_a_draft_says_what_is_needed_first_and_then_what_is_unwise(rina):
    bare = {"title": "Rapat", "starts_at": FACTS["starts_at"], "ends_at": FACTS["ends_at"]}
    draft = await operations.draft_meeting(Facts.model_validate(bare), by=rina)

    found = await checks_of(draft, to=rina)
    assert codes(found) == [
        "venue.name",
        "online.join_url",
        "no_chair",
        "no_agenda",
        "no_letter_number",
        "friday_prayer",
        "nobody_invited",
    ]
    assert [each.severity.value for each in found] == ["needed"] * 2 + ["warning"] * 5
    assert all(each.says and each.verb and each.mend.startswith("/") for each in found)


async def test_what_was_mended_is_not_in_the_list(draft, rina, add_item, new_user, bpsdm):
    await add_item(draft, "Pembukaan", minutes=30)
    chair = await new_user("Candra Ketua", bpsdm)
    await MeetingPart.create(meeting=draft, person_id=chair.id, part=Part.CHAIR)
    better = Changes.model_validate(
        {
            "letter_number": "005/1/BPSDM",
            "starts_at": "2030-03-06T09:00:00+07:00",
            "ends_at": "2030-03-06T12:00:00+07:00",
        }
    )
    meeting = await operations.change(draft.id, better, by=rina)

    assert codes(await checks_of(meeting, to=rina)) == ["nobody_invited"]


@pytest.mark.postgres
async def test_a_holiday_of_the_place_and_of_the_last_day_for_answers_is_said(draft, rina, bpsdm):
    day = {"name": "Hari jadi kota", "kind": "regional", "region": "31"}
    await directory.add_holiday(HolidayFacts(day="2030-03-06", **day), by=None)
    await directory.add_holiday(
        HolidayFacts(day="2030-03-04", name="Cuti bersama", kind="collective_leave"), by=None
    )
    at_jakarta = Changes.model_validate(
        {
            "venue": {"region": "Daerah Khusus Ibukota Jakarta"},
            "starts_at": "2030-03-06T09:00:00+07:00",
            "ends_at": "2030-03-06T12:00:00+07:00",
            "answer_by": "2030-03-04T16:00:00+07:00",
        }
    )
    meeting = await operations.change(draft.id, at_jakarta, by=rina)

    found = {each.code: each.says for each in await checks_of(meeting, to=rina)}
    assert found["holiday"] == "Rabu, 6 Maret 2030 adalah hari libur daerah: Hari jadi kota."
    assert found["answers_on_a_day_off"].startswith("Batas jawaban undangan, Senin, 4 Maret 2030")


@pytest.mark.postgres
async def test_a_chair_is_in_one_place_at_a_time(draft, rina, bkn, new_user, admin):
    chair = await new_user("Candra Ketua", bkn)
    elsewhere = {**FACTS, "title": "Rapat Anggaran", "starts_at": "2030-03-01T11:00:00+07:00"}
    other = await operations.draft_meeting(
        Facts.model_validate({**elsewhere, "organizer": bkn.code}), by=admin
    )
    for meeting in (draft, other):
        await MeetingPart.create(meeting=meeting, person_id=chair.id, part=Part.CHAIR)
    assert "chair_elsewhere" not in codes(await checks_of(draft, to=rina))

    await operations.publish(other.id, by=admin)
    found = {each.code: each.says for each in await checks_of(draft, to=rina)}
    # Whoever may not see the other meeting learns when it is, and nothing else.
    assert found["chair_elsewhere"] == (
        "Candra Ketua juga memimpin rapat lain, Jumat, 1 Maret 2030, 11.00–12.00 WIB."
    )
    seen = {each.code: each.says for each in await checks_of(draft, to=admin)}
    assert "Rapat Anggaran" in seen["chair_elsewhere"]


async def test_what_is_over_or_called_off_is_checked_no_more(scheduled, rina):
    assert await checks_of(scheduled, to=rina)
    meeting = await operations.cancel(scheduled.id, "Batal", by=rina)
    assert await checks_of(meeting, to=rina) == []


async def test_a_series_says_which_days(draft, rina):
    weekly = Changes.model_validate({"recurrence": "FREQ=WEEKLY;COUNT=3"})
    meeting = await operations.change(draft.id, weekly, by=rina)

    found = {each.code: each.says for each in await checks_of(meeting, to=rina)}
    assert "Demikian juga 2 hari lain" in found["friday_prayer"]


async def test_the_page_and_programs_show_the_same_list(draft, rina, as_person):
    found = await checks_of(draft, to=rina)
    async with as_person(rina) as program:
        items = (await program.get(f"/api/v1/meetings/{draft.id}/checks")).json()["items"]
        assert [each["code"] for each in items] == codes(found)
        assert items[0].keys() == {"code", "severity", "says", "mend", "verb"}
    async with as_person(rina, page=True) as browser:
        page = await browser.get(f"/meetings/{draft.id}")
        assert all(each.says in page.text for each in found)
        for each in found:
            assert (await browser.get(each.mend)).status_code == 200


async def test_the_form_is_told_about_its_times_before_they_are_saved(rina, as_person):
    asked = {
        "starts_at": "2026-12-25T10:00",
        "ends_at": "2026-12-25T12:00",
        "timezone": "Asia/Jakarta",
        "venue.region": "",
        "organizer": "",
    }
    async with as_person(rina, page=True) as browser:
        said = (await browser.get("/meetings/manners", params=asked)).text
        assert "hari libur nasional: Kelahiran Yesus Kristus (Natal)" in said
        assert "salat Jumat" in said
        assert "3 hari kerja sebelum rapat: Senin, 21 Desember 2026." in said
        for wrong in ("", "besok", "0001-01-01T00:00", "2026-12-25T09:00"):
            nothing = await browser.get("/meetings/manners", params={**asked, "ends_at": wrong})
            assert (nothing.status_code, nothing.text.strip()) == (200, "")


async def test_times_that_have_passed_are_said_once(draft, rina):
    yesterday = datetime.now(UTC) - timedelta(days=1)
    await Meeting.filter(id=draft.id).update(
        starts_at=yesterday, ends_at=yesterday + timedelta(hours=2)
    )
    meeting = await Meeting.get(id=draft.id).select_related("organizer", "follow_up_of")
    found = codes(await checks_of(meeting, to=rina))
    assert "starts_in_the_past" in found
    assert "friday_prayer" not in found
