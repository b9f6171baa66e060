"""SC-2: Penutupan Pelatihan Dasar CPNS, Pandeglang, 20 June 2019: quotas by agency."""

import pytest

from rakor import words
from rakor.accounts.models import Account, User
from rakor.attendance import queries as attendance
from rakor.demo.story import read_story
from rakor.directory.models import Agency
from rakor.errors import Invalid
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting, Quota

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
