"""Documents laid before a meeting: added, replaced by a new version, moved, taken away."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field

from rakor import journal
from rakor.accounts.models import User
from rakor.database import new_id
from rakor.documents.stored import stored, sweep
from rakor.errors import Conflict, Invalid, Moved, NotFound
from rakor.journal import Audience, Record
from rakor.meetings import queries, rules
from rakor.meetings.models import AgendaItem, Material, MaterialVersion, Meeting
from rakor.meetings.operations.ground import audience_of, audience_of_item, locked
from rakor.meetings.rules import Action, MaterialKind
from rakor.web.shapes import Line, Shape
from rakor.words import _

Which = Annotated[UUID | None, BeforeValidator(lambda value: value or None)]


class MaterialFacts(Shape):
    """What is said of a document: its title (else its file name), and the item it belongs to."""

    title: Annotated[Line, Field(max_length=300)] = ""
    agenda_item: Which = None


class MaterialChanges(Shape):
    """What is said of it differently; without an item it is for the whole meeting."""

    title: Annotated[Line, Field(min_length=1, max_length=300)] = ""
    agenda_item: Which = None


async def add_material(
    meeting_id: UUID, content: bytes, filename: str, facts: MaterialFacts, *, by: User
) -> dict[str, Any]:
    """Lay a document before the meeting, or before one item of its agenda.

    Those who follow see it at once, one of a confidential item secretariat and chair only.
    Refuses (TooLarge, Invalid) what is too large or no document, (Conflict) a meeting that is over.
    """
    await queries.find_for(Action.RUN, meeting_id, by=by)
    kind = await asyncio.to_thread(rules.check_material, content, filename)
    async with kept(content) as key, journal.transaction() as record:
        meeting = await _changeable(meeting_id, by=by)
        item = await _item(meeting, facts.agenda_item)
        rows = await Material.filter(meeting_id=meeting.id).order_by("-position")
        if len(rows) >= rules.MOST_MATERIALS:
            raise Conflict(
                _("Satu rapat memuat paling banyak {n} bahan.").format(n=rules.MOST_MATERIALS)
            )
        name = rules.plain_name(filename, kind)
        material = await Material.create(
            meeting_id=meeting.id,
            item=item,
            title=facts.title or name.rpartition(".")[0],
            position=rows[0].position + 1 if rows else 1,
        )
        await _version(material, key, content, name, kind, at=record.at)
        return await _tell(record, "material.added", meeting, material, item, by=by)


async def replace_material(
    meeting_id: UUID, material_id: UUID, content: bytes, filename: str, *, by: User
) -> dict[str, Any]:
    """A new version of a document; the earlier ones stay and can be read.

    Refuses as adding does, and (Conflict) the same bytes once more.
    """
    await queries.find_for(Action.RUN, meeting_id, by=by)
    kind = await asyncio.to_thread(rules.check_material, content, filename)
    async with kept(content) as key, journal.transaction() as record:
        meeting = await _changeable(meeting_id, by=by)
        material, item = await _material(meeting, material_id)
        latest = await MaterialVersion.get(material_id=material.id, number=material.version)
        if latest.sha256 == _digest(content):
            raise Conflict(_("Berkas ini sama dengan versi yang terakhir."))
        if material.version >= rules.MOST_VERSIONS:
            raise Conflict(
                _("Satu bahan memuat paling banyak {n} versi.").format(n=rules.MOST_VERSIONS)
            )
        material.version += 1
        await _saved(material)
        name = rules.plain_name(filename, kind)
        await _version(material, key, content, name, kind, at=record.at)
        return await _tell(record, "material.replaced", meeting, material, item, by=by)


async def change_material(
    meeting_id: UUID,
    material_id: UUID,
    changes: MaterialChanges,
    *,
    revision: int | None = None,
    by: User,
) -> dict[str, Any]:
    """Another title, or another item of the agenda.

    One that goes to a confidential item disappears for participants at once.
    """
    async with journal.transaction() as record:
        meeting = await _changeable(meeting_id, by=by)
        material, before = await _material(meeting, material_id)
        if revision is not None and revision != material.revision:
            raise Moved(_("Data ini sudah diubah orang lain. Muat ulang, lalu coba lagi."))
        given = changes.model_fields_set
        item = await _item(meeting, changes.agenda_item) if "agenda_item" in given else before
        title = changes.title if "title" in given else material.title
        place = item.id if item else None
        if title == material.title and place == material.item_id:
            return await queries.material_of(material)
        material.title, material.item_id = title, place
        await _saved(material)
        if item and item.confidential and not (before and before.confidential):
            # Before the entry for the staff, who see again what they have just seen go; those who
            # come back later are told the state, not what it was called before.
            await record.entry(
                meeting.id,
                "material.removed",
                by=by,
                audience=audience_of(meeting),
                gone_materials=[str(material.id)],
                reshaped=True,
            )
        return await _tell(record, "material.changed", meeting, material, item, by=by)


async def remove_material(meeting_id: UUID, material_id: UUID, *, by: User) -> dict[str, Any]:
    """Take a document away; its versions stay in the record, for those who run the meeting."""
    async with journal.transaction() as record:
        meeting = await _changeable(meeting_id, by=by)
        material, item = await _material(meeting, material_id)
        material.removed_at = record.at
        await _saved(material)
        await record.entry(
            meeting.id,
            "material.removed",
            by=by,
            audience=_audience(meeting, item),
            gone_materials=[str(material.id)],
            title=material.title,
        )
    return await queries.material_of(material)


@asynccontextmanager
async def kept(content: bytes) -> AsyncIterator[UUID]:
    """The bytes on the disk before the row that names them; gone again if that is refused."""
    key = new_id()
    async with stored(queries.material_folder(), [(key, content)]):
        yield key


async def sweep_materials() -> int:
    """Remove files that no document names: a crash came between the file and its row.

    Only after a day, and never where the database knows none of the files: then it is another
    database that the folder belongs to. Gives how many went.
    """
    if not await MaterialVersion.exists():
        return 0
    return await sweep(queries.material_folder(), _named)


async def _named(keys: Sequence[UUID]) -> set[UUID]:
    return {row.id for row in await MaterialVersion.filter(id__in=list(keys)).only("id")}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def _version(
    material: Material,
    key: UUID,
    content: bytes,
    name: str,
    kind: MaterialKind,
    *,
    at: datetime,
) -> None:
    await MaterialVersion.create(
        id=key,
        material=material,
        number=material.version,
        name=name,
        kind=kind,
        size=len(content),
        sha256=_digest(content),
        at=at.astimezone(UTC),
    )


async def _changeable(meeting_id: UUID, *, by: User) -> Meeting:
    meeting = await locked(meeting_id, Action.RUN, by=by)
    rules.check_changeable(meeting.state)
    return meeting


async def _item(meeting: Meeting, item_id: UUID | None) -> AgendaItem | None:
    if item_id is None:
        return None
    item = await AgendaItem.get_or_none(id=item_id, meeting_id=meeting.id)
    if item is None:
        raise Invalid.field("agenda_item", _("Pokok agenda ini tidak ada dalam rapat ini."))
    return item


async def _material(meeting: Meeting, material_id: UUID) -> tuple[Material, AgendaItem | None]:
    material = await Material.get_or_none(
        id=material_id, meeting_id=meeting.id, removed_at=None
    ).select_related("item")
    if material is None:
        raise NotFound(_("Bahan rapat ini tidak ada."))
    return material, material.item


async def _saved(material: Material) -> None:
    material.revision += 1
    await material.save()


def _audience(meeting: Meeting, item: AgendaItem | None) -> Audience:
    return audience_of_item(meeting, item) if item else audience_of(meeting)


async def _tell(
    record: Record,
    kind: str,
    meeting: Meeting,
    material: Material,
    item: AgendaItem | None,
    *,
    by: User,
) -> dict[str, Any]:
    told = await queries.material_of(material)
    await record.entry(meeting.id, kind, by=by, audience=_audience(meeting, item), materials=[told])
    return told
