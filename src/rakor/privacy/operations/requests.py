"""What people ask about their own data, and how they are answered within 3×24 hours."""

from uuid import UUID

from rakor import journal, words
from rakor.accounts.models import User
from rakor.directory import operations as directory
from rakor.directory.models import Person
from rakor.directory.rules import PersonChanges
from rakor.errors import Conflict
from rakor.mail import outbox
from rakor.privacy import queries
from rakor.privacy.models import PrivacyRequest
from rakor.privacy.operations.ground import PRIVACY, OfficerKeeper, language_of, write_to
from rakor.privacy.rules import requests as rules
from rakor.privacy.rules.requests import RequestKind, RequestState, RequestWish
from rakor.web.reading import checked
from rakor.words import _


async def ask(wish: RequestWish, *, by: User) -> PrivacyRequest:
    """Ask about one's own data; the clock of 3×24 hours begins.

    Refuses (Invalid) a correction that says nothing or cannot be, and (Conflict) the same kind of
    request while one still waits.
    """
    rules.check_wish(wish)
    changes = wish.changes() if wish.kind is RequestKind.CORRECTION else {}
    checked(PersonChanges, changes)
    async with journal.transaction() as record:
        person = await Person.filter(id=by.id).select_for_update().get()
        waiting = PrivacyRequest.filter(person_id=person.id, kind=wish.kind)
        if await waiting.filter(state=RequestState.OPEN).exists():
            raise Conflict(_("Permintaan Anda yang sejenis masih menunggu jawaban."))
        request = await PrivacyRequest.create(
            person=person,
            kind=wish.kind,
            wish=changes,
            reason=wish.reason,
            created_at=record.at,
            due_at=record.at + rules.CLOCK,
        )
        await record.entry(
            PRIVACY,
            "privacy_request.made",
            by=by,
            subject=person.id,
            request=str(request.id),
            request_kind=wish.kind.value,
            fields=sorted(changes),
        )
    return request


async def accept(request_id: UUID, answer: str = "", *, by: User) -> PrivacyRequest:
    """Grant a request; a correction is written into the directory at once, and the person is told.

    Refuses (Conflict) what was answered; an erasure goes by way of its own proposal, which a
    second officer approves.
    """
    request = await queries.find_request(request_id, to=by)
    if request.kind is RequestKind.ERASURE:
        raise Conflict(_("Penghapusan diusulkan dahulu, lalu disetujui petugas kedua."))
    rules.check_not_own(request.person_id, by.id)
    async with journal.transaction() as record:
        request = await _locked(request_id)
        if request.kind is RequestKind.CORRECTION:
            changes = checked(PersonChanges, request.wish)
            await directory.change_person(request.person_id, changes, by=OfficerKeeper(by))
        await settle(record, request, RequestState.DONE, answer, by=by)
    outbox.wake()
    return request


async def refuse(request_id: UUID, answer: str, *, by: User) -> PrivacyRequest:
    """Decline a request with a reason that the person reads. Refuses (Invalid) silence."""
    rules.check_says_why(answer)
    request = await queries.find_request(request_id, to=by)
    rules.check_not_own(request.person_id, by.id)
    async with journal.transaction() as record:
        request = await _locked(request_id)
        await settle(record, request, RequestState.REFUSED, answer, by=by)
    outbox.wake()
    return request


async def _locked(request_id: UUID) -> PrivacyRequest:
    request = await PrivacyRequest.filter(id=request_id).select_for_update().get()
    rules.check_open(request.state)
    return request


async def settle(
    record: journal.Record,
    request: PrivacyRequest,
    state: RequestState,
    answer: str,
    *,
    by: User,
    tell: bool = True,
) -> None:
    """Answer a request in the caller's transaction; what it wished for is not kept any longer."""
    changed = sorted(request.wish)
    request.state, request.answer, request.wish = state, answer.strip(), {}
    request.answered_at, request.answered_by_id = record.at, by.id
    await request.save()
    await record.entry(
        PRIVACY,
        "privacy_request.accepted" if state is RequestState.DONE else "privacy_request.refused",
        by=by,
        subject=request.person_id,
        request=str(request.id),
        request_kind=request.kind.value,
        fields=changed,
    )
    if tell:
        await _tell(record, request)


async def _tell(record: journal.Record, request: PrivacyRequest) -> None:
    person = await Person.get(id=request.person_id)
    with words.speaking(language_of(person)):
        subject = _("Jawaban atas permintaan Anda: {kind}").format(kind=_(request.kind_word))
        lead = (
            _("Permintaan Bapak/Ibu sudah kami penuhi.")
            if request.state is RequestState.DONE
            else _("Permintaan Bapak/Ibu tidak dapat kami penuhi.")
        )
        said = [lead, *([request.answer] if request.answer else [])]
        said.append(_("Data Bapak/Ibu dapat dilihat di halaman “Data saya”."))
    await write_to(record, person, f"privacy.answer:{request.id}", subject, said)
