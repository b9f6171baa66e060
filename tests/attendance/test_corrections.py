"""Corrections: further lines of the ledger, which say what no longer holds and what does."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor.attendance import operations, queries
from rakor.attendance.models import AttendancePlan, Head, Scan
from rakor.attendance.operations import Instead, correct
from rakor.attendance.rules import Direction, Method, Wish
from rakor.errors import Conflict, Invalid, NotFound
from rakor.journal import Audience, Entry
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State

NOW = datetime.now(UTC).replace(microsecond=0)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def scanned(meeting, dewi):
    """`await scanned(invitation, minutes_ago)` records somebody and gives the line."""

    async def scan(invitation, ago: int = 10, direction: Direction = Direction.IN) -> Scan:
        nonce = f"{invitation.id}-{ago}"
        wish = Wish(nonce, invitation=invitation.id, direction=direction, at=NOW - ago * MINUTE)
        return (await operations.check_in(meeting.id, wish, by=dewi)).scan

    return scan


async def here(meeting) -> list[str]:
    return sorted(await Head.counted(meeting_id=meeting.id).values_list("name", flat=True))


async def heads_told(meeting) -> list[int]:
    rows = await Entry.filter(stream=meeting.id, kind="attendance.recorded").order_by("seq")
    return [row.data["attendance"]["heads"] for row in rows]


async def test_a_scan_is_taken_back_and_put_back_again(meeting, invite, bkn, rina, scanned):
    line = await scanned(await invite("Sari", bkn))
    away = await correct(meeting.id, line.id, "  Salah\n pindai ", by=rina)
    gone = await here(meeting)
    await correct(meeting.id, away.id, "Ternyata benar", by=rina)
    assert (gone, await here(meeting)) == ([], ["Sari"])
    assert away.note == "Salah pindai"
    assert await heads_told(meeting) == [1, 0, 1]
    entries = await Entry.filter(stream=meeting.id, kind="attendance.corrected").order_by("seq")
    assert [(e.audience, e.data["reason"], e.actor) for e in entries] == [
        (Audience.STAFF, "Salah pindai", rina.id),
        (Audience.STAFF, "Ternyata benar", rina.id),
    ]
    # The line itself is as it was.
    kept = await Scan.get(id=line.id)
    assert (kept.at, kept.outcome, kept.voids_id) == (line.at, line.outcome, None)
    assert (await Head.get(name="Sari")).first_at == NOW - 10 * MINUTE


async def test_a_scan_is_moved_to_somebody_else_with_its_moment(
    meeting, invite, bkn, rina, scanned
):
    sari, tono = await invite("Sari", bkn), await invite("Tono", bkn)
    line = await scanned(sari)
    moved = await correct(
        meeting.id, line.id, "Kartu tertukar", instead=Instead(invitation=tono.id), by=rina
    )
    assert await here(meeting) == ["Tono"]
    assert (moved.at, moved.note, moved.method) == (line.at, "Kartu tertukar", line.method)
    back = await correct(
        meeting.id,
        moved.id,
        "Ternyata tidak",
        instead=Instead(head=(await Head.get(name="Sari")).id),
        by=rina,
    )
    assert (await here(meeting), back.at) == (["Sari"], line.at)
    assert await heads_told(meeting) == [1, 1, 1]


async def test_the_moment_of_a_scan_is_changed(meeting, invite, bkn, rina, scanned):
    line = await scanned(await invite("Sari", bkn))
    await correct(meeting.id, line.id, "Jam meja salah", instead=Instead(at=NOW - MINUTE), by=rina)
    head = await Head.get(name="Sari")
    assert (head.first_at, await heads_told(meeting)) == (NOW - MINUTE, [1])
    later = Instead(at=NOW + timedelta(hours=1))
    last = (await Scan.all().order_by("-id"))[0]
    with pytest.raises(Invalid):
        await correct(meeting.id, last.id, "x", instead=later, by=rina)


async def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    meeting, new_meeting, invite, bkn, rina, new_user, scanned
):
    sari, tono = await invite("Sari", bkn), await invite("Tono", bkn)
    line = await scanned(sari)
    out = await scanned(sari, 5, Direction.OUT)
    refused = await scanned(tono, 3, Direction.OUT)
    other = await new_meeting(title="Rapat lain")
    stranger = await new_user("Orang Luar")
    before = await Scan.all().count()
    elsewhere = Instead(invitation=other.id)
    for error, arguments in [
        (Invalid, (meeting.id, line.id, "  ")),
        (NotFound, (meeting.id, other.id, "Keliru")),
        (NotFound, (other.id, line.id, "Keliru")),
        (Conflict, (meeting.id, refused.id, "Keliru")),
    ]:
        with pytest.raises(error):
            await correct(*arguments, by=rina)
    with pytest.raises(NotFound):
        await correct(meeting.id, line.id, "Keliru", by=stranger)
    with pytest.raises(NotFound):
        await correct(meeting.id, line.id, "Keliru", instead=elsewhere, by=rina)
    # Nobody leaves who never came.
    with pytest.raises(Conflict):
        await correct(meeting.id, out.id, "Keliru", instead=Instead(invitation=tono.id), by=rina)
    assert (await Scan.all().count(), await here(meeting)) == (before, ["Sari"])
    await correct(meeting.id, line.id, "Keliru", by=rina)
    with pytest.raises(Conflict):
        await correct(meeting.id, line.id, "Sekali lagi", by=rina)


async def test_a_reported_visit_is_not_moved_line_by_line(meeting, invite, bkn, rina, scanned):
    sari, tono = await invite("Sari", bkn), await invite("Tono", bkn)
    line = await scanned(sari)
    await Scan.filter(id=line.id).update(method=Method.ONLINE_REPORT)
    with pytest.raises(Conflict):
        await correct(meeting.id, line.id, "x", instead=Instead(invitation=tono.id), by=rina)


async def test_the_ledger_shows_every_line_and_strikes_what_was_taken_back(
    meeting, invite, bkn, rina, dewi, scanned, as_person, new_user
):
    sari = await invite("Sari Utami", bkn)
    line = await scanned(sari)
    await scanned(await invite("Tono", bkn))
    await correct(meeting.id, line.id, "Salah pindai", by=rina)
    api = f"/api/v1/meetings/{meeting.id}/attendance/ledger"
    page = f"/meetings/{meeting.id}/attendance/ledger"
    async with as_person(dewi) as desk, as_person(dewi, page=True) as browser:
        told = (await desk.get(api)).json()
        own = (await desk.get(f"{api}?head={line.head_id}")).json()
        shown = (await browser.get(page)).text
        one = (await browser.get(f"{page}/{line.id}")).text
        await browser.post(f"{page}/{told['items'][0]['id']}", data={"reason": "Ternyata benar"})
    assert [(each["name"], each["struck"], each["note"]) for each in told["items"]] == [
        ("Sari Utami", False, "Salah pindai"),
        ("Tono", False, ""),
        ("Sari Utami", True, ""),
    ]
    assert (told["next"], [each["officer"] for each in own["items"]]) == (
        None,
        ["Rina Halim", "Dewi Anjani"],
    )
    assert "<s>Sari Utami</s>" in shown
    assert "Salah pindai" in shown
    assert "Baris ini sudah dibatalkan." in one
    assert await here(meeting) == ["Sari Utami", "Tono"]


@pytest.mark.postgres
async def test_that_somebody_left_at_another_moment_is_told_when_the_meeting_is_over(
    meeting, invite, bkn, rina, scanned
):
    sari = await invite("Sari", bkn)
    await scanned(sari, 10)
    early = await scanned(sari, 8, Direction.OUT)
    back = await scanned(sari, 6)
    await scanned(sari, 1, Direction.OUT)
    ends = NOW - 2 * MINUTE
    await Meeting.filter(id=meeting.id).update(state=State.FINISHED, closed_at=NOW, ends_at=ends)
    await AttendancePlan.filter(meeting_id=meeting.id).update(early_minutes=0)
    assert (await queries.counts(meeting.id))["inside"] == 1

    # They never came back: what is left of their leaving is the first time, before the end.
    away = await correct(meeting.id, back.id, "Salah orang", by=rina)
    told = await queries.attendance_state(meeting.id)
    assert (told, told["inside"]) == (await queries.counts(meeting.id), 0)
    await correct(meeting.id, early.id, "Jam meja salah", instead=Instead(at=NOW), by=rina)
    told = await queries.attendance_state(meeting.id)
    assert (told, told["inside"]) == (await queries.counts(meeting.id), 1)
    assert (await Scan.get(id=away.id)).voids_id == back.id
