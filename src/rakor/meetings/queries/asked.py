"""Which agencies are asked to which meetings, as the feature tells that asks them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from tortoise.functions import Count
from tortoise.queryset import QuerySet

Asked = Callable[[], QuerySet[Any]]
_asked: list[Asked] = []


def asks(rows: Asked) -> Asked:
    """Let this function give the seats that are asked: rows with `meeting_id` and `agency_id`."""
    _asked.append(rows)
    return rows


def asked_meetings(agency_id: UUID) -> list[Any]:
    """The meetings to which an agency is asked, as queries of their keys."""
    return [rows().filter(agency_id=agency_id).values("meeting_id") for rows in _asked]


async def asked_agencies(meetings: list[UUID]) -> set[tuple[UUID, UUID]]:
    """Which agencies are asked to these meetings: (meeting, agency); one query."""
    found: set[tuple[UUID, UUID]] = set()
    for rows in _asked if meetings else ():
        seats = rows().filter(meeting_id__in=meetings, agency_id__isnull=False)
        pairs = await seats.distinct().values_list("meeting_id", "agency_id")
        found |= {(_key(meeting), _key(agency)) for meeting, agency in pairs}
    return found


async def asked_to(meeting_id: UUID) -> tuple[int, int]:
    """How many agencies and how many seats are asked to a meeting; one query."""
    agencies = seats = 0
    for rows in _asked:
        found = rows().filter(meeting_id=meeting_id).annotate(n=Count("id")).group_by("agency_id")
        for agency, n in await found.values_list("agency_id", "n"):
            agencies, seats = agencies + (agency is not None), seats + n
    return agencies, seats


def _key(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))
