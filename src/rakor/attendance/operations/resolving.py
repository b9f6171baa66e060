"""Visitors of the video room whom nobody knew at once: the secretariat says who they are."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import queries, rules
from rakor.attendance.models import Head, OnlineVisit
from rakor.attendance.operations.heads import Found, guest_of, head_of
from rakor.attendance.operations.ledger import queue
from rakor.attendance.operations.online import (
    Placing,
    known_visits,
    place,
    save_visits,
    take_back,
)
from rakor.attendance.queries.online import Seen, seen_of
from rakor.attendance.rules import Admission, MatchedBy, Method, WalkIn, WalkInPolicy
from rakor.errors import Conflict, NotFound
from rakor.invitations.models import Invitation
from rakor.journal import Record
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.words import N_, _

_CHANGED = N_("Peserta daring ini ternyata orang lain.")


async def recognise_visitor(meeting_id: UUID, key: str, invitation_id: UUID, *, by: User) -> Seen:
    """Say whom of those invited a visitor is; their later visits under that name are theirs too.

    Whoever they were taken for before no longer counts by them. Refuses (NotFound) visitors and
    invitations that are not of this meeting.
    """
    async with journal.transaction() as record:
        meeting, seen = await _find(meeting_id, key, by)
        invitation = await Invitation.get_or_none(meeting_id=meeting.id, id=invitation_id)
        if invitation is None:
            raise NotFound(_("Undangan ini bukan undangan rapat ini."))
        found = await head_of(meeting, invitation)
        await _take_for(record, meeting, seen, found, MatchedBy.MANUAL, by)
        await _tell(record, meeting, "visitor.recognised", seen, by, found.head.person_id)
    return seen


async def admit_visitor(meeting_id: UUID, key: str, guest: WalkIn, *, by: User) -> Seen:
    """Say that a visitor is a guest without an invitation, of that agency.

    As at the door they count at once, or wait for the secretariat, as the meeting has it. Refuses
    (Conflict) guests where only those invited take part, and one who was turned away.
    """
    async with journal.transaction() as record:
        meeting, seen = await _find(meeting_id, key, by)
        plan = await queries.plan_of(meeting.id)
        found = await guest_of(
            meeting, replace(guest, name=guest.name or seen.called), plan.walk_ins
        )
        if found.head.admission is Admission.TURNED_AWAY:
            raise Conflict(_(rules.REASONS[rules.Reason.TURNED_AWAY]))
        if found.is_new and plan.walk_ins is WalkInPolicy.REFUSE:
            raise Conflict(_(rules.REASONS[rules.Reason.NO_WALK_INS]))
        await _take_for(record, meeting, seen, found, MatchedBy.GUEST, by)
        await _tell(record, meeting, "visitor.admitted", seen, by, None)
    return seen


async def ignore_visitor(meeting_id: UUID, key: str, *, by: User) -> Seen:
    """Say that a visitor is nobody to be counted: a machine, a room, the account of the host."""
    async with journal.transaction() as record:
        meeting, seen = await _find(meeting_id, key, by)
        await take_back(record, meeting, _placed(seen), _CHANGED, by=by)
        _decide(seen, MatchedBy.IGNORED)
        await save_visits(seen.visits)
        await _tell(record, meeting, "visitor.ignored", seen, by, None)
    return seen


async def reopen_visitor(meeting_id: UUID, key: str, *, by: User) -> Seen:
    """Take back whom a visitor was taken for: they wait again, and no report decides it anew.

    Refuses (Conflict) visitors who wait already.
    """
    async with journal.transaction() as record:
        meeting, seen = await _find(meeting_id, key, by)
        if seen.by is MatchedBy.NOBODY:
            raise Conflict(_("Peserta daring ini masih menunggu untuk dikenali."))
        head = await Head.get_or_none(id=seen.head_id) if seen.head_id else None
        await take_back(record, meeting, _placed(seen), _CHANGED, by=by)
        _decide(seen, MatchedBy.NOBODY)
        await save_visits(seen.visits)
        await _tell(record, meeting, "visitor.reopened", seen, by, head.person_id if head else None)
    return seen


async def _find(meeting_id: UUID, key: str, by: User) -> tuple[Meeting, Seen]:
    await queue(meeting_id)
    meeting = await find_for(Action.CHECK_IN, meeting_id, by=by)
    rules.check_open(meeting.state)
    visits = await known_visits(meeting)
    seen = seen_of(meeting.id, visits).get(key)
    if seen is None:
        raise NotFound(_("Peserta daring ini tidak ada pada rapat ini."))
    return meeting, seen


def _placed(seen: Seen) -> Sequence[OnlineVisit]:
    return [visit for visit in seen.visits if visit.head_id is not None]


def _decide(seen: Seen, by: MatchedBy) -> None:
    for visit in seen.visits:
        visit.matched_by, visit.score, visit.by_hand = by, 0, True


async def _take_for(
    record: Record, meeting: Meeting, seen: Seen, found: Found, by_what: MatchedBy, by: User
) -> None:
    placed = _placed(seen)
    if any(visit.head_id != found.head.id for visit in placed):
        await take_back(record, meeting, placed, _CHANGED, by=by)
        if not found.is_new:
            await found.head.refresh_from_db()
    _decide(seen, by_what)
    placing = Placing()
    placing.add(found, seen.visits)
    await place(record, meeting, placing, method=Method.ONLINE_REPORT, by=by)
    await save_visits(seen.visits)


async def _tell(
    record: Record, meeting: Meeting, kind: str, seen: Seen, by: User, person: UUID | None
) -> None:
    await record.entry(
        meeting.id,
        kind,
        by=by,
        subject=person,
        visitor=seen.key,
        head=seen.head_id,
        visits=len(seen.visits),
    )
