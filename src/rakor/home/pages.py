"""The first page: today's meetings, what waits, what is late, what comes next."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.accounts.models import User
from rakor.home import queries
from rakor.invitations.queries import personal_token
from rakor.leaders import queries as leaders
from rakor.meetings.rules import STAFF, Window
from rakor.privacy import queries as privacy
from rakor.settings import settings
from rakor.web.answers import show
from rakor.web.pages import page
from rakor.words import N_

GREETINGS = (
    (4, N_("Selamat malam, {name}")),
    (11, N_("Selamat pagi, {name}")),
    (15, N_("Selamat siang, {name}")),
    (18, N_("Selamat sore, {name}")),
    (24, N_("Selamat malam, {name}")),
)


async def home(request: Request) -> Response:
    user = request.user
    now = datetime.now(UTC)
    zone = user.timezone or settings().timezone
    local = now.astimezone(ZoneInfo(zone))
    today, following = await queries.agenda(user, now)
    now_on = queries.current(today, now)
    waiting = await queries.waiting(user, now)
    late, late_total = await queries.overdue(user, local.date())
    return show(
        request,
        "home/home.html",
        now=now,
        own_zone=zone,
        greeting=next(text for until, text in GREETINGS if local.hour < until),
        today=today,
        led=await _led(user, now, local.date(), today),
        now_on=now_on,
        answers=await queries.seats(now_on),
        waiting=waiting,
        links={each.id: f"/r/{personal_token(each)}" for each in waiting.to_answer},
        late=late,
        late_total=late_total,
        watch=await privacy.watch(user, now),
        following=following[: queries.SHOWN_NEXT],
    )


async def _led(
    user: User, now: datetime, day: date, today: list[queries.Slot]
) -> tuple[int, int] | None:
    """What a leader's day holds; asked only of those who are asked to it themselves."""
    if not any(slot.parts - STAFF for slot in today):
        return None
    return await leaders.brief(user, Window(*queries.today_of(user, now)), day)


routes: list[BaseRoute] = [page("/", home)]
