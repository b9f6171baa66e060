"""Who was named for which seats, how far each agency is, and the link it names people by."""

import base64
import hmac
import re
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from rakor.attendance.models import NominationLink, Nominee
from rakor.attendance.rules import NomineeState, line_up
from rakor.directory.models import Agency
from rakor.errors import NotFound
from rakor.invitations.queries import digest
from rakor.meetings.models import Meeting, Quota
from rakor.settings import settings
from rakor.words import _

STANDING = [NomineeState.NOMINATED, NomineeState.WAITLISTED, NomineeState.INVITED]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an agency is with its seats; `link` is None where it was not asked yet."""

    agency_id: UUID
    agency: str
    name: str
    seats: int
    named: int = 0
    waiting: int = 0
    invited: int = 0
    link: NominationLink | None = None

    @property
    def open(self) -> int:
        """Seats for which nobody is named yet."""
        return max(self.seats - self.named, 0)

    @property
    def asked(self) -> bool:
        return self.link is not None and self.link.revoked_at is None


def nomination_token(link: NominationLink) -> str:
    """The secret of the link, 128 bits: derived, so that it can be shown and mailed again."""
    text = f"nominate:{link.id}:{link.generation}"
    secret = hmac.digest(settings().secret, text.encode(), "sha256")
    return base64.b32encode(secret[:16]).decode().rstrip("=").lower()


def nomination_url(link: NominationLink) -> str:
    """The link as it is mailed to the agency."""
    return f"{settings().public_url}/n/{nomination_token(link)}"


async def link_by_token(token: str) -> NominationLink:
    """The link an agency holds, with meeting and agency; NotFound when it was revoked."""
    found = None
    if re.fullmatch(r"[a-z2-7]{26}", token):
        found = (
            await NominationLink.filter(digest=digest(token), revoked_at=None)
            .select_related("meeting__organizer", "agency")
            .first()
        )
    if found is None:
        raise NotFound(
            _("Tautan pengusulan ini tidak berlaku. Mintalah yang baru kepada penyelenggara.")
        )
    return found


async def seats_for(meeting_id: UUID, agency_id: UUID) -> int:
    """How many seats an agency has; 0 without a quota."""
    quota = await Quota.get_or_none(meeting_id=meeting_id, agency_id=agency_id)
    return quota.seats if quota else 0


async def nominees_of(meeting_id: UUID, agency_id: UUID | None = None) -> list[Nominee]:
    """Who was named, by one agency or by all, in the order of naming; those withdrawn too."""
    rows = Nominee.filter(meeting_id=meeting_id).select_related("agency")
    if agency_id is not None:
        rows = rows.filter(agency_id=agency_id)
    return await rows.order_by("agency__precedence", "agency__name", "position", "id")


def in_line(seats: int, nominees: list[Nominee]) -> list[tuple[Nominee, NomineeState]]:
    """Each with where they stand by the seats there are now, also when those changed since."""
    states = line_up(seats, [(each.id, each.state) for each in nominees])
    return [(each, states[each.id]) for each in nominees]


async def progress(meeting: Meeting) -> list[Progress]:
    """Each agency with seats or names, in the order of protocol; four queries."""
    quotas = dict(await Quota.filter(meeting_id=meeting.id).values_list("agency_id", "seats"))
    links = {row.agency_id: row for row in await NominationLink.filter(meeting_id=meeting.id)}
    named: dict[UUID, list[Nominee]] = {}
    for row in await Nominee.filter(meeting_id=meeting.id).order_by("position", "id"):
        named.setdefault(row.agency_id, []).append(row)
    agencies = Agency.filter(id__in=[*quotas, *links, *named])
    found = []
    for agency in await agencies.order_by("precedence", "name"):
        seats = quotas.get(agency.id, 0)
        states = [state for _row, state in in_line(seats, named.get(agency.id, []))]
        found.append(
            Progress(
                agency_id=agency.id,
                agency=agency.code,
                name=agency.name,
                seats=seats,
                named=states.count(NomineeState.NOMINATED) + states.count(NomineeState.INVITED),
                waiting=states.count(NomineeState.WAITLISTED),
                invited=states.count(NomineeState.INVITED),
                link=links.get(agency.id),
            )
        )
    return found


def summed(rows: list[Progress]) -> Progress:
    """All agencies together."""
    whole = Progress(UUID(int=0), "", "", 0)
    for row in rows:
        whole = replace(
            whole,
            seats=whole.seats + row.seats,
            named=whole.named + row.named,
            waiting=whole.waiting + row.waiting,
            invited=whole.invited + row.invited,
        )
    return whole


async def opened(link: NominationLink, at: datetime) -> None:
    """Note that an agency has looked at its link, once."""
    if link.opened_at is None:
        await NominationLink.filter(id=link.id, opened_at=None).update(opened_at=at)
