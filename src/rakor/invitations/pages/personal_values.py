"""What the personal page shows: the meeting, the answer, who comes for whom, days of a series."""

from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from rakor.documents import qr
from rakor.errors import Conflict, NotFound
from rakor.invitations import queries
from rakor.invitations.models import Invitation, OccurrenceAnswer
from rakor.invitations.queries.siblings import siblings_of
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.queries import agenda_of, days_of, find_occurrence
from rakor.meetings.queries.wholes import whole_of
from rakor.meetings.rules import Delegation, Mode, State
from rakor.meetings.rules.series import Day, DayState, Window
from rakor.words import _

OPEN = frozenset({State.SCHEDULED, State.IN_PROGRESS, State.POSTPONED})
NEXT_DAYS = 20
DAY_CHOICES = {
    "room": (RsvpStatus.ACCEPTED, "room"),
    "online": (RsvpStatus.ACCEPTED, "online"),
    "tentative": (RsvpStatus.TENTATIVE, ""),
    "declined": (RsvpStatus.DECLINED, ""),
}


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of a series, with what holds for it."""

    day: Day
    kind: str
    own: bool

    @property
    def off(self) -> bool:
        return self.day.state is DayState.CANCELLED


async def values(invitation: Invitation, wished: str) -> dict[str, Any]:
    """Everything the page needs; `wished` is what the button in the letter said."""
    meeting = await _as_asked(invitation)
    person, agency = invitation.person, invitation.agency
    own = (person.timezone if person else "") or (agency.timezone if agency else "")
    code = queries.checkin_code(invitation)
    withdrawn = invitation.status is RsvpStatus.WITHDRAWN
    steps = await queries.steps_of([meeting.id])
    can_answer = meeting.state in OPEN and not withdrawn
    whole = None if withdrawn else await whole_of(meeting.id)
    return {
        "invitation": invitation,
        "meeting": meeting,
        "organizer": meeting.organizer,
        "token": queries.personal_token(invitation),
        "own": own or meeting.timezone,
        "place": queries.place_of(meeting),
        "chosen": _chosen(invitation, wished),
        "kind": queries.seat_kind(invitation.status, invitation.mode),
        "answered": invitation.status not in (RsvpStatus.NO_RESPONSE, RsvpStatus.WITHDRAWN),
        "withdrawn": withdrawn,
        "can_answer": can_answer,
        "comes": meeting.state in OPEN and invitation.status is RsvpStatus.ACCEPTED,
        "code": qr.grouped(code, 5),
        "drawing": qr.svg(code, title=_("Kode QR kehadiran")),
        "google": _google(meeting),
        "chain": steps.chain(invitation.id),
        "represents": queries.titles(await queries.represented_by(invitation)),
        "can_delegate": can_answer and invitation.delegation is not Delegation.NOT_ALLOWED,
        "wants_letter": invitation.delegation is Delegation.ALLOWED_WITH_LETTER,
        "agenda": await agenda_of(meeting, ()) if not withdrawn else [],
        "whole": whole,
        "siblings": await siblings_of(invitation, whole) if whole else [],
        "days": await _days(invitation) if can_answer else [],
        "day_choices": _day_choices(meeting),
    }


async def _as_asked(invitation: Invitation) -> Meeting:
    """The meeting; for a guest of one day of a series, as it is on that day."""
    meeting = copy(invitation.meeting)
    if invitation.only_on is None:
        return meeting
    try:
        day = await find_occurrence(meeting, invitation.only_on)
    except (NotFound, Conflict):  # the series changed since, and has no such day any more
        return meeting
    meeting.recurrence, meeting.starts_at, meeting.ends_at = "", day.starts_at, day.ends_at
    meeting.title = day.title or meeting.title
    meeting.room = day.room or meeting.room
    meeting.venue_name = day.venue_name or meeting.venue_name
    meeting.venue_address = day.venue_address or meeting.venue_address
    meeting.venue_region = day.venue_region or meeting.venue_region
    if day.state is DayState.CANCELLED:
        meeting.state, meeting.reason = State.CANCELLED, day.reason
    return meeting


async def _days(invitation: Invitation) -> list[DayRow]:
    """The next days of a series with what was answered to each; the newer answer holds."""
    meeting = invitation.meeting
    if not meeting.recurrence or invitation.only_on is not None:
        return []
    days = await days_of(meeting, Window(datetime.now(UTC)), limit=NEXT_DAYS)
    answers = {
        row.recurrence_id: row for row in await OccurrenceAnswer.filter(invitation_id=invitation.id)
    }
    rows = [_row(invitation, day, answers.get(day.recurrence_id)) for day in days]
    return [row for row in rows if row is not None]


def _row(invitation: Invitation, day: Day, said: OccurrenceAnswer | None) -> DayRow | None:
    if said is not None and said.status is RsvpStatus.WITHDRAWN:
        return None
    if said is not None and _newer(said, invitation):
        return DayRow(day, queries.seat_kind(said.status, said.mode), own=True)
    return DayRow(day, queries.seat_kind(invitation.status, invitation.mode), own=False)


def _newer(said: OccurrenceAnswer, invitation: Invitation) -> bool:
    """RFC 5546 section 2.1.5: by SEQUENCE, then by DTSTAMP; a day that was reset asks again."""
    if said.last_dtstamp is None:
        return said.reset_sequence > invitation.reset_sequence
    if invitation.last_dtstamp is None:
        return True
    mine = (invitation.last_sequence or 0, invitation.last_dtstamp)
    return (said.last_sequence or 0, said.last_dtstamp) >= mine


def _day_choices(meeting: Meeting) -> list[tuple[str, str]]:
    ways = [("room", _("Hadir di ruang rapat")), ("online", _("Hadir secara daring"))]
    out = {Mode.IN_PERSON: "online", Mode.ONLINE: "room"}.get(meeting.mode)
    kept = [(key, word) for key, word in ways if key != out]
    return [*kept, ("declined", _("Berhalangan")), ("tentative", _("Belum pasti"))]


def _chosen(invitation: Invitation, wished: str) -> str:
    """What is ticked: the answer given, or what the button in the letter said."""
    status = invitation.status.value
    if wished in ("accepted", "declined", "tentative", "delegated"):
        status = wished
    if status != "accepted":
        return status
    meeting = invitation.meeting
    if meeting.mode is Mode.ONLINE:
        return "online"
    asked = invitation.mode.value if invitation.mode else "room"
    return "room" if meeting.mode is Mode.IN_PERSON else asked


def _google(meeting: Meeting) -> str:
    """Google's form for a new event; the address says nothing personal."""
    form = "%Y%m%dT%H%M%SZ"
    dates = f"{meeting.starts_at:{form}}/{meeting.ends_at:{form}}"
    place = "; ".join(queries.place_of(meeting))
    query = {"action": "TEMPLATE", "text": meeting.title, "dates": dates, "location": place}
    return f"https://calendar.google.com/calendar/render?{urlencode(query)}"
