"""Doors for people: the personal page, the list of those invited, the outbox and the inbox."""

from starlette.routing import BaseRoute

from rakor.invitations.pages import board, groups, inbox, outbox, personal

routes: list[BaseRoute] = [
    *personal.routes,
    *board.routes,
    *groups.routes,
    *outbox.routes,
    *inbox.routes,
]
