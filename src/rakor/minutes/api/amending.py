"""After the approval, for programs: requests to correct, the next version, and all versions."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.minutes import operations, queries
from rakor.minutes.api.minutes import HERE, MinutesAnswer, key, shown, told
from rakor.minutes.models import MinutesCorrection
from rakor.minutes.rules import Correction, CorrectionState, MinutesState, Verdict
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.web.shapes import Answer, Items, Shape, Text, Written


class Amending(Shape):
    """Why the approved minutes are changed."""

    reason: Annotated[Text, Field(min_length=1, max_length=2000)]


class CorrectionAnswer(Written):
    """A request to correct the minutes; `version` is the one that it is about."""

    id: UUID
    section: str
    text: str
    by: str
    agency: str
    at: datetime
    status: CorrectionState
    answer: str
    answered_at: datetime | None
    carried_in: int | None


class VersionAnswer(Answer):
    """One version of the minutes."""

    id: UUID
    version: int
    status: MinutesState
    reason: str
    approved_at: datetime | None


class ChangeAnswer(Answer):
    """What a version says differently in one section."""

    section: str
    removed: list[str]
    added: list[str]


class Corrections(Items):
    """The requests, the oldest first: all for those who prepare the minutes, else one's own."""

    items: list[CorrectionAnswer]


class Versions(Items):
    """The versions that one may read, the newest first."""

    items: list[VersionAnswer]


class Changes(Items):
    """What a version changes in the one before it."""

    items: list[ChangeAnswer]


def _correction(row: MinutesCorrection) -> CorrectionAnswer:
    return CorrectionAnswer(
        id=row.id,
        section=row.section,
        text=row.text,
        by=row.by_name,
        agency=row.agency_name,
        at=row.at,
        status=row.state,
        answer=row.answer,
        answered_at=row.decided_at,
        carried_in=row.carried_in,
    )


async def corrections(request: Request) -> Response:
    found = await queries.reading(key(request), to=request.user)
    rows = await queries.corrections_of(found, to=request.user)
    return answer(Corrections(items=[_correction(row) for row in rows]))


async def ask(request: Request) -> Response:
    wanted = await read(request, Correction)
    made = await operations.ask_correction(key(request), wanted, by=request.user)
    return answer(_correction(made), 201)


async def decide(request: Request) -> Response:
    verdict = await read(request, Verdict)
    which = request.path_params["correction"]
    found = await operations.answer_correction(key(request), which, verdict, by=request.user)
    return answer(_correction(found))


async def amend(request: Request) -> Response:
    why = await read(request, Amending)
    await operations.amend(key(request), why.reason, by=request.user)
    return await shown(request, 201)


async def versions(request: Request) -> Response:
    found = await queries.reading(key(request), to=request.user)
    rows = [
        VersionAnswer(
            id=each.id,
            version=each.version,
            status=each.state,
            reason=each.reason,
            approved_at=each.approved_at,
        )
        for each in found.versions
    ]
    return answer(Versions(items=rows))


async def version(request: Request) -> Response:
    number = request.path_params["version"]
    return told(await queries.reading(key(request), to=request.user, version=number))


async def changes(request: Request) -> Response:
    number = request.path_params["version"]
    found = await queries.reading(key(request), to=request.user, version=number)
    _minutes, document = found.told
    listed = document.amendment.changes if document.amendment else ()
    rows = [
        ChangeAnswer(section=each.section, removed=list(each.removed), added=list(each.added))
        for each in listed
    ]
    return answer(Changes(items=rows))


endpoints = [
    Endpoint("GET", f"{HERE}/corrections", corrections, "Requests to correct the minutes",
             gives=Corrections, refuses=(404,)),
    Endpoint("POST", f"{HERE}/corrections", ask, "Ask for a correction of approved minutes",
             takes=Correction, gives=CorrectionAnswer, status=201),
    Endpoint("POST", f"{HERE}/corrections/{{correction:uuid}}/answer", decide,
             "Accept or decline a request, with a word", takes=Verdict, gives=CorrectionAnswer),
    Endpoint("POST", f"{HERE}/amend", amend, "Open the next version of approved minutes",
             takes=Amending, gives=MinutesAnswer, status=201),
    Endpoint("GET", f"{HERE}/versions", versions, "All versions of the minutes", gives=Versions,
             refuses=(404,)),
    Endpoint("GET", f"{HERE}/versions/{{version:int}}", version, "One version of the minutes",
             gives=MinutesAnswer, refuses=(404,)),
    Endpoint("GET", f"{HERE}/versions/{{version:int}}/changes", changes,
             "What a version changes in the one before it", gives=Changes, refuses=(404,)),
]  # fmt: skip
