"""What the engine owes each socket: what is addressed to one alone, and rights as they are now."""

import asyncio
import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from rakor import journal
from rakor.accounts.models import User
from rakor.database import new_id
from rakor.directory.models import Office, OfficeHolder
from rakor.invitations import operations as invitations
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.operations import Wish
from rakor.invitations.rules import DelegationState
from rakor.live import operations, queries
from rakor.live.rules import View
from rakor.live.rules.speaking import TurnWish
from rakor.live.socket import live_hub, room
from rakor.meetings import operations as meetings
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Part
from tests.live.acts import REASON, Session, convened
from tests.live.conftest import Page


@pytest.fixture
async def held(rina, chair, guest):
    """A meeting that goes on, with the acts that may be tried in it."""
    made = await convened(rina, guest)
    await meetings.assign(made.id, chair.person, Part.CHAIR, by=rina)
    await meetings.open(made.id, by=rina)
    return Session(made, rina, guest)


async def refused(held: Session) -> int:
    """The guest asks for the floor and is refused; the number of what only they are told."""
    wish = TurnWish.model_validate({"topic": "Anggaran"})
    turn = await operations.request_turn(held.meeting.id, wish, by=held.guest)
    await operations.refuse_turn(held.meeting.id, turn.id, REASON, by=held.by)
    return await held.top()


async def reached(page: Page, seq: int) -> Page:
    """The page at that number; whoever is not told of it is moved over it by what comes next."""
    return await page.until(seq, timeout=10)


@pytest.mark.postgres
async def test_what_is_addressed_to_one_person_reaches_all_their_pages_and_nobody_else(
    app, follow, held, new_user, bkn, rina, guest, engine
):
    colleague = await new_user("Rekan Peserta", bkn)
    await meetings.assign(held.meeting.id, colleague.person, Part.PARTICIPANT, by=rina)
    async with (
        follow(guest, held.meeting.id) as phone,
        follow(guest, held.meeting.id) as laptop,
        follow(guest, held.meeting.id, view="public") as screen,
        follow(colleague, held.meeting.id) as other,
        follow(rina, held.meeting.id) as desk,
    ):
        seq = await refused(held)
        for page in (phone, laptop):
            await reached(page, seq)
            assert [each["kind"] for each in page.items][-1] == "speaker.answered"
            assert REASON in json.dumps(page.state["own"])
        await held.act("rename_meeting", 1)
        for page in (phone, laptop, screen, other, desk):
            await reached(page, await held.top())
    for page in (screen, other):
        assert REASON not in json.dumps(page.frames)
    assert desk.state["own"] == other.state["own"] == {"ballots": {}, "refusals": {}}
    for page, user in ((phone, guest), (laptop, guest), (other, colleague), (desk, rina)):
        mine = queries.own_eyes(user)
        now = await queries.snapshot(held.meeting.id, View(page.view), mine=mine)
        assert page.state == now.state


async def test_what_is_addressed_is_in_what_a_page_missed_and_in_the_whole_state(
    follow, held, guest, chair
):
    async with follow(guest, held.meeting.id) as page, follow(chair, held.meeting.id) as other:
        pass
    seq = await refused(held)
    async with (
        follow(guest, held.meeting.id, earlier=page) as again,
        follow(chair, held.meeting.id, earlier=other) as also,
        follow(guest, held.meeting.id) as new,
    ):
        assert (await again.hear())["t"] == (await also.hear())["t"] == "resumed"

    assert [item["kind"] for item in again.items][-1] == "speaker.answered"
    assert "speaker.answered" not in [item["kind"] for item in also.items]
    assert again.seq == also.seq == new.seq == seq
    assert again.state == new.state
    assert REASON in json.dumps(new.state["own"])
    assert also.state["own"] == {"ballots": {}, "refusals": {}}


async def test_a_delegation_is_told_of_its_ballot_on_the_page_of_each_member(
    follow, held, new_user, bkn, rina, guest
):
    colleague = await new_user("Rekan Peserta", bkn)
    await meetings.assign(held.meeting.id, colleague.person, Part.PARTICIPANT, by=rina)
    for act in ("put", "open_vote"):
        await held.act(act, 3)
    async with (
        follow(guest, held.meeting.id, view=f"agency:{bkn.id}") as page,
        follow(colleague, held.meeting.id) as other,
        follow(rina, held.meeting.id) as desk,
    ):
        await held.act("cast", 0)
        seq = await held.top()
        await reached(page, seq)
        await reached(other, seq)
        await held.act("close_vote", 0)
        await reached(desk, await held.top())

    assert page.view == f"agency:{bkn.id}"
    for each in (page, other):
        [ballot] = each.state["own"]["ballots"].values()
        assert ballot["choice"] == "yes"
    assert desk.state["own"]["ballots"] == {}


async def test_nobody_looks_through_the_eyes_of_another_agency(follow, meeting, guest, bpsdm):
    async with follow(guest, meeting.id, view=f"agency:{bpsdm.id}") as page:
        code, bye = await page.closed()

    assert (code, bye["code"]) == (4403, 4403)


async def test_rights_that_change_while_a_page_comes_in_are_the_new_ones(
    follow, meeting, guest, stranger, rina, monkeypatch
):
    """The part is taken away after it was looked up and before the room knows of the page."""
    look = queries.rights_of
    coming = asyncio.Event()

    async def slowly(meeting_id, askers):
        found = await look(meeting_id, askers)
        if any(user.id == guest.id for user, _wished in askers) and not coming.is_set():
            coming.set()
            part = await MeetingPart.get(meeting_id=meeting.id, person_id=guest.id)
            await meetings.release(meeting.id, part.id, by=rina)
            here = live_hub.rooms[meeting.id]
            top = (await journal.epoch_and_top(meeting.id))[1]
            async with asyncio.timeout(5):
                await here._reach(top)
        return found

    async with follow(rina, meeting.id):
        monkeypatch.setattr(queries, "rights_of", slowly)
        async with follow(guest, meeting.id) as page:
            code, bye = await page.closed()

    assert (code, bye["code"]) == (4403, 4403)


async def test_after_a_restore_everybody_begins_anew_and_goes_on(
    follow, meeting, item, guest, rina, monkeypatch
):
    monkeypatch.setattr(room, "HEARTBEAT", 0.2)
    async with follow(guest, meeting.id) as page:
        # As a restore does it: another epoch, and the last entry never happened.
        top = (await journal.epoch_and_top(meeting.id))[1]
        await journal.Entry.filter(stream=meeting.id, seq=top).delete()
        await journal.Stream.filter(id=meeting.id).update(epoch="restored", last_seq=top - 1)
        code, _bye = await page.closed()
        async with follow(guest, meeting.id, earlier=page) as again:
            snap = await again.hear()
            await meetings.open(meeting.id, by=rina)
            await again.until(top)

    assert code == 4409
    assert (snap["t"], snap["reason"], snap["seq"]) == ("snap", "epoch", top - 1)
    assert again.items[-1]["kind"] == "meeting.opened"


async def sent_by(held: Session, deputy: User) -> None:
    """The guest sends somebody of another agency, who comes for that of the guest."""
    giver = await Invitation.get(meeting_id=held.meeting.id, person_id=held.guest.id)
    seat = await Invitation.create(
        meeting=held.meeting,
        person=deputy.person,
        agency_id=deputy.agency_id,
        delegated_from=giver,
        email=deputy.person.email,
        name=deputy.full_name,
        part=Part.DELEGATE,
        **{f"{each}_digest": uuid4().hex for each in ("token", "mail", "code")},
    )
    await DelegationStep.create(
        meeting_id=held.meeting.id,
        invitation=giver,
        deputy=seat,
        name=seat.name,
        email=seat.email,
        state=DelegationState.ACCEPTED,
        created_at=datetime.now(UTC),
    )


@pytest.mark.postgres
async def test_a_deputy_is_told_of_the_ballot_of_those_they_came_for(
    app, follow, held, new_user, as_person, bpsdm, bkn, rina, engine
):
    deputy, later, colleague = [
        await new_user(name, bpsdm) for name in ("Wakil Satu", "Wakil Dua", "Bukan Wakil")
    ]
    for user in (deputy, later, colleague):
        await meetings.assign(held.meeting.id, user.person, Part.DELEGATE, by=rina)
    await sent_by(held, deputy)
    for act in ("put", "open_vote"):
        await held.act(act, 3)
    path = f"/api/v1/meetings/{held.meeting.id}/entries"
    async with (
        follow(deputy, held.meeting.id, view=f"agency:{bkn.id}") as page,
        follow(later, held.meeting.id) as early,
        follow(colleague, held.meeting.id) as other,
        as_person(deputy) as program,
    ):
        where = {"since": page.seq, "epoch": page.epoch, "view": f"agency:{bkn.id}"}
        # Sent while their page is open already.
        await sent_by(held, later)
        async with journal.transaction() as record:
            await record.entry(held.meeting.id, "delegation.accepted", by=rina)
        await held.act("cast", 0)
        await reached(page, await held.top())
        code, _bye = await early.closed()
        told = (await program.get(path, params=where)).json()
        refused = await program.get(path, params={**where, "view": f"agency:{new_id()}"})
        await held.act("rename_meeting", 1)
        await reached(other, await held.top())
    async with follow(later, held.meeting.id, earlier=early) as again:
        await reached(again, await held.top())

    assert (page.view, told["view"], code) == (where["view"], where["view"], 4403)
    assert [item["kind"] for item in told["items"]][-1] == "ballot.counted"
    for each in (page, again):
        [ballot] = each.state["own"]["ballots"].values()
        assert ballot["choice"] == "yes"
    assert other.state["own"]["ballots"] == {}
    assert refused.status_code == 403


async def test_whoever_held_an_office_before_is_sent_away(follow, meeting, bkn, new_user, rina):
    before, after = await new_user("Teguh Lama", bkn), await new_user("Wati Baru", bkn)
    office = await Office.create(title="Kepala Pusat", agency=bkn)
    await OfficeHolder.create(office=office, person=before.person)
    await invitations.invite(meeting.id, [Wish(office=office.id)], by=rina)
    async with follow(before, meeting.id) as page, follow(rina, meeting.id) as desk:
        await OfficeHolder.filter(office=office).delete()
        await OfficeHolder.create(office=office, person=after.person)
        await invitations.send(meeting.id, by=rina)
        code, bye = await page.closed()
        assert desk.frames[-1]["t"] != "bye"
    async with follow(after, meeting.id) as new:
        assert new.view == "participant"

    assert (code, bye["code"]) == (4403, 4403)
