"""What the secretariat decides about deputies, from the list of those invited."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.invitations import queries
from rakor.invitations.models import DelegationStep
from rakor.invitations.operations import delegating
from rakor.web.answers import back
from rakor.web.pages import act
from rakor.web.reading import read
from rakor.web.shapes import Line, Shape
from rakor.words import _


class Refused(Shape):
    """Why a deputy is not let in, in the words they are told."""

    reason: Annotated[Line, Field(min_length=1, max_length=1000)]


async def accept(request: Request) -> Response:
    step = await delegating.accept(await _step(request), by=request.user)
    return _shown(request, step, _("{name} diterima sebagai wakil."))


async def reject(request: Request) -> Response:
    wish = await read(request, Refused)
    step = await delegating.reject(await _step(request), wish.reason, by=request.user)
    return _shown(request, step, _("{name} ditolak sebagai wakil."))


async def revoke(request: Request) -> Response:
    step = await delegating.revoke(await _step(request), by=request.user)
    return _shown(request, step, _("Perwakilan oleh {name} ditarik kembali."))


async def _step(request: Request) -> UUID:
    step = await queries.find_step(request.path_params["step"], to=request.user)
    return step.id


def _shown(request: Request, step: DelegationStep, said: str) -> Response:
    here = f"/meetings/{step.meeting_id}/invitations"
    return back(request, here, said.format(name=step.name))


routes = [
    act("/delegations/{step:uuid}/accept", accept),
    act("/delegations/{step:uuid}/reject", reject),
    act("/delegations/{step:uuid}/revoke", revoke),
]
