"""The floor: it is asked for, given to one at a time, timed by the server's clock, and left."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.functions import Max

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Person
from rakor.directory.queries import agency_meant
from rakor.errors import Conflict, Forbidden, Invalid, Moved, NotFound
from rakor.journal import Audience, Record
from rakor.live import queries
from rakor.live.models import SpeakingPlan, Turn
from rakor.live.queries import Speaker
from rakor.live.rules import SpeakingWish, TurnState, TurnWish, Watch, breaks
from rakor.live.rules import speaking as rules
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart
from rakor.meetings.operations.ground import audience_of, locked
from rakor.meetings.queries import find_item, parts_of
from rakor.meetings.rules import Action, ItemState, Part, check_changeable, may
from rakor.words import _


async def request_turn(meeting_id: UUID, wish: TurnWish, *, by: User) -> Turn:
    """Ask for the floor, for oneself or, when running the session, for somebody else.

    Refuses a meeting that is not being held, requests that are closed, and a second request of the
    same person on the same item (Conflict); whoever only watches, or asks for others (Forbidden).
    """
    async with journal.transaction() as record:
        meeting, parts = await _hall(meeting_id, Action.SEE, by)
        plan = await queries.plan_of(meeting_id)
        rules.check_may_ask(wish, parts, takes_requests=plan.takes_requests)
        item = await _item(meeting, wish, parts)
        speaker = await _speaker(meeting, wish, by)
        await _check_first(meeting_id, speaker, item)
        turn = await Turn.create(
            meeting_id=meeting_id,
            item_id=item.id if item else None,
            person_id=speaker.person_id,
            agency_id=speaker.agency_id,
            name=speaker.name,
            office_title=speaker.office_title,
            agency_name=speaker.agency_name,
            agency_short_name=speaker.agency_short_name,
            category=wish.category,
            channel=wish.channel or speaker.channel,
            topic=wish.topic,
            position=await _last_position(meeting_id) + 1,
            requested_at=record.at,
        )
        await _tell(record, "speaker.requested", [turn], by=by)
    return turn


async def start_turn(meeting_id: UUID, turn_id: UUID, *, by: User) -> Turn:
    """Give somebody the floor; whoever had it has finished, for one speaks at a time.

    The turn is as long as planned, within what the agency has left. Refuses (Conflict) whoever
    does not wait, and while the room is on a break.
    """
    async with journal.transaction() as record:
        turn = await _found(meeting_id, turn_id, by)
        rules.check_step(turn.state, TurnState.SPEAKING)
        await _check_goes_on(meeting_id)
        finished = await Turn.filter(meeting_id=meeting_id, state=TurnState.SPEAKING)
        for other in finished:
            await _finish(other, record.at)
        turn.state, turn.started_at = TurnState.SPEAKING, record.at
        allowed = await _allowance(turn, record.at)
        await _kept(turn, Watch(allowed).run(record.at))
        await _tell(record, "speaker.started", [*finished, turn], by=by, about=turn)
    return turn


async def pause_turn(meeting_id: UUID, turn_id: UUID, *, by: User) -> Turn:
    """Stop the time of whoever speaks. Refuses (Conflict) one that stands still."""
    async with journal.transaction() as record:
        turn = await _found(meeting_id, turn_id, by)
        rules.check_speaking(turn.state)
        await _kept(turn, Watch.of(turn).pause(record.at))
        await _tell(record, "speaker.paused", [turn], by=by)
    return turn


async def resume_turn(meeting_id: UUID, turn_id: UUID, *, by: User) -> Turn:
    """Let the time of whoever speaks run on. Refuses (Conflict) one that runs, and a break."""
    async with journal.transaction() as record:
        turn = await _found(meeting_id, turn_id, by)
        rules.check_speaking(turn.state)
        await _check_goes_on(meeting_id)
        await _kept(turn, Watch.of(turn).run(record.at))
        await _tell(record, "speaker.resumed", [turn], by=by)
    return turn


async def extend_turn(meeting_id: UUID, turn_id: UUID, seconds: int, *, by: User) -> Turn:
    """Give whoever speaks more time. Refuses (Conflict) a turn without a limit."""
    async with journal.transaction() as record:
        turn = await _found(meeting_id, turn_id, by)
        rules.check_speaking(turn.state)
        await _kept(turn, Watch.of(turn).extend(seconds))
        await _tell(record, "speaker.extended", [turn], by=by, seconds=seconds)
    return turn


async def finish_turn(meeting_id: UUID, turn_id: UUID, *, by: User) -> Turn:
    """Somebody has spoken; nobody has the floor now. Refuses (Conflict) who does not speak."""
    async with journal.transaction() as record:
        turn = await _found(meeting_id, turn_id, by)
        rules.check_step(turn.state, TurnState.DONE)
        await _finish(turn, record.at)
        await _tell(record, "speaker.finished", [turn], by=by)
    return turn


async def withdraw_turn(meeting_id: UUID, turn_id: UUID, *, by: User) -> Turn:
    """Take a request back: one's own, or anybody's when running the session (else Forbidden).

    Refuses (Conflict) whoever does not wait any longer.
    """
    async with journal.transaction() as record:
        turn = await _found(meeting_id, turn_id, by, own=True)
        await _end(turn, TurnState.WITHDRAWN, record.at)
        await _tell(record, "speaker.withdrawn", [turn], by=by)
    return turn


async def refuse_turn(meeting_id: UUID, turn_id: UUID, reason: str, *, by: User) -> Turn:
    """Do not give the floor. The queue sees that it is so; why, only whoever asked is told."""
    async with journal.transaction() as record:
        turn = await _found(meeting_id, turn_id, by)
        turn.reason = reason
        await _end(turn, TurnState.REFUSED, record.at)
        await _tell(record, "speaker.refused", [turn], by=by)
        if turn.person_id is not None:
            await record.entry(
                meeting_id,
                "speaker.answered",
                by=by,
                audience=Audience.PERSON,
                subject=turn.person_id,
                refusal=queries.refusal_state(turn),
            )
    return turn


async def order_turns(meeting_id: UUID, order: Sequence[UUID], *, by: User) -> list[Turn]:
    """Put those who wait into that order; points of order stay before the others.

    Refuses (Invalid) an order that leaves somebody out: they asked while it was made.
    """
    async with journal.transaction() as record:
        _meeting, parts = await _hall(meeting_id, Action.RUN, by)
        waiting = await Turn.filter(meeting_id=meeting_id, state=TurnState.WAITING)
        rules.check_order(order, (turn.id for turn in waiting))
        places = {key: place for place, key in enumerate(order, 1)}
        moved = [turn for turn in waiting if turn.position != places[turn.id]]
        for turn in moved:
            turn.position = places[turn.id]
            await _kept(turn, Watch.of(turn))
        if moved:
            await _tell(record, "speaker.ordered", moved, by=by)
        item = await _active(meeting_id, parts)
    return rules.queue(waiting, item.id if item else None)


async def plan_speaking(
    meeting_id: UUID, wish: SpeakingWish, *, revision: int | None = None, by: User
) -> SpeakingPlan:
    """Set how long one may speak and whether requests are taken; who speaks now keeps their time.

    Refuses a meeting that is over (Conflict), and a plan that was replaced since it was read
    (Moved).
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.RUN, by=by)
        check_changeable(meeting.state)
        plan = await queries.plan_of(meeting_id)
        if revision is not None and plan.revision != revision:
            raise Moved(_("Waktu bicara sudah diubah orang lain."), revision=plan.revision)
        plan.update_from_dict(wish.model_dump())
        plan.revision += 1
        await plan.save()
        await record.entry(
            meeting_id,
            "speaking.planned",
            by=by,
            audience=audience_of(meeting),
            speaking=queries.plan_state(plan),
        )
    return plan


async def stop_clock(meeting_id: UUID, record: Record, *, by: User) -> None:
    """Inside an act: the time of whoever speaks stands still, until somebody lets it run on."""
    turns = await Turn.filter(
        meeting_id=meeting_id, state=TurnState.SPEAKING, running_since__not_isnull=True
    )
    for turn in turns:
        await _kept(turn, Watch.of(turn).pause(record.at))
    if turns:
        await _tell(record, "speaker.paused", turns, by=by)


async def leave_floor(meeting_id: UUID, at: datetime, items: Iterable[UUID] | None = None) -> None:
    """What was discussed then is over, and so is the turn of whoever spoke on it.

    Without `items` the whole meeting was closed. A turn that began afterwards is another.
    """
    async with journal.transaction() as record:
        await Meeting.select_for_update().get_or_none(id=meeting_id)
        running = Turn.filter(meeting_id=meeting_id, state=TurnState.SPEAKING, started_at__lte=at)
        if items is not None:
            running = running.filter(item_id__in=list(items))
        turns = await running
        for turn in turns:
            await _finish(turn, at)
        if turns:
            await _tell(record, "speaker.finished", turns, by=None)


async def _check_goes_on(meeting_id: UUID) -> None:
    breaks.check_goes_on(paused=await queries.break_on(meeting_id) is not None)


async def _hall(meeting_id: UUID, action: Action, by: User) -> tuple[Meeting, frozenset[Part]]:
    """A meeting that is being held, for this act, and the parts of whoever acts."""
    meeting = await locked(meeting_id, action, by=by)
    rules.check_running(meeting.state)
    return meeting, await parts_of(by, meeting)


async def _found(meeting_id: UUID, turn_id: UUID, by: User, *, own: bool = False) -> Turn:
    """A turn for this act, by whoever runs the session, or if `own` by whoever asked for it."""
    _meeting, parts = await _hall(meeting_id, Action.SEE if own else Action.RUN, by)
    turn = await Turn.get_or_none(id=turn_id, meeting_id=meeting_id).select_related("item")
    mine = turn is not None and turn.person_id == by.id
    hidden = turn is not None and turn.item is not None and turn.item.confidential
    if turn is None or (hidden and not mine and not may(Action.SEE_CONFIDENTIAL, parts)):
        raise NotFound(_("Giliran bicara ini tidak ada."))
    if not mine and not may(Action.RUN, parts):
        raise Forbidden(_("Giliran ini milik orang lain."))
    return turn


async def _active(meeting_id: UUID, parts: Iterable[Part]) -> AgendaItem | None:
    """The item that is on, as far as somebody may see it."""
    item = await AgendaItem.filter(meeting_id=meeting_id, state=ItemState.ACTIVE).first()
    hidden = item is not None and item.confidential
    return None if hidden and not may(Action.SEE_CONFIDENTIAL, parts) else item


async def _item(meeting: Meeting, wish: TurnWish, parts: frozenset[Part]) -> AgendaItem | None:
    if wish.agenda_item is None:
        named = "agenda_item" in wish.model_fields_set
        return None if named else await _active(meeting.id, parts)
    try:
        return await find_item(meeting, wish.agenda_item, parts)
    except NotFound:
        raise Invalid.field(
            "agenda_item", _("Pokok agenda ini tidak ada dalam rapat ini.")
        ) from None


async def _speaker(meeting: Meeting, wish: TurnWish, by: User) -> Speaker:
    """Whoever is to speak. Refuses (Invalid) whom nobody knows."""
    if wish.head is not None:
        came = await queries.speaker_head(meeting.id, wish.head)
        if came is None:
            raise Invalid.field("head", _("Orang ini tidak tercatat hadir."))
        return came
    if wish.person is not None:
        named = await MeetingPart.filter(meeting_id=meeting.id, person_id=wish.person).exists()
        person = await Person.get_or_none(id=wish.person) if named else None
        if person is None:
            raise Invalid.field("person", _("Orang ini tidak diundang ke rapat ini."))
        return await queries.speaker_person(meeting.id, person)
    if wish.agency:
        return queries.from_agency(await agency_meant(wish.agency), wish.name or "")
    if wish.name:
        return Speaker(wish.name)
    return await queries.speaker_person(meeting.id, by.person)


async def _check_first(meeting_id: UUID, speaker: Speaker, item: AgendaItem | None) -> None:
    """One request that is open for each person and item, and not more than a day can hear."""
    rows = Turn.filter(meeting_id=meeting_id, state__in=list(rules.OPEN))
    if await rows.count() >= rules.MOST_WAITING:
        raise Conflict(_("Antrean sudah penuh."))
    same = rows.filter(item_id=item.id if item else None)
    if speaker.person_id is not None:
        same = same.filter(person_id=speaker.person_id)
    else:
        same = same.filter(name=speaker.name, agency_id=speaker.agency_id)
    if found := await same.first():
        raise Conflict(
            _("{name} sudah ada di antrean untuk pokok ini.").format(name=speaker.name),
            turn=str(found.id),
        )


async def _last_position(meeting_id: UUID) -> int:
    rows = await Turn.filter(meeting_id=meeting_id).annotate(top=Max("position")).values_list("top")
    return int(rows[0][0] or 0) if rows else 0


async def _allowance(turn: Turn, at: datetime) -> int:
    plan = await queries.plan_of(turn.meeting_id)
    others = await Turn.filter(meeting_id=turn.meeting_id).exclude(id=turn.id)
    used = rules.used_ms(others, turn.agency_id, at)
    agency_seconds = plan.agency_seconds if turn.agency_id else 0
    return rules.allowance(plan.turn_seconds, agency_seconds, used, turn.category)


async def _kept(turn: Turn, watch: Watch) -> None:
    turn.allowed_seconds, turn.spent_ms = watch.allowed_seconds, watch.spent_ms
    turn.running_since = watch.running_since
    turn.revision += 1
    await turn.save()


async def _finish(turn: Turn, at: datetime) -> None:
    turn.state, turn.finished_at = TurnState.DONE, at
    await _kept(turn, Watch.of(turn).stop(at))


async def _end(turn: Turn, state: TurnState, at: datetime) -> None:
    """A request that leaves the queue without having been heard."""
    rules.check_step(turn.state, state)
    turn.state, turn.finished_at = state, at
    await _kept(turn, Watch.of(turn))


async def _tell(
    record: Record,
    kind: str,
    turns: Sequence[Turn],
    *,
    by: User | None,
    about: Turn | None = None,
    **data: Any,
) -> None:
    """One entry; two where turns of confidential items changed with others."""
    whom = about or (turns[0] if len(turns) == 1 else None)
    hidden = await AgendaItem.filter(
        id__in=[turn.item_id for turn in turns if turn.item_id], confidential=True
    ).values_list("id", flat=True)
    for audience in (Audience.PARTICIPANTS, Audience.STAFF):
        told = [t for t in turns if (t.item_id in hidden) is (audience is Audience.STAFF)]
        if told:
            await record.entry(
                turns[0].meeting_id,
                kind,
                by=by,
                audience=audience,
                subject=whom.person_id if whom else None,
                turns=[queries.turn_state(turn) for turn in told],
                **data,
            )
