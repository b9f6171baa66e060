"""What a changed meeting means for those invited: who may have to be told of it.

Whether somebody is told, and what, is decided when their letter is written, from what they were
told before (`rules.plan`). Here their seats only learn that there may be something to say.
"""

from uuid import UUID

from rakor.invitations import queries
from rakor.invitations.models import Invitation, OccurrenceAnswer
from rakor.invitations.rules import CANCELS, Letter, RsvpStatus
from rakor.journal import Entry
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State

ON = frozenset({State.SCHEDULED, State.IN_PROGRESS})

# What somebody who is invited must hear of; an agenda or a quota changes without a letter.
TOLD = frozenset(
    {
        "title",
        "theme",
        "purpose",
        "mode",
        "venue",
        "room",
        "online",
        "organizer",
        "called_by",
        "recurrence",
        "security_class",
    }
)
# News that give way to whatever is newer.
_GIVES_WAY = ["", Letter.REFRESH.value, Letter.ROSTER.value, Letter.CHANGED.value]


async def moved(entry: Entry) -> None:
    """The meeting has another time: everyone who was told of it is asked anew."""
    await _due(entry, Letter.RESCHEDULED)


async def changed(entry: Entry) -> None:
    """Place or subject are others: whom it concerns gets an update, their answers stay.

    A place that was moved far asks again.
    """
    if not TOLD & set(entry.data.get("changed", [])):
        return
    if await Meeting.exists(id=entry.stream, state__in=list(ON)):
        again = bool(entry.data.get("asks_again"))
        await _due(entry, Letter.RESCHEDULED if again else Letter.CHANGED)


async def day_changed(entry: Entry) -> None:
    """One day of a series is not as it was."""
    await _due(entry, Letter.CHANGED)


async def called_off(entry: Entry) -> None:
    """The meeting does not take place: a CANCEL to everyone who was ever told of it."""
    await _due(entry, Letter.CANCELLED)


async def postponed(entry: Entry) -> None:
    """The meeting loses its time: out of the calendars until a new one is known."""
    await _due(entry, Letter.POSTPONED)


async def _due(entry: Entry, letter: Letter) -> None:
    """Have all who were told before looked at; what they wait for already gives way.

    A first invitation not yet written stays one: it will tell the newest facts anyway. What is told
    later is held for the organizer to read, and whatever waits already with it.
    """
    told = Invitation.filter(meeting_id=entry.stream, sent_sequence__not_isnull=True)
    told = told.exclude(status=RsvpStatus.WITHDRAWN)
    held = entry.data.get("notify") == "later"
    waits = told.filter(letter_due__in=_GIVES_WAY) if letter is Letter.CHANGED else told
    await waits.update(letter_due=letter.value)
    await told.update(held=held)
    if letter in CANCELS:
        await Invitation.filter(
            meeting_id=entry.stream, sent_sequence=None, letter_due=Letter.INVITATION.value
        ).update(letter_due="")


async def split(entry: Entry) -> None:
    """A series goes on as another: whoever was invited to it is invited to the rest as well.

    Nobody has answered the rest yet. Deputies are not copied: who was sent in whose stead was said
    of the series that ends.
    """
    after = await Meeting.get(id=UUID(str(entry.data["into"])))
    seats = (
        await Invitation.filter(meeting_id=entry.stream, delegated_from=None)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .order_by("id")
    )
    seats = [seat for seat in seats if seat.only_on is None or seat.only_on >= after.starts_at]
    rows = await Invitation.filter(meeting_id=after.id).values_list("email")
    there = {email for (email,) in rows}
    held = entry.data.get("notify") == "later"
    copies = {seat.id: _copy(seat, after, held=held) for seat in seats if seat.email not in there}
    if copies:
        await Invitation.bulk_create(copies.values(), batch_size=200)
        await _copy_days(copies, after)
    await day_changed(entry)


def _copy(seat: Invitation, after: Meeting, *, held: bool) -> Invitation:
    """The same seat at what a series goes on as."""
    waits = seat.letter_due == Letter.INVITATION.value
    told = seat.sent_sequence is not None or waits
    made = Invitation(
        meeting_id=after.id,
        person_id=seat.person_id,
        office_id=seat.office_id,
        agency_id=seat.agency_id,
        email=seat.email,
        name=seat.name,
        office_title=seat.office_title,
        agency_name=seat.agency_name,
        part=seat.part,
        delegation=seat.delegation,
        precedence=seat.precedence,
        only_on=seat.only_on,
        is_group=seat.is_group,
        reset_sequence=after.sequence,
        letter_due=Letter.INVITATION.value if told else "",
        held=held and told,
    )
    queries.seal(made)
    return made


async def _copy_days(copies: dict[UUID, Invitation], after: Meeting) -> None:
    """The days to which somebody is not asked stay so."""
    rows = await OccurrenceAnswer.filter(
        invitation_id__in=list(copies),
        status=RsvpStatus.WITHDRAWN,
        recurrence_id__gte=after.starts_at,
    )
    if rows:
        await OccurrenceAnswer.bulk_create(
            [
                OccurrenceAnswer(
                    invitation_id=copies[row.invitation_id].id,
                    recurrence_id=row.recurrence_id,
                    status=RsvpStatus.WITHDRAWN,
                )
                for row in rows
            ]
        )
