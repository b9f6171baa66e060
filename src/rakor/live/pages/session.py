"""The session in the browser, for those who chair it, write it and follow it."""

from datetime import date as Day
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from markupsafe import Markup
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.documents import richtext
from rakor.live import queries
from rakor.live.queries import Snapshot
from rakor.live.rules import View, may_ask
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Action, may
from rakor.web.answers import show
from rakor.web.pages import page
from rakor.web.reading import query_of
from rakor.web.shapes import Shape
from rakor.words import clock, date, zone_name


class Look(Shape):
    """Whoever chairs may write too: `?as=secretary` shows them the page on which notes are kept."""

    as_: Annotated[Literal["chair", "secretary"], Field(alias="as")] = "chair"


async def session(request: Request) -> Response:
    """The page that fits what somebody does in the room: chair it, write it, or follow it."""
    meeting_id: UUID = request.path_params["meeting_id"]
    look = query_of(request, Look)
    view, meeting, parts = await queries.view_of(request.user, meeting_id)
    mine = await queries.eyes_of(request.user, meeting_id)
    snapshot = await queries.snapshot(meeting_id, view, mine=mine)
    writes, chairs = may(Action.RUN, parts), view is View.CHAIR
    template = "live/session.html" if writes else "live/follow.html"
    if chairs and look.as_ == "chair":
        template = "live/chair.html"
    return show(
        request,
        template,
        meeting=meeting,
        view=view.value,
        snapshot=snapshot.frame(),
        may_write=writes,
        may_ask=may_ask(parts),
        chairs=chairs,
        agencies=await queries.agencies() if writes else [],
        phrases=await queries.phrases_of(meeting.organizer_id) if writes else [],
        person=request.user.person,
        online="" if writes else await queries.way_in(request.user, meeting, parts),
        quorum=await queries.quorum_of(meeting) if chairs else None,
        notes_html=notes_html(snapshot),
        due_days=due_days(snapshot),
        break_until=break_until(snapshot, meeting),
    )


def due_days(snapshot: Snapshot) -> dict[str, str]:
    """The dates of the decisions as they are written, by decision."""
    return {
        key: date(Day.fromisoformat(decision["due"]), with_weekday=False)
        for key, decision in snapshot.state["decisions"].items()
        if decision["due"]
    }


def break_until(snapshot: Snapshot, meeting: Meeting) -> str:
    """The hour at which a session that is on a break goes on; "" when it is on none."""
    on = [each["until"] for each in snapshot.state["breaks"].values() if not each["ended_at"]]
    if not on or snapshot.state["meeting"]["status"] != "in_progress":
        return ""
    until = datetime.fromisoformat(on[-1])
    return f"{clock(until, meeting.timezone)} {zone_name(meeting.timezone)}"


def notes_html(snapshot: Snapshot) -> dict[str, Markup]:
    """Each note as markup, complete without script."""
    return {
        item: Markup(richtext.to_html(richtext.read(note["body"]), 3))  # noqa: S704 - escaped there
        for item, note in snapshot.state["notes"].items()
    }


routes = [
    page("/meetings/{meeting_id:uuid}/live", session),
]
