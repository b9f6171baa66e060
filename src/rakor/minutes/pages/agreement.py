"""Berita acara for people: the list of a meeting, and one from its draft to its end."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.issued.rules import spoken
from rakor.minutes import operations, queries
from rakor.minutes.queries.agreement import (
    Agreed,
    agreed,
    agreements_read,
    day_of,
    open_document,
    parties_of,
    source_of,
)
from rakor.minutes.rules import HELD, IN_FORCE
from rakor.minutes.rules.agreement import AgreementChoices, AgreementState, Parties
from rakor.web.answers import see, show
from rakor.web.pages import Door, form, page
from rakor.web.reading import read
from rakor.web.shapes import Line, Shape, Text
from rakor.web.uploads import read_upload
from rakor.words import _

Words = Annotated[Line, Field(max_length=400)]
TONES = {
    AgreementState.DRAFT: ("n", "pencil-line"),
    AgreementState.ISSUED: ("g", "badge-check"),
    AgreementState.REPLACED: ("n", "history"),
    AgreementState.VOID: ("r", "ban"),
}


class Chosen(Shape):
    """With whom: one agency by its name in the minutes, or "" for all that came."""

    agency: Words = ""


class SignerRow(Shape):
    """A row of the form of those who sign."""

    agency: Words
    name: Words = ""
    office: Words = ""


class Seen(Shape):
    """What an act is about: the revision that was on the page."""

    revision: int | None = None


class Voided(Seen):
    """Why it no longer holds."""

    reason: Annotated[Text, Field(max_length=500)] = ""


class Choices(Seen):
    """The form of what stands in it; every decision has a box."""

    decisions: list[int] = []
    opening: Annotated[Text, Field(max_length=2000)] = ""
    closing: Annotated[Text, Field(max_length=2000)] = ""
    day: Annotated[date | None, BeforeValidator(lambda typed: typed or None)] = None
    place_and_date: Words = ""
    witness: Words = ""
    witness_office: Words = ""
    signers: Annotated[dict[int, SignerRow], Field(max_length=201)] = {}
    number_pattern: Annotated[Line, Field(max_length=120)] = ""
    archive_class_code: Annotated[Line, Field(max_length=40)] = ""
    position_code: Annotated[Line, Field(max_length=40)] = ""
    external_number: Annotated[Line, Field(max_length=120)] = ""


def keys(request: Request) -> tuple[UUID, UUID]:
    """The meeting and its berita acara, as the path names them."""
    return request.path_params["meeting"], request.path_params["agreement"]


def here(request: Request, agreement: UUID) -> str:
    return f"/meetings/{request.path_params['meeting']}/agreements/{agreement}"


async def listed(request: Request) -> Response:
    reading = await queries.reading(request.path_params["meeting"], to=request.user)
    there = reading.writes and reading.minutes is not None and reading.meeting.state in HELD
    parties = parties_of(open_document(await source_of(reading.meeting.id))) if there else []
    return show(
        request,
        "minutes/agreements.html",
        reading=reading,
        meeting=reading.meeting,
        parts=reading.parts,
        agreements=await agreements_read(reading),
        others=parties,
        tones=TONES,
    )


async def draft(request: Request) -> Response:
    chosen = await read(request, Chosen)
    wanted = Parties(agencies=[chosen.agency] if chosen.agency else [])
    meeting = request.path_params["meeting"]
    made = await operations.draft_agreement(meeting, wanted, by=request.user)
    return see(here(request, made.id), _("Draf berita acara tersusun dari notula."))


async def one(request: Request) -> Response:
    found = await agreed(*keys(request), to=request.user)
    row = found.agreement
    return show(
        request,
        "minutes/agreement.html",
        found=found,
        agreement=row,
        meeting=found.reading.meeting,
        parts=found.reading.parts,
        values=found.values,
        here=here(request, row.id),
        tones=TONES,
        code=spoken(found.issued.code) if found.issued else "",
        **(await _form(request, found) if _edits(found) else {"choices": None}),
    )


def _edits(found: Agreed) -> bool:
    return found.writes and found.agreement.state is AgreementState.DRAFT


async def _form(request: Request, found: Agreed) -> dict[str, Any]:
    """What the form of a draft offers: the decisions of the minutes, and whether it may go out."""
    minutes = await source_of(found.agreement.meeting_id)
    decisions = open_document(minutes).decisions
    choices = found.choices
    chosen = [each.number for each in decisions] if choices.decisions is None else choices.decisions
    typed = getattr(request.state, "typed", None)
    if typed and "number_pattern" in typed:
        chosen = [int(each) for each in typed.get("decisions", []) if str(each).isdecimal()]
    return {
        "choices": choices,
        "decisions": decisions,
        "chosen": chosen,
        "signers": {each.agency: each for each in choices.signers},
        "day": day_of(choices, found.reading.meeting),
        "approved": minutes.state in IN_FORCE,
    }


async def change(request: Request) -> Response:
    typed = await read(request, Choices)
    meeting, agreement = keys(request)
    said = typed.model_dump(exclude={"revision", "signers", "decisions"})
    whole = [each.number for each in open_document(await source_of(meeting)).decisions]
    choices = AgreementChoices.model_validate(
        {
            **said,
            "decisions": None if typed.decisions == whole else typed.decisions,
            "signers": [
                row.model_dump() for _at, row in sorted(typed.signers.items())
                if row.name or row.office
            ],
        }
    )  # fmt: skip
    await operations.change_agreement(
        meeting, agreement, choices, by=request.user, revision=typed.revision
    )
    return see(here(request, agreement), _("Perubahan disimpan."))


async def issue(request: Request) -> Response:
    seen = await read(request, Seen)
    meeting, agreement = keys(request)
    await operations.issue_agreement(meeting, agreement, by=request.user, revision=seen.revision)
    return see(
        here(request, agreement), _("Berita acara terbit; isi dan berkasnya tidak berubah lagi.")
    )


async def replace(request: Request) -> Response:
    await read(request, Seen)
    made = await operations.replace_agreement(*keys(request), by=request.user)
    return see(here(request, made.id), _("Draf pengganti tersusun."))


async def void(request: Request) -> Response:
    why = await read(request, Voided)
    meeting, agreement = keys(request)
    await operations.void_agreement(
        meeting, agreement, why.reason, by=request.user, revision=why.revision
    )
    return see(f"/meetings/{meeting}/agreements", _("Berita acara dibatalkan."))


async def take(request: Request) -> Response:
    upload = await read_upload(request)
    meeting, agreement = keys(request)
    await operations.take_signed_agreement(meeting, agreement, upload.content, by=request.user)
    return see(here(request, agreement), _("PDF bertanda tangan diterima."))


def paper(form_: str) -> Door:
    """The download of one form."""

    async def download(request: Request) -> Response:
        made = await operations.agreement_paper(*keys(request), form_, by=request.user)
        return Response(made.content, headers=made.headers, media_type=made.media)

    return download


HERE = "/meetings/{meeting:uuid}/agreements"
ONE = f"{HERE}/{{agreement:uuid}}"

routes: list[BaseRoute] = [
    *form(HERE, listed, draft),
    *form(ONE, one, change),
    *form(f"{ONE}/issue", one, issue),
    *form(f"{ONE}/replace", one, replace),
    *form(f"{ONE}/void", one, void),
    *form(f"{ONE}/signed", one, take),
    *(page(f"{ONE}.{name}", paper(name)) for name in ("pdf", "docx")),
]
