"""The berita acara before it goes out: drafted, written, replaced by another, taken back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import lock_row
from rakor.errors import Conflict, Moved
from rakor.issued.operations import revoke
from rakor.journal import Audience
from rakor.letters.operations import settle
from rakor.letters.rules import NumberState
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.minutes.models import Agreement
from rakor.minutes.queries.agreement import (
    find_agreement,
    open_document,
    parties_of,
    source_of,
    successor_of,
)
from rakor.minutes.rules import check_held
from rakor.minutes.rules.agreement import (
    AgreementChoices,
    AgreementState,
    Parties,
    check_agreement_editable,
    check_agreement_step,
    check_choices,
    check_parties,
    check_reason,
)
from rakor.words import _


async def draft_agreement(meeting_id: UUID, wanted: Parties, *, by: User) -> Agreement:
    """Begin a berita acara with all agencies that came, or with the named ones.

    Refuses (Conflict) a meeting that has not begun, (NotFound) one without minutes, and (Invalid)
    an agency that did not come.
    """
    meeting = await find_for(Action.DRAFT_MINUTES, meeting_id, by=by)
    check_held(meeting.state)
    document = open_document(await source_of(meeting_id))
    check_parties(wanted.agencies, parties_of(document))
    async with journal.transaction() as record:
        await locked(meeting_id, Action.DRAFT_MINUTES, by=by)
        made = await Agreement.create(
            meeting_id=meeting_id,
            agencies=wanted.agencies,
            drafted_by_id=by.id,
            drafted_at=record.at,
        )
        await _entry(record, "agreement.drafted", made, by=by)
    return made


async def change_agreement(
    meeting_id: UUID,
    agreement_id: UUID,
    choices: AgreementChoices,
    *,
    by: User,
    revision: int | None = None,
) -> Agreement:
    """Choose what stands in a draft; what is not named stays as it was.

    Refuses (Conflict) one that was issued, and (Invalid) decisions and parties it does not have.
    """
    document = open_document(await source_of(meeting_id))
    decisions, there = [each.number for each in document.decisions], parties_of(document)
    async with opened_agreement(meeting_id, agreement_id, by=by, revision=revision) as (
        row,
        record,
    ):
        check_agreement_editable(row.state)
        said = row.choices | choices.model_dump(mode="json", exclude_unset=True)
        own = [document.letterhead.name, *(row.agencies or there)]
        check_choices(AgreementChoices.model_validate(said), decisions, own)
        row.choices = said
        await _entry(
            record, "agreement.edited", row, by=by, fields=sorted(choices.model_fields_set)
        )
    return row


async def replace_agreement(meeting_id: UUID, agreement_id: UUID, *, by: User) -> Agreement:
    """Draft the one that replaces an issued berita acara; until it is issued the old one holds.

    Refuses (Conflict) one that is not issued, and a second successor.
    """
    async with opened_agreement(meeting_id, agreement_id, by=by) as (row, record):
        check_agreement_step(row.state, AgreementState.REPLACED)
        if await successor_of(row):
            raise Conflict(_("Pengganti berita acara ini sudah disusun."))
        # A number is never given again, also not one that came from outside.
        choices = {**row.choices, "external_number": ""}
        made = await Agreement.create(
            meeting_id=meeting_id,
            version=row.version + 1,
            replaces_id=row.id,
            agencies=row.agencies,
            choices=choices,
            drafted_by_id=by.id,
            drafted_at=record.at,
        )
        await _entry(record, "agreement.drafted", made, by=by, replaces=row.number)
    return made


async def void_agreement(
    meeting_id: UUID, agreement_id: UUID, reason: str, *, by: User, revision: int | None = None
) -> Agreement:
    """Drop a draft, or take back what was issued: its number is never given again.

    What was issued stays to be read, and whoever asks for its code is told that it no longer
    holds. Refuses (Invalid) to take one back without a reason.
    """
    async with opened_agreement(meeting_id, agreement_id, by=by, revision=revision) as (
        row,
        record,
    ):
        check_agreement_step(row.state, AgreementState.VOID)
        check_reason(row.state, reason)
        if row.state is AgreementState.ISSUED:
            await revoke(row.id, at=record.at)
        await settle(record, row.id, NumberState.VOID, reason.strip() or _("Draf dibuang"))
        row.state, row.reason = AgreementState.VOID, reason.strip()
        await _entry(record, "agreement.voided", row, by=by, reason=row.reason)
    return row


@asynccontextmanager
async def opened_agreement(
    meeting_id: UUID, agreement_id: UUID, *, by: User, revision: int | None = None
) -> AsyncIterator[tuple[Agreement, journal.Record]]:
    """One of them, locked for those who write the minutes; saved when the block ends.

    Refuses (Moved) a writer who has not seen the latest revision.
    """
    await find_for(Action.DRAFT_MINUTES, meeting_id, by=by)
    await find_agreement(meeting_id, agreement_id, to=by)
    async with journal.transaction() as record:
        await lock_row(Meeting, meeting_id)
        row = await Agreement.get(id=agreement_id)
        check_seen(row, revision)
        yield row, record
        row.revision += 1
        await row.save()


def check_seen(row: Agreement, revision: int | None) -> None:
    """Refuses (Moved) a writer who has not seen the latest revision."""
    if revision is not None and revision != row.revision:
        raise Moved(
            _("Berita acara ini sudah diubah orang lain. Muat ulang, lalu coba lagi."),
            revision=row.revision,
        )


async def _entry(
    record: journal.Record, kind: str, row: Agreement, *, by: User, **more: Any
) -> None:
    # Drafts are for those who write them; what was issued is known to the meeting.
    out = row.issued_at is not None
    await record.entry(
        row.meeting_id,
        kind,
        by=by,
        audience=Audience.PARTICIPANTS if out else Audience.STAFF,
        agreement=row.id,
        version=row.version,
        number=row.number,
        **more,
    )
