"""The session in the browser, for those who write it and for those who follow."""

from datetime import date as Day
from uuid import UUID

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from rakor.documents import richtext
from rakor.live import queries
from rakor.live.queries import Snapshot
from rakor.meetings.rules import Action, may
from rakor.web.answers import show
from rakor.web.pages import page
from rakor.words import date


async def session(request: Request) -> Response:
    meeting_id: UUID = request.path_params["meeting_id"]
    view, meeting, parts = await queries.view_of(request.user, meeting_id)
    snapshot = await queries.snapshot(meeting_id, view, mine=queries.eyes_of(request.user))
    writes = may(Action.RUN, parts)
    return show(
        request,
        "live/session.html" if writes else "live/follow.html",
        meeting=meeting,
        view=view.value,
        snapshot=snapshot.frame(),
        may_write=writes,
        agencies=await queries.agencies() if writes else [],
        person=request.user.person,
        notes_html=notes_html(snapshot),
        due_days=due_days(snapshot),
    )


def due_days(snapshot: Snapshot) -> dict[str, str]:
    """The dates of the decisions as they are written, by decision."""
    return {
        key: date(Day.fromisoformat(decision["due"]), with_weekday=False)
        for key, decision in snapshot.state["decisions"].items()
        if decision["due"]
    }


def notes_html(snapshot: Snapshot) -> dict[str, Markup]:
    """Each note as markup, complete without script."""
    return {
        item: Markup(richtext.to_html(richtext.read(note["body"]), 3))  # noqa: S704 - escaped there
        for item, note in snapshot.state["notes"].items()
    }


routes = [
    page("/meetings/{meeting_id:uuid}/live", session),
]
