"""The clock of promises: letters before the date, after it, and to the office above; each once."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.followups import queries
from rakor.followups.models import FollowUpLink, FollowUpNotice
from rakor.followups.operations import letters
from rakor.followups.queries import Promise
from rakor.followups.rules import LONGEST, Notice, Plan, notices_due
from rakor.invitations.rules.reminders import NIGHTS_AND_WEEKENDS
from rakor.journal import Audience
from rakor.mail import outbox
from rakor.mail.models import DeadAddress
from rakor.meetings.rules import NAMED_ONLY

REMINDED = "followups.reminded"

# No letter goes earlier than that before a date.
AHEAD = timedelta(days=LONGEST + 1)

Due = dict[Notice, list[Promise]]


async def escalate(now: datetime | None = None) -> int:
    """Write the letters that are due, one to an agency for all of a kind; tells how many.

    Only agencies that were told and have an address, by day and on working days where the meeting
    was held. Whoever does the same at the same time finds them written.
    """
    now = now or datetime.now(UTC)
    links = (
        await FollowUpLink.filter(revoked_at=None, expires_at__gt=now)
        .exclude(email="")
        .exclude(meeting__security_class__in=list(NAMED_ONLY))
        .select_related("meeting__organizer", "agency")
        .order_by("id")
    )
    owing = await queries.owing_soon(now + AHEAD)
    links = [link for link in links if (link.meeting_id, link.agency_id) in owing]
    dead = await DeadAddress.filter(address__in=[link.email for link in links])
    gone = {row.address for row in dead}
    plans = await queries.plans_of({link.meeting_id for link in links})
    written = 0
    for link in links:
        local = now.astimezone(ZoneInfo(link.meeting.timezone))
        plan = plans[link.meeting_id]
        if link.email in gone or not plan.reminds or NIGHTS_AND_WEEKENDS.is_quiet(local):
            continue
        due = await _due(link, plan, local.date())
        if due:
            written += await _write(link, due, now)
    if written:
        outbox.wake()
    return written


async def _due(link: FollowUpLink, plan: Plan, today: date) -> Due:
    """What is to be written to this agency today, by kind."""
    owed = [each for each in await queries.owed_on_link(link, today) if each.due is not None]
    sent: dict[tuple[UUID, date], set[Notice]] = {}
    for row in await FollowUpNotice.filter(commitment_id__in=[each.id for each in owed]):
        sent.setdefault((row.commitment_id, row.due), set()).add(row.kind)
    found: Due = {}
    for each in owed:
        if each.due is None:
            continue
        known = sent.get((each.id, each.due), set())
        for kind in notices_due(each.due, each.state, today, plan, known):
            found.setdefault(kind, []).append(each)
    return found


async def _write(link: FollowUpLink, due: Due, now: datetime) -> int:
    """All letters of one agency in one act; whoever was first wins."""
    above = await queries.address_above(link.agency, link.email) if Notice.ABOVE in due else None
    mails = []
    for kind, owed in due.items():
        if kind is not Notice.ABOVE:
            mails.append(letters.reminder(kind, link.meeting, link, owed, now))
        elif above is not None:
            mails.append(letters.to_above(link.meeting, link, above, owed, now))
    try:
        async with journal.transaction() as record:
            await FollowUpNotice.bulk_create(_notices(due, now))
            await outbox.enqueue(mails)
            for kind, owed in due.items():
                await record.entry(
                    link.meeting_id,
                    REMINDED,
                    by=None,
                    audience=Audience.STAFF,
                    subject=link.agency_id,
                    kind_of=kind.value,
                    follow_ups=[str(each.id) for each in owed],
                    count=len(owed),
                    mailed=kind is not Notice.ABOVE or above is not None,
                )
    except IntegrityError:
        return 0
    return len(mails)


def _notices(due: Due, now: datetime) -> Sequence[FollowUpNotice]:
    return [
        FollowUpNotice(commitment_id=each.id, kind=kind, due=each.due, at=now)
        for kind, owed in due.items()
        for each in owed
    ]
