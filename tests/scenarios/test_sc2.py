"""SC-2: Penutupan Pelatihan Dasar CPNS, Pandeglang, 20 June 2019: quotas by agency."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest

from rakor import words
from rakor.accounts.models import Account, User
from rakor.attendance import queries as attendance
from rakor.attendance.models import Nominee
from rakor.attendance.operations.recording import check_in_all
from rakor.attendance.rules import Wish
from rakor.demo.story import read_story
from rakor.directory.models import Agency
from rakor.documents import sheets
from rakor.errors import Invalid
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting, Quota
from rakor.settings import settings
from tests.scenarios.doors import door
from tests.scenarios.printed import printed
from tests.scenarios.releases import told

SCENARIO = "sc2"


async def test_the_day_prints_as_a_thursday(loaded):
    assert words.date(loaded[0].starts_at, loaded[0].timezone) == "Kamis, 20 Juni 2019"


async def test_two_hundred_were_nominated_and_came_each_agency_within_its_quota(loaded):
    counted = [
        row for row in await attendance.by_agency(await Meeting.get(id=loaded[0].id)) if row.seats
    ]

    assert {row.agency: (row.seats, row.invited, row.present) for row in counted} == {
        "KOTA-SERANG": (40, 40, 40),
        "KAB-PANDEGLANG": (40, 40, 40),
        "KAB-LEBAK": (40, 40, 40),
        "PROV-BANTEN": (80, 80, 80),
    }
    assert (await attendance.counts(loaded[0].id))["heads"] == 200


async def test_the_quotas_of_the_press_are_refused_though_their_sum_fits(loaded):
    reported = read_story("sc2").events[0].reported_quotas
    before = await Quota.filter(meeting_id=loaded[0].id).count()
    account = await Account.get(person__name="Tubagus Hasanuddin Raksabuwana").select_related(
        "person__agency"
    )
    facts = {
        "quotas": [row.model_dump() for row in reported],
        "title": "Penutupan",
        "kind": "forum",
    }
    moment = {"starts_at": "2019-06-20T13:00+07:00", "ends_at": "2019-06-20T15:00+07:00"}

    assert sum(row.seats for row in reported) == 200
    with pytest.raises(Invalid, match="KAB-PANDEGLANG") as refused:
        await meetings.draft_meeting(
            meetings.Facts.model_validate({**facts, **moment, "total_quota": 200}),
            by=User.of(account),
        )
    assert [each["field"] for each in refused.value.errors] == ["quotas.3.agency"]
    assert await Quota.filter(meeting_id=loaded[0].id).count() == before


async def test_the_city_and_the_regency_of_serang_are_different_agencies(loaded):
    rows = await Agency.filter(name__endswith="Serang").order_by("region")

    assert [(row.kind.value, row.region) for row in rows] == [
        ("regency", "36.04"),
        ("city", "36.73"),
    ]


def named(code: str, count: int) -> list[tuple[str, str]]:
    """Invented people of an agency, with their addresses."""
    at = f"{code.lower()}.example.go.id"
    return [(f"Peserta {code} {n:03}", f"peserta{n:03}@{at}") for n in range(count)]


def as_form(people: list[tuple[str, str]]) -> dict[str, str]:
    rows = enumerate(people, 1)
    return {
        key: value
        for n, (name, email) in rows
        for key, value in ((f"people.{n}.name", name), (f"people.{n}.email", email))
    }


def as_sheet(people: list[tuple[str, str]]) -> bytes:
    columns = [sheets.Column("Nama"), sheets.Column("Surel"), sheets.Column("Jabatan")]
    rows = [(name, email, "CPNS") for name, email in people]
    return sheets.write_xlsx([sheets.Table("Usulan", columns, rows)])


def rows_shown(page: str) -> dict[str, str]:
    """What the form holds after a file was read."""
    found = re.findall(r'<input class="in"[^>]* name="(people\.[^"]+)"[^>]* value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found if value}


async def test_agencies_name_their_people_by_link_until_all_seats_are_taken(loaded):
    """The closing once more, as its people would live it: asked, named, invited, counted."""
    story = read_story("sc2").events[0]
    account = await Account.get(person__name="Tubagus Hasanuddin Raksabuwana").select_related(
        "person__agency"
    )
    organizer = User.of(account)
    starts = datetime.now(UTC) + timedelta(days=5)
    facts = {
        "title": "Penutupan Pelatihan Dasar CPNS, dengan usulan",
        "kind": "forum",
        "mode": "in_person",
        "venue": {"name": "BPSDM Banten"},
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(hours=2)).isoformat(),
        "timezone": "Asia/Jakarta",
        "total_quota": 200,
    }
    reported = [row.model_dump() for row in story.reported_quotas]
    right = [row.model_dump() for row in story.quotas]
    async with door(organizer) as desk, door(None) as agencies:
        refused = await desk.post("/api/v1/meetings", json=facts | {"quotas": reported})
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["field"] == "quotas.3.agency"
        made = await desk.post("/api/v1/meetings", json=facts | {"quotas": right})
        assert made.status_code == 201, made.text
        here = f"/api/v1/meetings/{made.json()['id']}"
        await desk.post(f"{here}/publish", json={})
        asked = [{"agency": row["agency"]} for row in right]
        links = (await desk.post(f"{here}/nominations/links", json={"to": asked})).json()["items"]
        urls = {row["agency"]: row["url"].removeprefix(settings().public_url) for row in links}

        # Two agencies fill the form, two send a sheet that is looked over and then saved.
        for code in ("KOTA-SERANG", "KAB-PANDEGLANG"):
            saved = await agencies.post(urls[code], data=as_form(named(code, 40)))
            assert saved.status_code == 303, saved.text
        for code, count in (("KAB-LEBAK", 42), ("PROV-BANTEN", 80)):
            file = {"file": ("usulan.xlsx", as_sheet(named(code, count)))}
            read = await agencies.post(f"{urls[code]}/file", files=file)
            assert read.status_code == 200, read.text
            saved = await agencies.post(urls[code], data=rows_shown(read.text))
            assert saved.status_code == 303, saved.text
        twice = await agencies.post(urls["KAB-LEBAK"], data=as_form(named("KAB-PANDEGLANG", 1)))
        assert twice.status_code == 422

        told = (await desk.get(f"{here}/nominations")).json()["progress"]
        assert {row["agency"]: (row["seats"], row["named"], row["waiting"]) for row in told} == {
            "KOTA-SERANG": (40, 40, 0),
            "KAB-PANDEGLANG": (40, 40, 0),
            "KAB-LEBAK": (40, 40, 2),
            "PROV-BANTEN": (80, 80, 0),
        }
        invited = await desk.post(f"{here}/nominations/invite", json={})
        assert invited.json()["count"] == 200

        # One of Lebak cannot come after all: the first who waits is invited instead.
        gone = await Nominee.get(meeting_id=made.json()["id"], email=named("KAB-LEBAK", 1)[0][1])
        back = await agencies.post(f"{urls['KAB-LEBAK']}/withdraw/{gone.id}")
        assert back.status_code == 303
        meeting = await Meeting.get(id=made.json()["id"])
        seats = Invitation.filter(meeting_id=meeting.id).exclude(status=RsvpStatus.WITHDRAWN)
        emails = set(await seats.values_list("email", flat=True))
        assert len(emails) == 200
        assert named("KAB-LEBAK", 41)[40][1] in emails

        await desk.post(f"{here}/open", json={})
        scans = [
            (Wish(nonce=f"sc2-{n}", invitation=seat.id), organizer)
            for n, seat in enumerate(await seats.order_by("id"))
        ]
        await check_in_all(meeting.id, scans)
        await desk.post(f"{here}/close", json={})
        came = (await desk.get(f"{here}/attendance")).json()
    rows = {row["agency"]: row for row in came["by_agency"]}
    shown = {code: (row["seats"], row["present"], row["taken"]) for code, row in rows.items()}
    assert shown == {
        "KOTA-SERANG": (40, 40, 40),
        "KAB-PANDEGLANG": (40, 40, 40),
        "KAB-LEBAK": (40, 40, 40),
        "PROV-BANTEN": (80, 80, 80),
    }
    assert (came["heads"], came["quorum"]["reached"]) == (200, True)


async def test_the_attendance_list_prints_each_agency_against_its_quota(loaded):
    told = await printed(loaded[0], by="Tubagus Hasanuddin")

    assert "Kamis, 20 Juni 2019" in told.pdf
    assert "Jumlah hadir : 200 orang dari 4 instansi" in told.pdf
    assert told.numbers("Tanda tangan") == [str(n) for n in range(1, 201)]
    assert told.by_agency() == {
        "PROV-BANTEN": ("80", "80", "80", "0", "80"),
        "KAB-LEBAK": ("40", "40", "40", "0", "40"),
        "KAB-PANDEGLANG": ("40", "40", "40", "0", "40"),
        "KOTA-SERANG": ("40", "40", "40", "0", "40"),
    }
    assert len(told.names("Di ruang")) == len(told.csv) - 1 == 200


async def test_the_release_counts_who_came_from_data(loaded):
    release = await told()

    assert release["dateline"] == "Pandeglang, 20 Juni 2019"
    assert release["counts"] == [
        "Kegiatan ini dihadiri 200 orang dari 1 pemerintah provinsi, 2 pemerintah kabupaten dan "
        "1 pemerintah kota."
    ]
