"""Printing cards with signed codes for those invited."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import export, queries
from rakor.attendance.export import Card, PerPage
from rakor.documents.pdf import render_pdf
from rakor.errors import Invalid
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.settings import settings
from rakor.words import _

MOST = 2000


async def print_badges(
    meeting_id: UUID,
    *,
    agency: str = "",
    invitation: UUID | None = None,
    per_page: PerPage = PerPage.EIGHT,
    by: User,
) -> tuple[Meeting, bytes]:
    """The cards of everybody who is expected, of one agency or of one person, as a PDF.

    Refuses (Invalid) a choice that means nobody or too many, and (MissingGlyph) a name with a
    letter that the fonts lack. That somebody took them is kept in the record.
    """
    meeting = await find_for(Action.CHECK_IN, meeting_id, by=by)
    await meeting.fetch_related("organizer")
    asked = await queries.expected(meeting, agency=agency, invitation=invitation)
    if not asked:
        raise Invalid.field("agency", _("Tidak ada kartu untuk pilihan ini."))
    if len(asked) > MOST:
        raise Invalid.field("agency", _("Paling banyak 2.000 kartu sekaligus. Pilih instansinya."))
    cards = [Card(**each) for each in asked]
    await journal.looked("badges.downloaded", by=by, subject=meeting.id, cards=len(cards))
    made = datetime.now(UTC)
    values = await asyncio.to_thread(
        export.badge_values, meeting.title, meeting.organizer.name, cards, per_page, made
    )
    return meeting, await render_pdf("badges", values, fonts=settings().files / "fonts")
