"""Letters for people: the editor, the line of approval, templates, the register, and messages."""

from starlette.routing import BaseRoute

from rakor.letters.pages import letters, messages, stationery, templates

routes: list[BaseRoute] = [
    *letters.routes,
    *stationery.routes,
    *templates.routes,
    *messages.routes,
]
