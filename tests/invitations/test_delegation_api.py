"""Deputies through the doors of programs, and offices whose holders change before the letter."""

import pytest

from rakor.directory.models import Office, OfficeHolder, Person
from rakor.errors import Conflict
from rakor.invitations import operations
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.operations import Wish
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Delegation

A = "/api/v1"


async def test_an_official_sends_a_deputy_and_takes_them_back(
    as_person, new_user, meeting, ask, bkn
):
    budi = await new_user("budi", bkn)
    invitation = await ask("budi@example.go.id")
    async with as_person(budi) as program:
        made = await program.post(
            f"{A}/invitations/{invitation.id}/delegate",
            json={"email": "Wakil@bkn.go.id", "name": "Wakil", "note": "Mohon hadir"},
        )
        step = made.json()
        seen = (await program.get(f"{A}/invitations/{invitation.id}")).json()
        taken = await program.post(f"{A}/delegations/{step['id']}/revoke", json={})
        after = (await program.get(f"{A}/invitations/{invitation.id}")).json()

    assert (made.status_code, step["state"], step["email"], step["via"]) == (
        201,
        "accepted",
        "wakil@bkn.go.id",
        "api",
    )
    assert step["seq"] > 0
    assert (seen["rsvp"]["status"], seen["delegated_to"]) == ("delegated", step["deputy"])
    assert [(link["name"], link["state"], link["rsvp"]) for link in seen["chain"]] == [
        ("Wakil", "accepted", "no_response")
    ]
    assert (taken.status_code, taken.json()["state"]) == (200, "revoked")
    assert (after["rsvp"]["status"], after["delegated_to"], after["chain"]) == (
        "no_response",
        None,
        [],
    )


async def test_a_letter_is_handed_in_read_by_the_giver_and_the_reading_recorded(
    as_person, new_user, meeting, ask, rina, bkn
):
    budi = await new_user("budi", bkn)
    invitation = await ask("budi@example.go.id")
    await Invitation.all().update(delegation=Delegation.ALLOWED_WITH_LETTER)
    letter = {"number": "800/12", "date": "2030-03-01", "signer": "Sestama"}
    file = {"file": ("Surat Tugas (1).pdf", b"%PDF-1.7 isi", "image/png")}
    wakil = await new_user("wakil", bkn)
    async with as_person(budi) as program:
        made = await program.post(
            f"{A}/invitations/{invitation.id}/delegate",
            json={"email": "wakil@example.go.id", "letter": letter},
        )
        sent = await program.post(f"{A}/invitations/{invitation.id}/delegate/letter", files=file)
        wrong = await program.post(
            f"{A}/invitations/{invitation.id}/delegate/letter",
            files={"file": ("a.pdf", b"GIF89a", "application/pdf")},
        )
        read = await program.get(f"{A}/delegations/{made.json()['id']}/letter")
    async with as_person(wakil) as program:
        refused = await program.get(f"{A}/delegations/{made.json()['id']}/letter")
    async with as_person(rina) as program:
        staff = await program.get(f"{A}/delegations/{made.json()['id']}/letter")

    assert made.json()["state"] == "proposed"
    assert (sent.status_code, sent.json()["state"]) == (200, "accepted")
    assert sent.json()["letter"] == {**letter, "attached": True}
    assert wrong.status_code == 422
    assert (read.content, read.headers["content-type"]) == (b"%PDF-1.7 isi", "application/pdf")
    assert read.headers["content-disposition"] == 'attachment; filename="surat-tugas-1.pdf"'
    assert (refused.status_code, staff.status_code) == (403, 200)


async def test_the_secretariat_names_decides_and_lists(as_person, meeting, ask, rina):
    invitation = await ask("budi@example.go.id")
    await Invitation.all().update(delegation=Delegation.SAME_RANK)
    async with as_person(rina) as program:
        made = await program.post(
            f"{A}/invitations/{invitation.id}/delegate", json={"email": "wakil@bkn.go.id"}
        )
        await program.post(f"{A}/delegations/{made.json()['id']}/revoke", json={})
        step = await DelegationStep.create(
            meeting_id=meeting.id,
            invitation=invitation,
            name="Lain",
            email="lain@bkn.go.id",
            created_at=invitation.created_at,
        )
        empty = await program.post(f"{A}/delegations/{step.id}/reject", json={"reason": ""})
        said = await program.post(
            f"{A}/delegations/{step.id}/reject", json={"reason": "Mohon pejabat setingkat"}
        )
        listed = await program.get(f"{A}/meetings/{meeting.id}/delegations")

    assert (made.json()["state"], made.json()["via"]) == ("accepted", "staff")
    assert empty.status_code == 422
    assert (said.json()["state"], said.json()["reason"]) == (
        "rejected",
        "Mohon pejabat setingkat",
    )
    assert sorted(item["state"] for item in listed.json()["items"]) == ["rejected", "revoked"]


async def test_an_address_of_many_people_is_no_person(as_person, meeting, rina):
    line = {"email": "tim@bkn.go.id", "name": "Tim Kepegawaian", "group_address": True}
    async with as_person(rina) as program:
        made = await program.post(f"{A}/meetings/{meeting.id}/invitations", json={"to": [line]})
    (item,) = made.json()["items"]

    assert (item["group_address"], item["person"], item["name"]) == (
        True,
        None,
        "Tim Kepegawaian",
    )
    assert not await Person.exists(email="tim@bkn.go.id")


@pytest.fixture
async def office(bkn) -> Office:
    office = await Office.create(title="Kepala Badan", agency=bkn)
    person = await Person.create(name="Lama", email="lama@bkn.go.id", agency=bkn)
    await OfficeHolder.create(office=office, person=person)
    return office


async def test_a_letter_goes_to_whoever_holds_the_office_when_it_is_sent(
    meeting, office, bkn, rina
):
    (invitation,) = await operations.invite(meeting.id, [Wish(office=office.id)], by=rina)
    before = invitation.token_digest
    baru = await Person.create(name="Baru", email="baru@bkn.go.id", agency=bkn)
    await OfficeHolder.all().update(person_id=baru.id, holding="acting_vacant")

    assert await operations.send(meeting.id, by=rina) == 1
    await operations.write_letters()
    invitation = await Invitation.get()
    (mail,) = await OutgoingMail.all()
    assert (mail.to_address, invitation.name, invitation.office_title) == (
        "baru@bkn.go.id",
        "Baru",
        "Plt. Kepala Badan",
    )
    assert invitation.token_digest != before
    assert await MeetingPart.filter(meeting_id=meeting.id).values_list("person_id", flat=True) == [
        baru.id
    ]


async def test_a_vacant_office_is_written_to_its_own_mailbox_or_not_at_all(meeting, office, rina):
    await operations.invite(meeting.id, [Wish(office=office.id)], by=rina)
    await OfficeHolder.all().delete()

    with pytest.raises(Conflict) as refused:
        await operations.send(meeting.id, by=rina)
    assert "Kepala Badan" in refused.value.detail

    await Office.all().update(email="kepala@bkn.go.id")
    await operations.send(meeting.id, by=rina)
    invitation = await Invitation.get()
    assert (invitation.email, invitation.name, invitation.person_id) == (
        "kepala@bkn.go.id",
        "Kepala Badan",
        None,
    )
