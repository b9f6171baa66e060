"""The calendar: a month, a week, an agenda and agencies, for whoever looks."""

import re
from datetime import UTC, date, datetime

import pytest

import rakor.invitations.queries  # noqa: F401 - tells which agencies are asked
from rakor.accounts.rules import Role
from rakor.database import new_id
from rakor.directory import operations as directory
from rakor.directory.rules.calendar import HolidayFacts
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.meetings import operations
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.operations import Facts
from rakor.meetings.pages.drawing import Week, agenda_days, at_hour, week_of
from rakor.meetings.queries.calendar import blocks_between, by_agency, shown_to
from rakor.meetings.rules import Part, State, Window

from .conftest import FACTS, counted_queries

# The week of Friday 1 March 2030, on which the meeting of FACTS is held.
WEEK = Window(datetime(2030, 2, 24, 17, tzinfo=UTC), datetime(2030, 3, 3, 17, tzinfo=UTC))
VIEWS = ("month", "week", "agenda", "agency")


@pytest.fixture
async def page(rina, as_person):
    async with as_person(rina, page=True) as browser:
        yield browser


async def make(by, title, starts, ends, publish=True, **more):
    facts = {**FACTS, "title": title, "starts_at": starts, "ends_at": ends, **more}
    meeting = await operations.draft_meeting(Facts.model_validate(facts), by=by)
    return await operations.publish(meeting.id, by=by) if publish else meeting


async def invite(meeting, agency, **more):
    key = new_id().hex
    return await Invitation.create(
        meeting_id=meeting.id, agency_id=agency.id, email=f"{key}@x.test", name="Undangan",
        token_digest=key, mail_digest=key, code_digest=key, **more,
    )  # fmt: skip


async def titles(user, **wanted):
    found = shown_to(user, **wanted)
    return [each.title for each in await blocks_between(found, WEEK, user)]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("day", ["2030-03-01", "2000-01-01", "2199-12-31", ""])
async def test_each_view_opens_on_any_day(page, scheduled, view, day):
    answer = await page.get(f"/calendar?view={view}&date={day}")
    assert answer.status_code == 200
    assert (scheduled.title in answer.text) == (day == "2030-03-01")


@pytest.mark.parametrize(
    "query",
    [
        "view=year", "date=x", "date=1999-12-31", "date=2200-01-01", "month=2030-13", "kind=x",
        "page=0", "colour=red", "agency=XYZ", "mine=maybe",
    ],
)  # fmt: skip
async def test_an_address_that_makes_no_sense_is_refused(page, query):
    assert (await page.get(f"/calendar?{query}")).status_code == 422


@pytest.mark.postgres
async def test_only_what_somebody_may_see_is_in_their_calendar(scheduled, draft, cast):
    users = await cast(scheduled)
    secret = await Meeting.get(id=scheduled.id)
    seen = {name: await titles(user) for name, user in users.items()}
    everybody = {name: [scheduled.title] for name in users}
    assert seen == everybody | {"colleague": [], "other_staff": []}

    secret.security_class = "confidential"
    await secret.save()
    assert (await titles(users["admin"]), await titles(users["secretariat"])) == ([], [])
    assert await titles(users["participant"]) == [scheduled.title]


@pytest.mark.parametrize("state", State)
async def test_what_was_called_off_or_put_off_is_in_no_calendar(scheduled, rina, state):
    scheduled.state = state
    await scheduled.save()
    off = state in (State.CANCELLED, State.POSTPONED)
    assert await titles(rina) == ([] if off else [scheduled.title])


@pytest.mark.postgres
async def test_filters_keep_what_was_asked_for(rina, bkn, bpsdm, new_user):
    one = await make(rina, "Satu", "2030-03-01T09:00:00+07:00", "2030-03-01T10:00:00+07:00")
    two = await make(
        rina, "Dua", "2030-03-01T11:00:00+07:00", "2030-03-01T12:00:00+07:00", kind="seminar"
    )
    await invite(one, bkn)
    await invite(two, bkn, status=RsvpStatus.WITHDRAWN)
    admin = await new_user("Adi Admin", None, Role.ADMIN)

    assert await titles(rina, kind="seminar") == ["Dua"]
    assert await titles(rina, agency=bkn) == ["Satu"]
    assert await titles(rina, agency=bpsdm) == ["Satu", "Dua"]
    assert (await titles(rina, mine=True), await titles(admin, mine=True)) == (["Satu", "Dua"], [])


@pytest.mark.postgres
async def test_who_else_is_asked_is_told_only_where_the_list_of_guests_is_open(
    scheduled, new_agency, cast, bkn, bpsdm
):
    other = await new_agency("LAN")
    for agency in (bkn, other):
        await invite(scheduled, agency)
    users = await cast(scheduled)
    guest, staff = users["participant"], users["secretariat"]

    async def agencies(user):
        blocks = await blocks_between(shown_to(user), WEEK, user)
        return {row.agency.id: len(row.calls) for row in await by_agency(blocks, user)}

    closed = [await agencies(guest), await titles(guest, agency=other), await agencies(staff)]
    await Meeting.filter(id=scheduled.id).update(shows_roster=True)
    assert closed == [
        {bpsdm.id: 1, bkn.id: 0},
        [],
        {bpsdm.id: 1, bkn.id: 0, other.id: 0},
    ]
    assert await titles(guest, agency=other) == [scheduled.title]
    assert await agencies(guest) == {bpsdm.id: 1, bkn.id: 0, other.id: 0}


@pytest.mark.parametrize(
    "name", ["secretariat", "participant", "chair", "other_staff", "colleague"]
)
async def test_only_those_who_prepare_a_meeting_may_move_it(scheduled, cast, name):
    users = await cast(scheduled)
    if name == "colleague":  # named as one who prepares it, without the account for it
        await MeetingPart.create(meeting=scheduled, person_id=users[name].id, part=Part.SECRETARIAT)
    blocks = await blocks_between(shown_to(users[name]), WEEK, users[name])
    assert [each.moves for each in blocks] == {
        "secretariat": [True], "colleague": [True], "other_staff": [],
    }.get(name, [False])  # fmt: skip


async def test_a_meeting_that_runs_or_is_over_stays_where_it_is(scheduled, running, rina):
    old = await make(rina, "Lama", "2020-03-02T09:00:00+07:00", "2020-03-02T10:00:00+07:00")
    window = Window(datetime(2020, 3, 1, tzinfo=UTC), datetime(2020, 3, 8, tzinfo=UTC))
    past = await blocks_between(shown_to(rina), window, rina)
    now = await blocks_between(shown_to(rina), WEEK, rina)
    assert [(each.id, each.moves) for each in past + now] == [
        (old.id, False), (running.id, False),
    ]  # fmt: skip


async def test_the_hour_of_the_meeting_stands_beside_that_of_the_reader(page, rina):
    await make(
        rina, "Sulsel", "2030-03-01T10:00:00+08:00", "2030-03-01T12:00:00+08:00",
        timezone="Asia/Makassar",
    )  # fmt: skip
    for view in ("month", "week"):
        text = (await page.get(f"/calendar?view={view}&date=2030-03-01")).text
        assert "<b>09.00" in text
        assert '<span class="ev-zone">10.00 WITA</span>' in text
    agenda = (await page.get("/calendar?view=agenda&date=2030-03-01")).text
    assert '<span class="ev-zone">10.00–12.00 WITA</span>' in agenda


@pytest.mark.parametrize("view", VIEWS)
async def test_holidays_are_named_in_each_view(page, scheduled, view):
    facts = HolidayFacts(day="2030-03-01", name="Hari Wanagiri", kind="national")
    await directory.add_holiday(facts, by=None)
    assert "Hari Wanagiri" in (await page.get(f"/calendar?view={view}&date=2030-03-01")).text


async def test_a_full_day_names_some_and_counts_the_others(page, rina):
    for n in range(6):
        await make(rina, f"Rapat {n}", "2030-03-01T09:00:00+07:00", "2030-03-01T10:00:00+07:00")
    month = (await page.get("/calendar?month=2030-03")).text
    table = month.split("<tbody>")[1].split("</tbody>")[0]
    assert re.findall(r"Rapat \d", table) == [f"Rapat {n}" for n in range(4)]
    more = '<a class="ev-more" href="/calendar?view=agenda&amp;date=2030-03-01">+2 lainnya</a>'
    assert more in table
    week = (await page.get("/calendar?view=week&date=2030-03-01")).text
    assert ">+4<span" in week


async def test_a_series_is_moved_day_by_day(rina):
    meeting = await make(
        rina, "Mingguan", "2030-02-22T09:00:00+07:00", "2030-02-22T10:00:00+07:00",
        recurrence="FREQ=WEEKLY;COUNT=4",
    )  # fmt: skip
    (block,) = await blocks_between(shown_to(rina), WEEK, rina)
    assert block.day == "20300301T020000Z"
    assert block.move_address == f"/meetings/{meeting.id}/move?day=20300301T020000Z"


async def test_the_week_has_room_for_early_late_and_long_meetings(rina):
    days = week_of(date(2030, 3, 1))
    early = await make(rina, "Subuh", "2030-02-25T05:10:00+07:00", "2030-02-25T05:20:00+07:00")
    late = await make(rina, "Malam", "2030-02-26T22:00:00+07:00", "2030-02-27T01:00:00+07:00")
    long = await make(rina, "Rakornas", "2030-02-28T09:00:00+07:00", "2030-03-05T12:00:00+07:00")
    week = Week.of(await blocks_between(shown_to(rina), WEEK, rina), days, "Asia/Jakarta")

    assert week.hours == range(24)
    spots = {
        (column.day.day, placed.block.id): placed.spot
        for column in week.columns
        for placed in column.placed
    }
    assert spots == {
        (25, early.id): "h-5 m-10 l-0 k-30 c-0 of-1",
        (26, late.id): "h-22 m-0 l-2 k-0 c-0 of-1",
        (27, late.id): "h-0 m-0 l-1 k-0 c-0 of-1",
    }
    assert [(b.block.id, b.first, b.days, b.goes_on) for b in week.bands] == [(long.id, 3, 4, True)]
    assert week.now(datetime(2030, 3, 1, 9, 32, tzinfo=UTC)) == at_hour(570) == "h-9 m-30"


async def test_the_agenda_goes_on_by_whole_days(page, rina):
    one = await make(rina, "Satu", "2030-03-01T09:00:00+07:00", "2030-03-01T10:00:00+07:00")
    await make(rina, "Jauh", "2031-03-01T09:00:00+07:00", "2031-03-01T10:00:00+07:00")
    blocks = await blocks_between(shown_to(rina), WEEK, rina)
    first, until = date(2030, 3, 1), date(2030, 3, 29)
    days, following = agenda_days(blocks * 61, first, until, "Asia/Jakarta")
    assert ([day for day, _held in days], following) == ([first], until)

    text = (await page.get("/calendar?view=agenda&date=2030-03-01")).text
    assert f'href="/meetings/{one.id}"' in text
    assert 'hx-get="/calendar?view=agenda&amp;date=2030-03-29"' in text
    last = (await page.get("/calendar?view=agenda&date=2031-03-01")).text
    assert 'hx-get="/calendar' not in last


@pytest.mark.parametrize("view", VIEWS)
async def test_a_view_asks_the_database_as_often_for_one_meeting_as_for_thirty(
    rina, as_person, monkeypatch, bkn, view
):
    counts = []
    for more in (1, 29):
        for n in range(more):
            meeting = await make(
                rina, f"Rapat {n}", "2030-03-01T09:00:00+07:00", "2030-03-01T10:00:00+07:00",
                recurrence="FREQ=WEEKLY;COUNT=3",
            )  # fmt: skip
            await invite(meeting, bkn)
        async with as_person(rina, page=True) as browser:
            with counted_queries(monkeypatch) as asked:
                answer = await browser.get(f"/calendar?view={view}&date=2030-03-01")
        assert answer.status_code == 200
        counts.append(len(asked))
    # The agenda need not look further when its page is full.
    assert counts[1] <= counts[0] <= 8
