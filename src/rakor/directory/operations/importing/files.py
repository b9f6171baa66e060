"""A file on its way: sent, checked by the worker, confirmed by a person, stored by the worker."""

import asyncio
import logging
import zlib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from tortoise.expressions import Q

from rakor import journal
from rakor.directory import queries, rules
from rakor.directory.models import ImportJob
from rakor.directory.operations.importing.checking import Plan
from rakor.directory.operations.importing.whole import import_file
from rakor.directory.rules import Reader
from rakor.directory.rules.importing import FileKind, ImportState, RowReport
from rakor.documents.reading_sheets import MOST_BYTES
from rakor.errors import Conflict, Invalid, RakorError, TooLarge
from rakor.words import _, language, speaking

IMPORTS = journal.stream_of("imports")
KEPT = timedelta(hours=24)
LOST = timedelta(seconds=60)  # a worker that has said nothing for so long is gone
_RIGHTS = (
    "full_name",
    "agency_path",
    "is_admin",
    "sees_directory",
    "sees_every_agency",
    "adds_people",
    "keeps_directory",
    "keeps_reference",
    "keeps_accounts",
)
_WAITING = {
    ImportState.UPLOADED: ImportState.CHECKING,
    ImportState.CHECKING: ImportState.CHECKING,
    ImportState.APPLYING: ImportState.APPLYING,
}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mandate:
    """Whoever sent a file, with the rights they had when they last acted on it."""

    id: UUID
    agency_id: UUID | None
    full_name: str
    agency_path: str
    is_admin: bool
    sees_directory: bool
    sees_every_agency: bool
    adds_people: bool
    keeps_directory: bool
    keeps_reference: bool
    keeps_accounts: bool = False

    @classmethod
    def of(cls, job: ImportJob) -> "Mandate":
        rights: dict[str, Any] = dict(job.rights)
        agency = rights.pop("agency_id")
        return cls(id=job.person_id, agency_id=UUID(agency) if agency else None, **rights)


def _rights_of(by: Reader) -> dict[str, object]:
    rights: dict[str, object] = {name: getattr(by, name) for name in _RIGHTS}
    return rights | {"agency_id": str(by.agency_id) if by.agency_id else None}


async def start_import(
    content: bytes, filename: str, kind: FileKind | None, *, by: Reader
) -> ImportJob:
    """Take a file; the worker checks it soon. Refuses (Forbidden) whoever keeps nothing."""
    rules.check_may_keep(by)
    if not content:
        raise Invalid.field("file", _("Pilih berkas yang akan diimpor."))
    if len(content) > MOST_BYTES:
        raise TooLarge(_("Paling besar {limit} MB.").format(limit=MOST_BYTES // 1024 // 1024))
    async with journal.transaction() as record:
        job = await ImportJob.create(
            person_id=by.id,
            kind=kind,
            filename=filename[:200] or "berkas",
            locale=language(),
            rights=_rights_of(by),
            content=content,
            created_at=datetime.now(UTC),
        )
        await record.entry(IMPORTS, "import.uploaded", by=by, job=job.id, filename=job.filename)
    return job


async def confirm_import(job_id: UUID, *, by: Reader) -> None:
    """Let a checked file be stored. Refuses (Conflict) one that is not ready."""
    job = await queries.find_import(job_id, to=by)
    rules.check_may_keep(by)
    async with journal.transaction() as record:
        told = await ImportJob.filter(id=job.id, state=ImportState.READY).update(
            state=ImportState.APPLYING, rights=_rights_of(by), done=0, claimed_at=None
        )
        if not told:
            raise Conflict(_("Berkas ini tidak sedang menunggu persetujuan."))
        await record.entry(IMPORTS, "import.confirmed", by=by, job=job.id, filename=job.filename)


async def discard_import(job_id: UUID, *, by: Reader) -> None:
    """Throw a file away that is not being stored; nothing of it remains but that it was there."""
    job = await queries.find_import(job_id, to=by)
    async with journal.transaction() as record:
        told = await ImportJob.filter(id=job.id).exclude(state=ImportState.APPLYING).delete()
        if not told:
            raise Conflict(_("Berkas ini sedang disimpan."))
        await record.entry(IMPORTS, "import.discarded", by=by, job=job.id, filename=job.filename)


async def work_imports() -> bool:
    """Check or store the next file that waits; whether there was one.

    A file is claimed first. One whose worker has gone is begun again: checking writes nothing, and
    storing is one transaction together with the word that it is done.
    """
    claim = await _claim()
    if claim is None:
        return False
    with speaking(claim.locale):
        try:
            await _work(claim)
        except RakorError as refusal:
            log.info("The import %s was refused: %s", claim.id, refusal.detail)
            await _fail(claim, refusal.detail)
        except Exception:
            log.exception("The import %s failed", claim.id)
            await _fail(claim, _("Berkas ini tidak dapat dikerjakan. Coba lagi nanti."))
            raise
    return True


async def _claim() -> ImportJob | None:
    now = datetime.now(UTC)
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - LOST)
    waiting = ImportJob.filter(free, state__in=list(_WAITING)).order_by("created_at")
    for job_id in await waiting.limit(20).values_list("id", flat=True):
        job = await ImportJob.get_or_none(id=job_id)
        if job is None or job.state not in _WAITING:
            continue
        mine = await ImportJob.filter(free, id=job.id, state=job.state).update(
            state=_WAITING[job.state], claimed_at=now
        )
        if mine:
            job.state, job.claimed_at = _WAITING[job.state], now
            return job
    return None


async def _work(job: ImportJob) -> None:
    if job.content is None:
        raise Invalid.field("file", _("Berkas ini sudah dihapus. Kirim ulang."))

    async def tell(done: int, total: int) -> None:
        await ImportJob.filter(id=job.id).update(
            done=done, total=total, claimed_at=datetime.now(UTC)
        )

    async def within(_record: journal.Record) -> None:
        """Done and stored are one: whoever comes second finds nothing to do."""
        mine = await ImportJob.filter(id=job.id, state=ImportState.APPLYING).update(
            state=ImportState.DONE, finished_at=datetime.now(UTC), content=None
        )
        if not mine:
            raise Conflict(_("Berkas ini sudah disimpan."))

    storing = job.state is ImportState.APPLYING
    plan, stored = await import_file(
        job.content,
        job.filename,
        job.kind,
        dry_run=not storing,
        by=Mandate.of(job),
        tell=tell,
        within=within,
        job=job.id,
    )
    values = await asyncio.to_thread(_told, plan)
    if not stored:
        values["state"] = ImportState.REFUSED if plan.refused else ImportState.READY
        values["claimed_at"] = None
    await ImportJob.filter(id=job.id).update(**values)


def _told(plan: Plan) -> dict[str, Any]:
    report = {"rows": [_plain(row) for row in plan.rows], "notes": plan.notes}
    packed = zlib.compress(orjson.dumps(report), 3)
    total = len(plan.rows)
    return {"report": packed, "counts": plan.counts, "total": total, "done": total}


def _plain(row: RowReport) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "line": row.line,
        "name": row.name,
        "result": row.result,
        "errors": row.errors,
        "changes": [asdict(change) for change in row.changes],
    }


async def _fail(job: ImportJob, message: str) -> None:
    await (
        ImportJob.filter(id=job.id)
        .exclude(state=ImportState.DONE)
        .update(
            state=ImportState.FAILED,
            message=message[:500],
            content=None,
            finished_at=datetime.now(UTC),
        )
    )


async def forget_imports() -> int:
    """Files and reports hold personal data: a day after a file came they go, the counts stay."""
    old = ImportJob.filter(created_at__lt=datetime.now(UTC) - KEPT)
    left = await old.filter(state__in=[ImportState.READY, ImportState.REFUSED]).update(
        state=ImportState.FAILED, message=_("Tidak diterapkan dalam sehari, lalu dihapus.")
    )
    kept = Q(content__not_isnull=True) | Q(report__not_isnull=True)
    idle = old.exclude(state=ImportState.APPLYING)
    return left + await idle.filter(kept).update(content=None, report=None)
