"""Personal data for programs: one's own, and the requests of one's own."""

from datetime import datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.privacy import operations, queries
from rakor.privacy.models import PrivacyRequest
from rakor.privacy.rules.requests import Reply, RequestKind, RequestState, RequestWish
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.web.shapes import Answer, Items, Written


class RequestAnswer(Written):
    """A request about one's own data; `due_at` is 3×24 hours after it was made."""

    id: UUID
    kind: RequestKind
    reason: str
    state: RequestState
    created_at: datetime
    due_at: datetime
    answer: str
    answered_at: datetime | None


class RequestItems(Items):
    """Requests, those that wait first."""

    items: list[RequestAnswer]


class MyData(Answer):
    """Everything held about whoever asks; the NIP is masked for programs."""

    format: str
    name: str
    created_at: datetime


def told(request: PrivacyRequest) -> RequestAnswer:
    return RequestAnswer.model_validate(request)


async def my_data(request: Request) -> Response:
    paper = await operations.own_data("json", by=request.user)
    return Response(paper.content, media_type=paper.media)


async def own(request: Request) -> Response:
    rows = await queries.own_requests(request.user)
    return answer({"items": [told(row).model_dump(mode="json") for row in rows], "next": None})


async def ask(request: Request) -> Response:
    made = await operations.ask(await read(request, RequestWish), by=request.user)
    return answer(told(made), 201)


async def listed(request: Request) -> Response:
    rows = await queries.requests(request.user)
    return answer({"items": [told(row).model_dump(mode="json") for row in rows], "next": None})


async def accept(request: Request) -> Response:
    reply = await read(request, Reply)
    key: UUID = request.path_params["id"]
    return answer(told(await operations.accept(key, reply.answer, by=request.user)))


async def refuse(request: Request) -> Response:
    reply = await read(request, Reply)
    key: UUID = request.path_params["id"]
    return answer(told(await operations.refuse(key, reply.answer, by=request.user)))


endpoints = [
    Endpoint("GET", "/my-data", my_data, "Everything held about oneself", gives=MyData),
    Endpoint("GET", "/my-data/requests", own, "One's own requests", gives=RequestItems),
    Endpoint(
        "POST",
        "/my-data/requests",
        ask,
        "Ask for a correction, erasure, restriction, or object",
        takes=RequestWish,
        gives=RequestAnswer,
        status=201,
    ),
    Endpoint("GET", "/privacy/requests", listed, "Requests to be answered", gives=RequestItems),
    Endpoint(
        "POST",
        "/privacy/requests/{id:uuid}/accept",
        accept,
        "Grant a request",
        takes=Reply,
        gives=RequestAnswer,
    ),
    Endpoint(
        "POST",
        "/privacy/requests/{id:uuid}/refuse",
        refuse,
        "Decline a request, with a reason",
        takes=Reply,
        gives=RequestAnswer,
    ),
]
