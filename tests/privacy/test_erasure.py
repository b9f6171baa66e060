"""Erasure: what goes is gone, what is signed stays, and two people are needed."""

import pytest
from tortoise import connections

from rakor import journal
from rakor.accounts.models import Account, Session
from rakor.attendance.models import Head, Scan
from rakor.directory.models import Office, OfficeHolder, Person, PersonEmail
from rakor.errors import Conflict, Forbidden
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Entry
from rakor.mail.models import IncomingMail, OutgoingMail
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Part, State
from rakor.privacy import operations, queries
from rakor.privacy.models import Erasure
from rakor.privacy.rules.erasure import NOBODY, ErasureState

from ..conftest import signed_in
from .conftest import NIP, invite, new_meeting

WHY = "Diminta oleh yang bersangkutan"


@pytest.mark.postgres
async def test_contact_goes_and_the_attendance_list_keeps_name_and_office(
    held, bagus, officer, second, engine
):
    await signed_in(bagus)
    proposed = await operations.propose_erasure(bagus.id, WHY, by=officer)
    done = await operations.approve_erasure(proposed.id, by=second)

    person = await Person.get(id=bagus.id)
    assert (person.name, person.email, person.phone, person.nip) == ("Bagus Prakosa", None, "", "")
    assert (person.timezone, person.erased_at is not None) == ("", True)
    head = await Head.get(id=held.head.id)
    assert (head.name, head.office_title, head.agency_name) == (
        "Bagus Prakosa",
        "Kepala Bidang",
        "BKN",
    )
    row = await Invitation.get(id=held.invitation.id)
    assert (row.name, row.office_title, row.comment) == ("Bagus Prakosa", "Kepala Bidang", "")
    assert row.email == f"erased-{row.id}@erased.invalid"
    assert row.token_digest != held.invitation.token_digest
    assert [scan.device for scan in await Scan.all()] == [""]
    assert await PersonEmail.all().count() == 0
    account = await Account.get(person_id=bagus.id)
    assert (account.active, account.password) == (False, "")
    assert await Session.filter(account_id=account.id).count() == 0
    sent, came = await OutgoingMail.get(), await IncomingMail.get()
    assert (bytes(sent.message), sent.to_address, sent.subject) == (
        b"",
        "",
        "Undangan: Rapat pemetaan",
    )
    assert (bytes(came.message), came.from_address, came.subject) == (b"", "", "")
    assert done.outcome["stays"]["heads"] == 1
    words = f"SELECT word FROM person_word WHERE person_id = '{bagus.id}'"
    assert (await connections.get("default").execute_query(words))[1] == []


async def test_what_is_erased_is_in_the_journal_without_contact_data(held, bagus, officer, second):
    address = bagus.person.email
    proposed = await operations.propose_erasure(bagus.id, WHY, by=officer)
    await operations.approve_erasure(proposed.id, by=second)

    entries = await journal.since(operations.PRIVACY, 0)
    assert [(e.kind, e.subject, e.actor) for e in entries] == [
        ("erasure.proposed", bagus.id, officer.id),
        ("person.erased", bagus.id, second.id),
    ]
    told = [str(e.data) for e in await Entry.all()]
    assert [text for text in told if str(address) in text or NIP in text or "0812" in text] == []


async def test_the_preview_changes_nothing_and_says_what_the_erasure_will_do(
    held, bagus, officer, second
):
    _person, plan = await operations.preview_erasure(bagus.id, by=officer)
    assert (await Person.get(id=bagus.id)).phone == "0812"
    proposed = await operations.propose_erasure(bagus.id, WHY, by=officer)
    done = await operations.approve_erasure(proposed.id, by=second)
    stays = {name: n for name, n in done.outcome["stays"].items() if name != "journal"}
    assert done.outcome["goes"] == plan.goes
    assert stays == {name: n for name, n in plan.stays.items() if name != "journal"}
    assert set(plan.goes) == {
        "contact",
        "addresses",
        "invitations",
        "scans",
        "letters",
        "received",
        "account",
    }


async def test_a_name_that_no_record_holds_is_replaced(bpsdm, bagus, officer, second):
    coming = await new_meeting(bpsdm, State.SCHEDULED, days=10)
    invitation = await invite(coming, bagus.person)
    proposed = await operations.propose_erasure(bagus.id, WHY, by=officer)
    await operations.approve_erasure(proposed.id, by=second)

    assert (await Person.get(id=bagus.id)).full_name == NOBODY
    row = await Invitation.get(id=invitation.id)
    assert (row.name, row.status, row.letter_due) == (NOBODY, RsvpStatus.WITHDRAWN, "")
    assert await MeetingPart.filter(person_id=bagus.id).count() == 0


async def test_the_proposer_does_not_approve(held, bagus, officer):
    proposed = await operations.propose_erasure(bagus.id, WHY, by=officer)
    with pytest.raises(Forbidden):
        await operations.approve_erasure(proposed.id, by=officer)
    assert (await Person.get(id=bagus.id)).phone == "0812"


async def test_nobody_erases_without_the_right(held, bagus, rina):
    with pytest.raises(Forbidden):
        await operations.propose_erasure(bagus.id, WHY, by=rina)


async def test_the_chair_of_a_meeting_to_come_is_not_erased(bpsdm, bagus, officer):
    coming = await new_meeting(bpsdm, State.SCHEDULED, days=10)
    await MeetingPart.create(meeting=coming, person=bagus.person, part=Part.CHAIR)
    with pytest.raises(Conflict):
        await operations.propose_erasure(bagus.id, WHY, by=officer)


async def test_whoever_holds_an_office_is_not_erased(bkn, bagus, officer):
    office = await Office.create(title="Kepala Bidang", agency=bkn)
    await OfficeHolder.create(office=office, person=bagus.person)
    with pytest.raises(Conflict):
        await operations.propose_erasure(bagus.id, WHY, by=officer)


@pytest.mark.parametrize("of", ["meeting", "person"])
async def test_a_legal_hold_stops_an_erasure_also_after_it_was_proposed(
    held, bagus, officer, second, of
):
    proposed = await operations.propose_erasure(bagus.id, WHY, by=officer)
    key = held.meeting.id if of == "meeting" else bagus.id
    hold = await operations.place_hold(f"http://rakor.test/x/{key}", "Perkara 12", by=officer)
    with pytest.raises(Conflict):
        await operations.approve_erasure(proposed.id, by=second)
    await operations.lift_hold(hold.id, by=officer)
    await operations.approve_erasure(proposed.id, by=second)
    assert (await Erasure.get(id=proposed.id)).state is ErasureState.DONE


async def test_what_was_erased_is_not_erased_again(held, bagus, officer, second):
    proposed = await operations.propose_erasure(bagus.id, WHY, by=officer)
    await operations.approve_erasure(proposed.id, by=second)
    with pytest.raises(Conflict):
        await operations.propose_erasure(bagus.id, WHY, by=officer)
    with pytest.raises(Conflict):
        await operations.approve_erasure(proposed.id, by=second)


async def test_after_an_erasure_little_is_held(held, bagus, officer, second):
    proposed = await operations.propose_erasure(bagus.id, WHY, by=officer)
    await operations.approve_erasure(proposed.id, by=second)
    person = await Person.get(id=bagus.id)
    told = {section.key: section.rows for section in await queries.held_about(person)}
    assert [
        key for key in ("addresses", "sessions", "tokens", "letters", "received") if told[key]
    ] == []
    assert told["identity"][0]["email"] is None
