"""Minutes and releases as they were written: every version, every state, what was said of them."""

from typing import Any
from uuid import UUID

from rakor.archive.queries.hidden import Hidden
from rakor.archive.queries.rows import several, told
from rakor.issued.queries import issued_of, signatures_of
from rakor.issued.rules import spoken
from rakor.minutes.export.plain import to_content
from rakor.minutes.export.values import for_participants
from rakor.minutes.models import (
    Agreement,
    Minutes,
    MinutesComment,
    MinutesCorrection,
    MinutesReview,
    MinutesRevision,
)
from rakor.minutes.queries import document_of
from rakor.minutes.rules import SETTLED
from rakor.press.models import Release, ReleaseAuthor, ReleaseQuote, ReleaseRevision
from rakor.press.queries import releases_of
from rakor.press.rules import ReleaseState

Told = dict[str, Any]

_MINUTES = (
    "id version state journal_seq drafted_at submitted_at approved_at distributed_at reason "
    "corrections_until authority revision"
)
_AGREEMENT = (
    "id state version replaces_id agencies content number dated drafted_at issued_at reason "
    "revision"
)
_RELEASE = (
    "id meeting_id state slug headline city dated lead body results counts shows_counts about "
    "embargo_until featured edited_at approved_at published_at withdrawn_at reason revision"
)
_COMMENT = "section text by_name at resolved_at resolved_by_name"
_REQUEST = "section text by_name agency_name at state answer decided_by_name decided_at carried_in"


async def minutes_told(meeting_id: UUID, hidden: Hidden) -> list[Told]:
    """Every version with its text; participants get those that were approved, and only the text."""
    rows = Minutes.filter(meeting_id=meeting_id).order_by("version")
    found = []
    for row in await rows.select_related("drafted_by", "approved_by"):
        if not hidden.whole and row.state not in SETTLED:
            continue
        document = document_of(row)
        text = to_content(document if hidden.whole else for_participants(document))
        made = told(row, _MINUTES, document=text) | await _issued(row.id)
        if hidden.whole:
            made |= {
                "drafted_by": row.drafted_by.full_name,
                "approved_by": row.approved_by.full_name if row.approved_by else None,
                **await _said_of(row),
            }
        found.append(made)
    return found


async def agreements_told(meeting_id: UUID, hidden: Hidden) -> list[Told]:
    """Berita acara; participants get those that were issued, as they went out."""
    rows = Agreement.filter(meeting_id=meeting_id).order_by("drafted_at", "id")
    found = []
    for row in await rows.select_related("drafted_by", "issued_by"):
        if not hidden.whole and row.issued_at is None:
            continue
        made = told(row, _AGREEMENT) | await _issued(row.id)
        if hidden.whole:
            made |= {
                "choices": row.choices,
                "drafted_by": row.drafted_by.full_name,
                "issued_by": row.issued_by.full_name if row.issued_by else None,
            }
        found.append(made)
    return found


async def _issued(source_id: UUID) -> Told:
    document = await issued_of(source_id)
    if document is None:
        return {"code": None, "signatures": []}
    signed = [
        {
            "signer": each.signer,
            "organization": each.organization,
            "issuer": each.issuer,
            "signed_at": each.signed_at,
        }
        for each in await signatures_of(document)
    ]
    return {"code": spoken(document.code), "signatures": signed}


async def _said_of(row: Minutes) -> Told:
    """Initials, earlier words of each section, remarks and requests."""
    own = {"minutes_id": row.id}
    reviews = MinutesReview.filter(**own).order_by("position").select_related("person")
    revisions = MinutesRevision.filter(**own).order_by("section", "revision")
    comments = MinutesComment.filter(**own).order_by("at", "id")
    requests = MinutesCorrection.filter(**own).order_by("at", "id")
    return {
        "reviews": [
            told(each, "position state comment due decided_at", name=each.person.full_name)
            for each in await reviews
        ],
        "revisions": several(await revisions, "section revision body by_name at"),
        "comments": several(await comments, _COMMENT),
        "corrections": several(await requests, _REQUEST),
    }


async def releases_told(meeting_id: UUID, hidden: Hidden) -> list[Told]:
    """Releases with their authors and quotes; participants get those that are published."""
    return [
        await _release(row, hidden)
        for row in reversed(await releases_of(meeting_id))
        if hidden.whole or row.state is ReleaseState.PUBLISHED
    ]


async def _release(row: Release, hidden: Hidden) -> Told:
    own = {"release_id": row.id}
    authors = await ReleaseAuthor.filter(**own).order_by("position", "id")
    quotes = await ReleaseQuote.filter(**own).order_by("position", "id")
    revisions = ReleaseRevision.filter(**own).order_by("number") if hidden.whole else None
    return told(
        row,
        _RELEASE,
        authors=several(authors, "name title"),
        quotes=several(quotes, "speaker office text state answered_at"),
        **(
            {"revisions": several(await revisions, "number content note by_name at")}
            if revisions is not None
            else {}
        ),
    )
