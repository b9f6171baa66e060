"""A person's tasks as a calendar to subscribe to: what their agency owes."""

import asyncio
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tortoise.expressions import Q, Subquery

from rakor import words
from rakor.accounts.models import Account, User
from rakor.errors import NotFound
from rakor.followups import export
from rakor.followups.models import Progress, TaskFeed
from rakor.followups.queries.owed import LOADED, Promise, promises, still_open, today_of, visible_to
from rakor.followups.queries.telling import task_token
from rakor.invitations.queries import digest
from rakor.settings import settings
from rakor.words import _

MOST = 1_000
BACK = timedelta(days=92)  # how long what is closed is still told


@dataclass(frozen=True, slots=True)
class Tasks:
    """The whole calendar as bytes, with its entity tag (RFC 9110 section 8.8.3)."""

    content: bytes
    etag: str


def task_url(feed: TaskFeed) -> str:
    """The address of a person's tasks, as it is given to programs."""
    return f"{settings().public_url}/feeds/{task_token(feed)}/tasks.ics"


async def task_feed_of(user: User) -> TaskFeed | None:
    """The address in use of somebody's tasks."""
    return await TaskFeed.get_or_none(person_id=user.id, revoked_at=None)


async def task_feed_by_token(token: str) -> tuple[TaskFeed, User]:
    """The tasks behind an address; NotFound for none, a revoked one, and a closed account."""
    found = account = None
    if re.fullmatch(r"[a-z2-7]{26}", token):
        found = await TaskFeed.get_or_none(digest=digest(token), revoked_at=None)
    if found is not None:
        open_accounts = Account.filter(person_id=found.person_id, active=True)
        account = await open_accounts.prefetch_related("person__agency").first()
    if found is None or account is None:
        raise NotFound(_("Langganan tugas ini tidak ada atau sudah dicabut."))
    return found, User.of(account)


async def tasks_of(user: User, now: datetime | None = None) -> Tasks:
    """What somebody's agency owes, and what it finished in the last three months."""
    now = now or datetime.now(UTC)
    with words.speaking(user.locale or settings().locale):
        owed = visible_to(user).filter(agency_id=user.agency_id)
        recent = Progress.filter(at__gte=now - BACK).values("follow_up_id")
        rows = owed.filter(still_open() | Q(follow_up__id__in=Subquery(recent)))
        loaded = await rows.select_related(*LOADED).order_by("-id").limit(MOST)
        found = await promises(loaded, today=today_of(user))
        last = await _last_reports(found)
        todos = [_todo(each, last.get(each.id)) for each in found]
        content = await asyncio.to_thread(export.todos, todos, _("Tindak lanjut"))
    return Tasks(content, f'"{hashlib.sha256(content).hexdigest()[:32]}"')


async def _last_reports(found: list[Promise]) -> dict[object, Progress]:
    by_row = {each.progress.id: each.id for each in found if each.progress}
    rows = await Progress.filter(follow_up_id__in=list(by_row)).order_by("id")
    return {by_row[row.follow_up_id]: row for row in rows}


def _todo(promise: Promise, last: Progress | None) -> export.Todo:
    decision, meeting = promise.commitment.decision, promise.meeting
    return export.Todo(
        uid=f"{promise.id}@{export.domain_of(meeting.uid)}",
        summary=decision.text,
        meeting=meeting.title,
        meeting_uid=meeting.uid,
        owner=promise.commitment.name,
        indicator=decision.indicator,
        note=last.note if last else "",
        url=f"{settings().public_url}/follow-ups/{promise.id}",
        due=promise.due,
        state=promise.state,
        percent=promise.percent,
        sequence=promise.revision + decision.revision - 1,
        changed_at=last.at if last else decision.recorded_at,
        category=_("Tindak lanjut"),
    )
