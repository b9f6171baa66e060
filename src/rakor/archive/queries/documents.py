"""Every document of a meeting, one at a time and in one order, as a package holds them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from tortoise.expressions import Q

from rakor.archive.queries.hidden import Hidden
from rakor.archive.rules import safe
from rakor.documents.downloads import DOCX
from rakor.documents.pictures import PictureKind
from rakor.followups.models import Evidence
from rakor.followups.queries.evidence import evidence_path
from rakor.invitations.models import DelegationStep
from rakor.issued.models import Issued, IssuedFile
from rakor.issued.rules import ISSUED_KINDS, Edition, spoken
from rakor.letters.models import LetterFile
from rakor.meetings.models import Material, MaterialVersion
from rakor.meetings.queries.materials import material_path
from rakor.meetings.rules import media_of
from rakor.minutes.queries.photos import FOR_RECORD, photo_path, standing
from rakor.words import _

MEDIA = {
    "pdf": "application/pdf",
    "docx": DOCX,
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One file: where it goes, what it is, and its bytes or where they are.

    `sha256` is what the record says of it. `name` is how it was called when it was handed in.
    """

    path: str
    title: str
    media: str
    sha256: str
    content: bytes | Path
    code: str = ""
    name: str = ""


async def documents_of(meeting_id: UUID, hidden: Hidden) -> AsyncIterator[Piece]:
    """What was issued, handed in or laid before the meeting; only one file at a time in memory."""
    for several in (_letters, _assignments, _issued, _materials, _photos, _evidence):
        async for piece in several(meeting_id, hidden):
            yield piece


async def _letters(meeting_id: UUID, _hidden: Hidden) -> AsyncIterator[Piece]:
    rows = LetterFile.filter(letter__meeting_id=meeting_id)
    ordered = rows.order_by("letter__issued_at", "letter_id", "form").select_related("letter")
    for key in await ordered.values_list("id", flat=True):
        row = await LetterFile.get(id=key).select_related("letter")
        number = row.letter.number or row.letter.external_number or str(row.letter_id)
        yield Piece(
            f"documents/letters/{safe(number)}-{str(row.letter_id)[-8:]}.{row.form}",
            _("Surat undangan {number}").format(number=number),
            MEDIA.get(row.form, "application/octet-stream"),
            row.sha256,
            bytes(row.content),
        )


async def _assignments(meeting_id: UUID, hidden: Hidden) -> AsyncIterator[Piece]:
    """Letters by which offices sent deputies; they name people, so participants do not get them."""
    if not hidden.whole:
        return
    rows = DelegationStep.filter(meeting_id=meeting_id).exclude(letter_sha256="")
    for key in await rows.order_by("created_at", "id").values_list("id", flat=True):
        row = await DelegationStep.get(id=key)
        if row.letter_content is None:
            continue
        ending = row.letter_filename.rpartition(".")[2].lower()
        yield Piece(
            f"documents/assignments/{row.id!s}.{safe(ending)}",
            _("Surat tugas {number}").format(number=row.letter_number).strip(),
            row.letter_type or "application/octet-stream",
            row.letter_sha256,
            bytes(row.letter_content),
            name=row.letter_filename,
        )


async def _issued(meeting_id: UUID, hidden: Hidden) -> AsyncIterator[Piece]:
    """Every file with a code, as it first went out and with each signature that came since."""
    for document in await Issued.filter(meeting_id=meeting_id).order_by("kind", "issued_at", "id"):
        files = IssuedFile.filter(document_id=document.id)
        if not hidden.whole:
            files = files.filter(edition=Edition.OPEN)
        keys = await files.order_by("edition", "form", "number").values_list("id", flat=True)
        for key in keys:
            row = await IssuedFile.get(id=key)
            signed = f"-signed-{row.number}" if row.number else ""
            folder = document.kind.value.replace("_", "-")
            name = f"v{document.version}-{document.code.lower()}-{row.edition.value}{signed}"
            kind = _(ISSUED_KINDS[document.kind])
            yield Piece(
                f"documents/{folder}/{name}.{row.form}",
                _("{kind}, versi {n}").format(kind=kind, n=document.version),
                row.media,
                row.sha256,
                bytes(row.content),
                code=spoken(document.code),
            )


async def _materials(meeting_id: UUID, hidden: Hidden) -> AsyncIterator[Piece]:
    """Papers with all their versions; in the whole edition also those that were taken away."""
    rows = Material.filter(meeting_id=meeting_id).order_by("position", "id")
    if not hidden.whole:
        rows = rows.filter(removed_at=None)
    for at, material in enumerate(await rows, start=1):
        if material.id in hidden.others or material.item_id in hidden.items:
            continue
        versions = MaterialVersion.filter(material_id=material.id).order_by("number")
        for row in await versions:
            yield Piece(
                f"documents/materials/{at:02}-{safe(material.title)}-v{row.number}.{row.kind.value}",
                material.title,
                media_of(row.kind),
                row.sha256,
                material_path(row.id),
                name=row.name,
            )


async def _photos(meeting_id: UUID, _hidden: Hidden) -> AsyncIterator[Piece]:
    """Photos to which those in them agreed, and still do."""
    for at, row in enumerate(await standing(meeting_id).filter(consent__in=FOR_RECORD), start=1):
        kind = PictureKind(row.kind).value
        yield Piece(
            f"documents/photos/{at:02}-{safe(row.caption)}.{kind}",
            row.caption,
            MEDIA[kind],
            row.sha256,
            photo_path(row.id),
        )


async def _evidence(meeting_id: UUID, hidden: Hidden) -> AsyncIterator[Piece]:
    """What agencies handed in with their reports on what they promised here."""
    of_here = Q(progress__follow_up__commitment__decision__meeting_id=meeting_id)
    rows = Evidence.filter(of_here).order_by("progress__at", "progress_id", "position", "id")
    loaded = rows.select_related("progress__follow_up__commitment__decision")
    for row in await loaded:
        decision = row.progress.follow_up.commitment.decision
        if decision.id in hidden.decisions:
            continue
        owner = row.progress.follow_up.commitment.name
        yield Piece(
            f"documents/evidence/{decision.number:03}-{safe(owner)}-{row.id}.{row.kind.value}",
            _("Bukti tindak lanjut keputusan {n}: {owner}").format(n=decision.number, owner=owner),
            media_of(row.kind),
            row.sha256,
            evidence_path(row.id),
            name=row.name,
        )
