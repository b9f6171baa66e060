"""A release as files: PDF, Word and JSON, for those who work on it and for the public."""

import asyncio
from dataclasses import replace
from uuid import UUID

import orjson

from rakor.accounts.models import User
from rakor.documents.downloads import DOCX, Download
from rakor.documents.pdf import render_pdf
from rakor.documents.word import render_docx
from rakor.letters.export import Stationery, dressed
from rakor.letters.queries import stationery_of, word_template
from rakor.letters.rules import StationeryKind
from rakor.minutes.queries.photos import Shown, pictures, shown
from rakor.press.export import ReleaseDocument, to_content, to_typst_values, to_word_values
from rakor.press.models import Release
from rakor.press.queries import Open, document_of, find_public, find_release, whole
from rakor.settings import settings

MEDIA = {
    "pdf": "application/pdf",
    "docx": DOCX,
    "json": "application/json",
}


async def paper(release_id: UUID, form: str, *, by: User) -> Download:
    """A release as it stands, for those who work on it: `pdf`, `docx` or `json`."""
    work = await find_release(release_id, to=by)
    return await _paper(work.open, form)


async def public_paper(slug: str, form: str) -> Download:
    """A release for everybody; NotFound before it may be read, and once it was taken back."""
    return await _paper(await find_public(slug), form)


async def printed(release: Release, form: str) -> Download:
    """A published release as everybody reads it, for the archive of its meeting."""
    return await _paper(await whole(release), form)


async def check_printable(it: Open) -> None:
    """Refuses (Invalid) a release that one of the printed forms cannot carry."""
    for form in ("pdf", "docx"):
        await _paper(it, form)


async def _paper(it: Open, form: str) -> Download:
    document = await document_of(it)
    photos = [shown(row.photo) for row in it.photos]
    main = next(each for each in it.meetings if each.id == it.release.meeting_id)
    at, organizer = it.release.published_at, main.organizer
    own = await word_template(organizer, StationeryKind.RELEASE, at=at) if form == "docx" else None
    stationery = await stationery_of(organizer, at=at)
    content = await _made(document, photos, form, own, stationery)
    return Download(f"siaran-pers-{it.release.slug}.{form}", MEDIA[form], content)


async def _made(
    document: ReleaseDocument,
    photos: list[Shown],
    form: str,
    own: bytes | None,
    stationery: Stationery | None,
) -> bytes:
    """One form, with the Word template and on the paper that the organizer had that day."""
    files = settings().files
    if form == "json":
        return orjson.dumps(to_content(document), option=orjson.OPT_INDENT_2)
    found = await asyncio.to_thread(pictures, photos, for_word=form == "docx")
    there = tuple(photo for photo in document.photos if photo.file in found)
    document = replace(document, photos=there)
    if form == "pdf":
        values = dressed(to_typst_values(document), stationery)
        return await render_pdf("release", values, fonts=files / "fonts", pictures=found)
    word = dressed(to_word_values(document, found), stationery)
    return await render_docx("release", word, folder=files / "templates", own=own)
