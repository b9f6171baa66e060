"""The way of a letter through the line of approval: submitted, approved one by one, returned."""

from datetime import UTC, date, datetime
from uuid import UUID

from rakor.accounts.models import User
from rakor.errors import FieldError, Forbidden, Invalid
from rakor.letters import queries
from rakor.letters.models import LetterStep, OfficialLetter
from rakor.letters.operations.numbering import number_facts, pattern_of
from rakor.letters.operations.opened import check_prepares, opened, prepared
from rakor.letters.operations.papers import check_printable
from rakor.letters.rules import (
    ApprovalState,
    LetterState,
    check_complete,
    check_step,
    unfilled,
    written,
)
from rakor.words import _
from rakor.words.dates import zone


async def submit(letter_id: UUID, *, by: User, revision: int | None = None) -> OfficialLetter:
    """Lay the draft before the first who approves; without a line of approval it is approved.

    Refuses (Invalid) a letter that could not be issued: who signs by which authority is not
    complete, the meeting lacks what the text names, or a character cannot be printed.
    """
    seen = await prepared(letter_id, by=by)
    check_step(seen.state, LetterState.IN_REVIEW)
    if seen.state is LetterState.DRAFT:
        check_ready(seen)
        await check_printable(seen)
    async with opened(letter_id, by=by, revision=revision or seen.revision) as (letter, log):
        check_step(letter.state, LetterState.IN_REVIEW)
        steps = LetterStep.filter(letter_id=letter.id)
        await steps.update(state=ApprovalState.WAITING, comment="", decided_at=None)
        first = await steps.order_by("position").first()
        letter.state = LetterState.IN_REVIEW if first else LetterState.APPROVED
        await log("letter.submitted", subject=first.person_id if first else None)
    return letter


def day_of(letter: OfficialLetter) -> date:
    """The day a letter bears: the one that was chosen, else today where the meeting takes place."""
    return letter.dated or datetime.now(UTC).astimezone(zone(letter.meeting.timezone)).date()


def check_ready(letter: OfficialLetter) -> None:
    """Refuses (Invalid) what would make the letter void as soon as it is out."""
    day = day_of(letter)
    check_complete(queries.authority_of(letter), day)
    said = queries.values_of(letter.meeting, letter)
    errors: list[FieldError] = [
        {"field": field, "message": _("Rapat belum punya isi untuk {{{name}}}.").format(name=name)}
        for field in ("opening", "closing")
        for name in unfilled(getattr(letter, field), said)
    ]
    if errors:
        raise Invalid(_("Lengkapi rapat, atau hapus isian bernama dari surat."), errors=errors)
    if not letter.external_number:
        written(pattern_of(letter), 1, number_facts(letter, day))


async def approve(letter_id: UUID, *, by: User, revision: int | None = None) -> OfficialLetter:
    """Approve a letter whose turn is here (paraf); the last one makes it ready to be issued.

    Refuses (Forbidden) whoever is not next in the line.
    """
    async with opened(letter_id, by=by, revision=revision) as (letter, log):
        check_step(letter.state, LetterState.APPROVED)
        turn = await _turn(letter, by=by)
        turn.state, turn.decided_at = ApprovalState.APPROVED, log.at
        await turn.save()
        rest = LetterStep.filter(letter_id=letter.id, state=ApprovalState.WAITING)
        following = await rest.order_by("position").first()
        if following is None:
            letter.state = LetterState.APPROVED
        await log("letter.approved", subject=by.id, position=turn.position)
    return letter


async def return_(
    letter_id: UUID, comment: str, *, by: User, revision: int | None = None
) -> OfficialLetter:
    """Send a letter back to those who write it, and say what has to be mended.

    Whoever is next in the line may, and those who prepare the meeting, who take it back.
    """
    async with opened(letter_id, by=by, revision=revision) as (letter, log):
        check_step(letter.state, LetterState.DRAFT)
        comment = comment.strip()
        if not comment:
            raise Invalid.field("comment", _("Tulis apa yang perlu diperbaiki."))
        standing = await queries.standing(letter, to=by)
        if standing.turn is not None:
            turn = standing.turn
            turn.state, turn.comment = ApprovalState.RETURNED, comment
            turn.decided_at = log.at
            await turn.save()
        else:
            await check_prepares(letter, by=by)
        letter.state = LetterState.DRAFT
        await log("letter.returned", comment=comment)
    return letter


async def _turn(letter: OfficialLetter, *, by: User) -> LetterStep:
    standing = await queries.standing(letter, to=by)
    if standing.turn is None:
        raise Forbidden(_("Surat ini belum sampai pada paraf Anda."))
    return standing.turn
