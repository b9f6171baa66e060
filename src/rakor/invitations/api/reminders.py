"""Doors for programs: the reminders of a meeting."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.errors import Invalid
from rakor.invitations.operations import reminding as operations
from rakor.invitations.queries import reminding as queries
from rakor.invitations.rules import Lead, ReminderKind
from rakor.invitations.rules.reminders import LEAST, MOST
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.web.shapes import Answer, Shape, Text, Written
from rakor.words import _


class Reminder(Shape):
    """When one kind of reminder goes: to answer, to come, or to join."""

    kind: ReminderKind
    minutes_before: Annotated[int, Field(ge=LEAST, le=MOST)]
    active: bool = True


class Plan(Shape):
    """What is not named stays as it is."""

    reminders: Annotated[list[Reminder], Field(min_length=1, max_length=3)]


class Now(Shape):
    """Remind those who have not answered, or those who come; the note is the organizer's."""

    kind: Literal["answer", "meeting"]
    note: Annotated[Text, Field(max_length=1000)] = ""


class ReminderRead(Answer):
    kind: ReminderKind
    minutes_before: int
    active: bool
    about: datetime | None = Field(description="The moment that it is about")
    due_at: datetime | None = Field(description="When it goes to those in the meeting's zone")
    recipients: int
    sent: int


class Reminders(Answer):
    items: list[ReminderRead]


class RemindersWritten(Reminders, Written):
    pass


class Queued(Written):
    queued: int


async def _shown(meeting: Meeting) -> list[ReminderRead]:
    return [
        ReminderRead(
            kind=each.lead.kind,
            minutes_before=each.lead.minutes_before,
            active=each.lead.active,
            about=each.about,
            due_at=each.due_at,
            recipients=each.recipients,
            sent=each.sent,
        )
        for each in await queries.overview(meeting, datetime.now(UTC))
    ]


async def reminders(request: Request) -> Response:
    meeting = await find_for(Action.INVITE, request.path_params["meeting"], by=request.user)
    return answer(Reminders(items=await _shown(meeting)))


async def plan(request: Request) -> Response:
    wish = await read(request, Plan)
    if len({each.kind for each in wish.reminders}) < len(wish.reminders):
        raise Invalid.field("reminders", _("Sebutkan setiap pengingat satu kali saja."))
    wished = [Lead(each.kind, each.minutes_before, each.active) for each in wish.reminders]
    meeting_id = request.path_params["meeting"]
    await operations.plan_reminders(meeting_id, wished, by=request.user)
    meeting = await find_for(Action.INVITE, meeting_id, by=request.user)
    return answer(RemindersWritten(items=await _shown(meeting)))


async def send(request: Request) -> Response:
    wish = await read(request, Now)
    count = await operations.remind_now(
        request.path_params["meeting"], ReminderKind(wish.kind), wish.note, by=request.user
    )
    return answer(Queued(queued=count), 202)


endpoints = [
    Endpoint(
        "GET",
        "/meetings/{meeting:uuid}/reminders",
        reminders,
        "What reminds those invited, when, and how many of them",
        gives=Reminders,
    ),
    Endpoint(
        "PUT",
        "/meetings/{meeting:uuid}/reminders",
        plan,
        "Say when reminders go, or that they do not",
        takes=Plan,
        gives=RemindersWritten,
    ),
    Endpoint(
        "POST",
        "/meetings/{meeting:uuid}/reminders/send",
        send,
        "Remind those who have not answered, or those who come, at once",
        takes=Now,
        gives=Queued,
        status=202,
    ),
]
