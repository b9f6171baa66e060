"""Keeping letters that were written, and what follows from having asked somebody."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from tortoise.expressions import F, Q

from rakor import journal
from rakor.invitations.models import Invitation, OccurrenceAnswer, ToldFacts
from rakor.invitations.operations.letters.composing import Desk, Draft
from rakor.invitations.rules import Facts, RsvpStatus, kept
from rakor.mail import outbox
from rakor.meetings.models import Meeting

# Whoever sends a deputy is not asked anew: the deputy is.
_STAYS = [RsvpStatus.WITHDRAWN, RsvpStatus.DELEGATED]


async def keep(drafts: Sequence[Draft], desk: Desk) -> int:
    """Keep the letters of one meeting, unless it or the seat moved on meanwhile; how many."""
    meeting_id = drafts[0].seat.meeting_id
    facts = desk.material.facts[meeting_id]
    async with journal.transaction():
        meeting = await Meeting.filter(id=meeting_id).select_for_update().get()
        if (meeting.sequence, meeting.revision) != (facts.sequence, facts.revision):
            return 0
        same = await _unchanged(drafts)
        told = [draft for draft in same if draft.messages]
        await outbox.enqueue([mail for draft in told for mail in draft.mails])
        await _remember(told, facts)
        await _ask_anew(told, desk)
        quiet = [draft.seat.id for draft in same if not draft.messages]
        if quiet:
            await Invitation.filter(id__in=quiet).update(letter_due="", held=False, letter_note="")
    return sum(len(draft.mails) for draft in told)


async def _unchanged(drafts: Sequence[Draft]) -> list[Draft]:
    """Those whose seat still waits for the letter that was written."""
    rows = (
        await Invitation.filter(id__in=[draft.seat.id for draft in drafts])
        .select_for_update()
        .values_list("id", "letter_due", "letters", "generation", "status", "held", "letter_note")
    )
    now = {row[0]: tuple(row[1:]) for row in rows}
    return [draft for draft in drafts if now.get(draft.seat.id) == _as_written(draft)]


def _as_written(draft: Draft) -> tuple[object, ...]:
    seat = draft.seat
    return (
        seat.letter_due,
        seat.letters,
        seat.generation,
        seat.status,
        seat.held,
        seat.letter_note,
    )


async def _remember(told: Sequence[Draft], facts: Facts) -> None:
    """What was told: the facts once for all, and at each seat that it was."""
    if not told:
        return
    meeting_id = told[0].seat.meeting_id
    await ToldFacts.bulk_create(
        [ToldFacts(meeting_id=meeting_id, revision=facts.revision, facts=kept(facts))],
        ignore_conflicts=True,
    )
    by_stamp: defaultdict[datetime, list[Draft]] = defaultdict(list)
    for draft in told:
        by_stamp[draft.stamp].append(draft)
    for stamp, together in by_stamp.items():
        await Invitation.filter(id__in=[draft.seat.id for draft in together]).update(
            letter_due="",
            letter_note="",
            held=False,
            letters=F("letters") + 1,
            sent_sequence=facts.sequence,
            sent_at=stamp,
            told_revision=facts.revision,
        )


async def _ask_anew(told: Sequence[Draft], desk: Desk) -> None:
    """RFC 6638 section 3.2.8: of what moved, answers from before no longer hold."""
    whole: defaultdict[int, list[Draft]] = defaultdict(list)
    days: defaultdict[tuple[datetime, int], list[Draft]] = defaultdict(list)
    for draft in told:
        if draft.seat.sent_sequence is None:
            continue
        for message in draft.messages:
            if message.asks and not message.days:
                whole[desk.asked(draft.seat, message)].append(draft)
            for day in message.asks_days:
                days[day, message.sequence].append(draft)
    for sequence, drafts in whole.items():
        await _ask_all(drafts, sequence)
    for (day, sequence), drafts in days.items():
        await _ask_day(drafts, day, sequence)


async def _ask_all(drafts: Sequence[Draft], sequence: int) -> None:
    seats = Invitation.filter(
        id__in=[draft.seat.id for draft in drafts], reset_sequence__lt=sequence
    )
    await (
        seats.filter(Q(last_sequence=None) | Q(last_sequence__lt=sequence))
        .exclude(status__in=_STAYS)
        .update(
            status=RsvpStatus.NO_RESPONSE,
            mode=None,
            answered_at=None,
            via="",
            revision=F("revision") + 1,
        )
    )
    await seats.update(reset_sequence=sequence)


async def _ask_day(drafts: Sequence[Draft], day: datetime, sequence: int) -> None:
    """That one day is asked anew of those who answered it, or answered all days."""
    ids = [draft.seat.id for draft in drafts]
    rows = OccurrenceAnswer.filter(
        invitation_id__in=ids, recurrence_id=day, reset_sequence__lt=sequence
    ).exclude(status=RsvpStatus.WITHDRAWN)
    await rows.filter(Q(last_sequence=None) | Q(last_sequence__lt=sequence)).update(
        status=RsvpStatus.NO_RESPONSE, mode=None, answered_at=None, via=""
    )
    await rows.update(reset_sequence=sequence)
    fresh = [
        OccurrenceAnswer(invitation_id=draft.seat.id, recurrence_id=day, reset_sequence=sequence)
        for draft in drafts
        if draft.seat.status is not RsvpStatus.NO_RESPONSE and draft.seat.only_on is None
    ]
    if fresh:
        await OccurrenceAnswer.bulk_create(fresh, ignore_conflicts=True, batch_size=200)
