"""Visits to the video room: whose they are, and their two lines each in the ledger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from rakor.accounts.models import User
from rakor.attendance import queries
from rakor.attendance.models import Head, OnlineVisit, Scan
from rakor.attendance.operations.heads import Found, heads_of
from rakor.attendance.operations.ledger import Asked, refold, tell_counts, write
from rakor.attendance.queries.online import InvitedPeople, Seen, seen_of
from rakor.attendance.rules import Direction, MatchedBy, Method, Outcome, Wish, visit_nonces
from rakor.attendance.rules.matching import Match
from rakor.attendance.rules.online import is_no_person, left_before
from rakor.journal import Record
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Channel
from rakor.words import _

# What becomes known of a visit later.
CHANGING = ["left_at", "head_id", "matched_by", "score", "generation", "by_hand"]


@dataclass(slots=True)
class Placing:
    """Visits on their way into the ledger, by whose head they are."""

    heads: dict[str, Found] = field(default_factory=dict)
    visits: list[tuple[OnlineVisit, str]] = field(default_factory=list)

    def add(self, found: Found, visits: Iterable[OnlineVisit]) -> None:
        """These visits were of that person."""
        key = found.head.key
        self.heads.setdefault(key, found)
        self.visits += [(visit, key) for visit in visits]


async def known_visits(meeting: Meeting) -> list[OnlineVisit]:
    """Every visit to the video room of a meeting whose beginning was told."""
    rows = await OnlineVisit.filter(meeting_id=meeting.id).order_by("joined_at", "key")
    return [row for row in rows if not left_before(row.key)]


async def recognise(
    meeting: Meeting,
    people: InvitedPeople,
    matches: dict[str, Match],
    visits: Sequence[OnlineVisit],
    open_ones: Sequence[OnlineVisit],
) -> Placing:
    """Say of each open visit whose it was, where that is known; the rest waits for people.

    What was once decided for a name and address holds for their later visits too; whoever was
    taken for somebody by mistake, and was put back by hand, is not decided again.
    """
    placing = Placing()
    groups = seen_of(meeting.id, visits)
    wanted: dict[str, list[OnlineVisit]] = {}
    heads: dict[UUID, list[OnlineVisit]] = {}
    for key, each in seen_of(meeting.id, open_ones).items():
        seen = groups[key]
        match = _decided(meeting, seen, matches.get(key))
        for visit in each.visits:
            visit.matched_by, visit.score = match.by, match.score
            visit.by_hand = seen.by_hand
        if seen.head_id is not None:
            heads[seen.head_id] = [*heads.get(seen.head_id, []), *each.visits]
        elif match.key:
            wanted[match.key] = [*wanted.get(match.key, []), *each.visits]
    for head in await Head.filter(id__in=list(heads)) if heads else ():
        placing.add(Found(head, is_new=False), heads[head.id])
    invited = {key: people.seats[key] for key in wanted}
    found = await heads_of(meeting, list(invited.values())) if invited else {}
    for key, invitation in invited.items():
        placing.add(found[invitation.id], wanted[key])
    return placing


def _decided(meeting: Meeting, seen: Seen, match: Match | None) -> Match:
    """What holds for a visitor: what was decided before, else what their name and address say."""
    if seen.by is not MatchedBy.NOBODY:
        return Match(seen.by, score=seen.score)
    if seen.by_hand:
        return Match(MatchedBy.NOBODY)
    if is_no_person(seen.name, meeting.room):
        return Match(MatchedBy.IGNORED)
    return match or Match(MatchedBy.NOBODY)


async def place(
    record: Record, meeting: Meeting, placing: Placing, *, method: Method, by: User | None
) -> None:
    """Write the lines of visits into the ledger, those that are not there yet, and tell the counts.

    The visits themselves are saved by whoever calls; they know their heads afterwards.
    """
    known = await _written(meeting, [visit for visit, _key in placing.visits])
    asked = []
    for visit, key in sorted(placing.visits, key=lambda each: (each[0].joined_at, each[0].key)):
        found = placing.heads[key]
        visit.head_id = found.head.id
        asked += [
            Asked(wish, by, found, method=method)
            for wish in _lines(visit)
            if wish.nonce not in known
        ]
    if asked:
        await write(record, meeting, asked)


def _lines(visit: OnlineVisit) -> list[Wish]:
    """The line in, and the line out of whoever has left."""
    came, went = visit_nonces(f"{visit.key}.{visit.generation}")
    found = [Wish(nonce=came, channel=Channel.ONLINE, at=visit.joined_at)]
    if visit.left_at is not None:
        out = Direction.OUT
        found.append(Wish(nonce=went, channel=Channel.ONLINE, direction=out, at=visit.left_at))
    return found


async def _written(meeting: Meeting, visits: Sequence[OnlineVisit]) -> set[str]:
    nonces = [wish.nonce for visit in visits for wish in _lines(visit)]
    rows = Scan.filter(meeting_id=meeting.id, nonce__in=nonces)
    return set(await rows.values_list("nonce", flat=True)) if nonces else set()  # type: ignore[arg-type]


async def new_generations(meeting: Meeting, visits: Sequence[OnlineVisit]) -> None:
    """Visits of which the ledger holds lines of an earlier time, all voided, begin anew."""
    rows = Scan.filter(meeting_id=meeting.id, nonce__startswith="visit:")
    before: dict[str, int] = {}
    for nonce in await rows.values_list("nonce", flat=True) if visits else ():
        key, _dot, generation = str(nonce).split(":")[1].partition(".")
        before[key] = max(before.get(key, -1), int(generation or 0))
    for visit in visits:
        visit.generation = before.get(visit.key, -1) + 1


async def take_back(
    record: Record, meeting: Meeting, visits: Sequence[OnlineVisit], reason: str, *, by: User | None
) -> None:
    """Void the lines of visits, so that they count for nobody; the visits are not saved here."""
    if not visits:
        return
    nonces = [wish.nonce for visit in visits for wish in _lines(visit)]
    scans = await Scan.filter(meeting_id=meeting.id, nonce__in=nonces, head_id__not_isnull=True)
    await Scan.bulk_create([_voiding(record, scan, reason, by) for scan in scans])
    heads = {scan.head_id for scan in scans}
    for visit in visits:
        visit.generation += 1
        visit.head_id = None
    least = timedelta(minutes=(await queries.plan_of(meeting.id)).least_online_minutes)
    rows = await Head.filter(id__in=list(heads)) if heads else []
    if await refold(rows, least_online=least):
        await tell_counts(record, meeting.id, by=by)


def _voiding(record: Record, scan: Scan, reason: str, by: User | None) -> Scan:
    return Scan(
        meeting_id=scan.meeting_id,
        head_id=scan.head_id,
        channel=scan.channel,
        direction=scan.direction,
        outcome=Outcome.ACCEPTED,
        method=Method.CORRECTION.value,
        officer_id=by.id if by else None,
        nonce=f"correction:{scan.id.hex}",
        at=record.at,
        recorded_at=record.at,
        voids_id=scan.id,
        note=_(reason)[:500],
    )


async def save_visits(visits: Iterable[OnlineVisit]) -> None:
    """Keep what is known of these visits now."""
    rows = list(visits)
    if rows:
        await OnlineVisit.bulk_update(rows, fields=CHANGING, batch_size=100)
