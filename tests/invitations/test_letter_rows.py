"""Who stands in the calendar part of a letter, and what comes with it."""

import pytest
from icalendar import Calendar

from rakor import journal
from rakor.directory.models import Person
from rakor.invitations import operations
from rakor.invitations.jobs import followers
from rakor.invitations.models import DelegationStep, Enclosure, Invitation
from rakor.invitations.rules import (
    DEPUTY_DECLINED,
    DelegationState,
    Letter,
    RsvpStatus,
)
from rakor.mail.models import MailState, OutgoingMail
from rakor.mail.reading import open_letter
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting, MeetingPart, Occurrence
from rakor.meetings.operations.facts import Changes
from rakor.meetings.rules import Convener, OccurrenceState, Part, SecurityClass
from rakor.settings import settings
from tests.invitations.conftest import STARTS


async def last_to(address: str) -> OutgoingMail:
    return (await OutgoingMail.filter(to_address=address).order_by("-id").limit(1))[0]


async def refreshed(seat: Invitation) -> OutgoingMail:
    """The letter that tells somebody of their invitation once more."""
    await Invitation.filter(id=seat.id).update(letter_due=Letter.REFRESH.value)
    await operations.write_letters()
    return await last_to(seat.email)


def rows_in(mail: OutgoingMail) -> dict[str, dict[str, str]]:
    (event,) = Calendar.from_ical(open_letter(bytes(mail.message)).calendar).walk("VEVENT")
    assert event.errors == []
    wanted = ("PARTSTAT", "RSVP", "CUTYPE", "ROLE", "DELEGATED-FROM", "DELEGATED-TO")
    return {
        str(row).removeprefix("mailto:"): {
            name: row.params[name] for name in wanted if name in row.params
        }
        for row in event.attendees
    }


def enclosed(mail: OutgoingMail) -> list[str]:
    names = [part.filename for part in open_letter(bytes(mail.message)).parts]
    return [name for name in names if name.endswith(".pdf")]


@pytest.fixture
async def chain(meeting, ask):
    """Budi sends Sari."""
    budi, sari = await ask("budi@bkn.go.id", "Budi"), await ask("sari@bkn.go.id", "Sari")
    await Invitation.filter(id=budi.id).update(
        status=RsvpStatus.DELEGATED, office_title="Kepala BKN"
    )
    await Invitation.filter(id=sari.id).update(delegated_from_id=budi.id, part=Part.DELEGATE)
    step = await DelegationStep.create(
        meeting_id=meeting.id,
        invitation_id=budi.id,
        deputy_id=sari.id,
        name="Sari",
        email=sari.email,
        state=DelegationState.ACCEPTED,
        created_at=STARTS,
    )
    return budi, sari, step


async def test_a_deputy_is_told_whom_they_stand_for(chain):
    _budi, sari, _step = chain
    mail = await refreshed(sari)
    assert rows_in(mail) == {
        "sari@bkn.go.id": {
            "PARTSTAT": "NEEDS-ACTION",
            "RSVP": "TRUE",
            "CUTYPE": "INDIVIDUAL",
            "ROLE": "REQ-PARTICIPANT",
            "DELEGATED-FROM": "mailto:budi@bkn.go.id",
        },
        "budi@bkn.go.id": {
            "PARTSTAT": "DELEGATED",
            "RSVP": "FALSE",
            "CUTYPE": "INDIVIDUAL",
            "ROLE": "REQ-PARTICIPANT",
            "DELEGATED-TO": "mailto:sari@bkn.go.id",
        },
    }
    raw = open_letter(bytes(mail.message)).calendar.replace("\r\n ", "")
    assert 'DELEGATED-FROM="mailto:budi@bkn.go.id"' in raw
    assert "Bapak/Ibu hadir mewakili Kepala BKN." in open_letter(bytes(mail.message)).text


async def test_whoever_sends_a_deputy_sees_them(chain):
    budi, _sari, _step = chain
    mail = await refreshed(budi)
    rows = rows_in(mail)
    assert rows["budi@bkn.go.id"]["DELEGATED-TO"] == "mailto:sari@bkn.go.id"
    assert rows["budi@bkn.go.id"]["PARTSTAT"] == "DELEGATED"
    assert rows["sari@bkn.go.id"]["DELEGATED-FROM"] == "mailto:budi@bkn.go.id"
    assert "Bapak/Ibu diwakili oleh Sari." in open_letter(bytes(mail.message)).html


async def test_whoever_sent_a_deputy_who_declined_is_asked_again(chain):
    """RFC 5546 sections 4.2.5 and 4.2.7."""
    budi, sari, step = chain
    await DelegationStep.filter(id=step.id).update(
        state=DelegationState.REJECTED, reason=DEPUTY_DECLINED
    )
    await Invitation.filter(id=sari.id).update(status=RsvpStatus.DECLINED)
    await Invitation.filter(id=budi.id).update(status=RsvpStatus.NO_RESPONSE)
    mail = await refreshed(budi)
    rows = rows_in(mail)
    assert rows["budi@bkn.go.id"] == {
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
    }
    assert rows["sari@bkn.go.id"]["PARTSTAT"] == "DECLINED"
    raw = open_letter(bytes(mail.message)).calendar
    assert "COMMENT:Wakil berhalangan hadir." in raw
    assert "SEQUENCE:0" in raw


async def test_an_address_of_many_is_a_group(meeting, ask):
    seat = await ask("semua@bkn.go.id", "Seluruh BKN")
    await Invitation.filter(id=seat.id).update(is_group=True)
    rows = rows_in(await refreshed(seat))
    assert rows["semua@bkn.go.id"]["CUTYPE"] == "GROUP"


async def test_the_roster_is_shown_where_the_meeting_says_so(meeting, ask):
    budi = await ask("budi@bkn.go.id", "Budi")
    sari = await ask("sari@bkn.go.id", "Sari")
    await operations.answer(sari, "tentative", "", "", via="page", by=None)
    assert list(rows_in(await refreshed(budi))) == ["budi@bkn.go.id"]

    await Meeting.filter(id=meeting.id).update(shows_roster=True)
    rows = rows_in(await refreshed(budi))
    assert {key: row["PARTSTAT"] for key, row in rows.items()} == {
        "budi@bkn.go.id": "NEEDS-ACTION",
        "sari@bkn.go.id": "TENTATIVE",
    }


async def test_a_secretary_writes_for_the_chair(meeting, ask, rina):
    chair = await Person.create(name="Sari Dewi", email="sari@bpsdm.go.id")
    await MeetingPart.create(meeting_id=meeting.id, person_id=chair.id, part=Part.CHAIR)
    budi = await ask("budi@bkn.go.id", "Budi")
    await Meeting.filter(id=meeting.id).update(called_by=Convener.CHAIR, sequence=1, revision=2)
    await Invitation.filter(id=budi.id).update(letter_due=Letter.CHANGED.value)
    await operations.write_letters()
    mail = await last_to(budi.email)

    (event,) = Calendar.from_ical(open_letter(bytes(mail.message)).calendar).walk("VEVENT")
    assert event["ORGANIZER"].params["CN"] == "Sari Dewi"
    assert event["ORGANIZER"].params["SENT-BY"] == f"mailto:{settings().mail_reply}"
    assert int(event["SEQUENCE"]) == 1
    assert "Sari Dewi" in open_letter(bytes(mail.message)).text


async def test_each_letter_to_a_seat_is_stamped_later(meeting, ask):
    budi = await ask("budi@bkn.go.id", "Budi")
    stamps = []
    for _n in range(3):
        mail = await refreshed(budi)
        (event,) = Calendar.from_ical(open_letter(bytes(mail.message)).calendar).walk("VEVENT")
        stamps.append(event.DTSTAMP)
    assert stamps == sorted(set(stamps))


async def test_files_come_with_the_invitation_and_not_with_news(meeting, ask, rina):
    budi = await ask("budi@bkn.go.id", "Budi", written=False)
    for invitation, name in ((None, "surat.pdf"), (budi.id, "salinan.pdf")):
        await Enclosure.create(
            meeting_id=meeting.id,
            invitation_id=invitation,
            source="letter",
            filename=name,
            content_type="application/pdf",
            content=b"%PDF-1.7",
            sha256="0" * 64,
        )
    await operations.send(meeting.id, by=rina)
    await operations.write_letters()
    names = [
        part.filename for part in open_letter(bytes((await last_to(budi.email)).message)).parts
    ]
    assert [name for name in names if name.endswith(".pdf")] == ["surat.pdf", "salinan.pdf"]

    await meetings.change(meeting.id, Changes(title="Lain"), by=rina)
    await journal.follow(followers[0])
    await operations.write_letters()
    names = [
        part.filename for part in open_letter(bytes((await last_to(budi.email)).message)).parts
    ]
    assert [name for name in names if name.endswith(".pdf")] == []


async def test_a_closed_meeting_is_told_of_without_any_of_its_facts(meeting, ask, rina):
    await Meeting.filter(id=meeting.id).update(
        security_class=SecurityClass.CONFIDENTIAL, letter_number="R-1/2030"
    )
    await MeetingPart.create(meeting_id=meeting.id, person_id=rina.id, part=Part.ORGANIZER)
    await ask("budi@bkn.go.id", "Budi")
    mail = await last_to("budi@bkn.go.id")
    letter = open_letter(bytes(mail.message))
    everything = mail.subject + letter.text + letter.html
    for fact in ("Koordinasi Teknis", "Maret", "09.00", "Cendrawasih", "Zoom", "R-1/2030"):
        assert fact not in everything
    assert [part.content_type for part in letter.parts] == ["text/plain", "text/html"]
    assert "/r/" in letter.text


async def test_a_series_and_its_moved_day_are_two_letters(meeting, ask, rina):
    await Meeting.filter(id=meeting.id).update(recurrence="FREQ=WEEKLY;COUNT=4")
    at = STARTS.replace(day=12)
    await Occurrence.create(
        meeting_id=meeting.id,
        recurrence_id=at,
        state=OccurrenceState.CHANGED,
        starts_at=at.replace(day=13),
        ends_at=at.replace(day=13, hour=5),
    )
    seat = await ask("budi@bkn.go.id", "Budi")
    mails = await OutgoingMail.filter(to_address="budi@bkn.go.id").order_by("id")
    assert [mail.state for mail in mails] == [MailState.QUEUED, MailState.QUEUED]
    assert [mail.purpose.split(":", 2)[2] for mail in mails] == [
        "1:invitation",
        "1:invitation:20300312T020000Z",
    ]
    assert "Berulang: setiap Selasa, 4 kali" in open_letter(bytes(mails[0].message)).text
    assert mails[1].subject == "Undangan: Rapat Koordinasi Teknis (12 Maret 2030)"
    assert seat.letters == 1


async def test_a_letter_that_cannot_be_written_holds_up_no_other(meeting, rina):
    wishes = [
        operations.Wish(email="büdi@bkn.go.id", name="B"),
        operations.Wish(email="sari@bkn.go.id", name="S"),
    ]
    await operations.invite(meeting.id, wishes, by=rina)
    await operations.send(meeting.id, by=rina)
    assert await operations.write_letters() == 2
    assert (await last_to("büdi@bkn.go.id")).state is MailState.FAILED
    assert (await last_to("sari@bkn.go.id")).state is MailState.QUEUED


async def test_an_invitation_says_until_when_it_is_answered(meeting, ask):
    await Meeting.filter(id=meeting.id).update(answer_by=STARTS.replace(day=1))
    await ask("budi@bkn.go.id", "Budi")
    letter = open_letter(bytes((await last_to("budi@bkn.go.id")).message))
    said = "Mohon dijawab paling lambat Jumat, 1 Maret 2030, 09.00 WIB."
    assert (said in letter.text, said in letter.html) == (True, True)


async def test_thirty_letters_need_as_many_queries_as_one(meeting, rina, count_queries):
    asked = {}
    for first, count in ((0, 1), (1, 30)):
        wishes = [operations.Wish(email=f"a{first + n}@x.id", name="A") for n in range(count)]
        await operations.invite(meeting.id, wishes, by=rina)
        await operations.send(meeting.id, by=rina)
        with count_queries() as queries:
            assert await operations.write_letters() == count
        asked[count] = len(queries)
    assert asked[1] == asked[30]
