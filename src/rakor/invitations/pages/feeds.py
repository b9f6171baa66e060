"""Calendars to subscribe to: the file that programs ask for, and where people get its address."""

from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.invitations.models import Feed
from rakor.invitations.operations import feeds as operations
from rakor.invitations.queries import feeds as queries
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape
from rakor.words import _

HERE = "/settings/calendars"
# The address is the key: no other site may learn it, and nobody keeps the file for others.
PRIVATE = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


class Asked(Shape):
    """Whose calendar the page offers beside one's own."""

    agency: Annotated[Line, Field(max_length=40)] = ""


class Wanted(Shape):
    """Whose calendar is to be made: one's own without an agency."""

    agency: Annotated[Line, Field(max_length=40)] = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A calendar on the page: in use, or still to be made."""

    name: str
    agency: Agency | None
    feed: Feed | None

    @property
    def url(self) -> str:
        return queries.feed_url(self.feed) if self.feed else ""

    @property
    def subscribe(self) -> str:
        """The address by which a program on this device subscribes at once."""
        return f"webcal://{self.url.partition('://')[2]}" if self.feed else ""


async def calendar(request: Request) -> Response:
    """The file itself. Whoever has the address needs no account, which calendars do not have."""
    feed = await queries.feed_by_token(request.path_params["token"])
    found = await queries.calendar_of(feed)
    await operations.note_read(feed)
    headers = {**PRIVATE, "ETag": found.etag}
    if found.changed_at is not None:
        headers["Last-Modified"] = format_datetime(found.changed_at.astimezone(UTC), usegmt=True)
    if _knows(request.headers.get("if-none-match", ""), found.etag):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="rakor.ics"'
    return Response(found.content, headers=headers, media_type="text/calendar; charset=utf-8")


def _knows(said: str, etag: str) -> bool:
    """Whether a program has these bytes already (RFC 9110 section 13.1.2, weak comparison)."""
    known = {each.strip().removeprefix("W/") for each in said.split(",")}
    return etag in known or "*" in known


async def calendars(request: Request) -> Response:
    wish = query_of(request, Asked)
    return show(
        request,
        "invitations/feeds.html",
        tab="calendars",
        offers=await _offers(request.user, wish.agency),
    )


async def _offers(user: User, code: str) -> list[Offer]:
    """One's own calendar, that of the agency one keeps, and others in use of its line."""
    in_use = await operations.feeds_of(user).order_by("id")
    own = next((feed for feed in in_use if feed.person_id == user.id), None)
    offers = [Offer(_("Rapat saya"), None, own)]
    offers += [Offer(feed.agency.name, feed.agency, feed) for feed in in_use if feed.agency]
    shown = {offer.agency.id for offer in offers if offer.agency}
    asked = await Agency.get_or_none(code=code, merged_into_id=None) if code else None
    for agency in (user.person.agency if user.agency_id else None, asked):
        if agency and agency.id not in shown and operations.may_feed(user, agency):
            offers.append(Offer(agency.name, agency, None))
            shown.add(agency.id)
    return offers


async def make(request: Request) -> Response:
    wish = await read(request, Wanted)
    await operations.make_feed(wish.agency or None, by=request.user)
    query = f"?{urlencode({'agency': wish.agency})}" if wish.agency else ""
    return see(HERE + query, _("Langganan dibuat. Salin alamatnya ke aplikasi kalender Anda."))


async def renew(request: Request) -> Response:
    await operations.renew_feed(request.path_params["feed"], by=request.user)
    return see(
        HERE, _("Alamat diganti. Aplikasi yang memakai alamat lama perlu dilanggankan lagi.")
    )


async def revoke(request: Request) -> Response:
    await operations.revoke_feed(request.path_params["feed"], by=request.user)
    return see(HERE, _("Langganan dicabut. Alamatnya tidak berlaku lagi."))


routes = [
    page("/feeds/{token}.ics", calendar, open_to_all=True),
    *form(HERE, calendars, make),
    act("/settings/calendars/{feed:uuid}/renew", renew),
    act("/settings/calendars/{feed:uuid}/revoke", revoke),
]
