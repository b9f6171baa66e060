"""The record of a meeting as minutes: what the rows say at this moment, put into words once.

Minutes are Indonesian, the language of the office, whoever asks for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q

from rakor import words
from rakor.accounts.models import User
from rakor.attendance.models import Head
from rakor.directory.models import Agency, OfficeHolder
from rakor.directory.queries import names_on
from rakor.directory.rules import CENTRAL, HOLDING_PREFIX, AgencyKind
from rakor.documents.richtext import EMPTY, RichText, from_text, read
from rakor.invitations.models import Invitation
from rakor.live.models import Commitment, Note
from rakor.live.models import Decision as DecisionRow
from rakor.live.queries import speakers_by_item
from rakor.live.rules import FUNDING, HORIZONS, DecisionState, Duty, Funding
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart
from rakor.meetings.rules import SECURITY_CLASSES, ItemState, Part, SecurityClass
from rakor.minutes.export import values as v
from rakor.minutes.operations import around
from rakor.minutes.queries.photos import photograph, photos_of

REGIONAL = frozenset(
    {AgencyKind.PROVINCE, AgencyKind.REGENCY, AgencyKind.CITY, AgencyKind.REGIONAL_AGENCY}
)


@dataclass(frozen=True, slots=True)
class Taken:
    """The minutes as the record gives them, and the agenda items that `discussion` is about."""

    document: v.MinutesDocument
    items: tuple[UUID, ...]


async def take(meeting: Meeting, *, by: User, at: datetime) -> Taken:
    """Everything the minutes say without anybody having written it anew.

    As many queries whatever the size. `meeting.organizer` is loaded; where nobody was named
    minute-taker it is whoever drafts.
    """
    with words.speaking("id"):
        return await _take(meeting, by, at)


async def _take(meeting: Meeting, by: User, at: datetime) -> Taken:
    opened, closed = held(meeting)
    people = await _people(meeting, by)
    heads = await Head.counted(meeting_id=meeting.id).select_related("agency")
    heads.sort(key=lambda head: (head.precedence, head.name, str(head.id)))
    items = await AgendaItem.filter(meeting_id=meeting.id).order_by("position", "id")
    notes = {note.item_id: note for note in await Note.filter(meeting_id=meeting.id)}
    spoke = await speakers_by_item(meeting.id)
    told = [item for item in items if item.state is not ItemState.SKIPPED or item.id in notes]
    secret = {item.id for item in items if item.confidential}
    decisions, follow_ups = await _results(meeting, secret)
    chair = people[Part.CHAIR]
    parent = (
        await Agency.get_or_none(id=meeting.organizer.parent_id)
        if meeting.organizer.parent_id
        else None
    )
    # Agencies change their names; a document prints those of its day.
    day = meeting.starts_at.astimezone(ZoneInfo(meeting.timezone)).date()
    names = await names_on(filter(None, (meeting.organizer, parent)), day)
    document = v.MinutesDocument(
        letterhead=_letterhead(meeting.organizer, parent, names),
        facts=_facts(meeting, opened, closed, people, _company(heads, meeting.organizer)),
        signing=v.Signing(
            ", ".join(filter(None, (meeting.venue_region, _day(meeting.ends_at, meeting)))),
            v.Signatory(("Pimpinan rapat",), chair.name),
            v.Signatory(("Notulis",), people[Part.MINUTE_TAKER].name),
        ),
        created_at=at,
        security=(
            ""
            if meeting.security_class is SecurityClass.PUBLIC
            else SECURITY_CLASSES[meeting.security_class]
        ),
        opening=_opening(meeting, opened, chair),
        photos=tuple(photograph(each) for each in await photos_of(meeting.id)),
        previous=await around.previous(meeting),
        carried=await around.carried(meeting),
        discussion=tuple(
            _notes(number, item, notes.get(item.id), spoke.get(item.id, ()), meeting)
            for number, item in enumerate(told, start=1)
        ),
        qa=await around.questions(meeting, secret),
        breaks=await around.breaks(meeting),
        decisions=decisions,
        follow_ups=follow_ups,
        next_meeting=await around.next_meeting(meeting),
        closing=_closing(meeting, closed),
        attendance=_attendance(heads, await around.absent(meeting, heads)),
    )
    return Taken(document, tuple(item.id for item in told))


def held(meeting: Meeting) -> tuple[datetime, datetime]:
    """When the meeting began and ended: really, if the record was made on the day, else as planned.

    Records of past events are entered too; the moment of typing is not the moment of the meeting.
    """
    opened, closed = meeting.starts_at, meeting.ends_at
    if meeting.opened_at and _same_day(meeting.opened_at, meeting.starts_at, meeting):
        opened = meeting.opened_at
    if meeting.closed_at and _same_day(meeting.closed_at, meeting.ends_at, meeting):
        closed = meeting.closed_at
    return opened, max(opened, closed)


def _same_day(one: datetime, other: datetime, meeting: Meeting) -> bool:
    return _day(one, meeting) == _day(other, meeting)


def _day(at: datetime, meeting: Meeting) -> str:
    return words.date(at, meeting.timezone, with_weekday=False)


def _hour(at: datetime, meeting: Meeting) -> str:
    return f"{words.clock(at, meeting.timezone)} {words.zone_name(meeting.timezone)}"


@dataclass(frozen=True, slots=True)
class _Named:
    name: str = ""
    office: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.office)))


async def _people(meeting: Meeting, by: User) -> dict[Part, _Named]:
    """Chair, secretary and minute-taker, with the office each held on the day."""
    wanted = (Part.CHAIR, Part.MEETING_SECRETARY, Part.MINUTE_TAKER)
    rows = (
        await MeetingPart.filter(meeting_id=meeting.id, part__in=list(wanted))
        .select_related("person")
        .order_by("id")
    )
    offices = await _offices(meeting, {row.person_id for row in rows} | {by.id})
    found = {part: _Named() for part in wanted}
    found[Part.MINUTE_TAKER] = _Named(by.full_name, offices.get(by.id, ""))
    for row in reversed(rows):
        found[row.part] = _Named(row.person.full_name, offices.get(row.person_id, ""))
    return found


async def _offices(meeting: Meeting, people: Iterable[UUID]) -> dict[UUID, str]:
    """The office of each person that day, by the attendance list, the invitation, the directory."""
    ids = list(people)
    day = meeting.starts_at.astimezone(ZoneInfo(meeting.timezone)).date()
    found: dict[UUID, str] = {}
    for holder in (
        await OfficeHolder.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
            person_id__in=ids,
        )
        .select_related("office")
        .order_by("-office__precedence")
    ):
        found[holder.person_id] = HOLDING_PREFIX[holder.holding] + holder.office.title
    for invited in await Invitation.filter(meeting_id=meeting.id, person_id__in=ids):
        if invited.person_id and invited.office_title:
            found[invited.person_id] = invited.office_title
    return found


def _letterhead(organizer: Agency, parent: Agency | None, names: dict[UUID, str]) -> v.Letterhead:
    address = tuple(line for line in (organizer.address or (parent and parent.address),) if line)
    return v.Letterhead(names[parent.id] if parent else "", names[organizer.id], address)


def _facts(
    meeting: Meeting,
    opened: datetime,
    closed: datetime,
    people: dict[Part, _Named],
    participants: str,
) -> v.Facts:
    zone = meeting.timezone
    first, last = _day(meeting.starts_at, meeting), _day(meeting.ends_at, meeting)
    local = meeting.starts_at, meeting.ends_at
    others = [
        f"{begin}–{end} {name}"
        for (name, begin, _mine), (_name, end, _same) in zip(
            words.zones(opened, zone)[1:],
            sorted(words.zones(closed, zone), key=lambda each: not each[2])[1:],
            strict=True,
        )
    ]
    return v.Facts(
        meeting=meeting.title,
        day=(
            words.date(opened, zone)
            if first == last
            else words.day_and_time(local[0], local[1], zone)
        ),
        times=(words.times(opened, closed, zone), " / ".join(others)),
        places=tuple(
            filter(
                None,
                (
                    ", ".join(filter(None, (meeting.room, meeting.venue_name))),
                    meeting.online_provider or ("Daring" if meeting.join_url else ""),
                ),
            )
        ),
        basis=f"Undangan nomor {meeting.letter_number}" if meeting.letter_number else "",
        subject=meeting.theme,
        chair=str(people[Part.CHAIR]),
        secretary=str(people[Part.MEETING_SECRETARY]),
        minute_taker=str(people[Part.MINUTE_TAKER]),
        participants=participants,
    )


def _opening(meeting: Meeting, opened: datetime, chair: _Named) -> RichText:
    if meeting.opened_at is None:
        return EMPTY
    who = f" oleh {chair}" if chair.name else ""
    return from_text(f"Rapat dibuka{who} pada pukul {_hour(opened, meeting)}.")


def _closing(meeting: Meeting, closed: datetime) -> RichText:
    if meeting.closed_at is None:
        return EMPTY
    return from_text(f"Rapat ditutup oleh pimpinan rapat pada pukul {_hour(closed, meeting)}.")


def _notes(
    number: int, item: AgendaItem, note: Note | None, spoke: tuple[str, ...], meeting: Meeting
) -> v.AgendaNotes:
    begun, ended = item.started_at, item.finished_at
    timed = begun and ended and _same_day(begun, meeting.starts_at, meeting)
    return v.AgendaNotes(
        number=number,
        title=item.title,
        presenter=item.presenter,
        times=words.times(begun, ended, meeting.timezone) if timed and begun and ended else "",
        notes=read(note.body) if note else EMPTY,
        confidential=item.confidential,
        speakers=spoke,
    )


def _named(owing: list[Commitment]) -> tuple[str, ...]:
    """Whoever owes a decision; more than three stand in the narrow column by their short names."""
    many = len(owing) > 3
    return tuple((each.short_name if many else "") or each.name for each in owing)


async def _results(
    meeting: Meeting, confidential: set[UUID]
) -> tuple[tuple[v.Decision, ...], tuple[v.FollowUp, ...]]:
    """The decisions that stand, and those of them that somebody owes."""
    rows = await DecisionRow.filter(meeting_id=meeting.id, state=DecisionState.ACTIVE).order_by(
        "number"
    )
    owed: dict[tuple[UUID, Duty], list[Commitment]] = {}
    for each in await Commitment.filter(decision__meeting_id=meeting.id).order_by("position", "id"):
        owed.setdefault((each.decision_id, each.duty), []).append(each)
    decisions = tuple(v.Decision(row.number, row.text, row.item_id in confidential) for row in rows)
    follow_ups = tuple(
        v.FollowUp(
            number=row.number,
            text=row.text,
            owners=_named(owed[row.id, Duty.OWNER]),
            supporting=_named(owed.get((row.id, Duty.SUPPORTING), [])),
            due=words.date(row.due, with_weekday=False) if row.due else "",
            indicator=row.indicator,
            funding=tuple(FUNDING[Funding(source)] for source in row.funding_sources),
            horizon=HORIZONS[row.horizon] if row.horizon else "",
            confidential=row.item_id in confidential,
        )
        for row in rows
        if (row.id, Duty.OWNER) in owed
    )
    return decisions, follow_ups


def _company(heads: list[Head], organizer: Agency) -> str:
    """`89 orang dari 14 K/L dan internal; daftar hadir terlampir`: counted, never typed."""
    if not heads:
        return ""
    central, regional, others, internal = set(), set(), set(), False
    kin = {organizer.id, organizer.parent_id} - {None}
    for head in heads:
        agency = head.agency
        if agency is None:
            others.add(head.agency_name)
        elif agency.id in kin or agency.parent_id in kin:
            internal = True
        elif agency.kind in CENTRAL:
            central.add(agency.id)
        elif agency.kind in REGIONAL:
            regional.add(agency.id)
        else:
            others.add(agency.name)
    others.discard("")
    groups = [
        f"{len(central)} K/L" if central else "",
        f"{len(regional)} pemerintah daerah" if regional else "",
        f"{len(others)} lembaga lain" if others else "",
        "internal" if internal else "",
    ]
    said = [group for group in groups if group]
    whence = " dan ".join(filter(None, (", ".join(said[:-1]), said[-1]))) if said else ""
    people = f"{words.number(len(heads))} orang" + (f" dari {whence}" if whence else "")
    return f"{people}; daftar hadir terlampir"


def _attendance(
    heads: list[Head], missing: list[tuple[Invitation, v.Attendee]]
) -> tuple[v.Delegation, ...]:
    """Everyone invited and everyone who came, by agency in the order of protocol.

    Never with NIP, telephone or address. Those who did not come stand below those who did.
    """
    groups: dict[str, list[v.Attendee]] = {}
    ranks: dict[str, int] = {}

    def put(name: str, agency: Agency | None, line: v.Attendee) -> None:
        groups.setdefault(name, []).append(line)
        ranks.setdefault(name, agency.precedence if agency else 10_000)

    for head in heads:
        line = v.Attendee(head.name, head.office_title, _mode(head), head.representing)
        put(head.agency_name, head.agency, line)
    for seat, line in missing:
        put(seat.agency_name, seat.agency, line)
    return tuple(
        v.Delegation(name or "Tanpa instansi", tuple(groups[name]))
        for name in sorted(groups, key=lambda name: (ranks[name], name))
    )


def _mode(head: Head) -> str:
    if head.room and head.online:
        return "Luring dan daring"
    return "Daring" if head.online else "Luring"
