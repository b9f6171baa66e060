"""The shapes of follow-ups for programs."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, WithJsonSchema

from rakor.followups import queries, rules
from rakor.followups.models import FollowUpLink, Progress
from rakor.followups.queries import Change, Owing, Promise
from rakor.followups.rules import FollowUpState
from rakor.live.models import Commitment
from rakor.live.rules import Funding, Horizon
from rakor.web.lists import Paging
from rakor.web.shapes import Answer, Email, Items, Line, Shape, Text, Written

Bytes = Annotated[bytes, WithJsonSchema({"type": "string", "format": "binary"})]
Percent = Annotated[int, Field(ge=0, le=100)]


class OfMeeting(Answer):
    id: UUID
    title: str


class OfDecision(Answer):
    id: UUID
    number: int
    text: str


class FileAnswer(Answer):
    """A file that was handed in as evidence."""

    id: UUID
    name: str
    kind: str
    size: int
    sha256: str


class ReportAnswer(Answer):
    """One report; `by` is the name of whoever made it, by an account or by an agency's link."""

    status: FollowUpState
    note: str
    evidence: str
    percent: int | None
    files: list[FileAnswer]
    by: str
    office: str
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
    percent: int
    overdue: bool
    horizon: Horizon | None
    funding_sources: list[Funding]
    indicator: str


class Handover(Answer):
    """The follow-up of another agency that was before, or that has taken this over."""

    id: UUID
    owner: str
    owner_name: str


class FollowUpDetail(FollowUpAnswer):
    """With every report, the newest first; and whose it was before, or is now."""

    reports: list[ReportAnswer]
    taken_from: Handover | None
    taken_by: Handover | None


class FollowUpItems(Items):
    """One page of follow-ups."""

    items: list[FollowUpAnswer]


class Filter(Paging):
    """Which follow-ups: of one agency (its code), in one state, only those overdue or not."""

    agency: Annotated[Line, Field(max_length=40)] | None = None
    status: FollowUpState | None = None
    overdue: bool | None = None


class SheetFilter(Shape):
    """Which rows a sheet holds, as the list."""

    agency: Annotated[Line, Field(max_length=40)] | None = None
    status: FollowUpState | None = None
    overdue: bool | None = None


class Report(Shape):
    """How far it is; `percent` as far as it can be said."""

    status: FollowUpState
    note: Annotated[Text, Field(max_length=10_000)] = ""
    evidence: Annotated[Line, Field(max_length=1000)] = ""
    percent: Percent | None = None


class ReportForm(Report):
    """The same with up to five files of at most 10 MB each, all under the name `files`."""

    files: list[Bytes] = []


class Reassignment(Shape):
    """Who owes it from now on: an agency by its code, an office by its id; and why."""

    owner: Annotated[Line, Field(min_length=1, max_length=200)]
    reason: Annotated[Text, Field(max_length=2000)] = ""


class ChangeAnswer(Answer):
    """What became of one promise since the meeting before; `during`: while this one went on."""

    follow_up: UUID
    meeting_id: UUID
    meeting: str
    number: int
    text: str
    owner: str
    before: FollowUpState
    after: FollowUpState
    at: datetime
    during: bool
    notes: list[str]


class ChangeItems(Items):
    items: list[ChangeAnswer]


class PlanShape(Shape):
    """When letters go by themselves: days before the date, days after it to the office above."""

    tells: bool = True
    reminds: bool = True
    days_before: int = 7
    days_above: int = 14


class PlanAnswer(Written):
    tells: bool
    reminds: bool
    days_before: int
    days_above: int


class ToldAgency(Shape):
    agency: Annotated[Line, Field(min_length=1, max_length=40)]
    email: Email | None = None


class Tell(Shape):
    """The agencies that are told what they owe; without an address the link is only made."""

    to: Annotated[list[ToldAgency], Field(min_length=1, max_length=500)]


class LinkAnswer(Answer):
    """How an agency stands: what it owes, where it is written to, and its link while it holds."""

    id: UUID | None
    agency: str
    name: str
    total: int
    open: int
    email: str
    url: str | None
    sent_at: datetime | None
    opened_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None


class LinkItems(Items):
    items: list[LinkAnswer]


class LinksWritten(Written):
    """How the agencies stand after the act."""

    items: list[LinkAnswer]


class TaskFeedAnswer(Written):
    """Somebody's tasks as a calendar; `url` is said while it is in use."""

    url: str | None
    state: Literal["none", "active", "revoked"]
    last_read_at: datetime | None = None


def facts(promise: Promise) -> dict[str, Any]:
    """A promise as programs read it."""
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
        "percent": promise.percent,
        "overdue": promise.late > 0,
        "horizon": decision.horizon,
        "funding_sources": decision.funding_sources,
        "indicator": decision.indicator,
    }


def told(report: Progress) -> ReportAnswer:
    """A report as programs read it."""
    return ReportAnswer(
        status=report.state,
        note=report.note,
        evidence=report.evidence,
        percent=report.percent,
        files=[FileAnswer.model_validate(each) for each in report.files],
        by=report.reporter,
        office=report.reporter_office,
        at=report.at,
    )


def handover(row: Commitment | None) -> Handover | None:
    """Whose it was, or is."""
    if row is None:
        return None
    return Handover(id=row.id, owner=row.agency.code, owner_name=row.name)


def change(row: Change) -> ChangeAnswer:
    """A change as programs read it."""
    return ChangeAnswer.model_validate(row)


def link_of(row: Owing) -> LinkAnswer:
    """How an agency stands, with its link while that holds."""
    link: FollowUpLink | None = row.link
    return LinkAnswer(
        id=link.id if link else None,
        agency=row.agency.code,
        name=row.agency.name,
        total=row.total,
        open=row.open,
        email=row.email,
        url=queries.link_url(link) if link and row.told else None,
        sent_at=link.sent_at if link else None,
        opened_at=link.opened_at if link else None,
        expires_at=link.expires_at if link else None,
        revoked_at=link.revoked_at if link else None,
    )


def plan_of(shape: PlanShape) -> rules.Plan:
    return rules.Plan(**shape.model_dump())
