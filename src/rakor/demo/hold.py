"""One event of a scenario, from the draft to the minutes: each act is an operation of Rakor.

Past events keep their own time: an act of 2023 is entered in the journal as of that day.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import takewhile
from uuid import UUID
from zoneinfo import ZoneInfo

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import operations as attendance
from rakor.attendance.rules import Wish as Scan
from rakor.demo.notes import document
from rakor.demo.people import Cast
from rakor.demo.places import room_named
from rakor.demo.story import Event, Guest, Point, Report, Resolved, Since
from rakor.errors import Invalid
from rakor.followups import operations as followups
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish, reply_to
from rakor.letters import operations as letters
from rakor.letters.rules import LetterFacts
from rakor.live import operations as live
from rakor.live.models import Commitment
from rakor.live.rules import DecisionFacts, Duty
from rakor.mail.models import OutgoingMail
from rakor.meetings import operations as meetings
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.operations import Facts, ItemFacts
from rakor.meetings.rules import Part
from rakor.minutes import operations as minutes
from rakor.preparing import operations as preparing
from rakor.preparing.operations import NextFacts
from rakor.words import _

PARTSTAT = {"accepted": "ACCEPTED", "declined": "DECLINED", "tentative": "TENTATIVE"}
Act = Callable[[], Awaitable[object]]


def begins(event: Event, now: datetime) -> tuple[datetime, datetime]:
    """When an event is held; one that begins "in an hour" does so today, to be tried."""
    zone = ZoneInfo(event.timezone)
    if event.starts_at and event.ends_at:
        return event.starts_at.replace(tzinfo=zone), event.ends_at.replace(tzinfo=zone)
    local, ahead = now.astimezone(zone), timedelta(minutes=event.begins_in or 0)
    if ahead >= timedelta(days=1):
        local = local.replace(hour=9, minute=0)
    start = local + ahead
    if ahead < timedelta(days=1) and start.date() != local.date():
        start = local
    start = start.replace(second=0, microsecond=0) + timedelta(minutes=-start.minute % 5)
    return start, start + timedelta(minutes=event.minutes_long)


@dataclass(slots=True)
class Holding:
    """A meeting of a scenario while it is carried through; `before` are those held already."""

    event: Event
    cast: Cast
    starts: datetime
    ends: datetime
    now: datetime
    earlier: Meeting | None = None
    before: Mapping[str, Meeting] = field(default_factory=dict)
    meeting_id: UUID = field(init=False)
    items: list[AgendaItem] = field(default_factory=list)
    asked: dict[UUID, Invitation] = field(default_factory=dict)

    @property
    def organizer(self) -> User:
        return self.cast.user(self.event.by)

    @property
    def is_past(self) -> bool:
        return self.event.starts_at is not None

    def at(self, said: datetime | str | None) -> datetime:
        """A moment of the event: "09:14" on its first day, or a day with an hour."""
        if isinstance(said, str):
            hour, minute = said.split(":")
            return self.starts.replace(hour=int(hour), minute=int(minute))
        if said is None:
            return self.starts if self.is_past else self.now
        return said.replace(tzinfo=ZoneInfo(self.event.timezone))


async def hold(holding: Holding, record: journal.Record) -> Meeting:
    """Carry an event through, as far as its file tells; `record` is the transaction around it."""
    event = holding.event
    record.at = holding.at(event.prepared) if event.prepared else holding.now
    await _prepare(holding)
    await _invite(holding)
    await _write_letter(holding)
    for moment, act in sorted(_acts(holding), key=lambda each: each[0]):
        record.at = moment
        await act()
    if event.minutes:
        await _write_minutes(holding, record)
    await _report(holding, record)
    return await Meeting.get(id=holding.meeting_id).select_related("organizer")


async def _prepare(holding: Holding) -> None:
    event, by = holding.event, holding.organizer
    if event.reported_quotas:
        await _refused(holding)
    facts = await _facts(holding)
    if event.takes and holding.earlier:
        meeting = await _follow(holding, holding.earlier, facts)
    else:
        meeting = await meetings.draft_meeting(facts, by=by)
    holding.meeting_id = meeting.id
    for officer in event.officers:
        person = holding.cast.person(officer.who)
        await meetings.assign(meeting.id, person, officer.part, by=by)
    await _plan(holding)
    if event.published:
        await meetings.publish(meeting.id, by=by)


async def _follow(holding: Holding, earlier: Meeting, facts: Facts) -> Meeting:
    """Make the meeting from the one that it follows, with the items that both begin with."""
    event = holding.event
    before = await AgendaItem.filter(meeting_id=earlier.id).order_by("position", "id")
    kept = takewhile(
        lambda pair: pair[0].title == pair[1].title, zip(before, event.agenda, strict=False)
    )
    said = {
        **facts.model_dump(exclude_unset=True, by_alias=True),
        "take": event.takes,
        "agenda_items": [item.id for item, _point in kept],
    }
    made = await preparing.make_next(
        earlier.id, NextFacts.model_validate(said), by=holding.organizer
    )
    return made.meeting


async def _plan(holding: Holding) -> None:
    """The agenda as it was planned; items that came from the earlier meeting are adjusted."""
    by, key = holding.organizer, holding.meeting_id
    there = await AgendaItem.filter(meeting_id=key).order_by("position", "id")
    for n, point in enumerate(holding.event.agenda):
        facts = _item(point)
        if n < len(there):
            item = await meetings.change_item(key, there[n].id, facts, by=by)
        else:
            item = await meetings.add_item(key, facts, by=by)
        holding.items.append(item)


async def _facts(holding: Holding) -> Facts:
    event = holding.event
    said = event.model_dump(
        include={
            "title",
            "theme",
            "purpose",
            "kind",
            "mode",
            "timezone",
            "organizer",
            "venue",
            "room",
            "online",
            "letter_number",
            "total_quota",
            "quotas",
        }
    )
    more: dict[str, object] = {"starts_at": holding.starts, "ends_at": holding.ends}
    if holding.earlier:
        more["follow_up_of"] = holding.earlier.id
    if event.register_room:
        more["register_room"] = await room_named(event.register_room)
    return Facts.model_validate({**said, **more})


def _item(point: Point) -> ItemFacts:
    return ItemFacts.model_validate(
        point.model_dump(include={"title", "minutes", "presenter", "confidential"})
    )


async def _refused(holding: Holding) -> None:
    """The quotas as the press reported them name an agency twice: Rakor must not take them."""
    rows = [seating.model_dump() for seating in holding.event.reported_quotas]
    facts = await _facts(holding)
    said = {**facts.model_dump(exclude_unset=True, by_alias=True), "quotas": rows}
    try:
        await meetings.draft_meeting(Facts.model_validate(said), by=holding.organizer)
    except Invalid:
        return
    raise Invalid(_("Kuota yang menyebut satu instansi dua kali seharusnya ditolak."))


def _guests(holding: Holding) -> list[tuple[str, Guest]]:
    named = {guest.who for guest in holding.event.guests}
    return [
        (key, guest)
        for guest in holding.event.guests
        for key in ([guest.who] if guest.who else holding.cast.of(guest.of))
        if guest.who or key not in {*named, *guest.but}
    ]


async def _invite(holding: Holding) -> None:
    """Everyone is put on the list, by their office where they hold one; then the letters.

    Those who came along from the earlier meeting are on it already.
    """
    event, cast, by = holding.event, holding.cast, holding.organizer
    there = await Invitation.filter(meeting_id=holding.meeting_id)
    holding.asked = {row.person_id: row for row in there if row.person_id}
    guests = [(cast.person(key), guest) for key, guest in _guests(holding)]
    new = [(person, guest) for person, guest in guests if person.id not in holding.asked]
    if not guests:
        return
    wishes = []
    for person, guest in new:
        office = cast.office_of(person)
        wishes.append(Wish(role=guest.part, office=office, person=None if office else person.id))
    rows = await invitations.invite(holding.meeting_id, wishes, event.delegation, by=by)
    holding.asked |= {person.id: row for (person, _g), row in zip(new, rows, strict=True)}
    if event.letters:
        await invitations.send(holding.meeting_id, by=by)
        while await invitations.write_letters():
            pass


async def _write_letter(holding: Holding) -> None:
    """The surat undangan as it went out that day, with the number that it bore."""
    said, by = holding.event.official_letter, holding.organizer
    if said is None:
        return
    chair = next(each.who for each in holding.event.officers if each.part is Part.CHAIR)
    person = holding.cast.person(chair)
    facts = LetterFacts(signer=person.id, signer_name=person.full_name, **said.model_dump())
    letter = await letters.draft(holding.meeting_id, facts, by=by)
    await letters.submit(letter.id, by=by)
    await letters.issue(letter.id, by=by)


def _acts(holding: Holding) -> list[tuple[datetime, Act]]:
    """Everything that happened, each with its moment; of the same moment in this order."""
    event, by, meeting_id = holding.event, holding.organizer, holding.meeting_id
    acts = [act for key, guest in _guests(holding) for act in _acts_of_guest(holding, key, guest)]
    if event.opened:
        acts.append((holding.at(event.opened), partial(meetings.open, meeting_id, by=by)))
    for item, point in zip(holding.items, event.agenda, strict=True):
        acts += _acts_of_item(holding, item, point)
    for resolved in event.decisions:
        acts.append(_decision(holding, resolved))
    for told in event.reports:
        acts.append((holding.at(told.at), partial(_told, holding, told)))
    if event.closed:
        acts.append((holding.at(event.closed), partial(meetings.close, meeting_id, by=by)))
    return acts


def _acts_of_guest(holding: Holding, key: str, guest: Guest) -> list[tuple[datetime, Act]]:
    person = holding.cast.person(key)
    invitation = holding.asked[person.id]
    acts: list[tuple[datetime, Act]] = []
    if guest.says:
        said = holding.at(guest.said or holding.event.prepared)
        answer = partial(_answer, holding, invitation, guest, User.guest(person), said)
        acts.append((said, answer))
    for n, channel in enumerate(guest.came):
        came = holding.at(guest.at) + timedelta(minutes=n)
        scan = Scan(
            nonce=f"{key}-{channel.value}", invitation=invitation.id, channel=channel, at=came
        )
        desk = partial(attendance.check_in, holding.meeting_id, scan, by=holding.organizer)
        acts.append((came, desk))
    return acts


async def _answer(
    holding: Holding, invitation: Invitation, guest: Guest, by: User, said: datetime
) -> None:
    """Said on the personal page, or by the recipient's calendar, in answer to the real letter."""
    if guest.by == "mail":
        letter = await OutgoingMail.filter(subject_id=invitation.id).order_by("-id").first()
        if letter is None:
            raise Invalid(_("Surat undangan ini belum ditulis."))
        raw = reply_to(bytes(letter.message), PARTSTAT[guest.says], at=min(said, datetime.now(UTC)))
        await invitations.take_mail(raw, via="pipe")
        return
    mode = guest.sits.value if guest.sits and guest.says != "declined" else ""
    await invitations.answer(invitation, guest.says, mode, "", via="page", by=by)


def _acts_of_item(holding: Holding, item: AgendaItem, point: Point) -> list[tuple[datetime, Act]]:
    if point.begun is None or point.ended is None:
        return []
    by, meeting_id = holding.organizer, holding.meeting_id
    begun, ended = holding.at(point.begun), holding.at(point.ended)
    acts: list[tuple[datetime, Act]] = [
        (begun, partial(meetings.start_item, meeting_id, item.id, by=by)),
    ]
    if point.note:
        body = document(point.note)
        writer = _minute_taker(holding)
        save = partial(live.save_note, meeting_id, item.id, body, 0, by=writer)
        acts.append((begun + (ended - begun) / 2, save))
    finish = partial(meetings.finish_item, meeting_id, item.id, by=by)
    acts.append((ended, finish))
    return acts


def _minute_taker(holding: Holding) -> User:
    for officer in holding.event.officers:
        if officer.part.value == "minute_taker":
            return holding.cast.user(officer.who)
    return holding.organizer


def _decision(holding: Holding, resolved: Resolved) -> tuple[datetime, Act]:
    item = holding.items[resolved.under - 1]
    said = resolved.model_dump(exclude={"agenda_item", "under", "taken", "progress"})
    facts = DecisionFacts.model_validate({**said, "agenda_item": item.id})
    taken = holding.at(resolved.taken) if resolved.taken else holding.at(holding.event.closed)

    async def act() -> None:
        await live.record_decision(holding.meeting_id, facts, by=_minute_taker(holding))

    return taken, act


async def _write_minutes(holding: Holding, record: journal.Record) -> None:
    steps = holding.event.minutes
    assert steps is not None
    chair = next(
        holding.cast.user(officer.who)
        for officer in holding.event.officers
        if officer.part.value == "chair"
    )
    writer, key = _minute_taker(holding), holding.meeting_id
    record.at = holding.at(steps.drafted)
    await minutes.draft(key, by=writer)
    record.at = holding.at(steps.submitted)
    await minutes.submit(key, by=writer)
    record.at = holding.at(steps.approved)
    await minutes.approve(key, by=chair)
    record.at = holding.at(steps.distributed)
    await minutes.distribute(key, by=holding.organizer)


async def _report(holding: Holding, record: journal.Record) -> None:
    """What owners have told of their follow-ups since."""
    for number, resolved in enumerate(holding.event.decisions, 1):
        for report in resolved.progress:
            if report.at:
                record.at = holding.at(report.at)
            owed = Commitment.filter(
                decision__meeting_id=holding.meeting_id, decision__number=number, duty=Duty.OWNER
            )
            await _progress(holding, await owed.first(), report)


async def _told(holding: Holding, report: Since) -> None:
    owed = Commitment.filter(
        decision__meeting_id=holding.before[report.of].id,
        decision__number=report.decision,
        duty=Duty.OWNER,
        agency__code=report.owner,
    )
    await _progress(holding, await owed.get(), report)


async def _progress(holding: Holding, owed: Commitment | None, report: Report) -> None:
    if owed is not None:
        by = holding.organizer
        await followups.report_progress(owed.id, report.status, report.note, "", by=by)
