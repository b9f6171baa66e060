"""The session in the browser."""

from rakor.live.pages import ballots, closing, floor, guest, screen, session

routes = [
    *session.routes,
    *screen.routes,
    *closing.routes,
    *floor.routes,
    *ballots.routes,
    *guest.routes,
]
