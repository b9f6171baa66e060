"""Issuing documents and keeping their files; inside the acts of those who make them."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.accounts.operations.passwords import attempt_keys, check_attempts, count_attempt
from rakor.documents.signatures import Signature, check_apart, write_signature
from rakor.errors import Conflict, NotFound
from rakor.issued import queries
from rakor.issued.models import Issued, IssuedFile
from rakor.issued.rules import Edition, IssuedKind, new_code
from rakor.meetings.models import Meeting
from rakor.meetings.rules import SecurityClass
from rakor.settings import settings
from rakor.web.addresses import neighbourhood
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document is: what it was made of, and what it says of itself."""

    kind: IssuedKind
    source_id: UUID
    agency: str
    title: str
    version: int = 1


async def issue(
    meeting: Meeting, facts: Facts, *, at: datetime, replaces: UUID | None = None
) -> Issued:
    """A document becomes official: it gets the code that will be printed on it.

    In the caller's transaction, with its guards and its entry. `replaces` is the source of the
    version before, which is told to be replaced from now on.
    """
    made = await Issued.create(
        code=new_code(),
        kind=facts.kind,
        meeting_id=meeting.id,
        source_id=facts.source_id,
        version=facts.version,
        agency=facts.agency[:400],
        title=facts.title[:500],
        is_public=meeting.security_class is SecurityClass.PUBLIC,
        issued_at=at,
    )
    if replaces is not None:
        await Issued.filter(source_id=replaces).update(replaced_by_id=made.id)
    return made


async def revoke(source_id: UUID, *, at: datetime) -> None:
    """A document no longer holds; whoever asks for its code is told so.

    In the caller's transaction, with its guards and its entry.
    """
    await Issued.filter(source_id=source_id, revoked_at=None).update(revoked_at=at)


async def hand_out(
    document: Issued,
    edition: Edition,
    form: str,
    media: str,
    make: Callable[[], Awaitable[bytes]],
) -> IssuedFile:
    """The file as it first went out, with the signatures that were handed in since.

    Made when somebody first asks for it; from then on everybody gets these bytes, and the journal
    holds their SHA-256.
    """
    found = await queries.latest_file(document, edition, form)
    if found is not None:
        return found
    content = await make()
    try:
        async with journal.transaction() as record:
            made = await _keep(document, edition, form, media, content, at=record.at)
            await record.entry(
                document.meeting_id,
                "document.issued",
                by=None,
                audience=journal.Audience.STAFF,
                code=document.code,
                edition=edition.value,
                form=form,
                sha256=made.sha256,
            )
        return made
    except IntegrityError:
        # Two asked at once; both get what the first of them got.
        found = await queries.latest_file(document, edition, form)
        if found is None:
            raise
        return found


async def check_signed(content: bytes, latest: IssuedFile, *, now: datetime) -> list[Signature]:
    """The signatures of a PDF that somebody signed outside, if it is this file and whole.

    Refuses (NotTaken) anything but the bytes handed out with signatures after them, and (Conflict)
    one without the signatures that were handed in before: it has to carry them too.
    """
    document = await Issued.get(id=latest.document_id)
    first = await queries.file_of(document, latest.edition, latest.form, 0)
    kept = bytes(latest.content)
    if latest.number and content.startswith(bytes(first.content)) and not content.startswith(kept):
        raise Conflict(
            _(
                "PDF ini belum memuat tanda tangan yang sudah diterima. Unduh PDF yang terbaru, "
                "lalu bubuhkan tanda tangan pada berkas itu."
            )
        )
    if content == kept and latest.number:
        raise Conflict(_("PDF bertanda tangan ini sudah diterima."))
    roots = await asyncio.to_thread(trust_roots)
    return await check_apart(
        content, bytes(first.content), roots, since=document.issued_at, now=now
    )


async def keep_signed(
    latest: IssuedFile, content: bytes, signatures: Sequence[Signature], *, at: datetime
) -> IssuedFile:
    """The signed file is what is handed out from now on.

    In the caller's transaction. Refuses (Conflict) when another was handed in meanwhile.
    """
    document = await Issued.get(id=latest.document_id)
    now = await queries.latest_file(document, latest.edition, latest.form)
    if now is None or now.number != latest.number:
        raise Conflict(_("Sementara itu PDF bertanda tangan lain diterima. Unduh yang terbaru."))
    return await _keep(
        document,
        latest.edition,
        latest.form,
        latest.media,
        content,
        at=at,
        number=latest.number + 1,
        signatures=[write_signature(each) for each in signatures],
    )


async def _keep(
    document: Issued,
    edition: Edition,
    form: str,
    media: str,
    content: bytes,
    *,
    at: datetime,
    number: int = 0,
    signatures: Sequence[dict[str, str | bool]] = (),
) -> IssuedFile:
    return await IssuedFile.create(
        document_id=document.id,
        edition=edition,
        form=form,
        number=number,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        media=media,
        content=content,
        signatures=list(signatures),
        at=at,
    )


def trust_roots() -> list[bytes]:
    """The certificates whose chains are believed here: `trust/*.pem` among the files.

    With any there, a signer whose chain does not lead to one is refused. Without any, signatures
    are taken and everybody is told that their chains are unchecked: an office that waits for its
    authority's certificates still has whole files, and nobody is told more than is known. What
    was taken unchecked stays so. Refuses (Conflict) a file there that holds none, rather than
    believing fewer than meant.
    """
    # Loaded here, since few ever take a signed file in.
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization

    found = []
    for path in sorted((settings().files / "trust").glob("*.pem")):
        try:
            several = x509.load_pem_x509_certificates(path.read_bytes())
        except ValueError:
            raise Conflict(
                _("Berkas sertifikat tepercaya {name} tidak terbaca. Hubungi admin.").format(
                    name=path.name
                )
            ) from None
        found += [each.public_bytes(serialization.Encoding.PEM) for each in several]
    return found


async def verify(typed: str, *, address: str) -> queries.Fact:
    """What anybody may know of the document with this code.

    Refuses (NotFound) a code that no document bears, and (TooMany) whoever tries many of those.
    """
    keys = attempt_keys("verify", "", neighbourhood(address))
    await check_attempts(keys)
    found = await queries.fact_of(typed)
    if found is None:
        await count_attempt(keys)
        raise NotFound(queries.why_unknown(typed))
    return found
