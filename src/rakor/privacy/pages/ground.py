"""What several pages of privacy share."""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.accounts.rules import Right
from rakor.privacy import export
from rakor.privacy.operations import Paper
from rakor.privacy.rules.requests import Clock
from rakor.settings import settings
from rakor.web.answers import show

# How a deadline looks: tone, icon.
CLOCKS = {
    Clock.CALM: ("n", "clock"),
    Clock.SOON: ("w", "alarm-clock"),
    Clock.LATE: ("r", "triangle-alert"),
}
ONE = "/{id:uuid}"


def key_of(request: Request) -> UUID:
    key: UUID = request.path_params["id"]
    return key


def present(request: Request, template: str, tab: str, **values: Any) -> Response:
    """A page with the tabs of whoever keeps personal data."""
    user = request.user
    zone = user.timezone or settings().timezone
    return show(
        request,
        f"privacy/{template}.html",
        tab=tab,
        officer=user.may(Right.KEEP_PRIVACY),
        clocks=CLOCKS,
        label=export.label,
        shown=lambda name, value: export.shown(name, value, zone),
        **values,
    )


def file(paper: Paper) -> Response:
    """A file to be saved."""
    return Response(paper.content, headers=paper.headers, media_type=paper.media)
