"""Participant reports of the video service: each visit in them once, however often it is told."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import rules
from rakor.attendance.models import OnlineReport, OnlineVisit
from rakor.attendance.operations.ledger import queue
from rakor.attendance.operations.online import (
    known_visits,
    new_generations,
    place,
    recognise,
    save_visits,
    take_back,
)
from rakor.attendance.queries.online import InvitedPeople, Seen, invited_people, seen_of
from rakor.attendance.rules import MatchedBy, Method
from rakor.attendance.rules.matching import Match, Visitor
from rakor.attendance.rules.online import (
    Known,
    Told,
    Visited,
    around,
    is_total,
    paired,
    tidy,
    visit_key,
    visitor_key,
)
from rakor.attendance.rules.report_times import DayOrder
from rakor.attendance.rules.reports import Question, Report, read_report
from rakor.database import new_id
from rakor.documents.reading_sheets import Sheet, sheets_of
from rakor.errors import Invalid, NotFound
from rakor.journal import Record
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.words import N_, _

IMPORTED = "attendance.imported"
WITHDRAWN = "attendance.import_withdrawn"
_DETAILED = N_("Laporan rinci menggantikan laporan jumlah menit.")
_REPORT_GONE = N_("Laporan ini dibatalkan.")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a report: its visitors, each with whom they were taken for, and what is new.

    `new_visits` is 0 for a report that was uploaded before.
    """

    report: OnlineReport
    seen: list[Seen]
    new_visits: int

    @property
    def matched(self) -> list[Seen]:
        return [each for each in self.seen if each.head_id is not None]

    @property
    def unresolved(self) -> list[Seen]:
        return [each for each in self.seen if each.by is MatchedBy.NOBODY]

    @property
    def ignored(self) -> list[Seen]:
        return [each for each in self.seen if each.by is MatchedBy.IGNORED]


async def import_report(
    meeting_id: UUID,
    content: bytes,
    filename: str,
    *,
    timezone: str = "",
    order: DayOrder | None = None,
    by: User,
) -> Imported:
    """Record who was in the video room, as its report tells: whoever is known counts at once.

    The rest waits for the secretariat. The same report again, or one that tells of the same visits,
    adds nothing. Refuses (Invalid) what is no report, a report of another meeting, and dates that
    can be read two ways; (Conflict) meetings that are not held.
    """
    meeting = await find_for(Action.CHECK_IN, meeting_id, by=by)
    rules.check_open(meeting.state)
    report = await _read(meeting, content, filename, timezone or meeting.timezone, order)
    people = await invited_people(meeting)
    before = await known_visits(meeting)
    matches = await asyncio.to_thread(_matches, meeting, people, report.visits, before)
    async with journal.transaction() as record:
        await queue(meeting_id)
        row = await _kept(record, meeting, content, filename, report, by)
        told = _told(meeting, row, report.visits, await known_visits(meeting))
        await _store(record, meeting, people, matches, told, by)
        seen = seen_of(meeting.id, told.here).values()
        done = Imported(row, sorted(seen, key=lambda each: each.name.casefold()), len(told.fresh))
        await _tell(record, meeting, done, by)
    return done


async def _store(
    record: Record,
    meeting: Meeting,
    people: InvitedPeople,
    matches: dict[str, Match],
    told: "_Told",
    by: User,
) -> None:
    """Write down the visits of a report and, of those who are known, their lines in the ledger."""
    here = {visit.id for visit in told.here}
    visits = [*told.known, *told.fresh]
    concerned = [each for each in visits if each.id in here or each.matched_by is MatchedBy.NOBODY]
    placing = await recognise(meeting, people, matches, visits, concerned)
    await take_back(record, meeting, told.stale, _DETAILED, by=by)
    await new_generations(meeting, told.fresh)
    await place(record, meeting, placing, method=Method.ONLINE_REPORT, by=by)
    await OnlineVisit.filter(id__in=[each.id for each in told.stale]).delete()
    await OnlineVisit.bulk_create(told.fresh)
    fresh = {visit.id for visit in told.fresh}
    await save_visits(each for each in concerned if each.id not in fresh)


async def withdraw_report(meeting_id: UUID, report_id: UUID, *, by: User) -> None:
    """Take a report back that was read wrongly: what it told first is forgotten.

    The ledger keeps its lines, voided. Refuses (NotFound) reports of other meetings.
    """
    async with journal.transaction() as record:
        await queue(meeting_id)
        meeting = await find_for(Action.CHECK_IN, meeting_id, by=by)
        report = await OnlineReport.get_or_none(meeting_id=meeting.id, id=report_id)
        if report is None:
            raise NotFound(_("Laporan ini tidak ada pada rapat ini."))
        visits = await OnlineVisit.filter(meeting_id=meeting.id, told_by=report.id)
        await take_back(record, meeting, visits, _REPORT_GONE, by=by)
        await OnlineVisit.filter(meeting_id=meeting.id, told_by=report.id).delete()
        await report.delete()
        await record.entry(
            meeting.id,
            WITHDRAWN,
            by=by,
            report=report.id,
            visits=len(visits),
        )


async def _read(
    meeting: Meeting, content: bytes, filename: str, timezone: str, order: DayOrder | None
) -> Report:
    sheets = await sheets_of(content, filename)
    zone = ZoneInfo(timezone)
    days = (meeting.starts_at.astimezone(zone).date(), meeting.ends_at.astimezone(zone).date())
    asked = Question(timezone, order, None if meeting.recurrence else days, meeting.starts_at)
    report = await asyncio.to_thread(_first_report, sheets, asked)
    _check_is_of(meeting, report)
    return report


def _first_report(sheets: Sequence[Sheet], asked: Question) -> Report:
    return read_report(sheets[0].rows if sheets else [], asked)


def _check_is_of(meeting: Meeting, report: Report) -> None:
    """Refuses (Invalid) the report of another meeting: another number, or other days."""
    ours = "".join(filter(str.isdigit, meeting.meeting_number))
    if ours and report.number and ours != report.number:
        raise Invalid.field(
            "file",
            _("Laporan ini dari rapat daring {theirs}, bukan {ours}.").format(
                theirs=report.number, ours=meeting.meeting_number
            ),
        )
    if meeting.recurrence:
        return
    since, until = around(meeting.starts_at, meeting.ends_at)
    if not any(since <= visit.joined <= until for visit in report.visits):
        raise Invalid.field(
            "file",
            _("Tidak seorang pun dalam laporan ini masuk pada hari rapat. Periksa berkasnya."),
        )


def _matches(
    meeting: Meeting, people: InvitedPeople, told: Sequence[Told], known: Sequence[OnlineVisit]
) -> dict[str, Match]:
    """Whom each visitor is of whom nobody has decided it: off the event loop, reports are long."""
    decided = {key for key, seen in seen_of(meeting.id, known).items() if seen.by or seen.by_hand}
    groups: dict[str, Visitor] = {}
    named = [(each.name, each.email, each.joined) for each in told]
    named += [(row.name, row.email, row.joined_at) for row in known]
    for name, email, joined in named:
        key = visitor_key(meeting.id, name, email)
        if key in decided:
            continue
        before = groups.get(key)
        groups[key] = Visitor(name, email, (*(before.joined if before else ()), joined))
    return {key: people.book.match(visitor) for key, visitor in groups.items()}


async def _kept(
    record: Record, meeting: Meeting, content: bytes, filename: str, report: Report, by: User
) -> OnlineReport:
    """The report as it is kept: the same bytes again are the same report."""
    digest = hashlib.sha256(content).hexdigest()
    before = await OnlineReport.get_or_none(meeting_id=meeting.id, sha256=digest)
    return before or await OnlineReport.create(
        meeting_id=meeting.id,
        filename=tidy(filename, 200),
        sha256=digest,
        row_count=len(report.visits),
        officer_id=by.id,
        at=record.at,
    )


@dataclass(slots=True)
class _Told:
    """What a report says beside what is known: visits that are new, all of its visits, and what
    was known as a total only and is replaced by them."""

    known: list[OnlineVisit]
    fresh: list[OnlineVisit]
    here: list[OnlineVisit]
    stale: list[OnlineVisit]


def _told(
    meeting: Meeting, report: OnlineReport, told: Sequence[Told], known: list[OnlineVisit]
) -> _Told:
    """The visits a report tells: those known already, which learn when they ended, and new ones.

    Of whoever is known by their visits a total says nothing new; visits take the place of totals.
    """
    rows = [Known(each.key, each.name, each.email, each.joined_at, each.left_at) for each in known]
    visited, found = Visited(rows), _Told(known, [], [], [])
    fresh: dict[str, OnlineVisit] = {}
    for each, at in zip(told, paired(meeting.id, told, rows), strict=True):
        if at is not None:
            known[at].left_at = known[at].left_at or each.left
            found.here.append(known[at])
            continue
        alike = [known[n] for n in visited.alike(each)]
        if each.total and (detailed := [visit for visit in alike if not is_total(visit.key)]):
            found.here += detailed
            continue
        found.stale += [visit for visit in alike if is_total(visit.key)]
        fresh.setdefault(visit_key(meeting.id, each), _new(meeting, report, each))
    found.fresh = list(fresh.values())
    found.here = list({visit.id: visit for visit in (*found.here, *found.fresh)}.values())
    found.stale = list({visit.id: visit for visit in found.stale}.values())
    return found


def _new(meeting: Meeting, report: OnlineReport, told: Told) -> OnlineVisit:
    return OnlineVisit(
        id=new_id(),
        meeting_id=meeting.id,
        key=visit_key(meeting.id, told),
        name=told.name,
        email=told.email,
        joined_at=told.joined,
        left_at=told.left,
        told_by=report.id,
    )


async def _tell(record: Record, meeting: Meeting, done: Imported, by: User) -> None:
    await record.entry(
        meeting.id,
        IMPORTED,
        by=by,
        report=done.report.id,
        rows=done.report.row_count,
        new_visits=done.new_visits,
        matched=len(done.matched),
        unresolved=len(done.unresolved),
    )
