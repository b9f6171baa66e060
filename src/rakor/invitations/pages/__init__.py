"""Doors for people: the personal page, the list of those invited, the outbox and the inbox."""

from starlette.routing import BaseRoute

from rakor.invitations.pages import (
    adding,
    board,
    deciding,
    drafts,
    feeds,
    groups,
    inbox,
    outbox,
    personal,
    reminders,
)

routes: list[BaseRoute] = [
    *personal.routes,
    *board.routes,
    *adding.routes,
    *deciding.routes,
    *drafts.routes,
    *groups.routes,
    *outbox.routes,
    *inbox.routes,
    *feeds.routes,
    *reminders.routes,
]
