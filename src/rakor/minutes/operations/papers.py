"""The minutes as files. Those of an approved version are kept, so that they never change."""

import asyncio
from dataclasses import replace
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.documents.downloads import DOCX, Download, slug
from rakor.documents.pdf import render_pdf
from rakor.documents.word import render_docx
from rakor.issued.rules import Edition
from rakor.letters.export import Stationery, dressed
from rakor.letters.queries import stationery_of, word_template
from rakor.letters.rules import StationeryKind
from rakor.meetings.models import Meeting
from rakor.minutes.export import (
    to_html,
    to_json,
    to_markdown,
    to_record,
    to_typst_values,
    to_word_values,
)
from rakor.minutes.export.values import MinutesDocument, for_participants
from rakor.minutes.models import Minutes
from rakor.minutes.operations.issuing import handed_out
from rakor.minutes.queries import document_of, read_by
from rakor.minutes.queries.photos import pictures, still_agreed
from rakor.minutes.rules import SETTLED
from rakor.settings import settings

MEDIA = {
    "pdf": "application/pdf",
    "docx": DOCX,
    "html": "text/html",
    "md": "text/markdown",
    "json": "application/json",
}
PRINTED = frozenset({"pdf", "docx"})


async def paper(
    meeting_id: UUID, form: str, *, by: User, circulated: bool = False, version: int | None = None
) -> Download:
    """The minutes as `pdf`, `docx`, `html`, `md` or `json`; a signed PDF once there is one.

    Participants get the version that is circulated, without confidential items; secretariat and
    chair get everything unless they ask for the `circulated` one. NotFound until there are
    minutes that this person may read.
    """
    minutes, document = await read_by(meeting_id, to=by, version=version)
    short = for_participants(document)
    whole = document != short and not circulated
    document = document if whole else short
    name = f"notula-{slug(document.facts.meeting)}{'-lengkap' if whole else ''}.{form}"
    content = await _content(minutes, document, form, Edition.WHOLE if whole else Edition.OPEN)
    # They hold the names of everybody who came.
    await journal.looked("minutes.downloaded", by=by, subject=meeting_id, file=name)
    return Download(name, MEDIA[form], content)


async def circulated(minutes: Minutes) -> Download:
    """The PDF that goes out with letters: approved minutes without confidential items."""
    document = for_participants(document_of(minutes))
    name = f"notula-{slug(document.facts.meeting)}.pdf"
    return Download(name, MEDIA["pdf"], await _content(minutes, document, "pdf", Edition.OPEN))


async def every_form(minutes: Minutes) -> None:
    """Make the files of an approved version that nobody has asked for yet, for the archive."""
    document = document_of(minutes)
    short = for_participants(document)
    editions = {Edition.OPEN: short} | ({Edition.WHOLE: document} if document != short else {})
    for edition, told in editions.items():
        for form in MEDIA:
            await _content(minutes, told, form, edition)


async def _content(
    minutes: Minutes, document: MinutesDocument, form: str, edition: Edition
) -> bytes:
    own = await _own_template(minutes) if form == "docx" else None
    paper = await _paper_of(minutes) if form in PRINTED else None
    if minutes.state not in SETTLED:
        return await _made(document, form, own, paper)

    async def make() -> bytes:
        # What was handed out before there were codes lies among the files.
        before = settings().files / "minutes" / f"{minutes.id}-{edition.value}.{form}"
        found = await asyncio.to_thread(lambda: before.read_bytes() if before.is_file() else None)
        return found or await _made(document, form, own, paper)

    kept = await handed_out(minutes, edition, form, MEDIA[form], make)
    return bytes(kept.content)


async def check_printable(document: MinutesDocument) -> None:
    """Refuses (Invalid) minutes that one of the printed forms cannot carry."""
    for form in ("pdf", "docx"):
        await _made(document, form)


async def _own_template(minutes: Minutes) -> bytes | None:
    """The Word template of the organizer, as it was when the minutes were approved."""
    meeting = await Meeting.get(id=minutes.meeting_id).select_related("organizer")
    at = minutes.approved_at
    return await word_template(meeting.organizer, StationeryKind.MINUTES, at=at)


async def _paper_of(minutes: Minutes) -> Stationery | None:
    """What the organizer printed on when the minutes were approved."""
    meeting = await Meeting.get(id=minutes.meeting_id).select_related("organizer")
    return await stationery_of(meeting.organizer, at=minutes.approved_at)


async def _made(
    document: MinutesDocument,
    form: str,
    own: bytes | None = None,
    paper: Stationery | None = None,
) -> bytes:
    files = settings().files
    match form:
        case "pdf":
            document, found = await _with_photos(document, for_word=False)
            values, record = dressed(to_typst_values(document), paper), to_record(document)
            fonts = files / "fonts"
            return await render_pdf("minutes", values, fonts=fonts, record=record, pictures=found)
        case "docx":
            document, found = await _with_photos(document, for_word=True)
            word = dressed(to_word_values(document, found), paper)
            return await render_docx("minutes", word, folder=files / "templates", own=own)
        case "html":
            return _page(document).encode()
        case "md":
            return to_markdown(document).encode()
        case _:
            return to_json(document).encode()


async def _with_photos(
    document: MinutesDocument, *, for_word: bool
) -> tuple[MinutesDocument, dict[str, bytes]]:
    """The document with those of its photos that may still be printed, and their bytes."""
    agreed = await still_agreed(document.photos)
    found = await asyncio.to_thread(pictures, agreed, for_word=for_word)
    there = tuple(photo for photo in document.photos if photo.file in found)
    return replace(document, photos=there), found


def _page(document: MinutesDocument) -> str:
    """The sheet as a file of its own."""
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    body = to_html(document)
    return f'<!doctype html><html lang="id"><head>{head}<title>Notula</title></head>{body}</html>\n'
