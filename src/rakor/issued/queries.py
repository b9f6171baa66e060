"""Reading what was issued: the fact for everybody, the files for those who may have them."""

from dataclasses import dataclass
from uuid import UUID

from rakor.documents.signatures import Signature, read_signature
from rakor.issued.models import Issued, IssuedFile
from rakor.issued.rules import (
    Edition,
    FileAnswer,
    SignatureAnswer,
    VerifyAnswer,
    read_code,
    spoken,
)
from rakor.meetings.rules import SecurityClass
from rakor.words import _

# Everything of a file but its bytes.
_OUTSIDE = ("id", "document_id", "edition", "form", "number", "sha256", "size", "signatures", "at")


@dataclass(frozen=True, slots=True)
class Fact:
    """What anybody may know of an issued document: that it is, not what it says.

    `title` is "" for classes above public. `files` are those that went out to everybody.
    """

    document: Issued
    title: str
    replaced_by: Issued | None
    files: tuple[IssuedFile, ...]
    signatures: tuple[Signature, ...]
    digests: frozenset[str]

    def holds(self, sha256: str) -> bool:
        """Whether a file with this SHA-256 is one of the document, in whatever edition."""
        return sha256.lower() in self.digests


async def fact_of(typed: str) -> Fact | None:
    """The document with this code, however it was typed; None if no document bears it."""
    code = read_code(typed)
    if code is None:
        return None
    document = await Issued.get_or_none(code=code).select_related("meeting", "replaced_by")
    if document is None:
        return None
    files = await IssuedFile.filter(document_id=document.id).order_by("number").only(*_OUTSIDE)
    told = document.is_public and document.meeting.security_class is SecurityClass.PUBLIC
    return Fact(
        document=document,
        title=document.title if told else "",
        replaced_by=document.replaced_by,
        files=tuple(each for each in files if each.edition is Edition.OPEN),
        signatures=_signatures(files),
        digests=frozenset(each.sha256 for each in files),
    )


def told(fact: Fact, sha256: str = "") -> VerifyAnswer:
    """The fact for programs, and whether the file with this SHA-256 is one of the document."""
    document, later = fact.document, fact.replaced_by
    return VerifyAnswer(
        code=spoken(document.code),
        kind=document.kind,
        agency=document.agency,
        title=fact.title or None,
        version=document.version,
        issued_at=document.issued_at,
        replaced=later is not None,
        replaced_by_version=later.version if later else None,
        revoked_at=document.revoked_at,
        signatures=[SignatureAnswer.model_validate(each) for each in fact.signatures],
        files=[
            FileAnswer(form=each.form, sha256=each.sha256, size=each.size, signed=each.number)
            for each in fact.files
        ],
        sha256=sha256.lower() or None,
        matches=fact.holds(sha256) if sha256 else None,
    )


def why_unknown(typed: str) -> str:
    """Why a code leads nowhere: a slip of the pen, or no document of that code."""
    if read_code(typed) is None:
        return _("Kode ini salah ketik. Periksa lagi huruf demi huruf.")
    return _("Tidak ada dokumen dengan kode ini yang diterbitkan di sini.")


async def issued_of(source_id: UUID) -> Issued | None:
    """The document that was made of this, if one was issued."""
    return await Issued.get_or_none(source_id=source_id)


async def latest_file(document: Issued, edition: Edition, form: str) -> IssuedFile | None:
    """The file that is handed out now: with all signatures that were handed in."""
    return (
        await IssuedFile.filter(document_id=document.id, edition=edition, form=form)
        .order_by("-number")
        .first()
    )


async def file_of(document: Issued, edition: Edition, form: str, number: int) -> IssuedFile:
    """One file, as it was at that number of signings."""
    return await IssuedFile.get(document_id=document.id, edition=edition, form=form, number=number)


async def signatures_of(document: Issued) -> tuple[Signature, ...]:
    """Who has signed, as their certificates name them, first to last."""
    files = await IssuedFile.filter(document_id=document.id).order_by("number").only(*_OUTSIDE)
    return _signatures(files)


def _signatures(files: list[IssuedFile]) -> tuple[Signature, ...]:
    """Those on the edition that is circulated; else those on the one with everything."""
    for edition in (Edition.OPEN, Edition.WHOLE):
        signed = [each for each in files if each.edition is edition and each.signatures]
        if signed:
            return tuple(read_signature(each) for each in signed[-1].signatures)
    return ()
