"""What stands around a meeting in its minutes: the one before, breaks, questions, the absent."""

from datetime import timedelta

import pytest

from rakor.directory.models import Agency
from rakor.followups.models import FollowUp, Progress
from rakor.followups.rules import FollowUpState
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.rules import DelegationState, RsvpStatus
from rakor.live.models import Break, Commitment, Turn
from rakor.live.rules import Duty, TurnCategory, TurnState
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part, SecurityClass, State
from rakor.minutes import operations
from rakor.minutes.models import Minutes, MinutesCorrection
from rakor.minutes.rules import Correction, Verdict

HOUR = timedelta(hours=1)


def seat(meeting: Meeting, name: str, agency: Agency, **more) -> Invitation:
    return Invitation(
        meeting=meeting,
        email=f"{name.lower()}@rakor.test",
        name=name,
        office_title=f"Kepala {name}",
        agency=agency,
        agency_name=agency.name,
        **{key: f"{meeting.id}{name}{key}"[-64:] for key in DIGESTS},
        **more,
    )


DIGESTS = ("token_digest", "mail_digest", "code_digest")


async def document_of(held):
    minutes = await operations.draft(held.meeting.id, by=held.taker)
    return minutes.content["document"]


async def test_everybody_invited_is_listed_and_whoever_did_not_come_says_why(held, bkn, bpsdm):
    meeting = held.meeting
    came = await meeting.heads.filter(name="Bagus").get()
    await seat(meeting, "Hadir", bkn).save()
    present = await Invitation.get(name="Hadir")
    came.invitation_id = present.id
    await came.save()
    await seat(meeting, "Sakit", bkn, status=RsvpStatus.DECLINED).save()
    await seat(meeting, "Diam", bpsdm).save()
    await seat(meeting, "Ditarik", bpsdm, status=RsvpStatus.WITHDRAWN).save()
    away = seat(meeting, "Atasan", bkn, status=RsvpStatus.DELEGATED)
    await away.save()
    sent = seat(meeting, "Utusan", bkn, delegated_from=away)
    await sent.save()
    await DelegationStep.create(
        meeting_id=meeting.id,
        invitation=away,
        deputy=sent,
        state=DelegationState.ACCEPTED,
        created_at=meeting.starts_at,
        name="Utusan",
        email=sent.email,
    )
    head = await meeting.heads.filter(name="Sari").get()
    head.invitation_id = sent.id
    await head.save()

    told = {
        row["name"]: (row["mode"], row["present"])
        for group in (await document_of(held))["attendance"]
        for row in group["attendees"]
    }
    assert {name for name, (_mode, here) in told.items() if here} == {"Bagus", "Melati", "Sari"}
    assert {name: mode for name, (mode, here) in told.items() if not here} == {
        "Sakit": "Tidak hadir (berhalangan)",
        "Diam": "Tidak hadir (tanpa keterangan)",
        "Atasan": "Diwakili oleh Sari",
    }


async def test_breaks_questions_and_the_next_meeting_are_in_the_draft(held, bkn, bpsdm):
    at = held.meeting.starts_at
    await Break.create(meeting=held.meeting, since=at + HOUR, until=at, ended_at=at + 1.25 * HOUR)
    await Break.create(meeting=held.meeting, since=at + 2 * HOUR, until=at)
    for minute, (name, item, category, topic) in enumerate(
        (
            ("Bagus", 1, TurnCategory.QUESTION, "Kapan kuota berlaku?"),
            ("Sari", 1, TurnCategory.REPLY, ""),
            ("Melati", 2, TurnCategory.QUESTION, "Apa rahasianya?"),
            ("Bagus", 1, TurnCategory.STATEMENT, "Setuju."),
        )
    ):
        await Turn.create(
            meeting=held.meeting,
            item=held.items[item],
            name=name,
            agency_name=bkn.name,
            agency_short_name=bkn.short_name,
            category=category,
            topic=topic,
            state=TurnState.DONE,
            requested_at=at,
            started_at=at + timedelta(minutes=minute),
        )
    facts = {"organizer": bpsdm, "timezone": "Asia/Jakarta", "follow_up_of": held.meeting}
    for n, (state, kind) in enumerate(
        (
            (State.DRAFT, SecurityClass.PUBLIC),
            (State.SCHEDULED, SecurityClass.CONFIDENTIAL),
            (State.SCHEDULED, SecurityClass.PUBLIC),
        )
    ):
        await Meeting.create(
            title=f"Rapat lanjutan {n}",
            starts_at=at + timedelta(days=30 + n),
            ends_at=at + timedelta(days=30 + n, hours=2),
            state=state,
            security_class=kind,
            uid=f"lanjutan{n}",
            **facts,
        )

    document = await document_of(held)
    assert document["breaks"] == ["Sidang diskors pukul 10.00–10.15 WIB."]
    asked = [(each["who"], each["answered_by"], each["confidential"]) for each in document["qa"]]
    assert asked == [
        (f"Bagus ({bkn.short_name})", f"Sari ({bkn.short_name})", False),
        (f"Melati ({bkn.short_name})", "", True),
    ]
    assert document["next_meeting"].startswith("Rapat lanjutan 2, Senin, 14 Agustus 2023")


@pytest.fixture
async def follower(held, bpsdm):
    """A meeting that follows the one that was held, with the same people."""
    meeting = await Meeting.create(
        title="Rapat lanjutan",
        starts_at=held.meeting.starts_at + timedelta(days=30),
        ends_at=held.meeting.ends_at + timedelta(days=30),
        timezone="Asia/Jakarta",
        organizer=bpsdm,
        follow_up_of=held.meeting,
        state=State.FINISHED,
        uid="lanjutan",
    )
    for person, part in ((held.taker, Part.MINUTE_TAKER), (held.chair, Part.CHAIR)):
        await MeetingPart.create(meeting=meeting, person=person.person, part=part)
    return meeting


async def test_the_next_minutes_begin_with_what_became_of_the_last(held, follower):
    key, later = held.meeting.id, follower.id
    first = await operations.draft(later, by=held.taker)
    assert first.content["document"]["previous"] == [
        "Notula Rapat Koordinasi Teknis, 13 Juli 2023, belum disetujui pimpinan rapat."
    ]
    await operations.draft(key, by=held.taker)
    await operations.submit(key, by=held.taker)
    await operations.approve(key, by=held.chair)
    for section in ("closing", str(held.items[2].id)):
        wish = Correction(section=section, text=f"Perbaiki {section[:7]}.")
        asked = await operations.ask_correction(key, wish, by=held.chair)
        await operations.answer_correction(key, asked.id, Verdict(accept=True), by=held.taker)
    assert await MinutesCorrection.all().count() == 2
    again = await operations.refresh(later, by=held.taker)
    told = again.content["document"]["previous"]
    assert told[0].startswith("Notula Rapat Koordinasi Teknis, 13 Juli 2023, disetujui pimpinan")
    assert told[1:] == ["Perbaikan yang diterima, Penutup: Perbaiki closing."]

    held.meeting.security_class = SecurityClass.CONFIDENTIAL
    await held.meeting.save()
    hidden = await operations.refresh(later, by=held.taker)
    assert hidden.content["document"]["previous"] == []
    assert await Minutes.all().count() == 2


async def test_what_became_of_earlier_promises_is_told_by_those_who_owe_them(held, follower):
    owed = await Commitment.filter(duty=Duty.OWNER, decision__number=1).get()
    secret = await Commitment.filter(duty=Duty.OWNER, decision__number=2).get()
    for commitment in (owed, secret):
        report = await FollowUp.create(commitment=commitment, state=FollowUpState.IN_PROGRESS)
        await Progress.create(
            follow_up=report,
            state=FollowUpState.IN_PROGRESS,
            note="Rancangan selesai",
            by=held.guest.person,
            at=held.meeting.closed_at + HOUR,
        )
    made = await operations.draft(follower.id, by=held.taker)
    assert made.content["document"]["carried"] == [
        "Kuota 30% kursi (BKN): Belum dimulai → Dalam proses. Rancangan selesai"
    ]
