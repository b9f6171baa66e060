"""Doors for programs: training hours and their certificates."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor import journal
from rakor.attendance import export, operations, queries
from rakor.attendance.models import TrainingCredit
from rakor.attendance.rules import RIGHT, Certificate
from rakor.directory.models import Agency
from rakor.documents.pdf import render_pdf
from rakor.errors import Conflict, NotFound
from rakor.letters.export import dressed
from rakor.letters.queries import stationery_of
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.settings import settings
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Line, Shape, Written
from rakor.words import _

PDF = "application/pdf"


class Crediting(Shape):
    """`least_minutes`: only those who were there that long, in the room or online."""

    least_minutes: Annotated[int, Field(ge=0, le=10_000)] = 0


class Credited(Written):
    """How many people got hours now."""

    credited: int


class Reason(Shape):
    """Why hours are taken back."""

    reason: Annotated[Line, Field(max_length=500)] = ""


class CreditGiven(Answer):
    """Hours of one person in one year, with the number of the certificate."""

    id: UUID
    name: str
    agency: str
    hours: int
    year: int
    number: str
    issued_at: datetime
    revoked_at: datetime | None
    reason: str


class CreditsGiven(Answer):
    """Everybody whom a meeting gave hours."""

    items: list[CreditGiven]
    next: str | None = None


class Revoked(Written):
    """Hours that were taken back."""

    id: UUID
    revoked_at: datetime | None


class OfYear(Shape):
    """Which year; all of them when left out."""

    year: Annotated[int | None, Field(ge=1945, le=9999)] = None


class CreditOfYear(Answer):
    """Hours from one event."""

    id: UUID
    meeting: str
    day: datetime
    hours: int
    number: str
    revoked: bool


class HoursOfYear(Answer):
    """What a year holds of the right to twenty hours."""

    year: int
    hours: int
    right: int
    missing: int
    credits: list[CreditOfYear]


class Learnt(Answer):
    """The years of somebody, the latest first."""

    items: list[HoursOfYear]
    next: str | None = None


async def credit(request: Request) -> Response:
    said = await read(request, Crediting)
    given = await operations.credit(_id(request), by=request.user, least_minutes=said.least_minutes)
    return answer(Credited(credited=given))


async def credits_given(request: Request) -> Response:
    meeting = await find_for(Action.PLAN, _id(request), by=request.user)
    rows = await queries.credits_of(meeting)
    return answer(CreditsGiven(items=[_given(row) for row in rows]))


async def revoke(request: Request) -> Response:
    said = await read(request, Reason)
    row = await operations.take_back(_id(request), said.reason, by=request.user)
    return answer(Revoked(id=row.id, revoked_at=row.revoked_at))


async def hours(request: Request) -> Response:
    asked = query_of(request, OfYear)
    person = await queries.find_learner(_id(request), by=request.user)
    years = [each for each in await queries.years_of(person.id) if asked.year in (None, each.year)]
    return answer(
        Learnt(
            items=[
                HoursOfYear(
                    year=each.year,
                    hours=each.hours,
                    right=RIGHT,
                    missing=each.missing,
                    credits=[CreditOfYear.model_validate(one) for one in each.credits],
                )
                for each in years
            ]
        )
    )


async def certificate(request: Request) -> Response:
    row = await queries.find_credit(_id(request), by=request.user)
    if row.revoked_at is not None:
        raise NotFound(_("Jam pelajaran ini sudah ditarik."))
    return await _certificates(request, row.meeting, [row])


async def certificates(request: Request) -> Response:
    meeting = await find_for(Action.PLAN, _id(request), by=request.user)
    rows = [row for row in await queries.credits_of(meeting) if row.revoked_at is None]
    if not rows:
        raise Conflict(_("Rapat ini belum memberi jam pelajaran."))
    return await _certificates(request, meeting, rows)


async def _certificates(request: Request, meeting: Meeting, rows: list[TrainingCredit]) -> Response:
    found = await queries.attendance_of(meeting, blank=True)
    given = [Certificate(row.number, row.name, row.agency_name, row.hours) for row in rows]
    values = export.to_certificates(found, given, datetime.now(UTC))
    organizer = await Agency.get(id=meeting.organizer_id)
    at = max(row.issued_at for row in rows)
    values = dressed(values, await stationery_of(organizer, at=at))
    made = await render_pdf("certificate", values, fonts=settings().files / "fonts")
    await journal.looked(
        "certificates.downloaded", by=request.user, subject=meeting.id, count=len(rows)
    )
    headers = {"Content-Disposition": 'attachment; filename="sertifikat.pdf"'}
    return Response(made, 200, headers, PDF)


def _given(row: TrainingCredit) -> CreditGiven:
    return CreditGiven(
        id=row.id,
        name=row.name,
        agency=row.agency_name,
        hours=row.hours,
        year=row.year,
        number=row.number,
        issued_at=row.issued_at,
        revoked_at=row.revoked_at,
        reason=row.reason,
    )


def _id(request: Request) -> UUID:
    found: Any = request.path_params["id"]
    return UUID(str(found))


endpoints = [
    Endpoint(
        "POST",
        "/meetings/{id:uuid}/credits",
        credit,
        "Give those who came the training hours of the meeting",
        takes=Crediting,
        gives=Credited,
    ),
    Endpoint(
        "GET",
        "/meetings/{id:uuid}/credits",
        credits_given,
        "Whom the meeting gave training hours",
        gives=CreditsGiven,
        refuses=(404,),
    ),
    Endpoint(
        "GET",
        "/meetings/{id:uuid}/certificates.pdf",
        certificates,
        "All certificates of a meeting",
        media=PDF,
    ),
    Endpoint(
        "POST",
        "/training-credits/{id:uuid}/revoke",
        revoke,
        "Take training hours back, with a reason",
        takes=Reason,
        gives=Revoked,
    ),
    Endpoint(
        "GET",
        "/training-credits/{id:uuid}.pdf",
        certificate,
        "One certificate",
        media=PDF,
        refuses=(404,),
    ),
    Endpoint(
        "GET",
        "/people/{id:uuid}/training-hours",
        hours,
        "The training hours of somebody by year",
        asks=OfYear,
        gives=Learnt,
        refuses=(404,),
    ),
]
