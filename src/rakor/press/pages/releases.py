"""The desk of those who write a release: its text, quotes, revisions and way to the public."""

import re
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from markupsafe import Markup
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from rakor.documents.richtext import to_html
from rakor.meetings.rules import Action, may
from rakor.press import operations, queries
from rakor.press.pages.ground import release_key
from rakor.press.queries import Work
from rakor.press.rules import (
    Author,
    QuoteAnswer,
    QuoteFacts,
    Reason,
    ReleaseChanges,
    ReleaseStart,
    differences,
)
from rakor.web.answers import see, show
from rakor.web.pages import Door, act, form, page
from rakor.web.reading import body_of, checked, query_of, read
from rakor.web.shapes import Shape
from rakor.words import N_, _
from rakor.words.dates import zone

HERE = "/meetings/{meeting:uuid}/press"
ONE = HERE + "/{release:uuid}"


class Read(Shape):
    """What an act is about: the revision that was on the page."""

    revision: int | None = None


class Said(Reason, Read):
    """Why, for the revision that was on the page."""


class Local(Shape):
    """A time as the form says it, in the zone of the meeting."""

    embargo_until: datetime


class Compared(Shape):
    """Which two revisions stand beside each other."""

    before: Annotated[int, Field(ge=1)] = 1
    after: Annotated[int, Field(ge=1)] = 2


def meeting_key(request: Request) -> UUID:
    found: UUID = request.path_params["meeting"]
    return found


def url(request: Request, release: UUID | None = None) -> str:
    return f"/meetings/{meeting_key(request)}/press" + (f"/{release}" if release else "")


async def listing(request: Request) -> Response:
    meeting, parts = await queries.parts_in(meeting_key(request), to=request.user)
    return show(
        request,
        "press/releases.html",
        meeting=meeting,
        parts=parts,
        releases=await queries.releases_of(meeting.id),
        linked=await queries.linked_to(meeting, to=request.user),
        writes=may(Action.WRITE_RELEASE, parts),
    )


async def begin(request: Request) -> Response:
    start = await read(request, ReleaseStart)
    release = await operations.draft(meeting_key(request), start, by=request.user)
    return see(url(request, release.id), _("Draf siaran pers tersusun dari catatan rapat."))


async def desk(request: Request) -> Response:
    work = await queries.find_release(release_key(request), to=request.user)
    document = await queries.document_of(work.open)
    return show(
        request,
        "press/release.html",
        **_around(work),
        document=document,
        # Made by the rich text's own exporter, which escapes every text.
        body=Markup(to_html(document.body, 3)),  # noqa: S704
        photo_urls={
            str(row.photo_id): f"/meetings/{row.photo.meeting_id}/photos/{row.photo_id}/file"
            for row in work.open.photos
        },
        revisions=await queries.revisions_of(work.release),
        links={quote.id: queries.quote_url(quote) for quote in work.open.quotes if quote.digest},
        asked=request.path_params.get("quote"),
    )


def _around(work: Work) -> dict[str, Any]:
    main = next(each for each in work.open.meetings if each.id == work.release.meeting_id)
    return {
        "work": work,
        "release": work.release,
        "meeting": main,
        "parts": work.parts,
        "here": f"/meetings/{main.id}/press/{work.release.id}",
    }


def _zone_of(work: Work) -> ZoneInfo:
    """Times are said in the zone of the meeting to which the release belongs."""
    main = next(each for each in work.open.meetings if each.id == work.release.meeting_id)
    return zone(main.timezone)


async def editor(request: Request) -> Response:
    work = await queries.find_writable(release_key(request), by=request.user)
    return show(
        request,
        "press/edit.html",
        **_around(work),
        tz=_zone_of(work),
        photos=await queries.photos_for(work.open),
        chosen={row.photo_id for row in work.open.photos},
        authors="\n".join(
            " | ".join(filter(None, (each.name, each.title))) for each in work.open.authors
        ),
        results="\n\n".join(work.release.results),
    )


async def edit(request: Request) -> Response:
    typed = await body_of(request)
    seen = checked(Read, {"revision": typed.get("revision")})
    work = await queries.find_writable(release_key(request), by=request.user)
    changes = checked(ReleaseChanges, _written(typed, _zone_of(work)))
    await operations.edit(work.release.id, changes, by=request.user, revision=seen.revision)
    return see(url(request, work.release.id), _("Siaran pers tersimpan."))


def _written(typed: dict[str, Any], timezone: ZoneInfo) -> dict[str, Any]:
    """The fields of the form as what an edit takes: authors by line, results by paragraph."""
    said = {name: value for name, value in typed.items() if name != "revision"}
    lines = [line.strip() for line in str(said.get("authors", "")).splitlines()]
    said["authors"] = [_author(line).model_dump() for line in lines if line]
    paragraphs = re.split(r"\r?\n\s*\n", str(said.get("results", "")))
    said["results"] = [text.strip() for text in paragraphs if text.strip()]
    said["photos"] = said.get("photos", [])
    for tick in ("featured", "shows_counts"):
        said[tick] = tick in typed
    until = str(said.get("embargo_until", "")).strip()
    said["embargo_until"] = _moment(until, timezone) if until else None
    return said


def _author(line: str) -> Author:
    name, _bar, function = line.partition("|")
    return checked(Author, {"name": name.strip(), "function": function.strip()})


def _moment(local: str, timezone: ZoneInfo) -> str:
    """A time of the form, which is said in the meeting's zone, with its offset."""
    given = checked(Local, {"embargo_until": local}).embargo_until
    return given.replace(tzinfo=timezone).isoformat()


async def add_quote(request: Request) -> Response:
    facts = await read(request, QuoteFacts)
    await operations.add_quote(release_key(request), facts, by=request.user)
    return see(f"{url(request, release_key(request))}#kutipan", _("Kutipan ditambahkan."))


async def change_quote(request: Request) -> Response:
    facts = await read(request, QuoteFacts)
    key = request.path_params["quote"]
    await operations.change_quote(release_key(request), key, facts, by=request.user)
    return see(f"{url(request, release_key(request))}#kutipan", _("Kutipan tersimpan."))


async def remove_quote(request: Request) -> Response:
    key = request.path_params["quote"]
    await operations.remove_quote(release_key(request), key, by=request.user)
    return see(f"{url(request, release_key(request))}#kutipan", _("Kutipan dihapus."))


async def ask(request: Request) -> Response:
    key = request.path_params["quote"]
    await operations.ask(release_key(request), key, by=request.user)
    return see(f"{url(request, release_key(request))}#kutipan", _("Persetujuan dimintakan."))


async def record(request: Request) -> Response:
    answer = await read(request, QuoteAnswer)
    key = request.path_params["quote"]
    await operations.record_answer(release_key(request), key, answer, by=request.user)
    return see(f"{url(request, release_key(request))}#kutipan", _("Jawaban tercatat."))


async def compare(request: Request) -> Response:
    work = await queries.find_release(release_key(request), to=request.user)
    wanted = query_of(request, Compared)
    before, after = await queries.two_revisions(work.release, wanted.before, wanted.after)
    return show(
        request,
        "press/compare.html",
        **_around(work),
        before=before,
        after=after,
        lines=differences(queries.lines_of(before.content), queries.lines_of(after.content)),
        revisions=await queries.revisions_of(work.release),
    )


def step(name: str, do: Any, notice: str) -> list[Route]:
    """A button on the way to the public; what is refused is said where it can be mended."""

    async def press(request: Request) -> Response:
        seen = await read(request, Read)
        await do(release_key(request), by=request.user, revision=seen.revision)
        return see(url(request, release_key(request)), _(notice))

    return form(f"{ONE}/{name}", desk, press)


def told_step(name: str, do: Any, notice: str) -> list[Route]:
    """The same with a reason."""

    async def press(request: Request) -> Response:
        said = await read(request, Said)
        key = release_key(request)
        await do(key, said.reason, by=request.user, revision=said.revision)
        return see(url(request, key), _(notice))

    return form(f"{ONE}/{name}", desk, press)


def download(form_: str) -> Door:
    """The release as it stands, as a file."""

    async def serve(request: Request) -> Response:
        made = await operations.paper(release_key(request), form_, by=request.user)
        return Response(made.content, headers=made.headers, media_type=made.media)

    return serve


routes: list[BaseRoute] = [
    *form(HERE, listing, begin),
    page(ONE, desk),
    *form(ONE + "/edit", editor, edit),
    *form(ONE + "/quotes", desk, add_quote),
    *form(ONE + "/quotes/{quote:uuid}", desk, change_quote),
    act(ONE + "/quotes/{quote:uuid}/remove", remove_quote),
    act(ONE + "/quotes/{quote:uuid}/ask", ask),
    *form(ONE + "/quotes/{quote:uuid}/answer", desk, record),
    page(ONE + "/compare", compare),
    *step("refresh", operations.refresh, N_("Jumlah hadir dan hasil rapat diambil lagi.")),
    *step("approve", operations.approve, N_("Siaran pers disetujui.")),
    *step("publish", operations.publish, N_("Siaran pers terbit.")),
    *told_step("return", operations.send_back, N_("Siaran pers dikembalikan.")),
    *told_step("withdraw", operations.withdraw, N_("Siaran pers ditarik.")),
    *(page(f"{ONE}/file.{name}", download(name)) for name in operations.MEDIA),
]
