"""Doors for desks: the list they carry with them, and what they kept without a network.

Signed in at `/meetings/{id}/…`; for enrolled devices, which know nobody else, at `/door/{id}/…`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.accounts.models import User
from rakor.attendance import operations, queries, rules
from rakor.attendance.api.check_ins import CheckedIn, CheckIn, HeadFound
from rakor.attendance.models import Device
from rakor.attendance.rules import Outcome, Reason, Shown, Signed, TakenBack
from rakor.errors import Invalid
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import checked_each, query_of, read
from rakor.web.shapes import Answer, Line, Shape, Written
from rakor.words import _

Nonce = Annotated[Line, Field(min_length=1, max_length=80)]
Whole = Annotated[int, Field(ge=0, le=rules.WIDEST)]
Waiting = Annotated[int, Field(ge=0, le=1_000_000)]


class Since(Shape):
    """The revision a desk has; `waiting`: how many scans it still holds."""

    since: Annotated[str, Field(max_length=80)] = ""
    waiting: Waiting | None = None


class KeptScan(CheckIn):
    """A scan as a desk kept it, with what it showed to whoever stood before it."""

    nonce: Nonce
    shown: Outcome | None = None
    shown_reason: Annotated[Line, Field(max_length=40)] | None = None


class Marked(Shape):
    """What a scan must say at least to be kept as one that could not be read."""

    nonce: Nonce
    at: AwareDatetime


class Undone(Shape):
    """A scan of this desk, named by its nonce, that it took back."""

    nonce: Nonce
    scan: Nonce
    at: AwareDatetime | None = None
    reason: Annotated[Line, Field(max_length=500)] = ""


class Drawing(Shape):
    """A signature: strokes of points `[x, y]` in a field of `width` by `height`; or `typed`."""

    nonce: Nonce
    scan: Nonce
    strokes: Annotated[
        list[Annotated[list[tuple[Whole, Whole]], Field(max_length=rules.MOST_POINTS)]],
        Field(max_length=rules.MOST_STROKES),
    ] = []
    width: Whole = 0
    height: Whole = 0
    typed: Annotated[Line, Field(max_length=200)] = ""
    at: AwareDatetime | None = None


class Batch(Shape):
    """What a desk kept, at most 500 scans; each is a `KeptScan`, an `Undone` or a `Drawing`.

    `clock_offset`: how many seconds the desk's clock is behind that of the server. `waiting`: how
    many scans it still holds after these.
    """

    device: Annotated[Line, Field(max_length=80)] = ""
    clock_offset: Annotated[float, Field(ge=-1e9, le=1e9)] = 0
    scans: Annotated[list[dict[str, Any]], Field(max_length=rules.MOST_SCANS)] = []
    taken_back: Annotated[list[Undone], Field(max_length=rules.MOST_SCANS)] = []
    signatures: Annotated[list[dict[str, Any]], Field(max_length=rules.MOST_SIGNATURES)] = []
    waiting: Waiting | None = None


class KeptAnswer(CheckedIn):
    """The answer to one scan; `conflict`: the desk showed something else than the ledger says."""

    id: UUID | None  # type: ignore[assignment]
    nonce: str
    conflict: bool


class NotedAnswer(Answer):
    """Whether a signature or a scan taken back was recorded; `reason` says why not."""

    nonce: str
    recorded: bool
    reason: str


class BatchAnswer(Written):
    """One answer for each line that was sent, in the same order."""

    scans: list[KeptAnswer]
    taken_back: list[NotedAnswer]
    signatures: list[NotedAnswer]


async def desk_list(request: Request) -> Response:
    meeting = await find_for(Action.CHECK_IN, _meeting(request), by=request.user)
    asked = query_of(request, Since)
    return _list(request, await queries.desk_list(meeting, asked.since), request.user, None)


async def device_list(request: Request) -> Response:
    device, officer = await _device(request)
    asked = query_of(request, Since)
    meeting = await find_for(Action.CHECK_IN, device.meeting_id, by=officer)
    await operations.saw_device(device, asked.waiting)
    return _list(request, await queries.desk_list(meeting, asked.since), officer, device)


def _list(
    request: Request, found: dict[str, Any], officer: User, device: Device | None
) -> Response:
    mark = f'"{found["revision"]}"'
    headers = {"ETag": mark, "Cache-Control": "private, no-store"}
    if request.headers.get("if-none-match") == mark:
        return Response(status_code=304, headers=headers)
    shown = answer(
        {
            **found,
            "device": {"id": device.id, "name": device.name} if device else None,
            "officer": officer.full_name,
        }
    )
    shown.headers.update(headers)
    return shown


async def batch(request: Request) -> Response:
    said = await read(request, Batch)
    return await _recorded(_meeting(request), said, request.user, None)


async def device_batch(request: Request) -> Response:
    device, officer = await _device(request)
    said = await read(request, Batch)
    answered = await _recorded(device.meeting_id, said, officer, device)
    await operations.saw_device(device, said.waiting)
    return answered


async def _recorded(meeting_id: UUID, said: Batch, by: User, device: Device | None) -> Response:
    offset = said.clock_offset
    rows = checked_each(KeptScan, said.scans)
    name = device.name if device else said.device
    scans = [
        _shown(raw, row, offset, name, device) for raw, row in zip(said.scans, rows, strict=True)
    ]
    drawings = checked_each(Drawing, said.signatures)
    done = await operations.upload(
        meeting_id,
        scans,
        taken_back=[_undone(each, offset) for each in said.taken_back],
        signatures=[_signed(each, offset) for each in drawings if isinstance(each, Drawing)],
        by=by,
        device=device,
    )
    found = [each.done.head for each in done.scans if each.done and each.done.head]
    first = await queries.first_devices(found)
    drawn = iter(done.signatures)
    return answer(
        BatchAnswer(
            scans=[_answered(each, first) for each in done.scans],
            taken_back=[_noted(each) for each in done.taken_back],
            signatures=[
                _noted(next(drawn)) if isinstance(row, Drawing) else _unreadable(raw, row)
                for raw, row in zip(said.signatures, drawings, strict=True)
            ],
        )
    )


def _shown(
    raw: dict[str, Any], row: KeptScan | Invalid, offset: float, name: str, device: Device | None
) -> Shown:
    enrolled = device.id if device else None
    if isinstance(row, Invalid):
        remains = _remains(raw, offset, name, enrolled)
        return Shown(str(raw.get("nonce", ""))[:80], None, _why(row), remains=remains)
    wish = row.wish(device=name or row.device or "", enrolled=enrolled, offset=offset)
    return Shown(row.nonce, wish, outcome=row.shown, reason=row.shown_reason)


def _remains(
    raw: dict[str, Any], offset: float, name: str, enrolled: UUID | None
) -> rules.Wish | None:
    """Which scan that was and when, where it says so much."""
    [said] = checked_each(Marked, [{"nonce": raw.get("nonce"), "at": raw.get("at")}])
    if isinstance(said, Invalid):
        return None
    at, said_at = rules.by_clock(said.at, offset), said.at if offset else None
    return rules.Wish(said.nonce, at=at, device=name, enrolled=enrolled, said_at=said_at)


def _why(refusal: Invalid) -> str:
    return refusal.errors[0]["message"] if refusal.errors else refusal.detail


def _undone(each: Undone, offset: float) -> TakenBack:
    return TakenBack(each.nonce, each.scan, rules.by_clock(each.at, offset), each.reason)


def _signed(each: Drawing, offset: float) -> Signed:
    at = rules.by_clock(each.at, offset)
    size = (each.width, each.height)
    return Signed(each.nonce, each.scan, each.strokes, *size, at, typed=each.typed)


def _answered(each: operations.Kept, first: dict[UUID, str]) -> KeptAnswer:
    if each.done is None:
        return KeptAnswer(
            id=None,
            nonce=each.nonce,
            result=Outcome.REFUSED,
            reason=each.problem,
            reason_code=Reason.UNREADABLE,
            head=None,
            conflict=each.conflict,
        )
    scan, head = each.done.scan, each.done.head
    reason = Reason(scan.reason)
    return KeptAnswer(
        id=scan.id,
        nonce=each.nonce,
        result=scan.outcome,
        reason=_(rules.REASONS[reason]),
        reason_code=reason,
        head=HeadFound.of(head, first.get(head.id, "")) if head else None,
        conflict=each.conflict,
    )


def _noted(each: operations.Noted) -> NotedAnswer:
    return NotedAnswer(nonce=each.nonce, recorded=not each.problem, reason=each.problem)


def _unreadable(raw: dict[str, Any], row: Drawing | Invalid) -> NotedAnswer:
    why = _why(row) if isinstance(row, Invalid) else ""
    return NotedAnswer(nonce=str(raw.get("nonce", ""))[:80], recorded=False, reason=why)


async def wiped(request: Request) -> Response:
    """Also of a device that was revoked before, which says it here for the last time."""
    await operations.wiped_device(_meeting(request), _key(request))
    gone = Response(status_code=204)
    gone.delete_cookie(
        queries.DEVICE_COOKIE, path=queries.device_path(_meeting(request)), samesite="strict"
    )
    return gone


async def _device(request: Request) -> tuple[Device, User]:
    device = await queries.device_of(_meeting(request), _key(request))
    return device, await queries.officer_of(device)


def _key(request: Request) -> str:
    return request.cookies.get(queries.DEVICE_COOKIE, "")


def _meeting(request: Request) -> UUID:
    found: UUID = request.path_params["id"]
    return found


class PersonCarried(Answer):
    """Somebody invited; `code_sha256` is the hash of their code, `key` tells one person's seats."""

    invitation: UUID
    name: str
    office: str
    agency: str
    agency_short: str
    represents: str
    deputy: str
    status: str
    withdrawn: bool
    code_sha256: str
    generation: int
    key: str


class HeadCarried(Answer):
    """Somebody who was here, as the ledger says at this moment."""

    id: UUID
    key: str
    invitation: UUID | None
    name: str
    office: str
    agency: str
    represents: str
    walk_in: bool
    room: bool
    online: bool
    first_at: datetime
    first_device: str
    last_out_at: datetime | None
    tally: str
    admission: str
    signed: bool


class Carried(Answer):
    """What a desk carries; without `whole` only what is different since the asked revision."""

    revision: str
    whole: bool
    now: datetime
    meeting: dict[str, Any]
    policy: dict[str, Any]
    public_key: str
    people: Sequence[PersonCarried]
    heads: Sequence[HeadCarried]
    attendance: dict[str, Any]
    device: dict[str, Any] | None
    officer: str


endpoints = [
    Endpoint(
        "GET",
        "/meetings/{id:uuid}/desk/list",
        desk_list,
        "What a desk carries with it to work without the network",
        asks=Since,
        gives=Carried,
        refuses=(404,),
    ),
    Endpoint(
        "POST",
        "/meetings/{id:uuid}/check-ins/batch",
        batch,
        "Record what a desk kept without the network",
        takes=Batch,
        gives=BatchAnswer,
    ),
    Endpoint(
        "GET",
        "/door/{id:uuid}/list",
        device_list,
        "The same list for an enrolled device",
        asks=Since,
        gives=Carried,
        open_to_all=True,
        refuses=(401, 404),
    ),
    Endpoint(
        "POST",
        "/door/{id:uuid}/check-ins/batch",
        device_batch,
        "The same record for an enrolled device",
        takes=Batch,
        gives=BatchAnswer,
        open_to_all=True,
        refuses=(401, 404, 409),
    ),
    Endpoint(
        "POST",
        "/door/{id:uuid}/wiped",
        wiped,
        "An enrolled device says that it forgot everything",
        status=204,
        open_to_all=True,
        refuses=(401, 404),
    ),
]
