"""Deputies at the door: a seat that was given away is closed while its deputy counts, no longer."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor import journal
from rakor.attendance import jobs, queries
from rakor.attendance.models import AttendancePlan, Head
from rakor.attendance.operations import check_in, correct, join_online
from rakor.attendance.operations.importing import import_report, withdraw_report
from rakor.attendance.operations.planning import PlanFacts, plan
from rakor.attendance.operations.uploading import upload
from rakor.attendance.rules import Direction, TakenBack, Wish
from rakor.errors import Conflict
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.operations import delegating
from rakor.invitations.operations.delegating import DeputyWish
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Entry
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State

NOW = datetime.now(UTC).replace(microsecond=0)
MINUTE = timedelta(minutes=1)


async def sends(giver: Invitation, name: str) -> Invitation:
    """The seat of the deputy."""
    wish = DeputyWish(f"{name.lower()}@bkn.go.id", name)
    step = await delegating.delegate(giver.id, wish, via="page", by=None)
    return await Invitation.get(id=step.deputy_id)


async def states() -> list[str]:
    rows = await DelegationStep.all().order_by("created_at", "id")
    return [row.state.value for row in rows]


@pytest.fixture
async def kepala(invite, bkn) -> Invitation:
    found: Invitation = await invite("Haryono", bkn)
    return found


@pytest.fixture
def scanned(meeting, dewi):
    async def scan(invitation: Invitation, ago: int = 9, direction: Direction = Direction.IN):
        nonce = f"{invitation.id}-{ago}"
        wish = Wish(nonce, invitation=invitation.id, direction=direction, at=NOW - ago * MINUTE)
        return (await check_in(meeting.id, wish, by=dewi)).scan

    return scan


@pytest.mark.postgres
async def test_a_deputy_whose_scan_is_taken_back_can_be_taken_back(meeting, kepala, scanned, rina):
    melati = await sends(kepala, "Melati")
    bagus = await sends(melati, "Bagus")
    line = await scanned(bagus)
    assert await states() == ["completed", "completed"]

    away = await correct(meeting.id, line.id, "Salah orang", by=rina)
    assert await states() == ["accepted", "accepted"]
    again = await correct(meeting.id, away.id, "Ternyata benar", by=rina)
    assert await states() == ["completed", "completed"]
    step = await DelegationStep.get(invitation_id=kepala.id)
    with pytest.raises(Conflict):
        await delegating.revoke(step.id, by=rina)

    await correct(meeting.id, again.id, "Salah orang", by=rina)
    letters = await Invitation.all().order_by("id").values_list("letter_due", flat=True)
    assert await states() == ["accepted", "accepted"]
    await delegating.revoke(step.id, by=rina)
    for seat in (kepala, bagus):
        await seat.refresh_from_db()
    assert (kepala.status, bagus.status) == (RsvpStatus.NO_RESPONSE, RsvpStatus.WITHDRAWN)
    assert set(letters) == {""}
    told = [e.kind for e in await Entry.filter(stream=meeting.id).order_by("seq")]
    assert [kind for kind in told if kind.startswith("delegation")] == [
        "delegation.accepted",
        "delegation.accepted",
        "delegation.revoked",
    ]


async def test_a_seat_stays_closed_while_a_line_of_its_deputy_stands(
    meeting, kepala, scanned, rina
):
    melati = await sends(kepala, "Melati")
    first, second = await scanned(melati), await scanned(melati, 5)
    await correct(meeting.id, first.id, "Dua kali", by=rina)
    assert await states() == ["completed"]
    # Whoever has left was here all the same.
    await scanned(melati, 2, Direction.OUT)
    assert await states() == ["completed"]
    await correct(meeting.id, second.id, "Salah orang", by=rina)
    assert await states() == ["accepted"]


async def test_whoever_stands_between_is_here_themselves(
    meeting, kepala, invite, bkn, scanned, rina
):
    melati = await invite("Melati", bkn)
    wish = DeputyWish(melati.email, "Melati")
    await delegating.delegate(kepala.id, wish, via="page", by=None)
    own = await scanned(melati)
    bagus = await sends(melati, "Bagus")
    line = await scanned(bagus)
    assert await states() == ["completed", "completed"]
    # Melati is still here for Haryono; only Bagus is not.
    back = await correct(meeting.id, line.id, "Salah orang", by=rina)
    assert await states() == ["completed", "accepted"]
    await correct(meeting.id, own.id, "Salah orang", by=rina)
    assert await states() == ["accepted", "accepted"]
    await correct(meeting.id, back.id, "Ternyata benar", by=rina)
    assert await states() == ["completed", "completed"]


async def test_the_desk_that_undoes_its_scan_opens_the_seat(meeting, kepala, scanned, dewi):
    line = await scanned(await sends(kepala, "Melati"))
    undone = [TakenBack("undo", line.nonce, NOW, "")]
    await upload(meeting.id, [], taken_back=undone, by=dewi)
    assert await states() == ["accepted"]


def report(email: str, minutes: int) -> bytes:
    since = NOW - timedelta(minutes=minutes)
    head = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)"
    return f"{head}\nMelati,{email},{since:%Y-%m-%d %H:%M:%S},{NOW:%Y-%m-%d %H:%M:%S},1\n".encode()


async def test_a_report_closes_a_seat_when_it_counts_and_opens_it_when_withdrawn(
    meeting, kepala, dewi, rina
):
    melati = await sends(kepala, "Melati")
    await AttendancePlan.create(meeting=meeting, least_online_minutes=30)
    content = report(melati.email, 20)
    done = await import_report(meeting.id, content, "a.csv", timezone="UTC", by=dewi)
    # Twenty minutes are too short to have come.
    assert (await Head.counted().count(), await states()) == (0, ["accepted"])
    await plan(meeting.id, PlanFacts(least_online_minutes=10), by=rina)
    assert (await Head.counted().count(), await states()) == (1, ["completed"])
    await withdraw_report(meeting.id, done.report.id, by=dewi)
    assert await states() == ["accepted"]


async def test_a_report_that_says_too_short_opens_what_a_click_had_closed(meeting, kepala, dewi):
    melati = await sends(kepala, "Melati")
    await AttendancePlan.create(meeting=meeting, least_online_minutes=30)
    await join_online(melati)
    assert await states() == ["completed"]
    await import_report(meeting.id, report(melati.email, 20), "a.csv", timezone="UTC", by=dewi)
    assert (await Head.counted().count(), await states()) == (0, ["accepted"])


async def test_after_the_meeting_a_seat_stays_as_it_was(meeting, kepala, scanned, rina):
    line = await scanned(await sends(kepala, "Melati"))
    await Meeting.filter(id=meeting.id).update(state=State.FINISHED)
    await delegating.complete(meeting.id)
    await correct(meeting.id, line.id, "Salah orang", by=rina)
    assert await states() == ["completed"]


async def followed() -> None:
    for follower in jobs.followers:
        await journal.follow(follower)


@pytest.mark.postgres
async def test_whoever_is_sent_once_they_are_here_comes_for_that_seat_too(
    meeting, kepala, invite, bpsdm, scanned
):
    melati = await invite("Melati", bpsdm)
    await scanned(melati)
    before = await queries.counts(meeting.id)
    wish = DeputyWish(melati.email, "Melati")
    step = await delegating.delegate(kepala.id, wish, via="page", by=None)
    await followed()
    assert await states() == ["completed"]
    assert (await Head.get()).representing == kepala.office_title
    now, told = await queries.counts(meeting.id), await queries.attendance_state(meeting.id)
    assert (before["agencies_present"], now["agencies_present"]) == (1, 2)
    assert told == now
    with pytest.raises(Conflict):
        await delegating.revoke(step.id, by=None, holder=kepala.id)


async def test_whoever_is_sent_by_another_after_a_scan_was_taken_back_comes_for_that_one(
    meeting, kepala, invite, bpsdm, scanned, rina
):
    tono = await invite("Tono", bpsdm, office_title="Kepala Badan")
    melati = await sends(kepala, "Melati")
    line = await scanned(melati)
    assert (await Head.get()).agency_name == "Badan Kepegawaian Negara"
    await correct(meeting.id, line.id, "Salah orang", by=rina)
    step = await DelegationStep.get()
    await delegating.revoke(step.id, by=rina)
    await scanned(await sends(tono, "Melati"), 4)
    head = await Head.get()
    assert (head.agency_name, head.representing) == ("BPSDM Kemendagri", "Kepala Badan")
    assert head.tally == "head"


async def test_nobody_is_counted_for_a_deputy_who_never_came(meeting, kepala, invite, bpsdm, dewi):
    melati, tono = await invite("Melati", bpsdm), await invite("Tono", bpsdm)
    await delegating.delegate(kepala.id, DeputyWish(melati.email, "Melati"), via="page", by=None)
    await check_in(meeting.id, Wish("1", invitation=tono.id), by=dewi)
    await Meeting.filter(id=meeting.id).update(state=State.FINISHED)
    await delegating.complete(meeting.id)
    assert (await queries.counts(meeting.id))["agencies_present"] == 1


async def test_whoever_passes_two_seats_on_gives_both_their_own_and_the_one_they_had(
    meeting, kepala, invite, bpsdm, scanned, rina
):
    """Melati was asked herself, and Haryono sent her too: Bagus comes for both of them."""
    melati = await invite("Melati", bpsdm, office_title="Kepala Badan")
    await delegating.delegate(kepala.id, DeputyWish(melati.email, "Melati"), via="page", by=None)
    bagus = await sends(melati, "Bagus")
    line = await scanned(bagus)
    head, counts = await Head.get(), await queries.counts(meeting.id)
    assert head.representing == "Kepala Pusat; Kepala Badan"
    assert (counts["heads"], counts["agencies_present"]) == (1, 2)
    assert await queries.missing_of(meeting, [head]) == []
    rows = {
        row.agency: (row.present, row.others, row.taken) for row in await queries.by_agency(meeting)
    }
    assert sorted(rows.values()) == [(0, 1, 1), (1, 0, 1)]

    await correct(meeting.id, line.id, "Salah orang", by=rina)
    assert (await queries.counts(meeting.id))["agencies_present"] == 0
