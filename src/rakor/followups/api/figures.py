"""The figures behind the charts of follow-ups, for programs."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from tortoise.queryset import QuerySet

from rakor.followups import queries
from rakor.followups.api.shapes import SheetFilter
from rakor.followups.queries import Share
from rakor.followups.rules import Week
from rakor.live.models import Commitment
from rakor.meetings import queries as meetings
from rakor.settings import settings
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of
from rakor.web.shapes import Answer

ALL, OF_MEETING = "/follow-ups/progress", "/meetings/{meeting:uuid}/follow-ups/progress"


class AgencyProgress(Answer):
    """How far an agency is; each follow-up counts once, those cancelled or led elsewhere never.

    `pending_verification`, `in_progress` and `not_started` are those that are not overdue.
    """

    agency: str
    name: str
    done: int
    pending_verification: int
    in_progress: int
    overdue: int
    not_started: int
    total: int


class WeekProgress(Answer):
    """The counts at the end of a day; `planned` are those whose date had come by then."""

    day: date
    done: int
    open: int
    overdue: int
    planned: int


class ProgressAnswer(Answer):
    """By agency, those who owe most first; and week by week, the last of today, at most a year."""

    agencies: list[AgencyProgress]
    weeks: list[WeekProgress]


async def everywhere(request: Request) -> Response:
    return await _told(request, queries.visible_to(request.user))


async def of_meeting(request: Request) -> Response:
    meeting = await meetings.find(request.path_params["meeting"], to=request.user)
    return await _told(request, await queries.of_meeting(meeting, to=request.user))


async def _told(request: Request, query: QuerySet[Commitment]) -> Response:
    wanted = query_of(request, SheetFilter)
    today = queries.today_of(request.user)
    query = queries.narrowed(
        query, today=today, agency=wanted.agency, status=wanted.status, overdue=wanted.overdue
    )
    zone = request.user.timezone or settings().timezone
    shares, weeks = await queries.figures_of(query, today, zone)
    told = ProgressAnswer(agencies=list(map(_agency, shares)), weeks=list(map(_week, weeks)))
    return answer(told)


def _agency(share: Share) -> AgencyProgress:
    return AgencyProgress(
        agency=share.code,
        name=share.name,
        done=share.done,
        pending_verification=share.waiting,
        in_progress=share.going,
        overdue=share.late,
        not_started=share.ahead,
        total=share.total,
    )


def _week(week: Week) -> WeekProgress:
    return WeekProgress(
        day=week.day, done=week.done, open=week.open, overdue=week.late, planned=week.planned
    )


endpoints = [
    Endpoint("GET", ALL, everywhere, "How far agencies are, and how it went week by week",
             asks=SheetFilter, gives=ProgressAnswer, refuses=()),
    Endpoint("GET", OF_MEETING, of_meeting,
             "The same of a meeting and of what is open from those before it",
             asks=SheetFilter, gives=ProgressAnswer, refuses=(404,)),
]  # fmt: skip
