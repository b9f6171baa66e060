"""Participant reports as the service exports them. All people in them are invented."""

import contextlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.attendance.rules.online import Known, Told, paired, visit_key, visitor_key
from rakor.attendance.rules.report_times import DayOrder, Unit, order_of, read_stamp, unit_of
from rakor.attendance.rules.reports import Question, read_report
from rakor.documents.reading_sheets import read_sheets
from rakor.errors import Invalid

BEGINS = datetime(2026, 10, 15, 1, 0, tzinfo=UTC)
ASKED = Question("Asia/Makassar", days=(date(2026, 10, 15), date(2026, 10, 15)), begins=BEGINS)
MEETING = UUID("11111111-1111-4111-8111-111111111111")

ENGLISH = """Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent,In Waiting Room
BKN_Sari (Sari Utami),sari@contoh.go.id,10/15/2026 08:55:01 AM,10/15/2026 10:00:01 AM,65,Yes,Y,No
BKN_Sari (Sari Utami),sari@contoh.go.id,10/15/2026 10:04:00 AM,10/15/2026 12:00:00 PM,116,Yes,Y,No
"Wirakarsa Adinegara, M.M. (Host)",,10/15/2026 08:50:00 AM,10/15/2026 12:01:30 PM,192,No,,No
Penyusup,,10/15/2026 09:00:00 AM,10/15/2026 09:02:00 AM,2,Yes,,Yes
"""  # noqa: E501

WITH_BLOCK = (
    """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
962 1234 5678,Rakor Kepegawaian,10/15/2026 08:50:00 AM,10/15/2026 12:01:30 PM,host@contoh.go.id,192,3

"""  # noqa: E501
    + ENGLISH
)

INDONESIAN = """Topik;ID;Nama host;Durasi (menit);Waktu mulai;Waktu berakhir;Peserta
Rakor Kepegawaian;962 1234 5678;Host;192;15/10/2026 08.50.00;15/10/2026 12.01.30;3

Nama (nama asli);Email;Waktu bergabung;Waktu keluar;Durasi (menit);Tamu;Respons penafian rekaman;Di ruang tunggu
BKN_Sari (Sari Utami);sari@contoh.go.id;15/10/2026 08.55.01;15/10/2026 10.00.01;65;Ya;OK;Tidak
BKN_Sari (Sari Utami);sari@contoh.go.id;15/10/2026 10.04.00;15/10/2026 12.00.00;116;Ya;OK;Tidak
Wirakarsa Adinegara, M.M. (Tuan rumah);;15/10/2026 08.50.00;15/10/2026 12.01.30;192;Tidak;;Tidak
Penyusup;;15/10/2026 09.00.00;15/10/2026 09.02.00;2;Ya;;Ya
"""  # noqa: E501

FLAT = """Topic,ID,Host name,Duration (minutes),Name (original name),Email,Join time,Leave time,Duration (minutes),Guest
Rakor,962 1234 5678,Host,192,BKN_Sari (Sari Utami),sari@contoh.go.id,2026-10-15 08:55:01,2026-10-15 10:00:01,65,Yes
Rakor,962 1234 5678,Host,192,BKN_Sari (Sari Utami),sari@contoh.go.id,2026-10-15 10:04:00,2026-10-15 12:00:00,116,Yes
Rakor,962 1234 5678,Host,192,"Wirakarsa Adinegara, M.M.",,2026-10-15 08:50:00,2026-10-15 12:01:30,192,No
"""  # noqa: E501

TOTALS = """Name (Original Name),User Email,Total Duration (Minutes),Guest
BKN_Sari (Sari Utami),sari@contoh.go.id,181,Yes
"Wirakarsa Adinegara, M.M.",,192,No
"""


def rows(text, code="utf-8"):
    return read_sheets(text.encode(code), "participants.csv")[0].rows


def at(clock: str) -> datetime:
    """A moment on the clock of the place of the meeting, eight hours ahead."""
    return datetime.fromisoformat(f"2026-10-15T{clock}+08:00")


SARI = ("BKN_Sari (Sari Utami)", "sari@contoh.go.id")
VISITS = (
    Told(*SARI, at("08:55:01"), at("10:00:01")),
    Told(*SARI, at("10:04:00"), at("12:00:00")),
    Told("Wirakarsa Adinegara, M.M.", "", at("08:50:00"), at("12:01:30")),
)


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("text", [ENGLISH, WITH_BLOCK, INDONESIAN, FLAT])
def test_every_layout_tells_the_same_visits(text, code):
    assert read_report(rows(text, code), ASKED).visits == VISITS


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (ENGLISH, ""),
        (WITH_BLOCK, "96212345678"),
        (INDONESIAN, "96212345678"),
        (FLAT, "96212345678"),
    ],
)
def test_the_number_of_the_meeting_is_read_where_it_stands(text, number):
    assert read_report(rows(text), ASKED).number == number


def test_a_report_of_totals_counts_from_the_beginning_of_the_meeting():
    assert read_report(rows(TOTALS), ASKED).visits == (
        Told(*SARI, BEGINS, BEGINS + timedelta(minutes=181), total=True),
        Told("Wirakarsa Adinegara, M.M.", "", BEGINS, BEGINS + timedelta(minutes=192), total=True),
    )


def test_totals_of_one_name_are_added():
    twice = TOTALS + "BKN_Sari (Sari Utami),sari@contoh.go.id,9,Yes\n"

    assert read_report(rows(twice), ASKED).visits[0].left == BEGINS + timedelta(minutes=190)


def test_a_webinar_heads_its_panelists_and_attendees_anew():
    text = """Attendee Report,,,,
Panelist Details,,,,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)
Yes,Sari Utami,sari@contoh.go.id,2026-10-15 09:00:00,2026-10-15 10:00:00,60
Attendee Details,,,,
Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Join Time,Leave Time,Time in Session (minutes)
Yes,Tono,Tono,Hartono,tono@contoh.go.id,2026-10-01 09:00:00,2026-10-15 09:10:00,2026-10-15 09:40:00,30
No,Rini,Rini,Astuti,rini@contoh.go.id,2026-10-01 09:00:00,--,--,--
"""  # noqa: E501
    assert [visit.name for visit in read_report(rows(text), ASKED).visits] == ["Sari Utami", "Tono"]


def test_where_the_leaving_is_missing_the_duration_tells_it_in_seconds_or_minutes():
    text = """Name,Email,Join Time,Leave Time,Duration
Sari,,2026-10-15 09:00:00,2026-10-15 10:00:00,3600
Tono,,2026-10-15 09:00:00,,1800
"""
    assert read_report(rows(text), ASKED).visits[1].left == at("09:30:00")
    minutes = text.replace("3600", "60").replace("1800", "30")
    assert read_report(rows(minutes), ASKED).visits[1].left == at("09:30:00")


def test_whoever_is_still_there_has_not_left():
    text = "Name,Email,Join Time,Leave Time\nSari,,2026-10-15T01:00:00Z,\n"

    assert read_report(rows(text), ASKED).visits == (Told("Sari", "", BEGINS, None),)


def test_the_day_of_the_meeting_tells_which_number_is_the_day():
    text = "Name,Join Time,Leave Time\nSari,03/04/2026 09:00:00,03/04/2026 10:00:00\n"
    april, march = (date(2026, 4, 3),) * 2, (date(2026, 3, 4),) * 2

    def begins(**facts):
        return read_report(rows(text), replace(ASKED, **facts)).visits[0].joined.astimezone(UTC)

    assert begins(days=april).month == 4
    assert begins(days=march).month == 3
    assert begins(days=None, order=DayOrder.DAY_FIRST).month == 4
    with pytest.raises(Invalid) as refusal:
        begins(days=None)
    assert refusal.value.errors[0]["field"] == "dates"


@pytest.mark.parametrize(
    ("said", "order"),
    [
        (["13/04/2026 09:00", "03/04/2026 09:00"], DayOrder.DAY_FIRST),
        (["04/13/2026 09:00", "03/04/2026 09:00"], DayOrder.MONTH_FIRST),
        (["04/13/2026 09:00", "13/04/2026 09:00"], None),
        (["03/04/2026 09:00"], None),
        (["03/04/2026 09:00 AM"], DayOrder.MONTH_FIRST),
        (["04/04/2026 09:00"], DayOrder.MONTH_FIRST),
        (["31/02/2026 09:00"], None),
    ],
)
def test_all_moments_together_tell_which_number_is_the_day(said, order):
    assert order_of([read_stamp(each) for each in said]) is order


@pytest.mark.parametrize(
    "said",
    [
        "2026-10-15T08:05:09+08:00",
        "2026-10-15 00:05:09Z",
        "2026-10-15 08:05:09.123",
        "15/10/2026 08:05:09",
        "15/10/2026, 08.05.09",
        "10/15/2026 08:05:09 AM",
        "10/15/26 8:05:09 a.m.",
        "15-10-2026 08.05.09",
        "15 Okt 2026 08.05.09",
        "15 Oktober 2026, 08.05.09",
        "Oct 15, 2026 08:05:09 AM",
        "Oct 15, 2026 08:05:09",
    ],
)
def test_moments_are_read_however_they_are_written(said):
    stamp = read_stamp(said)

    assert stamp.at(order_of([stamp]), ZoneInfo("Asia/Makassar")) == at("08:05:09")


@pytest.mark.parametrize(("clock", "hour"), [("12:00 AM", 0), ("12:30 PM", 12), ("1:00 PM", 13)])
def test_noon_and_midnight(clock, hour):
    assert read_stamp(f"10/15/2026 {clock}").hour == hour


@pytest.mark.parametrize(
    "said",
    [
        "",
        "kemarin",
        "10/15/2026",
        "10/15/2026 25:00",
        "10/15/2026 13:00 PM",
        "1/1/1999 09:00",
        "15 Foo 2026 09:00",
        "10/15/2026 09:61",
    ],
)
def test_what_is_no_moment_is_none(said):
    assert read_stamp(said) is None


@pytest.mark.parametrize(
    ("heading", "numbers", "unit"),
    [
        ("Duration (Minutes)", [3], Unit.MINUTES),
        ("Durasi (menit)", [3], Unit.MINUTES),
        ("Duration (seconds)", [3], Unit.SECONDS),
        ("Durasi (detik)", [3], Unit.SECONDS),
        ("Durasi", [181], Unit.MINUTES),
        ("Durasi", [10_860], Unit.SECONDS),
    ],
)
def test_without_moments_the_heading_tells_the_unit(heading, numbers, unit):
    assert unit_of([], heading, numbers) is unit


def test_joining_and_leaving_tell_the_unit_whatever_the_heading_says():
    hour = timedelta(hours=1)

    assert unit_of([(3600, hour), (60, timedelta(minutes=1))], "Duration (Minutes)") is Unit.SECONDS
    assert unit_of([(60, hour)], "Duration (seconds)") is Unit.MINUTES


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tanggal,Suhu\n1,2\n", "bukan laporan peserta"),
        ("Name,Email\nSari,sari@contoh.go.id\n", "bukan laporan peserta"),
        ("Name,Join Time,Leave Time\nSari,pagi,siang\n", "Baris 2: “pagi” bukan tanggal"),
        (
            "Name,Join Time,Leave Time\nSari,2026-10-15 10:00:00,2026-10-15 09:00:00\n",
            "Baris 2: waktu keluar sebelum waktu bergabung.",
        ),
        ("Name,Join Time,Duration\nSari,2026-10-15 10:00:00,5\nTono,,5\n", "Baris 3: waktu"),
        ("Name,Total Duration (Minutes)\nSari,lama\n", "Baris 2: “lama” bukan durasi."),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_line(text, words):
    with pytest.raises(Invalid) as refusal:
        read_report(rows(text), ASKED)

    assert words in refusal.value.errors[0]["message"]


@given(st.lists(st.lists(st.text(max_size=30), max_size=9), max_size=6))
def test_whatever_is_sent_is_read_or_refused(lines):
    heads = ["Name", "User Email", "Join Time", "Leave Time", "Duration (Minutes)"]
    for sent in (lines, [heads, *lines]):
        with contextlib.suppress(Invalid):
            assert read_report(sent, ASKED).visits


def known(told: Told, **facts: object) -> Known:
    row = Known(visit_key(MEETING, told), told.name, told.email, told.joined, told.left)
    return replace(row, **facts)


def test_the_same_visit_is_known_again_whoever_tells_it():
    sari, again, wira = VISITS
    webhook = Known("v1", "Sari Utami", "", sari.joined - timedelta(seconds=2), None)

    assert paired(MEETING, VISITS, [known(wira), webhook]) == [1, None, 0]
    assert paired(MEETING, VISITS, [known(each) for each in VISITS]) == [0, 1, 2]
    assert paired(MEETING, [again], [known(sari)]) == [None]


def test_two_visits_within_a_minute_are_two():
    sari = VISITS[0]
    rejoined = replace(sari, joined=sari.joined + timedelta(seconds=30))

    assert paired(MEETING, [sari, rejoined], [known(sari)]) == [0, None]
    assert paired(MEETING, [sari, rejoined], [known(sari), known(rejoined)]) == [0, 1]


def test_a_total_is_the_same_only_as_itself():
    total = replace(VISITS[0], total=True)

    assert paired(MEETING, [total], [known(VISITS[0])]) == [None]
    assert paired(MEETING, [VISITS[0]], [known(total)]) == [None]
    assert paired(MEETING, [total], [known(total)]) == [0]


def test_case_and_spaces_make_nobody_another_visitor():
    assert visitor_key(MEETING, "BKN_ Sari", "") == visitor_key(MEETING, "bkn_  sari", "")
    assert visitor_key(MEETING, "BKN_Sari", "") != visitor_key(MEETING, "BKN_Sari", "a@b.id")


@given(st.permutations(VISITS), st.permutations([known(VISITS[0]), known(VISITS[2])]))
def test_the_order_of_the_lines_does_not_matter(told, rows_known):
    found = paired(MEETING, told, rows_known)

    assert {
        each: rows_known[n].key for each, n in zip(told, found, strict=True) if n is not None
    } == {each: visit_key(MEETING, each) for each in (VISITS[0], VISITS[2])}
