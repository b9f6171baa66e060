"""Inviting kinds of office over regions: one line, whom it means, and then the list."""

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from pydantic import Field, field_validator
from starlette.requests import Request
from starlette.responses import Response

from rakor import journal
from rakor.directory.rules import EXAMPLE, GAPS, HOLDING_PREFIX, LONGEST
from rakor.invitations import operations
from rakor.invitations.operations import Wish
from rakor.invitations.pages.adding import ROLES, saved_groups
from rakor.meetings import queries as meetings
from rakor.meetings.rules import DELEGATIONS, PARTS, Action, Delegation, Part
from rakor.web.answers import see, show
from rakor.web.pages import form
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape
from rakor.words import _


class Said(Shape):
    """A group as one line, or the key of a saved one."""

    line: Annotated[Line, Field(max_length=LONGEST)] = ""
    saved: UUID | None = None

    @field_validator("saved", mode="before")
    @classmethod
    def _none(cls, key: Any) -> Any:
        return key or None

    @property
    def group(self) -> str:
        return self.line or str(self.saved or "")

    def query(self) -> str:
        """The same question again, as part of an address."""
        return urlencode({"line": self.line} if self.line else {"saved": self.saved or ""})


class Chosen(Shape):
    """The offices that were left checked, and as what they are invited."""

    office: list[UUID] = []
    role: Part = Part.PARTICIPANT
    delegation: Delegation = Delegation.ALLOWED


async def preview(request: Request) -> Response:
    meeting = await meetings.find_for(
        Action.INVITE, request.path_params["meeting"], by=request.user
    )
    asked = query_of(request, Said)
    found = None
    if asked.group:
        found, refusal = await operations.try_group(meeting, asked.group, by=request.user)
        request.state.refusal = getattr(request.state, "refusal", None) or refusal
    if found:
        await journal.looked(
            "group.expanded",
            by=request.user,
            group=found.group.text,
            meeting=str(meeting.id),
            offices=len(found.seats),
        )
    return show(
        request,
        "invitations/group.html",
        place="meetings",
        meeting=meeting,
        parts=await meetings.parts_of(request.user, meeting),
        tab="invitations",
        asked=asked,
        saved=await saved_groups(request.user),
        example=EXAMPLE,
        expansion=found,
        gaps=GAPS,
        prefixes=HOLDING_PREFIX,
        picked=getattr(request.state, "typed", {}).get("office"),
        roles=[(part.value, _(PARTS[part])) for part in ROLES],
        delegations=[(each.value, _(word)) for each, word in DELEGATIONS.items()],
    )


async def put_on_list(request: Request) -> Response:
    asked = query_of(request, Said)
    chosen = await read(request, Chosen)
    meeting_id = request.path_params["meeting"]
    wish = Wish(group=asked.group, only=frozenset(chosen.office), role=chosen.role)
    made = await operations.invite(meeting_id, [wish], chosen.delegation, by=request.user)
    notice = _("{count} jabatan masuk daftar undangan.").format(count=len(made))
    return see(f"/meetings/{meeting_id}/invitations", notice)


routes = [*form("/meetings/{meeting:uuid}/invitations/group", preview, put_on_list)]
