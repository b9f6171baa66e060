"""The Word templates of agencies for people: handing one in, trying it, using it."""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory.rules import may_keep
from rakor.documents.downloads import Download
from rakor.documents.word_samples import names_of
from rakor.letters import operations, queries
from rakor.letters.models import DocumentTemplate
from rakor.letters.pages.ground import choices
from rakor.letters.rules import (
    REQUIRED,
    STATIONERY_KINDS,
    TEMPLATE_STEPS,
    StationeryKind,
    TemplateStep,
    WhichKind,
    WordFacts,
)
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import checked, query_of
from rakor.web.uploads import read_upload
from rakor.words import _

HERE = "/letters/templates/word"
ONE = f"{HERE}/{{version:uuid}}"
TONES = {
    TemplateStep.TRIED: ("w", "clock"),
    TemplateStep.USED: ("g", "badge-check"),
    TemplateStep.PAST: ("n", "circle"),
}


def key(request: Request) -> UUID:
    found: UUID = request.path_params["version"]
    return found


async def listed(request: Request) -> Response:
    kept = await queries.own_agencies(request.user, kept=True)
    return show(
        request,
        "letters/word_templates.html",
        templates=await queries.word_templates(request.user),
        agencies=[(each.code, each.name) for each in kept],
        kinds=choices(STATIONERY_KINDS),
        names=[(kind, _(word), needed(kind), names_of(kind)) for kind, word in _kinds()],
        **WORDS,
    )


def _kinds() -> list[tuple[StationeryKind, str]]:
    return list(STATIONERY_KINDS.items())


def needed(kind: StationeryKind) -> list[str]:
    """What has to stand in a template of this kind; `a / b` is one of the two."""
    return sorted(each.replace("|", " / ") for each in REQUIRED[kind])


WORDS: dict[str, Any] = {
    "kind_words": STATIONERY_KINDS,
    "step_words": TEMPLATE_STEPS,
    "tones": TONES,
}


async def add(request: Request) -> Response:
    upload = await read_upload(request)
    request.state.typed = upload.fields
    facts = checked(WordFacts, upload.fields)
    made = await operations.add_word_template(
        facts, upload.content, upload.filename, by=request.user
    )
    return see(f"{HERE}/{made.id}", _("Templat lolos pemeriksaan. Lihat contohnya, lalu pakai."))


async def one(request: Request) -> Response:
    template: DocumentTemplate = await queries.find_word_template(key(request), to=request.user)
    may = may_keep(request.user, template.agency)
    return show(request, "letters/word_template.html", one=template, may_keep=may, **WORDS)


async def use(request: Request) -> Response:
    used = await operations.use_word_template(key(request), by=request.user)
    return see(f"{HERE}/{used.id}", _("Templat ini kini dipakai."))


async def stop(request: Request) -> Response:
    await operations.stop_word_template(key(request), by=request.user)
    return see(f"{HERE}/{key(request)}", _("Templat ini tidak dipakai lagi."))


async def sample(request: Request) -> Response:
    return sent(await operations.word_sample(key(request), by=request.user))


async def file(request: Request) -> Response:
    return sent(await operations.word_file(key(request), by=request.user))


async def default(request: Request) -> Response:
    asked = query_of(request, WhichKind)
    return sent(await operations.default_word_file(asked.kind, by=request.user))


def sent(download: Download) -> Response:
    return Response(download.content, media_type=download.media, headers=download.headers)


routes: list[BaseRoute] = [
    *form(HERE, listed, add),
    page(ONE, one),
    act(f"{ONE}/use", use),
    act(f"{ONE}/stop", stop),
    page(f"{ONE}/sample.docx", sample),
    page(f"{ONE}/file.docx", file),
    page(f"{HERE}/default.docx", default),
]
