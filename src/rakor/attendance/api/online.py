"""Doors for programs: reports of the video room, whom nobody knew in them, and notifications."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field, model_validator
from starlette.requests import Request
from starlette.responses import Response

from rakor.attendance.operations.importing import Imported, import_report
from rakor.attendance.operations.resolving import (
    admit_visitor,
    ignore_visitor,
    recognise_visitor,
    reopen_visitor,
)
from rakor.attendance.operations.webhooks import take_notice
from rakor.attendance.queries.online import (
    Proposal,
    Seen,
    find_visitors,
    invited_people,
    proposals,
)
from rakor.attendance.rules import MatchedBy, WalkIn
from rakor.attendance.rules.notices import check_signature, read_notice, token_of, validated
from rakor.attendance.rules.report_times import DayOrder
from rakor.directory.rules.words import Zone
from rakor.documents.sheets import XLSX
from rakor.errors import Invalid, NotFound
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.settings import settings
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import checked, parsed, query_of, read
from rakor.web.shapes import Answer, Line, Shape, Written
from rakor.web.uploads import read_upload
from rakor.words import _

RAW = ("text/csv", XLSX, "application/octet-stream")
Flag = Annotated[bool, BeforeValidator(lambda said: True if said == "" else said)]


class ReportQuestion(Shape):
    """How a report is read: the zone of its clock (that of the meeting unless said) and, where its
    dates can be read two ways, whether the month (`mdy`) or the day (`dmy`) stands first."""

    timezone: Zone | None = None
    dates: DayOrder | None = None


class ReportForm(ReportQuestion):
    """A participant report as the video service exports it (CSV, or saved as XLSX)."""

    file: bytes


class Proposed(Answer):
    """Somebody invited who may be meant; `score` is how much speaks for it, of 100."""

    invitation: UUID
    name: str
    office: str
    agency: str
    score: int


class VisitorSeen(Answer):
    """Whoever was in the video room under one name and address.

    `head` is whom they count as, `matched_by` by what they were recognised ("" while nobody knows
    them), `proposals` who may be meant while they wait.
    """

    visitor: str
    name: str
    email: str
    visits: int
    joined_at: datetime
    left_at: datetime | None
    minutes: int
    matched_by: MatchedBy
    score: int
    head: UUID | None
    proposals: list[Proposed]


class ReportImported(Written):
    """What became of a report: how many of its visitors are known, and those who wait.

    The same report again answers the same, with no `new_visits`.
    """

    report: UUID
    new_visits: int
    matched: int
    ignored: int
    unresolved: list[VisitorSeen]


class VisitorsQuestion(Shape):
    """Only those whom nobody knows yet, and which part of them: what comes after `cursor`."""

    unresolved: Flag = False
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, Field(max_length=64)] = ""


class VisitorList(Answer):
    """Everybody who was in the video room, by name."""

    items: list[VisitorSeen]
    next: str | None = None


class Guest(Shape):
    """A guest without an invitation; `name` is what they call themselves unless said."""

    name: Annotated[Line, Field(max_length=200)] = ""
    agency: Annotated[Line, Field(max_length=200)] = ""
    office: Annotated[Line, Field(max_length=250)] = ""


class Resolution(Shape):
    """Who a visitor is: exactly one of an invitation, a guest, nobody to be counted, or unknown."""

    visitor: Annotated[Line, Field(min_length=1, max_length=64)]
    invitation: UUID | None = None
    guest: Guest | None = None
    ignore: Literal[True] | None = None
    reopen: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_of(self) -> "Resolution":
        said = (self.invitation, self.guest, self.ignore, self.reopen)
        if sum(each is not None for each in said) != 1:
            raise ValueError(_("Sebut satu saja: invitation, guest, ignore, atau reopen."))
        return self


class VisitorResolved(Written, VisitorSeen):
    """The visitor as they stand now."""


class NoticeTaken(Answer):
    """Empty, but for the question whether this address knows the secret."""

    plainToken: str | None = None
    encryptedToken: str | None = None


def seen(each: Seen, guesses: list[Proposal]) -> dict[str, Any]:
    return {
        "visitor": each.key,
        "name": each.name,
        "email": each.email,
        "visits": len(each.visits),
        "joined_at": each.first_at,
        "left_at": each.last_at,
        "minutes": each.minutes,
        "matched_by": each.by,
        "score": each.score,
        "head": each.head_id,
        "proposals": [
            {
                "invitation": guess.invitation.id,
                "name": guess.invitation.name,
                "office": guess.invitation.office_title,
                "agency": guess.invitation.agency_name,
                "score": guess.score,
            }
            for guess in guesses
        ],
    }


async def take_report(request: Request) -> Response:
    upload = await read_upload(request, raw=RAW)
    query = query_of(request, ReportQuestion)
    said = checked(ReportQuestion, {**query.model_dump(exclude_none=True), **upload.fields})
    meeting_id = _meeting(request)
    done = await import_report(
        meeting_id,
        upload.content,
        upload.filename,
        timezone=said.timezone or "",
        order=said.dates,
        by=request.user,
    )
    return answer(await _imported(request, done))


async def _imported(request: Request, done: Imported) -> ReportImported:
    guesses: dict[str, list[Proposal]] = {}
    if done.unresolved:
        meeting = await find_for(Action.CHECK_IN, _meeting(request), by=request.user)
        guesses = proposals(await invited_people(meeting), done.unresolved)
    return ReportImported(
        report=done.report.id,
        new_visits=done.new_visits,
        matched=len(done.matched),
        ignored=len(done.ignored),
        unresolved=[VisitorSeen(**seen(each, guesses[each.key])) for each in done.unresolved],
    )


async def listed(request: Request) -> Response:
    asked = query_of(request, VisitorsQuestion)
    meeting, found = await find_visitors(_meeting(request), by=request.user)
    rest = _after(found, asked.cursor) if asked.cursor else found
    if asked.unresolved:
        rest = [each for each in rest if each.by is MatchedBy.NOBODY]
    part = rest[: asked.limit]
    waiting = [each for each in part if each.by is MatchedBy.NOBODY]
    guesses = proposals(await invited_people(meeting), waiting) if waiting else {}
    items = [VisitorSeen(**seen(each, guesses.get(each.key, []))) for each in part]
    return answer(VisitorList(items=items, next=part[-1].key if len(rest) > len(part) else None))


def _after(found: list[Seen], cursor: str) -> list[Seen]:
    """Who follows a visitor in the list; they keep their place when they are recognised."""
    at = next((n for n, each in enumerate(found, 1) if each.key == cursor), None)
    if at is None:
        raise Invalid(_("Tempat ini tidak ada lagi dalam daftar. Mulai dari awal daftar."))
    return found[at:]


async def resolve(request: Request) -> Response:
    said = await read(request, Resolution)
    where, by = _meeting(request), request.user
    if said.invitation is not None:
        done = await recognise_visitor(where, said.visitor, said.invitation, by=by)
    elif said.guest is not None:
        guest = WalkIn(said.guest.name, said.guest.agency, said.guest.office)
        done = await admit_visitor(where, said.visitor, guest, by=by)
    elif said.ignore:
        done = await ignore_visitor(where, said.visitor, by=by)
    else:
        done = await reopen_visitor(where, said.visitor, by=by)
    return answer(VisitorResolved(**seen(done, [])))


async def zoom(request: Request) -> Response:
    """Signed by the service; what is of no meeting here is answered like everything else."""
    secret = settings().zoom_webhook_secret
    if not secret:
        raise NotFound(_("Pemberitahuan dari Zoom tidak diterima di sini."))
    body = await request.body()
    headers = request.headers
    check_signature(
        secret,
        headers.get("x-zm-request-timestamp", ""),
        headers.get("x-zm-signature", ""),
        body,
        datetime.now(UTC),
    )
    said = parsed(body)
    if token := token_of(said):
        return answer({"plainToken": token, "encryptedToken": validated(secret, token)})
    notice = read_notice(said)
    if notice is not None:
        await take_notice(notice)
    return answer({})


def _meeting(request: Request) -> UUID:
    found: UUID = request.path_params["id"]
    return found


ATTENDANCE = "/meetings/{id:uuid}/attendance"
endpoints = [
    Endpoint(
        "POST",
        ATTENDANCE + "/import",
        take_report,
        "Import a participant report of the video room; what is known already is not doubled",
        takes=ReportForm,
        takes_media="multipart/form-data",
        also_takes=RAW,
        asks=ReportQuestion,
        gives=ReportImported,
    ),
    Endpoint(
        "GET",
        ATTENDANCE + "/visits",
        listed,
        "Who was in the video room, and who of them nobody knows yet",
        asks=VisitorsQuestion,
        gives=VisitorList,
        refuses=(404,),
    ),
    Endpoint(
        "POST",
        ATTENDANCE + "/visits/resolve",
        resolve,
        "Say who a visitor of the video room is; remembered for their later visits",
        takes=Resolution,
        gives=VisitorResolved,
    ),
    Endpoint(
        "POST",
        "/webhooks/zoom",
        zoom,
        "Notifications of Zoom: who comes into a video room and who leaves it",
        gives=NoticeTaken,
        refuses=(404,),
        open_to_all=True,
    ),
]
