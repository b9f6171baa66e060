"""The online half through its operations: reports, and whoever the secretariat recognises."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rakor import journal
from rakor.attendance import queries
from rakor.attendance.models import AttendancePlan, Head, OnlineReport, OnlineVisit, Scan
from rakor.attendance.operations.importing import import_report, withdraw_report
from rakor.attendance.operations.recording import check_in, join_online
from rakor.attendance.operations.resolving import (
    admit_visitor,
    ignore_visitor,
    recognise_visitor,
    reopen_visitor,
)
from rakor.attendance.queries.online import invited_people, proposals, visitors
from rakor.attendance.rules import MatchedBy, WalkIn, WalkInPolicy, Wish
from rakor.directory.models import AgencyName, PersonEmail
from rakor.errors import Conflict, Forbidden, Invalid, NotFound
from rakor.meetings.rules import Channel, State

BEGINS = datetime(2026, 10, 15, 1, 0, tzinfo=UTC)
HEAD = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"


@pytest.fixture
async def meeting(new_meeting):
    return await new_meeting(
        starts_at=BEGINS,
        ends_at=BEGINS + timedelta(hours=3),
        timezone="Asia/Makassar",
        meeting_number="962 1234 5678",
        state=State.FINISHED,
    )


def visit(name: str, since: str, until: str, email: str = "") -> str:
    return f'"{name}",{email},2026-10-15 {since}:00,2026-10-15 {until}:00,1\n'


def sheet(*lines: str) -> bytes:
    return (HEAD + "".join(lines)).encode()


async def whom(meeting):
    """Who was in the video room, and as whom they count."""
    return {each.name: each.head.name if each.head else each.by for each in await visitors(meeting)}


async def kinds(meeting):
    return [entry.kind for entry in await journal.since(meeting.id, 0)]


@pytest.fixture
async def people(invite, bkn, bpsdm):
    return {
        "sari": await invite("Sari Utami", bkn),
        "wira": await invite("Wirakarsa Adinegara", bkn),
        "tono": await invite("Tono Hartono", bpsdm),
    }


async def test_whoever_is_known_counts_and_the_rest_waits(meeting, people, dewi):
    done = await import_report(
        meeting.id,
        sheet(
            visit("BKN_Sari", "08:55", "10:00"),
            visit("BKN_Sari", "10:04", "12:00"),
            visit("iPhone", "09:00", "11:00", people["tono"].email.upper()),
            visit("Wira", "09:30", "11:00"),
            visit("Ruang Rapat Cendrawasih", "08:00", "12:00"),
            visit("Otter.ai Notetaker", "09:00", "12:00"),
        ),
        "participants.csv",
        by=dewi,
    )

    assert [each.name for each in done.matched] == ["BKN_Sari", "iPhone"]
    assert [each.name for each in done.unresolved] == ["Wira"]
    assert [each.name for each in done.ignored] == ["Otter.ai Notetaker", "Ruang Rapat Cendrawasih"]
    assert done.new_visits == 6
    counts = await queries.counts(meeting.id)
    assert (counts["heads"], counts["online"], counts["room"]) == (2, 2, 0)
    sari = await Head.get(invitation_id=people["sari"].id)
    assert (sari.first_at, sari.last_out_at) == (
        BEGINS - timedelta(minutes=5),
        BEGINS + timedelta(hours=3),
    )
    assert await Scan.filter(head_id=sari.id).count() == 4
    assert await kinds(meeting) == ["attendance.recorded", "attendance.imported"]
    [_counts, entry] = await journal.since(meeting.id, 0)
    assert {name: entry.data[name] for name in ("rows", "new_visits", "matched", "unresolved")} == {
        "rows": 6,
        "new_visits": 6,
        "matched": 2,
        "unresolved": 1,
    }


async def test_a_report_is_read_once_however_often_it_comes(meeting, people, dewi):
    first = sheet(visit("BKN_Sari", "08:55", "10:00"), visit("Wira", "09:30", "11:00"))
    again = await import_report(meeting.id, first, "a.csv", by=dewi)
    assert again.new_visits == 2
    before = await Scan.all().count(), await Head.all().count(), await OnlineVisit.all().count()

    same = await import_report(meeting.id, first, "b.csv", by=dewi)
    longer = sheet(
        visit("Wira", "09:30", "11:00"),
        visit("BKN_Sari", "08:55", "10:00"),
        visit("BKN_Sari", "10:10", "11:00"),
    )
    overlapping = await import_report(meeting.id, longer, "c.csv", by=dewi)

    assert (same.new_visits, len(same.matched), len(same.unresolved)) == (0, 1, 1)
    assert (overlapping.new_visits, len(overlapping.matched)) == (1, 1)
    assert before == (2, 1, 2)
    assert (await Scan.all().count(), await Head.all().count()) == (4, 1)
    assert await OnlineReport.all().count() == 2


async def test_whoever_stayed_too_short_does_not_count(meeting, people, dewi):
    await AttendancePlan.create(meeting=meeting, least_online_minutes=30)

    await import_report(
        meeting.id,
        sheet(
            visit("BKN_Sari", "09:00", "09:20"),
            visit("BKN_Wirakarsa", "09:00", "09:20"),
            visit("BKN_Wirakarsa", "10:00", "10:10"),
        ),
        "a.csv",
        by=dewi,
    )

    assert await Head.counted(meeting_id=meeting.id).values_list("name", flat=True) == [
        "Wirakarsa Adinegara"
    ]
    # A further report tells of more: now it is long enough.
    await import_report(meeting.id, sheet(visit("BKN_Sari", "10:00", "10:15")), "b.csv", by=dewi)
    assert await Head.counted(meeting_id=meeting.id).count() == 2


async def test_a_total_gives_way_to_the_visits_themselves(meeting, people, dewi):
    totals = "Name (Original Name),User Email,Total Duration (Minutes)\n"
    await import_report(meeting.id, f"{totals}BKN_Sari,,65\n".encode(), "totals.csv", by=dewi)
    sari = await Head.get(invitation_id=people["sari"].id)
    assert (sari.first_at, sari.last_out_at) == (BEGINS, BEGINS + timedelta(minutes=65))

    await import_report(meeting.id, sheet(visit("BKN_Sari", "09:30", "10:35")), "v.csv", by=dewi)
    again = await import_report(meeting.id, f"{totals}BKN_Sari,,65\n".encode(), "t.csv", by=dewi)

    await sari.refresh_from_db()
    assert sari.first_at == BEGINS + timedelta(minutes=30)
    assert (again.new_visits, [each.name for each in again.matched]) == (0, ["BKN_Sari"])
    assert await OnlineVisit.all().count() == 1


async def test_a_click_on_the_link_tells_who_a_nickname_is(meeting, people, dewi):
    meeting.state = State.IN_PROGRESS
    await meeting.save()
    await join_online(people["tono"])
    clicked = (await Scan.get(method="link")).at
    since = (clicked + timedelta(seconds=30)).strftime("%Y-%m-%d %H:%M:%S")
    meeting.starts_at, meeting.ends_at = clicked, clicked + timedelta(hours=1)
    await meeting.save()

    text = f"Name,Join Time,Leave Time\nTono,{since}Z,{since}Z\n"
    await import_report(meeting.id, text.encode(), "a.csv", by=dewi)

    [found] = await visitors(meeting)
    assert (found.head.name, found.by) == ("Tono Hartono", MatchedBy.LINK)


async def test_further_addresses_and_former_names_of_agencies_are_known(meeting, people, dewi, bkn):
    await PersonEmail.create(person_id=people["tono"].person_id, email="tono@pribadi.example")
    await AgencyName.create(
        agency=bkn, name="Kantor Urusan Pegawai", short_name="KUP", valid_until=BEGINS.date()
    )

    await import_report(
        meeting.id,
        sheet(
            visit("T", "09:00", "10:00", "tono@pribadi.example"),
            visit("KUP_Sari", "09:00", "10:00"),
        ),
        "a.csv",
        by=dewi,
    )

    assert await whom(meeting) == {"T": "Tono Hartono", "KUP_Sari": "Sari Utami"}


async def test_the_secretariat_says_who_somebody_is_and_it_is_remembered(meeting, people, dewi):
    await import_report(meeting.id, sheet(visit("Wira", "09:30", "10:00")), "a.csv", by=dewi)
    [waiting] = await visitors(meeting)
    guesses = proposals(await invited_people(meeting), [waiting])[waiting.key]
    assert [guess.invitation.id for guess in guesses] == [people["wira"].id]

    await recognise_visitor(meeting.id, waiting.key, people["wira"].id, by=dewi)
    later = await import_report(
        meeting.id, sheet(visit("Wira", "10:30", "11:00")), "b.csv", by=dewi
    )

    assert await whom(meeting) == {"Wira": "Wirakarsa Adinegara"}
    assert [each.by for each in later.matched] == [MatchedBy.MANUAL]
    wira = await Head.get(invitation_id=people["wira"].id)
    assert wira.last_out_at == BEGINS + timedelta(hours=2)
    assert "visitor.recognised" in await kinds(meeting)


async def test_a_wrong_match_is_taken_back_and_not_made_again(meeting, people, dewi):
    report = sheet(visit("BKN_Sari", "09:00", "10:00"))
    await import_report(meeting.id, report, "a.csv", by=dewi)
    [sari] = await visitors(meeting)

    await reopen_visitor(meeting.id, sari.key, by=dewi)
    await import_report(meeting.id, report, "a.csv", by=dewi)
    await import_report(meeting.id, sheet(visit("BKN_Sari", "11:00", "11:30")), "b.csv", by=dewi)

    assert await whom(meeting) == {"BKN_Sari": MatchedBy.NOBODY}
    assert (await queries.counts(meeting.id))["heads"] == 0
    with pytest.raises(Conflict):
        await reopen_visitor(meeting.id, sari.key, by=dewi)

    await recognise_visitor(meeting.id, sari.key, people["wira"].id, by=dewi)
    await recognise_visitor(meeting.id, sari.key, people["sari"].id, by=dewi)
    await recognise_visitor(meeting.id, sari.key, people["wira"].id, by=dewi)

    assert await whom(meeting) == {"BKN_Sari": "Wirakarsa Adinegara"}
    assert await Head.counted(meeting_id=meeting.id).values_list("name", flat=True) == [
        "Wirakarsa Adinegara"
    ]


async def test_guests_are_let_in_or_wait_as_the_meeting_has_it(meeting, people, dewi):
    await import_report(
        meeting.id,
        sheet(visit("Rini (rini hp)", "09:00", "10:00"), visit("Jaka", "09:00", "10:00")),
        "a.csv",
        by=dewi,
    )
    jaka, rini = await visitors(meeting)

    await admit_visitor(meeting.id, rini.key, WalkIn("", "BKN", "Analis"), by=dewi)
    plan = await AttendancePlan.create(meeting=meeting, walk_ins=WalkInPolicy.HOLD)
    await admit_visitor(meeting.id, jaka.key, WalkIn("Jaka Prasetya", "LSM Contoh"), by=dewi)

    assert await whom(meeting) == {"Jaka": "Jaka Prasetya", "Rini (rini hp)": "Rini"}
    counts = await queries.counts(meeting.id)
    assert (counts["heads"], counts["walk_ins"], counts["agencies_present"]) == (1, 1, 1)
    plan.walk_ins = WalkInPolicy.REFUSE
    await plan.save()
    with pytest.raises(Conflict):
        await admit_visitor(meeting.id, jaka.key, WalkIn("Orang Lain"), by=dewi)


async def test_whoever_is_to_be_ignored_counts_no_longer(meeting, people, dewi):
    await import_report(meeting.id, sheet(visit("BKN_Sari", "09:00", "10:00")), "a.csv", by=dewi)
    [sari] = await visitors(meeting)

    await ignore_visitor(meeting.id, sari.key, by=dewi)

    assert await whom(meeting) == {"BKN_Sari": MatchedBy.IGNORED}
    assert (await queries.counts(meeting.id))["heads"] == 0
    assert (await kinds(meeting))[-1] == "visitor.ignored"


async def test_a_report_that_was_read_wrongly_is_withdrawn(meeting, people, dewi):
    report = sheet(visit("BKN_Sari", "09:00", "10:00"))
    wrong = await import_report(meeting.id, report, "a.csv", timezone="Asia/Jayapura", by=dewi)

    await withdraw_report(meeting.id, wrong.report.id, by=dewi)
    assert (await queries.counts(meeting.id))["heads"] == 0
    assert await visitors(meeting) == []
    await import_report(meeting.id, report, "a.csv", by=dewi)
    await import_report(meeting.id, report, "a.csv", by=dewi)

    sari = await Head.get(invitation_id=people["sari"].id)
    assert (sari.tally, sari.first_at) == ("head", BEGINS)
    with pytest.raises(NotFound):
        await withdraw_report(meeting.id, wrong.report.id, by=dewi)


async def test_a_visit_that_was_read_twice_in_the_same_way_counts_again_after_withdrawal(
    meeting, people, dewi
):
    report = sheet(visit("BKN_Sari", "09:00", "10:00"))
    for _time in range(2):
        done = await import_report(meeting.id, report, "a.csv", by=dewi)
        await withdraw_report(meeting.id, done.report.id, by=dewi)
    await import_report(meeting.id, report, "a.csv", by=dewi)

    assert (await queries.counts(meeting.id))["heads"] == 1


async def test_whoever_was_in_the_room_too_is_one_head(meeting, people, dewi):
    wish = Wish("satu", invitation=people["sari"].id, channel=Channel.ROOM, at=BEGINS)
    await check_in(meeting.id, wish, by=dewi)

    await import_report(meeting.id, sheet(visit("BKN_Sari", "09:00", "10:00")), "a.csv", by=dewi)

    counts = await queries.counts(meeting.id)
    assert (counts["heads"], counts["room"], counts["online"], counts["both"]) == (1, 1, 1, 1)


async def test_what_is_not_of_this_meeting_is_refused(meeting, new_meeting, people, dewi, new_user):
    report = sheet(visit("BKN_Sari", "09:00", "10:00"))
    other = sheet('"BKN_Sari",,2026-10-20 09:00:00,2026-10-20 10:00:00,60\n')
    numbered = b"Meeting ID,Topic\n111 222 333,Rapat lain\n\n" + report

    for content in (other, numbered, b"", b"PK\x03\x04rusak", b"Nama\nSari\n"):
        with pytest.raises(Invalid):
            await import_report(meeting.id, content, "a.csv", by=dewi)
    with pytest.raises((Forbidden, NotFound)):
        await import_report(meeting.id, report, "a.csv", by=await new_user("Siapa Saja"))
    with pytest.raises(NotFound):
        await ignore_visitor(meeting.id, "tidakada", by=dewi)
    meeting.state = State.CANCELLED
    await meeting.save()
    with pytest.raises(Conflict):
        await import_report(meeting.id, report, "a.csv", by=dewi)
    assert await OnlineVisit.all().count() == await Scan.all().count() == 0


@pytest.mark.postgres
async def test_the_online_half_on_either_database(meeting, people, dewi):
    report = sheet(visit("BKN_Sari", "09:00", "10:00"), visit("Wira", "09:00", "10:00"))
    await import_report(meeting.id, report, "a.csv", by=dewi)
    wira = next(each for each in await visitors(meeting) if each.name == "Wira")
    await recognise_visitor(meeting.id, wira.key, people["wira"].id, by=dewi)
    await reopen_visitor(meeting.id, wira.key, by=dewi)
    done = await import_report(meeting.id, report, "a.csv", by=dewi)
    await withdraw_report(meeting.id, done.report.id, by=dewi)
    await import_report(meeting.id, report, "a.csv", by=dewi)

    assert await whom(meeting) == {"BKN_Sari": "Sari Utami", "Wira": MatchedBy.NOBODY}


LINES = [
    visit("BKN_Sari", "08:55", "10:00"),
    visit("BKN_Sari", "09:30", "10:30"),
    visit("Sari Utami", "11:00", "11:20"),
    visit("BKN_Wirakarsa", "09:00", "09:10"),
    visit("Wirakarsa Adinegara", "09:05", "09:40"),
    visit("Tono Hartono", "09:00", "10:00"),
]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=6), min_size=1, max_size=4))
async def test_reports_in_whatever_order_make_the_same_heads(meeting, people, dewi, reports):
    await Scan.all().delete()
    await OnlineVisit.all().delete()
    await Head.all().delete()
    for lines in reports:
        await import_report(meeting.id, sheet(*lines), "a.csv", by=dewi)

    told = {line for lines in reports for line in lines}
    of = {"Sari Utami": LINES[:3], "Wirakarsa Adinegara": LINES[3:5], "Tono Hartono": LINES[5:]}
    expected = {
        name: min(line.split(",")[2] for line in lines if line in told)
        for name, lines in of.items()
        if told & set(lines)
    }
    found = {
        head.name: (head.first_at + timedelta(hours=8)).strftime("%Y-%m-%d %H:%M:%S")
        for head in await Head.counted(meeting_id=meeting.id)
    }
    assert found == expected
