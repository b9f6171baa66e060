"""Putting a question to the delegations: prepared, opened, counted, closed and published."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from tortoise.functions import Max

from rakor import database, journal
from rakor.accounts.models import User
from rakor.database import lock_row, row_where
from rakor.directory.models import Agency
from rakor.directory.queries import known_agencies
from rakor.errors import Conflict, FieldError, Invalid, Moved, NotFound
from rakor.journal import Audience, Record
from rakor.live.models import Ballot, Decision, Entitlement, Vote, VoteOption
from rakor.live.queries.voting import (
    counted,
    find_vote,
    here,
    last_told,
    options_of,
    roll_of,
    vote_state,
)
from rakor.live.rules import VoteState
from rakor.live.rules import voting as rules
from rakor.live.rules.voting import VoteChanges, VoteFacts
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.queries import find_item, parts_of
from rakor.meetings.rules import Action
from rakor.words import _

PACE = timedelta(seconds=rules.TELL_EVERY)


async def prepare_vote(meeting_id: UUID, facts: VoteFacts, *, by: User) -> Vote:
    """Write down a question under the next number; nobody but the staff knows of it yet.

    Refuses a meeting that is over (Conflict), and items or decisions nobody knows (Invalid).
    """
    options = rules.options_of(facts.options)
    rules.check_majority(facts.majority, [key for key, _text in options])
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.RUN, by=by)
        rules.check_may_prepare(meeting.state)
        item, decision = await _about(meeting, facts.agenda_item, facts.decision, by)
        check_secret(facts.secret, item)
        tops = Vote.filter(meeting_id=meeting_id).annotate(top=Max("number"))
        vote = Vote(meeting_id=meeting_id, number=int((await tops.values_list("top"))[0][0] or 0))
        vote.number += 1
        vote.question, vote.secret, vote.majority = facts.question, facts.secret, facts.majority
        vote.item_id, vote.decision_id = _id(item), _id(decision)
        await vote.save()
        await _write_options(vote, options)
        await _tell(record, "vote.prepared", vote, by=by)
    return vote


async def change_vote(
    meeting_id: UUID, vote_id: UUID, changes: VoteChanges, *, revision: int | None, by: User
) -> Vote:
    """Put a question differently, as long as it was not opened (Conflict).

    Refuses what was changed since it was read (Moved).
    """
    named = changes.model_fields_set
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.RUN, by=by)
        vote = await _held(meeting, vote_id, by)
        if revision is not None and revision != vote.revision:
            raise Moved(_("Pertanyaan ini sudah diubah orang lain."), revision=vote.revision)
        rules.check_vote_step(vote.state, VoteState.OPEN)
        if "options" in named:
            await VoteOption.filter(vote_id=vote.id).delete()
            await _write_options(vote, rules.options_of(changes.options))
        for name in named & {"question", "secret", "majority"}:
            setattr(vote, name, getattr(changes, name))
        if not vote.question:
            raise Invalid.field("question", _("Tuliskan pertanyaannya."))
        if named & {"agenda_item", "decision"}:
            asked = changes.agenda_item if "agenda_item" in named else vote.item_id
            about = changes.decision if "decision" in named else vote.decision_id
            item, decision = await _about(meeting, asked, about, by)
            vote.item_id, vote.decision_id = _id(item), _id(decision)
        rules.check_majority(vote.majority, [row.key for row in await options_of(vote)])
        check_secret(vote.secret, await _item_of(vote))
        await _save(vote)
        await _tell(record, "vote.changed", vote, by=by)
    return vote


async def open_vote(
    meeting_id: UUID, vote_id: UUID, agencies: Sequence[str] | None = None, *, by: User
) -> Vote:
    """Begin to take ballots; who may vote is frozen: one vote for each delegation that is here.

    `agencies` (codes or ids) names them instead; of these too only those who are here count.
    Refuses (Conflict) while another vote is open, when nobody may vote, and in a meeting that is
    not being held; (Invalid) agencies nobody knows.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.RUN, by=by)
        vote = await _held(meeting, vote_id, by)
        rules.check_may_vote(meeting.state)
        rules.check_vote_step(vote.state, VoteState.OPEN)
        if await Vote.filter(meeting_id=meeting_id, state=VoteState.OPEN).exists():
            raise Conflict(_("Tutup dahulu pemungutan suara yang masih dibuka."))
        named = await _named(agencies) if agencies is not None else None
        entitled = rules.delegations(await here(meeting_id), named)
        if not entitled:
            raise Conflict(_("Belum ada delegasi yang berhak dan hadir."))
        rows = await Agency.filter(id__in=list(entitled))
        await Entitlement.bulk_create(
            Entitlement(vote_id=vote.id, agency_id=a.id, name=a.name, short_name=a.short_name)
            for a in rows
        )
        vote.state, vote.opened_at, vote.entitled = VoteState.OPEN, record.at, len(rows)
        await _save(vote)
        await _tell(record, "vote.opened", vote, by=by)
    return vote


async def close_vote(meeting_id: UUID, vote_id: UUID, *, by: User) -> Vote:
    """Take no more ballots and count them. A secret vote is shuffled: nothing tells who came when.

    Refuses (Conflict) a vote that is not open.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.RUN, by=by)
        vote = await _held(meeting, vote_id, by)
        rules.check_vote_step(vote.state, VoteState.CLOSED)
        counts = await counted(vote, await options_of(vote))
        vote.state, vote.closed_at = VoteState.CLOSED, record.at
        vote.result = rules.result_of(counts, vote.entitled, vote.majority)
        if vote.secret:
            await _shuffle(vote)
        await _save(vote)
        await _tell(record, "vote.closed", vote, by=by)
    return vote


async def publish_vote(meeting_id: UUID, vote_id: UUID, *, by: User) -> Vote:
    """Tell everybody the result. Refuses (Conflict) a vote that was not closed."""
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.RUN, by=by)
        vote = await _held(meeting, vote_id, by)
        rules.check_vote_step(vote.state, VoteState.PUBLISHED)
        vote.state, vote.published_at = VoteState.PUBLISHED, record.at
        await _save(vote)
        await _tell(record, "vote.published", vote, by=by)
    return vote


async def withdraw_vote(meeting_id: UUID, vote_id: UUID, reason: str, *, by: User) -> Vote:
    """Take a question back; its number stays, ballots of a secret one are thrown away.

    Refuses (Conflict) a vote that was closed: what was counted stands.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.RUN, by=by)
        vote = await _held(meeting, vote_id, by)
        rules.check_vote_step(vote.state, VoteState.WITHDRAWN)
        vote.state, vote.reason = VoteState.WITHDRAWN, reason
        if vote.secret:
            async with database.overwriting():
                await Ballot.filter(vote_id=vote.id).delete()
            await _shuffle(vote)
        await _save(vote)
        await _tell(record, "vote.withdrawn", vote, by=by)
    return vote


async def forget_order() -> None:
    """After a secret vote: what the tables said before they were shuffled is swept away."""
    await database.sweep([Ballot._meta.db_table, Entitlement._meta.db_table])


async def tell_tally(vote_id: UUID) -> bool:
    """Tell how far an open vote is, if more ballots came than were told; at most twice a second.

    Of a secret vote only how many have voted. True when there is more to tell a little later.
    """
    async with journal.transaction() as record:
        vote = await row_where(Vote, "id", vote_id, locked=True)
        if vote is None or vote.state is not VoteState.OPEN:
            return False
        cast = await Entitlement.filter(vote_id=vote.id, cast=True).count()
        told = await last_told(vote.meeting_id)
        if told is not None and told.data["vote"]["cast"] == cast:
            return False
        if told is not None and timedelta(0) <= record.at - told.at < PACE:
            return True
        if not vote.secret:
            counts = await counted(vote, await options_of(vote))
            vote.result = rules.result_of(counts, vote.entitled, vote.majority)
        await _tell(record, "vote.tallied", vote, by=None)
    return False


def check_secret(secret: bool, item: AgendaItem | None) -> None:
    """Refuses (Invalid) secret ballots on a confidential item, which delegations do not see."""
    if secret and item is not None and item.confidential:
        raise Invalid.field(
            "secret", _("Suara rahasia tidak dapat dipungut pada pokok agenda rahasia.")
        )


async def _held(meeting: Meeting, vote_id: UUID, by: User) -> Vote:
    """A vote until the end of this act: whoever casts a ballot meanwhile waits."""
    await lock_row(Vote, vote_id)
    return await find_vote(meeting, vote_id, by=by)


async def _about(
    meeting: Meeting, item_id: UUID | None, decision_id: UUID | None, by: User
) -> tuple[AgendaItem | None, Decision | None]:
    """What a question is about. One on a decision belongs to the item of that decision."""
    decision = None
    if decision_id is not None:
        decision = await Decision.get_or_none(id=decision_id, meeting_id=meeting.id)
        if decision is None:
            raise Invalid.field("decision", _("Keputusan ini tidak ada dalam rapat ini."))
        item_id = decision.item_id
    if item_id is None:
        return None, decision
    try:
        return await find_item(meeting, item_id, await parts_of(by, meeting)), decision
    except NotFound:
        message = _("Pokok agenda ini tidak ada dalam rapat ini.")
        raise Invalid.field("agenda_item", message) from None


async def _item_of(vote: Vote) -> AgendaItem | None:
    return await AgendaItem.get_or_none(id=vote.item_id) if vote.item_id else None


async def _write_options(vote: Vote, options: Sequence[tuple[str, str]]) -> None:
    await VoteOption.bulk_create(
        VoteOption(vote_id=vote.id, key=key, text=text, position=n)
        for n, (key, text) in enumerate(options)
    )


async def _named(agencies: Collection[str]) -> set[UUID]:
    """The agencies that were named, by code or id. Refuses (Invalid) each that nobody knows."""
    known = {code.lower(): row for code, row in (await known_agencies(list(agencies))).items()}
    keys = [key for name in agencies if (key := _key(name)) is not None]
    rows = await Agency.filter(id__in=keys).select_related("merged_into") if keys else []
    known |= {str(row.id): row.merged_into or row for row in rows}
    errors: list[FieldError] = [
        {
            "field": f"agencies.{n}",
            "message": _("Instansi “{name}” tidak dikenal.").format(name=name),
        }
        for n, name in enumerate(agencies)
        if name.lower() not in known
    ]
    if errors:
        raise Invalid(_("Periksa isian yang ditandai."), errors=errors)
    return {known[name.lower()].id for name in agencies}


def _key(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None


async def _shuffle(vote: Vote) -> None:
    """Write ballots and roll of a secret vote anew in the order of keys drawn by lot.

    Whatever order the tables kept of who voted when, and with which ballot, is lost by it.
    """
    ballots, roll = await Ballot.filter(vote_id=vote.id), await Entitlement.filter(vote_id=vote.id)
    async with database.overwriting():
        await Ballot.filter(vote_id=vote.id).delete()
        await Entitlement.filter(vote_id=vote.id).delete()
    for row in (*ballots, *roll):
        row.id = uuid4()
    await Ballot.bulk_create(sorted(ballots, key=lambda row: row.id))
    await Entitlement.bulk_create(sorted(roll, key=lambda row: row.id))


async def _save(vote: Vote) -> None:
    vote.revision += 1
    await vote.save()


def _id(row: AgendaItem | Decision | None) -> UUID | None:
    return row.id if row else None


async def _tell(record: Record, kind: str, vote: Vote, *, by: User | None) -> None:
    """Participants learn of it when it opens, and never of one on a confidential item."""
    item = await _item_of(vote)
    hidden = vote.opened_at is None or (item is not None and item.confidential)
    state: dict[str, Any] = vote_state(vote, await options_of(vote), await roll_of(vote))
    await record.entry(
        vote.meeting_id,
        kind,
        by=by,
        audience=Audience.STAFF if hidden else Audience.PARTICIPANTS,
        vote=state,
    )
