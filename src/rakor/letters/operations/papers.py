"""The letter on paper: PDF, Word, and pictures of its pages."""

from dataclasses import replace
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.documents.downloads import DOCX, Download, slug
from rakor.documents.pdf import render_pdf, render_pictures
from rakor.documents.word import render_docx
from rakor.errors import Invalid
from rakor.letters import queries
from rakor.letters.export import Copy, LetterDocument, to_typst_values, to_word_values
from rakor.letters.models import LetterFile, OfficialLetter
from rakor.letters.rules import AddresseeMode, StationeryKind
from rakor.settings import settings

MEDIA = {
    "pdf": "application/pdf",
    "docx": DOCX,
    "zip": "application/zip",
}
SHOWN_PAGES = 3


async def paper(letter_id: UUID, form: str, *, by: User) -> Download:
    """The letter as `pdf` or `docx`; once issued, the bytes that were issued."""
    letter = await queries.find(letter_id, to=by)
    kept = await LetterFile.get_or_none(letter_id=letter.id, form=form)
    if kept is not None:
        content = bytes(kept.content)
    else:
        document = await queries.compose(letter)
        content = await made(document, form, await common(letter), await own_word(letter))
    name = f"surat-undangan-{slug(letter.meeting.title)}.{form}"
    await journal.looked("letter.downloaded", by=by, subject=letter.meeting_id, file=name)
    return Download(name, MEDIA[form], content)


async def common(letter: OfficialLetter) -> list[Copy]:
    """The copy for the file; where everybody gets their own, the first of them stands for all."""
    if letter.addressee_mode is AddresseeMode.LIST:
        return [Copy()]
    return [Copy(number="arsip")] if queries.secret(letter) else [Copy()]


async def own_word(letter: OfficialLetter) -> bytes | None:
    """The Word template of the agency, as it was when the letter was issued."""
    at = letter.issued_at
    return await queries.word_template(letter.agency, StationeryKind.LETTER, at=at)


async def made(
    document: LetterDocument, form: str, copies: list[Copy], own: bytes | None = None
) -> bytes:
    """The bytes of one form, rendered off the event loop; `own` is the agency's Word template."""
    files = settings().files
    if form == "pdf":
        values = to_typst_values(document, copies)
        return await render_pdf("letter", values, fonts=files / "fonts")
    values = to_word_values(document, copies)
    return await render_docx("letter", values, folder=files / "templates", own=own)


async def check_printable(letter: OfficialLetter) -> None:
    """Refuses (Invalid) a letter that one of its forms cannot carry."""
    document = await queries.compose(letter)
    for form in ("pdf", "docx"):
        await made(document, form, [Copy()], await own_word(letter))


async def pictures(letter: OfficialLetter) -> list[bytes]:
    """The first pages as they would be printed now, as PNG.

    A letter that goes to everybody singly is shown as the first of them would get it, without
    the link, which is theirs alone.
    """
    document = await queries.compose(letter)
    copies = await common(letter)
    if letter.addressee_mode is AddresseeMode.SINGLE:
        seats = await queries.addressees(letter.meeting)
        copies = [
            replace(each, url="") for each in queries.copies_for(seats, letter.security_class)[:1]
        ] or copies
    return await shown(document, copies)


async def pictures_or_none(letter: OfficialLetter) -> list[bytes]:
    """The pictures; none where a character cannot be printed, which submitting then names."""
    try:
        return await pictures(letter)
    except Invalid:
        return []


async def shown(document: LetterDocument, copies: list[Copy]) -> list[bytes]:
    """Pictures of the first pages of a letter."""
    values = to_typst_values(document, copies)
    pages = await render_pictures("letter", values, fonts=settings().files / "fonts", ppi=96)
    return pages[:SHOWN_PAGES]
