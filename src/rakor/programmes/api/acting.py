"""Acts on a whole programme for programs: moving it, and inviting to it."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.invitations.operations import Wish
from rakor.programmes import operations
from rakor.programmes.api.programmes import ONE, answered
from rakor.programmes.api.shapes import ProgrammeAnswer, programme_id
from rakor.programmes.rules import InviteFacts, MoveFacts
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import read
from rakor.web.shapes import Answer, Written


class InvitedTo(Answer):
    """How many were put on the list of an event, and how many letters go out for it."""

    session: UUID
    meeting: UUID | None
    added: int
    letters: int


class InvitedAnswer(Written):
    """What inviting came to, by event."""

    items: list[InvitedTo]


async def move(request: Request) -> Response:
    facts = await read(request, MoveFacts)
    await operations.move(
        programme_id(request), facts, revision=expected_revision(request), by=request.user
    )
    return await answered(request)


async def invite(request: Request) -> Response:
    said = await read(request, InviteFacts)
    wishes = [
        Wish(
            email=each.email or "",
            name=each.name,
            agency=each.agency,
            role=each.role,
            person=each.person,
            office=each.office,
            group=each.group,
            reachable_only=each.reachable_only,
        )
        for each in said.to
    ]
    found = await operations.invite(
        programme_id(request),
        wishes,
        said.sessions,
        said.delegation,
        send=said.send,
        by=request.user,
    )
    items = [
        InvitedTo(
            session=each.event.id,
            meeting=each.event.row.meeting_id,
            added=each.added,
            letters=each.letters,
        )
        for each in found
    ]
    return answer(InvitedAnswer(items=items))


endpoints = [
    Endpoint("POST", f"{ONE}/move", move, "Move every event by the same time, or none",
             takes=MoveFacts, gives=ProgrammeAnswer),
    Endpoint("POST", f"{ONE}/invite", invite, "Invite people to all or some events in one act",
             takes=InviteFacts, gives=InvitedAnswer),
]  # fmt: skip
