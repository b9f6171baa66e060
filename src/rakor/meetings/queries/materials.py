"""Reading the documents of a meeting: those somebody may see, with all their versions."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from rakor.accounts.models import User
from rakor.errors import NotFound
from rakor.meetings.models import AgendaItem, Material, MaterialVersion, Meeting
from rakor.meetings.queries.finding import find, moment
from rakor.meetings.queries.knowing import parts_of
from rakor.meetings.rules import MOST_VERSIONS, Action, Part, may
from rakor.settings import settings
from rakor.words import _


def material_folder() -> Path:
    """Where the files of all documents are."""
    return settings().files / "materials"


def material_path(version_id: UUID) -> Path:
    """Where the bytes of a version are; the name says nothing about what is inside."""
    return material_folder() / str(version_id)


def material_state(material: Material, versions: list[MaterialVersion]) -> dict[str, Any]:
    """A document as live pages hold it, whole, with its versions, the newest first.

    Entries and snapshots both carry this.
    """
    told = [_version(row) for row in sorted(versions, key=lambda row: -row.number)]
    return {
        "id": str(material.id),
        "item": str(material.item_id) if material.item_id else None,
        "title": material.title,
        "position": material.position,
        **{name: told[0][name] for name in ("version", "name", "kind", "size", "sha256", "at")},
        "versions": told,
        "removed_at": moment(material.removed_at),
        "revision": material.revision,
    }


def _version(row: MaterialVersion) -> dict[str, Any]:
    return {
        "version": row.number,
        "name": row.name,
        "kind": row.kind.value.upper(),
        "size": row.size,
        "sha256": row.sha256,
        "at": moment(row.at),
    }


async def material_of(material: Material) -> dict[str, Any]:
    """One document with its versions."""
    return material_state(material, await MaterialVersion.filter(material_id=material.id))


async def materials_of(meeting_id: UUID, *, removed: bool = False) -> list[dict[str, Any]]:
    """The documents of a meeting in their order, in two queries; also those taken away."""
    rows = Material.filter(meeting_id=meeting_id).order_by("position", "id")
    found = await (rows if removed else rows.filter(removed_at=None))
    versions: defaultdict[UUID, list[MaterialVersion]] = defaultdict(list)
    if found:
        for row in await MaterialVersion.filter(material_id__in=[each.id for each in found]):
            versions[row.material_id].append(row)
    return [material_state(each, versions[each.id]) for each in found]


async def materials_seen(meeting: Meeting, parts: Iterable[Part]) -> list[dict[str, Any]]:
    """The documents that somebody with these parts may see.

    Those of confidential items are for secretariat and chair; what was taken away for those who
    run the meeting.
    """
    parts = frozenset(parts)
    found = await materials_of(meeting.id, removed=may(Action.RUN, parts))
    if may(Action.SEE_CONFIDENTIAL, parts):
        return found
    hidden = await AgendaItem.filter(meeting_id=meeting.id, confidential=True)
    ids = {str(item.id) for item in hidden}
    return [each for each in found if each["item"] not in ids]


async def find_file(
    meeting_id: UUID, material_id: UUID, number: int, *, to: User
) -> MaterialVersion:
    """One version of a document, for whoever sees the meeting; NotFound for whoever may not."""
    meeting = await find(meeting_id, to=to)
    return await file_for(meeting, material_id, number, await parts_of(to, meeting))


async def file_for(
    meeting: Meeting, material_id: UUID, number: int, parts: Iterable[Part]
) -> MaterialVersion:
    """One version of a document, for whoever plays these parts.

    NotFound too for one of a confidential item, for one that was taken away, and where the file
    is no longer in its place.
    """
    parts = frozenset(parts)
    row = await MaterialVersion.get_or_none(
        material_id=material_id,
        number=min(number, MOST_VERSIONS + 1),
        material__meeting_id=meeting.id,
    ).select_related("material__item")
    hidden = row is None or (
        (row.material.removed_at is not None and not may(Action.RUN, parts))
        or (
            row.material.item is not None
            and row.material.item.confidential
            and not may(Action.SEE_CONFIDENTIAL, parts)
        )
    )
    if row is None or hidden:
        raise NotFound(_("Bahan rapat ini tidak ada."))
    if not material_path(row.id).is_file():
        raise NotFound(_("Berkas ini tidak ada lagi di tempat penyimpanannya."))
    return row
