"""Packing a meeting: every document and the whole record into one file that proves itself."""

import asyncio
import hashlib
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

import orjson

from rakor import __version__, database, journal, words
from rakor.accounts.models import User
from rakor.archive import rules
from rakor.archive.operations.printing import printed_for
from rakor.archive.operations.writing import Writer, pieces, sum_of
from rakor.archive.queries import (
    Hidden,
    Piece,
    documents_of,
    hidden_in,
    periods,
    record_of,
    told_entries,
    told_scans,
)
from rakor.archive.rules import Counted, Journal, Kept, Manifest, Packed, Period
from rakor.errors import NotFound
from rakor.letters.models import LetterTemplate, OfficialLetter
from rakor.meetings.models import Meeting
from rakor.meetings.queries import WITH_ALL, find_for
from rakor.meetings.rules import SECURITY_CLASSES, Action
from rakor.minutes.models import Minutes
from rakor.minutes.operations.agreement_issuing import every_agreement
from rakor.minutes.operations.papers import every_form
from rakor.minutes.rules import SETTLED
from rakor.settings import settings
from rakor.words import _

JOURNAL = "record/journal.jsonl"
LEDGER = "record/attendance-ledger.jsonl"
_JSON = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z
_LINES = "application/jsonl"


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was written: its name, its list, and the sum of its list of sums."""

    name: str
    manifest: Manifest
    sums: str


@dataclass(slots=True)
class _Made:
    """What is known of a package while it is written."""

    writer: Writer
    files: list[Packed]
    missing: list[Kept]

    def list(self, path: str, media: str, title: str, **more: str) -> None:
        size, sha256 = self.writer.sizes[path], self.writer.sums[path]
        self.files.append(
            Packed(path=path, sha256=sha256, size=size, media=media, title=title, **more)
        )


async def pack_by(
    meeting_id: UUID, *, by: User, circulated: bool = False
) -> tuple[Package, IO[bytes]]:
    """A package for secretariat or chair, to be handed out; that they took it is on record.

    Refuses (Forbidden) whoever may not see confidential items: a package holds every name and
    every word, and who has it can give it away.
    """
    meeting = await find_for(Action.PACK, meeting_id, by=by)
    file = scratch()
    try:
        return await _pack(meeting, file, by=by, circulated=circulated), file
    except BaseException:
        file.close()
        raise


async def pack_here(meeting_id: UUID, file: IO[bytes], *, circulated: bool = False) -> Package:
    """A package for whoever runs the installation, from the command line."""
    meeting = await Meeting.get_or_none(id=meeting_id).select_related(*WITH_ALL)
    if meeting is None:
        raise NotFound(_("Rapat ini tidak ada."))
    return await _pack(meeting, file, by=None, circulated=circulated)


def scratch() -> IO[bytes]:
    """A file without a name, beside the others: it is gone with whoever writes it."""
    folder = settings().files / "packages"
    folder.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryFile(dir=folder)


async def _pack(meeting: Meeting, file: IO[bytes], *, by: User | None, circulated: bool) -> Package:
    # An archive is in the language of the record, whoever asks for it.
    with words.speaking("id"):
        package = await _written(meeting, file, whole=not circulated)
    await journal.looked(
        "package.exported",
        by=by,
        subject=meeting.id,
        edition=package.manifest.edition,
        files=len(package.manifest.files),
        sums=package.sums,
    )
    return package


async def _written(meeting: Meeting, file: IO[bytes], *, whole: bool) -> Package:
    for minutes in await Minutes.filter(meeting_id=meeting.id, state__in=list(SETTLED)):
        await every_form(minutes)
    await every_agreement(meeting)
    made = _Made(Writer(file), [], [])
    try:
        return await _fill(made, meeting, whole=whole)
    except BaseException:
        made.writer.abandon()
        raise


async def _fill(made: _Made, meeting: Meeting, *, whole: bool) -> Package:
    hidden = await hidden_in(meeting.id, whole=whole)
    async with database.reading():
        _epoch, until = await journal.epoch_and_top(meeting.id)
        record = await record_of(meeting, hidden)
    await _add_documents(made, meeting, hidden, until)
    for name in sorted(record):
        path = f"record/{name}.json"
        made.writer.add(path, orjson.dumps(record[name], option=_JSON, default=str))
        made.list(path, "application/json", name)
    await _add_ledger(made, meeting.id)
    told = await _add_journal(made, meeting.id, hidden, until)
    manifest = Manifest(
        software=__version__,
        edition="whole" if whole else "circulated",
        meeting=_facts(meeting),
        classification=await _classification(meeting),
        retention=[_ending(each, meeting.closed_at or meeting.ends_at) for each in await periods()],
        journal=told,
        counted=_counted(record, told, made),
        files=sorted(made.files, key=lambda each: each.path),
        missing=made.missing,
    )
    sums = await asyncio.to_thread(_finish, made.writer, manifest, meeting, whole)
    name = rules.safe(meeting.title, "rapat") + ("" if whole else "-edaran")
    return Package(f"arsip-{name}.zip", manifest, hashlib.sha256(sums).hexdigest())


async def _add_documents(made: _Made, meeting: Meeting, hidden: Hidden, until: int) -> None:
    async for piece in printed_for(meeting, until):
        await asyncio.to_thread(_add, made, piece)
    async for piece in documents_of(meeting.id, hidden):
        await asyncio.to_thread(_add, made, piece)


def _add(made: _Made, piece: Piece) -> None:
    """Pack a file; one that is gone, or no longer what the record says, is named as missing."""
    content = piece.content
    if isinstance(content, Path):
        if not content.is_file():
            made.missing.append(Kept(title=piece.title, sha256=piece.sha256, why="gone"))
            return
        if sum_of(content) != piece.sha256:
            made.missing.append(Kept(title=piece.title, sha256=piece.sha256, why="altered"))
            return
        made.writer.copy(piece.path, content)
    else:
        if piece.sha256 and hashlib.sha256(content).hexdigest() != piece.sha256:
            made.missing.append(Kept(title=piece.title, sha256=piece.sha256, why="altered"))
            return
        made.writer.add(piece.path, content)
    made.list(piece.path, piece.media, piece.title, code=piece.code, name=piece.name)


async def _add_ledger(made: _Made, meeting_id: UUID) -> None:
    with scratch() as lines:
        async for some in told_scans(meeting_id):
            lines.writelines(rules.to_line(each) + b"\n" for each in some)
        await asyncio.to_thread(_add_lines, made, LEDGER, lines)


async def _add_journal(made: _Made, meeting_id: UUID, hidden: Hidden, until: int) -> Journal:
    link, count = rules.BEGINNING, 0
    with scratch() as lines:
        async for some in told_entries(meeting_id, until, hidden):
            for told in some:
                line, link = rules.linked(link, told)
                lines.write(line + b"\n")
            count += len(some)
        await asyncio.to_thread(_add_lines, made, JOURNAL, lines)
    return Journal(path=JOURNAL, entries=count, until=until, link=link)


def _add_lines(made: _Made, name: str, lines: IO[bytes]) -> None:
    size = lines.tell()
    lines.seek(0)
    made.writer.stream(name, pieces(lines), size)
    made.list(name, _LINES, Path(name).stem)


def _finish(writer: Writer, manifest: Manifest, meeting: Meeting, whole: bool) -> bytes:
    writer.add(
        rules.README,
        rules.readme(
            title=meeting.title,
            when=words.day_and_time(meeting.starts_at, meeting.ends_at, meeting.timezone),
            organizer=meeting.organizer.name,
            software=__version__,
            schema=rules.SCHEMA,
            whole=whole,
        ),
    )
    listed = orjson.dumps(manifest.model_dump(mode="json"), option=_JSON)
    writer.add(rules.MANIFEST, listed + b"\n")
    sums = writer.add_sums()
    writer.add(rules.PROOF, rules.proof_of(settings().secret, sums).encode() + b"\n")
    writer.close()
    return sums


def _facts(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": str(meeting.id),
        "uid": meeting.uid,
        "title": meeting.title,
        "state": meeting.state.value,
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
        "timezone": meeting.timezone,
        "organizer": {"code": meeting.organizer.code, "name": meeting.organizer.name},
        "place": list(meeting.place),
        "letter_number": meeting.letter_number,
        "installation": settings().public_url,
    }


async def _classification(meeting: Meeting) -> dict[str, str]:
    """The class of the archive: by the letter of invitation, else as the organizer writes."""
    letters = OfficialLetter.filter(meeting_id=meeting.id).exclude(archive_class_code="")
    own = await letters.order_by("-issued_at", "id").first()
    usual = None
    if own is None:
        kept = LetterTemplate.filter(agency_id=meeting.organizer_id).exclude(archive_class_code="")
        usual = await kept.order_by("created_at", "id").first()
    return {
        "code": own.archive_class_code if own else usual.archive_class_code if usual else "",
        "security_class": meeting.security_class.value,
        "security_class_title": _(SECURITY_CLASSES[meeting.security_class]),
    }


def _ending(period: Period, since: datetime) -> Period:
    """The period with the day on which it is over; none where nothing is ever over."""
    if not period.months:
        return period
    year, month = divmod(since.year * 12 + since.month - 1 + period.months, 12)
    day = min(since.day, 28)
    return period.model_copy(update={"until": since.replace(year=year, month=month + 1, day=day)})


def _counted(record: dict[str, Any], told: Journal, made: _Made) -> Counted:
    return Counted(
        agenda=len(record["agenda"]),
        decisions=len(record["decisions"]),
        heads=record["attendance"]["counts"]["heads"],
        entries=told.entries,
        documents=sum(each.path.startswith("documents/") for each in made.files),
    )
