"""Reading files that were sent to be imported, and what the directory holds, to send it out."""

import zlib
from typing import Any
from uuid import UUID

import orjson

from rakor.directory.models import ImportJob
from rakor.directory.rules import Reader
from rakor.directory.rules.importing import Change, FileKind, Result, RowReport
from rakor.errors import NotFound
from rakor.words import _

_LIGHT = (
    "id",
    "person_id",
    "kind",
    "filename",
    "state",
    "total",
    "done",
    "counts",
    "message",
    "created_at",
    "finished_at",
)


async def find_import(job_id: UUID, *, to: Reader) -> ImportJob:
    """A file on its way, without its content; NotFound for all but who sent it and admins."""
    job = await ImportJob.filter(id=job_id).only(*_LIGHT).first()
    if job is None or (job.person_id != to.id and not to.is_admin):
        raise NotFound(_("Impor ini tidak ada."))
    return job


async def imports_of(reader: Reader, limit: int = 20) -> list[ImportJob]:
    """The files that somebody sent lately, newest first."""
    found = ImportJob.filter(person_id=reader.id).only(*_LIGHT)
    return await found.order_by("-created_at").limit(limit)


async def report_of(job_id: UUID) -> tuple[list[RowReport], list[str]]:
    """What became of each row, and what was passed over; empty when it was thrown away."""
    packed = await ImportJob.filter(id=job_id).values_list("report", flat=True)
    if not packed or not packed[0]:
        return [], []
    told: dict[str, Any] = orjson.loads(zlib.decompress(bytes(packed[0])))
    return [_row(each) for each in told["rows"]], list(told["notes"])


def _row(told: dict[str, Any]) -> RowReport:
    return RowReport(
        kind=FileKind(told["kind"]),
        line=told["line"],
        name=told["name"],
        result=Result(told["result"]),
        errors=told["errors"],
        changes=[Change(**each) for each in told["changes"]],
    )
