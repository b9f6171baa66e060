"""What the directory holds, as rows of files, as far as the reader may see it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from tortoise.models import Model
from tortoise.queryset import QuerySet

from rakor.directory.models import (
    Agency,
    Holiday,
    Office,
    OfficeHolder,
    Person,
    PersonEmail,
    Region,
)
from rakor.directory.queries.agencies import agencies
from rakor.directory.queries.offices import offices_visible_to
from rakor.directory.queries.people import visible_to
from rakor.directory.rules import (
    AGENCY_KINDS,
    HOLDINGS,
    NIP_KINDS,
    OFFICE_LEVELS,
    REGION_KINDS,
    Reader,
    mask_nip,
    sees_private,
)
from rakor.directory.rules.calendar import HOLIDAY_KINDS
from rakor.directory.rules.importing import FileKind
from rakor.documents.sheets import Cell
from rakor.words import _
from rakor.words.dates import ZONES

M = TypeVar("M", bound=Model)
Told = dict[str, Cell]
_PART = 500


async def exported(kind: FileKind, reader: Reader) -> list[Told]:
    """The rows of one kind that somebody may see; a NIP is masked always, private is private."""
    return await _READINGS[kind](reader)


async def _agencies(_reader: Reader) -> list[Told]:
    codes = dict(await Agency.all().values_list("id", "code"))
    return [
        {
            "code": each.code,
            "name": each.name,
            "short_name": each.short_name,
            "kind": _said(each.kind, AGENCY_KINDS),
            "parent": codes.get(each.parent_id, "") if each.parent_id else "",
            "region": each.region,
            "timezone": _zone(each.timezone),
            "precedence": each.precedence,
            "address": each.address,
            "external_codes": "; ".join(f"{k}={v}" for k, v in each.external_codes.items()),
        }
        async for each in in_parts(agencies())
    ]


async def _offices(reader: Reader) -> list[Told]:
    found = offices_visible_to(reader).select_related("agency", "kind")
    return [
        {
            "agency": each.agency.code,
            "title": each.title,
            "level": _said(each.level, OFFICE_LEVELS),
            "kind": each.kind.name if each.kind else "",
            "precedence": each.precedence,
            "email": each.email,
        }
        async for each in in_parts(found)
    ]


async def _people(reader: Reader) -> list[Told]:
    found = visible_to(reader).filter(erased_at=None).select_related("agency")
    further: dict[UUID, list[str]] = {}
    async for address in in_parts(PersonEmail.all()):
        further.setdefault(address.person_id, []).append(address.email)
    return [
        {
            **_private(reader, each),
            "name": each.name,
            "prefix_titles": each.prefix_titles,
            "suffix_titles": each.suffix_titles,
            "email": each.email,
            "other_emails": "; ".join(sorted(further.get(each.id, ()))),
            "agency": each.agency.code if each.agency else "",
            "locale": each.locale,
            "timezone": _zone(each.timezone),
        }
        async for each in in_parts(found)
    ]


def _private(reader: Reader, person: Person) -> Told:
    if not sees_private(reader, person.id, person.agency):
        return {}
    kind = _said(person.nip_kind, NIP_KINDS) if person.nip else ""
    return {"nip": mask_nip(person.nip), "nip_kind": kind, "phone": person.phone}


async def _holders(reader: Reader) -> list[Told]:
    seen: dict[UUID, Office] = {}
    async for office in in_parts(offices_visible_to(reader).select_related("agency")):
        seen[office.id] = office
    found = OfficeHolder.all().select_related("person__agency")
    return [
        {
            "agency": seen[each.office_id].agency.code,
            "title": seen[each.office_id].title,
            "nip": _private(reader, each.person).get("nip", ""),
            "email": each.person.email,
            "name": each.person.name,
            "holding": _said(each.holding, HOLDINGS),
            "since": each.valid_from,
            "until": each.valid_until,
            "decree_number": each.decree_number,
        }
        async for each in in_parts(found)
        if each.office_id in seen
    ]


async def _regions(_reader: Reader) -> list[Told]:
    rows = await Region.all().order_by("code", "valid_from")
    codes = {row.id: row.code for row in rows}
    return [
        {
            "code": each.code,
            "name": each.name,
            "kind": _said(each.kind, REGION_KINDS),
            "province": each.code.partition(".")[0] if "." in each.code else "",
            "timezone": _zone(each.timezone),
            "valid_from": each.valid_from,
            "valid_until": each.valid_until,
            "unit": each.unit,
            "iso_code": each.iso_code,
            "bps_code": each.bps_code,
            "predecessor": codes.get(each.predecessor_id, "") if each.predecessor_id else "",
            "source": each.source,
        }
        for each in rows
    ]


async def _holidays(_reader: Reader) -> list[Told]:
    return [
        {
            "day": each.day,
            "name": each.name,
            "kind": _said(each.kind, HOLIDAY_KINDS),
            "region": each.region,
            "source": each.source,
            "official": _("ya") if each.official else "",
        }
        for each in await Holiday.all().order_by("day", "kind", "region")
    ]


_READINGS: dict[FileKind, Callable[[Reader], Awaitable[list[Told]]]] = {
    FileKind.AGENCIES: _agencies,
    FileKind.OFFICES: _offices,
    FileKind.PEOPLE: _people,
    FileKind.HOLDERS: _holders,
    FileKind.REGIONS: _regions,
    FileKind.HOLIDAYS: _holidays,
}


def _said(value: Enum | None, words: dict[Any, str]) -> str:
    return _(words[value]) if value is not None else ""


def _zone(name: str) -> str:
    return ZONES.get(name, name)


async def in_parts(rows: QuerySet[M]) -> AsyncIterator[M]:
    """All of these rows, some hundreds at a time, so that nobody waits long for the database."""
    last: UUID | None = None
    while True:
        part = await (rows.filter(id__gt=last) if last else rows).order_by("id").limit(_PART)
        for row in part:
            yield row
        if len(part) < _PART:
            return
        last = part[-1].pk
