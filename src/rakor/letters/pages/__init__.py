"""Letters for people: the editor, the line of approval, templates, the register, and messages."""

from starlette.routing import BaseRoute

from rakor.letters.pages import letters, looks, messages, stationery, templates

routes: list[BaseRoute] = [
    *letters.routes,
    *looks.routes,
    *stationery.routes,
    *templates.routes,
    *messages.routes,
]
