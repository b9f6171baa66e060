"""Follow-ups for programs: who sees which, filters, reports, and the journal."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from rakor import journal
from rakor.followups.models import FollowUp, Progress
from rakor.followups.queries import owed as reading
from rakor.live.models import Decision
from rakor.meetings.models import MeetingPart

LIST = "/api/v1/follow-ups"

SEES = {
    "rina": {"late", "soon", "secret", "earlier"},
    "admin": {"late", "soon", "secret", "earlier"},
    "chair": {"late", "soon", "secret", "earlier"},
    "guest": {"late", "soon", "earlier"},
    "owner": {"late", "earlier"},
    "stranger": set(),
}


def names(owed, items) -> set[str]:
    by_id = {
        str(getattr(owed, name).id): name
        for name in ("late", "soon", "secret", "struck", "earlier")
    }
    return {by_id[item["id"]] for item in items}


@pytest.mark.parametrize("who", list(SEES))
async def test_who_sees_which_in_the_list_and_one_by_one(owed, as_person, who):
    async with as_person(owed.people[who]) as program:
        listed = (await program.get(LIST)).json()["items"]
        alone = {
            name
            for name in ("late", "soon", "secret", "struck", "earlier")
            if (await program.get(f"{LIST}/{getattr(owed, name).id}")).status_code == 200
        }

    assert names(owed, listed) == alone == SEES[who]


async def test_nobody_reads_without_signing_in(owed, as_person):
    async with as_person(None) as program:
        answers = [
            await program.get(LIST),
            await program.get(f"{LIST}/{owed.late.id}"),
            await program.post(f"{LIST}/{owed.late.id}/progress", json={"status": "done"}),
        ]

    assert [answer.status_code for answer in answers] == [401, 401, 401]


async def test_a_follow_up_says_what_was_decided(owed, as_person):
    async with as_person(owed.people["owner"]) as program:
        found = (await program.get(f"{LIST}/{owed.late.id}")).json()

    decision = await owed.late.decision
    assert found == {
        "id": str(owed.late.id),
        "revision": 0,
        "meeting": {"id": str(owed.meeting.id), "title": "Rakortek"},
        "decision": {"id": str(decision.id), "number": 1, "text": "Keputusan 1 dari Rakortek"},
        "owner": "BKN",
        "owner_name": "Badan Kepegawaian Negara",
        "supporting": ["KEMENKES"],
        "due": decision.due.isoformat(),
        "status": "not_started",
        "percent": 0,
        "overdue": True,
        "horizon": "short",
        "funding_sources": ["apbn"],
        "indicator": "",
        "reports": [],
        "taken_from": None,
        "taken_by": None,
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("agency=BKN", {"late", "secret", "earlier"}),
        ("agency=KEMENKES", {"soon"}),
        ("agency=nobody", set()),
        ("overdue=true", {"late"}),
        ("overdue=false", {"soon", "secret", "earlier"}),
        ("status=done", {"earlier"}),
        ("status=not_started", {"late", "soon", "secret"}),
        ("status=in_progress", set()),
        ("agency=BKN&status=not_started&overdue=false", {"secret"}),
    ],
)
async def test_the_list_is_narrowed(owed, as_person, query, expected):
    async with as_person(owed.people["chair"]) as program:
        await program.post(f"{LIST}/{owed.earlier.id}/progress", json={"status": "done"})
        answer = await program.get(f"{LIST}?{query}")

    assert names(owed, answer.json()["items"]) == expected


async def test_the_list_is_read_page_by_page(owed, as_person):
    found, cursor = [], ""
    async with as_person(owed.people["chair"]) as program:
        while cursor is not None:
            page = (await program.get(f"{LIST}?limit=1{cursor}")).json()
            found += page["items"]
            cursor = f"&cursor={page['next']}" if page["next"] else None

    assert len(found) == 4
    assert names(owed, found) == SEES["chair"]


@pytest.mark.parametrize("query", ["overdue=perhaps", "status=late", "unknown=1", "limit=0"])
async def test_a_question_that_makes_no_sense_is_refused(owed, as_person, query):
    async with as_person(owed.people["chair"]) as program:
        answer = await program.get(f"{LIST}?{query}")

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, query.split("=")[0])


REPORTS = {"rina": 201, "admin": 201, "chair": 201, "guest": 403, "owner": 201, "stranger": 404}
CLOSES = {**REPORTS, "owner": 403}


@pytest.mark.parametrize("who", list(REPORTS))
async def test_who_reports_and_who_closes(owed, as_person, who):
    url = f"{LIST}/{owed.late.id}/progress"
    async with as_person(owed.people[who]) as program:
        first = await program.post(url, json={"status": "in_progress"})
        second = await program.post(url, json={"status": "done"})

    assert (first.status_code, second.status_code) == (REPORTS[who], CLOSES[who])


async def test_reports_are_kept_and_leave_entries(owed, as_person):
    url = f"{LIST}/{owed.late.id}/progress"
    report = {"status": "pending_verification", "note": "Selesai.", "evidence": "Surat 12"}
    async with as_person(owed.people["owner"]) as owner, as_person(owed.people["chair"]) as chair:
        await owner.post(url, json={"status": "in_progress"})
        said = await owner.post(url, json=report)
        done = (await chair.post(url, json={"status": "done", "note": "Sesuai."})).json()
        late = await owner.post(url, json={"status": "in_progress", "note": "Lagi"})

    assert (said.status_code, said.json()["seq"]) == (201, 2)
    assert (done["status"], done["overdue"], done["revision"]) == ("done", False, 3)
    assert [(r["status"], r["note"], r["evidence"], r["by"]) for r in done["reports"]] == [
        ("done", "Sesuai.", "", "Wirakarsa Adinegara"),
        ("pending_verification", "Selesai.", "Surat 12", "Bagus Prakosa"),
        ("in_progress", "", "", "Bagus Prakosa"),
    ]
    assert late.status_code == 409
    entries = await journal.since(owed.meeting.id, 0)
    assert [(e.kind, e.audience.value, e.data["status"]) for e in entries] == [
        ("followup.reported", "participants", "in_progress"),
        ("followup.reported", "participants", "pending_verification"),
        ("followup.reported", "participants", "done"),
    ]


async def test_what_is_confidential_stays_with_staff(owed, as_person):
    async with as_person(owed.people["chair"]) as chair:
        await chair.post(f"{LIST}/{owed.secret.id}/progress", json={"status": "in_progress"})

    assert [e.audience.value for e in await journal.since(owed.meeting.id, 0)] == ["staff"]


@pytest.mark.parametrize(
    ("report", "field"),
    [
        ({"status": "returned"}, "note"),
        ({"status": "not_started"}, "status"),
        ({"status": "overdue"}, "status"),
        ({"status": "done", "evidence": "a\nb"}, "evidence"),
        ({"status": "done", "note": "x" * 10_001}, "note"),
        ({"status": "done", "percent": 101}, "percent"),
        ({"status": "done", "share": 5}, "share"),
        ({"status": "reassigned"}, "status"),
        ({}, "status"),
    ],
)
async def test_a_report_that_makes_no_sense_names_its_field(owed, as_person, report, field):
    async with as_person(owed.people["chair"]) as chair:
        answer = await chair.post(f"{LIST}/{owed.late.id}/progress", json=report)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert await FollowUp.all().count() == 0


async def test_the_same_state_again_needs_something_new(owed, as_person):
    url = f"{LIST}/{owed.late.id}/progress"
    async with as_person(owed.people["owner"]) as owner:
        await owner.post(url, json={"status": "in_progress"})
        nothing = await owner.post(url, json={"status": "in_progress"})
        more = await owner.post(url, json={"status": "in_progress", "note": "40%"})

    assert (nothing.status_code, more.status_code) == (422, 201)


async def test_whoever_reports_on_an_old_state_is_told(owed, as_person):
    url = f"{LIST}/{owed.late.id}/progress"
    async with as_person(owed.people["owner"]) as owner:
        headers = {"if-match": '"0"'}
        first = await owner.post(url, json={"status": "in_progress"}, headers=headers)
        late = await owner.post(url, json={"status": "blocked"}, headers=headers)

    assert (first.status_code, late.status_code) == (201, 412)


@pytest.mark.postgres
async def test_two_first_reports_at_once_are_both_kept(engine, owed, as_person):
    url = f"{LIST}/{owed.late.id}/progress"
    async with as_person(owed.people["owner"]) as one, as_person(owed.people["chair"]) as two:
        answers = await asyncio.gather(
            one.post(url, json={"status": "in_progress"}),
            two.post(url, json={"status": "blocked"}),
        )

    assert [answer.status_code for answer in answers] == [201, 201]
    assert (await FollowUp.get()).revision == 2
    assert await Progress.all().count() == 2


async def test_a_meeting_offers_what_is_open_from_its_predecessors(owed, as_person):
    url = f"/api/v1/meetings/{owed.meeting.id}/follow-ups"
    async with as_person(owed.people["chair"]) as chair:
        before = names(owed, (await chair.get(url)).json()["items"])
        await chair.post(f"{LIST}/{owed.earlier.id}/progress", json={"status": "done"})
        await chair.post(f"{LIST}/{owed.late.id}/progress", json={"status": "done"})
        after = names(owed, (await chair.get(url)).json()["items"])
        first = await chair.get(f"/api/v1/meetings/{owed.before.id}/follow-ups")
    async with as_person(owed.people["stranger"]) as stranger:
        refused = await stranger.get(url)

    assert before == {"late", "soon", "secret", "earlier"}
    assert after == {"late", "soon", "secret"}
    assert names(owed, first.json()["items"]) == {"earlier"}
    assert refused.status_code == 404


async def test_a_circle_of_meetings_is_walked_once(owed, as_person):
    owed.before.follow_up_of = owed.meeting
    await owed.before.save()
    async with as_person(owed.people["chair"]) as chair:
        answer = await chair.get(f"/api/v1/meetings/{owed.before.id}/follow-ups")

    assert names(owed, answer.json()["items"]) == {"late", "soon", "secret", "earlier"}


async def test_overdue_is_counted_where_the_reader_is(owed, as_person, monkeypatch):
    decision = await owed.soon.decision
    person = owed.people["chair"].person

    class Late(datetime):
        """Half past midnight in Jayapura, still the day before in Jakarta."""

        @classmethod
        def now(cls, tz=None):
            night = datetime.combine(decision.due + timedelta(days=1), datetime.min.time())
            return night.replace(tzinfo=UTC) - timedelta(hours=8, minutes=30)

    monkeypatch.setattr(reading, "datetime", Late)
    seen = []
    for zone in ("Asia/Jakarta", "Asia/Jayapura"):
        person.timezone = zone
        await person.save()
        async with as_person(owed.people["chair"]) as chair:
            seen.append((await chair.get(f"{LIST}/{owed.soon.id}")).json()["overdue"])

    assert seen == [False, True]


async def test_whoever_loses_the_part_loses_the_sight(owed, as_person):
    await MeetingPart.filter(person_id=owed.people["guest"].id).delete()
    async with as_person(owed.people["guest"]) as guest:
        assert (await guest.get(LIST)).json()["items"] == []


async def test_a_reworded_decision_keeps_what_its_owners_reported(owed, as_person):
    decision = f"/api/v1/decisions/{owed.late.decision_id}"
    async with as_person(owed.people["owner"]) as program:
        await program.post(f"{LIST}/{owed.late.id}/progress", json={"status": "in_progress"})
    async with as_person(owed.people["rina"]) as program:
        reworded = await program.patch(decision, json={"text": "Lebih jelas", "owners": ["BKN"]})
        joined = await program.patch(decision, json={"owners": ["LAN", "BKN"]})
        found = (await program.get(f"{LIST}/{owed.late.id}")).json()

    assert (reworded.status_code, joined.status_code) == (200, 200)
    assert [who["name"] for who in joined.json()["owners"]] == ["LAN", "Badan Kepegawaian Negara"]
    assert (found["decision"]["text"], found["status"]) == ("Lebih jelas", "in_progress")
    assert [report["status"] for report in found["reports"]] == ["in_progress"]


@pytest.mark.postgres
async def test_an_owner_who_reported_is_not_taken_off(engine, owed, as_person):
    decision = f"/api/v1/decisions/{owed.late.decision_id}"
    async with as_person(owed.people["owner"]) as program:
        await program.post(f"{LIST}/{owed.late.id}/progress", json={"status": "in_progress"})
    async with as_person(owed.people["rina"]) as program:
        refused = await program.patch(decision, json={"text": "Lain", "owners": ["LAN"]})
        found = (await program.get(f"{LIST}/{owed.late.id}")).json()

    assert refused.status_code == 409
    assert (found["owner"], found["status"]) == ("BKN", "in_progress")
    assert found["decision"]["text"] == "Keputusan 1 dari Rakortek"


async def test_what_has_no_date_is_not_overdue(owed, as_person):
    await Decision.filter(id=owed.late.decision_id).update(due=None)
    async with as_person(owed.people["rina"]) as program:
        late = await program.get(LIST, params={"overdue": "true"})
        others = await program.get(LIST, params={"overdue": "false"})

    assert names(owed, late.json()["items"]) == {"earlier"}
    assert names(owed, others.json()["items"]) == {"late", "soon", "secret"}


@pytest.mark.postgres
async def test_the_figures_behind_the_charts(owed, as_person):
    async with as_person(owed.people["rina"]) as program:
        everywhere = (await program.get(f"{LIST}/progress")).json()
        one = (await program.get(f"{LIST}/progress", params={"agency": "BKN"})).json()
        meeting = f"/api/v1/meetings/{owed.meeting.id}/follow-ups/progress"
        of_meeting = (await program.get(meeting)).json()
    async with as_person(owed.people["stranger"]) as program:
        refused = await program.get(meeting)
        none = (await program.get(f"{LIST}/progress")).json()

    totals = {each["agency"]: (each["overdue"], each["total"]) for each in everywhere["agencies"]}
    assert totals == {"BKN": (2, 3), "KEMENKES": (0, 1)}
    assert [each["agency"] for each in one["agencies"]] == ["BKN"]
    last = of_meeting["weeks"][-1]
    assert last["day"] == (datetime.now(UTC) + timedelta(hours=7)).date().isoformat()
    assert last["open"] + last["overdue"] == sum(each["total"] for each in of_meeting["agencies"])
    assert (refused.status_code, none) == (404, {"agencies": [], "weeks": []})
