"""Printing a report: nothing of it is kept, it belongs to whoever gives it."""

from datetime import UTC, datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.documents.downloads import DOCX, Download, slug
from rakor.documents.pdf import render_pdf
from rakor.documents.word import render_docx
from rakor.letters.export import dressed
from rakor.letters.queries import stationery_of
from rakor.minutes.export.report import report
from rakor.minutes.queries.reading import reading
from rakor.minutes.queries.report import reported
from rakor.minutes.rules.report import ReportFacts
from rakor.settings import settings

REPORT_MEDIA = {"pdf": "application/pdf", "docx": DOCX}


async def report_paper(meeting_id: UUID, facts: ReportFacts, form: str, *, by: User) -> Download:
    """A report as `pdf` or `docx`, on the paper of its giver's agency.

    What may not be read by them is not in it. NotFound until the chair has approved the minutes.
    """
    seen = await reading(meeting_id, to=by)
    told = await reported(seen, by=by)
    at = datetime.now(UTC)
    values = dressed(
        report(facts, told.document, told.kop, at), await stationery_of(told.agency, at=at)
    )
    files = settings().files
    if form == "pdf":
        content = await render_pdf("report", values, fonts=files / "fonts")
    else:
        content = await render_docx("report", values, folder=files / "templates")
    name = f"laporan-{slug(seen.meeting.title)}.{form}"
    await journal.looked("report.printed", by=by, subject=meeting_id, file=name)
    return Download(name, REPORT_MEDIA[form], content)
