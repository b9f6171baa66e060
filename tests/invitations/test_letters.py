"""What the letters say to people and to calendars, and what a changed meeting means."""

from datetime import UTC, datetime
from email import message_from_bytes

import pytest
from icalendar import Calendar

from rakor import journal
from rakor.invitations import operations, queries
from rakor.invitations.jobs import followers
from rakor.invitations.models import Invitation
from rakor.invitations.operations import letters
from rakor.invitations.rules import RsvpStatus
from rakor.mail.models import MailState, OutgoingMail
from rakor.mail.reading import open_letter
from rakor.meetings import operations as meetings
from rakor.meetings.operations.facts import Changes

pytestmark = pytest.mark.postgres


def opened(mail):
    return open_letter(bytes(mail.message))


def event_in(mail):
    calendar = Calendar.from_ical(opened(mail).calendar)
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


async def newest() -> OutgoingMail:
    await journal.follow(followers[0])
    await operations.write_letters()
    return (await OutgoingMail.all().order_by("-id").limit(1))[0]


async def test_an_invitation_is_readable_in_every_form(meeting, ask):
    invitation = await ask("budi@bkn.go.id", "Budi Santoso, S.E.")
    (mail,) = await OutgoingMail.all()
    letter, (method, event) = opened(mail), event_in(mail)
    link = queries.personal_url(invitation)

    assert mail.state is MailState.QUEUED
    assert dict(letter.headers)["Subject"] == "Undangan: Rapat Koordinasi Teknis"
    assert queries.reply_address(invitation) in dict(letter.headers)["Reply-To"]
    for form in (letter.text, letter.html):
        assert "Selasa, 5 Maret 2030, 09.00–12.00 WIB" in form
        assert "10.00 WITA" in form
        assert "Ruang Cendrawasih" in form
        assert f"{link}?answer=accepted" in form
    assert 'src="data:image/png;base64,' in letter.html
    assert [part.content_type for part in letter.parts] == [
        "text/plain",
        "text/html",
        "image/png",
        "text/calendar",
        "application/ics",
    ]
    assert method == "REQUEST"
    assert (int(event["SEQUENCE"]), event["UID"]) == (0, meeting.uid)
    assert event["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert event["ORGANIZER"] == f"mailto:{queries.reply_address(invitation)}"
    assert (invitation.letter_due, invitation.letters, invitation.sent_sequence) == ("", 1, 0)


async def test_neither_passcode_nor_video_link_is_in_any_letter(meeting, ask):
    await ask("budi@bkn.go.id", "Budi")
    (mail,) = await OutgoingMail.all()
    said = opened(mail)
    everything = said.text + said.html + said.calendar

    assert meeting.passcode not in everything
    assert meeting.join_url not in everything


async def test_markup_in_a_name_stays_text_and_headers_stay_whole(meeting, ask):
    await ask("budi@bkn.go.id", '<script>x</script>"\\, Bcc: a@b.c')
    (mail,) = await OutgoingMail.all()

    assert "<script>" not in opened(mail).html
    assert message_from_bytes(bytes(mail.message))["Bcc"] is None


async def test_an_address_no_letter_can_go_to_is_a_failed_letter(meeting, rina):
    (made,) = await operations.invite(
        meeting.id, [operations.Wish(email="büdi@bkn.go.id", name="B")], by=rina
    )
    await operations.send(meeting.id, by=rina)
    assert await operations.write_letters() == 1

    assert (await OutgoingMail.get(subject_id=made.id)).state is MailState.FAILED
    assert await operations.write_letters() == 0


async def test_a_new_time_asks_everyone_anew(meeting, ask, rina):
    budi = await ask("budi@bkn.go.id", "Budi")
    sari = await ask("sari@bkn.go.id", "Sari")
    await operations.answer(budi, "accepted", "room", "", via="page", by=None)
    later = Changes(starts_at="2030-03-06T02:00:00Z", ends_at="2030-03-06T05:00:00Z")
    await meetings.change(meeting.id, later, by=rina)
    # Sari saw the new time on her page before the letter was written; her answer is for it.
    await operations.answer(sari, "declined", "", "", via="page", by=None)
    mail = await newest()
    method, event = event_in(mail)

    assert mail.subject == "Jadwal baru: Rapat Koordinasi Teknis"
    assert (method, int(event["SEQUENCE"])) == ("REQUEST", 1)
    rows = {row.email: row for row in await Invitation.all()}
    assert rows["budi@bkn.go.id"].status is RsvpStatus.NO_RESPONSE
    assert rows["sari@bkn.go.id"].status is RsvpStatus.DECLINED
    assert {row.reset_sequence for row in rows.values()} == {1}
    assert await OutgoingMail.all().count() == 4


async def test_a_new_room_is_told_and_answers_stay(meeting, ask, rina):
    budi = await ask("budi@bkn.go.id", "Budi")
    await operations.answer(budi, "accepted", "room", "", via="page", by=None)
    await meetings.change(meeting.id, Changes(room="Lantai 3"), by=rina)
    mail = await newest()
    method, event = event_in(mail)

    assert mail.subject == "Perubahan: Rapat Koordinasi Teknis"
    assert (method, int(event["SEQUENCE"])) == ("REQUEST", 0)
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert (await Invitation.get(id=budi.id)).status is RsvpStatus.ACCEPTED


async def test_an_agenda_change_writes_no_letter(meeting, ask, rina):
    await ask("budi@bkn.go.id", "Budi")
    await meetings.change(meeting.id, Changes(letter_number="005/1"), by=rina)
    await newest()

    assert await OutgoingMail.all().count() == 1


async def test_a_cancelled_meeting_leaves_every_calendar(meeting, ask, rina):
    await ask("budi@bkn.go.id", "Budi")
    await ask("never.told@bkn.go.id", "Belum Tahu", written=False)
    await operations.send(meeting.id, by=rina)
    await meetings.cancel(meeting.id, "Menteri berhalangan", by=rina)
    mail = await newest()
    method, event = event_in(mail)

    assert await OutgoingMail.all().count() == 2
    assert (method, str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCEL", "CANCELLED", 1)
    assert "Menteri berhalangan" in opened(mail).text


async def test_nobody_is_invited_between_a_cancellation_and_its_letters(meeting, ask, rina):
    budi = await ask("budi@bkn.go.id", "Budi", written=False)
    await operations.send(meeting.id, by=rina)
    await meetings.cancel(meeting.id, "", by=rina)

    assert await operations.write_letters() == 0
    await journal.follow(followers[0])
    assert await operations.write_letters() == 0
    assert (await Invitation.get(id=budi.id)).letter_due == ""


async def test_a_postponed_meeting_comes_back_with_a_higher_sequence(meeting, ask, rina):
    await ask("budi@bkn.go.id", "Budi")
    await meetings.postpone(meeting.id, "", by=rina)
    put_off = event_in(await newest())
    await meetings.publish(meeting.id, by=rina)
    again = event_in(await newest())

    assert (put_off[0], int(put_off[1]["SEQUENCE"])) == ("CANCEL", 1)
    assert (again[0], int(again[1]["SEQUENCE"])) == ("REQUEST", 2)


async def test_only_the_uninvited_gets_the_cancel_and_it_has_no_status(meeting, ask, rina):
    budi = await ask("budi@bkn.go.id", "Budi")
    await ask("sari@bkn.go.id", "Sari")
    await operations.withdraw(budi.id, by=rina)
    mail = await newest()
    method, event = event_in(mail)

    assert (method, mail.to_address) == ("CANCEL", "budi@bkn.go.id")
    assert "STATUS" not in event
    assert int(event["SEQUENCE"]) == 1
    assert await OutgoingMail.all().count() == 3


async def test_a_meeting_that_changes_while_a_letter_is_written_is_written_anew(meeting, ask, rina):
    await ask("budi@bkn.go.id", "Budi", written=False)
    await operations.send(meeting.id, by=rina)
    desk = letters.Desk(await letters.gather(await letters.due_letters(9)), datetime.now(UTC))
    drafts = letters.write_all(desk)
    later = Changes(starts_at="2030-03-06T02:00:00Z", ends_at="2030-03-06T05:00:00Z")
    await meetings.change(meeting.id, later, by=rina)
    assert await letters.keep(drafts, desk) == 0
    assert await OutgoingMail.all().count() == 0

    _method, event = event_in(await newest())
    assert int(event["SEQUENCE"]) == 1


async def test_two_workers_write_a_letter_once(meeting, ask, rina):
    await ask("budi@bkn.go.id", "Budi", written=False)
    await operations.send(meeting.id, by=rina)
    import asyncio

    await asyncio.gather(operations.write_letters(), operations.write_letters())

    assert await OutgoingMail.all().count() == 1
    assert (await Invitation.all().first()).letters == 1


@pytest.mark.parametrize(("locale", "word"), [("en", "Invitation:"), ("id", "Undangan:")])
async def test_the_letter_speaks_the_language_of_its_reader(meeting, ask, rina, locale, word):
    invitation = await ask("budi@bkn.go.id", "Budi", written=False)
    await invitation.fetch_related("person")
    invitation.person.locale = locale
    await invitation.person.save()
    await operations.send(meeting.id, by=rina)
    mail = await newest()

    assert mail.subject.startswith(word)
