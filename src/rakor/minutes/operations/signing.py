"""Signatures on approved minutes: a PDF signed outside comes back, or is signed here."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.documents.signatures import Flaw, NotTaken
from rakor.documents.signing import sign_pdf
from rakor.errors import Conflict, TooLarge
from rakor.issued import operations as issued
from rakor.issued.models import IssuedFile
from rakor.issued.queries import latest_file
from rakor.issued.rules import Edition
from rakor.journal import Audience
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.minutes.models import Minutes
from rakor.minutes.operations.issuing import document_for
from rakor.minutes.operations.papers import paper
from rakor.minutes.queries import in_force
from rakor.minutes.rules import MinutesState, check_signable
from rakor.words import _

LARGEST = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """A certificate with its key (PKCS#12) and what opens it; neither is kept."""

    pkcs12: bytes
    passphrase: bytes | None


async def take_signed(meeting_id: UUID, content: bytes, *, by: User) -> IssuedFile:
    """The approved PDF comes back signed; from now on everybody gets that one.

    Several sign one after the other: each file carries the signatures before it. Refuses
    (NotTaken) anything but the file handed out here with whole signatures after it, (TooLarge)
    more than 20 MB, and (Conflict) minutes that are not approved or already sent out unsigned.
    """
    await find_for(Action.DRAFT_MINUTES, meeting_id, by=by)
    if len(content) > LARGEST:
        raise TooLarge(_("Paling besar {limit} MB.").format(limit=LARGEST // 1024 // 1024))
    minutes = await _signable(meeting_id)
    latest = await _handed_out(minutes, content)
    now = datetime.now(UTC)
    signatures = await issued.check_signed(content, latest, now=now)
    async with journal.transaction() as record:
        locked = await Minutes.filter(id=minutes.id).select_for_update().get()
        check_signable(locked.state)
        kept = await issued.keep_signed(latest, content, signatures, at=record.at)
        locked.state, locked.revision = MinutesState.SIGNED, locked.revision + 1
        await locked.save(update_fields=["state", "revision"])
        # Whose they are is read from the file: the journal never forgets a name.
        await record.entry(
            meeting_id,
            "minutes.signed",
            by=by,
            audience=Audience.PARTICIPANTS,
            version=locked.version,
            edition=kept.edition.value,
            sha256=kept.sha256,
            signatures=len(signatures),
        )
    return kept


async def sign_here(
    meeting_id: UUID, own: OwnCertificate, *, by: User, circulated: bool = False
) -> IssuedFile:
    """Sign the approved PDF with a certificate of one's own, and hand it in like any other.

    For organisations with their own certificates, and for trying things out. Refuses (Invalid) a
    file that cannot be opened, and what `take_signed` refuses.
    """
    await find_for(Action.DRAFT_MINUTES, meeting_id, by=by)
    minutes = await _signable(meeting_id)
    made = await paper(meeting_id, "pdf", by=by, circulated=circulated, version=minutes.version)
    signed = await sign_pdf(made.content, own.pkcs12, own.passphrase)
    return await take_signed(meeting_id, signed, by=by)


async def _signable(meeting_id: UUID) -> Minutes:
    minutes = await in_force(meeting_id)
    if minutes is None:
        raise Conflict(_("Notula ini belum disetujui pimpinan rapat."))
    check_signable(minutes.state)
    return minutes


async def _handed_out(minutes: Minutes, content: bytes) -> IssuedFile:
    """The file that came back: the edition with everything, or the one that is circulated."""
    document = await document_for(minutes)
    for edition in (Edition.OPEN, Edition.WHOLE):
        first = await IssuedFile.get_or_none(
            document_id=document.id, edition=edition, form="pdf", number=0
        )
        if first is not None and content.startswith(bytes(first.content)):
            latest = await latest_file(document, edition, "pdf")
            assert latest is not None
            return latest
    raise NotTaken(Flaw.OTHER_FILE)
