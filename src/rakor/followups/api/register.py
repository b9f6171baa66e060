"""The register of decisions for programs: page by page, one with its history, and as files."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from starlette.requests import Request
from starlette.responses import Response

from rakor import journal
from rakor.documents import sheets
from rakor.documents.sheets import XLSX
from rakor.followups import export, queries
from rakor.followups.queries import Kept, Turn
from rakor.followups.rules import FollowUpState
from rakor.followups.rules.register import Asked, Sort, Standing
from rakor.live.models import Commitment
from rakor.live.rules import Funding, Horizon
from rakor.meetings.rules import Kind
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.lists import Paging, page_of
from rakor.web.reading import query_of
from rakor.web.shapes import Answer, Items

CSV = "text/csv; charset=utf-8"


class RegisterFilter(Asked, Paging):
    """Which decisions, page by page, the last recorded first."""


class RegisterFile(Asked):
    """Which decisions a file holds, and in which order."""

    sort: Sort = Sort.NEWEST


class HeldMeeting(Answer):
    """The meeting that took it; `open` says whether the reader may see more of it."""

    id: UUID
    title: str
    kind: Kind
    starts_at: datetime
    organizer: str
    open: bool


class Party(Answer):
    """An agency or office by the name of that day; `agency` is its code today."""

    agency: str
    name: str


class StepAnswer(Answer):
    """How far one owner is, for whoever may know."""

    id: UUID
    owner: str
    owner_name: str
    status: FollowUpState
    percent: int
    overdue: bool


class RegisterAnswer(Answer):
    """A decision as the register holds it."""

    id: UUID
    number: int
    revision: int
    meeting: HeldMeeting
    text: str
    owners: list[Party]
    supporting: list[Party]
    due: date | None
    horizon: Horizon | None
    funding_sources: list[Funding]
    indicator: str
    status: Standing
    reason: str
    recorded_at: datetime
    follow_ups: list[StepAnswer]


class RegisterItems(Items):
    """One page of the register."""

    items: list[RegisterAnswer]


class TurnAnswer(Answer):
    """One act on a decision; `by` is told to those who see the meeting."""

    kind: str
    at: datetime
    by: str
    changed: list[str]
    before: str
    reason: str


class VoteOnIt(Answer):
    """A vote that was taken on it; `result` once it was published."""

    id: UUID
    question: str
    status: str
    result: dict[str, Any] | None


class RegisterDetail(RegisterAnswer):
    """With every act on it in order, and the votes taken on it."""

    history: list[TurnAnswer]
    votes: list[VoteOnIt]


async def listed(request: Request) -> Response:
    wanted = query_of(request, RegisterFilter)
    query = queries.asked_for(queries.register_of(request.user), wanted)
    page = await page_of(query.select_related(*queries.SHOWN_WITH), wanted)
    found = await queries.kept(page, to=request.user, today=queries.today_of(request.user))
    items = [RegisterAnswer(**told(each)) for each in found]
    return answer(RegisterItems(items=items, next=page.next))


async def shown(request: Request) -> Response:
    found = await queries.find_decision(
        request.path_params["decision_id"],
        to=request.user,
        today=queries.today_of(request.user),
    )
    history = [_turn(each) for each in await queries.history_of(found, to=request.user)]
    votes = [VoteOnIt.model_validate(each) for each in await _votes(found, request)]
    return answer(RegisterDetail(**told(found), history=history, votes=votes))


async def _votes(found: Kept, request: Request) -> list[dict[str, Any]]:
    wanted = ("id", "question", "status", "result")
    votes = await queries.votes_on(found, to=request.user)
    return [{name: vote[name] for name in wanted} for vote in votes]


def told(found: Kept) -> dict[str, Any]:
    """A decision of the register as programs read it."""
    decision, meeting = found.decision, found.decision.meeting
    return {
        "id": decision.id,
        "number": decision.number,
        "revision": decision.revision,
        "meeting": HeldMeeting(
            id=meeting.id,
            title=meeting.title,
            kind=meeting.kind,
            starts_at=meeting.starts_at,
            organizer=meeting.organizer.code,
            open=found.open_meeting,
        ),
        "text": decision.text,
        "owners": [_party(row) for row in found.owners],
        "supporting": [_party(row) for row in found.supporting],
        "due": decision.due,
        "horizon": decision.horizon,
        "funding_sources": decision.funding_sources,
        "indicator": decision.indicator,
        "status": found.standing,
        "reason": decision.reason,
        "recorded_at": decision.recorded_at,
        "follow_ups": [
            StepAnswer(
                id=step.id,
                owner=step.agency,
                owner_name=step.name,
                status=step.state,
                percent=step.percent,
                overdue=step.late > 0,
            )
            for step in found.steps
        ],
    }


def _party(row: Commitment) -> Party:
    return Party(agency=row.agency.code, name=row.name)


def _turn(turn: Turn) -> TurnAnswer:
    return TurnAnswer(
        kind=turn.kind,
        at=turn.at,
        by=turn.by,
        changed=list(turn.changed),
        before=turn.before,
        reason=turn.reason,
    )


async def as_json(request: Request) -> Response:
    items = [RegisterAnswer(**told(each)) for each in await _all(request)]
    body = orjson.dumps(RegisterItems(items=items).model_dump(mode="json"))
    return await _file(request, body, "application/json", "json")


async def as_csv(request: Request) -> Response:
    lines = [_line(each) for each in await _all(request)]
    return await _file(request, await sheets.csv(export.register_table(lines)), CSV, "csv")


async def as_xlsx(request: Request) -> Response:
    lines = [_line(each) for each in await _all(request)]
    return await _file(request, await sheets.xlsx([export.register_table(lines)]), XLSX, "xlsx")


async def _all(request: Request) -> list[Kept]:
    wanted = query_of(request, RegisterFile)
    query = queries.asked_for(queries.register_of(request.user), wanted)
    today = queries.today_of(request.user)
    return await queries.whole_register(query, wanted.sort, to=request.user, today=today)


def _line(found: Kept) -> export.Recorded:
    decision, meeting = found.decision, found.decision.meeting
    zone = ZoneInfo(meeting.timezone)
    return export.Recorded(
        meeting=meeting.title,
        kind=meeting.kind,
        held=meeting.starts_at.astimezone(zone).date(),
        organizer=meeting.organizer.name,
        number=decision.number,
        text=decision.text,
        owners=[row.name for row in found.owners],
        supporting=[row.name for row in found.supporting],
        due=decision.due,
        horizon=decision.horizon,
        funding=decision.funding_sources,
        indicator=decision.indicator,
        standing=found.standing,
        reason=decision.reason,
        steps=[(step.agency, step.state) for step in found.steps],
        recorded_at=decision.recorded_at.astimezone(zone),
    )


async def _file(request: Request, body: bytes, media: str, ending: str) -> Response:
    await journal.looked("decision.downloaded", by=request.user, format=ending)
    headers = {"Content-Disposition": f'attachment; filename="register-keputusan.{ending}"'}
    return Response(body, 200, headers, media)


ALL = "/decisions"

endpoints = [
    Endpoint("GET", ALL, listed, "The decisions of all meetings the reader may see",
             asks=RegisterFilter, gives=RegisterItems, refuses=()),
    Endpoint("GET", ALL + ".xlsx", as_xlsx, "The register of decisions as a workbook",
             asks=RegisterFile, media=XLSX, refuses=()),
    Endpoint("GET", ALL + ".csv", as_csv, "The register of decisions as CSV",
             asks=RegisterFile, media="text/csv", refuses=()),
    Endpoint("GET", ALL + ".json", as_json, "The register of decisions whole, as JSON",
             asks=RegisterFile, gives=RegisterItems, refuses=()),
    Endpoint("GET", ALL + "/{decision_id:uuid}", shown,
             "One decision with its history and the votes taken on it",
             gives=RegisterDetail, refuses=(404,)),
]  # fmt: skip
