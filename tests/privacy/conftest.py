"""A meeting that was held and its people, and two officers who keep personal data."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from rakor import database
from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.attendance.models import Head, Scan
from rakor.attendance.rules import Direction, Outcome
from rakor.directory.models import Agency, Person, PersonEmail
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.mail.models import IncomingMail, MailState, OutgoingMail
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Channel, Part, State

NIP = "196804111993031009"


@dataclass
class Held:
    """A meeting that is over, with one guest of it."""

    meeting: Meeting
    invitation: Invitation
    head: Head
    guest: User


async def new_meeting(agency: Agency, state: State, *, days: int = -30, **more: object) -> Meeting:
    starts = datetime.now(UTC) + timedelta(days=days)
    key = database.new_id()
    return await Meeting.create(
        id=key,
        title="Rapat pemetaan",
        state=state,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        timezone="Asia/Jakarta",
        organizer=agency,
        uid=f"{key}@rakor.test",
        **more,
    )


async def invite(meeting: Meeting, person: Person, **more: object) -> Invitation:
    key = str(database.new_id())
    facts = {
        "meeting": meeting,
        "person": person,
        "email": person.email,
        "name": person.full_name,
        "office_title": "Kepala Bidang",
        "agency_name": "BKN",
        "token_digest": f"t{key}",
        "mail_digest": f"m{key}",
        "code_digest": f"c{key}",
    }
    found = await Invitation.create(**(facts | more))
    await MeetingPart.create(meeting=meeting, person=person, part=Part.PARTICIPANT)
    return found


async def letter(to: str, **more: object) -> OutgoingMail:
    now = datetime.now(UTC)
    key = str(database.new_id())
    facts = {
        "purpose": key,
        "message_id": f"<{key}@rakor.test>",
        "to_address": to,
        "to_name": "Bagus Prakosa",
        "subject": "Undangan: Rapat pemetaan",
        "message": b"Subject: Undangan\r\n\r\nRahasia pribadi",
        "state": MailState.SENT,
        "next_attempt_at": now,
    }
    return await OutgoingMail.create(**(facts | more))


@pytest.fixture
async def officer(new_user) -> User:
    """The data protection officer."""
    return await new_user("Dewi Pelindung", None, Role.DATA_PROTECTION_OFFICER)


@pytest.fixture
async def second(new_user) -> User:
    """Another officer, for the second pair of eyes."""
    return await new_user("Edo Pelindung", None, Role.DATA_PROTECTION_OFFICER)


@pytest.fixture
async def bagus(new_user, bkn) -> User:
    """A participant with everything a person may have told."""
    user = await new_user("Bagus Prakosa", bkn)
    await Person.filter(id=user.id).update(phone="0812", nip=NIP, timezone="Asia/Makassar")
    await PersonEmail.create(person_id=user.id, email="bagus@rumah.test")
    await user.person.refresh_from_db()
    await user.person.fetch_related("agency")
    return user


@pytest.fixture
async def held(bpsdm, bagus) -> Held:
    """Bagus was invited, answered with a comment, and came."""
    meeting = await new_meeting(bpsdm, State.FINISHED)
    invitation = await invite(
        meeting, bagus.person, status=RsvpStatus.ACCEPTED, mode=Channel.ROOM, comment="Saya alergi"
    )
    now = datetime.now(UTC)
    head = await Head.create(
        meeting=meeting,
        key=f"person:{bagus.id}",
        invitation=invitation,
        person=bagus.person,
        name="Bagus Prakosa",
        office_title="Kepala Bidang",
        agency_name="BKN",
        room=True,
        first_at=now,
    )
    await Scan.create(
        meeting=meeting,
        head=head,
        channel=Channel.ROOM,
        direction=Direction.IN,
        outcome=Outcome.ACCEPTED,
        method="qr",
        device="Ponsel Bagus",
        nonce="n1",
        at=now,
        recorded_at=now,
    )
    await letter(bagus.person.email or "", meeting_id=meeting.id, subject_id=invitation.id)
    await IncomingMail.create(
        message=b"From: Bagus\r\n\r\nya",
        via="smtp",
        from_address="bagus@rumah.test",
        subject="Re: Undangan",
        result="reply_applied",
        received_at=now,
        judged_at=now,
    )
    return Held(meeting, invitation, head, bagus)
