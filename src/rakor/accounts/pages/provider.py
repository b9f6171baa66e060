"""Doors to and from another provider (OpenID Connect)."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from rakor.accounts import operations
from rakor.accounts.pages.ground import agent_of, go_on, hold_step, let_go, step_name, step_of
from rakor.accounts.rules import StepKind
from rakor.web.addresses import client_address, local_path
from rakor.web.pages import page


async def leave(request: Request) -> Response:
    """Off to the provider, which sends the browser back to `come_back`."""
    way, step = await operations.begin_provider(
        address=client_address(request.scope),
        after=local_path(request.query_params.get("next", "/")),
    )
    answer = RedirectResponse(way, 303)
    answer.headers["Referrer-Policy"] = "no-referrer"
    hold_step(answer, StepKind.PROVIDER, step)
    return answer


async def come_back(request: Request) -> Response:
    entrance = await operations.finish_provider(
        step_of(request, StepKind.PROVIDER),
        dict(request.query_params),
        address=client_address(request.scope),
        agent=agent_of(request),
    )
    answer = await go_on(request, entrance)
    let_go(answer, step_name(StepKind.PROVIDER))
    return answer


routes: list[BaseRoute] = [
    page("/sign-in/oidc", leave, open_to_all=True),
    page("/sign-in/oidc/callback", come_back, open_to_all=True),
]
