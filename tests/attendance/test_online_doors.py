"""The doors of the online half: reports, the queue of whom nobody knows, notifications of Zoom."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from rakor.attendance import queries
from rakor.attendance.models import AttendancePlan, Head, OnlineVisit, Scan
from rakor.attendance.operations.importing import import_report
from rakor.attendance.queries.online import visitors
from rakor.attendance.rules import WalkInPolicy
from rakor.attendance.rules.notices import read_notice, signature
from rakor.meetings.rules import Mode, State
from rakor.settings import settings

BEGINS = datetime(2026, 10, 15, 1, 0, tzinfo=UTC)
REPORT = b"""Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)
BKN_Sari,,2026-10-15 09:00:00,2026-10-15 10:00:00,60
Wira,wira@pribadi.example,2026-10-15 09:00:00,2026-10-15 10:00:00,60
"""
SECRET = "rahasia milik aplikasi Zoom"


@pytest.fixture
async def meeting(new_meeting):
    return await new_meeting(
        starts_at=BEGINS,
        ends_at=BEGINS + timedelta(hours=3),
        timezone="Asia/Makassar",
        meeting_number="962 1234 5678",
        mode=Mode.HYBRID,
        state=State.FINISHED,
    )


@pytest.fixture
async def people(invite, bkn):
    return {
        "sari": await invite("Sari Utami", bkn),
        "wira": await invite("Wirakarsa Adinegara", bkn),
    }


def api(meeting, rest):
    return f"/api/v1/meetings/{meeting.id}/attendance/{rest}"


async def test_a_report_is_sent_in_and_the_rest_is_resolved(meeting, people, dewi, as_person):
    async with as_person(dewi) as officer:
        done = await officer.post(
            api(meeting, "import"), files={"file": ("participants.csv", REPORT)}
        )
        again = await officer.post(
            api(meeting, "import"), content=REPORT, headers={"content-type": "text/csv"}
        )
        [wira] = done.json()["unresolved"]
        waiting = await officer.get(api(meeting, "visits?unresolved"))
        resolved = await officer.post(
            api(meeting, "visits/resolve"),
            json={"visitor": wira["visitor"], "invitation": str(people["wira"].id)},
        )
        everybody = await officer.get(api(meeting, "visits"))
        none = await officer.get(api(meeting, "visits?unresolved=true"))
        two = await officer.post(
            api(meeting, "visits/resolve"),
            json={"visitor": wira["visitor"], "ignore": True, "reopen": True},
        )

    assert (done.status_code, done.json()["matched"], done.json()["new_visits"]) == (200, 1, 2)
    assert (again.json()["matched"], again.json()["new_visits"]) == (1, 0)
    assert (wira["name"], wira["email"], wira["minutes"]) == ("Wira", "wira@pribadi.example", 60)
    assert [(p["name"], p["agency"]) for p in wira["proposals"]] == [
        ("Wirakarsa Adinegara", "Badan Kepegawaian Negara")
    ]
    assert [each["visitor"] for each in waiting.json()["items"]] == [wira["visitor"]]
    assert (resolved.status_code, resolved.json()["matched_by"]) == (200, "manual")
    assert [each["matched_by"] for each in everybody.json()["items"]] == ["name", "manual"]
    assert none.json() == {"items": [], "next": None}
    assert two.status_code == 422
    assert (await queries.counts(meeting.id))["heads"] == 2


async def test_whoever_was_in_the_video_room_is_listed_page_by_page(meeting, dewi, as_person):
    rows = "".join(f"Tamu {n:03},,2026-10-15 09:00:00,2026-10-15 10:00:00,60\n" for n in range(120))
    report = b"Name,User Email,Join Time,Leave Time,Duration (Minutes)\n" + rows.encode()
    await import_report(meeting.id, report, "a.csv", by=dewi)
    names, where = [], "visits?unresolved=true&limit=50"
    async with as_person(dewi) as officer:
        while where:
            told = (await officer.get(api(meeting, where))).json()
            names += [each["name"] for each in told["items"]]
            # Whoever is dealt with between two pages does not make the list begin anew.
            said = {"visitor": told["items"][-1]["visitor"], "ignore": True}
            await officer.post(api(meeting, "visits/resolve"), json=said)
            where = told["next"] and f"visits?unresolved=true&limit=50&cursor={told['next']}"
        lost = await officer.get(api(meeting, "visits?cursor=nobody"))

    assert names == [f"Tamu {n:03}" for n in range(120)]
    assert lost.status_code == 422


async def test_a_guest_is_let_in_and_put_back_by_a_program(meeting, people, dewi, as_person):
    done = await import_report(meeting.id, REPORT, "a.csv", by=dewi)
    visitor = done.unresolved[0].key
    async with as_person(dewi) as officer:
        answers = [
            await officer.post(api(meeting, "visits/resolve"), json={"visitor": visitor, **said})
            for said in ({"guest": {"agency": "LSM Contoh"}}, {"reopen": True}, {"ignore": True})
        ]

    assert [each.json()["matched_by"] for each in answers] == ["guest", "", "ignored"]


async def test_dates_that_can_be_read_two_ways_are_asked_for(meeting, people, dewi, as_person):
    meeting.recurrence = "FREQ=MONTHLY;COUNT=12"
    await meeting.save()
    report = b"Name,Join Time,Leave Time\nBKN_Sari,03/04/2026 09:00:00,03/04/2026 10:00:00\n"
    async with as_person(dewi) as officer:
        refused = await officer.post(api(meeting, "import"), files={"file": ("a.csv", report)})
        done = await officer.post(
            api(meeting, "import"),
            files={"file": ("a.csv", report)},
            data={"dates": "dmy", "timezone": "Asia/Jakarta"},
        )

    assert [error["field"] for error in refused.json()["errors"]] == ["dates"]
    assert done.json()["matched"] == 1
    assert (await Head.get()).first_at == datetime(2026, 4, 3, 2, 0, tzinfo=UTC)


async def test_the_page_takes_a_report_and_knows_who_is_meant(meeting, people, dewi, as_person):
    here = f"/meetings/{meeting.id}/attendance/online"
    async with as_person(dewi, page=True) as officer:
        empty = await officer.get(here)
        wrong = await officer.post(here, files={"file": ("a.csv", b"Tanggal,Suhu\n1,2\n")})
        sent = await officer.post(here, files={"file": ("a.csv", REPORT)}, data={"dates": ""})
        page = await officer.get(here)
        [wira] = [each for each in await visitors(meeting) if each.name == "Wira"]
        visitor = f"{here}/visitors/{wira.key}"
        nobody = await officer.post(f"{visitor}/recognise", data={"person": "Siapa saja"})
        several = await officer.post(f"{visitor}/recognise", data={"person": "Kepegawaian"})
        known = await officer.post(
            f"{visitor}/recognise",
            data={"person": "Wirakarsa Adinegara, Kepala Pusat, Badan Kepegawaian Negara"},
        )
        after = await officer.get(here)
        back = await officer.post(f"{visitor}/reopen")
        plan = await AttendancePlan.create(meeting=meeting, walk_ins=WalkInPolicy.REFUSE)
        closed = await officer.post(f"{visitor}/admit", data={"name": "", "agency": "LSM Contoh"})
        await plan.delete()
        guest = await officer.post(f"{visitor}/admit", data={"name": "", "agency": "LSM"})
        ignored = await officer.post(f"{visitor}/ignore")
        report = (await meeting.online_reports.all())[0]
        withdrawn = await officer.post(f"{here}/reports/{report.id}/withdraw")

    assert (empty.status_code, wrong.status_code, sent.status_code) == (200, 422, 303)
    assert "bukan laporan peserta" in wrong.text
    assert "Ini orangnya" in page.text
    assert "Wirakarsa Adinegara" in page.text
    assert (nobody.status_code, several.status_code, known.status_code) == (422, 422, 303)
    assert 'value="Siapa saja"' in nobody.text
    assert "Tidak ada peserta daring yang menunggu" in after.text
    assert [each.status_code for each in (back, guest, ignored, withdrawn)] == [303] * 4
    assert closed.status_code == 409
    assert 'value="LSM Contoh"' in closed.text
    assert await OnlineVisit.all().count() == 0


@pytest.fixture
def listening(monkeypatch):
    monkeypatch.setattr(settings(), "zoom_webhook_secret", SECRET)


def told(event: str, at: datetime, user: str = "16780288", **facts: str) -> dict[str, object]:
    moment = "join_time" if event.endswith("joined") else "leave_time"
    person = {"user_id": user, "user_name": "BKN_Sari", "email": "", moment: f"{at:%FT%TZ}"}
    room = {"id": "96212345678", "uuid": "tubFEWg9SAaVamwu6V0+kw==", "topic": "Rakor"}
    return {"event": f"meeting.participant_{event}", "event_ts": 1, "payload": {
        "account_id": "x", "object": {**room, "participant": {**person, **facts}}}}  # fmt: skip


@pytest.fixture
def zoom(as_person):
    """`await zoom(what)` sends a notification as the service signs it."""

    async def send(what: object, *, secret: str = SECRET, late: int = 0, spoilt: bytes = b""):
        body = json.dumps(what).encode()
        stamp = str(int(datetime.now(UTC).timestamp()) - late)
        headers = {
            "x-zm-request-timestamp": stamp,
            "x-zm-signature": signature(secret, stamp, body),
            "content-type": "application/json",
        }
        async with as_person(None) as service:
            return await service.post(
                "/api/v1/webhooks/zoom", content=body + spoilt, headers=headers
            )

    return send


async def test_without_a_secret_nothing_is_taken(meeting, zoom):
    answer = await zoom(told("joined", BEGINS))

    assert (answer.status_code, await OnlineVisit.all().count()) == (404, 0)


async def test_only_what_the_service_signed_lately_is_taken(meeting, zoom, listening):
    joined = told("joined", BEGINS)
    answers = [
        await zoom(joined, secret="lain"),
        await zoom(joined, late=301),
        await zoom(joined, late=-301),
        await zoom(joined, spoilt=b" "),
    ]

    assert [each.status_code for each in answers] == [403] * 4
    assert await OnlineVisit.all().count() == 0


async def test_the_address_proves_that_it_knows_the_secret(zoom, listening):
    answer = await zoom({"event": "endpoint.url_validation", "payload": {"plainToken": "qgg8vlvZ"}})

    assert answer.status_code == 200
    assert answer.json()["plainToken"] == "qgg8vlvZ"
    assert len(answer.json()["encryptedToken"]) == 64


async def test_signatures_are_as_the_service_makes_them():
    # Worked out with: printf 'v0:1660149894:{}' | openssl dgst -sha256 -hmac rahasia
    assert signature("rahasia", "1660149894", b"{}") == (
        "v0=755d27aef81acf851fa42645b617a1f44dbad4bbbefa954652bc11d404fd1c67"
    )


async def test_coming_and_leaving_are_counted_while_it_happens(meeting, people, zoom, listening):
    leaves = BEGINS + timedelta(hours=1)
    await zoom(told("joined", BEGINS))
    there = await Head.get()
    await zoom(told("joined", BEGINS))
    await zoom(told("left", leaves))
    await zoom(told("left", leaves + timedelta(minutes=5)))

    assert (there.name, there.online, there.last_out_at) == ("Sari Utami", True, None)
    await there.refresh_from_db()
    assert (there.last_out_at, await Scan.all().count()) == (leaves, 2)


async def test_a_leaving_that_overtakes_its_joining_is_right_in_the_end(
    meeting, people, zoom, listening
):
    again = BEGINS + timedelta(minutes=30)
    await zoom(told("left", BEGINS + timedelta(minutes=20)))
    assert await visitors(meeting) == []
    await zoom(told("joined", again, user="16780999"))
    await zoom(told("joined", BEGINS))
    await zoom(told("left", BEGINS + timedelta(minutes=20)))
    sari = await Head.get()

    assert (sari.first_at, sari.last_out_at) == (BEGINS, None)
    await zoom(told("left", BEGINS + timedelta(hours=2), user="16780999"))
    await sari.refresh_from_db()
    assert sari.last_out_at == BEGINS + timedelta(hours=2)
    assert [(each.name, each.minutes) for each in await visitors(meeting)] == [("BKN_Sari", 110)]


async def test_a_report_after_notifications_doubles_nothing(meeting, people, zoom, listening, dewi):
    await zoom(told("joined", BEGINS + timedelta(seconds=2)))
    await zoom(told("joined", BEGINS, user="2", user_name="Wira"))

    done = await import_report(meeting.id, REPORT, "a.csv", by=dewi)
    await zoom(told("left", BEGINS + timedelta(hours=1)))
    await zoom(told("joined", BEGINS + timedelta(seconds=2)))

    assert done.new_visits == 0
    assert await OnlineVisit.all().count() == 2
    assert await Scan.all().count() == 2
    assert (await Head.get()).last_out_at == BEGINS + timedelta(hours=1)


async def test_of_meetings_with_one_number_the_nearest_in_time_is_meant(
    meeting, new_meeting, people, zoom, listening
):
    later = await new_meeting(
        starts_at=BEGINS + timedelta(hours=6),
        ends_at=BEGINS + timedelta(hours=8),
        meeting_number="96212345678",
        state=State.SCHEDULED,
    )
    await new_meeting(
        starts_at=BEGINS, ends_at=BEGINS + timedelta(hours=3), meeting_number="962-1234-5678",
        state=State.CANCELLED,
    )  # fmt: skip

    await zoom(told("joined", BEGINS - timedelta(minutes=20)))
    await zoom(told("joined", BEGINS + timedelta(hours=6), user="2"))

    assert await OnlineVisit.filter(meeting_id=meeting.id).count() == 1
    assert await OnlineVisit.filter(meeting_id=later.id).count() == 1


async def test_what_is_of_no_meeting_here_is_answered_and_forgotten(meeting, zoom, listening):
    answers = [
        await zoom(told("joined", BEGINS + timedelta(days=3))),
        await zoom({"event": "meeting.started", "payload": {}}),
        await zoom({"event": ["meeting.participant_joined"]}),
        await zoom(["apa saja"]),
    ]
    elsewhere = told("joined", BEGINS)
    elsewhere["payload"]["object"]["id"] = "11122233344"
    answers.append(await zoom(elsewhere))

    assert [each.status_code for each in answers] == [200] * 5
    assert await OnlineVisit.all().count() == 0


@pytest.mark.parametrize(
    "person",
    [{}, {"user_id": "1", "user_name": "A"}, {"user_name": "A", "join_time": "kemarin"}, "A"],
)
def test_what_tells_nothing_is_no_notice(person):
    said = {"event": "meeting.participant_joined", "payload": {"object": {"participant": person}}}

    assert read_notice(said) is None
