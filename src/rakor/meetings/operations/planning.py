"""Planning a meeting: the draft, and every change of what it is, when and where."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import new_id
from rakor.directory.models import Agency
from rakor.directory.queries import known_agencies
from rakor.errors import FieldError, Forbidden, Invalid
from rakor.meetings import queries, rules
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart, Quota
from rakor.meetings.operations.booking import (
    MATTERS,
    WRITTEN,
    choose_room,
    settle_rooms,
    typed_over,
)
from rakor.meetings.operations.facts import Changes, Facts, ItemFacts
from rakor.meetings.operations.ground import (
    audience_of,
    check_revision,
    locked,
    organizing_agency,
    saved,
)
from rakor.meetings.operations.online import settled
from rakor.meetings.operations.repeating import check_answer_by, plain_rule, settle
from rakor.meetings.rules import Action, Notify, Part, State
from rakor.settings import settings
from rakor.words import _

PLAIN = (
    "title",
    "theme",
    "purpose",
    "kind",
    "mode",
    "starts_at",
    "ends_at",
    "timezone",
    "room",
    "letter_number",
    "security_class",
    "total_quota",
    "recurrence",
    "answer_by",
    "called_by",
    "shows_roster",
    "seating",
)
WITHIN = {
    "venue": {"name": "venue_name", "address": "venue_address", "region": "venue_region"},
    "online": {
        "made_by": "online_made_by",
        "provider": "online_provider",
        "join_url": "join_url",
        "meeting_number": "meeting_number",
        "passcode": "passcode",
        "seats": "online_seats",
    },
}
# RFC 5546 section 2.1.4: whoever was invited must look again.
MOVES = frozenset({"starts_at", "ends_at", "timezone", "recurrence"})
# RFC 5546 section 3.2.2.4: another organizer is a new SEQUENCE, and answers stay.
ASKED_BY = frozenset({"organizer", "called_by"})


async def draft_meeting(
    facts: Facts,
    *,
    by: User,
    agenda: Sequence[ItemFacts] = (),
    officers: Sequence[tuple[UUID, Part]] = (),
    **origin: Any,
) -> Meeting:
    """Put a meeting on paper; nobody is told yet. Whoever does it becomes its organizer.

    It may begin with an agenda and with officers (people by their keys); `origin` goes into the
    record: what the meeting was made from.

    Refuses (Forbidden) whoever does not prepare meetings, or not for that agency, and (Invalid)
    times and quotas that make no sense.
    """
    if not by.is_staff:
        raise Forbidden(_("Hanya penyelenggara dan sekretariat yang membuat rapat."))
    given = facts.model_dump(exclude_unset=True)
    organizer = await organizing_agency(given.get("organizer"), by=by)
    earlier = await _earlier(facts.follow_up_of, by=by)
    rules.check_times(facts.starts_at, facts.ends_at)
    key = new_id()
    meeting = Meeting(
        id=key,
        organizer=organizer,
        follow_up_of=earlier,
        uid=f"{key}@{urlsplit(settings().public_url).hostname}",
        **{
            "timezone": organizer.timezone,
            **settled(Meeting(), _columns(given, organizer.timezone)),
        },
    )
    if facts.register_room is not None:
        said = _columns(given, organizer.timezone)
        await choose_room(meeting, facts.register_room, {name for name in said if said[name]})
    await settle(meeting, None, new_rule=True)
    check_answer_by(meeting)
    seats = await _seating(meeting.total_quota, given)
    async with journal.transaction() as record:
        await meeting.save()
        await _seat(meeting, seats)
        await MeetingPart.create(meeting_id=key, person_id=by.id, part=Part.ORGANIZER)
        items = await _take_over(meeting, earlier, facts.copy_from, by=by) if earlier else []
        items += await _begin_with(meeting, len(items), agenda, officers)
        await settle_rooms(meeting, by=by)
        await record.entry(
            key,
            "meeting.drafted",
            by=by,
            audience=journal.Audience.STAFF,
            meeting=queries.meeting_state(meeting),
            items=[queries.item_state(item) for item in items],
            **origin,
        )
    return meeting


async def change(
    meeting_id: UUID,
    changes: Changes,
    *,
    notify: Notify = Notify.NOW,
    ask_again: bool = False,
    revision: int | None = None,
    by: User,
) -> Meeting:
    """Change what a meeting is, when or where. Moved times ask everyone invited again.

    `ask_again` asks them again for another reason, as a place that is far from the first. With
    `notify` LATER nobody is told before somebody has looked at what would be sent. Refuses
    (Conflict) a meeting that is over, (Moved) a writer who has not seen the latest revision, and
    (Invalid) what would leave those invited without a place or a link.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.PLAN, by=by)
        check_revision(meeting, revision)
        rules.check_changeable(meeting.state)
        changed = await apply_changes(meeting, changes, by=by)
        if not changed:
            return meeting
        if meeting.state is not State.DRAFT:
            check_complete(meeting)
        if meeting.security_class in rules.NAMED_ONLY:
            await keep_named(meeting, by=by)
        kind, again = "meeting.changed", False
        if meeting.state is State.SCHEDULED and not MOVES.isdisjoint(changed):
            kind = "meeting.rescheduled"
            meeting.sequence += 1
        elif meeting.state is State.SCHEDULED and (ask_again or not ASKED_BY.isdisjoint(changed)):
            again = ask_again
            meeting.sequence += 1
        await saved(meeting)
        if not MATTERS.isdisjoint(changed):
            await settle_rooms(meeting, by=by, cleared="register_room" in changed)
        await record.entry(
            meeting.id,
            kind,
            by=by,
            audience=audience_of(meeting),
            meeting=queries.meeting_state(meeting),
            changed=changed,
            sequence=meeting.sequence,
            notify=notify.value,
            asks_again=again,
        )
    return meeting


def check_complete(meeting: Meeting) -> None:
    """Refuses (Invalid) to let people be invited who could not know where to go."""
    place = meeting.venue_name or meeting.room
    if missing := rules.missing_to_publish(meeting.mode, place, meeting.way_online):
        raise Invalid(_("Lengkapi dahulu tempat atau tautan rapat."), errors=missing)


async def _earlier(meeting_id: UUID | None, *, by: User) -> Meeting | None:
    """The meeting that this one follows, among those that somebody may see."""
    if meeting_id is None:
        return None
    earlier = await queries.visible_to(by).get_or_none(id=meeting_id)
    if earlier is None:
        raise Invalid.field("follow_up_of", _("Rapat sebelumnya ini tidak ada."))
    return earlier


async def keep_named(meeting: Meeting, *, by: User) -> None:
    """Whoever closes a meeting to all but those who are named is named in it from then on."""
    named = MeetingPart.filter(meeting_id=meeting.id, person_id=by.id, part__in=list(rules.STAFF))
    if not await named.exists():
        await MeetingPart.create(meeting_id=meeting.id, person_id=by.id, part=Part.ORGANIZER)


def _columns(given: Mapping[str, Any], zone: str) -> dict[str, Any]:
    """What was said, by the names of the table."""
    columns = {name: value for name, value in given.items() if name in PLAIN}
    if "recurrence" in columns:
        columns["recurrence"] = plain_rule(columns["recurrence"], given.get("timezone") or zone)
    for name, names in WITHIN.items():
        columns |= {names[key]: value for key, value in given.get(name, {}).items()}
    return columns


async def apply_changes(meeting: Meeting, changes: Changes, *, by: User) -> list[str]:
    """Set what is different and tell by the names of the API what that was; times are checked."""
    before = meeting.series
    changed = await _apply(meeting, changes, by=by)
    if not MOVES.isdisjoint(changed):
        rules.check_movable(meeting.state)
        rules.check_times(meeting.starts_at, meeting.ends_at)
        await settle(meeting, before, new_rule="recurrence" in changed)
    if changed:
        check_answer_by(meeting)
    return changed


async def _apply(meeting: Meeting, changes: Changes, *, by: User) -> list[str]:
    given = changes.model_dump(exclude_unset=True)
    columns = settled(meeting, _columns(given, meeting.timezone))
    of = {column: name for name, names in WITHIN.items() for column in names.values()}
    typed = typed_over(meeting, columns)
    if "register_room" in given and given["register_room"] != meeting.register_room_id:
        # The room brings its name and house along, unless others were typed with it.
        columns = {name: columns[name] for name in columns if name not in WRITTEN or name in typed}
    different = {key for key, value in columns.items() if getattr(meeting, key) != value}
    changed = {of.get(column, column) for column in different}
    meeting.update_from_dict({column: columns[column] for column in different})
    if "register_room" in given and given["register_room"] != meeting.register_room_id:
        before = [getattr(meeting, name) for name in WRITTEN]
        await choose_room(meeting, given["register_room"], typed)
        now = [getattr(meeting, name) for name in WRITTEN]
        written = zip(WRITTEN, before, now, strict=True)
        changed |= {"register_room"} | {of.get(n, n) for n, old, new in written if old != new}
    if "organizer" in given and given["organizer"] != meeting.organizer.code:
        meeting.organizer = await organizing_agency(given["organizer"], by=by)
        changed.add("organizer")
    if "follow_up_of" in given and given["follow_up_of"] != meeting.follow_up_of_id:
        await _link(meeting, await _earlier(given["follow_up_of"], by=by))
        changed.add("follow_up_of")
    seated = "quotas" in given or "total_quota" in changed
    if seated and await _reseat(meeting, given):
        changed.add("quotas")
    return sorted(changed)


async def _link(meeting: Meeting, earlier: Meeting | None) -> None:
    """Refuses (Invalid) a meeting that would follow itself, directly or by way of others."""
    above = earlier
    while above is not None:
        if above.id == meeting.id:
            raise Invalid.field("follow_up_of", _("Rapat tidak dapat menindaklanjuti dirinya."))
        above = (
            await Meeting.get_or_none(id=above.follow_up_of_id) if above.follow_up_of_id else None
        )
    meeting.follow_up_of = earlier


async def _seating(total: int | None, given: Mapping[str, Any]) -> list[tuple[Agency, int]]:
    """The wished seats with their agencies, in one query; refuses doubles, sums, unknown codes."""
    wished = [(row["agency"], row["seats"]) for row in given.get("quotas", [])]
    rules.check_quotas(wished, total)
    found = await known_agencies(code for code, _n in wished)
    unknown: list[FieldError] = [
        {"field": f"quotas.{n}.agency", "message": _unknown(code)}
        for n, (code, _seats) in enumerate(wished)
        if code not in found
    ]
    if unknown:
        raise Invalid(unknown[0]["message"], errors=unknown)
    # The code of an agency that was merged means the one that stayed, which appears once.
    rules.check_quotas([(found[code].code, seats) for code, seats in wished], total)
    return [(found[code], seats) for code, seats in wished]


def _unknown(code: str) -> str:
    return _("Tidak ada instansi dengan kode {code}.").format(code=code)


async def _reseat(meeting: Meeting, given: Mapping[str, Any]) -> bool:
    """Replace the seats of a meeting, whole; says whether they are different now."""
    rows = await Quota.filter(meeting_id=meeting.id).select_related("agency").order_by("id")
    now = [(row.agency.code, row.seats) for row in rows]
    if "quotas" not in given:
        rules.check_quotas(now, meeting.total_quota)
        return False
    seats = await _seating(meeting.total_quota, given)
    if now == [(agency.code, count) for agency, count in seats]:
        return False
    await Quota.filter(meeting_id=meeting.id).delete()
    await _seat(meeting, seats)
    return True


async def _seat(meeting: Meeting, seats: list[tuple[Agency, int]]) -> None:
    rows = [Quota(meeting_id=meeting.id, agency_id=agency.id, seats=n) for agency, n in seats]
    if rows:
        await Quota.bulk_create(rows)


async def _take_over(
    meeting: Meeting, earlier: Meeting, what: list[Any], *, by: User
) -> list[AgendaItem]:
    """Agenda and officers of the earlier meeting; only for those who may plan that one."""
    if what:
        rules.check_may(Action.PLAN, await queries.parts_of(by, earlier))
    items: list[AgendaItem] = []
    if "agenda" in what:
        for old in await AgendaItem.filter(meeting_id=earlier.id).order_by("position", "id"):
            items.append(
                AgendaItem(
                    meeting_id=meeting.id,
                    position=len(items) + 1,
                    title=old.title,
                    minutes=old.minutes,
                    presenter=old.presenter,
                    description=old.description,
                    confidential=old.confidential,
                )
            )
    if "parts" in what:
        officers = await MeetingPart.filter(meeting_id=earlier.id, part__not_in=list(rules.GUESTS))
        rows = [
            MeetingPart(meeting_id=meeting.id, person_id=old.person_id, part=old.part)
            for old in officers
            if (old.person_id, old.part) != (by.id, Part.ORGANIZER)
        ]
        if rows:
            await MeetingPart.bulk_create(rows)
    if items:
        await AgendaItem.bulk_create(items)
    return items


async def _begin_with(
    meeting: Meeting,
    before: int,
    agenda: Sequence[ItemFacts],
    officers: Sequence[tuple[UUID, Part]],
) -> list[AgendaItem]:
    """The agenda after what is there `before`, and the officers, each of whom once."""
    said = (each.model_dump(exclude_unset=True) for each in agenda)
    items = [
        AgendaItem(meeting_id=meeting.id, position=n, **facts)
        for n, facts in enumerate(said, before + 1)
    ]
    if items:
        await AgendaItem.bulk_create(items)
    parts = [MeetingPart(meeting_id=meeting.id, person_id=key, part=part) for key, part in officers]
    if parts:
        await MeetingPart.bulk_create(parts, ignore_conflicts=True)
    return items
