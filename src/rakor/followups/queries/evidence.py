"""Where the files of evidence are, and who may have them."""

from pathlib import Path
from uuid import UUID

from rakor.errors import NotFound
from rakor.followups.models import Evidence
from rakor.followups.queries.owed import Promise
from rakor.settings import settings
from rakor.words import _


def evidence_folder() -> Path:
    """Where the files of all evidence are."""
    return settings().files / "evidence"


def evidence_path(key: UUID) -> Path:
    """Where the bytes of one are; the name says nothing about what is inside."""
    return evidence_folder() / str(key)


async def file_of(promise: Promise, key: UUID) -> Evidence:
    """One file that was handed in with a report on this promise.

    NotFound for any other, and where the file is no longer in its place.
    """
    found = None
    if promise.progress is not None:
        found = await Evidence.get_or_none(id=key, progress__follow_up_id=promise.progress.id)
    if found is None:
        raise NotFound(_("Berkas bukti ini tidak ada."))
    if not evidence_path(found.id).is_file():
        raise NotFound(_("Berkas ini tidak ada lagi di tempat penyimpanannya."))
    return found
