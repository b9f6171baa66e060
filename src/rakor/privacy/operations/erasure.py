"""Erasing somebody's data: proposed by one officer, approved by another, and signed records kept.

Addresses, numbers, devices, comments, sessions and the contents of letters go. Name and office
stay where a record of the meeting holds them; the journal is a chain of proofs and stays whole.
"""

import secrets
from uuid import UUID

from rakor import journal, words
from rakor.accounts.models import Account, ApiToken, Session, User
from rakor.accounts.operations import digest
from rakor.attendance.models import Head, OnlineVisit
from rakor.directory.models import Person, PersonEmail
from rakor.errors import Conflict, NotFound
from rakor.followups.models import FollowUpLink, Progress, TaskFeed
from rakor.invitations.models import DelegationStep, Feed, Invitation, Proposal
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Record
from rakor.live.models import NoteLease, UnsavedNote
from rakor.mail import outbox
from rakor.mail.models import DeadAddress, IncomingMail, MailState, OutgoingMail
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Part, State
from rakor.minutes.models import Photo, PhotoPerson
from rakor.privacy import queries
from rakor.privacy.models import Consent, Erasure, PrivacyRequest
from rakor.privacy.operations.drafts import forget_drafts
from rakor.privacy.operations.ground import PRIVACY, language_of, write_to
from rakor.privacy.operations.requests import settle
from rakor.privacy.queries import attending, published
from rakor.privacy.queries.deputies import as_deputy
from rakor.privacy.rules import erasure as rules
from rakor.privacy.rules.erasure import NOBODY, NOWHERE, ErasureState, Preview
from rakor.privacy.rules.requests import RequestKind, RequestState, check_says_why
from rakor.privacy.rules.retention import check_second, check_waits
from rakor.scheduling.models import CalendarSource
from rakor.settings import settings
from rakor.words import _

LAST = "privacy.erased:"  # purpose of the last letter, forgotten as soon as it has gone out
GONE = (MailState.SENT, MailState.FAILED, MailState.BOUNCED)


async def preview(person_id: UUID, *, by: User) -> tuple[Person, Preview]:
    """What an erasure would do, without doing it; that somebody looked is recorded."""
    queries.check_officer(by)
    person = await _person(person_id)
    await journal.looked("person.viewed", by=by, subject=person.id, what="erasure")
    return person, await queries.preview(person)


async def propose(person_id: UUID, reason: str, *, by: User) -> Erasure:
    """Propose an erasure; another officer approves it.

    Refuses (Conflict) while the person serves in a meeting that is not over, holds an office, or
    their data is held by law, and when one is proposed or done already.
    """
    queries.check_officer(by)
    async with journal.transaction() as record:
        person = await _locked(person_id)
        rules.check_clear(await queries.preview(person))
        if await queries.proposed_for(person.id):
            raise Conflict(_("Penghapusan orang ini sudah diusulkan."))
        asked = await PrivacyRequest.get_or_none(
            person_id=person.id, kind=RequestKind.ERASURE, state=RequestState.OPEN
        )
        erasure = await Erasure.create(
            person=person,
            request=asked,
            reason=reason,
            asked_at=record.at,
            asked_by_id=by.id,
        )
        await record.entry(
            PRIVACY, "erasure.proposed", by=by, subject=person.id, erasure=str(erasure.id)
        )
    return erasure


async def approve(erasure_id: UUID, *, by: User) -> Erasure:
    """Erase, as the second officer. Refuses (Forbidden) the proposer and the person themselves."""
    queries.check_officer(by)
    async with journal.transaction() as record:
        erasure = await _locked_erasure(erasure_id)
        check_second(erasure.asked_by_id, by.id)
        check_second(erasure.person_id, by.id)
        person = await _locked(erasure.person_id)
        found = await queries.preview(person)
        rules.check_clear(found)
        address, language = person.email, language_of(person)
        await _erase(record, person, found, by=by)
        erasure.state, erasure.decided_at, erasure.decided_by_id = (
            ErasureState.DONE,
            record.at,
            by.id,
        )
        erasure.outcome = {"goes": found.goes, "stays": found.stays}
        await erasure.save()
        if erasure.request_id:
            request = await PrivacyRequest.get(id=erasure.request_id)
            await settle(record, request, RequestState.DONE, "", by=by, tell=False)
        await record.entry(
            PRIVACY,
            "person.erased",
            by=by,
            subject=person.id,
            erasure=str(erasure.id),
            goes=found.goes,
            stays=found.stays,
        )
        if address and settings().smtp_url:
            await _say_goodbye(record, person, address, language, erasure.id)
    outbox.wake()
    return erasure


async def refuse(erasure_id: UUID, answer: str, *, by: User) -> Erasure:
    """Decline an erasure with a reason; whoever asked for it is told."""
    queries.check_officer(by)
    check_says_why(answer)
    async with journal.transaction() as record:
        erasure = await _locked_erasure(erasure_id)
        erasure.state, erasure.answer = ErasureState.REFUSED, answer.strip()
        erasure.decided_at, erasure.decided_by_id = record.at, by.id
        await erasure.save()
        if erasure.request_id:
            request = await PrivacyRequest.get(id=erasure.request_id)
            await settle(record, request, RequestState.REFUSED, answer, by=by)
        await record.entry(
            PRIVACY, "erasure.refused", by=by, subject=erasure.person_id, erasure=str(erasure.id)
        )
    outbox.wake()
    return erasure


async def forget_last_letters() -> int:
    """The address of the last letter goes as soon as the letter has; tells how many went."""
    left = OutgoingMail.filter(purpose__startswith=LAST, state__in=list(GONE))
    return await left.exclude(to_address="").update(
        to_address="", to_name="", message=b"", detail=""
    )


async def _erase(record: Record, person: Person, found: Preview, *, by: User) -> None:
    addresses = await queries.addresses_of(person)
    await queries.scans_of(person.id).update(device="")
    await _forget_letters(person, addresses)
    await _forget_deputy(person, addresses, signed=found.signed)
    await _forget_attending(person, addresses, signed=found.signed)
    await forget_drafts(person, addresses)
    await _forget_published(record, person, addresses, signed=found.signed)
    await _forget_invitations(record, person, by=by)
    await _close_account(person)
    await PersonEmail.filter(person_id=person.id).delete()
    await Feed.filter(person_id=person.id).delete()
    await CalendarSource.filter(person_id=person.id).delete()
    await _forget_promises(person, addresses, signed=found.signed)
    await NoteLease.filter(person_id=person.id).delete()
    await UnsavedNote.filter(person_id=person.id).delete()
    lasting = Consent.filter(person_id=person.id, withdrawn_at=None)
    await lasting.update(withdrawn_at=record.at)
    await PrivacyRequest.filter(person_id=person.id).update(wish={}, reason="", answer="")
    person.email, person.phone, person.nip = None, "", ""
    person.locale, person.timezone = "", ""
    if not found.signed:
        person.name, person.prefix_titles, person.suffix_titles = NOBODY, "", ""
    person.erased_at = record.at
    person.revision += 1
    await person.save()


async def _forget_letters(person: Person, addresses: set[str]) -> None:
    """Contents and addresses of letters go; that there was one, when and about what, stays."""
    letters = OutgoingMail.filter(queries.letters_to(person.id, addresses))
    unsent = [MailState.HELD, MailState.QUEUED, MailState.RETRY, MailState.SENDING]
    await letters.filter(state__in=unsent).update(state=MailState.FAILED)
    await letters.update(message=b"", to_address="", to_name="", detail="")
    received = IncomingMail.filter(from_address__in=sorted(addresses))
    await received.update(
        message=b"", from_address="", subject="", recipients="", message_id="", verdicts=[]
    )
    own = await Invitation.filter(person_id=person.id).values_list("id", flat=True)
    # A secretary may have written for them; who was meant stands in the verdicts.
    await IncomingMail.filter(invitation_id__in=list(own)).update(verdicts=[])
    await Proposal.filter(invitation_id__in=list(own)).update(comment="")
    await DeadAddress.filter(address__in=sorted(addresses)).delete()


async def _forget_deputy(person: Person, addresses: set[str], *, signed: bool) -> None:
    """Assignment letters and addresses of a deputy go; that somebody was sent, and when, stays."""
    own = await as_deputy(person, addresses).only("id")
    steps = DelegationStep.filter(id__in=[step.id for step in own])
    await steps.update(email="", note="", letter_number="", letter_date=None, letter_signer="")
    await steps.update(letter_filename="", letter_type="", letter_sha256="", letter_content=None)
    if not signed:
        await steps.update(name=NOBODY)


async def _forget_attending(person: Person, addresses: set[str], *, signed: bool) -> None:
    """Pen strokes and addresses go, and the name under which somebody was in a video room."""
    await attending.signatures_of(person.id).delete()
    # A visit says when; who it was stands on the attendance list.
    visits = await attending.visits_of(person.id, addresses).values_list("id", flat=True)
    await OnlineVisit.filter(id__in=list(visits)).update(name=NOBODY, email="")
    for nominee in await attending.nominations_of(person.id, addresses):
        nominee.email = f"{nominee.id}{NOWHERE}"
        if not signed:
            nominee.name, nominee.prefix_titles, nominee.suffix_titles = NOBODY, "", ""
        await nominee.save()
    await attending.nomination_links_to(addresses).update(email="")


async def _forget_promises(person: Person, addresses: set[str], *, signed: bool) -> None:
    """Their tasks lead nowhere any more; what was reported stays, without a name if need be."""
    await TaskFeed.filter(person_id=person.id).delete()
    await FollowUpLink.filter(email__in=sorted(addresses)).update(email="")
    if not signed:
        said = await queries.reported_by_link(person).values_list("id", flat=True)
        await Progress.filter(id__in=list(said)).update(reporter_name=NOBODY)


async def _forget_published(
    record: Record, person: Person, addresses: set[str], *, signed: bool
) -> None:
    """Photos that name somebody go, as if they had taken their consent back; and addresses."""
    named = published.photos_of(person.id)
    agreed = [row.photo_id for row in await named.filter(withdrawn_at=None)]
    # The sweep removes the files of photos that nobody agrees to any more.
    await Photo.filter(id__in=agreed).update(withdrawn_at=record.at)
    await PhotoPerson.filter(person_id=person.id, withdrawn_at=None).update(withdrawn_at=record.at)
    if not signed:
        await PhotoPerson.filter(person_id=person.id).update(name=NOBODY)
    await published.quotes_of(addresses).update(email="", digest=None)


async def _forget_invitations(record: Record, person: Person, *, by: User) -> None:
    rows = await Invitation.filter(person_id=person.id).select_related("meeting")
    came = set(
        await Head.filter(invitation_id__in=[row.id for row in rows]).values_list(
            "invitation_id", flat=True
        )
    )
    for row in rows:
        signed = row.meeting.state is State.FINISHED or row.id in came
        row.email = f"erased-{row.id}{NOWHERE}"
        row.comment, row.letter_due = "", ""
        row.generation += 1
        # Nothing leads here any more: what is stored is the hash of what nobody was told.
        row.token_digest, row.mail_digest, row.code_digest = _nowhere(), _nowhere(), _nowhere()
        if not signed:
            row.name = NOBODY
            row.status, row.mode = RsvpStatus.WITHDRAWN, None
            await MeetingPart.filter(
                meeting_id=row.meeting_id, person_id=person.id, part=Part.PARTICIPANT
            ).delete()
        row.revision += 1
        await row.save()
        await record.entry(
            row.meeting_id, "invitation.erased", by=by, subject=person.id, invitation=str(row.id)
        )


def _nowhere() -> str:
    return digest(secrets.token_urlsafe(32))


async def _close_account(person: Person) -> None:
    account = await Account.get_or_none(person_id=person.id)
    if account is None:
        return
    for kind in (Session, ApiToken, *queries.FACTORS):
        await kind.filter(account_id=account.id).delete()
    account.active, account.password = False, ""
    account.revision += 1
    await account.save()


async def _say_goodbye(
    record: Record, person: Person, address: str, language: str, erasure_id: UUID
) -> None:
    """The last letter to an address that is not known here any more once it has gone out."""
    to = Person(id=person.id, name=person.name, email=address, locale=language)
    with words.speaking(language):
        subject = _("Data pribadi Anda sudah dihapus")
        said = [
            _("Alamat, kontak, dan akun Bapak/Ibu sudah kami hapus dari Rakor."),
            _("Nama dan jabatan tetap ada di daftar hadir dan notula yang sudah disetujui."),
        ]
    await write_to(record, to, f"{LAST}{erasure_id}", subject, said)


async def _person(person_id: UUID) -> Person:
    person = await Person.filter(id=person_id).select_related("agency").first()
    if person is None:
        raise NotFound(_("Orang ini tidak ada di direktori."))
    return person


async def _locked(person_id: UUID) -> Person:
    person = await Person.select_for_update().get_or_none(id=person_id)
    if person is None:
        raise NotFound(_("Orang ini tidak ada di direktori."))
    rules.check_not_erased(person.erased_at)
    return person


async def _locked_erasure(erasure_id: UUID) -> Erasure:
    erasure = await Erasure.select_for_update().get_or_none(id=erasure_id)
    if erasure is None:
        raise NotFound(_("Usulan penghapusan ini tidak ada."))
    check_waits(erasure.state)
    return erasure
