"""Writing the ledger: lines in their order, and what they make of heads and of the counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from rakor import database, journal
from rakor.accounts.models import User
from rakor.attendance import queries, rules
from rakor.attendance.models import CountDue, Head, Scan
from rakor.attendance.operations import due
from rakor.attendance.operations.deputies import follow_deputies
from rakor.attendance.operations.heads import IDENTITY, Found
from rakor.attendance.operations.quorums import tell
from rakor.attendance.rules import Admission, Line, Method, Outcome, Presence, Reason, Tally, Wish
from rakor.journal import Record
from rakor.meetings.models import Meeting

# What the ledger says of a head.
FOLDED = ("tally", "room", "online", "first_at", "last_out_at")


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What became of a scan: the line of the ledger, and the person it found, if any.

    `first_device` is the desk that recorded them first, as far as that line still stands.
    """

    scan: Scan
    head: Head | None
    first_device: str = ""


async def queue(meeting_id: UUID) -> None:
    """Desks of a meeting wait for each other here, so that each counts what the others did.

    On SQLite the transaction itself is the queue.
    """
    if database.is_postgres():
        await database.at_once(
            "SELECT 1 FROM meeting WHERE id = $1 FOR NO KEY UPDATE", [meeting_id]
        )


@dataclass(slots=True)
class Asked:
    """One scan on its way into the ledger: about a head, or refused with a reason."""

    wish: Wish
    by: User | None
    found: Found | None = None
    refused: Reason | None = None
    method: Method | None = None


@dataclass(slots=True)
class _Page:
    """What is known of one head while scans are written: its lines, and what was told of it."""

    head: Head
    lines: list[Line]
    told: tuple[object, ...]
    is_new: bool
    was_there: bool = False
    presence: Presence | None = None
    # At which desk something was recorded of them, by when it happened.
    desks: dict[datetime, str] = field(default_factory=dict)

    def note(self, scan: Scan) -> None:
        self.lines.append(line_of(scan))
        _note(self.desks, scan)

    @property
    def first_device(self) -> str:
        return self.desks.get(self.head.first_at, "")


async def answered(meeting_id: UUID, nonces: Iterable[str]) -> dict[str, CheckIn]:
    """What was answered before to those of these scans that were sent before."""
    rows = await database.rows_among(Scan, "nonce", nonces, meeting_id=meeting_id)
    keys = [scan.head_id for scan in rows if scan.head_id]
    heads = {head.id: head for head in await database.rows_among(Head, "id", keys)}
    lines = await _scans_of(keys)
    done = {}
    for scan in rows:
        head = heads[scan.head_id] if scan.head_id else None
        desks: dict[datetime, str] = {}
        for line in lines.get(head.id, ()) if head else ():
            _note(desks, line)
        done[scan.nonce] = CheckIn(scan, head, desks.get(head.first_at, "") if head else "")
    return done


async def _scans_of(heads: Iterable[UUID]) -> dict[UUID, list[Scan]]:
    """The ledger of each of these, in the order in which it was written."""
    found: dict[UUID, list[Scan]] = {}
    rows = await database.rows_among(Scan, "head_id", heads)
    for scan in sorted(rows, key=lambda each: each.id):
        if scan.head_id is not None:
            found.setdefault(scan.head_id, []).append(scan)
    return found


def _note(desks: dict[datetime, str], scan: Scan) -> None:
    if scan.voids_id is None and scan.outcome is not Outcome.REFUSED:
        desks.setdefault(scan.at, scan.device)


async def write(
    record: Record, meeting: Meeting, scans: Sequence[Asked], *, busy: bool = False
) -> list[CheckIn]:
    """Write scans in their order, and say the counts to everyone once where they changed them.

    Any number of scans takes the same few queries; what each of them means is decided as if they
    had come one after the other. While desks are `busy` a clock says the counts, a little later.
    """
    plan = await queries.plan_of(meeting.id)
    least = timedelta(minutes=plan.least_online_minutes)
    end = rules.end_of(meeting.state, meeting.ends_at, meeting.closed_at, plan.early_minutes)
    pages = await _open_pages([each.found for each in scans if each.found], least, end)
    done = [_judged(record, meeting, each, pages, least) for each in scans]
    touched = [page for page in pages.values() if page.lines]
    await _keep(touched)
    await database.add_rows([each.scan for each in done])
    await follow_deputies((page.head, page.was_there) for page in touched)
    if any(page.told != _told(page.head, end) for page in touched):
        officers = {each.by.id for each in scans if each.by}
        alone = scans[0].by if len(officers) == 1 else None
        later = busy and due.lately(meeting.id) and await due.put_off(record, meeting.id)
        if not later:
            await tell_counts(record, meeting.id, by=alone)
    return [
        replace(each, first_device=pages[each.head.key].first_device) if each.head else each
        for each in done
    ]


async def take(
    record: Record,
    meeting: Meeting,
    wish: Wish,
    found: Found,
    *,
    by: User | None,
    method: Method | None = None,
) -> CheckIn:
    """Write one scan of somebody, and say the counts to everyone where it changed them."""
    return (await write(record, meeting, [Asked(wish, by, found, method=method)]))[0]


async def _open_pages(
    found: Sequence[Found], least: timedelta, end: datetime | None
) -> dict[str, _Page]:
    scans = await _scans_of([each.head.id for each in found if not each.is_new])
    pages = {}
    for each in found:
        told = () if each.is_new else _told(each.head, end)
        page = _Page(each.head, [], told, each.is_new)
        for scan in scans.get(each.head.id, ()):
            page.note(scan)
        if page.lines:
            page.presence = rules.fold(page.lines, least_online=least)
        page.was_there = page.presence is not None
        pages[each.head.key] = page
    return pages


def _judged(
    record: Record, meeting: Meeting, asked: Asked, pages: dict[str, _Page], least: timedelta
) -> CheckIn:
    """One scan as it will stand in the ledger; the page of its head knows it from then on."""
    scan = _scan(record, meeting, asked)
    if asked.found is None:
        scan.outcome, scan.reason = Outcome.REFUSED, (asked.refused or Reason.NONE).value
        return CheckIn(scan, None)
    page = pages[asked.found.head.key]
    after = rules.fold([*page.lines, line_of(scan)], least_online=least)
    scan.outcome, reason = rules.judge(page.presence, after, asked.wish.direction)
    scan.reason = reason.value
    if scan.outcome is Outcome.REFUSED:
        return CheckIn(scan, None)
    if page.head.admission is Admission.HELD:
        scan.reason = Reason.HELD.value
    scan.head_id = page.head.id
    page.note(scan)
    page.presence = after
    apply(page.head, after)
    return CheckIn(scan, page.head)


async def _keep(pages: Sequence[_Page]) -> None:
    await database.add_rows([page.head for page in pages if page.is_new])
    for page in pages:
        if not page.is_new:
            who = () if page.was_there else IDENTITY
            await database.change_row(page.head, *FOLDED, *who)


async def refold(heads: Iterable[Head], *, least_online: timedelta) -> bool:
    """Make what is kept of a meeting's heads anew from their lines; True when the counts changed.

    For whatever touches the ledger otherwise than by one scan: corrections, reports, admissions,
    another rule of least time.
    """
    heads = list(heads)
    if not heads:
        return False
    plan = await queries.plan_of(heads[0].meeting_id)
    end = await queries.ending(heads[0].meeting_id, plan)
    changed, before = False, []
    for head in heads:
        was = _told(head, end)
        before.append((head, head.tally is not Tally.NONE))
        apply(head, rules.fold(await lines_of(head), least_online=least_online))
        await head.save(update_fields=FOLDED)
        changed = changed or was != _told(head, end)
    await follow_deputies(before)
    return changed


async def tell_due() -> None:
    """Say the counts of every meeting whose desks were too busy to."""
    for meeting_id in await due.waiting():
        async with journal.transaction() as record:
            await queue(meeting_id)
            left = await database.row_where(CountDue, "meeting_id", meeting_id)
            if left is None:
                continue
            if await database.row_where(Meeting, "id", meeting_id) is None:
                await due.told(meeting_id)
            else:
                await tell(record, meeting_id, queries.RECORDED, by=None, since=left.since)


async def tell_counts(record: Record, meeting_id: UUID, *, by: User | None) -> None:
    """Say the counts as they are now to everybody who follows the meeting."""
    await tell(record, meeting_id, queries.RECORDED, by=by)


def apply(head: Head, presence: Presence | None) -> None:
    """Keep on a head what its lines mean."""
    head.tally = rules.tally(presence, head.admission, companion=head.companion)
    head.room = presence is not None and presence.room
    head.online = presence is not None and presence.online
    if presence is not None:
        head.first_at, head.last_out_at = presence.first_at, presence.last_out_at


async def lines_of(head: Head) -> list[Line]:
    """What the ledger holds of one person."""
    return [line_of(scan) for scan in await Scan.filter(head_id=head.id)]


def line_of(scan: Scan) -> Line:
    """One line of the ledger as the rules read it."""
    return Line(
        id=scan.id,
        at=scan.at,
        channel=scan.channel,
        direction=scan.direction,
        nonce=scan.nonce,
        method=Method(scan.method),
        outcome=scan.outcome,
        voids=scan.voids_id,
    )


def _told(head: Head, end: datetime | None) -> tuple[object, ...]:
    """What the counts depend on; `end` as for `queries.still_here`."""
    here = queries.still_here(head.last_out_at, end)
    return head.tally, head.room, head.online, head.agency_id, here


def _scan(record: Record, meeting: Meeting, asked: Asked) -> Scan:
    wish = asked.wish
    return database.drafted(
        Scan,
        meeting_id=meeting.id,
        channel=wish.channel,
        direction=wish.direction,
        outcome=Outcome.ACCEPTED,
        method=(asked.method or wish.method).value,
        device=wish.device,
        officer_id=asked.by.id if asked.by else None,
        nonce=wish.nonce,
        at=rules.moment(wish.at, record.at),
        said_at=wish.said_at,
        recorded_at=record.at,
        enrolled_id=wish.enrolled,
    )
