"""Doors to personal data for people."""

from starlette.routing import BaseRoute

from rakor.privacy.pages import destroying, incidents, keeping, own

routes: list[BaseRoute] = [
    *own.routes,
    *keeping.routes,
    *destroying.routes,
    *incidents.routes,
]
