"""Taking what calendars and mail servers send back: stored first, then judged."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from uuid import UUID

from tortoise.exceptions import OperationalError

from rakor import journal
from rakor.invitations import itip, queries
from rakor.invitations.models import Invitation
from rakor.invitations.operations.answering import chosen_mode, note
from rakor.invitations.rules import (
    COMMENT_LIMIT,
    Known,
    Letter,
    Reply,
    Result,
    RsvpStatus,
    Verdict,
    judge,
)
from rakor.journal import Record
from rakor.mail.models import IncomingMail, MailState, OutgoingMail
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State
from rakor.settings import settings
from rakor.words import N_

log = logging.getLogger(__name__)

BOUNCED = N_("Surel tidak sampai kepada penerima.")
DELAYED = N_("Pengantaran surel tertunda; belum gagal.")
FOREIGN_BOUNCE = N_("Laporan pengantaran ini bukan tentang surat yang dikirim dari sini.")
BROKEN = N_("Pesan ini tidak dapat diproses; sekretariat perlu membacanya.")
LEFT_OVER = timedelta(minutes=1)
SETTLED = (
    "from_address",
    "subject",
    "result",
    "reason",
    "meeting_id",
    "invitation_id",
    "judged_at",
)


class _Proof(Enum):
    """What says that an answer is from the person it names."""

    NONE = auto()
    CLAIMED = auto()
    PROVEN = auto()


@dataclass(frozen=True, slots=True)
class _Judged:
    """What became of a message, and whom it was about."""

    result: Result
    reason: str
    invitation: Invitation | None = None
    meeting_id: UUID | None = None


async def take_mail(raw: bytes, *, via: str, recipients: Sequence[str] = ()) -> IncomingMail:
    """Take one raw message (RFC 5322); `recipients` are those of the envelope, if known.

    It is stored before anybody reads it, so that nothing is lost; what cannot be read is kept with
    the reason and shown to the secretariat. Only a database that is away raises.
    """
    row = await IncomingMail.create(
        message=raw,
        via=via,
        recipients="\n".join(recipients)[:10_000],
        received_at=datetime.now(UTC),
    )
    await _take(row)
    return row


async def judge_leftovers() -> int:
    """Judge what was stored by a process that died before it had judged; tells how many."""
    rows = await IncomingMail.filter(
        judged_at=None, received_at__lt=datetime.now(UTC) - LEFT_OVER
    ).limit(50)
    for row in rows:
        try:
            await _take(row)
        except OperationalError as error:
            # One message the database will not have must not hold up the others.
            log.warning("Message %s is judged later: %s", row.id, error)
    return len(rows)


async def _take(row: IncomingMail) -> None:
    raw, recipients = bytes(row.message), row.recipients.split("\n")
    # Reading is computing, and a hostile message may take a while.
    mail = await asyncio.to_thread(itip.read, raw, recipients=[r for r in recipients if r])
    row.from_address, row.subject = mail.from_address[:254], mail.subject[:500]
    try:
        async with journal.transaction() as record:
            waiting = IncomingMail.filter(id=row.id, judged_at=None).only("id")
            if await waiting.select_for_update().first():  # nobody else judged it meanwhile
                await _settle(row, await _judge(record, mail, row.received_at))
    except OperationalError:
        raise
    except Exception:
        log.exception("Message %s cannot be judged", row.id)
        await _settle(row, _Judged(Result.UNREADABLE, BROKEN))


async def _settle(row: IncomingMail, judged: _Judged) -> None:
    row.result, row.reason = judged.result.value, judged.reason
    row.judged_at = datetime.now(UTC)
    row.invitation_id = judged.invitation.id if judged.invitation else None
    row.meeting_id = judged.invitation.meeting_id if judged.invitation else judged.meeting_id
    # The message itself, which may be large, is not written a second time.
    await row.save(update_fields=SETTLED)


async def _judge(record: Record, mail: itip.InboundMail, received_at: datetime) -> _Judged:
    holder = await queries.by_mail_tokens(mail.to_addresses)
    if mail.bounces:
        return await _bounce(record, mail, holder)
    if mail.problem:
        refused = mail.problem is itip.Problem.METHOD_MISMATCH
        return _Judged(Result.REFUSED if refused else Result.UNREADABLE, mail.problem.value, holder)
    judged = [await _one(record, reply, mail, holder, received_at) for reply in mail.replies]
    # A message may hold several answers; what it did is told before what it did not do.
    return min(judged, key=lambda each: each.result is not Result.REPLY_APPLIED)


async def _one(
    record: Record,
    reply: Reply,
    mail: itip.InboundMail,
    holder: Invitation | None,
    received_at: datetime,
) -> _Judged:
    """One answer about one meeting."""
    meeting = await Meeting.filter(uid=reply.uid).select_for_update().first() if reply.uid else None
    if meeting is None:
        verdict = judge(reply, None, authenticated=False, received_at=received_at)
        return _Judged(verdict.result, verdict.reason.value)
    # Exchange drops the token from To but leaves it in ORGANIZER, or the other way round.
    holder = holder or await queries.by_mail_tokens([reply.organizer])
    invitation, proof = await _whose(reply, mail, holder, meeting)
    proven = proof is _Proof.PROVEN
    verdict = judge(
        reply,
        _known(meeting, invitation, holder),
        authenticated=proven,
        received_at=received_at,
        claimed=proof is _Proof.CLAIMED,
    )
    if invitation is not None and proven:
        await _apply(record, verdict, reply, meeting, invitation)
    about = invitation if proven or invitation is None else None
    return _Judged(verdict.result, verdict.reason.value, about, meeting.id)


async def _whose(
    reply: Reply, mail: itip.InboundMail, holder: Invitation | None, meeting: Meeting
) -> tuple[Invitation | None, _Proof]:
    """Whose answer it is, and what says so.

    The token proves one invitation and no other: lines about third parties move nothing. A bare
    From is proof only where the operator said that tokens cannot be routed.
    """
    named = {answer.address for answer in reply.attendees}
    says_so = mail.from_address in named
    believed = says_so and settings().mail_reply_token == "none"  # noqa: S105 - not a password
    ours = holder is not None and holder.meeting_id == meeting.id
    if holder is not None and ours and (holder.email in named or not believed):
        found = await Invitation.filter(id=holder.id).select_for_update().get()
        return found, _Proof.PROVEN
    if says_so:
        proof = _Proof.PROVEN if believed else _Proof.CLAIMED
        return await _invited(meeting, mail.from_address), proof
    agents = {answer.sent_by for answer in reply.attendees}
    proof = _Proof.CLAIMED if mail.from_address in agents - {""} else _Proof.NONE
    return await _invited(meeting, next(iter(sorted(named)), "")), proof


async def _invited(meeting: Meeting, address: str) -> Invitation | None:
    return await Invitation.filter(meeting_id=meeting.id, email=address).select_for_update().first()


def _known(meeting: Meeting, invitation: Invitation | None, holder: Invitation | None) -> Known:
    cancelled = meeting.state in (State.CANCELLED, State.POSTPONED)
    ours = {settings().mail_reply.lower()}
    if holder is not None and holder.meeting_id == meeting.id:
        # The letter of one may be forwarded to another, who answers for themselves.
        ours.add(queries.reply_address(holder).lower())
    if invitation is None:
        return Known(
            invitation_id=None,
            address="",
            status=RsvpStatus.NO_RESPONSE,
            sequence_of_event=meeting.sequence,
            reset_seq=0,
            organizer_addresses=frozenset(ours),
            event_cancelled=cancelled,
        )
    return Known(
        invitation_id=invitation.id,
        address=invitation.email,
        status=invitation.status,
        sequence_of_event=meeting.sequence,
        reset_seq=invitation.reset_sequence,
        organizer_addresses=frozenset(ours | {queries.reply_address(invitation).lower()}),
        last_sequence=invitation.last_sequence,
        last_dtstamp=invitation.last_dtstamp,
        last_status=invitation.status,
        event_cancelled=cancelled,
        cancel_sequence=meeting.sequence if cancelled else None,
    )


async def _apply(
    record: Record, verdict: Verdict, reply: Reply, meeting: Meeting, invitation: Invitation
) -> None:
    if verdict.result is Result.REFRESH_ANSWERED:
        await _send_again(meeting, invitation)
    elif verdict.result is Result.REPLY_APPLIED and verdict.status is not None:
        invitation.last_sequence = verdict.take_sequence
        invitation.last_dtstamp = verdict.take_dtstamp
        if reply.comment:
            invitation.comment = reply.comment[:COMMENT_LIMIT]
        mode = invitation.mode.value if invitation.mode else ""
        await note(
            record,
            invitation,
            verdict.status,
            mode=chosen_mode(verdict.status, mode, meeting.mode),
            via="mail",
            by=None,
        )
    elif verdict.result in (Result.COUNTER_STORED, Result.PENDING_APPROVAL):
        await record.entry(
            meeting.id,
            "counter.stored" if verdict.result is Result.COUNTER_STORED else "reply.held",
            by=None,
            audience=journal.Audience.STAFF,
            invitation=str(invitation.id),
            name=invitation.name,
            starts_at=reply.starts_at.isoformat() if reply.starts_at else None,
            ends_at=reply.ends_at.isoformat() if reply.ends_at else None,
        )


async def _send_again(meeting: Meeting, invitation: Invitation) -> None:
    """Answer a REFRESH with the present state: the invitation, or that there is none any more."""
    if invitation.letter_due or invitation.sent_sequence is None:
        return
    letter = Letter.REFRESH
    if invitation.status is RsvpStatus.WITHDRAWN:
        letter = Letter.WITHDRAWN
    elif meeting.state is State.CANCELLED:
        letter = Letter.CANCELLED
    elif meeting.state is State.POSTPONED:
        letter = Letter.POSTPONED
    await Invitation.filter(id=invitation.id).update(letter_due=letter.value)


async def _bounce(record: Record, mail: itip.InboundMail, holder: Invitation | None) -> _Judged:
    """A delivery report: which letter did not arrive. One about mail of others is only kept."""
    found: Invitation | None = None
    delayed = True
    for bounce in mail.bounces:
        letter = await _letter_of(bounce, holder)
        if letter is None:
            continue
        if letter.subject_id:
            found = await Invitation.get_or_none(id=letter.subject_id) or found
        if not bounce.failed:
            continue
        delayed = False
        said = " ".join(filter(None, [bounce.status, bounce.diagnostic]))[:1000]
        await OutgoingMail.filter(id=letter.id).update(state=MailState.BOUNCED, detail=said)
        if letter.meeting_id:
            await record.entry(
                letter.meeting_id,
                "mail.bounced",
                by=None,
                audience=journal.Audience.STAFF,
                invitation=str(letter.subject_id),
                detail=said[:300],
            )
    if found is None:
        return _Judged(Result.BOUNCE, FOREIGN_BOUNCE)
    return _Judged(Result.BOUNCE, DELAYED if delayed else BOUNCED, found)


async def _letter_of(bounce: itip.Bounce, holder: Invitation | None) -> OutgoingMail | None:
    """The letter a report is about: by its Message-ID, or by the reply address it came to."""
    sent = OutgoingMail.filter(to_address=bounce.recipient)
    if bounce.original_message_id:
        letter = await sent.filter(message_id=bounce.original_message_id).first()
        if letter is not None:
            return letter
    if holder is not None and holder.email == bounce.recipient:
        return await sent.filter(subject_id=holder.id).order_by("-id").first()
    return None
