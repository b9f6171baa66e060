"""Letters about minutes: to whom the turn has come, before a deadline, and when they go out."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from rakor.directory.models import Office
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.journal.followers import follow
from rakor.mail.models import OutgoingMail
from rakor.meetings.rules import SecurityClass
from rakor.minutes import operations
from rakor.minutes.jobs import followers
from rakor.minutes.operations import letters
from rakor.minutes.rules import Reviewers

from .test_around import seat

SOON = timedelta(hours=20)


async def sent():
    """What is in the outbox since, and it is empty again."""
    for follower in followers:
        await follow(follower)
    rows = await OutgoingMail.all().order_by("id")
    await OutgoingMail.all().delete()
    return rows


def read(mail):
    message = message_from_bytes(bytes(mail.message), policy=policy.default)
    files = [part.get_filename() for part in message.iter_attachments()]
    return message.get_body(("plain",)).get_content(), files


async def test_each_is_asked_when_the_turn_comes_and_once(held):
    key = held.meeting.id
    await operations.draft(key, by=held.taker)
    both = [{"person": str(who.id)} for who in (held.desk, held.guest)]
    both[0]["due"] = datetime.now(UTC) + SOON
    await operations.name_reviewers(key, Reviewers(reviewers=both), by=held.taker)
    assert await sent() == []
    await operations.submit(key, by=held.taker)
    (first,) = await sent()
    assert first.to_address == held.desk.person.email
    text, files = read(first)
    assert f"/meetings/{key}/minutes" in text
    assert "Tenggat paraf" in text
    assert files == []
    now = datetime.now(UTC)
    assert [await letters.remind(now), await letters.remind(now)] == [1, 0]
    assert await letters.remind(now + 2 * SOON) == 0
    assert [mail.to_address for mail in await sent()] == [held.desk.person.email]
    await operations.initial(key, by=held.desk)
    assert [mail.to_address for mail in await sent()] == [held.guest.person.email]
    await operations.initial(key, by=held.guest)
    assert [mail.to_address for mail in await sent()] == [held.chair.person.email]
    assert await letters.remind(now) == 0


@pytest.mark.parametrize(
    ("kind", "title", "files"),
    [
        (SecurityClass.PUBLIC, True, ["notula-rapat-koordinasi-teknis.pdf"]),
        (SecurityClass.LIMITED, True, []),
        (SecurityClass.CONFIDENTIAL, False, []),
    ],
)
async def test_everybody_invited_gets_the_minutes_once_and_no_more_than_they_may_hold(
    held, bkn, bpsdm, kind, title, files
):
    key, meeting = held.meeting.id, held.meeting
    meeting.security_class = kind
    await meeting.save()
    await seat(meeting, "Satu", bkn).save()
    await seat(meeting, "Dua", bpsdm, status=RsvpStatus.DECLINED).save()
    await seat(meeting, "Tiga", bpsdm, status=RsvpStatus.WITHDRAWN).save()
    await operations.draft(key, by=held.taker)
    await operations.submit(key, by=held.taker)
    await operations.approve(key, by=held.chair)
    await sent()
    await operations.distribute(key, by=held.taker, days=3)
    told = await sent()
    assert await Invitation.filter(meeting=meeting).count() == 3
    assert sorted(mail.to_address for mail in told) == ["dua@rakor.test", "satu@rakor.test"]
    text, found = read(told[0])
    assert found == files
    assert ("Rapat Koordinasi Teknis" in text + told[0].subject) is title
    assert "Perbaikan dapat diminta" in text
    assert await sent() == []


async def test_the_first_office_of_an_agency_is_told_too(held, bkn):
    await Office.create(title="Kepala BKN", agency=bkn, email="tu@bkn.example.go.id")
    await seat(held.meeting, "Satu", bkn).save()
    key = held.meeting.id
    await operations.draft(key, by=held.taker)
    await operations.submit(key, by=held.taker)
    await operations.approve(key, by=held.chair)
    await operations.distribute(key, by=held.taker)
    told = await sent()
    assert {mail.to_address for mail in told} >= {"satu@rakor.test", "tu@bkn.example.go.id"}
