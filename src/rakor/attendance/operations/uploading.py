"""What a desk kept while it had no network, recorded in one transaction and in its order."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import rules
from rakor.attendance.models import Device, Scan, Signature
from rakor.attendance.operations.correcting import void
from rakor.attendance.operations.ledger import Asked, CheckIn, answered, queue, write
from rakor.attendance.operations.recording import check_in_all
from rakor.attendance.rules import Outcome, Reason, Shown, Signed, TakenBack
from rakor.errors import Invalid, RakorError
from rakor.journal import Record
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one line: that of a single check-in, and whether the desk showed another."""

    nonce: str
    done: CheckIn | None
    problem: str = ""
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of a signature or of a scan that was taken back; `problem` says why not."""

    nonce: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The answers to everything a desk sent, in the order in which it was sent."""

    scans: Sequence[Kept]
    taken_back: Sequence[Noted]
    signatures: Sequence[Noted]


async def upload(
    meeting_id: UUID,
    scans: Sequence[Shown],
    *,
    taken_back: Sequence[TakenBack] = (),
    signatures: Sequence[Signed] = (),
    by: User,
    device: Device | None = None,
) -> Uploaded:
    """Record what a desk kept: scans in the order in which they happened, then the rest.

    A line that makes no sense is answered as refused and loses no other; where it has a nonce and
    a time it stands in the ledger as one that could not be read. Whatever was sent before
    is answered as it was then. The counts are told once. Refuses (Conflict) meetings that are not
    held.
    """
    scans = [_checked(each) for each in scans]
    async with journal.transaction() as record:
        await queue(meeting_id)
        meeting = await find_for(Action.CHECK_IN, meeting_id, by=by)
        rules.check_open(meeting.state)
        ordered = rules.in_order([each for each in scans if each.wish], record.at)
        wishes = [(each.wish, by) for each in ordered if each.wish is not None]
        done = await check_in_all(meeting_id, wishes) if wishes else []
        by_nonce = {each.scan.nonce: each for each in done}
        await _keep_unread(record, meeting, [each for each in scans if not each.wish], by=by)
        undone = await _undo(record, meeting, taken_back, by=by, device=device)
        drawn = await _sign(meeting, signatures, record.at, by=by, device=device)
    return Uploaded([_kept(each, by_nonce.get(each.nonce)) for each in scans], undone, drawn)


def _checked(shown: Shown) -> Shown:
    """A line that names one person at a moment that can be meant, or one with a problem."""
    if shown.wish is None:
        return shown
    try:
        rules.check_wish(shown.wish)
    except Invalid as refusal:
        remains = replace(shown.wish, code="", invitation=None, walk_in=None)
        return replace(shown, wish=None, problem=refusal.detail, remains=remains)
    return shown


async def _keep_unread(
    record: Record, meeting: Meeting, scans: Sequence[Shown], *, by: User
) -> None:
    """Lines of which no more can be read than which they were and when: they count for nobody."""
    marked = [each for each in scans if each.remains and rules.was_scan(each.remains.at)]
    before = await answered(meeting.id, [each.nonce for each in marked]) if marked else {}
    # What comes twice is the first of the two.
    fresh = {each.nonce: each for each in reversed(marked) if each.nonce not in before}
    asked = [
        Asked(each.remains, by, refused=Reason.UNREADABLE)
        for each in fresh.values()
        if each.remains
    ]
    asked.sort(key=lambda each: each.wish.at or record.at)
    for done in await write(record, meeting, asked) if asked else ():
        done.scan.note = fresh[done.scan.nonce].problem[:500]
        await done.scan.save(update_fields=["note"])


def _kept(shown: Shown, done: CheckIn | None) -> Kept:
    if done is None:
        return Kept(shown.nonce, None, shown.problem, shown.outcome is Outcome.ACCEPTED)
    outcome, reason = done.scan.outcome, Reason(done.scan.reason)
    return Kept(shown.nonce, done, conflict=shown.differs(outcome, reason))


async def _undo(
    record: Record,
    meeting: Meeting,
    asked: Sequence[TakenBack],
    *,
    by: User,
    device: Device | None,
) -> list[Noted]:
    """Take back scans of this desk. Those of others are for whoever corrects the ledger."""
    found = await _own(meeting, [each.scan for each in asked], by=by, device=device)
    before = await Scan.filter(meeting_id=meeting.id, nonce__in=[each.nonce for each in asked])
    again = {scan.nonce for scan in before}
    answers = []
    for each in asked:
        scan = found.get(each.scan)
        if each.nonce in again:
            answers.append(Noted(each.nonce))
        elif scan is None:
            answers.append(Noted(each.nonce, _("Meja ini tidak mencatat pindaian itu.")))
        else:
            again.add(each.nonce)
            answers.append(await _taken_back(record, meeting, scan, each, by=by, device=device))
    return answers


async def _taken_back(
    record: Record,
    meeting: Meeting,
    scan: Scan,
    asked: TakenBack,
    *,
    by: User,
    device: Device | None,
) -> Noted:
    reason = asked.reason or _("Dibatalkan di meja")
    try:
        await void(
            record, meeting, scan, reason, nonce=asked.nonce, at=asked.at, by=by, device=device
        )
    except RakorError as refusal:
        return Noted(asked.nonce, refusal.detail)
    return Noted(asked.nonce)


async def _own(
    meeting: Meeting, nonces: Sequence[str], *, by: User, device: Device | None
) -> dict[str, Scan]:
    """Scans of this device, or of this officer where no device sends."""
    rows = Scan.filter(meeting_id=meeting.id, nonce__in=list(nonces))
    rows = rows.filter(enrolled_id=device.id) if device else rows.filter(officer_id=by.id)
    return {scan.nonce: scan for scan in await rows}


async def _sign(
    meeting: Meeting,
    asked: Sequence[Signed],
    now: datetime,
    *,
    by: User,
    device: Device | None,
) -> list[Noted]:
    """Keep the signatures of those whom these scans found."""
    found = await _own(meeting, [each.scan for each in asked], by=by, device=device)
    nonces = [each.nonce for each in asked]
    kept = Signature.filter(meeting_id=meeting.id, nonce__in=nonces)
    again = {str(nonce) for nonce in await kept.values_list("nonce", flat=True)}
    answers = []
    for each in asked:
        scan = found.get(each.scan)
        problem = _unsigned(each, scan)
        if not problem and each.nonce not in again and scan and scan.head_id:
            again.add(each.nonce)
            await Signature.create(
                meeting_id=meeting.id,
                head_id=scan.head_id,
                nonce=each.nonce,
                strokes=json.dumps(each.strokes or each.typed, separators=(",", ":")),
                width=each.width,
                height=each.height,
                device=device.name if device else scan.device,
                at=rules.moment(each.at, now),
            )
        answers.append(Noted(each.nonce, problem))
    return answers


def _unsigned(signed: Signed, scan: Scan | None) -> str:
    """Why a signature is not kept; "" when it is."""
    if scan is None or scan.head_id is None:
        return _("Tanda tangan ini bukan milik pindaian yang diterima.")
    try:
        rules.check_strokes(signed)
    except Invalid as refusal:
        return refusal.detail
    return ""
