"""What desks kept without a network: recorded once, in the order in which it happened."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from rakor.attendance.models import Head, Scan, Signature
from rakor.attendance.queries import attendance_of, badge_text
from rakor.attendance.rules import Badge, Outcome, signed_badge, signing_key
from rakor.invitations.models import Invitation
from rakor.invitations.queries import checkin_code
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Entry
from rakor.meetings.rules import State
from rakor.settings import settings

NOW = datetime.now(UTC).replace(microsecond=0)
MINUTE = timedelta(minutes=1)
HOUR = 60 * MINUTE


def batch_of(meeting) -> str:
    return f"/api/v1/meetings/{meeting.id}/check-ins/batch"


def said(answer) -> list[tuple[str, str, str, bool]]:
    assert answer.status_code == 200, answer.text
    return [
        (each["nonce"], each["result"], each["reason_code"], each["conflict"])
        for each in answer.json()["scans"]
    ]


@pytest.mark.postgres
async def test_two_desks_that_met_the_same_people_hand_in_what_they_kept(
    meeting, invite, bkn, bpsdm, rina, dewi, as_person
):
    sari, tono = await invite("Sari", bkn), await invite("Tono", bpsdm)
    north = [
        {"nonce": "n1", "invitation": str(sari.id), "at": str(NOW - 9 * MINUTE)},
        {"nonce": "n2", "invitation": str(tono.id), "at": str(NOW - 5 * MINUTE)},
        {
            "nonce": "n3",
            "invitation": str(sari.id),
            "direction": "out",
            "at": str(NOW - 2 * MINUTE),
        },
    ]
    south = [{"nonce": "s1", "code": checkin_code(tono), "at": str(NOW - 8 * MINUTE)}]
    for scan in [*north, *south]:
        scan["shown"] = "accepted"
    async with as_person(rina) as first, as_person(dewi) as second:
        one = await first.post(batch_of(meeting), json={"device": "Utara", "scans": north[::-1]})
        two = await second.post(batch_of(meeting), json={"device": "Selatan", "scans": south})
        again = await first.post(batch_of(meeting), json={"device": "Utara", "scans": north})
    # Answered in the order in which they were sent, judged in the order in which they happened.
    assert said(one) == [
        ("n3", "accepted", "", False),
        ("n2", "accepted", "", False),
        ("n1", "accepted", "", False),
    ]
    assert said(two) == [("s1", "duplicate", "already_in", True)]
    assert said(again) == [(n, "accepted", "", False) for n in ("n1", "n2", "n3")]
    heads = {head.name: head for head in await Head.all()}
    assert (heads["Sari"].first_at, heads["Sari"].last_out_at) == (
        NOW - 9 * MINUTE,
        NOW - 2 * MINUTE,
    )
    # The desk in the south was first, though it was heard of later.
    assert heads["Tono"].first_at == NOW - 8 * MINUTE
    assert await Scan.all().count() == 4
    told = await Entry.filter(stream=meeting.id, kind="attendance.recorded").order_by("seq")
    assert [entry.data["attendance"]["heads"] for entry in told] == [2]


async def test_a_line_that_makes_no_sense_loses_no_other(meeting, invite, bkn, rina, as_person):
    sari = await invite("Sari", bkn)
    scans = [
        {"nonce": "a", "invitation": "nobody", "shown": "accepted"},
        {"nonce": "b"},
        {"nonce": "c", "code": "A", "walk_in": {"name": "Budi"}},
        {"nonce": "d", "walk_in": {"name": "Budi\u202e"}},
        {"nonce": "e", "code": "A", "at": "0001-01-01T00:00:00Z"},
        {"nonce": "f", "code": "A", "seat": 4},
        {"nonce": "", "code": "A"},
        {},
        {"nonce": "g", "invitation": str(sari.id), "shown": "accepted", "shown_reason": "later"},
        {"nonce": "g", "invitation": str(sari.id)},
    ]
    async with as_person(rina) as desk:
        answer = await desk.post(batch_of(meeting), json={"scans": scans})
    found = said(answer)
    assert found[:8] == [
        (nonce, "refused", "unreadable", False) for nonce in ("a", "b", "c", "d", "e", "f", "", "")
    ]
    assert found[8:] == [("g", "accepted", "", False)] * 2
    assert all(each["reason"] for each in answer.json()["scans"][:8])
    assert await Scan.all().count() == 1


async def test_a_giant_batch_is_refused_whole_and_stores_nothing(meeting, rina, as_person):
    scans = [{"nonce": str(n), "walk_in": {"name": f"Tamu {n}"}} for n in range(501)]
    points = [[[1, 1]] * 3001]
    drawn = [{"nonce": "1", "scan": "1", "strokes": points, "width": 9, "height": 9}] * 101
    async with as_person(rina) as desk:
        many = await desk.post(batch_of(meeting), json={"scans": scans})
        drawings = await desk.post(batch_of(meeting), json={"signatures": drawn[:101]})
        heavy = await desk.post(batch_of(meeting), content=b"[" * (2 * 1024 * 1024 + 1))
        deep = await desk.post(
            batch_of(meeting),
            content=b'{"scans":' + b"[" * 5000,
            headers={"content-type": "application/json"},
        )
    assert [each.status_code for each in (many, heavy, deep)] == [422, 413, 400]
    assert drawings.status_code in (413, 422)
    assert await Scan.all().count() == 0


async def test_the_clock_of_a_desk_is_corrected_and_what_it_said_is_kept(
    meeting, invite, bkn, at_door
):
    sari = await invite("Sari", bkn)
    behind = NOW - timedelta(days=365)
    async with at_door() as tablet:
        await tablet.post(
            f"/api/v1/door/{meeting.id}/check-ins/batch",
            json={
                "clock_offset": timedelta(days=365).total_seconds() - 60,
                "scans": [{"nonce": "1", "invitation": str(sari.id), "at": str(behind)}],
            },
        )
    scan = await Scan.get(nonce="1")
    assert (scan.at, scan.said_at) == (NOW - MINUTE, behind)
    assert (await Head.get(name="Sari")).first_at == NOW - MINUTE


async def test_a_desk_takes_its_own_scans_back_and_nobody_elses(
    meeting, invite, bkn, rina, at_door, as_person
):
    sari, tono = await invite("Sari", bkn), await invite("Tono", bkn)
    door = f"/api/v1/door/{meeting.id}/check-ins/batch"
    undo = [{"nonce": "u1", "scan": "a"}, {"nonce": "u2", "scan": "b"}]
    async with as_person(rina) as desk, at_door() as tablet, at_door("Meja 2") as other:
        await desk.post(
            batch_of(meeting), json={"scans": [{"nonce": "b", "invitation": str(tono.id)}]}
        )
        await other.post(door, json={"scans": [{"nonce": "c", "invitation": str(tono.id)}]})
        first = await tablet.post(
            door,
            json={
                "scans": [{"nonce": "a", "invitation": str(sari.id)}],
                "taken_back": [*undo, {"nonce": "u3", "scan": "c"}],
            },
        )
        again = await tablet.post(door, json={"taken_back": undo[:1]})
        twice = await tablet.post(door, json={"taken_back": [{"nonce": "u9", "scan": "a"}]})
    taken = [each["recorded"] for each in first.json()["taken_back"]]
    assert taken == [True, False, False]
    assert [each.json()["taken_back"][0]["recorded"] for each in (again, twice)] == [True, False]
    assert await Head.counted(meeting_id=meeting.id).values_list("name", flat=True) == ["Tono"]
    line = await Scan.get(nonce="u1")
    assert (line.voids_id, line.note) == ((await Scan.get(nonce="a")).id, "Dibatalkan di meja")


async def test_somebody_signs_and_the_list_says_so(meeting, invite, bkn, at_door):
    sari = await invite("Sari", bkn)
    door = f"/api/v1/door/{meeting.id}/check-ins/batch"
    signature = {"strokes": [[[0, 0], [9, 9]], [[4, 4]]], "width": 300, "height": 120}
    async with at_door() as tablet:
        answer = await tablet.post(
            door,
            json={
                "scans": [
                    {"nonce": "a", "invitation": str(sari.id)},
                    {"nonce": "b", "code": "ZZZZ-ZZZZ"},
                ],
                "signatures": [
                    {"nonce": "s1", "scan": "a", **signature},
                    {"nonce": "s1", "scan": "a", **signature},
                    {"nonce": "s2", "scan": "b", **signature},
                    {"nonce": "s3", "scan": "a", **signature, "strokes": [[[301, 0]]]},
                    {"nonce": "s4", "scan": "a", **signature, "strokes": [["<svg>"]]},
                    {"nonce": "s5", "scan": "zzz", **signature},
                ],
            },
        )
        listed = (await tablet.get(f"/api/v1/door/{meeting.id}/list")).json()
    assert [each["recorded"] for each in answer.json()["signatures"]] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]
    kept = await Signature.all()
    assert [(json.loads(each.strokes), each.device) for each in kept] == [
        (signature["strokes"], "Meja 1")
    ]
    assert [head["signed"] for head in listed["heads"]] == [True]


async def test_whoever_holds_no_pen_signs_by_their_name(meeting, invite, bkn, at_door):
    sari = await invite("Sari", bkn)
    async with at_door() as tablet:
        answer = await tablet.post(
            f"/api/v1/door/{meeting.id}/check-ins/batch",
            json={
                "scans": [{"nonce": "a", "invitation": str(sari.id)}],
                "signatures": [
                    {"nonce": "s1", "scan": "a", "typed": " Sari Utami "},
                    {"nonce": "s2", "scan": "a", "typed": "x" * 201},
                    {"nonce": "s3", "scan": "a", "typed": ""},
                ],
            },
        )
    recorded = [each["recorded"] for each in answer.json()["signatures"]]
    assert recorded == [True, False, False]
    [person] = (await attendance_of(meeting)).people
    [signed] = person.signatures.values()
    assert (signed.typed, signed.strokes) == ("Sari Utami", [])


async def test_a_card_is_taken_as_long_as_it_is_good(
    meeting, new_meeting, invite, bkn, rina, as_person
):
    sari, tono = await invite("Sari", bkn), await invite("Tono", bkn)
    wati = await invite("Wati", bkn, status=RsvpStatus.WITHDRAWN)
    other = await new_meeting(title="Rapat lain")
    old = badge_text(meeting, tono)
    await Invitation.filter(id=tono.id).update(generation=2)
    forged = Badge(meeting.id, sari.id, 1, NOW - HOUR, NOW + HOUR)
    late = Badge(meeting.id, sari.id, 1, NOW - 3 * HOUR, NOW - 2 * HOUR)
    stranger = Badge(meeting.id, uuid4(), 1, NOW - HOUR, NOW + HOUR)
    key = signing_key(settings().secret)
    codes = {
        "good": badge_text(meeting, sari),
        "forged": signed_badge(forged, signing_key(b"guessed")),
        "late": signed_badge(late, key),
        "stranger": signed_badge(stranger, key),
        "elsewhere": badge_text(other, sari),
        "withdrawn": badge_text(meeting, wati),
        "replaced": old,
    }
    async with as_person(rina) as desk:
        scans = [{"nonce": name, "code": text} for name, text in codes.items()]
        answer = await desk.post(batch_of(meeting), json={"scans": scans})
        # Somebody came in time, and the desk had no network until now.
        earlier = {"nonce": "in time", "code": codes["late"], "at": str(NOW - 2.5 * HOUR)}
        in_time = await desk.post(batch_of(meeting), json={"scans": [earlier]})
        alone = await desk.post(
            f"/api/v1/meetings/{meeting.id}/check-ins", json={"code": codes["forged"]}
        )
    assert [(nonce, reason) for nonce, _result, reason, _conflict in said(answer)] == [
        ("good", ""),
        ("forged", "bad_signature"),
        ("late", "expired"),
        ("stranger", "unknown_code"),
        ("elsewhere", "other_meeting"),
        ("withdrawn", "withdrawn"),
        ("replaced", "revoked_code"),
    ]
    assert said(in_time)[0][1:3] == ("duplicate", "already_in")
    assert alone.json()["reason_code"] == "bad_signature"
    methods = await Scan.all().distinct().values_list("method", flat=True)
    assert methods == ["token"]
    assert await Scan.filter(outcome=Outcome.REFUSED).count() == 7


async def test_nothing_is_lost_of_a_desk_whose_meeting_was_cancelled(meeting, rina, as_person):
    meeting.state = State.CANCELLED
    await meeting.save()
    async with as_person(rina) as desk:
        answer = await desk.post(
            batch_of(meeting), json={"scans": [{"nonce": "1", "walk_in": {"name": "Budi"}}]}
        )
    assert (answer.status_code, answer.json()["state"]) == (409, "cancelled")
    assert await Scan.all().count() == 0


async def test_a_line_that_cannot_be_read_stands_in_the_ledger_with_its_time(
    meeting, invite, bkn, rina, as_person
):
    sari = await invite("Sari", bkn)
    at, long_ago = str(NOW - 5 * MINUTE), "0001-01-01T00:00:00Z"
    scans = [
        {"nonce": "a", "at": at, "invitation": "nobody", "shown": "accepted"},
        {"nonce": "b", "at": str(NOW - 6 * MINUTE), "code": "A", "walk_in": {"name": "Budi"}},
        {"nonce": "a", "at": at, "seat": 4},
        {"nonce": "c", "at": long_ago, "code": "A"},
        {"nonce": "d", "at": "yesterday", "invitation": str(sari.id)},
        {"nonce": "", "at": at, "code": "A"},
        {"nonce": "e", "at": at, "invitation": str(sari.id)},
    ]
    async with as_person(rina) as desk:
        answers = [
            await desk.post(batch_of(meeting), json={"device": "Utara", "scans": scans})
            for _n in range(2)
        ]
    found = [(n, "refused", "unreadable") for n in ("a", "b", "a", "c", "d", "")]
    for answer in answers:
        assert [each[:3] for each in said(answer)] == [*found, ("e", "accepted", "")]
    kept = await Scan.filter(head_id=None).order_by("at")
    assert [(each.nonce, each.outcome, each.reason, each.at) for each in kept] == [
        ("b", Outcome.REFUSED, "unreadable", NOW - 6 * MINUTE),
        ("a", Outcome.REFUSED, "unreadable", NOW - 5 * MINUTE),
    ]
    assert all(each.note and each.device == "Utara" for each in kept)
    assert [each.officer_id for each in kept] == [rina.id] * 2
    assert await Scan.all().count() == 3
