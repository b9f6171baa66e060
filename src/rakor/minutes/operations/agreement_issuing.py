"""A berita acara goes out: number, code and bytes are fixed; and its files, signed ones too."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.documents.downloads import Download, slug
from rakor.documents.pdf import render_pdf
from rakor.documents.signatures import Flaw, NotTaken
from rakor.documents.word import render_docx
from rakor.errors import Conflict, TooLarge
from rakor.issued import operations as issued
from rakor.issued.models import Issued, IssuedFile
from rakor.issued.operations import Facts
from rakor.issued.queries import issued_of, latest_file
from rakor.issued.rules import Edition, IssuedKind, spoken
from rakor.journal import Audience
from rakor.letters.export import Stationery, dressed
from rakor.letters.operations import Numbered, set_aside, settle
from rakor.letters.queries import stationery_of, word_version
from rakor.letters.rules import DocumentType, NumberFacts, NumberState, StationeryKind
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.minutes.export.agreement import to_record, to_typst, to_word
from rakor.minutes.export.values import Verification
from rakor.minutes.models import Agreement, Minutes
from rakor.minutes.operations.agreement import check_seen, opened_agreement
from rakor.minutes.operations.papers import MEDIA
from rakor.minutes.operations.signing import LARGEST
from rakor.minutes.queries.agreement import (
    choices_of,
    day_of,
    find_agreement,
    open_document,
    parties_of,
    source_of,
    values_of,
)
from rakor.minutes.rules.agreement import (
    AgreementState,
    check_agreed,
    check_agreement_step,
    check_choices,
)
from rakor.settings import settings
from rakor.words import _

FORMS = ("pdf", "docx")


async def issue_agreement(
    meeting_id: UUID, agreement_id: UUID, *, by: User, revision: int | None = None
) -> Agreement:
    """A draft becomes official: its number, words and files stay as they are from now on.

    The one that it replaces is told to be replaced. The number is set aside before anything is
    printed, so that one that fails to print keeps it for the next try. Refuses (Conflict) before
    the chair approved the minutes, and (Invalid) what cannot be printed.
    """
    await find_for(Action.DRAFT_MINUTES, meeting_id, by=by)
    reading, seen = await find_agreement(meeting_id, agreement_id, to=by)
    check_agreement_step(seen.state, AgreementState.ISSUED)
    check_seen(seen, revision)
    minutes = await source_of(meeting_id)
    check_agreed(minutes.state)
    _check_still_there(seen, minutes)
    meeting = reading.meeting
    number, dated = await _numbered(seen, meeting, by=by)
    specimen = Verification(spoken("0" * 16), f"{settings().public_url}/verify/{'0' * 16}")
    printed = await values_of(
        seen, meeting, number=number, issued_at=datetime.now(UTC), verification=specimen
    )
    paper = await stationery_of(meeting.organizer)
    for form in FORMS:
        await _made(printed, form, await _own_template(seen, meeting), paper)
    revision = seen.revision
    async with opened_agreement(meeting_id, agreement_id, by=by, revision=revision) as (
        row,
        record,
    ):
        check_agreement_step(row.state, AgreementState.ISSUED)
        document = await _go_out(row, meeting, number, dated, minutes, record, by=by)
    for form in FORMS:
        await _content(row, meeting, form, document)
    return row


async def _go_out(
    row: Agreement,
    meeting: Meeting,
    number: str,
    dated: date,
    minutes: Minutes,
    record: journal.Record,
    *,
    by: User,
) -> Issued:
    """What becomes true in one transaction: code, number, words, and the end of the one before."""
    facts = Facts(
        kind=IssuedKind.OFFICIAL_REPORT,
        source_id=row.id,
        agency=open_document(minutes).letterhead.name,
        title=meeting.title,
        version=row.version,
    )
    document = await issued.issue(meeting, facts, at=record.at, replaces=row.replaces_id)
    code = Verification(spoken(document.code), f"{settings().public_url}/verify/{document.code}")
    values = await values_of(row, meeting, number=number, issued_at=record.at, verification=code)
    own = await word_version(meeting.organizer, StationeryKind.AGREEMENT, at=record.at)
    row.content = {
        "document": values,
        "minutes": {"id": str(minutes.id), "version": minutes.version},
        "word_template": own.named if own else None,
    }
    row.state, row.number, row.dated = AgreementState.ISSUED, number, dated
    row.issued_at, row.issued_by_id = record.at, by.id
    if row.replaces_id is not None:
        await _replace(row.replaces_id)
    await settle(record, row.id, NumberState.ISSUED)
    await record.entry(
        meeting.id,
        "agreement.issued",
        by=by,
        audience=Audience.PARTICIPANTS,
        agreement=row.id,
        version=row.version,
        number=number,
        replaces=row.replaces_id,
        minutes=minutes.version,
    )
    return document


async def _replace(agreement_id: UUID) -> None:
    """The one before no longer counts; one that was taken back meanwhile stays taken back."""
    before = await Agreement.get(id=agreement_id)
    if before.state is AgreementState.VOID:
        return
    check_agreement_step(before.state, AgreementState.REPLACED)
    before.state, before.revision = AgreementState.REPLACED, before.revision + 1
    await before.save(update_fields=["state", "revision"])


async def _numbered(row: Agreement, meeting: Meeting, *, by: User) -> tuple[str, date]:
    """Its number and day: from the register of the organizer, or as another register gave it."""
    choices = choices_of(row)
    day = day_of(choices, meeting)
    if choices.external_number:
        return choices.external_number, day
    facts = NumberFacts(
        day=day,
        security_class=meeting.security_class,
        archive_class_code=choices.archive_class_code,
        position_code=choices.position_code,
        unit_code=meeting.organizer.code,
    )
    scope = DocumentType.OFFICIAL_RECORD
    wanted = Numbered(row.id, meeting.organizer_id, scope, choices.number_pattern, facts)
    return (await set_aside(wanted, by=by)).text, day


def _check_still_there(row: Agreement, minutes: Minutes) -> None:
    """Refuses (Invalid) what the minutes, amended since, no longer say."""
    document = open_document(minutes)
    parties = [document.letterhead.name, *(row.agencies or parties_of(document))]
    check_choices(choices_of(row), [each.number for each in document.decisions], parties)


async def agreement_paper(meeting_id: UUID, agreement_id: UUID, form: str, *, by: User) -> Download:
    """A berita acara as `pdf` or `docx`; once issued, the bytes that were issued.

    NotFound for whoever may not read it; confidential items never stand in it.
    """
    reading, row = await find_agreement(meeting_id, agreement_id, to=by)
    document = await issued_of(row.id)
    content = await _content(row, reading.meeting, form, document)
    name = f"berita-acara-{slug(reading.meeting.title)}.{form}"
    # It holds the names of those who spoke for their agencies.
    await journal.looked("agreement.downloaded", by=by, subject=meeting_id, file=name)
    return Download(name, MEDIA[form], content)


async def every_agreement(meeting: Meeting) -> None:
    """Make the files of what was issued that are not there yet, for the archive."""
    for row in await Agreement.filter(meeting_id=meeting.id).exclude(issued_at=None):
        document = await issued_of(row.id)
        for form in FORMS if document else ():
            await _content(row, meeting, form, document)


async def take_signed_agreement(
    meeting_id: UUID, agreement_id: UUID, content: bytes, *, by: User
) -> IssuedFile:
    """The issued PDF comes back signed; from now on everybody gets that one.

    The parties sign one after the other. Refuses (NotTaken) anything but the file handed out here
    with whole signatures after it, (TooLarge) more than 20 MB, and (Conflict) one not in force.
    """
    if len(content) > LARGEST:
        raise TooLarge(_("Paling besar {limit} MB.").format(limit=LARGEST // 1024 // 1024))
    await find_for(Action.DRAFT_MINUTES, meeting_id, by=by)
    _reading, seen = await find_agreement(meeting_id, agreement_id, to=by)
    _check_signable(seen.state)
    document = await issued_of(agreement_id)
    latest = await latest_file(document, Edition.OPEN, "pdf") if document else None
    if latest is None:
        raise NotTaken(Flaw.OTHER_FILE)
    signatures = await issued.check_signed(content, latest, now=datetime.now(UTC))
    async with opened_agreement(meeting_id, agreement_id, by=by) as (row, record):
        _check_signable(row.state)
        kept = await issued.keep_signed(latest, content, signatures, at=record.at)
        await record.entry(
            meeting_id,
            "agreement.signed",
            by=by,
            audience=Audience.PARTICIPANTS,
            agreement=row.id,
            version=row.version,
            sha256=kept.sha256,
            signatures=len(signatures),
        )
    return kept


def _check_signable(state: AgreementState) -> None:
    if state is not AgreementState.ISSUED:
        raise Conflict(
            _("Hanya berita acara yang terbit dan berlaku menerima tanda tangan."),
            state=state.value,
        )


async def _content(row: Agreement, meeting: Meeting, form: str, document: Issued | None) -> bytes:
    async def make() -> bytes:
        values = await values_of(row, meeting)
        paper = await stationery_of(meeting.organizer, at=row.issued_at)
        return await _made(values, form, await _own_template(row, meeting), paper)

    if document is None:
        return await make()
    kept = await issued.hand_out(document, Edition.OPEN, form, MEDIA[form], make)
    return bytes(kept.content)


async def _own_template(row: Agreement, meeting: Meeting) -> bytes | None:
    """The Word template of the organizer, as it was when it was issued."""
    own = await word_version(meeting.organizer, StationeryKind.AGREEMENT, at=row.issued_at)
    return own.content if own else None


async def _made(
    values: dict[str, Any], form: str, own: bytes | None, paper: Stationery | None
) -> bytes:
    files = settings().files
    if form == "pdf":
        fonts, told = files / "fonts", dressed(to_typst(values), paper)
        return await render_pdf("agreement", told, fonts=fonts, record=to_record(values))
    folder = files / "templates"
    return await render_docx("agreement", dressed(to_word(values), paper), folder=folder, own=own)
