"""Links of agencies, the plan of letters, and one's tasks as a calendar, for programs."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.followups import operations, queries
from rakor.followups.api.shapes import (
    LinkItems,
    LinksWritten,
    PlanAnswer,
    PlanShape,
    TaskFeedAnswer,
    Tell,
    link_of,
    plan_of,
)
from rakor.followups.models import TaskFeed
from rakor.meetings import queries as meetings
from rakor.meetings.rules import Action
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.web.shapes import Shape

LINKS = "/meetings/{meeting:uuid}/follow-ups/links"
PLAN = "/meetings/{meeting:uuid}/follow-ups/plan"
TASKS = "/feeds/tasks"


class Nothing(Shape):
    """A POST that only acts takes `{}`."""


async def links(request: Request) -> Response:
    meeting = await meetings.find_for(Action.RUN, _meeting(request), by=request.user)
    return answer(LinkItems(items=[link_of(row) for row in await queries.owing(meeting)]))


async def tell(request: Request) -> Response:
    said = await read(request, Tell)
    wishes = [operations.Telling(each.agency, each.email or "") for each in said.to]
    await operations.tell(_meeting(request), wishes, by=request.user)
    return await _links(request, 201)


async def revoke(request: Request) -> Response:
    await read(request, Nothing)
    await operations.revoke(_meeting(request), request.path_params["link"], by=request.user)
    return await _links(request)


async def _links(request: Request, status: int = 200) -> Response:
    meeting = await meetings.find_for(Action.RUN, _meeting(request), by=request.user)
    rows = [link_of(row) for row in await queries.owing(meeting)]
    return answer(LinksWritten(items=rows), status)


async def plan(request: Request) -> Response:
    meeting = await meetings.find_for(Action.RUN, _meeting(request), by=request.user)
    return answer(PlanAnswer.model_validate(await queries.plan_of(meeting.id)))


async def change_plan(request: Request) -> Response:
    wished = plan_of(await read(request, PlanShape))
    made = await operations.plan(_meeting(request), wished, by=request.user)
    return answer(PlanAnswer.model_validate(made))


async def tasks(request: Request) -> Response:
    return _told(await queries.task_feed_of(request.user))


async def make(request: Request) -> Response:
    await read(request, Nothing)
    return _told(await operations.make_task_feed(by=request.user), 201)


async def renew(request: Request) -> Response:
    await read(request, Nothing)
    return _told(await operations.renew_task_feed(by=request.user))


async def close(request: Request) -> Response:
    await read(request, Nothing)
    return _told(await operations.revoke_task_feed(by=request.user))


def _told(feed: TaskFeed | None, status: int = 200) -> Response:
    if feed is None:
        return answer(TaskFeedAnswer(url=None, state="none"), status)
    if feed.revoked_at is not None:
        return answer(TaskFeedAnswer(url=None, state="revoked"), status)
    url, read_at = queries.task_url(feed), feed.last_read_at
    return answer(TaskFeedAnswer(url=url, state="active", last_read_at=read_at), status)


def _meeting(request: Request) -> UUID:
    key: UUID = request.path_params["meeting"]
    return key


endpoints = [
    Endpoint("GET", LINKS, links, "Which agencies owe something, and the links they have",
             gives=LinkItems, refuses=(404,)),
    Endpoint("POST", LINKS, tell, "Tell agencies what they owe, each by a link of its own",
             takes=Tell, gives=LinksWritten, status=201),
    Endpoint("POST", LINKS + "/{link:uuid}/revoke", revoke, "Take the link of an agency back",
             takes=Nothing, gives=LinksWritten),
    Endpoint("GET", PLAN, plan, "When letters about what agencies owe go by themselves",
             gives=PlanAnswer, refuses=(404,)),
    Endpoint("PUT", PLAN, change_plan, "Say when these letters go, and whether they do",
             takes=PlanShape, gives=PlanAnswer),
    Endpoint("GET", TASKS, tasks, "The address of one's tasks as a calendar",
             gives=TaskFeedAnswer, refuses=()),
    Endpoint("POST", TASKS, make, "Make an address for one's tasks",
             takes=Nothing, gives=TaskFeedAnswer, status=201, refuses=(409,)),
    Endpoint("POST", TASKS + "/renew", renew, "Give one's tasks another address",
             takes=Nothing, gives=TaskFeedAnswer, refuses=(409,)),
    Endpoint("POST", TASKS + "/revoke", close, "Close the address of one's tasks",
             takes=Nothing, gives=TaskFeedAnswer, refuses=(409,)),
]  # fmt: skip
