"""Review for people: initials and their order, who stands in, remarks, and earlier wordings."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.errors import Invalid
from rakor.letters.rules import SIGNING_MODES, SigningMode
from rakor.meetings.rules import Action, check_may
from rakor.minutes import operations, queries
from rakor.minutes.pages.minutes import HERE, Read, key, sheet, url
from rakor.minutes.rules import Remark, Reviewers, StandIn
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import checked, read
from rakor.web.shapes import Line, Shape, Text
from rakor.words import _
from rakor.words.dates import zone


class Order(Read):
    """Addresses, one a line, in the order of their initials, and until when all of them.

    `confidential` are those of them who also read confidential items.
    """

    reviewers: Annotated[Text, Field(max_length=4000)] = ""
    confidential: Annotated[Text, Field(max_length=4000)] = ""
    due: Annotated[Line, Field(max_length=20)] = ""


class Authority(Read):
    """Who approves in the place of the chair; an empty address takes it back."""

    person: Annotated[Line, Field(max_length=254)] = ""
    mode: SigningMode = SigningMode.ON_BEHALF
    title: Annotated[Line, Field(max_length=250)] = ""
    chain: Annotated[Text, Field(max_length=520)] = ""
    acting_from: date | None = None
    acting_until: date | None = None
    decree_number: Annotated[Line, Field(max_length=120)] = ""


class Initials(Read):
    """What a reviewer says beside their initials."""

    comment: Annotated[Text, Field(max_length=5000)] = ""


class NewComment(Shape):
    """A remark on a section."""

    section: Annotated[Line, Field(min_length=1, max_length=40)]
    text: Remark


class Settling(Shape):
    """Whether the remark is settled, or open again."""

    settled: bool = True


class Restoring(Read):
    """Which earlier wording comes back."""

    back_to: Annotated[int, Field(ge=1)]


async def reviewers_form(request: Request) -> Response:
    reading, minutes = await queries.writing(key(request), by=request.user)
    tz = zone(reading.meeting.timezone)
    due = next((each.due for each in reading.reviews if each.due), None)
    return show(
        request,
        "minutes/reviewers.html",
        meeting=reading.meeting,
        parts=reading.parts,
        minutes=minutes,
        reviews=reading.reviews,
        due=due.astimezone(tz).strftime("%Y-%m-%dT%H:%M") if due else "",
    )


async def name_reviewers(request: Request) -> Response:
    typed = await read(request, Order)
    meeting = (await queries.reading(key(request), to=request.user)).meeting
    due = typed.due and _moment(typed.due, meeting.timezone)
    names, chosen = _lines(typed.reviewers), {name.lower() for name in _lines(typed.confidential)}
    if chosen - {name.lower() for name in names}:
        raise Invalid.field("confidential", _("Sebut hanya alamat yang ada dalam daftar di atas."))
    named = [
        {"person": name, "due": due or None, "confidential": name.lower() in chosen}
        for name in names
    ]
    wanted = checked(Reviewers, {"reviewers": named})
    await operations.name_reviewers(key(request), wanted, by=request.user, revision=typed.revision)
    return see(url(request), _("Pemaraf tersimpan."))


def _lines(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]


def _moment(typed: str, timezone: str) -> datetime | str:
    """The hour on the form is that of the meeting; what is none is refused with the field."""
    if len(typed) != len("2026-12-01T09:00"):
        return typed
    return checked(_Moment, {"at": typed}).at.replace(tzinfo=zone(timezone))


class _Moment(Shape):
    at: datetime


async def stand_in_form(request: Request) -> Response:
    reading = await queries.reading(key(request), to=request.user)
    check_may(Action.APPROVE_MINUTES, reading.parts)
    minutes, _document = reading.told
    return show(
        request,
        "minutes/stand_in.html",
        meeting=reading.meeting,
        parts=reading.parts,
        minutes=minutes,
        authority=minutes.authority or {},
        modes=SIGNING_MODES,
    )


async def name_stand_in(request: Request) -> Response:
    typed = await read(request, Authority)
    wanted = None
    if typed.person:
        said = typed.model_dump(exclude={"revision", "chain"})
        wanted = checked(StandIn, said | {"chain": _lines(typed.chain)})
    await operations.name_stand_in(key(request), wanted, by=request.user, revision=typed.revision)
    return see(url(request), _("Yang menyetujui tersimpan."))


async def initial(request: Request) -> Response:
    typed = await read(request, Initials)
    reading = await queries.reading(key(request), to=request.user)
    await operations.initial(
        key(request), by=request.user, revision=typed.revision, comment=typed.comment
    )
    return see(url(request) if reading.parts else "/", _("Paraf Anda tercatat."))


async def comment(request: Request) -> Response:
    typed = await read(request, NewComment)
    await operations.comment(key(request), typed.section, typed.text, by=request.user)
    return see(url(request), _("Catatan telaah tersimpan."))


async def settle(request: Request) -> Response:
    typed = await read(request, Settling)
    which = request.path_params["comment"]
    await operations.settle_comment(key(request), which, by=request.user, settled=typed.settled)
    return see(url(request), _("Catatan telaah diperbarui."))


async def history(request: Request) -> Response:
    section = request.path_params["section"]
    reading, minutes, rows = await queries.history_of(key(request), section, by=request.user)
    return show(
        request,
        "minutes/history.html",
        meeting=reading.meeting,
        parts=reading.parts,
        minutes=minutes,
        reading=reading,
        section=section,
        title=queries.sections_read(reading).get(section, ""),
        rows=rows,
    )


async def restore(request: Request) -> Response:
    typed = await read(request, Restoring)
    section = request.path_params["section"]
    await operations.restore(
        key(request), section, typed.back_to, by=request.user, seen=typed.revision
    )
    return see(f"{url(request)}/sections/{section}", _("Isi yang dahulu dipakai lagi."))


routes: list[BaseRoute] = [
    *form(f"{HERE}/reviewers", reviewers_form, name_reviewers),
    *form(f"{HERE}/stand-in", stand_in_form, name_stand_in),
    *form(f"{HERE}/initial", sheet, initial),
    *form(f"{HERE}/comments", sheet, comment),
    act(f"{HERE}/comments/{{comment:uuid}}/settle", settle),
    page(f"{HERE}/sections/{{section}}", history),
    act(f"{HERE}/sections/{{section}}/restore", restore),
]
