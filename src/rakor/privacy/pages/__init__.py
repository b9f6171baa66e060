"""Doors to privacy for people."""

from starlette.routing import BaseRoute

routes: list[BaseRoute] = []
