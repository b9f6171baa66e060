"""Whatever is done with deputies in whatever order: one seat, one head, no ring, one CANCEL."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from rakor.errors import RakorError
from rakor.invitations import operations, queries
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.operations import Wish, delegating
from rakor.invitations.operations.delegating import DeputyWish
from rakor.invitations.rules import DelegationState, RsvpStatus
from rakor.mail.models import OutgoingMail
from rakor.mail.reading import open_letter
from rakor.meetings.models import Meeting, MeetingPart

PEOPLE = "abcde"
ROOTS = "ab"
ACTS = st.one_of(
    st.tuples(st.just("send"), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)),
    st.tuples(st.just("recall"), st.sampled_from(PEOPLE), st.just("")),
    st.tuples(
        st.just("answer"), st.sampled_from(PEOPLE), st.sampled_from(["accepted", "declined"])
    ),
    st.tuples(st.just("write"), st.just(""), st.just("")),
)


async def do(meeting: Meeting, act: str, who: str, what: str) -> None:
    """One act; what is refused changes nothing."""
    if act == "write":
        await operations.write_letters()
        return
    seat = await Invitation.get_or_none(meeting_id=meeting.id, email=f"{who}@bkn.go.id")
    if seat is None:
        return
    try:
        if act == "send":
            wish = DeputyWish(f"{what}@bkn.go.id", what)
            await delegating.delegate(seat.id, wish, via="page", by=None)
        elif act == "recall":
            step = await queries.open_step_of(seat)
            if step is not None:
                await delegating.revoke(step.id, by=None, holder=seat.id)
        else:
            mode = "room" if what == "accepted" else ""
            await operations.answer(seat, what, mode, "", via="page", by=None)
    except RakorError:
        pass


async def check(meeting: Meeting) -> None:
    seats = await Invitation.filter(meeting_id=meeting.id)
    here = {seat.id: seat for seat in seats}
    steps = await queries.steps_of([meeting.id])
    asked = [seat for seat in seats if seat.status is not RsvpStatus.WITHDRAWN]
    standing = [link for link in steps.links if link.stands]

    roots = [seat for seat in asked if seat.delegated_from_id is None]
    assert sorted(seat.email[0] for seat in roots) == sorted(ROOTS)
    assert sum((await queries.answers(meeting.id)).values()) == len(ROOTS)
    # Nobody is given away twice, and whoever gave their seat away says so.
    assert max(Counter(link.invitation_id for link in standing).values(), default=0) <= 1
    given_away = {link.invitation_id for link in standing}
    assert given_away == {seat.id for seat in asked if seat.status is RsvpStatus.DELEGATED}
    for link in standing:
        assert link.deputy_id is not None
        assert here[link.deputy_id].status is not RsvpStatus.WITHDRAWN
        assert here[link.deputy_id].status is not RsvpStatus.DECLINED
    for seat in asked:
        # No ring: a chain ends with somebody who did not send another.
        chain = steps.chain(seat.id)
        assert len({link.deputy_id for link in chain.links} | {seat.id}) == len(chain.links) + 1
        if seat.delegated_from_id is not None:
            # Whoever has a seat for another was sent by them, or declined and may yet come.
            sent = [link for link in steps.links if link.deputy_id == seat.id]
            states = {link.state for link in sent}
            assert states & {DelegationState.ACCEPTED, DelegationState.REJECTED}
    parts = await MeetingPart.filter(meeting_id=meeting.id).values_list("person_id", flat=True)
    assert set(parts) == {seat.person_id for seat in asked}


async def calendars(meeting: Meeting) -> dict[str, str]:
    """What each person's calendar says at last, from all letters in their order."""
    await operations.write_letters()
    last: dict[str, str] = {}
    for mail in await OutgoingMail.filter(meeting_id=meeting.id).order_by("id"):
        method = str(Calendar.from_ical(open_letter(bytes(mail.message)).calendar)["METHOD"])
        # Nobody is told twice in a row that they need not come.
        assert not (method == "CANCEL" and last.get(mail.to_address) == "CANCEL")
        last[mail.to_address] = method
    return last


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=1, max_size=12))
@pytest.mark.asyncio(loop_scope="session")
async def test_any_sequence_keeps_one_head_for_a_seat_and_tells_everybody_once(meeting, rina, acts):
    await OutgoingMail.all().delete()
    await DelegationStep.all().delete()
    await MeetingPart.all().delete()
    await Invitation.filter(delegated_from_id__not_isnull=True).update(delegated_from_id=None)
    await Invitation.all().delete()
    wishes = [Wish(email=f"{who}@bkn.go.id", name=who) for who in ROOTS]
    await operations.invite(meeting.id, wishes, by=rina)
    await operations.send(meeting.id, by=rina)
    await operations.write_letters()
    for act in acts:
        await do(meeting, *act)
        await check(meeting)

    said = await calendars(meeting)
    for seat in await Invitation.filter(meeting_id=meeting.id):
        gone = seat.status is RsvpStatus.WITHDRAWN
        if seat.email in said:
            assert said[seat.email] == ("CANCEL" if gone else "REQUEST"), seat.email
        else:
            assert gone
