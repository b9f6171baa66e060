"""What is done to a whole programme: moved with all its events, and invited to in one act."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory.rules import EXAMPLE
from rakor.errors import Invalid
from rakor.invitations.operations import Wish
from rakor.invitations.pages.adding import ROLES, saved_groups
from rakor.invitations.rules import read_list
from rakor.meetings.rules import DELEGATIONS, PARTS, Delegation, Part
from rakor.programmes import operations, queries
from rakor.programmes.operations.inviting import OPEN
from rakor.programmes.operations.moving import foreseen
from rakor.programmes.pages.ground import ONE, around, here, programme_id
from rakor.programmes.rules import MoveFacts
from rakor.web.answers import see, show
from rakor.web.pages import form
from rakor.web.reading import checked, read
from rakor.web.shapes import Line, Shape, Text
from rakor.words import _, ngettext


async def show_move(request: Request) -> Response:
    """The form, and with `?days=` or `?minutes=` what moving would mean."""
    programme = await queries.find_for_planning(programme_id(request), by=request.user)
    said = {name: request.query_params.get(name, "") for name in ("days", "minutes")}
    if request.method == "POST":
        body = getattr(request.state, "typed", None) or {}
        said = {name: str(body.get(name, "")) for name in said}
    facts, wrong = MoveFacts(), None
    try:
        facts = checked(MoveFacts, {name: value for name, value in said.items() if value})
        moving = await foreseen(programme, facts, to=request.user)
    except Invalid as refusal:
        facts, wrong = MoveFacts(), refusal
        moving = await foreseen(programme, facts, to=request.user)
    if wrong is not None and not getattr(request.state, "refusal", None):
        request.state.refusal = wrong
    return show(
        request,
        "programmes/move.html",
        **around(request, programme),
        facts=facts,
        said=said,
        moving=moving,
        foreseen=bool(facts.days or facts.minutes),
    )


async def move(request: Request) -> Response:
    facts = await read(request, MoveFacts)
    moving = await operations.move(programme_id(request), facts, by=request.user)
    told = ngettext("{n} orang diberi tahu.", "{n} orang diberi tahu.", moving.told)
    notice = _("Rangkaian acara digeser.")
    return see(here(request), f"{notice} {told.format(n=moving.told)}" if moving.told else notice)


class Invited(Shape):
    """What the form holds: lines of addresses or a group, and to which events."""

    lines: Annotated[Text, Field(max_length=200_000)] = ""
    group: Annotated[Line, Field(max_length=400)] = ""
    sessions: list[UUID] = []
    role: Part = Part.PARTICIPANT
    delegation: Delegation = Delegation.ALLOWED

    def wishes(self) -> list[Wish]:
        """One wish for each line, and one for the group."""
        found = [
            Wish(email=each.email, name=each.name, agency=each.agency, role=self.role)
            for each in (read_list(self.lines) if self.lines.strip() else [])
        ]
        if self.group.strip():
            found.append(Wish(group=self.group.strip(), role=self.role))
        if not found:
            raise Invalid.field("lines", _("Tulis alamat, atau sebut satu kelompok."))
        return found


async def show_invite(request: Request) -> Response:
    programme = await queries.find_for_planning(programme_id(request), by=request.user)
    events = await queries.events_of(programme, to=request.user)
    return show(
        request,
        "programmes/invite.html",
        **around(request, programme, events),
        events=[each for each in events if each.meeting and each.meeting.state in OPEN],
        roles=[(part.value, _(PARTS[part])) for part in ROLES],
        delegations=[(each.value, _(word)) for each, word in DELEGATIONS.items()],
        groups=await saved_groups(request.user),
        example=EXAMPLE,
    )


async def invite(request: Request) -> Response:
    said = await read(request, Invited)
    if not said.sessions:
        raise Invalid.field("sessions", _("Pilih sekurang-kurangnya satu acara."))
    found = await operations.invite(
        programme_id(request), said.wishes(), said.sessions, said.delegation, by=request.user
    )
    seats, letters = sum(each.added for each in found), sum(each.letters for each in found)
    notice = _("{seats} undangan masuk daftar, {letters} surat dikirim.")
    return see(here(request), notice.format(seats=seats, letters=letters))


routes: list[BaseRoute] = [
    *form(f"{ONE}/move", show_move, move),
    *form(f"{ONE}/invite", show_invite, invite),
]
