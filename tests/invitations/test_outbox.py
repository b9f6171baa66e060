"""The outbox as people and programs see it: how far letters are, and sending them again."""

import pytest

from rakor import journal
from rakor.invitations import operations
from rakor.invitations.models import Invitation
from rakor.mail import addresses, outbox
from rakor.mail.codes import delivery_code
from rakor.mail.models import MailState, OutgoingMail


async def failed(invitation: Invitation, said: str = "550 5.1.1 No such user") -> OutgoingMail:
    """The last letter to somebody came back."""
    mail = await OutgoingMail.filter(subject_id=invitation.id).order_by("-id").first()
    mail.state, mail.detail = MailState.FAILED, said
    await mail.save(update_fields=["state", "detail"])
    if "5.1.1" in said:
        await addresses.mark_dead(mail.to_address, detail=said)
    return mail


@pytest.mark.parametrize(
    ("state", "detail", "arrived", "code"),
    [
        (MailState.QUEUED, "", False, "1.0"),
        (MailState.SENDING, "", False, "1.0"),
        (MailState.HELD, "", False, "1.0"),
        (MailState.SENT, "", False, "1.1"),
        (MailState.SENT, "", True, "1.2"),
        (MailState.FAILED, "550 5.1.1 No such user", False, "3.7"),
        (MailState.BOUNCED, "5.1.2 host unknown", False, "3.7"),
        (MailState.RETRY, "451 4.7.1 Greylisted", False, "5.1"),
        (MailState.FAILED, "552 5.2.2 Mailbox full", False, "5.2"),
        (MailState.BOUNCED, "5.7.1 refused; was 5.1.15", False, "5.2"),
    ],
)
def test_how_far_a_letter_is_in_the_codes_of_calendars(state, detail, arrived, code):
    assert delivery_code(state, detail, arrived=arrived) == code


@pytest.mark.postgres
async def test_a_letter_with_a_note_is_written_anew_to_the_address_of_now(ask, rina, as_person):
    budi = await ask("budi@bkn.go.id", "Budi")
    mail = await failed(budi)
    await Invitation.filter(id=budi.id).update(email="budi.santoso@bkn.go.id")
    async with as_person(rina, page=True) as browser:
        done = await browser.post(f"/outbox/{mail.id}/resend", data={"note": "Mohon hadir, ya."})
    await operations.write_letters()

    assert done.status_code == 303
    last = await OutgoingMail.filter(subject_id=budi.id).order_by("-id").first()
    assert (last.to_address, last.state) == ("budi.santoso@bkn.go.id", MailState.QUEUED)
    assert last.message_id != mail.message_id
    assert b"Mohon hadir, ya." in bytes(last.message)
    assert (await Invitation.get(id=budi.id)).status is budi.status


async def test_a_letter_that_waits_or_was_withdrawn_is_not_sent_once_more(ask, rina, as_person):
    budi = await ask("budi@bkn.go.id", "Budi")
    mail = await OutgoingMail.get(subject_id=budi.id)
    async with as_person(rina) as program:
        early = await program.post(f"/api/v1/outbox/{mail.id}/resend", json={})
        await failed(budi)
        await operations.withdraw(budi.id, by=rina)
        late = await program.post(f"/api/v1/outbox/{mail.id}/resend", json={})

    assert (early.status_code, late.status_code) == (409, 409)


async def test_other_letters_go_out_as_they_are_and_carry_no_note(db, admin, as_person):
    letter = outbox.letter(
        "account:1", to="a@x.id", name="", subject="Akun", at="2030-01-01T00:00:00Z"
    )
    letter.message, letter.state = b"Subject: Akun\r\n\r\nisi\r\n", MailState.SENT
    await outbox.enqueue([letter])
    async with as_person(admin) as program:
        noted = await program.post(f"/api/v1/outbox/{letter.id}/resend", json={"note": "Halo"})
        again = await program.post(f"/api/v1/outbox/{letter.id}/resend", json={})

    assert noted.status_code == 409
    assert (again.json()["status"], again.json()["message_id"]) == ("queued", letter.message_id)
    entries = await journal.since(journal.stream_of("mail"), 0)
    assert [(entry.kind, entry.data["mail"]) for entry in entries] == [
        ("mail.resent", str(letter.id))
    ]


async def test_all_that_failed_is_tried_again_but_to_addresses_that_do_not_work(
    ask, rina, meeting, as_person
):
    for address, said in (
        ("budi@bkn.go.id", "550 5.1.1 No such user"),
        ("siti@bkn.go.id", "552 5.2.2 Full"),
        ("joko@bkn.go.id", "550 5.7.1 Not now"),
    ):
        await failed(await ask(address), said)
    async with as_person(rina, page=True) as browser:
        listed = await browser.get(f"/outbox?meeting={meeting.id}")
        done = await browser.post("/outbox/retry", data={"meeting": str(meeting.id)})

    assert ("Coba lagi semua yang gagal" in listed.text, done.status_code) == (True, 303)
    assert listed.text.count("Alamat bermasalah") == 1
    states = await OutgoingMail.all().order_by("id").values_list("state", flat=True)
    assert states == [MailState.FAILED, MailState.QUEUED, MailState.QUEUED]


async def test_a_letter_that_a_newer_one_took_the_place_of_is_not_tried_again(
    ask, rina, meeting, as_person
):
    budi = await ask("budi@bkn.go.id")
    invited = await failed(budi, "552 5.2.2 Full")
    await operations.withdraw(budi.id, by=rina)
    await operations.write_letters()
    withdrawn = await failed(budi, "552 5.2.2 Full")
    async with as_person(rina, page=True) as browser:
        await browser.post("/outbox/retry", data={"meeting": str(meeting.id)})

    states = dict(await OutgoingMail.all().values_list("id", "state"))
    assert states == {invited.id: MailState.FAILED, withdrawn.id: MailState.QUEUED}


@pytest.mark.postgres
async def test_an_address_is_mended_and_its_letter_goes_out(ask, rina, meeting, as_person):
    mail = await failed(await ask("budi@bkn.go.id", "Budi"))
    async with as_person(rina, page=True) as browser:
        before = await browser.get(f"/outbox/{mail.id}")
        await browser.post(f"/outbox/{mail.id}/address-works")
        again = await browser.post(f"/outbox/{mail.id}/address-works")
        after = await browser.get(f"/outbox/{mail.id}")

    assert ("Alamat ini sudah benar" in before.text, "3.7" in before.text) == (True, True)
    assert "Alamat ini sudah benar" not in after.text
    assert again.status_code == 409
    assert (await OutgoingMail.get(id=mail.id)).state is MailState.QUEUED
    assert [e.kind for e in await journal.since(meeting.id, 0)][-1] == "address.mended"


async def test_programs_read_letters_and_take_them_home(ask, rina, meeting, as_person):
    await failed(await ask("budi@bkn.go.id", "Budi"))
    async with as_person(rina) as program:
        asked = f"/api/v1/outbox?meeting={meeting.id}&state=failed&to=Budi@bkn.go.id"
        (row,) = (await program.get(asked)).json()["items"]
        one = (await program.get(f"/api/v1/outbox/{row['id']}")).json()
        raw = await program.get(f"/api/v1/outbox/{row['id']}.eml")
        back = (await program.post(f"/api/v1/outbox/{row['id']}/retry", json={})).json()

    assert (row["to"], row["status"], row["code"]) == ("budi@bkn.go.id", "failed", "3.7")
    assert {key: one[key] for key in row} == row
    assert raw.content == bytes((await OutgoingMail.get(id=row["id"])).message)
    assert raw.headers["content-type"] == "message/rfc822"
    assert (back["status"], isinstance(back["seq"], int)) == ("queued", True)
