"""The minutes by a personal link: read, downloaded, corrected; and letters about what was asked."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from rakor.directory.models import Person
from rakor.invitations.models import Invitation
from rakor.invitations.queries import personal_token
from rakor.invitations.queries.secrets import seal
from rakor.invitations.rules import RsvpStatus
from rakor.journal.followers import follow
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Part, SecurityClass
from rakor.minutes import operations
from rakor.minutes.jobs import followers
from rakor.minutes.models import Minutes, MinutesCorrection
from rakor.minutes.rules import Correction, Verdict

WISH = {"section": "opening", "text": "Jamnya keliru."}


async def invited(held, agency, *, person=True, **more) -> Invitation:
    """Somebody without an account who was invited, or a mailbox."""
    who = None
    if person:
        who = await Person.create(name="Melati Tamu", email="melati@rakor.test", agency=agency)
        await MeetingPart.create(meeting=held.meeting, person=who, part=Part.MINUTE_TAKER)
    found = Invitation(
        meeting=held.meeting,
        person=who,
        email="melati@rakor.test",
        name="Melati Tamu",
        agency=agency,
        agency_name=agency.name,
        **more,
    )
    seal(found)
    await found.save()
    return found


async def go_out(held, *, until: str = "distributed") -> None:
    await operations.draft(held.meeting.id, by=held.taker)
    await operations.submit(held.meeting.id, by=held.taker)
    await operations.approve(held.meeting.id, by=held.chair)
    if until == "distributed":
        await operations.distribute(held.meeting.id, by=held.taker)


async def letters():
    for follower in followers:
        await follow(follower)
    rows = await OutgoingMail.all().order_by("id")
    await OutgoingMail.all().delete()
    return rows


def said(mail) -> str:
    message = message_from_bytes(bytes(mail.message), policy=policy.default)
    return message.get_body(("plain",)).get_content()


@pytest.mark.postgres
async def test_without_an_account_the_minutes_are_read_by_ones_own_link(held, bkn, as_person):
    url = f"/r/{personal_token(await invited(held, bkn))}/minutes"
    secret = str(held.items[2].id)
    async with as_person(None, page=True) as browser:
        before = await browser.get(url)
        early = await browser.get(f"{url}.pdf")
        await go_out(held)
        page = await browser.get(url)
        paper = await browser.get(f"{url}.pdf")
        asked = await browser.post(f"{url}/corrections", data=WISH)
        beyond = await browser.post(f"{url}/corrections", data={**WISH, "section": secret})
        again = await browser.get(url)

    assert ("belum disetujui" in before.text, early.status_code) == (True, 404)
    assert "Peserta menyimak." in page.text
    assert "Kuota 30% kursi" in page.text, "what their agency promised"
    # Named as a minute-taker, but nobody knows who holds the link.
    assert "Sangat rahasia" not in page.text
    assert "Hal yang dirahasiakan" not in page.text
    assert page.headers["referrer-policy"] == "strict-origin"
    assert "noindex" in page.headers["x-robots-tag"]
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    assert (asked.status_code, beyond.status_code) == (303, 404)
    assert ("Jamnya keliru." in again.text, "Menunggu jawaban" in again.text) == (True, True)
    wish = await MinutesCorrection.get()
    assert (wish.by_name, wish.agency_name) == ("Melati Tamu", bkn.name)


@pytest.mark.parametrize(
    ("kind", "withdrawn", "person", "reads", "asks"),
    [
        (SecurityClass.CONFIDENTIAL, False, True, 200, 303),
        (SecurityClass.LIMITED, True, True, 403, 403),
        (SecurityClass.LIMITED, False, False, 200, 403),
        (SecurityClass.CONFIDENTIAL, False, False, 403, 403),
    ],
)
async def test_who_reads_and_who_asks(held, bkn, as_person, kind, withdrawn, person, reads, asks):
    status = RsvpStatus.WITHDRAWN if withdrawn else RsvpStatus.ACCEPTED
    url = f"/r/{personal_token(await invited(held, bkn, person=person, status=status))}/minutes"
    await go_out(held, until="approved")
    held.meeting.security_class = kind
    await held.meeting.save()
    async with as_person(None, page=True) as browser:
        seen = await browser.get(url)
        wish = await browser.post(f"{url}/corrections", data=WISH)
        await Minutes.all().update(corrections_until=datetime.now(UTC) - timedelta(hours=1))
        late = await browser.post(f"{url}/corrections", data=WISH)
    assert (seen.status_code, wish.status_code) == (reads, asks)
    assert late.status_code == (409 if asks == 303 else 403)


async def test_the_letter_leads_where_its_reader_can_go(held, bkn, bpsdm):
    seat = await invited(held, bkn)
    await go_out(held)
    (mail,) = [each for each in await letters() if each.to_address == seat.email]
    assert (f"/r/{personal_token(seat)}/minutes" in said(mail), mail.sealed) == (True, True)


@pytest.mark.parametrize("accept", [True, False])
async def test_whoever_asked_is_told_the_answer_once(held, bkn, as_person, accept):
    seat = await invited(held, bkn)
    await go_out(held)
    async with as_person(None, page=True) as browser:
        await browser.post(f"/r/{personal_token(seat)}/minutes/corrections", data=WISH)
    await letters()
    wish = await MinutesCorrection.get()
    verdict = Verdict(accept=accept, answer="Sesuai rekaman sidang.")
    await operations.answer_correction(held.meeting.id, wish.id, verdict, by=held.taker)
    (mail,) = await letters()
    assert (mail.to_address, mail.sealed) == ("melati@rakor.test", True)
    assert ("diterima" in mail.subject, "ditolak" in mail.subject) == (accept, not accept)
    assert "Sesuai rekaman sidang." in said(mail)
    assert f"/r/{personal_token(seat)}/minutes" in said(mail)
    assert await letters() == []


async def test_the_answer_about_a_secret_item_stays_on_the_page(held):
    await go_out(held)
    wished = Correction(section=str(held.items[2].id), text="Keliru")
    wish = await operations.ask_correction(held.meeting.id, wished, by=held.chair)
    await letters()
    verdict = Verdict(accept=False, answer="Yang dirahasiakan tetap")
    await operations.answer_correction(held.meeting.id, wish.id, verdict, by=held.taker)
    (mail,) = await letters()
    assert (mail.to_address, mail.sealed) == (held.chair.person.email, False)
    assert "dirahasiakan" not in said(mail)
    assert f"/meetings/{held.meeting.id}/minutes/corrections" in said(mail)
