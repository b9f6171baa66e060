"""Follow-ups for programs: lists, one with its reports, and reporting."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from tortoise.queryset import QuerySet

from rakor.followups import operations, queries
from rakor.followups.models import Progress
from rakor.followups.queries import LOADED, Promise
from rakor.followups.rules import FollowUpState
from rakor.live.models import Commitment
from rakor.live.rules import Funding, Horizon
from rakor.meetings import queries as meetings
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.lists import Paging, page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Items, Line, Shape, Text, Written


class OfMeeting(Answer):
    id: UUID
    title: str


class OfDecision(Answer):
    id: UUID
    number: int
    text: str


class ReportAnswer(Answer):
    """One report; `by` is the name of whoever made it."""

    status: FollowUpState
    note: str
    evidence: str
    by: str
    at: datetime


class FollowUpAnswer(Written):
    """What an agency owes. `owner` and `supporting` are agency codes, `owner_name` that day's name.

    `overdue` is as of today where the reader is.
    """

    id: UUID
    revision: int
    meeting: OfMeeting
    decision: OfDecision
    owner: str
    owner_name: str
    supporting: list[str]
    due: date | None
    status: FollowUpState
    overdue: bool
    horizon: Horizon | None
    funding_sources: list[Funding]
    indicator: str


class FollowUpDetail(FollowUpAnswer):
    """With every report, the newest first."""

    reports: list[ReportAnswer]


class FollowUpItems(Items):
    """One page of follow-ups."""

    items: list[FollowUpAnswer]


class Filter(Paging):
    """Which follow-ups: of one agency (its code), in one state, only those overdue or not."""

    agency: Annotated[Line, Field(max_length=40)] | None = None
    status: FollowUpState | None = None
    overdue: bool | None = None


class Report(Shape):
    """How far it is."""

    status: FollowUpState
    note: Annotated[Text, Field(max_length=10_000)] = ""
    evidence: Annotated[Line, Field(max_length=1000)] = ""


def facts(promise: Promise) -> dict[str, Any]:
    decision = promise.commitment.decision
    return {
        "id": promise.id,
        "revision": promise.revision,
        "meeting": OfMeeting.model_validate(decision.meeting),
        "decision": OfDecision.model_validate(decision),
        "owner": promise.commitment.agency.code,
        "owner_name": promise.commitment.name,
        "supporting": list(promise.supporting_codes),
        "due": decision.due,
        "status": promise.state,
        "overdue": promise.late > 0,
        "horizon": decision.horizon,
        "funding_sources": decision.funding_sources,
        "indicator": decision.indicator,
    }


def told(report: Progress) -> ReportAnswer:
    return ReportAnswer(
        status=report.state,
        note=report.note,
        evidence=report.evidence,
        by=report.by.full_name,
        at=report.at,
    )


async def paged(request: Request, query: QuerySet[Commitment]) -> Response:
    wanted = query_of(request, Filter)
    today = queries.today_of(request.user)
    query = queries.narrowed(
        query, today=today, agency=wanted.agency, status=wanted.status, overdue=wanted.overdue
    )
    page = await page_of(query.select_related(*LOADED), wanted)
    found = await queries.promises(page, today=today)
    return answer(
        FollowUpItems(items=[FollowUpAnswer(**facts(promise)) for promise in found], next=page.next)
    )


async def listed(request: Request) -> Response:
    return await paged(request, queries.visible_to(request.user))


async def of_meeting(request: Request) -> Response:
    meeting = await meetings.find(request.path_params["meeting"], to=request.user)
    return await paged(request, await queries.of_meeting(meeting, to=request.user))


async def shown(request: Request, status: int = 200) -> Response:
    promise = await queries.find(request.path_params["follow_up"], to=request.user)
    reports = [told(report) for report in await queries.reports(promise)]
    return answer(FollowUpDetail(**facts(promise), reports=reports), status)


async def report(request: Request) -> Response:
    said = await read(request, Report)
    await operations.report_progress(
        request.path_params["follow_up"],
        said.status,
        said.note,
        said.evidence,
        by=request.user,
        revision=expected_revision(request),
    )
    return await shown(request, 201)


endpoints = [
    Endpoint("GET", "/follow-ups", listed, "What agencies owe, as far as the reader may see it",
             asks=Filter, gives=FollowUpItems, refuses=()),
    Endpoint("GET", "/follow-ups/{follow_up:uuid}", shown, "One follow-up with its reports",
             gives=FollowUpDetail, refuses=(404,)),
    Endpoint("POST", "/follow-ups/{follow_up:uuid}/progress", report, "Report how far it is",
             takes=Report, gives=FollowUpDetail, status=201, refuses=(404, 409, 412)),
    Endpoint("GET", "/meetings/{meeting:uuid}/follow-ups", of_meeting,
             "What a meeting decided, and what is open from those it follows up",
             asks=Filter, gives=FollowUpItems, refuses=(404,)),
]  # fmt: skip
