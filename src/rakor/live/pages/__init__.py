"""The session in the browser."""

from rakor.live.pages import closing, floor, screen, session

routes = [*session.routes, *screen.routes, *closing.routes, *floor.routes]
