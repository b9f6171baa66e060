"""The leader's day and week, with the acts on each invitation, and a sheet to print."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor import words
from rakor.directory.queries import calendar_between
from rakor.invitations.rules import DelegationState, RsvpStatus
from rakor.leaders import operations, queries
from rakor.leaders.operations import Place
from rakor.leaders.queries import Item, Leader, LeaderDay, Offer
from rakor.meetings.pages.keeping import Kept
from rakor.meetings.rules import Delegation, Window, read_day_key
from rakor.meetings.rules.quarters import Picture, picture_of
from rakor.settings import settings
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import CalendarDay, Shape
from rakor.words import _

HERE = "/calendar/leader"
WEEK = 7
CHOICES = {
    "room": (RsvpStatus.ACCEPTED, "room"),
    "online": (RsvpStatus.ACCEPTED, "online"),
    "tentative": (RsvpStatus.TENTATIVE, ""),
    "declined": (RsvpStatus.DECLINED, ""),
}


class Wanted(Kept):
    """Whose day or week is shown; the reader's own, or that of their agency, when not said."""

    office: Annotated[UUID | None, BeforeValidator(lambda said: said or None)] = None
    date: CalendarDay | None = None
    view: Literal["day", "week"] = "day"


class Answered(Shape):
    """An answer by one button; `day` is that of a series, by its original start."""

    status: Literal["room", "online", "tentative", "declined"]
    day: Annotated[str, Field(max_length=20)] = ""


class Sent(Shape):
    """Who goes instead."""

    deputy: UUID


class Recalled(Shape):
    """The step by which somebody was sent."""

    step: UUID


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting of the day as the page shows it: where it is drawn, and who could go."""

    number: int
    item: Item
    columns: tuple[int, int]
    may_answer: bool
    offers: list[Offer]

    @property
    def may_send(self) -> bool:
        """Whether somebody can be sent from here: nobody was yet, and the invitation lets it be."""
        seat, chain = self.item.seat, self.item.chain
        free = chain.waiting is None and self.item.said is not RsvpStatus.DELEGATED
        return self.may_answer and free and seat is not None and not self.fixed

    @property
    def fixed(self) -> bool:
        seat = self.item.seat
        return seat is not None and seat.delegation is Delegation.NOT_ALLOWED


@dataclass(frozen=True, slots=True)
class DayOf:
    """One day of a week: what is in it, and why offices are closed."""

    day: date
    found: LeaderDay
    holidays: str
    rows: list[Row]


async def show_leader(request: Request) -> Response:
    wanted = query_of(request, Wanted)
    now = datetime.now(UTC)
    zone = request.user.timezone or settings().timezone
    day = wanted.date or now.astimezone(ZoneInfo(zone)).date()
    leader = await queries.find_leader(wanted.office, day, to=request.user)
    days = _week(day) if wanted.view == "week" else [day]
    window = Window(_midnight(days[0], zone), _midnight(days[-1] + timedelta(days=1), zone))
    known = await queries.candidates(leader, day) if wanted.view == "day" else []
    found = LeaderDay([], {})
    if leader.person is not None:
        others = [each.person.id for each in known]
        found = await queries.read_day(leader.person.id, window, to=request.user, others=others)
        await operations.look(leader, by=request.user)
    picture = picture_of(days[0], zone, [(each.starts_at, each.ends_at) for each in found.items])
    rows = [_row(n, each, found, picture, now, known) for n, each in enumerate(found.items, 1)]
    off = await calendar_between(days[0], days[-1])
    step = timedelta(days=len(days))
    return show(
        request,
        "leaders/day.html" if wanted.view == "day" else "leaders/week.html",
        name=words.date(day) if wanted.view == "day" else words.days(days[0], days[-1]),
        day=day,
        today=now.astimezone(ZoneInfo(zone)).date(),
        wanted=wanted,
        kept=wanted.kept,
        address=_address,
        before=_address(wanted, date=day - step),
        after=_address(wanted, date=day + step),
        leader=leader,
        choices=await _choices(leader, day, request),
        picture=picture,
        now_at=picture.column(now),
        found=found,
        rows=rows,
        days=[_day_of(each, zone, rows, off.off(each)) for each in days],
        printed=now,
        numbers={id(row.item): row.number for row in rows},
        answers=_answers,
        act=_act,
        same=id,
    )


async def _choices(leader: Leader, day: date, request: Request) -> list[tuple[str, str]]:
    """The offices to choose from, with the one that is shown."""
    found = await queries.choices(day, to=request.user)
    if leader.office is not None and leader.office.id not in {
        each.office.id for each in found if each.office
    }:
        found = [leader, *found]
    return [
        (str(each.office.id), f"{each.title} – {each.name}" if each.name else each.title)
        for each in found
        if each.office is not None
    ]


def _row(
    number: int,
    item: Item,
    found: LeaderDay,
    picture: Picture,
    now: datetime,
    known: list[queries.Candidate],
) -> Row:
    columns = picture.within((item.starts_at, item.ends_at))
    return Row(number, item, columns, item.may_answer(now), queries.offers(item, found, known))


def _day_of(day: date, zone: str, rows: list[Row], off: Any) -> DayOf:
    since, until = _midnight(day, zone), _midnight(day + timedelta(days=1), zone)
    mine = [row for row in rows if row.item.starts_at < until and row.item.ends_at > since]
    found = LeaderDay([row.item for row in mine], {})
    return DayOf(day, found, ", ".join(each.name for each in off), mine)


def _week(day: date) -> list[date]:
    first = day - timedelta(days=day.weekday())
    return [first + timedelta(days=n) for n in range(WEEK)]


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _address(wanted: Wanted, **other: Any) -> str:
    """The same page, but for what is said here; what is usual is left out."""
    said = {**wanted.model_dump(exclude_defaults=True), **other}
    said = {key: value for key, value in said.items() if value not in (None, "", "day")}
    return f"{HERE}?{urlencode(said)}" if said else HERE


def _act(wanted: Wanted, item: Item, verb: str) -> str:
    """Where a button of a meeting leads: back to the same day of the same office."""
    assert item.seat is not None
    _path, mark, query = _address(wanted).partition("?")
    return f"{HERE}/{item.seat.id}/{verb}{mark}{query}"


def _answers(item: Item) -> list[tuple[str, str]]:
    """The answers that a meeting offers by one button."""
    ways = {
        "in_person": [("room", _("Hadir"))],
        "online": [("online", _("Hadir"))],
        "hybrid": [("room", _("Hadir di ruang")), ("online", _("Hadir daring"))],
    }[item.meeting.mode.value]
    return [*ways, ("tentative", _("Belum pasti")), ("declined", _("Berhalangan"))]


def _place(request: Request, wanted: Wanted) -> Place:
    zone = request.user.timezone or settings().timezone
    day = wanted.date or datetime.now(ZoneInfo(zone)).date()
    window = Window(_midnight(day, zone), _midnight(day + timedelta(days=1), zone))
    return Place(request.path_params["seat"], wanted.office, day, window)


def _back(request: Request, wanted: Wanted, notice: str) -> Response:
    return see(f"{_address(wanted)}#u-{request.path_params['seat']}", notice)


async def say(request: Request) -> Response:
    wanted, said = query_of(request, Wanted), await read(request, Answered)
    status, mode = CHOICES[said.status]
    place = _place(request, wanted)
    await operations.answer(place, status, mode, read_day_key(said.day), by=request.user)
    return _back(request, wanted, _("Jawaban dicatat."))


async def send(request: Request) -> Response:
    wanted, said = query_of(request, Wanted), await read(request, Sent)
    step = await operations.send(_place(request, wanted), said.deputy, by=request.user)
    taken = step.state is not DelegationState.PROPOSED
    notice = _("{name} mewakili. Undangan dikirim kepadanya.")
    if not taken:
        notice = _("{name} diusulkan, menunggu keputusan sekretariat rapat.")
    return _back(request, wanted, notice.format(name=step.name))


async def take_back(request: Request) -> Response:
    wanted, said = query_of(request, Wanted), await read(request, Recalled)
    step = await operations.take_back(_place(request, wanted), said.step, by=request.user)
    return _back(request, wanted, _("Perwakilan oleh {name} ditarik.").format(name=step.name))


ONE = HERE + "/{seat:uuid}"

routes: list[BaseRoute] = [
    page(HERE, show_leader),
    *form(ONE + "/answer", show_leader, say),
    *form(ONE + "/send", show_leader, send),
    *form(ONE + "/recall", show_leader, take_back),
]
