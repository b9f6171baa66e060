"""What humans decide about messages: take an answer, leave it, say what it means, judge it anew."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict, Forbidden, NotFound
from rakor.invitations import itip, queries
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.operations import delegating
from rakor.invitations.operations.answering import answer
from rakor.invitations.operations.inviting import invite
from rakor.invitations.operations.keeping import find_received
from rakor.invitations.operations.replies.taking import judge_and_settle, read_again
from rakor.invitations.operations.wishes import Wish
from rakor.invitations.rules import DelegationState, Letter, Reason, Result
from rakor.journal import Record
from rakor.mail.models import IncomingMail
from rakor.meetings import queries as meetings
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import Action
from rakor.words import _

# What a human has to put into words first: nothing in it can be taken as it stands.
UNSAID = frozenset(
    {
        Reason.FREE_TEXT.value,
        Reason.OUT_OF_OFFICE.value,
        Reason.CONTRADICTION.value,
        Reason.ANSWER_UNKNOWN.value,
        Reason.THIS_AND_FUTURE.value,
    }
)


async def judge_again(mail_id: UUID, *, by: User) -> IncomingMail:
    """Judge a message once more, against what is known now; nothing is vouched for by it.

    Refuses (NotFound) whoever does not prepare its meeting.
    """
    row, mail = await _open(mail_id, by=by)
    async with journal.transaction() as record:
        await _lock(row)
        before = row.result
        await judge_and_settle(record, row, mail)
        await _enter(record, row, "mail.judged_again", by, before=before, result=row.result)
    return row


async def approve(mail_id: UUID, *, by: User) -> IncomingMail:
    """Take what waits in a message as it stands, on the word of whoever read it.

    Somebody who was not invited is, and gets the invitation; a deputy is accepted; an answer that
    only its sender vouched for counts. Refuses (Conflict) what does not wait, and words that first
    have to be put into an answer (`overrule`); Forbidden for whoever may not invite.
    """
    row, mail = await _open(mail_id, by=by)
    async with journal.transaction() as record:
        await _lock(row)
        waiting = _waiting(row)
        await _check_keeper(row, by)
        if any(each.get("reason") in UNSAID for each in waiting):
            raise Conflict(_("Pilih dahulu jawaban mana yang dicatat dari pesan ini."))
        made = [await _prepare(record, row, each, by=by) for each in waiting]
        await judge_and_settle(record, row, mail, vouched=True)
        for invitation in filter(None, made):
            # The letter goes out with the answer that was just taken.
            await Invitation.filter(id=invitation).update(letter_due=Letter.INVITATION.value)
        await _handle(record, row, "approved", by)
        await _enter(record, row, "reply.approved", by, result=row.result)
    return row


async def _prepare(
    record: Record, row: IncomingMail, verdict: dict[str, object], *, by: User
) -> UUID | None:
    """What has to be so that the answer can be taken; the new seat of a party crasher."""
    reason, address = verdict.get("reason"), str(verdict.get("address", ""))
    if row.meeting_id is None:
        raise Conflict(_("Pesan ini tidak menyangkut rapat yang dikenal."))
    if reason == Reason.NOT_INVITED.value:
        wish = Wish(email=address, name=str(verdict.get("name", "")))
        (seat,) = await invite(row.meeting_id, [wish], by=by)
        return seat.id
    if reason == Reason.BEFORE_DELEGATOR.value:
        giver = await Invitation.filter(
            meeting_id=row.meeting_id, email=str(verdict.get("given_by", ""))
        ).first()
        if giver is None:
            raise Conflict(_("Undangan yang diwakili tidak ditemukan lagi."))
        wish_of = delegating.DeputyWish(address, str(verdict.get("name", "")))
        step = await delegating.delegate(giver.id, wish_of, via="staff", by=by, staff=True)
        if step.state is DelegationState.PROPOSED:
            await delegating.accept(step.id, by=by)
    if reason == Reason.WANTS_TO_DELEGATE.value:
        key = verdict.get("delegation")
        step_waiting = await DelegationStep.get_or_none(id=key) if key else None
        if step_waiting is None:
            raise Conflict(_("Pesan ini tidak menyebut siapa yang mewakili."))
        if step_waiting.state is DelegationState.PROPOSED:
            await delegating.accept(step_waiting.id, by=by)
    return None


async def refuse(mail_id: UUID, *, tell: bool = False, by: User) -> IncomingMail:
    """Leave what waits in a message as it is; with `tell` a party crasher's calendar is told.

    RFC 5546 section 3.7.2: a CANCEL to somebody who was never asked may be sent. Refuses
    (Conflict) what does not wait.
    """
    row, _mail = await _open(mail_id, by=by)
    async with journal.transaction() as record:
        await _lock(row)
        waiting = _waiting(row)
        await _check_keeper(row, by)
        strangers = [
            {"address": each.get("address"), "name": each.get("name", "")}
            for each in waiting
            if each.get("reason") == Reason.NOT_INVITED.value
        ]
        for each in waiting:
            step = await DelegationStep.get_or_none(id=each.get("delegation") or UUID(int=0))
            if step is not None and step.state is DelegationState.PROPOSED:
                await delegating.reject(step.id, _("Ditolak oleh sekretariat."), by=by)
        await _handle(record, row, "refused", by)
        told = strangers if tell and row.meeting_id else []
        await _enter(record, row, "reply.refused", by, tell=told)
    return row


async def overrule(mail_id: UUID, invitation_id: UUID, status: str, *, by: User) -> IncomingMail:
    """Note for somebody what a human read in the message, whatever was made of it before.

    Refuses (NotFound) an invitation of another meeting; Conflict when there is nothing left to
    answer; Forbidden for whoever may not invite.
    """
    row, _mail = await _open(mail_id, by=by)
    invitation = await queries.find(invitation_id, to=by)
    if row.meeting_id not in (None, invitation.meeting_id):
        raise NotFound(_("Undangan ini bukan dari rapat yang dimaksud pesan."))
    async with journal.transaction() as record:
        await locked(invitation.meeting_id, Action.INVITE, by=by)
        await _lock(row)
        mode = invitation.mode.value if invitation.mode else ""
        mode = "" if status == "declined" else mode
        await answer(invitation, status, mode, invitation.comment, via="staff", by=by)
        row.meeting_id, row.invitation_id = invitation.meeting_id, invitation.id
        await _handle(record, row, "overruled", by)
        said = {"status": status, "invitation": str(invitation.id), "name": invitation.name}
        await _enter(record, row, "reply.overruled", by, **said)
    return row


async def put_aside(mail_id: UUID, *, by: User) -> IncomingMail:
    """A message was read and asks for nothing more. Refuses (Conflict) what does not wait."""
    row, _mail = await _open(mail_id, by=by)
    async with journal.transaction() as record:
        await _lock(row)
        _waiting(row)
        await _check_keeper(row, by)
        await _handle(record, row, "read", by)
        await _enter(record, row, "mail.handled", by)
    return row


async def _open(mail_id: UUID, *, by: User) -> tuple[IncomingMail, itip.InboundMail]:
    row = await find_received(mail_id, to=by)
    return row, await read_again(row)


async def _lock(row: IncomingMail) -> None:
    """Nobody else decides about the message meanwhile; what they did a moment ago is read anew."""
    only = ("id", "result", "reason", "verdicts", "handled_as", "meeting_id", "invitation_id")
    fresh = await IncomingMail.filter(id=row.id).only(*only).select_for_update().get()
    row.update_from_dict({name: getattr(fresh, name) for name in only[1:]})


async def _check_keeper(row: IncomingMail, by: User) -> None:
    """Whoever keeps the list of a meeting decides about its mail; admins about the rest."""
    if row.meeting_id is not None:
        await meetings.find_for(Action.INVITE, row.meeting_id, by=by)
    elif not by.is_admin:
        raise Forbidden(_("Surat ini diurus oleh admin."))


def _waiting(row: IncomingMail) -> Sequence[dict[str, object]]:
    """The verdicts of a message that wait; Conflict when none does any more."""
    if row.handled_as not in ("", "open"):
        raise Conflict(_("Pesan ini sudah diputuskan."), handled=row.handled_as)
    states = {Result.PENDING_APPROVAL.value, Result.UNREADABLE.value, Result.COUNTER_STORED.value}
    found = [each for each in row.verdicts if each.get("result") in states]
    if not found and row.result not in states:
        raise Conflict(_("Pesan ini tidak menunggu keputusan."))
    return found


async def _handle(record: Record, row: IncomingMail, word: str, by: User) -> None:
    row.handled_as, row.handled_by, row.handled_at = word, by.id, record.at
    fields = ["handled_as", "handled_by", "handled_at", "meeting_id", "invitation_id"]
    await row.save(update_fields=fields)


async def _enter(record: Record, row: IncomingMail, kind: str, by: User, **data: Any) -> None:
    seat = await Invitation.get_or_none(id=row.invitation_id) if row.invitation_id else None
    await record.entry(
        row.meeting_id or journal.stream_of("mail"),
        kind,
        by=by,
        audience=journal.Audience.STAFF,
        subject=seat.person_id if seat else None,
        mail=str(row.id),
        **data,
    )
