"""The berita acara of a meeting as a file, to be numbered and signed by its parties."""

from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.documents.downloads import Download, slug
from rakor.documents.pdf import render_pdf
from rakor.documents.word import render_docx
from rakor.meetings.models import Meeting
from rakor.minutes.export.agreement import agreement
from rakor.minutes.export.values import for_participants
from rakor.minutes.operations.papers import MEDIA
from rakor.minutes.queries import read_by
from rakor.settings import settings
from rakor.words import dates, speaking


async def agreement_paper(meeting_id: UUID, form: str, agency: str, *, by: User) -> Download:
    """What was agreed, as `pdf` or `docx`: between all agencies that came, or with one of them.

    `agency` is its name as the minutes have it, "" for all. NotFound until there are minutes that
    this person may read; confidential items never stand in it.
    """
    _minutes, document = await read_by(meeting_id, to=by)
    meeting = await Meeting.get(id=meeting_id)
    day = meeting.starts_at.astimezone(dates.zone(meeting.timezone)).date()
    with speaking("id"):
        values = agreement(for_participants(document), day, [agency] if agency else [])
    files = settings().files
    if form == "pdf":
        made = await render_pdf("agreement", values, fonts=files / "fonts")
    else:
        made = await render_docx("agreement", values, folder=files / "templates")
    name = f"berita-acara-{slug(meeting.title)}.{form}"
    # It holds the names of those who spoke for their agencies.
    await journal.looked("minutes.downloaded", by=by, subject=meeting_id, file=name)
    return Download(name, MEDIA[form], made)
