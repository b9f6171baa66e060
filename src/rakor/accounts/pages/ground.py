"""What the doors of accounts share: cookies of a step, and going on once somebody is let in."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.accounts import operations, rules
from rakor.accounts.operations import Entrance
from rakor.accounts.rules import StepKind
from rakor.settings import settings
from rakor.web.addresses import local_path
from rakor.web.answers import answer, see, wants_page
from rakor.web.middleware import set_session
from rakor.web.shapes import Line

ONE = "/{id:uuid}"
LINK = "rakor_link"  # what the browser holds that asked for a link

# A wrong address is refused like a wrong password, so it is not looked at closely.
Typed = Annotated[Line, Field(min_length=1, max_length=254)]
After = Annotated[str, Field(max_length=500)]


def key_of(request: Request) -> UUID:
    key: UUID = request.path_params["id"]
    return key


def agent_of(request: Request) -> str:
    return request.headers.get("user-agent", "")


def hold(answer: Response, name: str, secret: str, seconds: float) -> None:
    """Give a browser what it goes on with; scripts do not see it, other sites do not send it."""
    answer.set_cookie(
        name,
        secret,
        max_age=int(seconds),
        httponly=True,
        samesite="lax",
        secure=settings().secure,
        path="/",
    )


def step_name(kind: StepKind) -> str:
    return f"rakor_{kind.value}"


def hold_step(answer: Response, kind: StepKind, secret: str) -> None:
    hold(answer, step_name(kind), secret, rules.STEP.total_seconds())


def step_of(request: Request, kind: StepKind) -> str:
    return request.cookies.get(step_name(kind), "")


def let_go(answer: Response, name: str) -> None:
    answer.delete_cookie(name, path="/")


async def go_on(request: Request, entrance: Entrance, notice: str = "") -> Response:
    """To where somebody wanted to go, or to the step that is still missing."""
    way = "/sign-in/second" if entrance.step else local_path(entrance.after)
    done = see(way, notice) if wants_page(request) else answer({"location": way})
    if entrance.step:
        hold_step(done, StepKind.SECOND, entrance.step)
        return done
    # The session that this browser had before is not the one that is signed in.
    await operations.sign_out(request.scope["session_token"])
    set_session(done, entrance.session, int(rules.SESSION.total_seconds()))
    return done
