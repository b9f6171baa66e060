"""Telling agencies what they owe: a link for each, its letter, taking it back, and the plan."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.errors import Conflict, FieldError, Invalid, NotFound
from rakor.followups import queries, rules
from rakor.followups.models import FollowUpLink, FollowUpPlan
from rakor.followups.operations import letters
from rakor.followups.queries import Owing, Promise
from rakor.followups.rules import Plan
from rakor.invitations.queries import digest
from rakor.journal import Audience, Record
from rakor.live.models import Commitment
from rakor.mail import outbox
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import NAMED_ONLY, Action
from rakor.words import _

TOLD = "followups.told"
REVOKED = "followups.revoked"
PLANNED = "followups.planned"
# How long a link holds; whoever is told again has it as long once more.
LASTS = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Telling:
    """An agency that is told, by its code; without an address its link is only shown."""

    agency: str
    email: str = ""


async def tell(meeting_id: UUID, wishes: Sequence[Telling], *, by: User) -> list[FollowUpLink]:
    """Make the links of these agencies, and write to those with an address what they owe.

    An agency that was told before keeps its link; one whose link was revoked or is too old gets a
    new one. Refuses (Conflict) a meeting that only those named in it may know of, (Invalid, naming
    the row) agencies that owe nothing or are named twice.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.RUN, by=by)
        _check_tellable(meeting)
        rows = {row.agency.code: row for row in await queries.owing(meeting)}
        _check_owing(wishes, rows)
        told = [(rows[wish.agency], wish.email) for wish in wishes]
        links = await _tell(record, meeting, told, by=by)
    outbox.wake()
    return links


async def tell_by_itself(meeting_id: UUID) -> int:
    """The minutes went out: agencies with an address that were not told get their links.

    Those that were are written to about promises that are new or read otherwise now, and once.
    Nothing where the plan of the meeting says so, and of a meeting for those named in it.
    """
    async with journal.transaction() as record:
        meeting = await Meeting.filter(id=meeting_id).select_related("organizer").first()
        if meeting is None or meeting.security_class in NAMED_ONLY:
            return 0
        if not (await queries.plan_of(meeting_id)).tells:
            return 0
        rows = [row for row in await queries.owing(meeting) if row.open and row.email]
        told = [(row, row.email) for row in rows if row.link is None]
        if told:
            await _tell(record, meeting, told, by=None)
        again = await _tell_changes(record, meeting, [row.link for row in rows if row.link])
    outbox.wake()
    return len(told) + again


async def _tell_changes(record: Record, meeting: Meeting, links: Sequence[FollowUpLink]) -> int:
    """What reads otherwise than it was told, to those whose link still holds; how many."""
    mails, codes = [], []
    for row in links:
        if row.revoked_at is not None or row.expires_at <= record.at or not row.email:
            continue
        link = await FollowUpLink.get(id=row.id).select_related("agency")
        link.meeting = meeting
        owed = await queries.owed_on_link(link, record.at.date())
        before, now = link.told, _said(owed)
        if before == now:
            continue
        link.told = now
        await link.save(update_fields=["told"])
        new = [each for each in owed if before is not None and _is_news(each, before)]
        if new:
            mails.append(letters.changed(meeting, link, new, record.at))
            codes.append(link.agency.code)
    await outbox.enqueue(mails)
    if codes:
        await record.entry(
            meeting.id,
            TOLD,
            by=None,
            audience=Audience.STAFF,
            agencies=codes,
            count=len(codes),
            mailed=len(mails),
            changes=True,
        )
    return len(codes)


def _is_news(promise: Promise, before: dict[str, str]) -> bool:
    return promise.state not in rules.CLOSED and before.get(str(promise.id)) != _sum(promise)


def _said(owed: Sequence[Promise]) -> dict[str, str]:
    return {str(each.id): _sum(each) for each in owed}


def _sum(promise: Promise) -> str:
    decision = promise.commitment.decision
    return rules.sum_of(decision.text, decision.due, decision.indicator)


async def _tell(
    record: Record, meeting: Meeting, told: Sequence[tuple[Owing, str]], *, by: User | None
) -> list[FollowUpLink]:
    links = []
    mails = []
    for row, email in told:
        link = await _link(meeting, row.agency, row.link, email or row.email, record.at)
        links.append(link)
        owed = await queries.owed_on_link(link, record.at.date())
        link.told = _said(owed)
        await link.save(update_fields=["told"])
        if link.email:
            stamp = f"told:{link.generation}:{record.at:%Y%m%d%H%M}"
            mails.append(letters.told(meeting, link, owed, record.at, stamp))
    await outbox.enqueue(mails)
    await record.entry(
        meeting.id,
        TOLD,
        by=by,
        audience=Audience.STAFF,
        agencies=[row.agency.code for row, _email in told],
        count=len(links),
        mailed=len(mails),
    )
    return links


async def _link(
    meeting: Meeting, agency: Agency, known: FollowUpLink | None, email: str, now: datetime
) -> FollowUpLink:
    link = known or FollowUpLink(meeting_id=meeting.id, agency_id=agency.id)
    if link.revoked_at is not None or (known and known.expires_at <= now):
        link.generation, link.revoked_at, link.opened_at = link.generation + 1, None, None
    link.email = email or link.email
    link.expires_at = now + LASTS
    link.sent_at = now if link.email else None
    link.digest = digest(queries.link_token(link))
    await link.save(force_create=known is None)
    link.meeting, link.agency = meeting, agency
    return link


async def tell_of_move(record: Record, promise: Promise, made: Commitment, reason: str) -> None:
    """Both agencies are written to, in the act that leads a promise from one to the other.

    The new one gets a link of its own if there is an address for it, the old one keeps its own.
    """
    meeting = promise.meeting
    if meeting.security_class in NAMED_ONLY:
        return
    links = {row.agency_id: row for row in await FollowUpLink.filter(meeting_id=meeting.id)}
    mails = []
    before = links.get(promise.commitment.agency_id)
    if before is not None and before.email and before.revoked_at is None:
        mails.append(letters.taken_away(meeting, before, promise, made.name, reason, record.at))
    known = links.get(made.agency_id)
    loaded = await Commitment.get(id=made.id).select_related("agency", "office")
    places = await queries.addresses([loaded])
    email = (known.email if known else "") or places.get(made.agency_id, "")
    if email:
        link = await _link(meeting, loaded.agency, known, email, record.at)
        if known is None or known.told is not None:
            link.told = (link.told or {}) | {str(made.id): _sum(promise)}
            await link.save(update_fields=["told"])
        mails.append(letters.given(meeting, link, promise, reason, record.at))
    await outbox.enqueue(mails)


async def revoke(meeting_id: UUID, link_id: UUID, *, by: User) -> FollowUpLink:
    """Take a link back: whoever holds it reports no more. What was reported stays."""
    async with journal.transaction() as record:
        await locked(meeting_id, Action.RUN, by=by)
        link = await FollowUpLink.get_or_none(id=link_id, meeting_id=meeting_id)
        if link is None:
            raise NotFound(_("Tautan ini tidak ada."))
        if link.revoked_at is not None:
            raise Conflict(_("Tautan ini sudah dicabut."))
        link.revoked_at = record.at
        await link.save(update_fields=["revoked_at"])
        await record.entry(
            meeting_id, REVOKED, by=by, audience=Audience.STAFF, subject=link.agency_id
        )
    return link


async def plan(meeting_id: UUID, wished: Plan, *, by: User) -> Plan:
    """Say when letters about what agencies owe go by themselves, and whether they do.

    Refuses (Invalid) less than one day and more than ninety.
    """
    rules.check_plan(wished)
    async with journal.transaction() as record:
        await locked(meeting_id, Action.RUN, by=by)
        if wished != await queries.plan_of(meeting_id):
            said = asdict(wished)
            await FollowUpPlan.update_or_create(defaults=said, meeting_id=meeting_id)
            await record.entry(meeting_id, PLANNED, by=by, audience=Audience.STAFF, plan=said)
    return wished


async def looked_at(link: FollowUpLink) -> None:
    """An agency has opened its link; the first time is remembered."""
    if link.opened_at is None:
        now = datetime.now(UTC)
        await FollowUpLink.filter(id=link.id, opened_at=None).update(opened_at=now)


def _check_tellable(meeting: Meeting) -> None:
    if meeting.security_class in NAMED_ONLY:
        raise Conflict(_("Tindak lanjut rapat rahasia tidak dibagikan lewat tautan."))


def _check_owing(wishes: Sequence[Telling], rows: dict[str, Owing]) -> None:
    errors: list[FieldError] = []
    seen: set[str] = set()
    for n, wish in enumerate(wishes):
        words = ""
        if wish.agency not in rows:
            words = _("Instansi {code} tidak mempunyai tindak lanjut pada rapat ini.")
        elif wish.agency in seen:
            words = _("Instansi {code} disebut dua kali.")
        if words:
            errors.append({"field": f"to.{n}.agency", "message": words.format(code=wish.agency)})
        seen.add(wish.agency)
    if errors or not wishes:
        said = errors[0]["message"] if errors else _("Pilih sekurang-kurangnya satu instansi.")
        raise Invalid(said, errors=errors or [{"field": "to", "message": said}])
