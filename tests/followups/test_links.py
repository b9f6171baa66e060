"""One link an agency: it sees and reports what it owes of one meeting, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor import journal
from rakor.directory.models import Office
from rakor.followups import operations, queries
from rakor.followups.jobs import followers
from rakor.followups.models import Evidence, FollowUpLink, Progress
from rakor.followups.operations import Telling
from rakor.followups.rules import Plan
from rakor.journal import Audience
from rakor.journal.followers import follow
from rakor.live.models import Commitment, Decision
from rakor.live.rules import Duty
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import Meeting
from rakor.meetings.rules import SecurityClass

PDF = b"%PDF-1.7 daftar"
SAID = {
    "status": "in_progress",
    "note": "Berjalan",
    "percent": "30",
    "reporter_name": "Galih Prasetyawan",
    "reporter_office": "Kepala Bagian",
}


@pytest.fixture
async def link(owed) -> str:
    [made] = await operations.tell(
        owed.meeting.id, [Telling("BKN", "tu@bkn.go.id")], by=owed.people["chair"]
    )
    return f"/t/{queries.link_token(made)}"


async def test_the_agency_is_written_to_with_its_link(owed, link):
    [mail] = await OutgoingMail.all()
    text = mail.message.decode()

    assert (mail.to_address, mail.sealed, link.replace("/", "=2F") in text or link in text) == (
        "tu@bkn.go.id",
        True,
        True,
    )
    assert "Keputusan 1 dari Rakortek" in text
    assert "Keputusan 3" not in text, "what is confidential is in no letter"
    [entry] = await journal.since(owed.meeting.id, 0)
    assert (entry.kind, entry.audience.value, entry.data["mailed"]) == (
        "followups.told",
        "staff",
        1,
    )


async def test_who_holds_it_sees_what_the_agency_owes_of_that_meeting(owed, as_person, link):
    async with as_person(None, page=True) as browser:
        page = await browser.get(link)
        one = await browser.get(f"{link}/{owed.late.id}")
        others = [
            (await browser.get(f"{link}/{each.id}")).status_code
            for each in (owed.soon, owed.secret, owed.struck, owed.earlier)
        ]

    assert (page.status_code, f"{link}/{owed.late.id}" in page.text) == (200, True)
    assert page.headers["referrer-policy"] == one.headers["referrer-policy"] == "strict-origin"
    assert "noindex" in page.headers["x-robots-tag"]
    assert others == [404] * 4
    assert (await FollowUpLink.get()).opened_at is not None


async def test_a_report_keeps_who_made_it_and_its_files(owed, as_person, link):
    url = f"{link}/{owed.late.id}"
    async with as_person(None, page=True) as browser:
        done = await browser.post(url, data=SAID, files=[("files", ("a.pdf", PDF))])
        nameless = await browser.post(url, data={**SAID, "reporter_name": ""}, files={"x": b""})
        closes = await browser.post(url, data={**SAID, "status": "done"}, files={"x": b""})
        page = await browser.get(url)
        file = await Evidence.get()
        fetched = await browser.get(f"{url}/evidence/{file.id}")
    async with as_person(owed.people["chair"]) as chair:
        seen = (await chair.get(f"/api/v1/follow-ups/{owed.late.id}")).json()["reports"]

    assert (done.status_code, done.headers["location"]) == (303, link)
    assert (nameless.status_code, closes.status_code) == (422, 403)
    assert ("Galih Prasetyawan" in page.text, fetched.content) == (True, PDF)
    assert [(r["by"], r["office"], r["percent"]) for r in seen] == [
        ("Galih Prasetyawan", "Kepala Bagian", 30)
    ]
    entry = (await journal.since(owed.meeting.id, 0))[-1]
    assert (entry.kind, entry.actor, entry.data["by_link"]) == ("followup.reported", None, True)
    assert "Galih" not in str(entry.data)


@pytest.mark.parametrize("how", ["revoked", "expired", "closed", "made up"])
async def test_a_link_that_does_not_hold_leads_nowhere(owed, as_person, link, how):
    row = await FollowUpLink.get()
    if how == "revoked":
        await operations.revoke(owed.meeting.id, row.id, by=owed.people["chair"])
    elif how == "expired":
        past = datetime.now(UTC) - timedelta(days=1)
        await FollowUpLink.all().update(expires_at=past)
    elif how == "closed":
        await Meeting.all().update(security_class=SecurityClass.CONFIDENTIAL)
    else:
        link = "/t/" + "a" * 26
    async with as_person(None, page=True) as browser:
        answers = [
            await browser.get(link),
            await browser.get(f"{link}/{owed.late.id}"),
            await browser.post(f"{link}/{owed.late.id}", data=SAID, files={"x": b""}),
        ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert await Progress.all().count() == 0


async def test_one_that_was_revoked_gets_another_secret(owed, link):
    chair, row = owed.people["chair"], await FollowUpLink.get()
    await operations.revoke(owed.meeting.id, row.id, by=chair)
    [again] = await operations.tell(owed.meeting.id, [Telling("BKN")], by=chair)
    [same] = await operations.tell(owed.meeting.id, [Telling("BKN")], by=chair)

    assert (again.id, again.generation, again.email) == (row.id, 2, "tu@bkn.go.id")
    assert queries.link_token(again) == queries.link_token(same) != link.removeprefix("/t/")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"to": [{"agency": "LAN"}]}, "to.0.agency"),
        ({"to": [{"agency": "BKN"}, {"agency": "BKN"}]}, "to.1.agency"),
        ({"to": []}, "to"),
        ({"to": [{"agency": "BKN", "email": "bukan surel"}]}, "to.0.email"),
    ],
)
async def test_what_cannot_be_told_names_its_row(owed, as_person, body, field):
    url = f"/api/v1/meetings/{owed.meeting.id}/follow-ups/links"
    async with as_person(owed.people["chair"]) as chair:
        refused = await chair.post(url, json=body)

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == field
    assert await FollowUpLink.all().count() == 0


async def test_the_secretariat_sees_whom_it_told_and_plans_letters(owed, as_person, link):
    url = f"/meetings/{owed.meeting.id}/follow-ups/agencies"
    api = f"/api/v1/meetings/{owed.meeting.id}/follow-ups"
    async with as_person(owed.people["chair"], page=True) as browser:
        page = (await browser.get(url)).text
        planned = await browser.post(
            f"{url}/plan", data={"reminds": "true", "days_before": "3", "days_above": "20"}
        )
        wrong = await browser.post(f"{url}/plan", data={"days_before": "0", "days_above": "20"})
        told = await browser.post(
            url, data={"to.1.agency": "KEMENKES", "to.1.email": "", "to.1.tell": "true"}
        )
    async with as_person(owed.people["chair"]) as chair:
        rows = (await chair.get(f"{api}/links")).json()["items"]
        plan = (await chair.get(f"{api}/plan")).json()
    async with as_person(owed.people["guest"]) as guest:
        refused = [(await guest.get(f"{api}/{what}")).status_code for what in ("links", "plan")]

    assert "http://rakor.test" + link in page
    assert [each.status_code for each in (planned, wrong, told)] == [303, 422, 303]
    assert [(row["agency"], row["open"], bool(row["url"])) for row in rows] == [
        ("BKN", 1, True),
        ("KEMENKES", 1, True),
    ]
    assert {name: plan[name] for name in ("tells", "reminds", "days_before", "days_above")} == {
        "tells": False,
        "reminds": True,
        "days_before": 3,
        "days_above": 20,
    }
    assert refused == [403, 403]


async def distributed(meeting: Meeting) -> None:
    async with journal.transaction() as record:
        await record.entry(meeting.id, "minutes.distributed", by=None)
    await follow(followers[0])


async def test_links_go_with_the_minutes_to_those_with_an_address(owed, bkn):
    from rakor.directory.models import Office

    await Office.create(title="Sekretaris Utama", agency=bkn, email="Sestama@BKN.go.id")
    await distributed(owed.meeting)
    await distributed(owed.meeting)

    assert [mail.to_address for mail in await OutgoingMail.all()] == ["sestama@bkn.go.id"]


@pytest.mark.parametrize("why", ["planned otherwise", "closed", "nothing owed"])
async def test_no_link_goes_by_itself_when(owed, bkn, why):
    from rakor.directory.models import Office

    await Office.create(title="Sekretaris Utama", agency=bkn, email="sestama@bkn.go.id")
    if why == "planned otherwise":
        await operations.plan(owed.meeting.id, Plan(tells=False), by=owed.people["chair"])
    elif why == "closed":
        await Meeting.all().update(security_class=SecurityClass.CONFIDENTIAL)
    else:
        await Decision.all().update(state="struck")
    await distributed(owed.meeting)

    assert await OutgoingMail.all().count() == 0


@pytest.fixture
async def office_of_bkn(bkn):
    return await Office.create(title="Kepala BKN", agency=bkn, email="kepala@bkn.go.id")


async def the_minutes_go_out(owed):
    """The letters that follow a distribution, oldest first; the outbox is empty again."""
    async with journal.transaction() as record:
        await record.entry(
            owed.meeting.id, "minutes.distributed", by=None, audience=Audience.PARTICIPANTS
        )
    await follow(followers[0])
    mails = await OutgoingMail.all().order_by("id")
    await OutgoingMail.all().delete()
    return [mail.message.decode() for mail in mails]


@pytest.mark.postgres
async def test_a_new_version_tells_once_what_changed_and_only_that(owed, bkn, office_of_bkn):
    first = await the_minutes_go_out(owed)
    again = await the_minutes_go_out(owed)
    await Decision.filter(id=owed.late.decision_id).update(text="Keputusan yang dibetulkan")
    more = await Decision.create(
        meeting=owed.meeting, number=9, text="Keputusan baru", recorded_at=owed.meeting.starts_at
    )
    await Commitment.create(decision=more, duty=Duty.OWNER, agency=bkn, name="BKN")
    amended = await the_minutes_go_out(owed)
    after = await the_minutes_go_out(owed)

    assert (len(first), again, len(amended), after) == (1, [], 1, [])
    assert "Keputusan yang dibetulkan" in amended[0]
    assert "Keputusan baru" in amended[0]
    assert await FollowUpLink.all().count() == 1
    entries = [e for e in await journal.since(owed.meeting.id, 0) if e.kind == "followups.told"]
    assert [entry.data.get("changes", False) for entry in entries] == [False, True]


async def test_what_was_told_before_it_was_kept_is_not_told_all_of_a_sudden(owed, office_of_bkn):
    await the_minutes_go_out(owed)
    await FollowUpLink.all().update(told=None)
    assert await the_minutes_go_out(owed) == []
    await Decision.filter(id=owed.late.decision_id).update(due=None)
    assert len(await the_minutes_go_out(owed)) == 1
    await FollowUpLink.all().update(revoked_at=datetime.now(UTC))
    await Decision.filter(id=owed.late.decision_id).update(text="Lain lagi")
    assert await the_minutes_go_out(owed) == []
