"""SC-4 through the doors: HTTP, real mail, calendars that answer, websockets, documents."""

from tests.scenarios.processes import Rakor
from tests.scenarios.walk import Walk, carry_through


async def test_the_rakortek_is_carried_from_the_first_letter_to_approved_minutes(
    db, sink, tmp_path
):
    server = Rakor(tmp_path, db, "serve", RAKOR_SMTP_URL=sink.url)
    async with server, Walk([server.base], sink) as walk:
        await carry_through(walk)
