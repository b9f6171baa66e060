"""The reminders of a meeting: what goes when and to how many, and sending one now."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.invitations.operations import reminding as operations
from rakor.invitations.queries import reminding as queries
from rakor.invitations.queries.reminding import Planned
from rakor.invitations.rules import REMINDERS, Lead, ReminderKind
from rakor.invitations.rules.reminders import DAY, MINUTES_BEFORE
from rakor.meetings import queries as meetings
from rakor.meetings.rules import Action, State
from rakor.web.answers import see, show
from rakor.web.pages import form
from rakor.web.reading import read
from rakor.web.shapes import Shape, Text
from rakor.words import _, ngettext

OFF = "off"
Chosen = Annotated[str, Field(pattern=r"^(off|[0-9]{1,5})$")]
CHOICES = {
    ReminderKind.ANSWER: (DAY, 2 * DAY, 3 * DAY, 5 * DAY, 7 * DAY, 14 * DAY),
    ReminderKind.MEETING: (3 * 60, 6 * 60, DAY, 2 * DAY, 3 * DAY, 7 * DAY),
    ReminderKind.JOIN: (10, 15, 30, 60, 120),
}


class Plan(Shape):
    """What the form holds: for each reminder the minutes before, or that it does not go."""

    answer: Chosen
    meeting: Chosen
    join: Chosen | None = None


class Now(Shape):
    """Who is reminded now, and what the organizer adds."""

    kind: Literal["answer", "meeting"]
    note: Annotated[Text, Field(max_length=1000)] = ""


def said(minutes: int) -> str:
    """A time before something, in the largest unit that fits."""
    days, hours = minutes // DAY, minutes // 60
    if minutes == days * DAY:
        return ngettext("{n} hari sebelumnya", "{n} hari sebelumnya", days).format(n=days)
    if minutes == hours * 60:
        return ngettext("{n} jam sebelumnya", "{n} jam sebelumnya", hours).format(n=hours)
    return ngettext("{n} menit sebelumnya", "{n} menit sebelumnya", minutes).format(n=minutes)


async def reminders(request: Request) -> Response:
    meeting = await meetings.find_for(
        Action.INVITE, request.path_params["meeting"], by=request.user
    )
    planned = await queries.overview(meeting, datetime.now(UTC))
    return show(
        request,
        "invitations/reminders.html",
        place="meetings",
        meeting=meeting,
        parts=await meetings.parts_of(request.user, meeting),
        tab="invitations",
        planned=planned,
        words=REMINDERS,
        choices={each.lead.kind: _choices(each) for each in planned},
        ahead=planned[0].about is not None and meeting.state in queries.ON,
        changeable=meeting.state in (*queries.ON, State.DRAFT, State.POSTPONED),
        counts_by_kind={each.lead.kind.value: each.recipients for each in planned},
    )


def _choices(planned: Planned) -> list[tuple[str, str]]:
    """What one reminder may be set to, with what it is set to among it."""
    lead = planned.lead
    minutes = sorted({*CHOICES[lead.kind], lead.minutes_before})
    return [(OFF, _("Tidak dikirim")), *((str(each), said(each)) for each in minutes)]


async def plan(request: Request) -> Response:
    meeting_id = request.path_params["meeting"]
    wish = await read(request, Plan)
    chosen = {
        ReminderKind.ANSWER: wish.answer,
        ReminderKind.MEETING: wish.meeting,
        ReminderKind.JOIN: wish.join,
    }
    wished = [_lead(kind, text) for kind, text in chosen.items() if text is not None]
    await operations.plan_reminders(meeting_id, wished, by=request.user)
    return see(_here(meeting_id), _("Pengingat disimpan."))


def _lead(kind: ReminderKind, text: str) -> Lead:
    if text == OFF:
        return Lead(kind, MINUTES_BEFORE[kind], active=False)
    return Lead(kind, int(text))


async def send(request: Request) -> Response:
    meeting_id = request.path_params["meeting"]
    wish = await read(request, Now)
    count = await operations.remind_now(
        meeting_id, ReminderKind(wish.kind), wish.note, by=request.user
    )
    notice = ngettext("{n} pengingat dikirim.", "{n} pengingat dikirim.", count).format(n=count)
    return see(_here(meeting_id), notice)


def _here(meeting_id: object) -> str:
    return f"/meetings/{meeting_id}/invitations/reminders"


routes = [
    *form("/meetings/{meeting:uuid}/invitations/reminders", reminders, plan),
    *form("/meetings/{meeting:uuid}/invitations/reminders/send", reminders, send),
]
