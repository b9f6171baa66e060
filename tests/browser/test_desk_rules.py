"""A desk without a network decides as the server does: its rules in script beside those here."""

import base64
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Browser

from rakor.attendance.rules import Direction, Line, WalkIn, fold, guest_key, judge
from rakor.meetings.rules import Channel

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-main-job")]

RULES = Path(__file__).parents[2] / "frontend/src/desk/rules.js"
BEGAN = datetime(2030, 11, 23, 2, tzinfo=UTC)
ASK = """async ([script, days, guests]) => {
  const { fold, guestKey, judge } = await import(script);
  const told = (presence) => presence && [presence.room, presence.online, presence.here];
  const day = (lines) => lines.map((line, n) => {
    const [before, after] = [fold(lines.slice(0, n)), fold(lines.slice(0, n + 1))];
    const { result, code } = judge(before, after, line.direction);
    return [result, code, told(after), after && Date.parse(after.first_at)];
  });
  return [days.map(day), guests.map(([name, agency]) => guestKey(name, agency))];
}"""
GUESTS = [("Ma'ruf  Al-Hakim", "LAN"), (" I Gusti\tAyu ", ""), ("\uff22udi", "Badan K\u00e9")]


def some_days(n: int) -> list[list[Line]]:
    """Comings and goings of one person, in whatever order they reached the desk."""
    draw = random.Random(2030)
    return [
        [
            Line(
                uuid4(),
                BEGAN + timedelta(minutes=draw.randrange(6)),
                draw.choice(list(Channel)),
                draw.choice([Direction.IN, Direction.IN, Direction.OUT]),
                f"{n:02}",
            )
            for n in range(draw.randint(1, 7))
        ]
        for _day in range(n)
    ]


def said(lines: list[Line]) -> list[list[Any]]:
    """What each line meant when it came, and who is where after it."""
    answers = []
    for n, line in enumerate(lines):
        before, after = fold(lines[:n]), fold(lines[: n + 1])
        outcome, reason = judge(before, after, line.direction)
        standing = [after.room, after.online, after.last_out_at is None] if after else None
        first = round(after.first_at.timestamp() * 1000) if after else None
        answers.append([outcome.value, reason.value, standing, first])
    return answers


async def test_the_rules_in_the_browser_are_those_of_the_server(chromium: Browser):
    days = some_days(400)
    asked = [
        [
            {"at": each.at.isoformat(), "channel": each.channel, "direction": each.direction}
            for each in day
        ]
        for day in days
    ]
    script = f"data:text/javascript;base64,{base64.b64encode(RULES.read_bytes()).decode()}"
    page = await chromium.new_page()
    answers, keys = await page.evaluate(ASK, [script, asked, GUESTS])
    await page.close()
    assert answers == [said(day) for day in days]
    assert keys == [guest_key(WalkIn(*guest)) for guest in GUESTS]
