"""Where people get the address of a calendar, and the doors of reminders."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from rakor import journal
from rakor.accounts.models import Account
from rakor.accounts.rules import Role
from rakor.directory.models import Agency
from rakor.invitations.models import Feed, Invitation, ReminderPlan
from rakor.invitations.operations import feeds as operations
from rakor.invitations.queries.feeds import feed_url
from rakor.invitations.queries.secrets import digest, feed_token
from rakor.invitations.rules import ReminderKind, RsvpStatus
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part
from rakor.web.problems import SECRET


@pytest.fixture
async def feed(rina):
    return await operations.make_feed(by=rina)


def path_of(feed: Feed) -> str:
    return f"/feeds/{feed_token(feed)}.ics"


async def test_the_file_needs_no_sign_in_and_is_kept_by_nobody_else(meeting, rina, feed, as_person):
    async with as_person(None) as program:
        answer = await program.get(path_of(feed))

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"\r\nMETHOD:PUBLISH\r\n" in answer.content


@pytest.mark.parametrize("said", ["{etag}", "W/{etag}", '"other", {etag}', "*"])
async def test_whoever_has_the_bytes_is_told_so(meeting, feed, as_person, said):
    async with as_person(None) as program:
        first = await program.get(path_of(feed))
        known = said.format(etag=first.headers["etag"])
        again = await program.get(path_of(feed), headers={"if-none-match": known})
        other = await program.get(path_of(feed), headers={"if-none-match": '"other"'})

    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)
    assert again.headers["etag"] == first.headers["etag"]


async def test_it_says_when_the_newest_of_its_meetings_changed(meeting, rina, feed, as_person):
    await MeetingPart.create(meeting=meeting, person=rina.person, part=Part.CHAIR)
    async with as_person(None) as program:
        answer = await program.get(path_of(feed))

    changed = (await Meeting.get(id=meeting.id)).changed_at
    said = parsedate_to_datetime(answer.headers["last-modified"])
    assert said == changed.replace(microsecond=0)
    assert "Rapat Koordinasi Teknis" in answer.text


def test_no_log_tells_the_address_of_a_calendar():
    assert SECRET.sub("/…", f"/feeds/{'a' * 26}.ics") == "/feeds/….ics"


async def test_it_is_remembered_when_a_calendar_was_last_asked_for(feed, as_person):
    async with as_person(None) as program:
        await program.get(path_of(feed))
    seen = (await Feed.get(id=feed.id)).last_read_at

    assert seen is not None
    assert datetime.now(UTC) - seen < timedelta(minutes=1)


@pytest.mark.parametrize("token", ["x", "a" * 26, "A" * 26, "a" * 27])
async def test_an_address_that_nobody_has_leads_nowhere(feed, as_person, token):
    async with as_person(None) as program:
        answer = await program.get(f"/feeds/{token}.ics")
    assert answer.status_code == 404


async def test_only_the_hash_of_the_address_is_stored(feed):
    assert (await Feed.get(id=feed.id)).token_digest == digest(feed_token(feed))


async def test_a_renewed_or_revoked_address_leads_nowhere(rina, feed, as_person):
    old = path_of(feed)
    renewed = await operations.renew_feed(feed.id, by=rina)
    async with as_person(None) as program:
        assert (await program.get(old)).status_code == 404
        assert (await program.get(path_of(renewed))).status_code == 200
        await operations.revoke_feed(feed.id, by=rina)
        assert (await program.get(path_of(renewed))).status_code == 404


async def test_the_calendar_of_a_closed_account_is_closed(rina, feed, as_person):
    await Account.filter(id=rina.account_id).update(active=False)
    async with as_person(None) as program:
        assert (await program.get(path_of(feed))).status_code == 404


async def test_a_program_makes_renews_lists_and_revokes_a_calendar(rina, as_person):
    async with as_person(rina) as program:
        made = await program.post("/api/v1/feeds", json={})
        listed = await program.get("/api/v1/feeds")
        again = await program.post("/api/v1/feeds", json={})
        renewed = await program.post(f"/api/v1/feeds/{made.json()['id']}/renew", json={})
        revoked = await program.post(f"/api/v1/feeds/{made.json()['id']}/revoke", json={})
        empty = await program.get("/api/v1/feeds")

    feed = await Feed.get(id=made.json()["id"])
    assert (made.status_code, again.status_code, renewed.status_code) == (201, 409, 200)
    assert renewed.json()["url"] == feed_url(feed) != made.json()["url"]
    assert [(each["id"], "url" in each) for each in listed.json()["items"]] == [
        (made.json()["id"], False)
    ]
    assert revoked.json()["revoked_at"] is not None
    assert empty.json()["items"] == []
    entries = await journal.since(journal.stream_of(f"feed:{feed.id}"), 0)
    assert [(e.kind, e.subject) for e in entries] == [
        ("feed.created", rina.id), ("feed.renewed", rina.id), ("feed.revoked", rina.id)
    ]  # fmt: skip


async def test_an_agency_s_calendar_is_given_out_by_its_keepers_only(
    new_user, bpsdm, bkn, rina, admin, as_person
):
    keeper = await new_user("Sari", bpsdm, Role.SECRETARIAT)
    for user, code, status in (
        (rina, "BPSDM", 403), (keeper, "BKN", 403), (keeper, "BPSDM", 201), (admin, "BKN", 201),
        (admin, "NONE", 404),
    ):  # fmt: skip
        async with as_person(user) as program:
            answer = await program.post("/api/v1/feeds", json={"agency": code})
        assert (code, answer.status_code) == (code, status)
    async with as_person(keeper) as program:
        seen = await program.get("/api/v1/feeds")
    assert [each["agency"] for each in seen.json()["items"]] == ["BPSDM"]


async def test_nobody_revokes_the_calendar_of_somebody_else(admin, rina, feed, as_person):
    async with as_person(admin) as program:
        answer = await program.post(f"/api/v1/feeds/{feed.id}/revoke", json={})
    assert answer.status_code == 404


async def test_the_page_gives_the_address_and_takes_it_back(rina, as_person):
    async with as_person(rina, page=True) as browser:
        before = await browser.get("/settings/calendars")
        await browser.post("/settings/calendars", data={})
        feed = await Feed.get(person_id=rina.id)
        with_address = await browser.get("/settings/calendars")
        await browser.post(f"/settings/calendars/{feed.id}/revoke")
        after = await browser.get("/settings/calendars")

    assert "Buat langganan" in before.text
    assert feed_url(feed) in with_address.text
    assert feed_url(feed).replace("http://", "webcal://") in with_address.text
    assert feed_url(feed) not in after.text


async def test_keepers_find_the_calendar_of_their_agency_and_those_below(
    new_user, bpsdm, bkn, as_person
):
    keeper = await new_user("Sari", bpsdm, Role.SECRETARIAT)
    await Agency.filter(id=bkn.id).update(path=f"{bpsdm.path}{bkn.id}/")
    async with as_person(keeper, page=True) as browser:
        own = await browser.get("/settings/calendars")
        asked = await browser.get("/settings/calendars?agency=BKN")

    assert ("BPSDM Kemendagri</h2>" in own.text, "Badan Kepegawaian" in own.text) == (True, False)
    assert "Badan Kepegawaian Negara</h2>" in asked.text


@pytest.fixture
async def soon(meeting, ask):
    """The meeting is in three days; one has not answered, one comes."""
    starts = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
    await ask("diam@bkn.go.id", "Diam")
    comes = await ask("hadir@bkn.go.id", "Hadir")
    await Invitation.filter(id=comes.id).update(status=RsvpStatus.ACCEPTED)
    await Meeting.filter(id=meeting.id).update(
        starts_at=starts, ends_at=starts + timedelta(hours=2)
    )
    return await Meeting.get(id=meeting.id)


async def test_the_page_tells_what_goes_when_and_to_how_many(soon, rina, as_person):
    async with as_person(rina, page=True) as browser:
        page = await browser.get(f"/meetings/{soon.id}/invitations/reminders")

    assert page.status_code == 200
    for words in ("Menjawab undangan", "Menghadiri rapat", "Bergabung secara daring"):
        assert words in page.text


async def test_the_form_sets_times_and_switches_off(soon, rina, as_person):
    here = f"/meetings/{soon.id}/invitations/reminders"
    async with as_person(rina, page=True) as browser:
        await browser.post(here, data={"answer": "off", "meeting": "180", "join": "30"})
        page = await browser.get(here)

    rows = await ReminderPlan.filter(meeting_id=soon.id).order_by("kind")
    assert [(r.kind, r.minutes_before, r.active) for r in rows] == [
        (ReminderKind.ANSWER, 2880, False), (ReminderKind.MEETING, 180, True)
    ]  # fmt: skip
    assert '<option value="off" selected>' in page.text
    assert '<option value="180" selected>' in page.text


async def test_what_is_typed_wrong_comes_back(soon, rina, as_person):
    here = f"/meetings/{soon.id}/invitations/reminders"
    async with as_person(rina, page=True) as browser:
        wrong = await browser.post(here, data={"answer": "3", "meeting": "180", "join": "30"})
        none = await browser.post(f"{here}/send", data={"note": "Mohon hadir."})

    assert (wrong.status_code, none.status_code) == (422, 422)
    assert "Pilih 5 menit sampai 30 hari sebelumnya." in wrong.text
    assert "Mohon hadir." in none.text


async def test_a_program_plans_and_sends(soon, rina, as_person):
    here = f"/api/v1/meetings/{soon.id}/reminders"
    wish = {"reminders": [{"kind": "join", "minutes_before": 15}]}
    async with as_person(rina) as program:
        planned = await program.put(here, json=wish)
        twice = await program.put(here, json={"reminders": wish["reminders"] * 2})
        sent = await program.post(f"{here}/send", json={"kind": "meeting", "note": "Ya"})
        again = await program.post(f"{here}/send", json={"kind": "answer"})
        read = await program.get(here)

    assert [
        (each["kind"], each["minutes_before"], each["recipients"])
        for each in planned.json()["items"]
    ] == [("answer", 2880, 1), ("meeting", 1440, 1), ("join", 15, 1)]
    assert (twice.status_code, sent.status_code, again.status_code) == (422, 202, 409)
    assert sent.json()["queued"] == 1
    assert read.json()["items"] == planned.json()["items"]
    mails = await OutgoingMail.filter(purpose__contains=":hand:")
    assert [mail.to_address for mail in mails] == ["hadir@bkn.go.id"]


async def test_nobody_is_reminded_of_what_has_begun(soon, rina, as_person):
    await Meeting.filter(id=soon.id).update(starts_at=datetime.now(UTC) - timedelta(minutes=1))
    async with as_person(rina) as program:
        answer = await program.post(
            f"/api/v1/meetings/{soon.id}/reminders/send", json={"kind": "answer"}
        )
    assert answer.status_code == 409
