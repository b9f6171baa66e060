"""The session in the browser."""

from rakor.live.pages import screen, session

routes = [*session.routes, *screen.routes]
