import asyncio
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rakor import journal
from rakor.attendance import operations, queries
from rakor.attendance.models import Head, Scan
from rakor.attendance.rules import Direction, Outcome, Reason, WalkIn, Wish
from rakor.directory.models import Agency
from rakor.directory.rules import AgencyKind
from rakor.errors import Conflict, Forbidden, NotFound
from rakor.invitations.queries import checkin_code
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Channel, Part, State

numbers = count()


def wish(**facts: object) -> Wish:
    return Wish(**{"nonce": f"nonce-{next(numbers)}", **facts})


async def told(meeting):
    return [
        (entry.kind, entry.data["attendance"]["heads"])
        for entry in await journal.since(meeting.id, 0)
        if entry.kind == queries.RECORDED
    ]


async def test_a_code_checks_a_person_in_and_tells_everyone_the_counts(
    meeting, invite, dewi, bkn, bpsdm
):
    sari = await invite("Sari Utami", bkn)
    await invite("Tono", bpsdm)

    done = await operations.check_in(
        meeting.id, wish(code=checkin_code(sari).lower(), device="Meja 1"), by=dewi
    )

    assert (done.scan.outcome, done.scan.reason, done.scan.device) == (
        Outcome.ACCEPTED,
        "",
        "Meja 1",
    )
    assert (done.head.name, done.head.office_title, done.head.agency_name) == (
        "Sari Utami",
        "Kepala Pusat",
        "Badan Kepegawaian Negara",
    )
    [entry] = await journal.since(meeting.id, 0)
    assert (entry.kind, entry.audience) == ("attendance.recorded", journal.Audience.PARTICIPANTS)
    assert entry.data == {
        "attendance": {
            "heads": 1,
            "room": 1,
            "online": 0,
            "both": 0,
            "walk_ins": 0,
            "agencies_present": 1,
            "by_kind": {"institution": 1},
            "agencies": [
                {"agency": "BKN", "name": "Badan Kepegawaian Negara", "present": 1},
                {"agency": "BPSDM", "name": "BPSDM Kemendagri", "present": 0},
            ],
            "inside": 1,
            "companions": 0,
            "quorum": {
                "rule": "agencies",
                "needed": 2,
                "present": 1,
                "reached": False,
                "of": 2,
                "since": None,
            },
        }
    }
    assert await queries.attendance_state(meeting.id) == await queries.counts(meeting.id)


async def test_a_person_in_the_room_and_online_is_one_head(meeting, invite, dewi, bkn):
    sari = await invite("Sari", bkn)
    await operations.check_in(meeting.id, wish(invitation=sari.id), by=dewi)
    await operations.check_in(meeting.id, wish(invitation=sari.id, channel=Channel.ONLINE), by=dewi)
    twice = await operations.check_in(meeting.id, wish(invitation=sari.id), by=dewi)

    found = await queries.counts(meeting.id)
    assert (found["heads"], found["room"], found["online"], found["both"]) == (1, 1, 1, 1)
    assert (twice.scan.outcome, twice.scan.reason) == (Outcome.DUPLICATE, Reason.ALREADY_IN)
    assert await told(meeting) == [("attendance.recorded", 1), ("attendance.recorded", 1)]


async def test_somebody_invited_twice_is_one_head(meeting, invite, dewi, bkn):
    first = await invite("Sari", bkn)
    second = await invite("Sari", bkn, person=await first.person)
    await operations.check_in(meeting.id, wish(invitation=first.id), by=dewi)
    again = await operations.check_in(meeting.id, wish(code=checkin_code(second)), by=dewi)

    assert again.scan.outcome is Outcome.DUPLICATE
    assert await Head.filter(meeting=meeting).count() == 1


async def test_the_same_nonce_is_answered_the_same_and_done_once(meeting, invite, dewi, bkn):
    sari = await invite("Sari", bkn)
    once = wish(invitation=sari.id)
    first = await operations.check_in(meeting.id, once, by=dewi)
    again = await operations.check_in(meeting.id, once, by=dewi)

    assert (again.scan.id, again.scan.outcome, again.head.id) == (
        first.scan.id,
        Outcome.ACCEPTED,
        first.head.id,
    )
    assert await Scan.filter(meeting=meeting).count() == 1


@pytest.mark.postgres
async def test_two_desks_at_once_count_one(meeting, invite, dewi, bkn):
    sari = await invite("Sari", bkn)
    done = await asyncio.gather(
        *[
            operations.check_in(meeting.id, wish(invitation=sari.id, device=f"Meja {n}"), by=dewi)
            for n in range(8)
        ]
    )

    assert sorted(each.scan.outcome for each in done) == ["accepted"] + ["duplicate"] * 7
    assert await Head.filter(meeting=meeting).count() == 1
    assert await told(meeting) == [("attendance.recorded", 1)]


@pytest.mark.postgres
async def test_one_nonce_sent_twice_at_once_is_one_scan(meeting, invite, dewi, bkn):
    sari = await invite("Sari", bkn)
    once = wish(invitation=sari.id)
    done = await asyncio.gather(*[operations.check_in(meeting.id, once, by=dewi) for _ in range(4)])
    assert len({each.scan.id for each in done}) == 1


async def test_every_order_and_repetition_of_scans_counts_distinct_persons(
    meeting, invite, dewi, bkn, bpsdm
):
    people = [await invite(f"Orang {n}", bkn if n % 2 else bpsdm) for n in range(4)]
    double = await invite("Orang 0", bpsdm, person=await people[0].person)
    guests = [WalkIn("Budi", "BKN"), WalkIn("Ani", "Komunitas")]
    cards = [*people, double, *guests]
    scans = st.tuples(
        st.integers(0, len(cards) - 1), st.sampled_from(Channel), st.sampled_from(Direction)
    )
    loop = asyncio.get_running_loop()

    async def hold(done: list[tuple[int, Channel, Direction]]) -> None:
        await Scan.filter(meeting=meeting).delete()
        await Head.filter(meeting=meeting).delete()
        came: dict[object, set[Channel]] = {}
        for n, channel, direction in done:
            card = cards[n]
            who = {"walk_in": card} if isinstance(card, WalkIn) else {"invitation": card.id}
            key = card if isinstance(card, WalkIn) else card.person_id
            result = await operations.check_in(
                meeting.id, wish(channel=channel, direction=direction, **who), by=dewi
            )
            assert (result.scan.outcome is Outcome.REFUSED) == (
                direction is Direction.OUT and key not in came
            )
            if direction is Direction.IN:
                came.setdefault(key, set()).add(channel)
        found = await queries.counts(meeting.id)
        assert found["heads"] == len(came)
        assert found["room"] == sum(Channel.ROOM in ways for ways in came.values())
        assert found["online"] == sum(Channel.ONLINE in ways for ways in came.values())
        assert found["both"] == sum(len(ways) == 2 for ways in came.values())
        assert found["walk_ins"] == sum(isinstance(key, WalkIn) for key in came)
        assert await Scan.filter(meeting=meeting).count() == len(done)

    @settings(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.lists(scans, max_size=12))
    def check(done):
        asyncio.run_coroutine_threadsafe(hold(done), loop).result(60)

    await asyncio.to_thread(check)


async def test_leaving_is_kept_and_coming_back_is_no_second_head(meeting, invite, dewi, bkn):
    sari = await invite("Sari", bkn)
    out = {"invitation": sari.id, "direction": Direction.OUT}
    early = await operations.check_in(meeting.id, wish(**out), by=dewi)
    came = await operations.check_in(meeting.id, wish(invitation=sari.id), by=dewi)
    left = await operations.check_in(meeting.id, wish(**out), by=dewi)
    twice = await operations.check_in(meeting.id, wish(**out), by=dewi)
    back = await operations.check_in(meeting.id, wish(invitation=sari.id), by=dewi)

    assert [(each.scan.outcome, each.scan.reason) for each in (early, came, left, twice, back)] == [
        ("refused", "not_in"),
        ("accepted", ""),
        ("accepted", ""),
        ("duplicate", "already_out"),
        ("accepted", ""),
    ]
    assert (back.head.last_out_at, await Head.all().count()) == (None, 1)


async def test_unknown_and_withdrawn_codes_are_refused_and_kept(
    meeting, new_meeting, invite, dewi, bkn
):
    gone = await invite("Sari", bkn, status=RsvpStatus.WITHDRAWN)
    elsewhere = await invite("Tono", bkn, meeting=await new_meeting())
    done = [
        await operations.check_in(meeting.id, wish(code="0000000000"), by=dewi),
        await operations.check_in(meeting.id, wish(code=checkin_code(gone)), by=dewi),
        await operations.check_in(meeting.id, wish(code=checkin_code(elsewhere)), by=dewi),
        await operations.check_in(meeting.id, wish(invitation=elsewhere.id), by=dewi),
    ]

    assert [(each.scan.outcome, each.scan.reason, each.head) for each in done] == [
        ("refused", "unknown_code", None),
        ("refused", "withdrawn", None),
        ("refused", "unknown_code", None),
        ("refused", "unknown_invitation", None),
    ]
    assert (await Scan.all().count(), await journal.since(meeting.id, 0)) == (4, [])


async def test_a_guest_of_a_known_agency_counts_for_it(meeting, dewi, bkn):
    for agency in ("bkn", "Badan Kepegawaian Negara", "KORPRI", ""):
        await operations.check_in(meeting.id, wish(walk_in=WalkIn("Budi", agency, "Staf")), by=dewi)
    found = await queries.counts(meeting.id)
    assert (found["heads"], found["walk_ins"], found["agencies_present"]) == (3, 3, 1)
    assert [row["agency"] for row in found["agencies"]] == ["BKN"]


async def test_agencies_are_counted_by_kind_and_units_only_among_all(
    meeting, invite, dewi, bkn, bpsdm
):
    trade = await Agency.create(
        code="KEMENDAG",
        name="Kementerian Perdagangan",
        short_name="Kemendag",
        kind=AgencyKind.MINISTRY,
        precedence=10,
    )
    for name, agency in (("A", bkn), ("B", bpsdm), ("C", trade), ("D", trade)):
        await operations.check_in(
            meeting.id, wish(invitation=(await invite(name, agency)).id), by=dewi
        )
    found = await queries.counts(meeting.id)
    assert (found["agencies_present"], found["by_kind"]) == (
        3,
        {"ministry": 1, "institution": 1, "unit": 1},
    )
    assert [row["agency"] for row in found["agencies"]] == ["KEMENDAG", "BKN", "BPSDM"]


async def test_the_list_keeps_the_agency_name_of_the_day(meeting, invite, dewi, bkn):
    sari = await invite("Sari", bkn)
    await operations.check_in(meeting.id, wish(invitation=sari.id), by=dewi)
    bkn.name = "Badan Aparatur Negara"
    await bkn.save()
    [line] = await queries.people(meeting)
    assert line.agency == "Badan Kepegawaian Negara"


async def test_the_live_record_is_what_its_entries_said(meeting, invite, dewi, bkn):
    sari = await invite("Sari", bkn)
    assert (await queries.attendance_state(meeting.id))["heads"] == 0
    await operations.check_in(meeting.id, wish(invitation=sari.id), by=dewi)
    bkn.name = "Nama baru"
    await bkn.save()
    [reached, entry] = await journal.since(meeting.id, 0)
    assert await queries.attendance_state(meeting.id) == entry.data["attendance"]
    assert (reached.kind, reached.data["present"]) == ("quorum.reached", 1)


async def test_a_scan_uploaded_later_keeps_its_time_and_its_order(meeting, invite, dewi, bkn):
    sari = await invite("Sari", bkn)
    now = datetime.now(UTC)
    await operations.check_in(meeting.id, wish(invitation=sari.id), by=dewi)
    early = now - timedelta(minutes=7)
    done = await operations.check_in(
        meeting.id, wish(invitation=sari.id, channel=Channel.ONLINE, at=early), by=dewi
    )
    ahead = await operations.check_in(
        meeting.id, wish(invitation=sari.id, at=now + timedelta(days=3)), by=dewi
    )
    assert done.head.first_at == early
    assert ahead.scan.at == ahead.scan.recorded_at


async def test_only_officers_and_staff_check_people_in(meeting, invite, new_user, rina, bkn):
    sari = await invite("Sari", bkn)
    stranger = await new_user("Orang Luar")
    with pytest.raises(NotFound):
        await operations.check_in(meeting.id, wish(invitation=sari.id), by=stranger)
    await MeetingPart.create(meeting=meeting, person_id=stranger.id, part=Part.PARTICIPANT)
    with pytest.raises(Forbidden):
        await operations.check_in(meeting.id, wish(invitation=sari.id), by=stranger)
    done = await operations.check_in(meeting.id, wish(invitation=sari.id), by=rina)
    assert done.scan.outcome is Outcome.ACCEPTED


@pytest.mark.parametrize("state", [State.DRAFT, State.CANCELLED, State.POSTPONED])
async def test_a_meeting_that_is_not_held_records_nobody(meeting, invite, rina, bkn, state):
    sari = await invite("Sari", bkn)
    meeting.state = state
    await meeting.save()
    with pytest.raises(Conflict):
        await operations.check_in(meeting.id, wish(invitation=sari.id), by=rina)
    assert await Scan.all().count() == 0


async def test_entering_by_the_personal_link_is_attendance(meeting, invite, dewi, bkn):
    sari = await invite("Sari", bkn)
    await operations.check_in(meeting.id, wish(invitation=sari.id), by=dewi)
    entered = await operations.join_online(sari)
    await operations.join_online(sari)

    assert entered.join_url == "https://zoom.example/j/96212345678"
    found = await queries.counts(meeting.id)
    assert (found["heads"], found["both"]) == (1, 1)
    link = await Scan.filter(method="link").first()
    assert (link.channel, link.officer_id) == (Channel.ONLINE, None)


async def test_the_link_opens_on_the_day_and_not_for_withdrawn_invitations(meeting, invite, bkn):
    sari = await invite("Sari", bkn)
    gone = await invite("Tono", bkn, status=RsvpStatus.WITHDRAWN)
    with pytest.raises(Conflict, match="ditarik"):
        await operations.join_online(gone)
    meeting.state = State.SCHEDULED
    meeting.starts_at += timedelta(days=2)
    meeting.ends_at += timedelta(days=2)
    await meeting.save()
    with pytest.raises(Conflict, match="hari rapat"):
        await operations.join_online(sari)
    meeting.state = State.FINISHED
    await meeting.save()
    with pytest.raises(Conflict, match="selesai"):
        await operations.join_online(sari)
    meeting.state, meeting.join_url = State.IN_PROGRESS, "javascript:alert(1)"
    await meeting.save()
    with pytest.raises(Conflict, match="tautan"):
        await operations.join_online(sari)
    assert await Scan.all().count() == 0


async def test_counts_take_the_same_queries_however_many_came(meeting, invite, dewi, bkn, caplog):
    async def cost() -> int:
        caplog.clear()
        with caplog.at_level("DEBUG", logger="tortoise.db_client"):
            await queries.counts(meeting.id)
        return sum("SELECT" in line for line in caplog.messages)

    asked = []
    for many in (range(1), range(1, 30)):
        for n in many:
            invited = await invite(f"Orang {n}", bkn)
            await operations.check_in(meeting.id, wish(invitation=invited.id), by=dewi)
        asked.append(await cost())
    assert asked == [7, 7]


@pytest.mark.postgres
async def test_many_desks_at_once_leave_one_line_of_exact_counts(meeting, invite, dewi, bkn, bpsdm):
    people = [await invite(f"Orang {n}", bkn if n % 3 else bpsdm) for n in range(12)]
    await asyncio.gather(
        *[
            operations.check_in(meeting.id, wish(invitation=person.id, channel=channel), by=dewi)
            for person in people
            for channel in Channel
        ]
    )
    said = await journal.since(meeting.id, 0)
    entries = [entry for entry in said if entry.kind == queries.RECORDED]
    ways = [e.data["attendance"]["room"] + e.data["attendance"]["online"] for e in entries]
    assert ways == sorted(set(ways))
    assert ways[-1] == 24
    assert entries[-1].data["attendance"] == await queries.counts(meeting.id)
