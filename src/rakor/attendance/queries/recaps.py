"""Who came, summed up: by kind of office and by rank in one meeting, by agency across meetings."""

from collections import Counter, defaultdict
from datetime import datetime
from uuid import UUID

from tortoise.functions import Count

from rakor.accounts.models import User
from rakor.accounts.rules import Right
from rakor.attendance.models import Head
from rakor.attendance.queries.attendees import protocol
from rakor.attendance.rules import Habit, Share, by_share
from rakor.directory.models import Agency, Office
from rakor.directory.rules import OFFICE_LEVELS
from rakor.errors import Forbidden
from rakor.invitations.models import Invitation
from rakor.invitations.queries import steps_of
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.queries import prepared_by
from rakor.meetings.rules import State
from rakor.words import _

NO_OFFICE = ""


async def recap(meeting: Meeting) -> tuple[list[Share], list[Share]]:
    """Seats and who sat in them: by kind of office, and by rank (level) of the office.

    A seat is taken when the invited official came or somebody for them. Those who were invited by
    name, without an office, stand together at the end.
    """
    rows = (
        await Invitation.filter(meeting_id=meeting.id, delegated_from_id=None)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .select_related("office__kind")
    )
    own, sent = await _came(meeting.id)
    kinds = [(_kind(row.office), row.id in own, row.id in sent) for row in rows]
    levels = [(_level(row.office), row.id in own, row.id in sent) for row in rows]
    return by_share(kinds), by_share(levels)


async def _came(meeting_id: UUID) -> tuple[set[UUID], set[UUID]]:
    """The seats whose holder came, and those for which only a deputy did."""
    steps = await steps_of([meeting_id])
    own: set[UUID] = set()
    sent: set[UUID] = set()
    heads = Head.counted(meeting_id=meeting_id).exclude(invitation_id=None)
    for invitation in await heads.values_list("invitation_id", flat=True):
        key = UUID(str(invitation))
        tops = steps.tops(key)
        sent.update(tops)
        own.add(key)
    return own, sent - own


def _kind(office: Office | None) -> tuple[int, str]:
    if office is None:
        return 10_000, NO_OFFICE
    return office.precedence, office.kind.name if office.kind else office.title


def _level(office: Office | None) -> tuple[int, str]:
    if office is None or office.level is None:
        return 10_000, NO_OFFICE
    return list(OFFICE_LEVELS).index(office.level), _(OFFICE_LEVELS[office.level])


def check_reads_habits(user: User) -> None:
    """Refuses (Forbidden) how agencies follow invitations to all but those who send such."""
    if not user.may(Right.MAKE_MEETINGS):
        raise Forbidden(_("Rekap lintas rapat hanya untuk penyiap rapat."))


async def habits(user: User, since: datetime, until: datetime) -> list[Habit]:
    """How agencies followed the invitations to meetings that somebody prepares, within a period.

    Only meetings that were held count; the agencies stand in the order of protocol. Four queries.
    """
    meetings = prepared_by(user).filter(
        state=State.FINISHED, starts_at__gte=since, starts_at__lt=until
    )
    titles = {row.id: row.title for row in await meetings.only("id", "title")}
    keys = list(titles)
    asked = (
        await Invitation.filter(meeting_id__in=keys, delegated_from_id=None)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .exclude(agency_id=None)
        .distinct()
        .values_list("meeting_id", "agency_id")
    )
    came = await _people(keys)
    found: dict[UUID, Habit] = {}
    agencies = await Agency.filter(id__in=list({agency for _meeting, agency in asked}))
    for agency in agencies:
        found[agency.id] = Habit(agency.code, agency.name)
    for meeting, agency_id in asked:
        habit, (officials, deputies) = found[agency_id], came[meeting, agency_id]
        habit.meetings += 1
        habit.people += officials + deputies
        habit.came += bool(officials or deputies)
        habit.by_deputy += bool(deputies and not officials)
        if not officials and not deputies:
            habit.titles.append(titles[meeting])
    agencies.sort(key=lambda agency: protocol(agency, agency.name))
    return [found[agency.id] for agency in agencies]


async def _people(keys: list[UUID]) -> defaultdict[tuple[UUID, UUID], tuple[int, int]]:
    """By meeting and agency: how many came themselves, and how many for somebody."""
    rows = (
        await Head.counted(meeting_id__in=keys)
        .exclude(agency_id=None)
        .annotate(n=Count("id"))
        .group_by("meeting_id", "agency_id", "representing")
        .values_list("meeting_id", "agency_id", "representing", "n")
    )
    own: Counter[tuple[UUID, UUID]] = Counter()
    sent: Counter[tuple[UUID, UUID]] = Counter()
    for meeting, agency, representing, n in rows:
        (sent if representing else own)[meeting, agency] += n
    found: defaultdict[tuple[UUID, UUID], tuple[int, int]] = defaultdict(lambda: (0, 0))
    found.update({key: (own[key], sent[key]) for key in own | sent})
    return found
