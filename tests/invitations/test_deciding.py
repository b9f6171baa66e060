"""What humans decide about mail that waits, and what those concerned are told of it."""

import asyncio
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from rakor import journal
from rakor.errors import Conflict, Forbidden, NotFound
from rakor.invitations import jobs, operations
from rakor.invitations.models import Invitation, Proposal
from rakor.invitations.rules import ProposalState, Reason, RsvpStatus
from rakor.mail.models import IncomingMail, OutgoingMail
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting, Occurrence
from rakor.meetings.operations.facts import Changes
from rakor.meetings.rules import SecurityClass

from .clients import Said, cyrus, google
from .replies import take
from .stage import BUDI, OTHER, SARI, SECOND, SERIES, SINGLE, STARTS, Stage, build

pytestmark = pytest.mark.postgres

NEW = "baru@bkn.go.id"
ADDRESS = "rsvp@rakor.test"


@pytest.fixture
async def stage(rina) -> Stage:
    return await build(rina)


async def arrives(stage: Stage, *, meeting: str = SINGLE, seat: str = BUDI, **says) -> IncomingMail:
    """A message about a meeting, by the letter of a seat."""
    client = says.pop("client", google)
    known = {"organizer": stage.organizer(meeting, seat), "address": seat}
    said = Said(uid=stage.meetings[meeting].uid, **{**known, **says})
    return await IncomingMail.get(id=(await take(client(said))).id)


async def kinds(meeting: Meeting) -> list[str]:
    return [entry.kind for entry in await journal.since(meeting.id, 0)]


async def followed() -> None:
    for follower in jobs.followers:
        await journal.follow(follower)


def calendar_in(letter: OutgoingMail) -> str:
    for part in message_from_bytes(bytes(letter.message)).walk():
        if part.get_content_type() == "text/calendar":
            text = bytes(part.get_payload(decode=True)).decode().replace("\r\n ", "")
            return f"{part.get_param('method')}\n{text}"
    return ""


async def test_a_party_crasher_who_is_approved_is_invited_with_their_answer(stage, rina):
    mail = await arrives(stage, address=NEW, name="Orang Baru", organizer=ADDRESS)
    taken = await operations.approve(mail.id, by=rina)

    seat = await Invitation.get(email=NEW)
    assert (seat.status, seat.name, seat.letter_due) == (
        RsvpStatus.ACCEPTED,
        "Orang Baru",
        "invitation",
    )
    assert (taken.result, taken.handled_as, taken.handled_by) == (
        "reply_applied",
        "approved",
        rina.id,
    )
    assert (await kinds(stage.meetings[SINGLE]))[-1] == "reply.approved"
    with pytest.raises(Conflict):
        await operations.approve(mail.id, by=rina)


@pytest.mark.parametrize("tell", [True, False])
async def test_a_party_crasher_who_is_refused_is_told_only_if_it_is_wished(stage, rina, tell):
    mail = await arrives(stage, address=NEW, organizer=ADDRESS)
    await operations.refuse(mail.id, tell=tell, by=rina)
    await followed()

    letters = await OutgoingMail.filter(to_address=NEW)
    assert len(letters) == (1 if tell else 0)
    assert await Invitation.filter(email=NEW).count() == 0
    if tell:
        calendar = calendar_in(letters[0])
        assert calendar.startswith("CANCEL")
        assert "STATUS" not in calendar
        assert f"UID:{stage.meetings[SINGLE].uid}" in calendar
        assert "Ruang Cendrawasih" not in calendar


async def test_an_answer_that_only_its_sender_vouched_for_counts_when_approved(stage, rina):
    mail = await arrives(stage, organizer=ADDRESS, partstat="DECLINED")
    assert mail.reason == Reason.ONLY_CLAIMED.value
    taken = await operations.approve(mail.id, by=rina)

    assert (await Invitation.get(id=stage.seats[SINGLE, BUDI].id)).status is RsvpStatus.DECLINED
    assert [each["proof"] for each in taken.verdicts] == ["staff"]


async def test_words_are_put_into_an_answer_by_hand(stage, rina):
    letter = await OutgoingMail.create(
        purpose="x",
        meeting_id=stage.meetings[SINGLE].id,
        subject_id=stage.seats[SINGLE, SARI].id,
        to_address=SARI,
        subject="Undangan",
        message_id="<surat@rakor.test>",
        message=b"",
        next_attempt_at=STARTS,
    )
    raw = (
        f"From: Staf <staf@bkn.go.id>\r\nTo: {ADDRESS}\r\nSubject: Re: Undangan\r\n"
        f"In-Reply-To: {letter.message_id}\r\nContent-Type: text/plain\r\n\r\n"
        "Ibu Sari hadir, terima kasih."
    ).encode()
    mail = await take(raw)
    assert (mail.result, mail.reason, mail.invitation_id) == (
        "pending_approval",
        Reason.FREE_TEXT.value,
        stage.seats[SINGLE, SARI].id,
    )
    with pytest.raises(Conflict):
        await operations.approve(mail.id, by=rina)
    ruled = await operations.overrule(mail.id, stage.seats[SINGLE, SARI].id, "accepted", by=rina)

    assert (ruled.handled_as, ruled.result) == ("overruled", "pending_approval")
    seat = await Invitation.get(id=stage.seats[SINGLE, SARI].id)
    assert (seat.status, seat.via) == (RsvpStatus.ACCEPTED, "staff")
    assert (await kinds(stage.meetings[SINGLE]))[-2:] == ["invitation.answered", "reply.overruled"]


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("Auto-Submitted: auto-replied", Reason.OUT_OF_OFFICE),
        ("Subject: Automatic reply: Undangan", Reason.OUT_OF_OFFICE),
        ("Subject: Balasan otomatis", Reason.OUT_OF_OFFICE),
        ("Subject: Re: Undangan", Reason.FREE_TEXT),
    ],
)
@pytest.mark.parametrize("by", ["token", "sender"])
async def test_words_and_machines_wait_with_their_invitation_found(stage, head, reason, by):
    to = stage.organizer(SERIES, BUDI) if by == "token" else ADDRESS
    sender = "x@y.id" if by == "token" else SARI
    raw = f"From: {sender}\r\nTo: {to}\r\n{head}\r\n\r\nSaya cuti.".encode()
    mail = await take(raw)

    assert (mail.result, mail.reason) == ("pending_approval", reason.value)
    email = BUDI if by == "token" else SARI
    assert (await Invitation.get(id=mail.invitation_id)).email == email


async def test_a_message_is_judged_again_against_what_is_known_now(stage, rina):
    mail = await arrives(stage, organizer=ADDRESS, address=NEW)
    await operations.invite(
        stage.meetings[SINGLE].id, [operations.Wish(email=NEW, name="Baru")], by=rina
    )
    again = await operations.judge_again(mail.id, by=rina)

    assert (mail.reason, again.reason) == (Reason.NOT_INVITED.value, Reason.ONLY_CLAIMED.value)
    entry = (await journal.since(stage.meetings[SINGLE].id, 0))[-1]
    assert (entry.kind, entry.data["mail"]) == ("mail.judged_again", str(mail.id))


async def test_only_those_who_keep_the_list_decide(stage, new_user, bkn, rina):
    mail = await arrives(stage, address=NEW, organizer=ADDRESS)
    stranger = await new_user("Orang Lain", bkn)
    for act in (operations.approve, operations.refuse, operations.put_aside):
        with pytest.raises((Forbidden, NotFound)):
            await act(mail.id, by=stranger)
    with pytest.raises(NotFound):
        await operations.overrule(mail.id, stage.seats[SERIES, BUDI].id, "accepted", by=rina)
    assert (await IncomingMail.get(id=mail.id)).handled_as == ""


async def test_a_message_that_was_read_is_put_aside(stage, rina):
    mail = await arrives(stage, partstat="X-MAYBE")
    await operations.put_aside(mail.id, by=rina)

    assert (await IncomingMail.get(id=mail.id)).handled_as == "read"
    with pytest.raises(Conflict):
        await operations.refuse(mail.id, by=rina)


async def test_what_was_taken_waits_for_nobody(stage, rina):
    mail = await arrives(stage)
    with pytest.raises(Conflict):
        await operations.approve(mail.id, by=rina)


async def test_a_deputy_who_answers_before_their_giver_is_taken_by_itself(stage):
    row = f'ATTENDEE;DELEGATED-FROM="mailto:{BUDI}";PARTSTAT=ACCEPTED:mailto:{NEW}'
    early = await arrives(stage, address=NEW, attendees=(row,), client=cyrus)
    assert early.reason == Reason.BEFORE_DELEGATOR.value
    gives = f'ATTENDEE;DELEGATED-TO="mailto:{NEW}";PARTSTAT=DELEGATED:mailto:{BUDI}'
    named = await arrives(stage, attendees=(gives,), client=cyrus)
    assert (named.result, named.reason) == ("reply_applied", Reason.DELEGATED.value)
    await followed()

    deputy = await Invitation.get(email=NEW)
    assert (deputy.status, deputy.delegated_from_id) == (
        RsvpStatus.ACCEPTED,
        stage.seats[SINGLE, BUDI].id,
    )
    assert (await Invitation.get(id=stage.seats[SINGLE, BUDI].id)).status is RsvpStatus.DELEGATED
    assert (await IncomingMail.get(id=early.id)).result == "reply_applied"


async def test_an_early_deputy_may_be_accepted_by_hand(stage, rina):
    row = f'ATTENDEE;DELEGATED-FROM="mailto:{BUDI}";PARTSTAT=ACCEPTED:mailto:{NEW}'
    early = await arrives(stage, address=NEW, attendees=(row,), client=cyrus)
    taken = await operations.approve(early.id, by=rina)

    assert taken.result == "reply_applied"
    deputy = await Invitation.get(email=NEW)
    assert (deputy.status, deputy.delegated_from_id) == (
        RsvpStatus.ACCEPTED,
        stage.seats[SINGLE, BUDI].id,
    )


async def proposed(stage: Stage, **says) -> Proposal:
    later = STARTS + timedelta(hours=4)
    mail = await arrives(stage, **{"method": "COUNTER", "starts": later, **says})
    assert mail.result == "counter_stored"
    return await Proposal.get(mail_id=mail.id)


async def test_an_accepted_proposal_moves_the_meeting_and_asks_again(stage, rina):
    proposal = await proposed(stage)
    other = await proposed(stage, seat=SARI, starts=STARTS + timedelta(hours=6))
    await operations.accept_proposal(proposal.id, by=rina)
    await followed()

    meeting = await Meeting.get(id=stage.meetings[SINGLE].id)
    assert (meeting.starts_at, meeting.sequence) == (proposal.starts_at, 2)
    assert (await Proposal.get(id=proposal.id)).state is ProposalState.ACCEPTED
    assert (await Proposal.get(id=other.id)).state is ProposalState.OUTDATED
    assert "counter.accepted" in await kinds(meeting)
    assert (await Invitation.get(id=stage.seats[SINGLE, BUDI].id)).letter_due == "rescheduled"
    with pytest.raises(Conflict):
        await operations.accept_proposal(other.id, by=rina)
    with pytest.raises(Conflict):
        await operations.decline_proposal(proposal.id, by=rina)


async def test_an_accepted_proposal_for_a_day_moves_only_that_day(stage, rina):
    proposal = await proposed(
        stage, meeting=SERIES, day=SECOND, starts=SECOND + timedelta(hours=4), sequence=3
    )
    await operations.accept_proposal(proposal.id, by=rina)

    meeting = await Meeting.get(id=stage.meetings[SERIES].id)
    day = await Occurrence.get(meeting_id=meeting.id, recurrence_id=SECOND)
    assert (meeting.starts_at, day.starts_at) == (STARTS, SECOND + timedelta(hours=4))


async def test_a_declined_proposal_is_answered_with_the_note_once(stage, rina):
    proposal = await proposed(stage)
    await operations.decline_proposal(proposal.id, "Ruang rapat terpakai.", by=rina)
    await followed()
    await followed()

    (letter,) = await OutgoingMail.filter(to_address=BUDI)
    calendar = calendar_in(letter)
    assert calendar.startswith("DECLINECOUNTER")
    assert "COMMENT:Ruang rapat terpakai." in calendar
    assert "SEQUENCE:1" in calendar
    assert (await Meeting.get(id=stage.meetings[SINGLE].id)).sequence == 1
    assert (await Proposal.get(id=proposal.id)).state is ProposalState.DECLINED


async def test_a_proposal_the_meeting_has_outrun_waits_for_nobody(stage, rina):
    proposal = await proposed(stage)
    moved = Changes(starts_at=STARTS + timedelta(days=1), ends_at=STARTS + timedelta(days=1.1))
    await meetings.change(stage.meetings[SINGLE].id, moved, by=rina)
    await followed()

    assert (await Proposal.get(id=proposal.id)).state is ProposalState.OUTDATED
    assert (await IncomingMail.get(id=proposal.mail_id)).handled_as == "outdated"


async def test_another_address_of_a_person_is_theirs_without_a_token_too(stage, rina):
    mail = await arrives(stage, address=OTHER, organizer=ADDRESS)
    assert (mail.reason, mail.verdicts[0]["invitation"]) == (
        Reason.ONLY_CLAIMED.value,
        str(stage.seats[SINGLE, BUDI].id),
    )
    taken = await operations.approve(mail.id, by=rina)
    assert taken.result == "reply_applied"


async def test_a_declined_proposal_for_a_closed_meeting_tells_nothing_of_it(stage, rina):
    proposal = await proposed(stage)
    await operations.decline_proposal(proposal.id, "Ruang rapat terpakai.", by=rina)
    await Meeting.filter(id=stage.meetings[SINGLE].id).update(
        security_class=SecurityClass.CONFIDENTIAL
    )
    await followed()

    (letter,) = await OutgoingMail.filter(to_address=BUDI)
    mail = message_from_bytes(bytes(letter.message), policy=policy.default)
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    texts = [text if isinstance(text, str) else bytes(text).decode() for text in parts]
    said = "\n".join([letter.subject, str(mail["Subject"]), calendar_in(letter), *texts])
    secrets = ("Rapat Koordinasi", "Cendrawasih", "5 Maret")
    assert [word for word in secrets if word in said] == []
    assert calendar_in(letter).startswith("DECLINECOUNTER")
    assert "COMMENT:Ruang rapat terpakai." in calendar_in(letter)


async def test_of_two_who_decide_at_once_about_a_message_only_one_does(stage, rina):
    mail = await arrives(stage, address=NEW, organizer=ADDRESS)
    decided = await asyncio.gather(
        operations.approve(mail.id, by=rina),
        operations.refuse(mail.id, tell=True, by=rina),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in decided) == ["Conflict", "IncomingMail"]
    (done,) = [each for each in decided if isinstance(each, IncomingMail)]
    assert (await IncomingMail.get(id=mail.id)).handled_as == done.handled_as
    assert await Invitation.filter(email=NEW).count() == (done.handled_as == "approved")
