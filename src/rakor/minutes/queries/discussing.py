"""What is remarked on minutes, what they said earlier, and what is asked to be corrected."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rakor.accounts.models import User
from rakor.documents.richtext import read, to_text
from rakor.errors import Forbidden, NotFound
from rakor.meetings.rules import Action, check_may
from rakor.minutes.export.comparing import Line, Section, compared, sections
from rakor.minutes.models import (
    Minutes,
    MinutesComment,
    MinutesCorrection,
    MinutesRevision,
)
from rakor.minutes.queries.reading import Reading, document_of, reading, writing
from rakor.words import _


def sections_read(found: Reading) -> dict[str, str]:
    """The sections somebody reads, by their address, each with its title."""
    return {section.key: section.title for section in _sections(found)}


def _sections(found: Reading) -> list[Section]:
    if found.minutes is None or found.document is None:
        return []
    told = document_of(found.minutes).discussion
    items = [
        item
        for item, notes in zip(found.minutes.content["items"], told, strict=True)
        if found.sees_all or not notes.confidential
    ]
    return sections(found.document, items)


@dataclass(frozen=True, slots=True)
class Difference:
    """A section of which two versions say something else."""

    title: str
    lines: Sequence[Line]


async def differences(
    meeting_id: UUID, version: int, *, to: User
) -> tuple[Reading, list[Difference]]:
    """What a version says differently from the one before, as far as somebody reads both.

    The first replaces none, so all of it is new.
    """
    found = await reading(meeting_id, to=to, version=version)
    old: list[Section] = []
    if version > 1:
        old = _sections(await reading(meeting_id, to=to, version=version - 1))
    new = _sections(found)
    earlier = {section.key: section for section in old}
    gone = [section for section in old if section.key not in {each.key for each in new}]
    made = []
    for section in new:
        was = earlier[section.key].lines if section.key in earlier else ()
        if was != section.lines:
            made.append(Difference(section.title, compared(was, section.lines)))
    made += [Difference(section.title, compared(section.lines, ())) for section in gone]
    return found, made


def check_section(found: Reading, section: str) -> None:
    """NotFound for a section that is not there, or not for this reader."""
    if section not in sections_read(found):
        raise NotFound(_("Bagian ini tidak ada dalam notula."))


async def find_remarking(meeting_id: UUID, *, by: User) -> Reading:
    """The minutes for somebody who may remark on them; Forbidden for other readers."""
    found = await reading(meeting_id, to=by)
    if found.minutes is None and not found.sees_all:
        raise Forbidden(_("Draf notula hanya ditelaah sekretariat, pemaraf, dan pimpinan rapat."))
    if found.minutes is None:
        raise NotFound(_("Notula rapat ini belum disusun."))
    if not found.sees_all and found.turn is None:
        raise Forbidden(_("Draf notula hanya ditelaah sekretariat, pemaraf, dan pimpinan rapat."))
    return found


async def comments_of(found: Reading) -> list[MinutesComment]:
    """The remarks on the sections that somebody reads, the open ones first."""
    if found.minutes is None or not (found.sees_all or found.turn is not None):
        return []
    rows = await MinutesComment.filter(minutes_id=found.minutes.id).order_by("at", "id")
    known = sections_read(found)
    told = [row for row in rows if row.section in known]
    return sorted(told, key=lambda row: row.resolved_at is not None)


@dataclass(frozen=True, slots=True)
class Earlier:
    """One state of a section, and how it differs from the one before."""

    row: MinutesRevision
    lines: Sequence[Line]
    is_latest: bool


async def history_of(
    meeting_id: UUID, section: str, *, by: User
) -> tuple[Reading, Minutes, list[Earlier]]:
    """What a section of the newest version said at each revision, the latest first.

    For those who write. NotFound for a section that was never written.
    """
    found, minutes = await writing(meeting_id, by=by)
    rows = await MinutesRevision.filter(minutes_id=minutes.id, section=section).order_by("revision")
    if not rows:
        raise NotFound(_("Bagian ini tidak ada dalam notula."))
    made = []
    for at, row in enumerate(rows):
        before = lines_of(rows[at - 1].section, rows[at - 1].body) if at else ()
        lines = compared(before, lines_of(section, row.body))
        made.append(Earlier(row, lines, is_latest=at == len(rows) - 1))
    return found, minutes, made[::-1]


def lines_of(section: str, body: Any) -> list[str]:
    """A kept section as lines of text."""
    if section == "head":
        return [str(said) for said in body.values() if said]
    if section == "presentations":
        return [
            line
            for paper in body or []
            for line in (paper["title"], paper["speaker"], *_rich(paper["summary"]))
            if line
        ]
    if section == "qa":
        names = ("who", "question", "answered_by", "answer")
        return [each[name] for each in body or [] for name in names if each[name]]
    return _rich(body)


def _rich(body: Any) -> list[str]:
    return [line for line in to_text(read(body)).split("\n") if line.strip()]


async def corrections_of(found: Reading, *, to: User) -> list[MinutesCorrection]:
    """What was asked to be corrected in any version: all for the secretariat, else one's own."""
    rows = MinutesCorrection.filter(minutes__meeting_id=found.meeting.id)
    if not found.writes and not found.chairs:
        rows = rows.filter(by_id=to.id)
    return await rows.select_related("minutes").order_by("at", "id")


async def find_correction(meeting_id: UUID, correction_id: UUID, *, by: User) -> MinutesCorrection:
    """A request for somebody who answers it."""
    found = await reading(meeting_id, to=by)
    check_may(Action.DRAFT_MINUTES, found.parts)
    row = await MinutesCorrection.get_or_none(id=correction_id, minutes__meeting_id=meeting_id)
    if row is None:
        raise NotFound(_("Permintaan perbaikan ini tidak ada."))
    return row
