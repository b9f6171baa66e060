"""The page of one meeting, the buttons of its life, and its agenda."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.journal import Entry
from rakor.meetings import operations, queries, rules
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.operations import ItemChanges, ItemFacts, Move, Reason
from rakor.meetings.pages.planning import ONE, meeting_id
from rakor.meetings.queries.checks import checks_of
from rakor.meetings.queries.wholes import whole_of
from rakor.meetings.rules import Action, Day, Part, Window, may
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import read
from rakor.words import N_, _

SHOWN_DAYS = 5
Step = Callable[[Request], Awaitable[Meeting]]


async def show_meeting(request: Request) -> Response:
    meeting = await queries.find(meeting_id(request), to=request.user)
    parts = await queries.parts_of(request.user, meeting)
    agenda = await queries.agenda_of(meeting, parts)
    officers = await queries.people_of(meeting, with_guests=False).order_by("id")
    place = meeting.venue_name or meeting.room
    now, days = datetime.now(UTC), await coming(meeting, SHOWN_DAYS)
    soonest = next((day.starts_at for day in days if day.takes_place), meeting.starts_at)
    return show(
        request,
        "meetings/detail.html",
        meeting=meeting,
        parts=parts,
        agenda=planned(meeting, agenda),
        counts={"agenda": len(agenda)},
        whole=await whole_of(meeting.id),
        officers=[row for row in officers if row.part is not Part.ORGANIZER],
        seats=await queries.seats_of(meeting),
        checks=await checks_of(meeting, to=request.user) if may(Action.PLAN, parts) else [],
        missing=rules.missing_to_publish(meeting.mode, place, meeting.way_online),
        sees_link=may(Action.SEE_LINK, parts),
        days=days,
        now=now,
        near=soonest - now < timedelta(hours=12),
        stage=await queries.record_stage(meeting),
        entries=[
            (entry, rules.EVENTS[entry.kind], subject_of(entry, agenda))
            for entry in await queries.history(meeting, parts)
        ],
    )


async def coming(meeting: Meeting, most: int) -> list[Day]:
    """The next days of a series, called off ones too; when it is over, its first."""
    if not meeting.recurrence:
        return []
    found = await queries.days_of(meeting, Window(datetime.now(UTC)), limit=most)
    return found or await queries.days_of(meeting, Window(meeting.starts_at), limit=most)


def planned(meeting: Meeting, agenda: list[AgendaItem]) -> list[tuple[datetime, AgendaItem]]:
    """Each item with the time at which it is to begin, one after the other."""
    at = meeting.starts_at
    found = []
    for item in agenda:
        found.append((at, item))
        at += timedelta(minutes=item.minutes)
    return found


def subject_of(entry: Entry, agenda: list[AgendaItem]) -> str:
    """What an event was about: an agenda item, a person, or the reason that was given.

    An item that is not on the reader's agenda may have become confidential since.
    """
    data = entry.data
    if entry.kind.startswith("agenda.") and len(data.get("items", [])) == 1:
        (item,) = data["items"]
        return str(item["title"]) if item["id"] in {str(each.id) for each in agenda} else ""
    subject = {"agenda": "title", "part": "name", "meeting": "reason"}.get(entry.kind.split(".")[0])
    return str(data.get(subject, "")) if subject else ""


async def publish(request: Request) -> Meeting:
    return await operations.publish(meeting_id(request), by=request.user)


async def cancel(request: Request) -> Meeting:
    wish = await read(request, Reason)
    return await operations.cancel(meeting_id(request), wish.reason, by=request.user)


async def postpone(request: Request) -> Meeting:
    wish = await read(request, Reason)
    return await operations.postpone(meeting_id(request), wish.reason, by=request.user)


async def open_meeting(request: Request) -> Meeting:
    return await operations.open(meeting_id(request), by=request.user)


def step(verb: str, do: Step, notice: str, then: str = "") -> list[BaseRoute]:
    """A button of the meeting's life. What is refused is said on the meeting's own page."""

    async def door(request: Request) -> Response:
        meeting = await do(request)
        return see(f"/meetings/{meeting.id}{then}", _(notice))

    refused = form(f"{ONE}/{verb}", show_meeting, door)
    return [*refused]


async def show_agenda(request: Request) -> Response:
    meeting = await queries.find(meeting_id(request), to=request.user)
    parts = await queries.parts_of(request.user, meeting)
    agenda = await queries.agenda_of(meeting, parts)
    editing: UUID | None = request.path_params.get("item")
    if editing is not None:
        rules.check_may(Action.PLAN, parts)
        await queries.find_item(meeting, editing, parts)
    return show(
        request,
        "meetings/agenda.html",
        meeting=meeting,
        parts=parts,
        agenda=planned(meeting, agenda),
        counts={"agenda": len(agenda)},
        minutes=sum(item.minutes for item in agenda),
        editing=editing,
        plans=may(Action.PLAN, parts) and meeting.state in rules.CHANGEABLE,
    )


async def add_item(request: Request) -> Response:
    facts = await read(request, ItemFacts)
    await operations.add_item(meeting_id(request), facts, by=request.user)
    return see(f"/meetings/{meeting_id(request)}/agenda", _("Pokok agenda ditambahkan."))


async def change_item(request: Request) -> Response:
    changes = await read(request, ItemChanges)
    item = request.path_params["item"]
    await operations.change_item(meeting_id(request), item, changes, by=request.user)
    return see(f"/meetings/{meeting_id(request)}/agenda#item-{item}", _("Perubahan disimpan."))


async def move_item(request: Request) -> Response:
    wish = await read(request, Move)
    item = request.path_params["item"]
    await operations.move_item(meeting_id(request), item, up=wish.way == "up", by=request.user)
    return see(f"/meetings/{meeting_id(request)}/agenda#item-{item}")


async def remove_item(request: Request) -> Response:
    await operations.remove_item(meeting_id(request), request.path_params["item"], by=request.user)
    return see(f"/meetings/{meeting_id(request)}/agenda", _("Pokok agenda dihapus."))


def run(verb: str, do: Callable[..., Awaitable[AgendaItem]]) -> BaseRoute:
    """A button that takes an item up, finishes it or leaves it out."""

    async def door(request: Request) -> Response:
        item = request.path_params["item"]
        await do(meeting_id(request), item, by=request.user)
        return see(f"/meetings/{meeting_id(request)}/agenda#item-{item}")

    return act(f"{ITEM}/{verb}", door)


ITEM = ONE + "/agenda/{item:uuid}"

routes: list[BaseRoute] = [
    page(ONE, show_meeting),
    *step("publish", publish, N_("Rapat diterbitkan. Peserta dapat diundang sekarang.")),
    *step("cancel", cancel, N_("Rapat dibatalkan.")),
    *step("postpone", postpone, N_("Rapat ditunda.")),
    *step("open", open_meeting, N_("Rapat dibuka."), "/live"),
    *form(ONE + "/agenda", show_agenda, add_item),
    *form(ITEM, show_agenda, change_item),
    act(ITEM + "/move", move_item),
    act(ITEM + "/remove", remove_item),
    run("start", operations.start_item),
    run("finish", operations.finish_item),
    run("skip", operations.skip_item),
]
