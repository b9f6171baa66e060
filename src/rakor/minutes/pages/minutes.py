"""The minutes of a meeting for people: the sheet, its way to the chair, and writing in it."""

from typing import Annotated, Any
from uuid import UUID

from markupsafe import Markup
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from rakor.directory.rules import may_keep
from rakor.documents.richtext import EMPTY
from rakor.minutes import operations, queries
from rakor.minutes.export import to_html
from rakor.minutes.export.values import Presentation, Question
from rakor.minutes.queries import Reading
from rakor.minutes.queries.agreement import agreements_read
from rakor.minutes.queries.issued import signed
from rakor.minutes.rules import Asked, Days, Edits
from rakor.web.answers import see, show
from rakor.web.pages import Door, act, form, page
from rakor.web.reading import checked, query_of, read
from rakor.web.shapes import Line, Shape, Text
from rakor.words import N_, _

HERE = "/meetings/{meeting:uuid}/minutes"
ROWS_BEYOND = 2  # empty rows for further papers


class Read(Shape):
    """What an act is about: the revision that was on the page."""

    revision: int | None = None


class Return(Read):
    """Why the chair sends the minutes back."""

    comment: Annotated[Text, Field(max_length=5000)] = ""


class Head(Read):
    """The lines of the head that nobody but the minute-taker knows."""

    basis: Annotated[Line, Field(max_length=500)] = ""
    subject: Annotated[Line, Field(max_length=500)] = ""
    place_and_date: Annotated[Line, Field(max_length=500)] = ""
    next_meeting: Annotated[Line, Field(max_length=500)] = ""


class PaperRow(Shape):
    """A row of the form of papers; one without a title is left out."""

    title: Annotated[Line, Field(max_length=500)] = ""
    speaker: Annotated[Line, Field(max_length=500)] = ""
    summary: Annotated[Text, Field(max_length=50_000)] | None = None


class Papers(Shape):
    """The form of papers."""

    revision: int
    papers: Annotated[dict[int, PaperRow], Field(max_length=52)] = {}


class AskedRow(Shape):
    """A row of the form of questions; one that names nobody is left out."""

    who: Annotated[Line, Field(max_length=500)] = ""
    question: Annotated[Text, Field(max_length=5000)] = ""
    answered_by: Annotated[Line, Field(max_length=500)] = ""
    answer: Annotated[Text, Field(max_length=5000)] = ""
    confidential: Annotated[str, Field(max_length=1)] = ""


class Questions(Shape):
    """The form of questions and answers."""

    revision: int
    asked: Annotated[dict[int, AskedRow], Field(max_length=202)] = {}


class Fields(Shape):
    """The fields of one section: what was typed, and which parts go."""

    revision: int
    text: Annotated[dict[int, Annotated[Text, Field(max_length=200_000)]], Field(max_length=2000)]
    drop: Annotated[dict[int, str], Field(max_length=2000)] = {}


class Wanted(Shape):
    circulated: bool = False
    version: Annotated[int, Field(ge=1)] | None = None


class Sending(Read):
    """For how many days participants may ask for corrections."""

    days: Days | None = None


def key(request: Request) -> UUID:
    found: UUID = request.path_params["meeting"]
    return found


def url(request: Request) -> str:
    return f"/meetings/{key(request)}/minutes"


def sections(reading: Reading) -> list[dict[str, Any]]:
    """What can be rewritten, for the list beside the sheet: address, title, whether it was."""
    if reading.minutes is None or reading.document is None:
        return []
    content = reading.minutes.content
    edited = set(content["edited"])
    named = [
        ("head", _("Kepala notula"), {"basis", "subject", "place_and_date", "next_meeting"}),
        ("opening", _("Pembukaan"), {"opening"}),
        ("presentations", _("Paparan"), {"presentations"}),
        *(
            (item, f"{notes.number}. {notes.title}", {item})
            for item, notes in zip(content["items"], reading.document.discussion, strict=True)
        ),
        ("qa", _("Tanya jawab"), {"qa"}),
        ("closing", _("Penutup"), {"closing"}),
    ]
    return [
        {"key": name, "title": title, "edited": bool(edited & keys)} for name, title, keys in named
    ]


async def sheet(request: Request) -> Response:
    return await shown(request, await queries.reading(key(request), to=request.user))


async def shown(request: Request, reading: Reading) -> Response:
    """One version as a sheet, with what comes next beside it."""
    document, minutes = reading.document, reading.minutes
    return show(
        request,
        "minutes/detail.html",
        reading=reading,
        meeting=reading.meeting,
        parts=reading.parts,
        minutes=minutes,
        document=document,
        comments=await queries.comments_of(reading) if reading.remarks else [],
        named=queries.sections_read(reading),
        corrections=await queries.corrections_of(reading, to=request.user),
        days=await queries.correction_days(reading.meeting.organizer_id),
        keeps_days=may_keep(request.user, reading.meeting.organizer),
        takes_corrections=minutes is not None and queries.takes_corrections_now(minutes),
        # Made by our own exporter, which escapes every text that people wrote.
        sheet=Markup(to_html(document)) if document else "",  # noqa: S704
        sections=sections(reading) if reading.edits else [],
        signed=await signed(minutes),
        agreements=await agreements_read(reading),
        secrets=document is not None and any(each.confidential for each in document.discussion),
    )


async def draft(request: Request) -> Response:
    await read(request, Read)
    await operations.draft(key(request), by=request.user)
    return see(url(request), _("Draf notula tersusun dari catatan sidang."))


def step(name: str, do: Any, notice: str) -> list[Route]:
    """A button of the way to the chair; it acts on the revision that was on the page.

    What is refused is said on the sheet, where it can be mended.
    """

    async def press(request: Request) -> Response:
        seen = await read(request, Read)
        await do(key(request), by=request.user, revision=seen.revision)
        return see(url(request), _(notice))

    return form(f"{HERE}/{name}", sheet, press)


async def return_(request: Request) -> Response:
    why = await read(request, Return)
    await operations.return_(key(request), why.comment, by=request.user, revision=why.revision)
    return see(url(request), _("Notula dikembalikan dengan catatan Anda."))


async def distribute(request: Request) -> Response:
    wanted = await read(request, Sending)
    await operations.distribute(
        key(request), by=request.user, revision=wanted.revision, days=wanted.days
    )
    return see(url(request), _("Notula diedarkan. Surelnya dikirim sebentar lagi."))


async def head_form(request: Request) -> Response:
    reading, minutes = await queries.writing(key(request), by=request.user)
    return show(
        request,
        "minutes/head.html",
        meeting=reading.meeting,
        parts=reading.parts,
        minutes=minutes,
        document=reading.document,
    )


async def edit_head(request: Request) -> Response:
    typed = await read(request, Head)
    edits = Edits.model_validate(typed.model_dump(exclude={"revision"}))
    await operations.edit(key(request), edits, by=request.user, revision=typed.revision)
    return see(url(request), _("Kepala notula tersimpan."))


async def papers_form(request: Request) -> Response:
    reading, minutes = await queries.writing(key(request), by=request.user)
    assert reading.document is not None
    rows = [(paper, operations.parts_of(paper.summary)) for paper in reading.document.presentations]
    return show(
        request,
        "minutes/papers.html",
        meeting=reading.meeting,
        parts=reading.parts,
        minutes=minutes,
        rows=rows + [(Presentation("", ""), operations.parts_of(EMPTY))] * ROWS_BEYOND,
    )


async def edit_papers(request: Request) -> Response:
    typed = await read(request, Papers)
    rows = {at: (row.title, row.speaker, row.summary) for at, row in typed.papers.items()}
    await operations.edit_papers(key(request), rows, by=request.user, revision=typed.revision)
    return see(url(request), _("Paparan tersimpan."))


async def questions_form(request: Request) -> Response:
    reading, minutes = await queries.writing(key(request), by=request.user)
    assert reading.document is not None
    return show(
        request,
        "minutes/qa.html",
        meeting=reading.meeting,
        parts=reading.parts,
        minutes=minutes,
        rows=[*reading.document.qa, *[Question("", "")] * ROWS_BEYOND],
    )


async def edit_questions(request: Request) -> Response:
    typed = await read(request, Questions)
    rows = {
        at: checked(Asked, row.model_dump() | {"confidential": bool(row.confidential)})
        for at, row in typed.asked.items()
        if row.who
    }
    await operations.edit_questions(key(request), rows, by=request.user, revision=typed.revision)
    return see(url(request), _("Tanya jawab tersimpan."))


async def section_form(request: Request) -> Response:
    reading, minutes = await queries.writing(key(request), by=request.user)
    name = request.path_params["section"]
    parts = operations.parts_of_section(minutes, name)
    titles = {each["key"]: each["title"] for each in sections(reading)}
    return show(
        request,
        "minutes/section.html",
        meeting=reading.meeting,
        parts=reading.parts,
        minutes=minutes,
        title=titles.get(name, ""),
        # Made by the rich text's own exporter, which escapes every text.
        fields=[(part, Markup(part.html)) for part in parts],  # noqa: S704
    )


async def edit_section(request: Request) -> Response:
    typed = await read(request, Fields)
    await operations.edit_section(
        key(request),
        request.path_params["section"],
        typed.text,
        set(typed.drop),
        by=request.user,
        revision=typed.revision,
    )
    return see(url(request), _("Bagian notula tersimpan."))


def download(form_: str) -> Door:
    """A document for people who follow a link."""

    async def serve(request: Request) -> Response:
        wanted = query_of(request, Wanted)
        made = await operations.paper(
            key(request),
            form_,
            by=request.user,
            circulated=wanted.circulated,
            version=wanted.version,
        )
        return Response(made.content, headers=made.headers, media_type=made.media)

    return serve


routes: list[BaseRoute] = [
    page(HERE, sheet),
    act(HERE, draft),
    *form(f"{HERE}/return", sheet, return_),
    *step("refresh", operations.refresh, N_("Catatan sidang terbaru sudah masuk ke draf.")),
    *step("submit", operations.submit, N_("Notula diajukan.")),
    *step("approve", operations.approve, N_("Notula disetujui dan dikunci.")),
    *form(f"{HERE}/distribute", sheet, distribute),
    *form(f"{HERE}/edit/head", head_form, edit_head),
    *form(f"{HERE}/edit/presentations", papers_form, edit_papers),
    *form(f"{HERE}/edit/qa", questions_form, edit_questions),
    *form(f"{HERE}/edit/{{section}}", section_form, edit_section),
    *(page(f"{HERE}.{name}", download(name)) for name in operations.MEDIA),
]
