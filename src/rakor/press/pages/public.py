"""Releases as everybody reads them, without signing in: list, page, files, photos, Atom feed."""

from datetime import UTC, datetime
from typing import Annotated
from xml.etree import ElementTree as ET

from markupsafe import Markup
from pydantic import Field
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute

from rakor.documents.pictures import PICTURE_MEDIA
from rakor.documents.richtext import to_html
from rakor.errors import NotFound
from rakor.minutes.queries.photos import photo_path
from rakor.press import operations, queries
from rakor.settings import settings
from rakor.web.answers import show
from rakor.web.downloads import LOCKED
from rakor.web.pages import Door, page
from rakor.web.reading import query_of
from rakor.web.shapes import Shape
from rakor.words import _

PAGE = 20
ATOM = "http://www.w3.org/2005/Atom"


class Where(Shape):
    """Which page of the list."""

    page: Annotated[int, Field(ge=1, le=10_000)] = 1


async def listing(request: Request) -> Response:
    at = query_of(request, Where).page
    found = queries.public_releases(datetime.now(UTC))
    rows = found.order_by("-featured", "-published_at", "-id").offset((at - 1) * PAGE)
    releases = await rows.limit(PAGE + 1)
    return show(
        request,
        "press/list.html",
        releases=releases[:PAGE],
        at=at,
        more=len(releases) > PAGE,
    )


async def reading(request: Request) -> Response:
    it = await queries.find_public(request.path_params["slug"])
    document = await queries.document_of(it)
    return show(
        request,
        "press/read.html",
        release=it.release,
        document=document,
        photo_urls={
            photo.id: f"/press/{it.release.slug}/photos/{photo.id}" for photo in document.photos
        },
        # Made by the rich text's own exporter, which escapes every text.
        body=Markup(to_html(document.body, 3)),  # noqa: S704
    )


def download(form_: str) -> Door:
    """The release as a file."""

    async def serve(request: Request) -> Response:
        made = await operations.public_paper(request.path_params["slug"], form_)
        return Response(made.content, headers=made.headers, media_type=made.media)

    return serve


async def picture(request: Request) -> Response:
    it = await queries.find_public(request.path_params["slug"])
    wanted = request.path_params["photo"]
    row = next((row for row in it.photos if row.photo_id == wanted), None)
    if row is None or not photo_path(row.photo_id).is_file():
        raise NotFound(_("Foto ini sudah tidak ada."))
    headers = {"Content-Security-Policy": LOCKED, "Cache-Control": "no-cache"}
    media = PICTURE_MEDIA[row.photo.kind]
    return FileResponse(photo_path(row.photo_id), media_type=media, headers=headers)


async def feed(request: Request) -> Response:
    """The latest releases for feed readers (RFC 4287)."""
    found = queries.public_releases(datetime.now(UTC))
    releases = await found.order_by("-published_at", "-id").limit(PAGE)
    base = settings().public_url
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "id"})
    updated = max((each.edited_at for each in releases), default=datetime(2000, 1, 1, tzinfo=UTC))
    _tell(root, title="Siaran pers", id=f"{base}/press", updated=updated.isoformat())
    ET.SubElement(root, "link", {"rel": "self", "href": f"{base}/press.atom"})
    for release in releases:
        url = f"{base}/press/{release.slug}"
        entry = ET.SubElement(root, "entry")
        _tell(entry, title=release.headline, id=url, updated=release.edited_at.isoformat())
        ET.SubElement(entry, "link", {"href": url})
        _tell(ET.SubElement(entry, "author"), name=release.meeting.organizer.name)
        _tell(entry, summary=release.lead)
    raw = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(raw, media_type="application/atom+xml")


def _tell(under: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(under, name).text = text


routes: list[BaseRoute] = [
    page("/press", listing, open_to_all=True),
    page("/press.atom", feed, open_to_all=True),
    *(
        page(f"/press/{{slug}}.{name}", download(name), open_to_all=True)
        for name in operations.MEDIA
    ),
    page("/press/{slug}", reading, open_to_all=True),
    page("/press/{slug}/photos/{photo:uuid}", picture, open_to_all=True),
]
