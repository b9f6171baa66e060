"""Reading berita acara: drafts for those who write the minutes, issued ones for the meeting."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from rakor.accounts.models import User
from rakor.documents.signatures import Signature
from rakor.errors import NotFound
from rakor.issued.models import Issued
from rakor.issued.queries import issued_of, signatures_of
from rakor.meetings.models import Meeting
from rakor.minutes.export.agreement import Edition, agreement, chosen, parties_of
from rakor.minutes.export.values import MinutesDocument, Verification, for_participants
from rakor.minutes.models import Agreement, Minutes
from rakor.minutes.queries.reading import Reading, document_of, in_force, latest, reading
from rakor.minutes.rules.agreement import AgreementChoices, AgreementState
from rakor.words import _, dates, speaking

# What everybody in the meeting reads: whatever was issued once.
_OUT = frozenset({AgreementState.ISSUED, AgreementState.REPLACED, AgreementState.VOID})


@dataclass(frozen=True, slots=True)
class Agreed:
    """One berita acara as one person may read it, with what is known of it beside its words.

    `values` are what is printed; `decisions` are those of the minutes that may stand in it, and
    `parties` the agencies that may be named in it.
    """

    reading: Reading
    agreement: Agreement
    values: dict[str, Any]
    issued: Issued | None = None
    signatures: tuple[Signature, ...] = ()
    successor: Agreement | None = None

    @property
    def writes(self) -> bool:
        """Whether the reader prepares it."""
        return self.reading.writes

    @property
    def choices(self) -> AgreementChoices:
        """What the secretariat chose."""
        return choices_of(self.agreement)


def choices_of(row: Agreement) -> AgreementChoices:
    """What stands in it, as the secretariat chose."""
    return AgreementChoices.model_validate(row.choices)


async def source_of(meeting_id: UUID) -> Minutes:
    """The minutes it is made of: those that count, else the draft; NotFound until there are any."""
    found = await in_force(meeting_id) or await latest(meeting_id)
    if found is None:
        raise NotFound(_("Notula rapat ini belum disusun."))
    return found


def open_document(minutes: Minutes) -> MinutesDocument:
    """The minutes as everybody in the meeting may read them; nothing else comes into it."""
    return for_participants(document_of(minutes))


async def agreements_read(found: Reading) -> list[Agreement]:
    """The berita acara of a meeting that its reader may read, the newest first."""
    if not found.parts:
        return []
    rows = Agreement.filter(meeting_id=found.meeting.id).order_by("-drafted_at", "-id")
    if not found.writes:
        rows = rows.filter(state__in=list(_OUT)).exclude(issued_at=None)
    return await rows.select_related("drafted_by", "issued_by")


async def find_agreement(
    meeting_id: UUID, agreement_id: UUID, *, to: User
) -> tuple[Reading, Agreement]:
    """One of them with the minutes beside it; NotFound for whoever may not read it."""
    found = await reading(meeting_id, to=to)
    for row in await agreements_read(found):
        if row.id == agreement_id:
            return found, row
    raise NotFound(_("Berita acara ini tidak ada."))


async def agreed(meeting_id: UUID, agreement_id: UUID, *, to: User) -> Agreed:
    """One berita acara with its words, code and signatures; NotFound as `find_agreement`."""
    found, row = await find_agreement(meeting_id, agreement_id, to=to)
    issued = await issued_of(row.id)
    return Agreed(
        found,
        row,
        await values_of(row, found.meeting),
        issued,
        await signatures_of(issued) if issued else (),
        await successor_of(row),
    )


async def successor_of(row: Agreement) -> Agreement | None:
    """The one that replaces it, or is drafted to."""
    later = Agreement.filter(replaces_id=row.id).exclude(state=AgreementState.VOID)
    return await later.order_by("-drafted_at").first()


async def values_of(
    row: Agreement,
    meeting: Meeting,
    *,
    number: str = "",
    issued_at: datetime | None = None,
    verification: Verification | None = None,
) -> dict[str, Any]:
    """What is printed: what was kept when it was issued, else what the minutes say now."""
    if row.content is not None:
        return dict(row.content["document"])
    document = open_document(await source_of(meeting.id))
    before = await Agreement.get_or_none(id=row.replaces_id) if row.replaces_id else None
    choices = choices_of(row)
    edition = Edition(
        day=day_of(choices, meeting),
        number=number or choices.external_number,
        version=row.version,
        replaces=before.number if before else "",
        issued_at=issued_at,
        verification=verification,
    )
    with speaking("id"):
        return agreement(document, choices, edition, row.agencies)


def day_of(choices: AgreementChoices, meeting: Meeting) -> date:
    """The day on which it was agreed: that of the meeting, unless the secretariat says another."""
    return choices.day or meeting.starts_at.astimezone(dates.zone(meeting.timezone)).date()


__all__ = [
    "Agreed",
    "agreed",
    "agreements_read",
    "choices_of",
    "chosen",
    "day_of",
    "find_agreement",
    "open_document",
    "parties_of",
    "source_of",
    "successor_of",
    "values_of",
]
