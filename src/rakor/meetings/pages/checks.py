"""What there is to think of about times that somebody is still typing into the form."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory.models import Agency
from rakor.errors import Forbidden, Invalid
from rakor.meetings.queries.checks import ANSWER_DAYS, answer_day, manners_of_plan
from rakor.meetings.rules import check_times
from rakor.web.answers import show
from rakor.web.pages import page
from rakor.words import _

NEAR = 40  # years: times further away are slips of the pen, about which nothing is known


async def plan(request: Request) -> Response:
    """Warnings about the times in the form; none while they are not whole, or make no sense."""
    if not request.user.is_staff:
        raise Forbidden(_("Hanya penyelenggara dan sekretariat yang membuat rapat."))
    said = request.query_params
    zone = said.get("timezone", "")
    times = _times(said.get("starts_at", ""), said.get("ends_at", ""), zone)
    if times is None:
        return show(request, "meetings/_manners.html", warnings=[], answer_by=None, days=0)
    organizer = await _organizer(said.get("organizer", ""), request.user.agency_id)
    place = said.get("venue.region", "")[:100]
    warnings = await manners_of_plan(*times, zone, place, organizer)
    region = organizer.region if organizer else ""
    return show(
        request,
        "meetings/_manners.html",
        warnings=warnings,
        answer_by=await answer_day(times[0], zone, region),
        days=ANSWER_DAYS,
    )


def _times(starts: str, ends: str, zone: str) -> tuple[datetime, datetime] | None:
    """The moments of a form; None when they are not there yet or no meeting could have them."""
    if zone not in available_timezones():
        return None
    try:
        first, last = (
            datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)) for text in (starts, ends)
        )
        check_times(first, last)
    except (ValueError, Invalid):
        return None
    now = datetime.now(ZoneInfo(zone)).year
    return (first, last) if now - NEAR <= first.year <= now + NEAR else None


async def _organizer(code: str, own: object) -> Agency | None:
    wanted = {"code": code.strip()[:40]} if code.strip() else {"id": own}
    return await Agency.get_or_none(**wanted)


routes: list[BaseRoute] = [page("/meetings/manners", plan)]
