"""Issuing a letter: its number, its day and its bytes are fixed; and declaring one void."""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

from tortoise.expressions import F

from rakor.accounts.models import User
from rakor.documents.downloads import slug
from rakor.errors import Conflict, Invalid
from rakor.invitations.models import Enclosure
from rakor.letters import queries
from rakor.letters.export import to_content
from rakor.letters.models import LetterFile, OfficialLetter
from rakor.letters.operations.approval import check_ready, day_of
from rakor.letters.operations.numbering import reserve, settle
from rakor.letters.operations.opened import check_prepares, opened, prepared
from rakor.letters.operations.papers import common, made, own_word
from rakor.letters.rules import (
    AddresseeMode,
    LetterState,
    NumberState,
    StationeryKind,
    check_step,
)
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State
from rakor.words import _


async def issue(letter_id: UUID, *, by: User, revision: int | None = None) -> OfficialLetter:
    """Send an approved letter into the world: from now on every copy has the same bytes.

    The number is set aside before anything is rendered, so a letter that fails to render keeps
    it for the next try. Refuses (Conflict) what was not approved, and a cancelled meeting.
    """
    seen = await prepared(letter_id, by=by)
    check_step(seen.state, LetterState.ISSUED)
    if seen.meeting.state is State.CANCELLED:
        raise Conflict(_("Rapat ini dibatalkan; suratnya tidak diterbitkan."))
    check_ready(seen)
    at, day = datetime.now(UTC), day_of(seen)
    number = seen.external_number or (await reserve(seen, day, by=by)).text
    document = await queries.compose(seen, at=at, number=number, draft=False)
    copies = await common(seen)
    own = await own_word(seen)
    named = await queries.word_named(seen.agency, StationeryKind.LETTER)
    papers = {form: await made(document, form, copies, own) for form in ("pdf", "docx")}
    async with opened(letter_id, by=by, revision=revision or seen.revision) as (letter, log):
        check_step(letter.state, LetterState.ISSUED)
        letter.state, letter.number, letter.dated = LetterState.ISSUED, number, day
        letter.content = {**to_content(document), "word_template": named}
        letter.issued_at, letter.issued_by_id = log.at, by.id
        await settle(log.record, letter.id, NumberState.ISSUED)
        sums = {form: hashlib.sha256(content).hexdigest() for form, content in papers.items()}
        for form, content in papers.items():
            await LetterFile.create(letter=letter, form=form, sha256=sums[form], content=content)
        await Meeting.filter(id=letter.meeting_id).update(
            letter_number=number, revision=F("revision") + 1
        )
        await _enclose(letter, papers["pdf"], sums["pdf"])
        await log("letter.issued", number=number, sha256=sums)
    return letter


def source_of(letter: OfficialLetter) -> str:
    """What the files that go with invitations are made from."""
    return f"letter:{letter.id}"


async def _enclose(letter: OfficialLetter, content: bytes, sha256: str) -> None:
    """The common letter goes with every invitation; personal ones are made by the worker."""
    if not letter.attach_to_mail or letter.addressee_mode is AddresseeMode.SINGLE:
        return
    await Enclosure.create(
        meeting_id=letter.meeting_id,
        source=source_of(letter),
        filename=f"surat-undangan-{slug(letter.meeting.title)}.pdf",
        content_type="application/pdf",
        content=content,
        sha256=sha256,
    )


async def void(
    letter_id: UUID, reason: str, *, by: User, revision: int | None = None
) -> OfficialLetter:
    """Declare a letter void; its number is never given again, and the register says why.

    Refuses (Invalid) to do so without a reason. What was issued stays to be read.
    """
    reason = reason.strip()
    if not reason:
        raise Invalid.field("reason", _("Tulis mengapa surat ini dibatalkan."))
    async with opened(letter_id, by=by, revision=revision) as (letter, log):
        await check_prepares(letter, by=by)
        check_step(letter.state, LetterState.VOID)
        letter.state, letter.void_reason = LetterState.VOID, reason
        await settle(log.record, letter.id, NumberState.VOID, reason)
        await Enclosure.filter(
            meeting_id=letter.meeting_id, source__startswith=source_of(letter)
        ).delete()
        if letter.number:
            await Meeting.filter(id=letter.meeting_id, letter_number=letter.number).update(
                letter_number="", revision=F("revision") + 1
            )
        await log("letter.voided", reason=reason, number=letter.number)
    return letter
