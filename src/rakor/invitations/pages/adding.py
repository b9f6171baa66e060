"""Putting people on the list: one line for each, with what they are asked as."""

from typing import Annotated

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.accounts.models import User
from rakor.directory.queries import agencies, groups_visible_to
from rakor.directory.rules import EXAMPLE
from rakor.invitations import operations
from rakor.invitations.operations import Wish
from rakor.invitations.rules import read_list
from rakor.meetings import queries as meetings
from rakor.meetings.rules import DELEGATIONS, PARTS, Action, Delegation, Part
from rakor.web.answers import see, show
from rakor.web.pages import form
from rakor.web.reading import read
from rakor.web.shapes import Shape, Text
from rakor.words import N_, _

ROLES = (
    Part.PARTICIPANT,
    Part.CHAIR,
    Part.SPEAKER,
    Part.MODERATOR,
    Part.OPENER,
    Part.OBSERVER,
    Part.GUEST,
    Part.AIDE,
)
# What each policy means to whoever is invited under it, for the form to explain.
POLICIES = {
    Delegation.ALLOWED: N_("Wakil langsung masuk daftar."),
    Delegation.ALLOWED_WITH_LETTER: N_("Wakil masuk daftar setelah surat tugasnya diunggah."),
    Delegation.SAME_RANK: N_(
        "Wakil yang jenjangnya lebih rendah, atau belum diketahui, menunggu keputusan sekretariat."
    ),
    Delegation.NOT_ALLOWED: N_("Hanya yang diundang yang dapat hadir."),
}


class Added(Shape):
    """What the form holds: one line for each person, or for each address of several."""

    lines: Annotated[Text, Field(min_length=3, max_length=200_000)]
    role: Part = Part.PARTICIPANT
    delegation: Delegation = Delegation.ALLOWED
    group_address: bool = False


async def add(request: Request) -> Response:
    meeting = await meetings.find_for(
        Action.INVITE, request.path_params["meeting"], by=request.user
    )
    return show(
        request,
        "invitations/add.html",
        place="meetings",
        meeting=meeting,
        parts=await meetings.parts_of(request.user, meeting),
        tab="invitations",
        roles=[(part.value, _(PARTS[part])) for part in ROLES],
        delegations=[(each.value, _(word)) for each, word in DELEGATIONS.items()],
        policies=[(_(DELEGATIONS[each]), _(meaning)) for each, meaning in POLICIES.items()],
        codes=await agencies().order_by("precedence", "name").limit(200),
        saved=await saved_groups(request.user),
        example=EXAMPLE,
        asked=None,
        expansion=None,
    )


async def saved_groups(user: User) -> list[tuple[str, str]]:
    """The groups that somebody may invite, as (key, name), for a form to choose from.

    None for whoever prepares this meeting, but does not see the directory.
    """
    if not user.sees_directory:
        return []
    found = await groups_visible_to(user).order_by("name", "id")
    return [(str(group.id), group.name) for group in found]


async def put_on_list(request: Request) -> Response:
    wish = await read(request, Added)
    wishes = [
        Wish(
            email=each.email,
            name=each.name,
            agency=each.agency,
            role=wish.role,
            is_group=wish.group_address,
        )
        for each in read_list(wish.lines)
    ]
    meeting_id = request.path_params["meeting"]
    made = await operations.invite(meeting_id, wishes, wish.delegation, by=request.user)
    notice = _("{count} undangan masuk daftar.").format(count=len(made))
    return see(f"/meetings/{meeting_id}/invitations", notice)


routes = [*form("/meetings/{meeting:uuid}/invitations/add", add, put_on_list)]
