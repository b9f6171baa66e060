"""The quorum in the record, the plan of a meeting, guests who wait, and companions."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from rakor import journal
from rakor.attendance import operations, queries
from rakor.attendance.models import AttendancePlan, Head
from rakor.attendance.operations import admitting, planning
from rakor.attendance.operations.planning import PlanFacts
from rakor.attendance.rules import Admission, Direction, Outcome, Reason, Tally, WalkIn, Wish
from rakor.errors import Conflict, Forbidden, Invalid, Moved, NotFound
from rakor.invitations.models import DelegationStep
from rakor.invitations.rules import DelegationState, RsvpStatus
from rakor.meetings.models import MeetingPart, Quota
from rakor.meetings.rules import Channel, Part, State

numbers = count()


def wish(**facts: object) -> Wish:
    return Wish(**{"nonce": f"quorum-{next(numbers)}", **facts})


@pytest.fixture
async def sekretariat(rina, meeting):
    await MeetingPart.create(meeting=meeting, person_id=rina.id, part=Part.SECRETARIAT)
    return rina


def planned(**facts: object) -> PlanFacts:
    return PlanFacts.model_validate(facts)


async def moments(meeting) -> list[str]:
    entries = await journal.since(meeting.id, 0)
    return [entry.kind for entry in entries if entry.kind.startswith("quorum.")]


async def test_the_moment_a_quorum_is_reached_and_lost_is_written_once(
    meeting, invite, dewi, bkn, bpsdm
):
    sari, tono = await invite("Sari", bkn), await invite("Tono", bpsdm)
    for who in (sari, tono, tono):
        await operations.check_in(meeting.id, wish(invitation=who.id), by=dewi)
    assert await moments(meeting) == ["quorum.reached"]
    told = await queries.attendance_state(meeting.id)
    assert (told["quorum"]["reached"], told["inside"]) == (True, 2)
    assert told["quorum"]["since"] is not None
    assert told == await queries.counts(meeting.id)

    later = datetime.now(UTC)
    out = wish(invitation=tono.id, direction=Direction.OUT, at=later)
    await operations.check_in(meeting.id, out, by=dewi)
    assert await moments(meeting) == ["quorum.reached", "quorum.lost"]
    told = await queries.attendance_state(meeting.id)
    assert (told["heads"], told["inside"], told["quorum"]["since"]) == (2, 1, None)
    shown = await queries.quorum_moments(meeting)
    assert [reached for _at, reached, _present, _needed in shown] == [False, True]


async def test_nothing_is_decided_before_the_day_nor_after_the_end(
    new_meeting, invite, dewi, bkn, meeting
):
    meeting.state = State.SCHEDULED
    meeting.starts_at = datetime.now(UTC) + timedelta(days=3)
    meeting.ends_at = meeting.starts_at + timedelta(hours=2)
    await meeting.save()
    sari = await invite("Sari", bkn)
    await operations.check_in(meeting.id, wish(invitation=sari.id), by=dewi)
    assert await moments(meeting) == []
    assert (await queries.counts(meeting.id))["quorum"]["reached"]


async def test_who_left_before_the_end_was_not_there_when_it_was_over(
    meeting, invite, dewi, bkn, bpsdm
):
    sari, tono = await invite("Sari", bkn), await invite("Tono", bpsdm)
    ends = meeting.ends_at = datetime.now(UTC) - timedelta(minutes=1)
    meeting.starts_at = ends - timedelta(hours=2)
    await meeting.save()
    for who, left in ((sari, timedelta(minutes=40)), (tono, timedelta(minutes=5))):
        for direction, at in ((Direction.IN, meeting.starts_at), (Direction.OUT, ends - left)):
            scan = wish(invitation=who.id, direction=direction, at=at)
            await operations.check_in(meeting.id, scan, by=dewi)
    assert (await queries.counts(meeting.id))["inside"] == 0
    meeting.state = State.FINISHED
    await meeting.save()
    found = await queries.counts(meeting.id)
    assert (found["inside"], found["quorum"]["present"]) == (1, 1)


async def test_a_plan_is_one_act_and_counts_at_once(meeting, invite, dewi, sekretariat, bkn, bpsdm):
    sari = await invite("Sari", bkn)
    await invite("Tono", bpsdm)
    await operations.check_in(meeting.id, wish(invitation=sari.id), by=dewi)
    facts = planned(
        quorum={
            "rule": "weights",
            "numerator": 1,
            "denominator": 2,
            "weights": [{"agency": "BKN", "weight": 3}],
        },
        walk_ins="hold",
        late_minutes=5,
    )
    plan = await planning.plan(meeting.id, facts, by=sekretariat, revision=1)
    assert (plan.revision, plan.late_minutes) == (2, 5)
    *_before, reached, entry = await journal.since(meeting.id, 0)
    assert (reached.kind, entry.kind) == ("quorum.reached", "attendance.planned")
    assert entry.data["changed"] == ["late_minutes", "quorum", "share", "walk_ins", "weights"]
    told = await queries.attendance_state(meeting.id)
    assert (told["quorum"]["of"], told["quorum"]["present"], told["quorum"]["needed"]) == (4, 3, 2)

    with pytest.raises(Moved):
        await planning.plan(meeting.id, facts, by=sekretariat, revision=1)
    with pytest.raises(Forbidden):
        await planning.plan(meeting.id, facts, by=dewi)
    nobody = {"weights": [{"agency": "TIDAKADA", "weight": 2}]}
    with pytest.raises(Invalid):
        await planning.plan(meeting.id, planned(quorum=nobody), by=sekretariat)
    off = await planning.plan(meeting.id, planned(quorum={"rule": "none"}), by=sekretariat)
    assert off.revision == 3
    assert (await queries.counts(meeting.id))["quorum"] is None


async def test_another_least_time_makes_heads_anew(meeting, invite, sekretariat, bkn):
    from rakor.attendance.models import Scan
    from rakor.attendance.rules import visit_nonces

    sari = await invite("Sari", bkn)
    since = meeting.starts_at
    head = await Head.create(
        meeting=meeting, key=f"person:{sari.person_id}", invitation=sari, agency=bkn, name="Sari",
        online=True, first_at=since,
    )  # fmt: skip
    ends = zip(visit_nonces("a"), (Direction.IN, Direction.OUT), (0, 20), strict=True)
    for nonce, direction, minutes in ends:
        at = since + timedelta(minutes=minutes)
        await Scan.create(
            meeting=meeting, head=head, channel=Channel.ONLINE, direction=direction, nonce=nonce,
            outcome=Outcome.ACCEPTED, method="online_report", at=at, recorded_at=at,
        )  # fmt: skip
    await planning.plan(meeting.id, planned(least_online_minutes=30), by=sekretariat)
    assert (await queries.counts(meeting.id))["heads"] == 0
    await planning.plan(meeting.id, planned(least_online_minutes=20), by=sekretariat)
    assert (await queries.counts(meeting.id))["heads"] == 1


async def test_an_official_and_their_deputy_take_one_seat(
    meeting, invite, dewi, sekretariat, bkn, bpsdm
):
    chief = await invite("Kepala", bkn, status=RsvpStatus.DELEGATED)
    deputy = await invite("Wakil", bkn, delegated_from=chief)
    await invite("Lain", bpsdm)
    await DelegationStep.create(
        meeting_id=meeting.id,
        invitation=chief,
        deputy=deputy,
        made_seat=True,
        name="Wakil",
        email=deputy.email,
        state=DelegationState.ACCEPTED,
        via="page",
        created_at=meeting.starts_at,
    )
    by_seats = planned(quorum={"rule": "seats", "numerator": 1, "denominator": 2})
    await planning.plan(meeting.id, by_seats, by=sekretariat)
    done = await operations.check_in(meeting.id, wish(invitation=deputy.id), by=dewi)
    assert "Kepala" in done.head.representing
    rows = {row.agency: row for row in await queries.by_agency(meeting)}
    assert (rows["BKN"].taken, rows["BKN"].delegates, rows["BKN"].invited) == (1, 1, 1)
    assert (await queries.counts(meeting.id))["quorum"]["present"] == 1
    await operations.check_in(meeting.id, wish(invitation=chief.id), by=dewi)
    rows = {row.agency: row for row in await queries.by_agency(meeting)}
    assert (rows["BKN"].present, rows["BKN"].taken, rows["BKN"].sitting) == (2, 1, 1)
    found = await queries.counts(meeting.id)
    assert (found["heads"], found["quorum"]["of"], found["quorum"]["present"]) == (2, 2, 1)


async def test_a_guest_who_waits_counts_from_when_they_came(meeting, dewi, sekretariat, bkn):
    await Quota.create(meeting=meeting, agency=bkn, seats=2)
    await planning.plan(meeting.id, planned(walk_ins="hold"), by=sekretariat)
    came = meeting.starts_at + timedelta(minutes=1)
    guest = wish(walk_in=WalkIn("Budi", "Dinas Entah"), at=came, device="Meja 2")
    done = await operations.check_in(meeting.id, guest, by=dewi)
    assert done.scan.reason == Reason.HELD
    assert (await queries.counts(meeting.id))["heads"] == 0
    assert await queries.guests_held(meeting) == 1
    [waiting] = await queries.guests(meeting)
    assert (waiting.name, waiting.agency, waiting.device) == ("Budi", "Dinas Entah", "Meja 2")

    with pytest.raises(Forbidden):
        await admitting.admit(meeting.id, waiting.id, by=dewi)
    with pytest.raises(Invalid):
        await admitting.admit(meeting.id, waiting.id, agency="Entah", by=sekretariat)
    head = await admitting.admit(
        meeting.id, waiting.id, agency="BKN", office="Analis", by=sekretariat
    )
    assert (head.tally, head.first_at, head.agency_name) == (Tally.HEAD, came, bkn.name)
    entries = await journal.since(meeting.id, 0)
    admitted = next(entry for entry in entries if entry.kind == "guest.admitted")
    assert admitted.audience is journal.Audience.STAFF
    assert "Budi" not in str(admitted.data)
    found = await queries.counts(meeting.id)
    assert (found["heads"], found["walk_ins"], found["agencies_present"]) == (1, 1, 1)
    [row] = await queries.by_agency(meeting)
    assert (row.taken, row.seats) == (1, 2)

    with pytest.raises(Conflict):
        await admitting.admit(meeting.id, waiting.id, by=sekretariat)
    gone = await admitting.turn_away(meeting.id, waiting.id, by=sekretariat)
    assert (gone.tally, gone.admission) == (Tally.NONE, Admission.TURNED_AWAY)
    assert (await queries.counts(meeting.id))["heads"] == 0
    with pytest.raises(Conflict):
        await admitting.turn_away(meeting.id, waiting.id, by=sekretariat)


async def test_only_guests_of_this_meeting_are_decided_about(meeting, invite, dewi, sekretariat):
    sari = await invite("Sari")
    done = await operations.check_in(meeting.id, wish(invitation=sari.id), by=dewi)
    with pytest.raises(NotFound):
        await admitting.turn_away(meeting.id, done.head.id, by=sekretariat)


async def test_companions_are_counted_apart(meeting, invite, dewi, sekretariat, bkn, bpsdm):
    await planning.plan(meeting.id, planned(walk_ins="hold"), by=sekretariat)
    sari, tono = await invite("Sari", bkn), await invite("Tono", bpsdm)
    aide = await invite("Ajudan undangan", bkn, part=Part.AIDE)
    chief = (await operations.check_in(meeting.id, wish(invitation=sari.id), by=dewi)).head
    with_chief = WalkIn("Ajudan", companion=True, companion_of=chief.id)
    of_agency = WalkIn("Pengemudi", "BPSDM", companion=True)
    first = await operations.check_in(meeting.id, wish(walk_in=with_chief), by=dewi)
    second = await operations.check_in(meeting.id, wish(walk_in=of_agency), by=dewi)
    third = await operations.check_in(meeting.id, wish(invitation=aide.id), by=dewi)
    assert [first.head.tally, second.head.tally, third.head.tally] == [
        Tally.COMPANION,
        Tally.NONE,
        Tally.COMPANION,
    ]
    assert (first.head.agency_name, first.head.companion_of_id) == (bkn.name, chief.id)
    await admitting.admit(meeting.id, second.head.id, by=sekretariat)
    found = await queries.counts(meeting.id)
    assert (found["heads"], found["companions"], found["agencies_present"]) == (1, 3, 1)
    assert (found["quorum"]["of"], found["quorum"]["present"]) == (2, 1)
    rows = {row.agency: row for row in await queries.by_agency(meeting)}
    assert (rows["BKN"].companions, rows["BKN"].invited, rows["BPSDM"].companions) == (2, 1, 1)
    assert len(await queries.companions(meeting)) == 3
    assert tono.id is not None


async def test_nobody_records_themselves_where_the_plan_does_not_let_them(meeting, sekretariat):
    proof = queries.screen_url(meeting.id).rsplit("/", 1)[1]
    assert (await queries.by_screen(meeting.id, proof)).id == meeting.id
    await planning.plan(meeting.id, planned(self_check_in=False), by=sekretariat)
    with pytest.raises(NotFound):
        await queries.by_screen(meeting.id, proof)


async def test_a_cancelled_meeting_is_not_planned(meeting, sekretariat):
    meeting.state = State.CANCELLED
    await meeting.save()
    with pytest.raises(Conflict):
        await planning.plan(meeting.id, planned(), by=sekretariat)
    assert await AttendancePlan.all().count() == 0


async def test_arrivals_are_drawn_from_heads(meeting, invite, dewi, bkn):
    for n, channel in enumerate((Channel.ROOM, Channel.ONLINE, Channel.ROOM)):
        person = await invite(f"Orang {n}", bkn)
        at = meeting.starts_at + timedelta(minutes=n)
        scan = wish(invitation=person.id, channel=channel, at=at)
        await operations.check_in(meeting.id, scan, by=dewi)
    found = await queries.arrivals(meeting)
    assert [(level.room, level.online) for level in found] == [(1, 0), (1, 1), (2, 1)]
