"""Files to take away: one's own data, and destruction lists."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import Session, User
from rakor.accounts.rules import FRESH
from rakor.documents.pdf import render_pdf
from rakor.documents.sheets import XLSX, xlsx
from rakor.privacy import export, queries
from rakor.settings import settings


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to be downloaded."""

    name: str
    media: str
    content: bytes

    @property
    def headers(self) -> dict[str, str]:
        """What tells a browser to save it under its name (RFC 6266), and nobody to keep it."""
        return {
            "Content-Disposition": f'attachment; filename="{self.name}"',
            "Cache-Control": "no-store",
        }


JSON = "application/json"
PDF = "application/pdf"


async def is_fresh(by: User) -> bool:
    """Whether somebody signed in a moment ago: then the file shows their whole NIP."""
    if by.session is None:
        return False
    session = await Session.get_or_none(id=by.session)
    return session is not None and datetime.now(UTC) - session.created_at <= FRESH


async def own_data(form: str, *, by: User) -> Paper:
    """Everything held about oneself as `json` or `pdf`; that it was taken away is recorded.

    The NIP is whole only shortly after signing in: a browser left open tells it to nobody.
    """
    sections = await queries.held_about(by.person, whole=True)
    fresh = await is_fresh(by)
    if not fresh:
        export.mask(sections)
    now = datetime.now(UTC)
    await journal.looked("person.downloaded", by=by, subject=by.id, what="own data", form=form)
    name = f"data-saya-{now:%Y-%m-%d}.{form}"
    if form == "json":
        return Paper(name, JSON, export.to_json(sections, by.full_name, now))
    zone = by.timezone or settings().timezone
    values = export.to_typst_values(sections, by.full_name, now, zone)
    return Paper(name, PDF, await render_pdf("mydata", values))


async def destruction_paper(destruction_id: UUID, form: str, *, by: User) -> Paper:
    """A destruction list as `pdf` or `xlsx`: what, how many, who, when, and the marks of rows."""
    queries.check_officer(by)
    found = await queries.find_destruction(destruction_id)
    marks = await queries.marks_of(found)
    await journal.looked("destruction.downloaded", by=by, number=found.number, form=form)
    name = re.sub(r"\W+", "-", f"pemusnahan-{found.number}") + f".{form}"
    zone = by.timezone or settings().timezone
    batches = [(line.title, batch.at, batch.marks) for line, batch in marks]
    facts = export.Listed.of(found)
    if form == "xlsx":
        tables = export.destruction_tables(facts, batches, zone)
        return Paper(name, XLSX, await xlsx(tables, created_at=found.proposed_at))
    values = export.destruction_values(facts, batches, zone)
    return Paper(name, PDF, await render_pdf("destruction", values))
