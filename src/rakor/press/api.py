"""Doors for programs: releases, their revisions and quotes, and their way to the public."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.press import operations, queries
from rakor.press.models import Release, ReleaseQuote
from rakor.press.queries import Work
from rakor.press.rules import (
    QuoteAnswer,
    QuoteFacts,
    QuoteState,
    Reason,
    ReleaseChanges,
    ReleaseStart,
    ReleaseState,
)
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import read
from rakor.web.shapes import Answer, Items, Shape, Written


class Nothing(Shape):
    """An act without words."""


class AuthorAnswer(Answer):
    """Who wrote it."""

    name: str
    function: str


class QuoteRow(Answer):
    """Words of somebody, and what their office said to them."""

    id: UUID
    speaker: str
    office: str
    text: str
    status: QuoteState
    asked_at: datetime | None
    answered_at: datetime | None
    note: str


class QuoteWritten(QuoteRow, Written):
    """A quote after a write; `link` is what the office was sent, while it is asked."""

    link: str | None = None


class ReleaseRow(Answer):
    """A release in a list."""

    id: UUID
    meeting: UUID
    revision: int
    status: ReleaseState
    headline: str
    slug: str
    dated: date
    featured: bool
    embargo_until: datetime | None
    edited_at: datetime
    published_at: datetime | None


class ReleaseItems(Items):
    """The releases about a meeting, the newest first."""

    items: list[ReleaseRow]


class ReleaseAnswer(ReleaseRow, Written):
    """A release with its text. `url` is where everybody reads it, as soon as they may."""

    meetings: list[UUID]
    city: str
    lead: str
    body: str
    results: list[str]
    counts: list[dict[str, Any]]
    shows_counts: bool
    authors: list[AuthorAnswer]
    photos: list[UUID]
    quotes: list[QuoteRow]
    about: str
    contact: str
    reason: str
    last_modified: str
    approved_at: datetime | None
    withdrawn_at: datetime | None
    url: str | None


class RevisionRow(Answer):
    """One state of the text, without the text."""

    number: int
    note: str
    by_name: str
    at: datetime


class RevisionItems(Items):
    """Every state of the text, the newest first."""

    items: list[RevisionRow]


class RevisionAnswer(RevisionRow):
    """One state of the text."""

    content: dict[str, Any]


def key(request: Request) -> UUID:
    found: UUID = request.path_params["release"]
    return found


async def list_releases(request: Request) -> Response:
    meeting, _parts = await queries.parts_in(request.path_params["meeting"], to=request.user)
    rows = await queries.releases_of(meeting.id)
    return answer(ReleaseItems(items=[ReleaseRow.model_validate(_row(each)) for each in rows]))


def _row(it: Release) -> dict[str, Any]:
    same = ("id", "revision", "headline", "slug", "dated", "featured", "embargo_until")
    told = {name: getattr(it, name) for name in (*same, "edited_at", "published_at")}
    return {**told, "meeting": it.meeting_id, "status": it.state}


async def shown(request: Request, release: UUID | None = None, status: int = 200) -> Response:
    work = await queries.find_release(release or key(request), to=request.user)
    document = await queries.document_of(work.open)
    return answer(_told(work, document.modified, document.url), status)


def _told(work: Work, modified: str, url: str) -> ReleaseAnswer:
    it = work.release
    same = ("city", "lead", "body", "results", "counts", "shows_counts", "about", "contact")
    told = {name: getattr(it, name) for name in (*same, "reason", "approved_at", "withdrawn_at")}
    return ReleaseAnswer.model_validate(
        {
            **_row(it),
            **told,
            "meetings": [each.id for each in work.open.meetings],
            "authors": [{"name": a.name, "function": a.title} for a in work.open.authors],
            "photos": [row.photo_id for row in work.open.photos],
            "quotes": [_quote(each) for each in work.open.quotes],
            "last_modified": modified,
            "url": url if work.open.is_public else None,
        }
    )


def _quote(it: ReleaseQuote) -> dict[str, Any]:
    same = ("id", "speaker", "office", "text", "asked_at", "answered_at", "note")
    return {**{name: getattr(it, name) for name in same}, "status": it.state}


async def draft(request: Request) -> Response:
    start = await read(request, ReleaseStart)
    meeting: UUID = request.path_params["meeting"]
    release = await operations.draft(meeting, start, by=request.user)
    work = await queries.find_release(release.id, to=request.user)
    document = await queries.document_of(work.open)
    return answer(_told(work, document.modified, document.url), 201)


async def edit(request: Request) -> Response:
    changes = await read(request, ReleaseChanges)
    revision = expected_revision(request)
    await operations.edit(key(request), changes, by=request.user, revision=revision)
    return await shown(request)


async def refresh(request: Request) -> Response:
    await read(request, Nothing)
    await operations.refresh(key(request), by=request.user, revision=expected_revision(request))
    return await shown(request)


async def approve(request: Request) -> Response:
    await read(request, Nothing)
    await operations.approve(key(request), by=request.user, revision=expected_revision(request))
    return await shown(request)


async def publish(request: Request) -> Response:
    await read(request, Nothing)
    await operations.publish(key(request), by=request.user, revision=expected_revision(request))
    return await shown(request)


async def send_back(request: Request) -> Response:
    why = await read(request, Reason)
    revision = expected_revision(request)
    await operations.send_back(key(request), why.reason, by=request.user, revision=revision)
    return await shown(request)


async def withdraw(request: Request) -> Response:
    why = await read(request, Reason)
    revision = expected_revision(request)
    await operations.withdraw(key(request), why.reason, by=request.user, revision=revision)
    return await shown(request)


async def revisions(request: Request) -> Response:
    work = await queries.find_release(key(request), to=request.user)
    rows = await queries.revisions_of(work.release)
    return answer(RevisionItems(items=[RevisionRow.model_validate(row) for row in rows]))


async def revision(request: Request) -> Response:
    work = await queries.find_release(key(request), to=request.user)
    number: int = request.path_params["revision"]
    row, _same = await queries.two_revisions(work.release, number, number)
    return answer(RevisionAnswer.model_validate(row))


async def add_quote(request: Request) -> Response:
    facts = await read(request, QuoteFacts)
    quote = await operations.add_quote(key(request), facts, by=request.user)
    return answer(QuoteWritten.model_validate(_quote(quote)), 201)


async def change_quote(request: Request) -> Response:
    facts = await read(request, QuoteFacts)
    which: UUID = request.path_params["quote"]
    quote = await operations.change_quote(key(request), which, facts, by=request.user)
    return answer(QuoteWritten.model_validate(_quote(quote)))


async def remove_quote(request: Request) -> Response:
    await operations.remove_quote(key(request), request.path_params["quote"], by=request.user)
    return answer(Written())


async def ask(request: Request) -> Response:
    await read(request, Nothing)
    which: UUID = request.path_params["quote"]
    link = await operations.ask(key(request), which, by=request.user)
    work = await queries.find_release(key(request), to=request.user)
    quote = next(each for each in work.open.quotes if each.id == which)
    return answer(QuoteWritten.model_validate({**_quote(quote), "link": link}))


async def record(request: Request) -> Response:
    said = await read(request, QuoteAnswer)
    which: UUID = request.path_params["quote"]
    quote = await operations.record_answer(key(request), which, said, by=request.user)
    return answer(QuoteWritten.model_validate(_quote(quote)))


ALL = "/meetings/{meeting:uuid}/releases"
ONE = "/releases/{release:uuid}"
QUOTE = ONE + "/quotes/{quote:uuid}"

endpoints = [
    Endpoint("GET", ALL, list_releases, "The releases about a meeting", gives=ReleaseItems,
             refuses=(404,)),
    Endpoint("POST", ALL, draft, "Draft a release from the record of one or several meetings",
             takes=ReleaseStart, gives=ReleaseAnswer, status=201),
    Endpoint("GET", ONE, shown, "A release, for those who work on it", gives=ReleaseAnswer,
             refuses=(404,)),
    Endpoint("PATCH", ONE, edit, "Write a release differently; every state is kept",
             takes=ReleaseChanges, gives=ReleaseAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", ONE + "/refresh", refresh, "Take counts and results from the record again",
             takes=Nothing, gives=ReleaseAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", ONE + "/approve", approve, "Approve a release; all quotes are agreed to",
             takes=Nothing, gives=ReleaseAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", ONE + "/return", send_back, "Send an approved release back",
             takes=Reason, gives=ReleaseAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", ONE + "/publish", publish, "Publish an approved release",
             takes=Nothing, gives=ReleaseAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", ONE + "/withdraw", withdraw, "Take a release back",
             takes=Reason, gives=ReleaseAnswer, refuses=(404, 409, 412)),
    Endpoint("GET", ONE + "/revisions", revisions, "Every state of the text, without the text",
             gives=RevisionItems, refuses=(404,)),
    Endpoint("GET", ONE + "/revisions/{revision:int}", revision, "One state of the text",
             gives=RevisionAnswer, refuses=(404,)),
    Endpoint("POST", ONE + "/quotes", add_quote, "Write down what somebody said",
             takes=QuoteFacts, gives=QuoteWritten, status=201),
    Endpoint("PATCH", QUOTE, change_quote, "Other words; whoever agreed is asked anew",
             takes=QuoteFacts, gives=QuoteWritten),
    Endpoint("DELETE", QUOTE, remove_quote, "Leave a quote out", gives=Written),
    Endpoint("POST", QUOTE + "/ask", ask, "Ask the quoted office to agree",
             takes=Nothing, gives=QuoteWritten),
    Endpoint("POST", QUOTE + "/answer", record, "Write down an answer that came another way",
             takes=QuoteAnswer, gives=QuoteWritten),
]  # fmt: skip
