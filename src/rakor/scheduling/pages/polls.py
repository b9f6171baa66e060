"""The pages of a poll for those who prepare the meeting: ask, look on, change, settle."""

from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.pages.forms import ZONE_CHOICES
from rakor.meetings.rules import Action, State
from rakor.scheduling import operations, queries
from rakor.scheduling.models import Poll, PollOption
from rakor.scheduling.pages.times import lengths, meeting_id, shown, usual
from rakor.scheduling.rules.polls import (
    CHOICES,
    MOST_OPTIONS,
    POLL_STATES,
    OptionFacts,
    PollChanges,
    PollFacts,
    PollState,
)
from rakor.web.answers import see, show
from rakor.web.pages import act, form
from rakor.web.reading import checked, read
from rakor.web.shapes import Line, Shape, Text
from rakor.words import _, ngettext

HERE = "/meetings/{meeting:uuid}/poll"
ONE = f"{HERE}/{{poll:uuid}}"
OPTION = f"{ONE}/options/{{option:uuid}}"
ROWS = 6
END_OF_DAY = time(23, 59)
Day = Annotated[date | None, BeforeValidator(lambda said: said or None)]
Clock = Annotated[time | None, BeforeValidator(lambda said: said or None)]


class Row(Shape):
    """A line of the form: a day and an hour, or nothing."""

    day: Day = None
    clock: Clock = None


def _place(line: tuple[str, Row]) -> tuple[int, str]:
    """Where a line stands, by its name: 2 before 10."""
    return len(line[0]), line[0]


class NewPoll(Shape):
    """The form by which times are asked about."""

    options: dict[str, Row] = {}
    minutes: int
    timezone: Annotated[Line, Field(max_length=40)]
    deadline: date
    note: Annotated[Text, Field(max_length=2000)] = ""
    hidden: bool = False

    def facts(self) -> PollFacts:
        """What it asks; empty lines are left out, half-filled ones are refused."""
        rows = [row for _n, row in sorted(self.options.items(), key=_place)]
        return checked(
            PollFacts,
            {
                "options": [
                    {**row.model_dump(), "minutes": self.minutes, "timezone": self.timezone}
                    for row in rows
                    if row.day or row.clock
                ],
                "deadline": end_of(self.deadline, self.timezone),
                "note": self.note,
                "hidden": self.hidden,
            },
        )


class OptionForm(OptionFacts):
    """An option with the version of it that was seen."""

    revision: Annotated[int, Field(ge=1)] = 1

    def facts(self) -> OptionFacts:
        return OptionFacts.model_validate(self.model_dump(exclude={"revision"}))


class ChangedPoll(Shape):
    """What is changed of a poll; a box that is not ticked is not sent."""

    deadline: date
    note: Annotated[Text, Field(max_length=2000)] = ""
    hidden: bool = False
    revision: Annotated[int, Field(ge=1)]


class Seen(Shape):
    """Which version of an option was seen."""

    revision: Annotated[int, Field(ge=1)]


def end_of(day: date, zone: str) -> datetime:
    """The last minute of a day, as the clocks of a zone show it."""
    try:
        return datetime.combine(day, END_OF_DAY, ZoneInfo(zone))
    except (ValueError, OSError, KeyError):
        # Which the options refuse by name.
        return datetime.combine(day, END_OF_DAY, ZoneInfo("UTC"))


async def show_poll(request: Request) -> Response:
    meeting = await meetings.find_for(Action.INVITE, meeting_id(request), by=request.user)
    poll = await queries.latest_poll(meeting.id)
    if poll is None or poll.state is PollState.DROPPED:
        return await _show_new(request, meeting)
    return await _show_standing(request, meeting, poll)


async def _show_new(request: Request, meeting: Meeting) -> Response:
    """The form, filled with the times that suit best by what calendars say."""
    await queries.movable(meeting.id, by=request.user)
    wanted = usual(meeting)
    found = await queries.find_times(meeting, wanted, to=request.user)
    zone = ZoneInfo(meeting.timezone)
    times = [each.starts_at.astimezone(zone) for each in shown(found, meeting)][:3]
    return show(
        request,
        "scheduling/poll_new.html",
        meeting=meeting,
        parts=await meetings.parts_of(request.user, meeting),
        rows=[(str(n), times[n] if n < len(times) else None) for n in range(ROWS)],
        lengths=lengths(wanted.minutes),
        length=wanted.minutes,
        zone_choices=ZONE_CHOICES,
        seats=len(found.places),
    )


async def _show_standing(request: Request, meeting: Meeting, poll: Poll) -> Response:
    standing = await queries.standing(poll, meeting)
    chosen = await PollOption.get_or_none(id=poll.chosen_id) if poll.chosen_id else None
    return show(
        request,
        "scheduling/poll.html",
        meeting=meeting,
        parts=await meetings.parts_of(request.user, meeting),
        poll=poll,
        standing=standing,
        chosen=chosen,
        choices=CHOICES,
        states=POLL_STATES,
        lengths=lengths(standing.asked[0].option.minutes if standing.asked else 120),
        zone_choices=ZONE_CHOICES,
        room_for_more=len(standing.asked) < MOST_OPTIONS,
        last_day=poll.deadline.astimezone(ZoneInfo(meeting.timezone)).date(),
        draft=meeting.state is State.DRAFT,
    )


async def begin(request: Request) -> Response:
    wish = await read(request, NewPoll)
    await meetings.find_for(Action.INVITE, meeting_id(request), by=request.user)
    await operations.begin_poll(meeting_id(request), wish.facts(), by=request.user)
    return _back(request, _("Pilihan waktu ditanyakan kepada semua yang ada dalam daftar."))


async def change(request: Request) -> Response:
    poll, meeting = await _poll(request)
    wish = await read(request, ChangedPoll)
    given: dict[str, Any] = {"note": wish.note, "hidden": wish.hidden}
    if wish.deadline != poll.deadline.astimezone(ZoneInfo(meeting.timezone)).date():
        given["deadline"] = end_of(wish.deadline, meeting.timezone)
    await operations.change_poll(
        poll.id, PollChanges(**given), revision=wish.revision, by=request.user
    )
    return _back(request, _("Perubahan disimpan."))


async def add_option(request: Request) -> Response:
    poll, _meeting = await _poll(request)
    await operations.add_option(poll.id, (await read(request, OptionForm)).facts(), by=request.user)
    return _back(request, _("Pilihan waktu ditambahkan. Jawaban atas pilihan lain tetap."))


async def move_option(request: Request) -> Response:
    poll, _meeting = await _poll(request)
    wish = await read(request, OptionForm)
    await operations.move_option(
        option_id(request), wish.facts(), poll_id=poll.id, revision=wish.revision, by=request.user
    )
    return _back(request, _("Pilihan waktu diubah. Jawaban atas pilihan lain tetap."))


async def remove_option(request: Request) -> Response:
    poll, _meeting = await _poll(request)
    await operations.remove_option(option_id(request), poll_id=poll.id, by=request.user)
    return _back(request, _("Pilihan waktu dihapus. Jawaban atas pilihan lain tetap."))


async def remind(request: Request) -> Response:
    poll, _meeting = await _poll(request)
    count = await operations.remind_missing(poll.id, by=request.user)
    said = ngettext("{n} kursi diingatkan.", "{n} kursi diingatkan.", count)
    return _back(request, said.format(n=count))


async def close(request: Request) -> Response:
    poll, _meeting = await _poll(request)
    await operations.close_poll(poll.id, by=request.user)
    return _back(request, _("Jajak waktu ditutup."))


async def drop(request: Request) -> Response:
    poll, _meeting = await _poll(request)
    await operations.drop_poll(poll.id, by=request.user)
    return see(f"/meetings/{meeting_id(request)}", _("Jajak waktu dibatalkan."))


async def settle(request: Request) -> Response:
    poll, _meeting = await _poll(request)
    wish = await read(request, Seen)
    meeting = await operations.settle_poll(
        poll.id, option_id(request), revision=wish.revision, by=request.user
    )
    here = f"/meetings/{meeting.id}"
    if meeting.state is State.DRAFT:
        return see(
            f"{here}/approval",
            _("Waktu ditetapkan dan persetujuannya diajukan. Rapat terbit dan undangan dikirim "
              "begitu disetujui."),
        )  # fmt: skip
    return see(here, _("Waktu ditetapkan, rapat terbit, dan undangan dikirim."))


def option_id(request: Request) -> UUID:
    key: UUID = request.path_params["option"]
    return key


async def _poll(request: Request) -> tuple[Poll, Meeting]:
    return await queries.find_poll(
        request.path_params["poll"], of=meeting_id(request), to=request.user
    )


def _back(request: Request, notice: str) -> Response:
    return see(f"/meetings/{meeting_id(request)}/poll", notice)


routes: list[BaseRoute] = [
    *form(HERE, show_poll, begin),
    act(f"{ONE}/change", change),
    act(f"{ONE}/options", add_option),
    act(OPTION, move_option),
    act(f"{OPTION}/remove", remove_option),
    act(f"{OPTION}/settle", settle),
    act(f"{ONE}/remind", remind),
    act(f"{ONE}/close", close),
    act(f"{ONE}/drop", drop),
]
