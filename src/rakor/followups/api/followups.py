"""Follow-ups for programs: lists, one with its reports, reporting, and leading it elsewhere."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from tortoise.queryset import QuerySet

from rakor import journal
from rakor.followups import operations, queries, rules
from rakor.followups.api.shapes import (
    ChangeItems,
    Filter,
    FollowUpAnswer,
    FollowUpDetail,
    FollowUpItems,
    Reassignment,
    Report,
    ReportForm,
    change,
    facts,
    handover,
    told,
)
from rakor.followups.queries import LOADED
from rakor.live.models import Commitment
from rakor.meetings import queries as meetings
from rakor.meetings.rules import Action, may, media_of
from rakor.web.answers import answer
from rakor.web.downloads import as_download
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.lists import page_of
from rakor.web.reading import checked, query_of, read
from rakor.web.uploads import read_uploads

ONE = "/follow-ups/{follow_up:uuid}"
OF_MEETING = "/meetings/{meeting:uuid}/follow-ups"


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
    promise = await queries.find(_key(request), to=request.user)
    before, after = await queries.before_and_after(promise)
    reports = [told(report) for report in await queries.reports(promise)]
    more = {"taken_from": handover(before), "taken_by": handover(after)}
    return answer(FollowUpDetail(**facts(promise), reports=reports, **more), status)


async def report(request: Request) -> Response:
    return await _report(request, await read(request, Report))


async def report_with_files(request: Request) -> Response:
    files, fields = await read_uploads(request, most=rules.MOST_FILES)
    fields = {name: value for name, value in fields.items() if value != ""}
    return await _report(request, checked(Report, fields), files)


async def _report(
    request: Request, said: Report, files: Sequence[tuple[bytes, str]] = ()
) -> Response:
    await operations.report_progress(
        _key(request),
        said.status,
        said.note,
        said.evidence,
        percent=said.percent,
        files=files,
        by=request.user,
        revision=expected_revision(request),
    )
    return await shown(request, 201)


async def fetch(request: Request) -> Response:
    """The file as it came, always saved and never shown; that it was taken is on record."""
    promise = await queries.find(_key(request), to=request.user)
    found = await queries.file_of(promise, request.path_params["file"])
    await journal.looked(
        "evidence.downloaded", by=request.user, subject=promise.meeting.id, file=found.name
    )
    return as_download(queries.evidence_path(found.id), found.name, media_of(found.kind))


async def reassign(request: Request) -> Response:
    said = await read(request, Reassignment)
    await operations.reassign(_key(request), said.owner, said.reason, by=request.user)
    return await shown(request, 201)


async def changes(request: Request) -> Response:
    meeting = await meetings.find(request.path_params["meeting"], to=request.user)
    parts = await meetings.parts_of(request.user, meeting)
    found = await queries.changed_since(
        meeting, confidential=may(Action.SEE_CONFIDENTIAL, parts), to=request.user
    )
    return answer(ChangeItems(items=[change(each) for each in found]))


def _key(request: Request) -> UUID:
    key: Any = request.path_params["follow_up"]
    return UUID(str(key))


endpoints = [
    Endpoint("GET", "/follow-ups", listed, "What agencies owe, as far as the reader may see it",
             asks=Filter, gives=FollowUpItems, refuses=()),
    Endpoint("GET", ONE, shown, "One follow-up with its reports",
             gives=FollowUpDetail, refuses=(404,)),
    Endpoint("POST", ONE + "/progress", report, "Report how far it is",
             takes=Report, gives=FollowUpDetail, status=201, refuses=(404, 409, 412)),
    Endpoint("POST", ONE + "/reports", report_with_files,
             "Report how far it is, with files of evidence",
             takes=ReportForm, takes_media="multipart/form-data", gives=FollowUpDetail,
             status=201, refuses=(404, 409, 412, 413, 415)),
    Endpoint("GET", ONE + "/evidence/{file:uuid}", fetch, "A file of evidence as it was handed in",
             media="application/octet-stream", refuses=(404,)),
    Endpoint("POST", ONE + "/reassign", reassign, "Lead it to another agency, with the reason",
             takes=Reassignment, gives=FollowUpDetail, status=201, refuses=(404, 409)),
    Endpoint("GET", OF_MEETING, of_meeting,
             "What a meeting decided, and what is open from those before it",
             asks=Filter, gives=FollowUpItems, refuses=(404,)),
    Endpoint("GET", OF_MEETING + "/changes", changes,
             "What became of earlier promises since the meeting before, and during this one",
             gives=ChangeItems, refuses=(404,)),
]  # fmt: skip
