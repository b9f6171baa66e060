"""Approved minutes as an issued document: their code, and the files that were handed out."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from rakor import journal
from rakor.issued import operations as issued
from rakor.issued.models import Issued, IssuedFile
from rakor.issued.operations import Facts
from rakor.issued.queries import issued_of
from rakor.issued.rules import Edition, IssuedKind, spoken
from rakor.meetings.models import Meeting
from rakor.minutes.export.values import MinutesDocument, Verification
from rakor.minutes.models import Minutes
from rakor.minutes.queries import document_of
from rakor.settings import settings


async def issue(
    minutes: Minutes, document: MinutesDocument, meeting: Meeting, *, at: datetime
) -> Verification:
    """What is printed on the minutes that are approved in this transaction.

    The version before them is told to be replaced.
    """
    made = await _issued(minutes, document, meeting, at)
    return Verification(spoken(made.code), f"{settings().public_url}/verify/{made.code}")


async def handed_out(
    minutes: Minutes,
    edition: Edition,
    form: str,
    media: str,
    make: Callable[[], Awaitable[bytes]],
) -> IssuedFile:
    """The file of approved minutes as it first went out, with the signatures that came since."""
    return await issued.hand_out(await document_for(minutes), edition, form, media, make)


async def document_for(minutes: Minutes) -> Issued:
    """The issued document of approved minutes; those approved before there were codes get one."""
    found = await issued_of(minutes.id)
    if found is not None:
        return found
    async with journal.transaction() as record:
        await Minutes.filter(id=minutes.id).select_for_update().first()
        found = await issued_of(minutes.id)
        if found is not None:
            return found
        meeting = await Meeting.get(id=minutes.meeting_id)
        at = minutes.approved_at or record.at
        return await _issued(minutes, document_of(minutes), meeting, at)


async def _issued(
    minutes: Minutes, document: MinutesDocument, meeting: Meeting, at: datetime
) -> Issued:
    before = (
        await Minutes.filter(meeting_id=meeting.id, version__lt=minutes.version)
        .order_by("-version")
        .only("id")
        .first()
    )
    facts = Facts(
        kind=IssuedKind.MINUTES,
        source_id=minutes.id,
        agency=document.letterhead.name,
        title=meeting.title,
        version=minutes.version,
    )
    return await issued.issue(meeting, facts, at=at, replaces=before.id if before else None)
