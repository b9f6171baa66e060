"""Reporting on what was promised, with evidence: by an account, or by the link of an agency."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import new_id
from rakor.documents.stored import stored, sweep
from rakor.errors import Invalid, Moved, NotFound
from rakor.followups import queries, rules
from rakor.followups.models import Evidence, FollowUp, FollowUpLink, Progress
from rakor.followups.queries import Promise
from rakor.followups.rules import FollowUpState
from rakor.live.models import Commitment
from rakor.meetings.models import AgendaItem
from rakor.meetings.rules import MaterialKind
from rakor.words import _

REPORTED = "followup.reported"


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports by the link of an agency, as they say it themselves."""

    name: str
    office: str


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that comes with a report: its key, what it is, and its bytes."""

    key: UUID
    name: str
    kind: MaterialKind
    content: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """What one report says. `evidence` is a link or the number of a letter."""

    status: FollowUpState
    note: str = ""
    evidence: str = ""
    percent: int | None = None
    files: Sequence[Handed] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not (self.note.strip() or self.evidence.strip() or self.files)


def handed(files: Sequence[tuple[bytes, str]]) -> list[Handed]:
    """Files as they came, with what they are; refuses as `rules.check_evidence`."""
    return [
        Handed(new_id(), name, kind, content)
        for (content, _filename), (name, kind) in zip(
            files, rules.check_evidence(files), strict=True
        )
    ]


async def report_progress(
    follow_up: UUID,
    status: FollowUpState,
    note: str = "",
    evidence: str = "",
    *,
    percent: int | None = None,
    files: Sequence[tuple[bytes, str]] = (),
    by: User,
    revision: int | None = None,
) -> Progress:
    """Say how far a promise is, with a note and where the evidence is, or with its files.

    The agency that owes it reports up to “waiting for verification”; those who run the meeting
    also say that it is done, returned or cancelled. Refuses as `rules.check_report` and
    `rules.check_evidence`, a report that says nothing new (Invalid), and a revision that is not
    the current one (Moved).
    """
    promise = await queries.find(follow_up, to=by)
    owner, staff = await queries.standing(promise, by)
    if not (owner or staff):
        rules.check_report(promise.state, status, note, owner=owner, staff=staff)
    said = Said(status, note, evidence, percent, handed(files))
    async with (
        stored(queries.evidence_folder(), [(each.key, each.content) for each in said.files]),
        journal.transaction() as record,
    ):
        progress = await held(promise)
        now = progress.state if progress else FollowUpState.NOT_STARTED
        rules.check_report(now, status, note, owner=owner, staff=staff)
        return await _written(record, promise, progress, said, revision, by=by)


async def report_by_link(
    link: FollowUpLink,
    follow_up: UUID,
    said: Said,
    reporter: Reporter,
    *,
    revision: int | None = None,
) -> Progress:
    """An agency without an account reports; who it was says so themselves, and it is kept.

    Refuses what an owner may not say (`rules.check_report`), and (NotFound) what the agency does
    not owe of that meeting, and a link that was revoked meanwhile.
    """
    today = datetime.now(UTC).date()
    async with (
        stored(queries.evidence_folder(), [(each.key, each.content) for each in said.files]),
        journal.transaction() as record,
    ):
        valid = await FollowUpLink.filter(id=link.id).select_for_update().get()
        if valid.revoked_at is not None or valid.generation != link.generation:
            raise NotFound(_("Tautan tindak lanjut ini tidak berlaku lagi."))
        promise = await queries.one_on_link(link, follow_up, today)
        progress = await held(promise)
        now = progress.state if progress else FollowUpState.NOT_STARTED
        rules.check_report(now, said.status, said.note, owner=True, staff=False)
        return await _written(record, promise, progress, said, revision, reporter=reporter)


async def held(promise: Promise) -> FollowUp | None:
    """How far it is, held for this act: whoever reports at the same time waits.

    The commitment's row stands for the follow-up until the first report makes its own.
    """
    if await Commitment.filter(id=promise.id).select_for_update().first() is None:
        raise queries.missing()
    return await FollowUp.get_or_none(commitment_id=promise.id)


async def _written(
    record: journal.Record,
    promise: Promise,
    progress: FollowUp | None,
    said: Said,
    revision: int | None,
    *,
    by: User | None = None,
    reporter: Reporter | None = None,
) -> Progress:
    same = progress is not None and progress.state is said.status
    moved = said.percent is not None and progress is not None and said.percent != progress.percent
    if same and said.is_empty and not moved:
        raise Invalid.field("note", _("Tulis apa yang baru, atau pilih keadaan lain."))
    if revision is not None and revision != (progress.revision if progress else 0):
        raise Moved(_("Sudah ada laporan lain sejak Anda membacanya. Muat ulang halaman ini."))
    if said.files and progress is not None:
        known = await Evidence.filter(progress__follow_up_id=progress.id).count()
        rules.check_room(known, len(said.files))
    progress = await move(promise, progress, said.status, said.percent)
    report = await Progress.create(
        follow_up=progress,
        state=said.status,
        note=said.note.strip(),
        evidence=said.evidence.strip(),
        percent=said.percent,
        by_id=by.id if by else None,
        reporter_name=reporter.name if reporter else "",
        reporter_office=reporter.office if reporter else "",
        at=record.at,
    )
    await Evidence.bulk_create([_evidence(report, n, each) for n, each in enumerate(said.files, 1)])
    await record.entry(
        promise.meeting.id,
        REPORTED,
        by=by,
        audience=await audience_of(promise.commitment),
        subject=promise.commitment.agency_id,
        follow_up=promise.id,
        decision=promise.commitment.decision_id,
        owner=promise.commitment.name,
        status=said.status.value,
        files=len(said.files),
        by_link=reporter is not None,
    )
    return report


async def move(
    promise: Promise, progress: FollowUp | None, then: FollowUpState, percent: int | None = None
) -> FollowUp:
    """Where the promise stands from now on; its row is made by the first report."""
    if progress is None:
        return await FollowUp.create(commitment_id=promise.id, state=then, percent=percent or 0)
    progress.state = then
    progress.revision += 1
    if percent is not None:
        progress.percent = percent
    await progress.save(update_fields=["state", "percent", "revision"])
    return progress


def _evidence(report: Progress, position: int, file: Handed) -> Evidence:
    return Evidence(
        id=file.key,
        progress_id=report.id,
        position=position,
        name=file.name,
        kind=file.kind,
        size=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
    )


async def audience_of(commitment: Commitment) -> journal.Audience:
    """Who may see what happens to it: secretariat and chair alone for a confidential item."""
    item = commitment.decision.item_id
    hidden = item is not None and await AgendaItem.filter(id=item, confidential=True).exists()
    return journal.Audience.STAFF if hidden else journal.Audience.PARTICIPANTS


async def sweep_evidence() -> int:
    """Remove files that no report names; gives how many went.

    Never where the database knows none at all: then the folder belongs to another one.
    """
    if not await Evidence.exists():
        return 0
    return await sweep(queries.evidence_folder(), _known)


async def _known(keys: Sequence[UUID]) -> set[UUID]:
    found = await Evidence.filter(id__in=list(keys)).values_list("id", flat=True)
    return {UUID(str(key)) for key in found}
