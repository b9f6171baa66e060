"""What of a meeting is approved: its substance as it is now, and how its parts are told."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from rakor.directory.models import Person
from rakor.drafting.rules.approval import Changed, Substance, differences
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import AgendaItem, Meeting, Occurrence
from rakor.meetings.rules import KINDS, MODES, SECURITY_CLASSES, Kind, Mode, SecurityClass
from rakor.words import _, dates

PERSON = "person:"
# No line that people type holds it.
BETWEEN = "\x1f"


async def seats_of(meeting_id: UUID) -> list[Invitation]:
    """Who is on the list, in the order of protocol, with their agencies; deputies are not asked."""
    return (
        await Invitation.filter(meeting_id=meeting_id, delegated_from=None)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .select_related("agency")
        .order_by("precedence", "name", "id")
    )


async def substance_of(
    meeting: Meeting, seats: Collection[Invitation] | None = None
) -> dict[str, list[list[str]]]:
    """The substance of a meeting as it is now; `meeting.organizer` is loaded."""
    items = await AgendaItem.filter(meeting_id=meeting.id).order_by("position", "id")
    days = []
    if meeting.recurrence:
        days = await Occurrence.filter(meeting_id=meeting.id).order_by("recurrence_id")
    where = (meeting.room, meeting.venue_name, meeting.venue_address, meeting.venue_region)
    return {
        "title": [[meeting.title, meeting.title]],
        "kind": [["kind:" + meeting.kind, ""], ["class:" + meeting.security_class, ""]],
        "called_by": [
            [f"{meeting.organizer_id}{BETWEEN}{meeting.called_by}", meeting.organizer.name]
        ],
        "time": [
            [
                BETWEEN.join(
                    (
                        *_moments(meeting.starts_at, meeting.ends_at),
                        meeting.timezone,
                        meeting.recurrence,
                    )
                ),
                "",
            ]
        ],
        "days": [[_day(day, meeting.timezone), day.state.value] for day in days],
        "place": [
            ["mode:" + meeting.mode, ""],
            [
                BETWEEN.join((*where, str(meeting.register_room_id or ""))),
                ", ".join(filter(None, where)),
            ],
            ["online:" + meeting.online_provider, meeting.online_provider],
        ],
        "agenda": [
            [f"{int(item.confidential)}{BETWEEN}{item.title}", item.title] for item in items
        ],
        "invited": sorted(
            _invited(seat) for seat in (await seats_of(meeting.id) if seats is None else seats)
        ),
    }


def _moments(*moments: datetime) -> list[str]:
    return [f"{at.timestamp():.0f}" for at in moments]


def _day(day: Occurrence, zone: str) -> str:
    """One day of a series that is not as the rule says, whole."""
    said = (day.title, day.room, day.venue_name, day.venue_address, day.venue_region)
    times = _moments(day.starts_at, day.ends_at, day.recurrence_id)
    return BETWEEN.join((*times[:2], zone, times[2], day.state.value, *said))


def _invited(seat: Invitation) -> list[str]:
    """A seat by what it is asked as; a person's name is read from the directory, never kept."""
    if seat.office_id:
        label = ", ".join(filter(None, (seat.office_title, seat.agency_name)))
        return [f"office:{seat.office_id}{BETWEEN}{seat.part}", label]
    if seat.person_id:
        return [f"{PERSON}{seat.person_id}{BETWEEN}{seat.part}", seat.agency_name]
    address = hashlib.sha256(seat.email.encode()).hexdigest()[:32]
    return [f"address:{address}{BETWEEN}{seat.part}", seat.agency_name]


async def changed_since(before: Substance, now: Substance) -> list[Changed]:
    """What is different, in words of the reader's language; one query where people are named."""
    names = await _names(entry[0] for side in (before, now) for entry in side.get("invited", []))

    def read(part: str, entry: Sequence[str]) -> str:
        return _told(part, entry[0], entry[1], names)

    return differences(before, now, read)


async def _names(keys: Iterable[str]) -> dict[str, str]:
    people = {
        key: UUID(key.removeprefix(PERSON).partition(BETWEEN)[0])
        for key in keys
        if key.startswith(PERSON)
    }
    rows = await Person.filter(id__in=list(set(people.values()))) if people else []
    found = {person.id: person.full_name for person in rows}
    return {key: found[person] for key, person in people.items() if person in found}


def _told(part: str, key: str, label: str, names: dict[str, str]) -> str:
    if part == "invited":
        name = names.get(key, "")
        return ", ".join(filter(None, (name, label))) or _("alamat bersama")
    if part in ("time", "days"):
        begins, ends, zone, *_more = key.split(BETWEEN)
        return dates.day_and_time(_at(begins), _at(ends), zone)
    kind, _colon, value = key.partition(":")
    if kind == "mode":
        return _(MODES[Mode(value)])
    if kind == "kind" and part == "kind":
        return _(KINDS[Kind(value)])
    if kind == "class" and part == "kind":
        return _(SECURITY_CLASSES[SecurityClass(value)])
    if part == "agenda" and key.startswith(f"1{BETWEEN}"):
        return _("{title} (rahasia)").format(title=label)
    return label or _("tidak diisi")


def _at(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), tz=UTC)
