"""The rundown on paper: for the stage with everything, in the look of the organizer's documents."""

from datetime import UTC, datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.documents.downloads import Download, slug
from rakor.documents.pdf import render_pdf
from rakor.letters.export import dressed
from rakor.letters.queries import stationery_of
from rakor.programmes import queries
from rakor.programmes.queries.printed import rundown_values
from rakor.settings import settings


async def rundown_pdf(programme_id: UUID, *, by: User) -> Download:
    """The rundown of all days (susunan acara) as PDF, with who answers for each line.

    For those who plan the programme: notes for the stage are on it. Refuses (MissingGlyph) a letter
    that no font has.
    """
    programme = await queries.find_for_planning(programme_id, by=by)
    parent = await Agency.get_or_none(id=programme.organizer.parent_id)
    events = await queries.events_of(programme, to=by)
    await journal.looked("rundown.downloaded", by=by, subject=programme.organizer_id, format="pdf")
    values = rundown_values(
        programme,
        queries.by_day(programme, events),
        datetime.now(UTC),
        parent=parent.name if parent else "",
    )
    look = await stationery_of(programme.organizer)
    made = await render_pdf("rundown", dressed(values, look), fonts=settings().files / "fonts")
    return Download(f"susunan-acara-{slug(programme.title)}.pdf", "application/pdf", made)
