"""The agenda for programs, and who plays which part."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.meetings import operations, queries
from rakor.meetings.api.meetings import ONE, meeting_id
from rakor.meetings.api.shapes import (
    AgendaItems,
    ItemAnswer,
    Nothing,
    Order,
    PartAnswer,
    PartItems,
    agenda_of,
    item_of,
    part_of,
)
from rakor.meetings.operations import Assignment, ItemChanges, ItemFacts
from rakor.meetings.rules import Action, may
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.lists import Paging, page_of
from rakor.web.reading import query_of, read


def item_id(request: Request) -> UUID:
    key: UUID = request.path_params["item"]
    return key


async def list_items(request: Request) -> Response:
    meeting = await queries.find(meeting_id(request), to=request.user)
    parts = await queries.parts_of(request.user, meeting)
    items = await queries.agenda_of(meeting, parts)
    return answer(agenda_of(items))


async def add(request: Request) -> Response:
    facts = await read(request, ItemFacts)
    item = await operations.add_item(meeting_id(request), facts, by=request.user)
    return answer(item_of(item), 201)


async def change(request: Request) -> Response:
    changes = await read(request, ItemChanges)
    item = await operations.change_item(
        meeting_id(request),
        item_id(request),
        changes,
        revision=expected_revision(request),
        by=request.user,
    )
    return answer(item_of(item))


async def remove(request: Request) -> Response:
    item = await operations.remove_item(meeting_id(request), item_id(request), by=request.user)
    return answer(item_of(item))


async def order(request: Request) -> Response:
    wish = await read(request, Order)
    items = await operations.order_items(meeting_id(request), wish.items, by=request.user)
    return answer(agenda_of(items))


async def start(request: Request) -> Response:
    await read(request, Nothing)
    item = await operations.start_item(meeting_id(request), item_id(request), by=request.user)
    return answer(item_of(item))


async def finish(request: Request) -> Response:
    await read(request, Nothing)
    item = await operations.finish_item(meeting_id(request), item_id(request), by=request.user)
    return answer(item_of(item))


async def skip(request: Request) -> Response:
    await read(request, Nothing)
    item = await operations.skip_item(meeting_id(request), item_id(request), by=request.user)
    return answer(item_of(item))


async def list_parts(request: Request) -> Response:
    paging = query_of(request, Paging)
    meeting = await queries.find(meeting_id(request), to=request.user)
    plans = may(Action.PLAN, await queries.parts_of(request.user, meeting))
    people = queries.people_of(meeting, with_guests=plans)
    page = await page_of(people, paging, newest_first=False)
    rows = [
        part_of(row, with_address=plans).model_dump(mode="json", exclude={"seq"}) for row in page
    ]
    return answer(page.items(rows))


async def assign(request: Request) -> Response:
    wish = await read(request, Assignment)
    await queries.find_for(Action.PLAN, meeting_id(request), by=request.user)
    person = await operations.person_named(person=wish.person, email=wish.email, by=request.user)
    row = await operations.assign(meeting_id(request), person, wish.part, by=request.user)
    return answer(part_of(row, with_address=True), 201)


async def release(request: Request) -> Response:
    row = await operations.release(
        meeting_id(request), request.path_params["part"], by=request.user
    )
    return answer(part_of(row, with_address=True))


AGENDA = ONE + "/agenda"
ITEM = AGENDA + "/{item:uuid}"
PARTS = ONE + "/parts"

endpoints = [
    Endpoint("GET", AGENDA, list_items, "The agenda", gives=AgendaItems, refuses=(404,)),
    Endpoint("POST", AGENDA, add, "Add an item", takes=ItemFacts, gives=ItemAnswer, status=201),
    Endpoint(
        "PATCH",
        ITEM,
        change,
        "Change an item",
        takes=ItemChanges,
        gives=ItemAnswer,
        refuses=(404, 409, 412),
    ),
    Endpoint("DELETE", ITEM, remove, "Take an item off the agenda", gives=ItemAnswer),
    Endpoint(
        "POST", AGENDA + "/order", order, "Put the items in order", takes=Order, gives=AgendaItems
    ),
    *(
        Endpoint("POST", f"{ITEM}/{verb}", do, says, takes=Nothing, gives=ItemAnswer)
        for verb, do, says in (
            ("start", start, "Take up an item, which finishes the one before"),
            ("finish", finish, "Finish the item under discussion"),
            ("skip", skip, "Leave an item out"),
        )
    ),
    Endpoint(
        "GET",
        PARTS,
        list_parts,
        "Who plays which part; guests are listed for those who prepare the meeting",
        asks=Paging,
        gives=PartItems,
        refuses=(404,),
    ),
    Endpoint("POST", PARTS, assign, "Give a part", takes=Assignment, gives=PartAnswer, status=201),
    Endpoint("DELETE", PARTS + "/{part:uuid}", release, "Take a part away", gives=PartAnswer),
]
