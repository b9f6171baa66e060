"""The links of agencies, the plan of a meeting, and where letters to an agency go."""

import base64
import hmac
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from rakor.directory.models import Agency, Office
from rakor.directory.queries import holders_on
from rakor.errors import NotFound
from rakor.followups.models import FollowUpLink, FollowUpPlan, TaskFeed
from rakor.followups.queries.owed import (
    LOADED,
    OWES,
    Promise,
    missing,
    open_to_all,
    owed_by,
    promises,
    still_open,
)
from rakor.followups.rules import CLOSED, Plan
from rakor.invitations.queries import digest
from rakor.live.models import Commitment
from rakor.live.rules import DecisionState
from rakor.meetings.models import Meeting
from rakor.meetings.rules import NAMED_ONLY
from rakor.settings import settings
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Owing:
    """An agency that owes something of a meeting: how much, and the link it has, if any."""

    agency: Agency
    total: int
    open: int
    link: FollowUpLink | None
    email: str

    @property
    def told(self) -> bool:
        return self.link is not None and self.link.revoked_at is None

    def expired(self, now: datetime) -> bool:
        return self.link is not None and self.link.expires_at <= now


def link_token(link: FollowUpLink) -> str:
    """The secret of the link, 128 bits: derived, so that it can be shown and mailed again."""
    return _derived(f"follow-up:{link.id}:{link.generation}")


def task_token(feed: TaskFeed) -> str:
    """The secret in the address of a person's tasks, 128 bits."""
    return _derived(f"tasks:{feed.id}:{feed.generation}")


def _derived(text: str) -> str:
    secret = hmac.digest(settings().secret, text.encode(), "sha256")
    return base64.b32encode(secret[:16]).decode().rstrip("=").lower()


def link_url(link: FollowUpLink) -> str:
    """The link as it is mailed to the agency."""
    return f"{settings().public_url}/t/{link_token(link)}"


async def link_by_token(token: str, now: datetime | None = None) -> FollowUpLink:
    """The link an agency holds, with meeting and agency; NotFound when revoked or too old."""
    found = None
    if re.fullmatch(r"[a-z2-7]{26}", token):
        found = (
            await FollowUpLink.filter(
                digest=digest(token), revoked_at=None, expires_at__gt=now or datetime.now(UTC)
            )
            .exclude(meeting__security_class__in=list(NAMED_ONLY))
            .select_related("meeting__organizer", "agency")
            .first()
        )
    if found is None:
        raise NotFound(
            _("Tautan tindak lanjut ini tidak berlaku. Mintalah yang baru kepada penyelenggara.")
        )
    return found


async def owed_on_link(link: FollowUpLink, today: date) -> list[Promise]:
    """What the agency of a link owes of its meeting, by number."""
    rows = owed_by(link.meeting_id, link.agency_id).select_related(*LOADED)
    return await promises(await rows.order_by("decision__number", "id"), today=today)


async def one_on_link(link: FollowUpLink, follow_up: UUID, today: date) -> Promise:
    """One of them; NotFound for any other."""
    rows = owed_by(link.meeting_id, link.agency_id).select_related(*LOADED)
    row = await rows.get_or_none(id=follow_up)
    if row is None:
        raise missing()
    return (await promises([row], today=today))[0]


async def plan_of(meeting_id: UUID) -> Plan:
    """What was agreed for a meeting, or the usual."""
    return (await plans_of([meeting_id]))[meeting_id]


async def plans_of(meetings: Iterable[UUID]) -> dict[UUID, Plan]:
    """The plan of each of these meetings; one query."""
    keys = list(meetings)
    chosen = {
        row.meeting_id: Plan(row.tells, row.reminds, row.days_before, row.days_above)
        for row in await FollowUpPlan.filter(meeting_id__in=keys)
    }
    return {key: chosen.get(key, Plan()) for key in keys}


async def owing(meeting: Meeting) -> list[Owing]:
    """Each agency that owes something of a meeting, in the order of protocol.

    Only what may be told to a whole agency counts: nothing of confidential items.
    """
    rows = (
        await Commitment.filter(
            open_to_all(),
            duty__in=list(OWES),
            decision__state=DecisionState.ACTIVE,
            decision__meeting_id=meeting.id,
        )
        .select_related("agency", "office", "follow_up")
        .order_by("agency__precedence", "agency__name", "id")
    )
    links = {row.agency_id: row for row in await FollowUpLink.filter(meeting_id=meeting.id)}
    places = await addresses(rows)
    groups: dict[UUID, list[Commitment]] = {}
    for row in rows:
        groups.setdefault(row.agency_id, []).append(row)
    found = []
    for key, owed in groups.items():
        link = links.get(key)
        closed = sum(is_closed(row) for row in owed)
        email = (link.email if link else "") or places.get(key, "")
        found.append(Owing(owed[0].agency, len(owed), len(owed) - closed, link, email))
    return found


async def owing_soon(until: datetime) -> set[tuple[UUID, UUID]]:
    """The meetings and agencies between which something open is due by then; one query."""
    rows = Commitment.filter(
        still_open(),
        open_to_all(),
        duty__in=list(OWES),
        decision__state=DecisionState.ACTIVE,
        decision__due__lte=until.date(),
    ).distinct()
    found = await rows.values_list("decision__meeting_id", "agency_id")
    return {(UUID(str(meeting)), UUID(str(agency))) for meeting, agency in found}


def is_closed(row: Commitment) -> bool:
    """Whether nothing of it is left to do for its agency."""
    progress = getattr(row, "follow_up", None)
    return progress is not None and progress.state in CLOSED


async def addresses(rows: Sequence[Commitment]) -> dict[UUID, str]:
    """Where a letter to each of these agencies goes, by its key.

    To the office that was named with the decision, else to the first office of the agency in the
    order of protocol that has an address, or whose holder has one.
    """
    named: dict[UUID, list[Office]] = {}
    for row in rows:
        if row.office is not None:
            named.setdefault(row.agency_id, []).append(row.office)
    return await first_addresses({row.agency_id for row in rows}, named)


async def first_addresses(
    agencies: Iterable[UUID], named: dict[UUID, list[Office]] | None = None
) -> dict[UUID, str]:
    """The first address of each agency: of the named offices, else of its highest one."""
    keys = list(agencies)
    offices = await Office.filter(agency_id__in=keys).order_by("precedence", "title")
    held = await holders_on([office.id for office in offices])
    found: dict[UUID, str] = {}
    for office in [*(each for rows in (named or {}).values() for each in rows), *offices]:
        holder = held.get(office.id)
        email = office.email or (holder.person.email if holder else "") or ""
        if email:
            found.setdefault(office.agency_id, email.lower())
    return found


async def address_above(agency: Agency, own: str) -> tuple[Agency, str] | None:
    """To whom a letter goes when an agency is late for long: whose agency, and where.

    The first office of the nearest agency above that has an address; where there is none above,
    the highest office of the agency itself, if that is not where it was written to before.
    """
    above = [UUID(key) for key in agency.path.strip("/").split("/") if key][:-1]
    places = await first_addresses([*above, agency.id])
    rows = {row.id: row for row in await Agency.filter(id__in=above)}
    for key in [*reversed(above), agency.id]:
        email = places.get(key, "")
        if email and email != own.lower():
            return rows.get(key, agency), email
    return None
