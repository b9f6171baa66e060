"""The session in the browser."""

from rakor.live.pages import ballots, closing, floor, guest, phrases, screen, session

routes = [
    *session.routes,
    *screen.routes,
    *closing.routes,
    *floor.routes,
    *phrases.routes,
    *ballots.routes,
    *guest.routes,
]
