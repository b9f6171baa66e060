"""Which programmes somebody may see, and which of them they plan."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.errors import Forbidden, NotFound
from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.rules import CHANGEABLE
from rakor.programmes.models import Programme, ProgrammeSession
from rakor.words import _

# So many meetings are offered to become an event of a programme.
OFFERED = 100


def plans(user: User, programme: Programme) -> bool:
    """Whether somebody plans a programme: those who prepare meetings of its agency, and admins."""
    own = user.agency_id is not None and user.agency_id == programme.organizer_id
    return user.is_admin or (user.is_staff and own)


def visible_to(user: User) -> QuerySet[Programme]:
    """The programmes somebody may see: those they plan, and those with a meeting that they see."""
    if user.is_admin:
        return Programme.all()
    seen = meetings.visible_to(user).values("id")
    theirs = ProgrammeSession.filter(meeting_id__in=Subquery(seen)).values("programme_id")
    found = Q(id__in=Subquery(theirs))
    if user.is_staff and user.agency_id is not None:
        found |= Q(organizer_id=user.agency_id)
    return Programme.filter(found)


async def find(programme_id: UUID, *, to: User) -> Programme:
    """A programme with its organizer; NotFound for whoever may not see it."""
    found = await visible_to(to).select_related("organizer").get_or_none(id=programme_id)
    if found is None:
        raise NotFound(_("Rangkaian acara ini tidak ada."))
    return found


async def find_for_planning(programme_id: UUID, *, by: User) -> Programme:
    """A programme that somebody plans: NotFound if unseen, Forbidden if seen only."""
    found = await find(programme_id, to=by)
    if not plans(by, found):
        raise Forbidden(_("Hanya penyelenggara rangkaian acara ini yang mengubahnya."))
    return found


async def find_public(programme_id: UUID) -> Programme:
    """A programme that everybody may read; NotFound for any other."""
    found = await Programme.filter(id=programme_id, public=True).select_related("organizer").first()
    if found is None:
        raise NotFound(_("Rangkaian acara ini tidak ada."))
    return found


async def linkable(programme: Programme, *, to: User) -> list[Meeting]:
    """Meetings that may become events of it: on its days, prepared by the reader, in no other."""
    taken = ProgrammeSession.filter(meeting_id__not_isnull=True).values("meeting_id")
    around = timedelta(days=1)
    return (
        await meetings.prepared_by(to)
        .filter(recurrence="", state__in=list(CHANGEABLE))
        .filter(~Q(id__in=Subquery(taken)))
        .filter(
            starts_at__gte=_midnight(programme.first_day) - around,
            starts_at__lt=_midnight(programme.last_day) + 2 * around,
        )
        .order_by("starts_at", "id")
        .limit(OFFERED)
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
