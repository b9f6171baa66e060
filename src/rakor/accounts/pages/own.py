"""What a person sets for themselves: name, language, zone, how pages look."""

from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory import operations as directory
from rakor.directory.rules import OwnFacts
from rakor.settings import settings
from rakor.web.addresses import local_path
from rakor.web.answers import back, see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import read
from rakor.web.shapes import Shape
from rakor.words import LANGUAGES, _
from rakor.words.dates import ZONES

YEAR = 365 * 24 * 3600


class Preferences(Shape):
    """How this browser shows pages; `next` where the page cannot tell where it was."""

    language: Literal["id", "en"] | None = None
    theme: Literal["light", "dark", "auto"] | None = None
    next: str = ""


def zone_choices(current: str = "") -> list[tuple[str, str]]:
    """The three zones by their names, and the person's own when it is another."""
    zones = {name: f"{short} ({name})" for name, short in ZONES.items()}
    return list(({current: current} | zones if current else zones).items())


async def settings_page(request: Request) -> Response:
    person = request.user.person
    own = {
        "name": person.name,
        "prefix_titles": person.prefix_titles,
        "suffix_titles": person.suffix_titles,
        "phone": person.phone,
        "locale": person.locale,
        "timezone": person.timezone or settings().timezone,
    }
    return show(
        request,
        "accounts/settings.html",
        own=own,
        languages=list(LANGUAGES.items()),
        zones=zone_choices(own["timezone"]),
    )


async def save_own(request: Request) -> Response:
    body: OwnFacts = await read(request, OwnFacts)
    await directory.change_own(body, by=request.user)
    answer = see("/settings", _("Perubahan disimpan."))
    # The person's own language decides again, whatever the switch on the page was set to.
    answer.delete_cookie("language")
    return answer


async def prefer(request: Request) -> Response:
    wish = await read(request, Preferences)
    answer = see(local_path(wish.next)) if wish.next else back(request, "/")
    said: dict[str, Any] = {"language": wish.language, "theme": wish.theme}
    for name, value in said.items():
        if value:
            answer.set_cookie(
                name, value, max_age=YEAR, samesite="lax", secure=settings().secure, httponly=True
            )
    return answer


routes: list[BaseRoute] = [
    page("/settings", settings_page),
    *form("/settings/own", settings_page, save_own),
    act("/preferences", prefer, open_to_all=True),
]
