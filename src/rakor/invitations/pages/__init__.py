"""Doors for people: the personal page, the list of those invited, the outbox and the inbox."""

from starlette.routing import BaseRoute

from rakor.invitations.pages import board, personal, post

routes: list[BaseRoute] = [*personal.routes, *board.routes, *post.routes]
