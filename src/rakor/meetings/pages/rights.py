"""The tables of rights as they are in force, for those who answer for them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.accounts.rules import RIGHT_WORDS, RIGHTS, ROLES, Right, check_may
from rakor.meetings.rules import ACTIONS, OBJECT_STATES, PARTS, alike
from rakor.web.answers import show
from rakor.web.pages import page


async def rights(request: Request) -> Response:
    """Role × act, part × act, and what the state of a thing changes; read from the rules."""
    check_may(Right.SEE_RIGHTS, request.user.role)
    return show(
        request,
        "meetings/rights.html",
        roles=ROLES,
        rights=[(word, RIGHTS[right]) for right, word in RIGHT_WORDS.items()],
        parts=[([PARTS[part] for part in parts], actions) for parts, actions in alike()],
        actions=ACTIONS,
        states=OBJECT_STATES,
    )


routes: list[BaseRoute] = [page("/rights", rights)]
