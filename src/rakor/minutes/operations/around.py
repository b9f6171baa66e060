"""What stands around a meeting in its minutes: the one before, breaks, questions, the absent."""

from collections.abc import Iterable
from uuid import UUID

from rakor import words
from rakor.attendance.models import Head
from rakor.followups.queries import changed_since, predecessors
from rakor.followups.rules import FOLLOW_UP_STATES
from rakor.invitations.models import Invitation
from rakor.invitations.queries import steps_of
from rakor.invitations.rules import RsvpStatus
from rakor.live.models import Break, Turn
from rakor.live.rules import TurnCategory
from rakor.live.rules.speaking import spoken_name
from rakor.meetings.models import Meeting
from rakor.meetings.rules import NAMED_ONLY, State
from rakor.minutes.export import values as v
from rakor.minutes.export.comparing import titles
from rakor.minutes.models import Minutes, MinutesCorrection
from rakor.minutes.queries import document_of
from rakor.minutes.rules import IN_FORCE, CorrectionState
from rakor.words import _

COMING = (State.SCHEDULED, State.POSTPONED, State.IN_PROGRESS)


async def previous(meeting: Meeting) -> tuple[str, ...]:
    """The minutes of the meeting before: that they were approved, and what was corrected in them.

    Nothing of a meeting that only those named in it know, nor of its confidential items.
    """
    before = await predecessors(meeting)
    earlier = await Meeting.get_or_none(id=before[0]) if before else None
    if earlier is None or earlier.security_class in NAMED_ONLY:
        return ()
    named = f"Notula {earlier.title}, {_day(earlier)}"
    found = (
        await Minutes.filter(meeting_id=earlier.id, state__in=list(IN_FORCE))
        .order_by("-version")
        .first()
    )
    if found is None or found.approved_at is None:
        return (f"{named}, belum disetujui pimpinan rapat.",)
    day = words.date(found.approved_at, earlier.timezone, with_weekday=False)
    lines = [f"{named}, disetujui pimpinan rapat pada {day} (versi {found.version})."]
    known = titles(v.for_participants(document_of(found)), _open_items(found))
    asked = MinutesCorrection.filter(
        minutes__meeting_id=earlier.id, state=CorrectionState.ACCEPTED
    ).order_by("at", "id")
    for each in await asked:
        if each.section in known:
            lines.append(f"Perbaikan yang diterima, {known[each.section]}: {each.text}")
    return tuple(lines)


def _open_items(minutes: Minutes) -> list[str]:
    """The agenda items that everybody in the meeting reads about."""
    told = document_of(minutes).discussion
    return [
        item
        for item, notes in zip(minutes.content["items"], told, strict=True)
        if not notes.confidential
    ]


async def carried(meeting: Meeting) -> tuple[str, ...]:
    """What became of the promises of the meetings before, one line each."""
    before = await predecessors(meeting)
    if not before:
        return ()
    open_ones = await Meeting.filter(
        id__in=list(before), security_class__not_in=list(NAMED_ONLY)
    ).values_list("id", flat=True)
    lines = []
    for change in await changed_since(meeting):
        if change.meeting_id in open_ones:
            now = _(FOLLOW_UP_STATES[change.after])
            was = _(FOLLOW_UP_STATES[change.before])
            stood = f"{was} → {now}" if was != now else now
            said = "; ".join(change.notes)
            ending = f". {said}" if said else ""
            lines.append(f"{change.text} ({change.owner}): {stood}{ending}")
    return tuple(lines)


async def breaks(meeting: Meeting) -> tuple[str, ...]:
    """When the session stood still; a break that was not ended is left out."""
    rows = await Break.filter(meeting_id=meeting.id).order_by("since", "id")
    return tuple(
        f"Sidang diskors pukul {words.times(row.since, row.ended_at, meeting.timezone)}."
        for row in rows
        if row.ended_at is not None
    )


async def next_meeting(meeting: Meeting) -> str:
    """The meeting that follows this one up, if it is announced to everybody."""
    found = (
        await Meeting.filter(follow_up_of_id=meeting.id, state__in=list(COMING))
        .exclude(security_class__in=list(NAMED_ONLY))
        .order_by("starts_at")
        .first()
    )
    if found is None:
        return ""
    when = words.day_and_time(found.starts_at, found.ends_at, found.timezone)
    return ", ".join((found.title, when, *found.place))


async def questions(meeting: Meeting, secret: set[UUID]) -> tuple[v.Question, ...]:
    """What was asked from the floor, and whose turn answered it; `secret` are confidential items.

    A question is a turn asked for as one, with what it is about; the answer itself is written by
    the minute-taker.
    """
    turns = (
        await Turn.filter(meeting_id=meeting.id, started_at__not_isnull=True)
        .filter(category__in=[TurnCategory.QUESTION, TurnCategory.REPLY])
        .order_by("started_at", "id")
    )
    made = []
    for at, turn in enumerate(turns):
        if turn.category is TurnCategory.QUESTION and turn.topic:
            reply = next(iter(turns[at + 1 :]), None)
            answers = (
                reply is not None
                and reply.category is TurnCategory.REPLY
                and reply.item_id == turn.item_id
            )
            made.append(
                v.Question(
                    _spoke(turn),
                    turn.topic,
                    _spoke(reply) if reply and answers else "",
                    confidential=turn.item_id in secret,
                )
            )
    return tuple(made)


def _spoke(turn: Turn) -> str:
    short = turn.agency_short_name or turn.agency_name
    return spoken_name(turn.name, turn.agency_name, short)


async def absent(meeting: Meeting, heads: Iterable[Head]) -> list[tuple[Invitation, v.Attendee]]:
    """Everybody who was invited and did not come themselves, with what is known of it."""
    came = {head.invitation_id: head for head in heads if head.invitation_id is not None}
    people = {head.person_id for head in came.values()} | {
        head.person_id for head in heads if head.person_id is not None
    }
    asked = (
        await Invitation.filter(meeting_id=meeting.id, delegated_from_id=None, only_on=None)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .select_related("agency")
        .order_by("precedence", "name", "id")
    )
    missing = [
        seat
        for seat in asked
        if seat.id not in came and (seat.person_id is None or seat.person_id not in people)
    ]
    if not missing:
        return []
    steps = await steps_of([meeting.id])
    for_whom = {
        top: head for seat, head in came.items() if seat for top in steps.tops(seat) if head
    }
    return [(seat, _absent(seat, for_whom.get(seat.id))) for seat in missing]


def _absent(seat: Invitation, deputy: Head | None) -> v.Attendee:
    if deputy is not None:
        why = f"Diwakili oleh {deputy.name}"
    elif seat.status is RsvpStatus.DECLINED:
        why = "Tidak hadir (berhalangan)"
    elif seat.status is RsvpStatus.DELEGATED:
        why = "Tidak hadir, demikian pula wakilnya"
    else:
        why = "Tidak hadir (tanpa keterangan)"
    return v.Attendee(seat.name, seat.office_title, why, present=False)


def _day(meeting: Meeting) -> str:
    return words.date(meeting.starts_at, meeting.timezone, with_weekday=False)
