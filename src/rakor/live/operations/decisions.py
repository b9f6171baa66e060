"""Decisions: numbered without gaps as they are put forward, changed or struck, never deleted."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.functions import Max

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Agency, Office
from rakor.directory.queries import known_agencies
from rakor.errors import Conflict, FieldError, Invalid, Moved, NotFound
from rakor.journal import Audience, Record
from rakor.live.models import Commitment, Decision
from rakor.live.queries import commitments_of, decision_state
from rakor.live.rules import (
    DecisionChanges,
    DecisionFacts,
    DecisionState,
    Duty,
    check_may_decide,
    check_may_propose,
)
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.queries import find_item, parts_of
from rakor.meetings.rules import Action, may
from rakor.words import _

Owed = list[tuple[Duty, Agency, Office | None]]
FIELDS = {Duty.OWNER: "owners", Duty.SUPPORTING: "supporting"}
_FACTS = ("text", "due", "indicator", "horizon", "funding_sources")


async def record_decision(meeting_id: UUID, facts: DecisionFacts, *, by: User) -> Decision:
    """Record what the meeting settled, under the next number, with those who owe it.

    Refuses a meeting that has not begun (Conflict), and agencies or offices nobody knows (Invalid).
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.RUN, by=by)
        check_may_decide(meeting.state)
        decision = await _numbered(meeting, facts, DecisionState.ACTIVE, record, by)
        await _tell(record, "decision.recorded", decision, await _hidden(decision), by)
    return decision


async def propose_decision(meeting_id: UUID, facts: DecisionFacts, *, by: User) -> Decision:
    """Put a wording before the room; it holds for nobody until the chair adopts it.

    It takes the next number, which stays taken when the wording is struck. Refuses a meeting that
    is not going on (Conflict), and agencies or offices nobody knows (Invalid).
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.RUN, by=by)
        check_may_propose(meeting.state)
        decision = await _numbered(meeting, facts, DecisionState.PROPOSED, record, by)
        await _tell(record, "decision.proposed", decision, await _hidden(decision), by)
    return decision


async def adopt_decision(decision_id: UUID, *, revision: int | None = None, by: User) -> Decision:
    """The meeting takes a wording as its decision; from now on those named in it owe it.

    Also after the close, for what the room agreed on last. Refuses a decision that stands already
    or was struck (Conflict), and a wording that was changed since it was read (Moved).
    """
    async with journal.transaction() as record:
        decision, _meeting = await _find(decision_id, revision, by)
        if decision.state is not DecisionState.PROPOSED:
            raise Conflict(_("Keputusan {n} sudah ditetapkan.").format(n=decision.number))
        decision.state, decision.recorded_at = DecisionState.ACTIVE, record.at
        decision.revision += 1
        await decision.save(update_fields=["state", "recorded_at", "revision"])
        await _tell(record, "decision.adopted", decision, await _hidden(decision), by)
    return decision


async def change_decision(
    decision_id: UUID, changes: DecisionChanges, *, revision: int | None = None, by: User
) -> Decision:
    """Say a decision differently; its number stays. What is not named stays as it was.

    Refuses a decision that was struck (Conflict) or replaced since it was read (Moved).
    """
    named = changes.model_fields_set
    async with journal.transaction() as record:
        decision, meeting = await _find(decision_id, revision, by)
        item_id = changes.agenda_item if "agenda_item" in named else decision.item_id
        item = await _item(meeting, item_id, by)
        owed = await _owed(changes.owners, changes.supporting)
        was_hidden = await _hidden(decision)
        for name, value in _values(changes).items():
            if name in named:
                setattr(decision, name, value)
        decision.item_id = item.id if item else None
        decision.revision += 1
        await decision.save()
        duties = {duty for duty, name in FIELDS.items() if name in named}
        await _commit(decision, duties, [each for each in owed if each[0] in duties])
        hidden = await _hidden(decision)
        if hidden and not was_hidden:
            # It vanishes from the eyes of participants: their pages read the state anew.
            await record.entry(
                decision.meeting_id,
                "decision.changed",
                by=by,
                audience=Audience.PARTICIPANTS,
                reshaped=True,
            )
        await _tell(record, "decision.changed", decision, hidden, by)
    return decision


async def strike_decision(
    decision_id: UUID, reason: str = "", *, revision: int | None = None, by: User
) -> Decision:
    """A decision no longer stands; its number and words stay. Striking twice is refused."""
    async with journal.transaction() as record:
        decision, _meeting = await _find(decision_id, revision, by)
        decision.state, decision.reason = DecisionState.STRUCK, reason
        decision.revision += 1
        await decision.save(update_fields=["state", "reason", "revision"])
        await _tell(record, "decision.struck", decision, await _hidden(decision), by)
    return decision


async def _numbered(
    meeting: Meeting, facts: DecisionFacts, state: DecisionState, record: Record, by: User
) -> Decision:
    """A decision under the next number, with those who owe it."""
    item = await _item(meeting, facts.agenda_item, by)
    owed = await _owed(facts.owners, facts.supporting)
    decision = await Decision.create(
        meeting_id=meeting.id,
        item_id=item.id if item else None,
        number=await _next_number(meeting.id),
        state=state,
        recorded_at=record.at,
        **_values(facts),
    )
    await _commit(decision, tuple(Duty), owed)
    return decision


async def _find(decision_id: UUID, revision: int | None, by: User) -> tuple[Decision, Meeting]:
    """A decision that somebody may change, held for this act, and its meeting.

    NotFound if they may not see it, Moved if it is not the one they read, Conflict if it was
    struck.
    """
    missing = NotFound(_("Keputusan ini tidak ada."))
    known = await Decision.get_or_none(id=decision_id)
    if known is None:
        raise missing
    try:
        meeting = await locked(known.meeting_id, Action.RUN, by=by)
    except NotFound:
        raise missing from None
    decision = await Decision.get(id=decision_id).select_related("item")
    hidden = decision.item is not None and decision.item.confidential
    if hidden and not may(Action.SEE_CONFIDENTIAL, await parts_of(by, meeting)):
        raise missing
    check_may_decide(meeting.state)
    if revision is not None and decision.revision != revision:
        raise Moved(_("Keputusan ini sudah diubah orang lain."), revision=decision.revision)
    if decision.state is DecisionState.STRUCK:
        raise Conflict(_("Keputusan {n} sudah dicoret.").format(n=decision.number))
    return decision, meeting


async def _item(meeting: Meeting, item_id: UUID | None, by: User) -> AgendaItem | None:
    if item_id is None:
        return None
    try:
        return await find_item(meeting, item_id, await parts_of(by, meeting))
    except NotFound:
        raise Invalid.field(
            "agenda_item", _("Pokok agenda ini tidak ada dalam rapat ini.")
        ) from None


async def _hidden(decision: Decision) -> bool:
    """Whether it belongs to a confidential item; items change only while the meeting is held."""
    if decision.item_id is None:
        return False
    return await AgendaItem.filter(id=decision.item_id, confidential=True).exists()


async def _next_number(meeting_id: UUID) -> int:
    """The number after the highest; the meeting is locked, so nobody else takes it."""
    rows = await (
        Decision.filter(meeting_id=meeting_id).annotate(top=Max("number")).values_list("top")
    )
    return int(rows[0][0] or 0) + 1 if rows else 1


def _values(facts: DecisionFacts) -> dict[str, Any]:
    values = {name: getattr(facts, name) for name in _FACTS}
    values["funding_sources"] = list(dict.fromkeys(f.value for f in facts.funding_sources))
    return values


async def _owed(owners: Sequence[str], supporting: Sequence[str]) -> Owed:
    """Agencies by code (or id) and offices by id. Refuses (Invalid) each that nobody knows."""
    offices, agencies = await _offices(owners, supporting), await _agencies(owners, supporting)
    owed: Owed = []
    errors: list[FieldError] = []
    for duty, names in ((Duty.OWNER, owners), (Duty.SUPPORTING, supporting)):
        for n, name in enumerate(names):
            office = offices.get(name.lower())
            agency = office.agency if office else agencies.get(name.lower())
            if agency is None:
                message = _("Instansi atau jabatan “{name}” tidak dikenal.").format(name=name)
                errors.append({"field": f"{FIELDS[duty]}.{n}", "message": message})
            elif (duty, agency, office) not in owed:
                owed.append((duty, agency, office))
    if errors:
        raise Invalid(_("Periksa isian yang ditandai."), errors=errors)
    return owed


def _keys(*names: Iterable[str]) -> list[UUID]:
    keys = []
    for name in (each for group in names for each in group):
        try:
            keys.append(UUID(name))
        except ValueError:
            continue
    return keys


async def _offices(*names: Iterable[str]) -> dict[str, Office]:
    keys = _keys(*names)
    rows = await Office.filter(id__in=keys).select_related("agency") if keys else []
    return {str(row.id): row for row in rows}


async def _agencies(*names: Iterable[str]) -> dict[str, Agency]:
    codes = [name for group in names for name in group]
    found: dict[str, Agency] = {}
    if codes:
        found |= {code.lower(): row for code, row in (await known_agencies(codes)).items()}
    if keys := _keys(*names):
        rows = await Agency.filter(id__in=keys).select_related("merged_into")
        found |= {str(row.id): row.merged_into or row for row in rows}
    return found


async def _commit(decision: Decision, duties: Collection[Duty], owed: Owed) -> None:
    """Write down who has these duties now.

    Whoever had one before keeps that row, because what they reported on it hangs there. For the
    same reason nobody is taken off who has reported (Conflict).
    """
    before = {
        (row.duty, row.agency_id, row.office_id): row
        for row in await Commitment.filter(decision_id=decision.id, duty__in=list(duties))
    }
    added = []
    for n, (duty, agency, office) in enumerate(owed):
        kept = before.pop((duty, agency.id, office.id if office else None), None)
        if kept is None:
            added.append(_commitment(decision, n, duty, agency, office))
        elif kept.position != n:
            kept.position = n
            await kept.save(update_fields=["position"])
    await Commitment.bulk_create(added)
    try:
        async with journal.transaction():
            await Commitment.filter(id__in=[row.id for row in before.values()]).delete()
    except IntegrityError:
        raise Conflict(
            _("Penanggung jawab yang sudah melapor tetap tercatat. Coret keputusan ini bila perlu.")
        ) from None


def _commitment(
    decision: Decision, position: int, duty: Duty, agency: Agency, office: Office | None
) -> Commitment:
    return Commitment(
        decision_id=decision.id,
        duty=duty,
        agency_id=agency.id,
        office_id=office.id if office else None,
        name=office.title if office else agency.name,
        short_name=agency.short_name,
        position=position,
    )


async def _tell(record: Record, kind: str, decision: Decision, hidden: bool, by: User) -> None:
    await record.entry(
        decision.meeting_id,
        kind,
        by=by,
        audience=Audience.STAFF if hidden else Audience.PARTICIPANTS,
        decision=decision_state(decision, await commitments_of(decision)),
    )
