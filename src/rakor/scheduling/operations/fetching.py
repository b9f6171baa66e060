"""Asking a server for somebody's calendar, and reading when it takes their time."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from rakor.scheduling.itip import NotACalendar, Owner, Taken, TooMuch, taken_times
from rakor.scheduling.rules import Span, moment_of
from rakor.scheduling.rules.sources import SourceKind, Trouble
from rakor.web.calling import Called, NotReached, call

LIMIT = 20 * 1024 * 1024
TIMEOUT = 15.0
REDIRECTS = 3
# RFC 4791 section 7.10
FREE_BUSY = """<?xml version="1.0" encoding="utf-8"?>
<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav">
<C:time-range start="{since:%Y%m%dT%H%M%SZ}" end="{until:%Y%m%dT%H%M%SZ}"/>
</C:free-busy-query>"""

# One calendar is reckoned at a time: the processor is needed for those who wait for a page.
_reckoning = asyncio.Semaphore(1)


class Unread(Exception):
    """A calendar could not be read."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Place:
    """Where a calendar is, how one gets in, and what is known of it already."""

    kind: SourceKind
    url: str
    username: str = ""
    password: str = ""
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a calendar says, with what its server calls this state of it; no times if unchanged."""

    taken: Taken | None
    etag: str = ""
    modified: str = ""


async def fetch(place: Place, window: Span, owner: Owner) -> Found:
    """When a calendar takes its owner's time. Raises Unread where it cannot be had."""
    answer = await _ask(place, window)
    if answer.status == 304:
        return Found(None, place.etag, place.modified)
    if answer.status in (401, 403):
        raise Unread(Trouble.DENIED)
    if answer.status in (404, 410):
        raise Unread(Trouble.GONE)
    if answer.status != 200:
        raise Unread(Trouble.STATUS)
    async with _reckoning:
        try:
            taken = await asyncio.to_thread(taken_times, answer.content, window, owner)
        except NotACalendar:
            raise Unread(Trouble.NO_CALENDAR) from None
        except TooMuch:
            raise Unread(Trouble.TOO_MUCH) from None
    told = answer.headers.get
    return Found(taken, (told("etag") or "")[:300], (told("last-modified") or "")[:100])


async def _ask(place: Place, window: Span) -> Called:
    """The answer, after at most three redirects, each to an address that may be called as well."""
    url, auth = place.url, (place.username, place.password) if place.username else None
    for _hop in range(REDIRECTS + 1):
        try:
            answer = await _once(place, url, auth, window)
        except NotReached as refusal:
            raise Unread(Trouble(refusal.why.value)) from None
        if answer.status not in (301, 302, 303, 307, 308) or "location" not in answer.headers:
            return answer
        following = _joined(url, answer.headers)
        if _origin(following) != _origin(url):
            # A password is for the server it was given for.
            auth = None
        url = following
    raise Unread(Trouble.REDIRECTS)


async def _once(place: Place, url: str, auth: tuple[str, str] | None, window: Span) -> Called:
    if place.kind is SourceKind.CALDAV:
        wanted = FREE_BUSY.format(since=moment_of(window[0]), until=moment_of(window[1]))
        return await call(
            "REPORT", url, strange=True, auth=auth, limit=LIMIT, timeout=TIMEOUT,
            content=wanted.encode(), headers={"Depth": "1", "Content-Type": "application/xml"},
        )  # fmt: skip
    known = {"If-None-Match": place.etag, "If-Modified-Since": place.modified}
    headers = {
        "Accept": "text/calendar, */*;q=0.5",
        **{name: value for name, value in known.items() if value},
    }
    return await call(
        "GET", url, strange=True, auth=auth, limit=LIMIT, timeout=TIMEOUT, headers=headers
    )


def _joined(url: str, headers: Mapping[str, str]) -> str:
    try:
        return urljoin(url, headers["location"])
    except ValueError:
        raise Unread(Trouble.ADDRESS) from None


def _origin(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Unread(Trouble.ADDRESS) from None
    return parts.scheme, parts.netloc.lower()
