"""The letter of a meeting for people: written with its picture beside it, approved, and issued."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from rakor import errors, journal
from rakor.letters import operations, queries
from rakor.letters.models import OfficialLetter
from rakor.letters.pages.ground import BUNDLES, ONGOING, TONES, choices, inline, lines
from rakor.letters.rules import (
    ADDRESSEE_MODES,
    APPROVAL_STATES,
    PLACEHOLDERS,
    SIGNING_MODES,
    URGENCIES,
    BundleForm,
    BundleState,
    LetterFacts,
    LetterState,
)
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for, parts_of
from rakor.meetings.rules import SECURITY_CLASSES, Action
from rakor.web.answers import see, show
from rakor.web.pages import Door, act, form, page
from rakor.web.reading import read
from rakor.web.shapes import Shape, Text
from rakor.words import N_, _

HERE = "/meetings/{meeting:uuid}/letter"
ONE = "/letters/{official:uuid}"


class Written(LetterFacts):
    """What the editor holds: the revision that was on the page beside the facts."""

    revision: int | None = None

    def facts(self) -> LetterFacts:
        said = self.model_dump(include=self.model_fields_set - {"revision"})
        return LetterFacts.model_validate(said)


class Seen(Shape):
    """What an act is about: the revision that was on the page."""

    revision: int | None = None


class Return(Seen):
    """What has to be mended."""

    comment: Annotated[Text, Field(max_length=5000)] = ""


class Void(Seen):
    """Why a letter does not count any more."""

    reason: Annotated[Text, Field(max_length=500)] = ""


class Copies(Shape):
    """As what the copies are put together."""

    form: BundleForm = BundleForm.PDF


def key(request: Request) -> UUID:
    found: UUID = request.path_params["official"]
    return found


async def desk(request: Request) -> Response:
    """The letter of a meeting: nothing yet, a draft to write, or what became of it."""
    meeting = await find_for(Action.INVITE, request.path_params["meeting"], by=request.user)
    letter = await queries.latest(meeting.id)
    head: dict[str, Any] = {"meeting": meeting, "parts": await parts_of(request.user, meeting)}
    if letter is None:
        return show(request, "letters/start.html", **head)
    await journal.looked("letter.viewed", by=request.user, subject=meeting.id)
    if letter.state is LetterState.DRAFT:
        return show(request, "letters/editor.html", **head, **await editor(letter, request))
    return show(request, "letters/desk.html", **head, **await sheet(letter, request))


async def editor(letter: OfficialLetter, request: Request) -> dict[str, Any]:
    """Everything the editor offers."""
    standing = await queries.standing(letter, to=request.user)
    templates = await queries.templates_for(letter.meeting)
    return {
        "letter": letter,
        "standing": standing,
        "approvers": lines([step.person.email or str(step.person_id) for step in standing.steps]),
        "templates": [(str(each.id), each.name) for each in templates],
        "urgencies": choices(URGENCIES),
        "classes": choices(SECURITY_CLASSES),
        "modes": choices(ADDRESSEE_MODES),
        "signing_modes": choices(SIGNING_MODES),
        "placeholders": choices(PLACEHOLDERS),
        "pages": await pictures(letter),
        "lines": lines,
    }


async def pictures(letter: OfficialLetter) -> list[str]:
    """The pages to look at; none where a character cannot be printed, which submitting names."""
    return inline(await operations.pictures_or_none(letter))


async def sheet(letter: OfficialLetter, request: Request) -> dict[str, Any]:
    """The letter with where it stands and what the reader may do."""
    bundles = await operations.bundles_of(letter)
    standing = await queries.standing(letter, to=request.user)
    return {
        "letter": letter,
        "standing": standing,
        "pages": await pictures(letter),
        "tones": TONES,
        "approvals": APPROVAL_STATES,
        "bundles": bundles if standing.prepares else [],
        "bundle_words": BUNDLES,
        "ongoing": [bundle for bundle in bundles if bundle.state in ONGOING],
    }


async def draft(request: Request) -> Response:
    await read(request, Seen)
    meeting = request.path_params["meeting"]
    await operations.draft(meeting, by=request.user)
    return see(f"/meetings/{meeting}/letter", _("Draf surat terisi dari data rapat."))


async def write(request: Request) -> Response:
    meeting, letter = await _current(request)
    typed = await read(request, Written)
    await operations.change(letter.id, typed.facts(), by=request.user, revision=typed.revision)
    return see(f"/meetings/{meeting.id}/letter", _("Surat tersimpan."))


async def _current(request: Request) -> tuple[Meeting, OfficialLetter]:
    meeting = await find_for(Action.INVITE, request.path_params["meeting"], by=request.user)
    letter = await queries.latest(meeting.id)
    if letter is None:
        raise errors.NotFound(_("Surat rapat ini belum disusun."))
    return meeting, letter


async def preview(request: Request) -> Response:
    """The picture of what is on the page, before it is kept; or what is amiss with it."""
    _meeting, letter = await _current(request)
    try:
        typed = await read(request, Written)
        changed = await operations.with_changes(letter.id, typed.facts(), by=request.user)
    except errors.Invalid as amiss:
        said = [each["message"] for each in amiss.errors] or [amiss.detail]
        return show(request, "letters/_pages.html", pages=[], amiss=said)
    pages = inline(await operations.pictures(changed))
    return show(request, "letters/_pages.html", pages=pages)


async def reading(request: Request) -> Response:
    """A letter for whoever was asked to approve it, who need not know the meeting."""
    letter = await queries.find(key(request), to=request.user)
    await journal.looked("letter.viewed", by=request.user, subject=letter.meeting_id)
    return show(
        request,
        "letters/reading.html",
        meeting=letter.meeting,
        **await sheet(letter, request),
    )


def step(name: str, do: Any, notice: str) -> list[Route]:
    """A button on the way of a letter; it acts on the revision that was on the page."""

    async def press(request: Request) -> Response:
        seen = await read(request, Seen)
        await do(key(request), by=request.user, revision=seen.revision)
        return await _on(request, _(notice))

    return form(f"{ONE}/{name}", reading, press)


async def _on(request: Request, notice: str) -> Response:
    """Back to where the reader may go on: the meeting's letter, their own reading, or the start."""
    return see(await queries.place_of(key(request), request.user), notice)


async def return_(request: Request) -> Response:
    why = await read(request, Return)
    await operations.return_(key(request), why.comment, by=request.user, revision=why.revision)
    return await _on(request, _("Surat dikembalikan dengan catatan Anda."))


async def void(request: Request) -> Response:
    why = await read(request, Void)
    await operations.void(key(request), why.reason, by=request.user, revision=why.revision)
    return await _on(request, _("Surat dibatalkan; nomornya tidak dipakai lagi."))


def download(form_: str) -> Door:
    """A paper for people who follow a link."""

    async def serve(request: Request) -> Response:
        made = await operations.paper(key(request), form_, by=request.user)
        return Response(made.content, headers=made.headers, media_type=made.media)

    return serve


async def ask_copies(request: Request) -> Response:
    wish = await read(request, Copies)
    await operations.ask_copies(key(request), wish.form, by=request.user)
    return await _on(request, _("Salinan per penerima sedang dibuat."))


async def copies_progress(request: Request) -> Response:
    bundle = await operations.find_bundle(
        key(request), request.path_params["bundle"], by=request.user
    )
    states = {BundleState.READY: "done", BundleState.FAILED: "failed"}
    said = _("{done} dari {total} salinan siap.").format(done=bundle.done, total=bundle.total)
    return JSONResponse(
        {
            "done": bundle.done,
            "total": bundle.total,
            "state": states.get(bundle.state, "running"),
            "message": bundle.message or said,
        }
    )


async def copies_file(request: Request) -> Response:
    made = await operations.download_copies(
        key(request), request.path_params["bundle"], by=request.user
    )
    return Response(made.content, headers=made.headers, media_type=made.media)


routes: list[BaseRoute] = [
    *form(HERE, desk, write),
    *form(f"{HERE}/new", desk, draft),
    act(f"{HERE}/preview", preview),
    page(ONE, reading),
    *step("submit", operations.submit, N_("Surat diajukan.")),
    *step("approve", operations.approve, N_("Paraf Anda tercatat.")),
    *step("issue", operations.issue, N_("Surat terbit; nomor dan isinya tidak berubah lagi.")),
    *form(f"{ONE}/return", reading, return_),
    *form(f"{ONE}/void", reading, void),
    *form(f"{ONE}/copies", reading, ask_copies),
    page(f"{ONE}/copies/{{bundle:uuid}}", copies_progress),
    page(f"{ONE}/copies/{{bundle:uuid}}/file", copies_file),
    *(page(f"{ONE}.{name}", download(name)) for name in ("pdf", "docx")),
]
