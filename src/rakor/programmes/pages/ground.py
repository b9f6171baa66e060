"""What the pages of programmes share: keys, hours as forms write them, and what a page shows."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from starlette.requests import Request

from rakor.meetings.pages.forms import local
from rakor.programmes import queries
from rakor.programmes.models import Programme
from rakor.programmes.queries import Event
from rakor.web.reading import body_of
from rakor.words import days

LIST = "/programmes"
ONE = "/programmes/{programme:uuid}"
SESSION = ONE + "/sessions/{session:uuid}"

__all__ = [
    "LIST",
    "ONE",
    "SESSION",
    "around",
    "here",
    "local",
    "programme_id",
    "revision_in",
    "session_id",
    "typed",
    "with_zone",
]


def programme_id(request: Request) -> UUID:
    """Which programme an address leads to."""
    key: UUID = request.path_params["programme"]
    return key


def session_id(request: Request) -> UUID:
    """Which of its events an address leads to."""
    key: UUID = request.path_params["session"]
    return key


def here(request: Request) -> str:
    return f"{LIST}/{programme_id(request)}"


def around(request: Request, programme: Programme, events: Sequence[Event] = ()) -> dict[str, Any]:
    """What every page of a programme shows at its head."""
    return {
        "programme": programme,
        "plans": queries.plans(request.user, programme),
        "tracks": queries.tracks_of(events),
        "period": days,
    }


async def typed(request: Request) -> dict[str, Any]:
    """What was typed, to be changed at will; the page shows the original when it is refused."""
    body = await body_of(request)
    return deepcopy(body) if isinstance(body, dict) else {}


def revision_in(given: dict[str, Any]) -> int | None:
    """The revision a form was filled in against, taken out of what was typed."""
    said = str(given.pop("revision", ""))
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def with_zone(given: Mapping[str, Any], zone: str) -> dict[str, Any]:
    """Hours of `datetime-local` fields as those of a zone; what was left open is left out."""
    found = dict(given)
    for name in ("starts_at", "ends_at"):
        try:
            at = datetime.fromisoformat(str(found[name]))
        except (KeyError, ValueError):
            continue
        found[name] = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))
    return found
