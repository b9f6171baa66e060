"""What entries mean to whoever reads them: names, pages they may open, and what stays hidden."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from rakor.accounts.models import User
from rakor.audit.rules import Hidden, Object, Row, masked, thing_of
from rakor.directory.models import Agency, Office, Person
from rakor.journal import Audience, Entry
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.queries import visible_to
from rakor.meetings.rules import NAMED_ONLY, Action, Part, may

# What an entry for the secretariat alone may say about a confidential item of the agenda.
_OF_ITEMS = frozenset({"agenda", "note", "decision", "followup"})


async def told(entries: Sequence[Entry], *, to: User) -> list[Row]:
    """These entries as somebody may read them: seven queries, however many entries."""
    known = await _look_up(entries, to)
    return [_row(entry, known) for entry in entries]


@dataclass(frozen=True, slots=True)
class _Known:
    """What stands behind the keys of a page."""

    meetings: dict[UUID, Meeting]
    visible: frozenset[UUID]
    inside: frozenset[UUID]
    objects: dict[UUID, Object]


async def _look_up(entries: Sequence[Entry], to: User) -> _Known:
    keys = list({key for entry in entries for key in _keys(entry)})
    subjects = list({entry.subject for entry in entries if entry.subject})
    meetings = await Meeting.filter(id__in=keys).only("id", "title", "security_class")
    here = [meeting.id for meeting in meetings]
    visible = await visible_to(to).filter(id__in=here).values_list("id", flat=True)
    parts = await MeetingPart.filter(meeting_id__in=here, person_id=to.id)
    inside = {row.meeting_id for row in parts if may(Action.SEE_CONFIDENTIAL, [Part(row.part)])}
    objects: dict[UUID, Object] = {}
    for agency in await Agency.filter(id__in=subjects).only("id", "name"):
        objects[agency.id] = Object(
            "agency", agency.id, agency.name, f"/directory/agencies/{agency.id}"
        )
    for office in await Office.filter(id__in=subjects).only("id", "title", "agency_id"):
        url = f"/directory/agencies/{office.agency_id}"
        objects[office.id] = Object("office", office.id, office.title, url)
    for person in await Person.filter(id__in=subjects):
        objects[person.id] = Object("person", person.id, person.full_name)
    return _Known(
        {meeting.id: meeting for meeting in meetings},
        frozenset(UUID(str(key)) for key in visible),
        frozenset(inside),
        objects,
    )


def _keys(entry: Entry) -> Iterable[UUID]:
    """Every meeting that an entry may be about."""
    yield entry.stream
    if entry.subject:
        yield entry.subject
    said = entry.data.get("meeting") if isinstance(entry.data, dict) else None
    if isinstance(said, dict):
        said = said.get("id")
    if isinstance(said, str):
        try:
            yield UUID(said)
        except ValueError:
            return


def _row(entry: Entry, known: _Known) -> Row:
    meetings = [known.meetings[key] for key in _keys(entry) if key in known.meetings]
    hidden = _hidden(entry, meetings, known)
    objects = [_meeting(meeting, known) for meeting in meetings[:1]]
    if entry.subject in known.objects and entry.subject != entry.actor:
        objects.append(known.objects[entry.subject])
    first, second, *_rest = [*objects, None, None]
    if hidden is Hidden.MEETING:
        first, second = Object("meeting", meetings[0].id), None
    return Row(
        id=entry.id,
        stream=entry.stream,
        seq=entry.seq,
        kind=entry.kind,
        at=entry.at,
        actor=entry.actor,
        actor_name=entry.actor_name,
        object=first,
        about=second,
        data=None if hidden else masked(entry.data),
        hidden=hidden,
        proof=entry.hash,
    )


def _hidden(entry: Entry, meetings: Sequence[Meeting], known: _Known) -> Hidden | None:
    for meeting in meetings:
        if meeting.security_class in NAMED_ONLY and meeting.id not in known.visible:
            return Hidden.MEETING
    of_items = thing_of(entry.kind) in _OF_ITEMS and entry.audience is Audience.STAFF
    if of_items and not any(meeting.id in known.inside for meeting in meetings):
        return Hidden.ITEM
    return None


def _meeting(meeting: Meeting, known: _Known) -> Object:
    url = f"/meetings/{meeting.id}" if meeting.id in known.visible else ""
    return Object("meeting", meeting.id, meeting.title, url)
