"""Deputies: chains of them, taking them back, and which message tells whom."""

from datetime import date

import pytest
from icalendar import Calendar

from rakor.directory.models import Office, OfficeHolder, Person
from rakor.directory.rules import OfficeLevel
from rakor.errors import Conflict, Forbidden, Invalid
from rakor.invitations import operations, queries
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.operations import Wish, delegating
from rakor.invitations.operations.delegating import DeputyWish, Paper, Scan
from rakor.invitations.rules import DelegationState, RsvpStatus
from rakor.invitations.rules.delegation import DEPUTY_DECLINED, Refusal, Waits
from rakor.journal import Entry
from rakor.mail.models import OutgoingMail
from rakor.mail.reading import open_letter
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Delegation, Part, SecurityClass, State

SURAT = Scan("surat tugas.pdf", b"%PDF-1.7\nisi")
PAPER = Paper("800/12/BKN", date(2030, 3, 1), "Sekretaris Utama")


async def send(giver: Invitation, email: str, name: str = "", **more) -> DelegationStep:
    return await delegating.delegate(giver.id, DeputyWish(email, name, **more), via="page", by=None)


async def seat(email: str) -> Invitation:
    return await Invitation.get(email=email)


async def chain(email: str) -> list[tuple[str, str]]:
    giver = await seat(email)
    found = (await queries.steps_of([giver.meeting_id])).chain(giver.id)
    return [(link.email, link.state.value) for link in found.links]


async def messages() -> list[tuple[str, str, dict[str, str]]]:
    """Letters written since the last look: to whom, METHOD, and PARTSTAT of each ATTENDEE."""
    await operations.write_letters()
    found = []
    for mail in await OutgoingMail.all().order_by("id"):
        calendar = Calendar.from_ical(open_letter(bytes(mail.message)).calendar)
        (event,) = calendar.walk("VEVENT")
        rows = event["ATTENDEE"] if isinstance(event["ATTENDEE"], list) else [event["ATTENDEE"]]
        said = {
            str(row).removeprefix("mailto:"): str(row.params.get("PARTSTAT", "")) for row in rows
        }
        found.append((mail.to_address, str(calendar["METHOD"]), said, event))
    await OutgoingMail.all().delete()
    return found


def kinds(entries) -> list[str]:
    return [e.kind for e in entries if e.kind.startswith("delegation.")]


async def journal_of(meeting: Meeting) -> list[str]:
    return kinds(await Entry.filter(stream=meeting.id).order_by("seq"))


@pytest.fixture
async def kepala(ask) -> Invitation:
    invitation = await ask("kepala@bkn.go.id", "Kepala")
    await OutgoingMail.all().delete()
    return invitation


@pytest.mark.postgres
async def test_a_deputy_gets_a_seat_of_their_own_and_both_are_told(meeting, kepala):
    step = await send(kepala, "Wakil@BKN.go.id", "Wakil", office_title="Kepala Biro")
    told = await messages()
    deputy, giver = await seat("wakil@bkn.go.id"), await seat("kepala@bkn.go.id")

    assert (step.state, step.deputy_id, step.made_seat) == (
        DelegationState.ACCEPTED,
        deputy.id,
        True,
    )
    assert (giver.status, giver.via, deputy.status) == ("delegated", "page", "no_response")
    assert (deputy.delegated_from_id, deputy.part, deputy.office_title) == (
        giver.id,
        Part.DELEGATE,
        "Kepala Biro",
    )
    assert deputy.token_digest != giver.token_digest
    assert await MeetingPart.exists(person_id=deputy.person_id, part=Part.DELEGATE)
    assert sorted((to, method) for to, method, _said, _event in told) == [
        ("kepala@bkn.go.id", "REQUEST"),
        ("wakil@bkn.go.id", "REQUEST"),
    ]
    assert await journal_of(meeting) == ["delegation.accepted"]


async def test_calendars_see_who_stands_for_whom(meeting, kepala):
    await send(kepala, "wakil@bkn.go.id", "Wakil")
    told = {to: (said, event) for to, _method, said, event in await messages()}

    for to in ("kepala@bkn.go.id", "wakil@bkn.go.id"):
        said, event = told[to]
        assert said == {"kepala@bkn.go.id": "DELEGATED", "wakil@bkn.go.id": "NEEDS-ACTION"}
        rows = {str(row).removeprefix("mailto:"): row.params for row in event["ATTENDEE"]}
        assert rows["kepala@bkn.go.id"]["DELEGATED-TO"] == "mailto:wakil@bkn.go.id"
        assert rows["wakil@bkn.go.id"]["DELEGATED-FROM"] == "mailto:kepala@bkn.go.id"


async def test_a_chain_ends_with_whoever_comes_and_counts_as_one_seat(meeting, kepala):
    await send(kepala, "b@bkn.go.id", "B")
    await send(await seat("b@bkn.go.id"), "c@bkn.go.id", "C")

    assert await chain("kepala@bkn.go.id") == [
        ("b@bkn.go.id", "accepted"),
        ("c@bkn.go.id", "accepted"),
    ]
    assert await queries.answers(meeting.id) == {"delegated": 1}
    c = await seat("c@bkn.go.id")
    assert [each.id for each in await queries.represented_by(c)] == [kepala.id]


@pytest.mark.parametrize("back", ["kepala@bkn.go.id", "b@bkn.go.id"])
async def test_no_chain_becomes_a_ring(meeting, kepala, back):
    await send(kepala, "b@bkn.go.id", "B")
    await send(await seat("b@bkn.go.id"), "c@bkn.go.id", "C")

    with pytest.raises(Conflict) as refused:
        await send(await seat("c@bkn.go.id"), back)
    assert refused.value.extra == {"reason": "cycle"}


async def test_nobody_is_their_own_deputy_by_any_address(meeting, kepala):
    with pytest.raises(Conflict) as refused:
        await send(kepala, "KEPALA@bkn.go.id")
    assert refused.value.detail == Refusal.ONESELF.value


async def test_a_chain_ends_somewhere(meeting, kepala):
    giver = kepala
    for n in range(5):
        await send(giver, f"w{n}@bkn.go.id")
        giver = await seat(f"w{n}@bkn.go.id")

    with pytest.raises(Conflict) as refused:
        await send(giver, "w5@bkn.go.id")
    assert refused.value.extra == {"reason": "too_long"}


async def test_a_seat_is_given_away_once(meeting, kepala):
    await send(kepala, "b@bkn.go.id")

    with pytest.raises(Conflict) as refused:
        await send(kepala, "c@bkn.go.id")
    assert refused.value.extra == {"reason": "already"}


@pytest.mark.postgres
async def test_whoever_takes_a_deputy_back_takes_back_all_below(meeting, kepala):
    first = await send(kepala, "b@bkn.go.id", "B")
    await send(await seat("b@bkn.go.id"), "c@bkn.go.id", "C")
    await messages()
    await delegating.revoke(first.id, by=None, holder=kepala.id)
    told = await messages()
    giver = await seat("kepala@bkn.go.id")

    assert sorted((to, method) for to, method, *_rest in told) == [
        ("b@bkn.go.id", "CANCEL"),
        ("c@bkn.go.id", "CANCEL"),
        ("kepala@bkn.go.id", "REQUEST"),
    ]
    for to, method, said, event in told:
        if method == "CANCEL":
            assert (list(said), "STATUS" in event) == ([to], False)
        else:
            assert said == {"kepala@bkn.go.id": "NEEDS-ACTION"}
    assert giver.status is RsvpStatus.NO_RESPONSE
    assert [(await seat(f"{each}@bkn.go.id")).status for each in "bc"] == ["withdrawn"] * 2
    assert not await MeetingPart.exists(meeting_id=meeting.id, part=Part.DELEGATE)
    assert await journal_of(meeting) == ["delegation.accepted"] * 2 + ["delegation.revoked"]
    assert await chain("kepala@bkn.go.id") == []


async def test_a_deputy_who_was_never_told_hears_nothing_of_being_taken_back(meeting, kepala):
    step = await send(kepala, "b@bkn.go.id", "B")
    await delegating.revoke(step.id, by=None, holder=kepala.id)

    assert [to for to, *_rest in await messages()] == ["kepala@bkn.go.id"]


async def test_a_deputy_sent_again_is_cancelled_once_more_if_their_calendar_still_has_it(
    meeting, kepala
):
    step = await send(kepala, "b@bkn.go.id", "B")
    await messages()
    await delegating.revoke(step.id, by=None, holder=kepala.id)
    again = await send(await seat("kepala@bkn.go.id"), "b@bkn.go.id", "B")
    await delegating.revoke(again.id, by=None, holder=kepala.id)
    told = [(to, method) for to, method, *_rest in await messages()]

    assert ("b@bkn.go.id", "CANCEL") in told
    assert told.count(("b@bkn.go.id", "CANCEL")) == 1


async def test_only_the_giver_and_the_secretariat_take_a_deputy_back(meeting, kepala, new_user):
    step = await send(kepala, "b@bkn.go.id", "B")
    stranger = await new_user("orang")
    b = await seat("b@bkn.go.id")

    for who in ({"by": None}, {"by": stranger}, {"by": None, "holder": b.id}):
        with pytest.raises(Forbidden):
            await delegating.revoke(step.id, **who)


async def test_an_own_answer_takes_the_deputy_back(meeting, kepala):
    await send(kepala, "b@bkn.go.id", "B")
    await messages()
    await operations.answer(kepala, "accepted", "room", "", via="page", by=None)

    assert (await seat("kepala@bkn.go.id")).status is RsvpStatus.ACCEPTED
    assert (await seat("b@bkn.go.id")).status is RsvpStatus.WITHDRAWN
    assert [(to, method) for to, method, *_rest in await messages()] == [("b@bkn.go.id", "CANCEL")]


@pytest.mark.postgres
async def test_a_deputy_who_declines_gives_the_seat_back(meeting, kepala):
    step = await send(kepala, "b@bkn.go.id", "B")
    await messages()
    await operations.answer(
        await seat("b@bkn.go.id"), "declined", "", "Dinas luar", via="page", by=None
    )
    await step.refresh_from_db()

    assert (step.state, step.reason) == (DelegationState.REJECTED, DEPUTY_DECLINED)
    assert (await seat("kepala@bkn.go.id")).status is RsvpStatus.NO_RESPONSE
    ((to, method, said, event),) = await messages()
    assert (to, method) == ("kepala@bkn.go.id", "REQUEST")
    assert said == {"kepala@bkn.go.id": "NEEDS-ACTION", "b@bkn.go.id": "DECLINED"}
    rows = {str(row).removeprefix("mailto:"): row.params for row in event["ATTENDEE"]}
    assert rows["kepala@bkn.go.id"]["RSVP"] == "TRUE"


async def test_a_deputy_who_changes_their_mind_comes_as_long_as_nobody_else_does(meeting, kepala):
    step = await send(kepala, "b@bkn.go.id", "B")
    b = await seat("b@bkn.go.id")
    await operations.answer(b, "declined", "", "", via="page", by=None)
    await operations.answer(b, "accepted", "room", "", via="page", by=None)
    await step.refresh_from_db()
    assert step.state is DelegationState.ACCEPTED
    assert (await seat("kepala@bkn.go.id")).status is RsvpStatus.DELEGATED

    await operations.answer(b, "declined", "", "", via="page", by=None)
    await send(await seat("kepala@bkn.go.id"), "c@bkn.go.id")
    with pytest.raises(Conflict):
        await operations.answer(b, "accepted", "room", "", via="page", by=None)
    assert await chain("kepala@bkn.go.id") == [("c@bkn.go.id", "accepted")]


async def test_somebody_with_a_seat_keeps_it_and_stands_for_another_too(meeting, kepala, ask):
    b = await ask("b@bkn.go.id", "B")
    await OutgoingMail.all().delete()
    step = await send(kepala, "b@bkn.go.id")
    assert (step.made_seat, step.deputy_id) == (False, b.id)
    assert await queries.answers(meeting.id) == {"delegated": 1, "none": 1}

    await messages()
    await delegating.revoke(step.id, by=None, holder=kepala.id)
    b = await seat("b@bkn.go.id")
    assert (b.status, b.delegated_from_id) == ("no_response", None)
    assert {method for _to, method, *_rest in await messages()} == {"REQUEST"}


async def test_one_deputy_of_two_stays_for_the_other(meeting, kepala, ask):
    other = await ask("menteri@bkn.go.id", "Menteri")
    step = await send(kepala, "b@bkn.go.id")
    await send(other, "b@bkn.go.id")
    b = await seat("b@bkn.go.id")
    assert queries.titles(await queries.represented_by(b)) == "Kepala; Menteri"

    await delegating.revoke(step.id, by=None, holder=kepala.id)
    b = await seat("b@bkn.go.id")
    assert (b.status, b.delegated_from_id) == ("no_response", other.id)
    assert queries.titles(await queries.represented_by(b)) == "Menteri"


@pytest.mark.parametrize("said", ["declined", "delegated"])
async def test_whoever_does_not_come_is_nobodys_deputy(meeting, kepala, ask, said):
    b = await ask("b@bkn.go.id", "B")
    if said == "declined":
        await operations.answer(b, "declined", "", "", via="page", by=None)
    else:
        await send(b, "c@bkn.go.id")

    with pytest.raises(Conflict):
        await send(kepala, "b@bkn.go.id")


async def test_without_a_letter_a_deputy_waits_and_with_it_comes(meeting, kepala):
    await Invitation.filter(id=kepala.id).update(delegation=Delegation.ALLOWED_WITH_LETTER)
    step = await send(kepala, "b@bkn.go.id", paper=PAPER)
    assert (step.state, step.reason, step.deputy_id) == ("proposed", Waits.LETTER.value, None)
    assert (await seat("kepala@bkn.go.id")).status is RsvpStatus.NO_RESPONSE
    assert await messages() == []

    step = await delegating.attach_letter(step.id, Paper(), SURAT, by=None)
    assert (step.state, step.letter_type, step.letter_filename) == (
        "accepted",
        "application/pdf",
        "surat tugas.pdf",
    )
    assert await journal_of(meeting) == [
        "delegation.proposed",
        "delegation.letter_attached",
        "delegation.accepted",
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("surat.pdf", b"MZ\x90program"),
        ("surat.png", b"<svg/>"),
        ("surat.pdf", b"%PDF-" + b"x" * 5 * 1024 * 1024),
    ],
)
async def test_a_letter_that_is_not_one_is_refused_and_nothing_is_kept(
    meeting, kepala, name, content
):
    with pytest.raises(Invalid):
        await send(kepala, "b@bkn.go.id", paper=PAPER, scan=Scan(name, content))
    assert await DelegationStep.all().count() == 0


@pytest.mark.parametrize(
    ("level", "state"),
    [
        (OfficeLevel.JPT_PRATAMA, "accepted"),
        (OfficeLevel.JPT_MADYA, "accepted"),
        (OfficeLevel.ADMINISTRATOR, "proposed"),
        (None, "proposed"),
    ],
)
async def test_the_rank_of_a_deputy_is_what_the_directory_says(meeting, bkn, rina, level, state):
    office = await Office.create(
        title="Kepala", agency=bkn, level=OfficeLevel.JPT_PRATAMA, email="kepala@bkn.go.id"
    )
    (giver,) = await operations.invite(
        meeting.id, [Wish(office=office.id)], Delegation.SAME_RANK, by=rina
    )
    person = await Person.create(name="B", email="b@bkn.go.id", agency=bkn)
    own = await Office.create(title="Lain", agency=bkn, level=level)
    await OfficeHolder.create(office=own, person=person)

    step = await send(giver, "b@bkn.go.id", office_title="Menteri")
    assert (step.state, step.office_title) == (state, "Menteri")


async def test_an_office_that_is_only_claimed_gives_no_rank(meeting, bkn, rina):
    office = await Office.create(
        title="Kepala", agency=bkn, level=OfficeLevel.JPT_PRATAMA, email="kepala@bkn.go.id"
    )
    (giver,) = await operations.invite(
        meeting.id, [Wish(office=office.id)], Delegation.SAME_RANK, by=rina
    )
    step = await send(giver, "b@bkn.go.id", office=office.id)

    assert (step.state, step.reason) == ("proposed", Waits.RANK_UNKNOWN.value)


@pytest.mark.postgres
async def test_the_secretariat_accepts_or_rejects_whoever_waits(meeting, kepala, ask, rina):
    await Invitation.all().update(delegation=Delegation.SAME_RANK)
    step = await send(kepala, "b@bkn.go.id")
    await delegating.accept(step.id, by=rina)
    assert await chain("kepala@bkn.go.id") == [("b@bkn.go.id", "accepted")]

    other = await ask("menteri@bkn.go.id")
    await Invitation.all().update(delegation=Delegation.SAME_RANK)
    await messages()
    wish = await send(other, "c@bkn.go.id")
    with pytest.raises(Invalid):
        await delegating.reject(wish.id, "  ", by=rina)
    await delegating.reject(wish.id, "Mohon pejabat setingkat", by=rina)
    await wish.refresh_from_db()
    assert (wish.state, wish.reason) == ("rejected", "Mohon pejabat setingkat")
    with pytest.raises(Conflict):
        await delegating.accept(wish.id, by=rina)
    assert [to for to, *_rest in await messages()] == ["menteri@bkn.go.id"]


async def test_an_invitation_that_cannot_be_given_away_is_not(meeting, kepala, rina):
    await Invitation.all().update(delegation=Delegation.NOT_ALLOWED)

    for staff in (False, True):
        with pytest.raises(Conflict) as refused:
            await delegating.delegate(
                kepala.id, DeputyWish("b@bkn.go.id"), via="page", by=rina, staff=staff
            )
        assert refused.value.extra == {"reason": "not_allowed"}


async def test_a_closed_meeting_asks_the_secretariat_first(meeting, kepala, rina):
    await Meeting.all().update(security_class=SecurityClass.CONFIDENTIAL)
    step = await send(kepala, "b@bkn.go.id")

    assert (step.state, step.reason) == ("proposed", Waits.CONFIDENTIAL.value)


async def test_what_is_over_is_not_given_away(meeting, kepala):
    await Meeting.all().update(state=State.FINISHED)

    with pytest.raises(Conflict):
        await send(kepala, "b@bkn.go.id")


async def test_a_deputy_who_is_here_is_not_taken_back(meeting, kepala):
    step = await send(kepala, "b@bkn.go.id")
    tops = await delegating.arrived(await seat("b@bkn.go.id"))
    await step.refresh_from_db()
    assert (step.state, [top.id for top in tops]) == ("completed", [kepala.id])

    with pytest.raises(Conflict) as refused:
        await delegating.revoke(step.id, by=None, holder=kepala.id)
    assert refused.value.extra == {"reason": "arrived"}
    with pytest.raises(Conflict):
        await operations.answer(kepala, "accepted", "room", "", via="page", by=None)


async def test_uninviting_the_giver_cancels_the_deputy_too(meeting, kepala, rina):
    await send(kepala, "b@bkn.go.id")
    await messages()
    await operations.withdraw(kepala.id, by=rina)

    assert sorted((to, method) for to, method, *_rest in await messages()) == [
        ("b@bkn.go.id", "CANCEL"),
        ("kepala@bkn.go.id", "CANCEL"),
    ]


async def test_uninviting_the_deputy_asks_the_giver_again(meeting, kepala, rina):
    step = await send(kepala, "b@bkn.go.id")
    await messages()
    await operations.withdraw((await seat("b@bkn.go.id")).id, by=rina)
    await step.refresh_from_db()

    assert step.state is DelegationState.REVOKED
    assert (await seat("kepala@bkn.go.id")).status is RsvpStatus.NO_RESPONSE
    assert sorted((to, method) for to, method, *_rest in await messages()) == [
        ("b@bkn.go.id", "CANCEL"),
        ("kepala@bkn.go.id", "REQUEST"),
    ]
