"""The small interface of a video service, and the two that there are.

A service raises `Failed` for whatever it did not do; nothing of a call stands in a transaction.
"""

import asyncio
import secrets
import time
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from rakor.links import rules
from rakor.links.rules import Failed, Made, Missing, Trouble, Wish
from rakor.meetings.queries import makers
from rakor.meetings.rules import MadeBy
from rakor.settings import settings
from rakor.web.calling import Called, NotReached, call

TIMEOUT = 15.0  # seconds for one answer
MOST_PAGES = 20
PER_PAGE = 300
EARLY = 60.0  # seconds before its end that a token is renewed


class Service(Protocol):
    """What a video service can do."""

    async def make(self, wish: Wish) -> Made:
        """Make a room. Asked twice it makes two."""

    async def find(self, marker: str) -> list[str]:
        """The keys of all rooms that were made with that marker."""

    async def look(self, remote: str) -> Made:
        """A room that was made before."""

    async def change(self, remote: str, wish: Wish) -> None:
        """Tell it what is different. Raises Missing where there is no such room any more."""

    async def remove(self, remote: str) -> None:
        """Take a room away. Raises Missing where there is none."""


class Jitsi:
    """Rooms on a server of our own: whoever knows the name and has a token is in one.

    Nothing is asked of the server: a room begins to be when the first one enters.
    """

    async def make(self, wish: Wish) -> Made:
        # 160 bits; Jitsi writes the names of rooms in small letters.
        return Made(f"rakor-{secrets.token_hex(20)}", wish.door)

    async def find(self, marker: str) -> list[str]:
        return []

    async def look(self, remote: str) -> Made:
        raise Missing

    async def change(self, remote: str, wish: Wish) -> None:
        return None

    async def remove(self, remote: str) -> None:
        return None


# Tokens that are good for a while yet, by whose they are: (when they end, token).
_tokens: dict[tuple[str, ...], tuple[float, str]] = {}


def _meetings() -> str:
    return f"/users/{quote(settings().zoom_user, safe='@')}/meetings"


class Zoom:
    """Zoom's Meeting API, as a Server-to-Server OAuth app."""

    async def make(self, wish: Wish) -> Made:
        body = {**wish.zoom_meeting(datetime.now(UTC)), "default_password": True}
        return rules.made_of(await self._ask("POST", _meetings(), body))

    async def find(self, marker: str) -> list[str]:
        # All that are not over, also those that stand open (type 3).
        asked = {"type": "scheduled", "page_size": str(PER_PAGE)}
        found: list[str] = []
        for _page in range(MOST_PAGES):
            said = await self._ask("GET", f"{_meetings()}?{urlencode(asked)}")
            rows, following = rules.marked(said, marker)
            found += rows
            if not following:
                return found
            asked["next_page_token"] = following
        # What was not read to its end says nothing about what is not in it.
        raise Failed(Trouble.GARBAGE)

    async def look(self, remote: str) -> Made:
        return rules.made_of(await self._ask("GET", f"/meetings/{remote}"))

    async def change(self, remote: str, wish: Wish) -> None:
        body = wish.zoom_meeting(datetime.now(UTC))
        await self._ask("PATCH", f"/meetings/{remote}", body)

    async def remove(self, remote: str) -> None:
        await self._ask("DELETE", f"/meetings/{remote}?cancel_meeting_reminder=false")

    async def _ask(self, method: str, path: str, body: Any = None) -> Any:
        """What Zoom answers. A token that it does not take any more is renewed once."""
        answer = await self._call(method, path, body, await token())
        if answer.status == 401:
            answer = await self._call(method, path, body, await token(renew=True))
        if not 200 <= answer.status < 300:
            raise rules.refusal(answer.status, answer.headers, _said(answer), datetime.now(UTC))
        return _said(answer)

    async def _call(self, method: str, path: str, body: Any, bearer: str) -> Called:
        try:
            return await call(
                method,
                settings().zoom_url.rstrip("/") + path,
                json=body,
                headers={"Authorization": f"Bearer {bearer}"},
                limit=2 * 1024 * 1024,
                timeout=TIMEOUT,
            )
        except NotReached:
            raise Failed(Trouble.AWAY, sure=False) from None


async def token(*, renew: bool = False) -> str:
    """A token of our app; it is good for an hour and kept until shortly before its end."""
    setting = settings()
    key = (setting.zoom_oauth_url, setting.zoom_account_id, setting.zoom_client_id)
    until, known = _tokens.get(key, (0.0, ""))
    if known and not renew and time.monotonic() < until:
        return known
    try:
        answer = await call(
            "POST",
            setting.zoom_oauth_url,
            form={"grant_type": "account_credentials", "account_id": setting.zoom_account_id},
            auth=(setting.zoom_client_id, setting.zoom_client_secret),
            timeout=TIMEOUT,
        )
    except NotReached:
        raise Failed(Trouble.AWAY) from None
    if answer.status != 200:
        raise _no_token(answer)
    fresh, seconds = rules.token_of(_said(answer))
    _tokens[key] = time.monotonic() + seconds - EARLY, fresh
    return fresh


def _no_token(answer: Called) -> Failed:
    """What it means that there is no token: of a 4xx nothing but that our names are not known."""
    if answer.status == 429 or answer.status >= 500:
        failed = rules.refusal(answer.status, answer.headers, None, datetime.now(UTC))
        return Failed(failed.trouble, again=failed.again)
    return Failed(Trouble.CREDENTIALS)


def _said(answer: Called) -> Any:
    try:
        return answer.json() if answer.content else None
    except NotReached:
        return None


SERVICES: dict[MadeBy, Service] = {MadeBy.JITSI: Jitsi(), MadeBy.ZOOM: Zoom()}


def service_of(made_by: MadeBy) -> Service:
    """A service that is set up here. Failed when it is not, or not any more."""
    if made_by not in makers():
        raise Failed(Trouble.NOT_SET)
    return SERVICES[made_by]


async def answers(made_by: MadeBy) -> str:
    """Whether a service that is set up answers, in a few words. Raises Failed or NotReached."""
    if made_by is MadeBy.ZOOM:
        await token(renew=True)
        return "Zoom gives a token"
    async with asyncio.timeout(TIMEOUT):
        answer = await call("GET", settings().jitsi_url, timeout=TIMEOUT)
    if answer.status >= 500:
        raise Failed(Trouble.BROKEN, str(answer.status))
    return f"{settings().jitsi_url} answers"


__all__ = ["SERVICES", "Jitsi", "Service", "Zoom", "answers", "service_of", "token"]
