"""Another time that somebody proposes: kept, held against the meeting, taken up or turned down."""

from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict, Invalid
from rakor.invitations import queries
from rakor.invitations.models import Invitation, Proposal
from rakor.invitations.operations.replies.values import Judged
from rakor.invitations.rules import COMMENT_LIMIT, ProposalState, Reason, Reply, Result, Verdict
from rakor.journal import Entry, Record
from rakor.mail.models import IncomingMail
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting, Occurrence
from rakor.meetings.operations.facts import Changes, DayChanges
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import Action, State
from rakor.words import _

ANSWER_LIMIT = 1_000


async def keep_proposal(
    record: Record,
    judged: Judged,
    verdict: Verdict,
    reply: Reply,
    meeting: Meeting,
    seat: Invitation,
) -> None:
    """Store a COUNTER (RFC 5546 section 3.2.7); the same person's older one gives way.

    One without a time that could be read is left to the words in the message.
    """
    starts, ends = reply.starts_at, reply.ends_at
    if starts is not None and ends is None:
        ends = starts + (meeting.ends_at - meeting.starts_at)
    if starts is None or ends is None or ends <= starts:
        judged.reason = Reason.PROPOSAL_WITHOUT_TIME.value
    else:
        same = Proposal.filter(
            invitation_id=seat.id, recurrence_id=verdict.day, state=ProposalState.OPEN
        )
        if await same.filter(starts_at=starts, ends_at=ends).exists():
            judged.result, judged.reason = Result.DUPLICATE, Reason.SAME_PROPOSAL.value
            return
        await same.update(state=ProposalState.OUTDATED)
        made = await Proposal.create(
            meeting_id=meeting.id,
            invitation_id=seat.id,
            mail_id=judged.mail_id,
            recurrence_id=verdict.day or seat.only_on,
            starts_at=starts,
            ends_at=ends,
            comment=reply.comment[:COMMENT_LIMIT],
            sequence=reply.sequence,
            received_at=record.at,
        )
        judged.told["proposal"] = str(made.id)
    await record.entry(
        meeting.id,
        "counter.stored",
        by=None,
        audience=journal.Audience.STAFF,
        subject=seat.person_id,
        invitation=str(seat.id),
        name=seat.name,
        starts_at=starts.isoformat() if starts else None,
        ends_at=ends.isoformat() if ends else None,
    )


async def accept_proposal(proposal_id: UUID, comment: str = "", *, by: User) -> Proposal:
    """Hold the meeting, or that day of it, at the proposed time; everyone concerned is asked again.

    Refuses (Conflict) a proposal that was decided or that the meeting has outrun; Forbidden for
    whoever may not plan the meeting.
    """
    _check_comment(comment)
    found = await queries.find_proposal(proposal_id, to=by)
    async with journal.transaction() as record:
        meeting = await locked(found.meeting_id, Action.PLAN, by=by)
        proposal = await _open(found.id, meeting)
        times = {"starts_at": proposal.starts_at, "ends_at": proposal.ends_at}
        if proposal.recurrence_id is None:
            await meetings.change(meeting.id, Changes(**times), by=by)
        else:
            day = proposal.recurrence_id
            await meetings.change_occurrence(meeting.id, day, DayChanges(**times), by=by)
        await _decide(record, proposal, ProposalState.ACCEPTED, comment, by=by)
        await outdate(meeting.id)
    return proposal


async def decline_proposal(proposal_id: UUID, comment: str = "", *, by: User) -> Proposal:
    """Leave the time as it is; the proposer's calendar is told by DECLINECOUNTER, with the note.

    Refuses (Conflict) a proposal that was decided already.
    """
    _check_comment(comment)
    found = await queries.find_proposal(proposal_id, to=by)
    async with journal.transaction() as record:
        meeting = await locked(found.meeting_id, Action.INVITE, by=by)
        proposal = await _open(found.id, meeting, even_outrun=True)
        await _decide(record, proposal, ProposalState.DECLINED, comment, by=by)
    return proposal


def _check_comment(comment: str) -> None:
    if len(comment) > ANSWER_LIMIT:
        raise Invalid.field("comment", _("Catatan paling banyak 1.000 karakter."))


async def _open(proposal_id: UUID, meeting: Meeting, *, even_outrun: bool = False) -> Proposal:
    proposal = await Proposal.filter(id=proposal_id).select_for_update().get()
    await proposal.fetch_related("invitation")
    if proposal.state in (ProposalState.ACCEPTED, ProposalState.DECLINED):
        raise Conflict(_("Usulan waktu ini sudah diputuskan."), state=proposal.state.value)
    if not even_outrun and (proposal.state is ProposalState.OUTDATED or await _outrun(proposal)):
        raise Conflict(_("Rapat sudah dijadwalkan ulang sejak usulan ini dibuat."))
    return proposal


async def _outrun(proposal: Proposal) -> bool:
    """Whether what it is a proposal against was moved meanwhile."""
    if await moved_at(proposal.meeting_id) > proposal.sequence:
        return True
    if proposal.recurrence_id is None:
        return False
    row = await Occurrence.get_or_none(
        meeting_id=proposal.meeting_id, recurrence_id=proposal.recurrence_id
    )
    return row is not None and row.sequence > proposal.sequence


async def moved_at(meeting_id: UUID) -> int:
    """The SEQUENCE with which the meeting got the time it has now; 0 if it never had another."""
    moved = Entry.filter(stream=meeting_id, kind="meeting.rescheduled")
    last = await moved.order_by("-seq").first()
    return int(last.data.get("sequence", 0)) if last else 0


async def outdate(meeting_id: UUID) -> None:
    """Proposals for a time at which the meeting is no longer held wait for nobody any more."""
    rows = await Proposal.filter(meeting_id=meeting_id, state=ProposalState.OPEN)
    off = await Meeting.exists(id=meeting_id, state__in=[State.CANCELLED, State.POSTPONED])
    gone = [row for row in rows if off or await _outrun(row)]
    keys = [row.id for row in gone]
    await Proposal.filter(id__in=keys).update(state=ProposalState.OUTDATED)
    mails = [row.mail_id for row in gone if row.mail_id]
    await IncomingMail.filter(id__in=mails, handled_as="").update(handled_as="outdated")


async def _decide(
    record: Record, proposal: Proposal, state: ProposalState, comment: str, *, by: User
) -> None:
    proposal.state, proposal.answer = state, comment
    proposal.decided_by, proposal.decided_at = by.id, record.at
    await proposal.save()
    if proposal.mail_id:
        word = "approved" if state is ProposalState.ACCEPTED else "refused"
        await IncomingMail.filter(id=proposal.mail_id).update(
            handled_as=word, handled_by=by.id, handled_at=record.at
        )
    await record.entry(
        proposal.meeting_id,
        "counter.accepted" if state is ProposalState.ACCEPTED else "counter.declined",
        by=by,
        audience=journal.Audience.STAFF,
        subject=proposal.invitation.person_id,
        proposal=str(proposal.id),
        invitation=str(proposal.invitation_id),
        name=proposal.invitation.name,
        starts_at=proposal.starts_at.isoformat(),
        ends_at=proposal.ends_at.isoformat(),
    )
