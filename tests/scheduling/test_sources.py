"""Calendars outside Rakor: connected, read again, counted, removed; servers that misbehave."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from tortoise.backends.sqlite.client import SqliteClient

from rakor.accounts.models import Account
from rakor.database import new_id
from rakor.directory.models import Office, OfficeHolder
from rakor.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Entry
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State, Window
from rakor.scheduling import operations
from rakor.scheduling.models import CalendarSource
from rakor.scheduling.operations import fetching
from rakor.scheduling.queries import busy_times
from rakor.scheduling.queries.busy import when_busy
from rakor.scheduling.rules import SourceFacts, SourceKind, minute_of
from rakor.settings import settings
from tests.web.servers import http, serving

NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
SOON = NOW + timedelta(days=2)
WEEK = Window(NOW, NOW + timedelta(days=7))


def ics(*events: tuple[str, datetime]) -> bytes:
    """A calendar with events of an hour, by their UID."""
    lines = [
        f"BEGIN:VEVENT\nUID:{uid}\nDTSTART:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}\nDURATION:PT1H\n"
        "SUMMARY:Rahasia\nEND:VEVENT"
        for uid, at in events
    ]
    return "\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]).encode()


def hour(at: datetime) -> tuple[int, int]:
    return minute_of(at), minute_of(at) + 60


@pytest.fixture
def hosts(monkeypatch):
    return lambda server: monkeypatch.setattr(
        settings(), "calendar_hosts", f"127.0.0.1:{server.port}"
    )


def facts(server, path="/cal.ics", **more) -> SourceFacts:
    return SourceFacts(url=f"http://127.0.0.1:{server.port}{path}", **more)


async def busy(user, meeting=None) -> list[tuple[int, int]]:
    key = meeting.id if meeting else new_id()
    return (await busy_times([user.id], WEEK, apart_from=key))[user.id]


async def test_a_calendar_takes_its_owners_time_and_nothing_else_of_it_is_kept(budi, hosts):
    async with serving(lambda asked: http(body=ics(("a", SOON)), ETag='"1"')) as server:
        hosts(server)
        source = await operations.add_source(facts(server, name="Kantor"), by=budi)
    assert await busy(budi) == [hour(SOON)]
    row = await CalendarSource.get(id=source.id)
    assert (row.host, row.name, row.times, row.etag) == ("127.0.0.1", "Kantor", 1, '"1"')
    kept = " ".join(str(getattr(row, name)) for name in row._meta.fields_map if name != "pk")
    assert "Rahasia" not in kept
    assert "cal.ics" not in kept
    entry = await Entry.get(kind="calendar_source.added")
    assert "cal.ics" not in str(entry.data)


async def test_a_calendars_copy_of_a_meeting_of_ours_counts_for_nothing(budi, held, seat, hosts):
    meeting = await held(0, 9, 1)
    await Meeting.filter(id=meeting.id).update(starts_at=SOON, ends_at=SOON + timedelta(hours=1))
    await seat(meeting, budi, RsvpStatus.DECLINED)
    later = SOON + timedelta(hours=5)
    body = ics((meeting.uid, SOON), ("own", later))
    async with serving(lambda asked: http(body=body)) as server:
        hosts(server)
        await operations.add_source(facts(server), by=budi)
    assert await busy(budi) == [hour(later)]


async def test_free_busy_that_tells_no_more_does_not_stand_in_its_own_meetings_way(
    budi, held, seat, hosts
):
    meeting = await held(0, 9, 1)
    await Meeting.filter(id=meeting.id).update(starts_at=SOON, ends_at=SOON + timedelta(hours=1))
    await seat(meeting, budi, RsvpStatus.ACCEPTED)
    until = SOON + timedelta(hours=2)
    body = (
        f"BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nFREEBUSY:{SOON:%Y%m%dT%H%M%SZ}/{until:%Y%m%dT%H%M%SZ}\n"
        "END:VFREEBUSY\nEND:VCALENDAR"
    ).encode()
    async with serving(lambda asked: http(body=body)) as server:
        hosts(server)
        await operations.add_source(facts(server), by=budi)
    assert await busy(budi) == [(minute_of(SOON), minute_of(until))]
    assert await busy(budi, meeting) == [(minute_of(SOON) + 60, minute_of(until))]


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (http("401 Unauthorized"), "password"),
        (http("403 Forbidden"), "password"),
        (http("404 Not Found"), "url"),
        (http("500 Oops"), "url"),
        (http(body=b"<html>"), "url"),
        (http("302 Found", Location="https://169.254.169.254/latest/"), "url"),
        (http("302 Found", Location="file:///etc/passwd"), "url"),
        (http("302 Found", Location="https://[oops/"), "url"),
        (http("302 Found", Location="/again"), "url"),
        (b"nonsense\r\n\r\n", "url"),
        (b"", "url"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_its_reason(budi, hosts, answer, field):
    async with serving(lambda asked: answer) as server:
        hosts(server)
        with pytest.raises(Invalid) as refusal:
            await operations.add_source(facts(server), by=budi)
    assert [each["field"] for each in refusal.value.errors] == [field]
    assert await CalendarSource.all().count() == 0


async def test_an_address_within_our_own_network_is_refused(budi):
    for url in ("https://127.0.0.1/", "https://localhost/", "http://example.com/", "x"):
        with pytest.raises(Invalid):
            await operations.add_source(SourceFacts(url=url), by=budi)


async def test_a_password_goes_to_its_own_server_only(budi, hosts, monkeypatch):
    async with serving(lambda asked: http(body=ics(("a", SOON)))) as other:
        there = f"http://127.0.0.1:{other.port}/there.ics"

        def answer(asked):
            return http("307 Moved", Location=there if asked.path == "/2" else "/2")

        async with serving(answer) as server:
            monkeypatch.setattr(
                settings(), "calendar_hosts", f"127.0.0.1:{server.port},127.0.0.1:{other.port}"
            )
            wish = facts(server, username="ada", password="rahasia")
            source = await operations.add_source(wish, by=budi)
    assert ["authorization" in asked.headers for asked in server.seen] == [True, True]
    assert ["authorization" in asked.headers for asked in other.seen] == [False]
    assert "rahasia" not in (await CalendarSource.get(id=source.id)).secret


async def test_an_unchanged_calendar_is_not_read_again_until_the_next_day(budi, hosts):
    def answer(asked):
        known = asked.headers.get("if-none-match") == '"1"'
        return http("304 Not Modified") if known else http(body=ics(("a", SOON)), ETag='"1"')

    async with serving(answer) as server:
        hosts(server)
        source = await operations.add_source(facts(server), by=budi)
        hours = [timedelta(minutes=31), timedelta(hours=1.1), timedelta(hours=26)]
        for later in hours:
            assert await operations.keep_sources(datetime.now(UTC) + later) == 1
        assert await operations.keep_sources() == 0
    known = ["if-none-match" in asked.headers for asked in server.seen]
    assert known == [False, True, True, False]
    assert await busy(budi) == [hour(SOON)]
    assert (await CalendarSource.get(id=source.id)).trouble == ""


async def test_a_server_that_fails_is_asked_less_often_and_its_last_answer_counts(budi, hosts):
    answers = [http(body=ics(("a", SOON))), *[http("503 Busy")] * 9]
    async with serving(lambda asked: answers.pop(0)) as server:
        hosts(server)
        source = await operations.add_source(facts(server), by=budi)
        at, pauses = datetime.now(UTC), []
        for _n in range(7):
            at = (await CalendarSource.get(id=source.id)).due_at
            assert await operations.keep_sources(at) == 1
            row = await CalendarSource.get(id=source.id)
            pauses.append((row.due_at - at) / timedelta(hours=1))
    assert pauses == [1, 2, 4, 8, 12, 12, 12]
    assert (row.trouble, row.failures) == ("status", 7)
    assert await busy(budi) == [hour(SOON)]
    await operations.keep_sources(row.read_at + timedelta(days=14, minutes=1))
    assert await busy(budi) == []


async def test_several_workers_read_a_calendar_once(budi, hosts):
    async with serving(lambda asked: http(body=ics(("a", SOON)))) as server:
        hosts(server)
        await operations.add_source(facts(server), by=budi)
        later = datetime.now(UTC) + timedelta(hours=1)
        done = await asyncio.gather(*(operations.keep_sources(later) for _n in range(4)))
    assert (sum(done), len(server.seen)) == (1, 2)


async def test_the_calendar_of_a_closed_account_is_left_alone(budi, hosts):
    async with serving(lambda asked: http(body=ics(("a", SOON)))) as server:
        hosts(server)
        await operations.add_source(facts(server), by=budi)
        await Account.filter(person_id=budi.id).update(active=False)
        assert await operations.keep_sources(datetime.now(UTC) + timedelta(hours=1)) == 0


async def test_it_is_read_by_hand_but_not_all_the_time_and_removed_for_good(budi, rina, hosts):
    async with serving(lambda asked: http(body=ics(("a", SOON)))) as server:
        hosts(server)
        source = await operations.add_source(facts(server), by=budi)
        with pytest.raises(TooMany):
            await operations.read_source(source.id, by=budi)
        await CalendarSource.filter(id=source.id).update(tried_at=NOW - timedelta(hours=1))
        assert (await operations.read_source(source.id, by=budi)).trouble == ""
    for act in (operations.read_source, operations.remove_source):
        with pytest.raises(NotFound):
            await act(source.id, by=rina)
    await operations.remove_source(source.id, by=budi)
    assert (await CalendarSource.all().count(), await busy(budi)) == (0, [])


async def test_nobody_connects_more_than_five(budi, hosts):
    async with serving(lambda asked: http(body=ics(("a", SOON)))) as server:
        hosts(server)
        for _n in range(5):
            await operations.add_source(facts(server), by=budi)
        with pytest.raises(Conflict):
            await operations.add_source(facts(server), by=budi)


async def test_the_agenda_of_an_office_is_its_holders(budi, rina, new_user, bkn, hosts):
    office = await Office.create(agency=bkn, title="Kepala Badan")
    await OfficeHolder.create(office=office, person_id=budi.id)
    with pytest.raises((Forbidden, NotFound)):
        await operations.add_source(SourceFacts(url="x"), office_id=office.id, by=rina)
    keeper = await new_user("Kiki", bkn, "secretariat")
    async with serving(lambda asked: http(body=ics(("a", SOON)))) as server:
        hosts(server)
        await operations.add_source(facts(server), office_id=office.id, by=keeper)
    assert await busy(budi) == [hour(SOON)]
    await OfficeHolder.filter(office=office).update(valid_until=NOW.date() - timedelta(days=2))
    assert await busy(budi) == []


async def test_caldav_is_asked_for_the_busy_times_only(budi, hosts):
    body = ics().replace(
        b"END:VCALENDAR",
        f"BEGIN:VFREEBUSY\nFREEBUSY:{SOON:%Y%m%dT%H%M%SZ}/PT1H\nEND:VFREEBUSY\nEND:VCALENDAR".encode(),
    )
    async with serving(lambda asked: http(body=body)) as server:
        hosts(server)
        wish = facts(server, "/dav/ada/", kind=SourceKind.CALDAV, username="ada", password="x")
        await operations.add_source(wish, by=budi)
    (asked,) = server.seen
    assert asked.line == "REPORT /dav/ada/ HTTP/1.1"
    assert asked.headers["depth"] == "1"
    assert b"free-busy-query" in asked.body
    assert await busy(budi) == [hour(SOON)]


async def test_a_calendar_beyond_all_measure_is_no_answer(budi, hosts, monkeypatch):
    monkeypatch.setattr(fetching, "LIMIT", 10_000)
    async with serving(lambda asked: http(body=b"BEGIN:VCALENDAR\n" + b"X" * 20_000)) as server:
        hosts(server)
        with pytest.raises(Invalid, match="terlalu besar"):
            await operations.add_source(facts(server), by=budi)


async def test_the_pages_connect_show_and_disconnect(budi, held, seat, rina, hosts, as_person):
    page = "/settings/calendars/busy"
    draft = await held(0, 8, 2, State.DRAFT)
    await seat(draft, budi)
    async with serving(lambda asked: http(body=ics(("a", SOON)))) as server:
        hosts(server)
        wish = {
            "kind": "file",
            "url": facts(server).url,
            "name": "",
            "username": "",
            "password": "",
        }
        async with as_person(budi, page=True) as browser:
            wrong = await browser.post(page, data={**wish, "url": "https://localhost/x"})
            assert (wrong.status_code, "tidak boleh dihubungi" in wrong.text) == (422, True)
            added = await browser.post(page, data=wish)
            assert (added.status_code, added.headers["location"]) == (303, page)
            shown = await browser.get(page)
            assert "127.0.0.1" in shown.text
            assert "cal.ics" not in shown.text
            for trouble in ("", "timeout"):
                await CalendarSource.all().update(read_at=None, trouble=trouble)
                assert "Belum terbaca" in (await browser.get(page)).text
            await CalendarSource.all().update(read_at=NOW, trouble="")
    async with as_person(rina, page=True) as browser:
        times = await browser.get(f"/meetings/{draft.id}/times")
        assert "Kalender luar dari 1 orang ikut dihitung." in times.text
    source = await CalendarSource.get(person_id=budi.id)
    async with as_person(budi, page=True) as browser:
        gone = await browser.post(f"/calendar-sources/{source.id}/remove")
        assert gone.headers["location"] == page
        assert "Belum ada kalender yang tersambung." in (await browser.get(page)).text


def _noted(ask, made):
    async def noted(self, query, *args, **kwargs):
        made.append(query)
        return await ask(self, query, *args, **kwargs)

    return noted


async def test_more_people_and_calendars_cost_no_more_queries(new_user, bkn, held, monkeypatch):
    meeting = await held(0, 8, 2, State.DRAFT)
    people = [await new_user(f"Orang {n}", bkn) for n in range(12)]
    counts = []
    for some in (people[:1], people):
        for user in some:
            await CalendarSource.create(
                person_id=user.id, kind=SourceKind.FILE, host="a", secret="", anonymous=True,
                created_at=NOW, due_at=NOW, read_at=NOW,
            )  # fmt: skip
        made: list[str] = []
        with monkeypatch.context() as watched:
            for name in ("execute_query", "execute_query_dict"):
                watched.setattr(SqliteClient, name, _noted(getattr(SqliteClient, name), made))
            found = await when_busy([user.id for user in some], WEEK, apart_from=meeting.id)
        counts.append(len(made))
        assert found[1].people == len(some)
    assert counts[0] == counts[1] > 0
