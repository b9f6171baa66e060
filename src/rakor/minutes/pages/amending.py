"""After the approval, for people: requests to correct, the next version, and what it changes."""

from typing import Annotated

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.minutes import operations, queries
from rakor.minutes.pages.minutes import HERE, key, sheet, shown, url
from rakor.minutes.rules import Correction, Verdict
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import read
from rakor.web.shapes import Shape, Text
from rakor.words import _


class Why(Shape):
    """Why the approved minutes are changed."""

    reason: Annotated[Text, Field(max_length=2000)] = ""


async def corrections(request: Request) -> Response:
    reading = await queries.reading(key(request), to=request.user)
    counting = await queries.in_force(key(request))
    if counting is not None:
        reading = await queries.reading(key(request), to=request.user, version=counting.version)
    return show(
        request,
        "minutes/corrections.html",
        reading=reading,
        meeting=reading.meeting,
        parts=reading.parts,
        minutes=reading.minutes,
        named=queries.sections_read(reading) if counting is not None else {},
        rows=await queries.corrections_of(reading, to=request.user),
        open=counting is not None and queries.takes_corrections_now(counting),
    )


async def ask(request: Request) -> Response:
    typed = await read(request, Correction)
    await operations.ask_correction(key(request), typed, by=request.user)
    return see(f"{url(request)}/corrections", _("Permintaan perbaikan terkirim."))


async def decide(request: Request) -> Response:
    verdict = await read(request, Verdict)
    which = request.path_params["correction"]
    await operations.answer_correction(key(request), which, verdict, by=request.user)
    return see(f"{url(request)}/corrections", _("Jawaban tersimpan."))


async def amend(request: Request) -> Response:
    typed = await read(request, Why)
    await operations.amend(key(request), typed.reason, by=request.user)
    return see(url(request), _("Versi berikutnya terbuka. Versi lama tetap berlaku."))


async def version(request: Request) -> Response:
    number = request.path_params["version"]
    return await shown(
        request, await queries.reading(key(request), to=request.user, version=number)
    )


async def changes(request: Request) -> Response:
    number = request.path_params["version"]
    reading, found = await queries.differences(key(request), number, to=request.user)
    return show(
        request,
        "minutes/changes.html",
        reading=reading,
        meeting=reading.meeting,
        parts=reading.parts,
        minutes=reading.minutes,
        found=found,
    )


routes: list[BaseRoute] = [
    *form(f"{HERE}/corrections", corrections, ask),
    *form(f"{HERE}/corrections/{{correction:uuid}}", corrections, decide),
    *form(f"{HERE}/amend", sheet, amend),
    page(f"{HERE}/versions/{{version:int}}", version),
    page(f"{HERE}/versions/{{version:int}}/changes", changes),
]
