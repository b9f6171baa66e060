"""Quotes: written down, shown to the office that is quoted, agreed to or not."""

from datetime import datetime
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from rakor import journal, words
from rakor.accounts.models import User
from rakor.database import lock_row
from rakor.errors import Conflict, Invalid, NotFound
from rakor.invitations.queries import digest
from rakor.mail import outbox
from rakor.mail.compose import Address, compose
from rakor.mail.models import OutgoingMail
from rakor.meetings.rules import Action
from rakor.press.models import Release, ReleaseQuote
from rakor.press.operations.opened import Opened, opened, reopened
from rakor.press.queries import quote_by_token, quote_token, quote_url
from rakor.press.rules import (
    MOST_QUOTES,
    QuoteAnswer,
    QuoteFacts,
    QuoteState,
    ReleaseState,
    check_answerable,
)
from rakor.settings import settings
from rakor.web.templates import render
from rakor.words import _


async def add_quote(release_id: UUID, facts: QuoteFacts, *, by: User) -> ReleaseQuote:
    """Write down what somebody said; it is printed once their office has agreed.

    Refuses (Conflict) a release that is out already.
    """
    async with opened(release_id, Action.WRITE_RELEASE, by=by) as work:
        await _rewritable(work)
        already = await ReleaseQuote.filter(release_id=release_id).order_by("-position")
        if len(already) >= MOST_QUOTES:
            raise Conflict(
                _("Satu siaran pers memuat paling banyak {n} kutipan.").format(n=MOST_QUOTES)
            )
        quote = await ReleaseQuote.create(
            release_id=release_id,
            position=already[0].position + 1 if already else 1,
            **_said(facts),
        )
        await work.tell("quote.added", quote=quote.id)
    return quote


async def change_quote(
    release_id: UUID, quote_id: UUID, facts: QuoteFacts, *, by: User
) -> ReleaseQuote:
    """Other words or another speaker: whoever agreed before is asked anew."""
    async with opened(release_id, Action.WRITE_RELEASE, by=by) as work:
        await _rewritable(work)
        quote = await _quote(work, quote_id)
        quote.update_from_dict(_said(facts))
        quote.state, quote.digest, quote.note = QuoteState.NOT_ASKED, None, ""
        quote.asked_at, quote.answered_at, quote.recorded_by_id = None, None, None
        quote.generation += 1
        await quote.save()
        await work.tell("quote.changed", quote=quote.id)
    return quote


async def remove_quote(release_id: UUID, quote_id: UUID, *, by: User) -> None:
    """Leave a quote out; the link to it leads nowhere any more."""
    async with opened(release_id, Action.WRITE_RELEASE, by=by) as work:
        await _rewritable(work)
        quote = await _quote(work, quote_id)
        await quote.delete()
        await work.tell("quote.removed", quote=quote_id)


async def ask(release_id: UUID, quote_id: UUID, *, by: User) -> str:
    """Ask the quoted office to agree, by mail where an address is known; gives the link.

    Who is asked anew gets a new link, and the old one leads nowhere.
    """
    async with opened(release_id, Action.WRITE_RELEASE, by=by) as work:
        await _rewritable(work)
        quote = await _quote(work, quote_id)
        quote.generation += 1
        quote.digest = digest(quote_token(quote))
        quote.state, quote.asked_at = QuoteState.ASKED, work.at
        quote.answered_at, quote.note, quote.recorded_by_id = None, "", None
        await quote.save()
        if quote.email:
            await outbox.enqueue([_letter(work, quote)])
        await work.tell("quote.asked", quote=quote.id, mailed=bool(quote.email))
    outbox.wake()
    return quote_url(quote)


async def answer_by_link(token: str, answer: QuoteAnswer) -> ReleaseQuote:
    """What the office itself says: agreed, in other words, or not at all; once.

    Refuses (Conflict) a quote that no longer waits, and (Invalid) other words that are none.
    """
    found = await quote_by_token(token)
    async with journal.transaction() as record:
        await lock_row(Release, found.release_id)
        quote = await quote_by_token(token)
        check_answerable(quote.state, quote.release.state)
        _take(quote, answer, record.at)
        await quote.save()
        await record.entry(
            quote.release.meeting_id,
            "quote.answered",
            by=None,
            release=quote.release_id,
            quote=quote.id,
            answer=quote.state.value,
            speaker=quote.speaker,
        )
    return quote


async def record_answer(
    release_id: UUID, quote_id: UUID, answer: QuoteAnswer, *, by: User
) -> ReleaseQuote:
    """Write down an answer that came another way; the note says how, and who wrote it is kept."""
    if not answer.note.strip():
        raise Invalid.field("note", _("Tulis bagaimana jawaban itu diterima, dan dari siapa."))
    async with opened(release_id, Action.WRITE_RELEASE, by=by) as work:
        await _rewritable(work)
        quote = await _quote(work, quote_id)
        _take(quote, answer, work.at)
        quote.recorded_by_id = by.id
        await quote.save()
        await work.tell("quote.recorded", quote=quote.id, answer=quote.state.value)
    return quote


def _take(quote: ReleaseQuote, answer: QuoteAnswer, at: datetime) -> None:
    state = QuoteState(answer.answer)
    if state is QuoteState.CHANGED:
        if not answer.text.strip():
            raise Invalid.field("text", _("Tulis kutipan sebagaimana seharusnya."))
        quote.text = answer.text
    quote.state, quote.note, quote.answered_at = state, answer.note, at


def _said(facts: QuoteFacts) -> dict[str, Any]:
    said = facts.model_dump()
    return {**said, "email": said["email"] or ""}


async def _rewritable(work: Opened) -> None:
    """Refuses (Conflict) to touch the quotes of what is out; an approval no longer stands."""
    if work.release.state is ReleaseState.PUBLISHED:
        raise Conflict(
            _("Kutipan dalam siaran pers yang sudah terbit tidak diubah lagi."),
            state=work.release.state.value,
        )
    await reopened(work)


async def _quote(work: Opened, quote_id: UUID) -> ReleaseQuote:
    quote = await ReleaseQuote.get_or_none(id=quote_id, release_id=work.release.id)
    if quote is None:
        raise NotFound(_("Kutipan ini tidak ada."))
    return quote


def _letter(work: Opened, quote: ReleaseQuote) -> OutgoingMail:
    """The letter with the link. It is sealed: whoever holds the link speaks for the office."""
    with words.speaking(settings().locale):
        organizer = work.meeting.organizer.name
        mail = outbox.letter(
            f"quote:{quote.id}:{quote.generation}",
            to=quote.email,
            name=quote.speaker,
            subject=_("Persetujuan kutipan: {headline}").format(headline=work.release.headline)[
                :500
            ],
            meeting_id=work.meeting.id,
            subject_id=quote.id,
            at=work.at,
            sealed=True,
        )
        lead = _("{organizer} mohon persetujuan atas kutipan Bapak/Ibu dalam siaran pers ini.")
        values = {
            "heading": mail.subject,
            "name": quote.speaker,
            "lead": lead.format(organizer=organizer),
            "verb": _("Baca dan jawab"),
            "link": quote_url(quote),
            "lasts": _("Tautan ini berlaku sampai dijawab atau siaran pers ditarik."),
            "unasked": False,
        }
        mail.message = compose(
            sender=Address(parseaddr(settings().mail_from)[1], organizer),
            to=Address(quote.email, quote.speaker),
            subject=mail.subject,
            text=render("mail/account_link.txt", **values),
            html=render("mail/account_link.html", **values),
            message_id=mail.message_id,
            date=work.at,
            headers={"Auto-Submitted": "auto-generated"},
        )
    return mail
