"""Remarks on sections while minutes are written and reviewed, and taking back earlier words."""

from typing import Any
from uuid import UUID

from rakor.accounts.models import User
from rakor.errors import NotFound
from rakor.journal import Audience
from rakor.minutes import queries
from rakor.minutes.models import Minutes, MinutesComment, MinutesRevision
from rakor.minutes.operations.editing import edit
from rakor.minutes.operations.opened import locked_minutes
from rakor.minutes.queries.discussing import check_section, find_remarking
from rakor.minutes.rules import Edits, check_discussed, check_editable
from rakor.words import _


async def comment(meeting_id: UUID, section: str, text: str, *, by: User) -> MinutesComment:
    """Remark on a section; it stays open until somebody settles it.

    Secretariat, chair, who stands in for the chair, and the reviewer whose turn it is. Refuses
    (Conflict) minutes that were approved, and NotFound a section that they do not read.
    """
    reading = await find_remarking(meeting_id, by=by)
    check_section(reading, section)
    async with locked_minutes(meeting_id, by=by) as (minutes, log):
        check_discussed(minutes.state)
        made = await MinutesComment.create(
            minutes_id=minutes.id,
            section=section,
            text=text.strip(),
            by_id=by.id,
            by_name=by.full_name,
            at=log.at,
        )
        await log(
            "minutes_comment.added",
            audience=Audience.STAFF,
            version=minutes.version,
            comment=str(made.id),
            section=section,
            text=made.text,
        )
    return made


async def settle_comment(
    meeting_id: UUID, comment_id: UUID, *, by: User, settled: bool = True
) -> MinutesComment:
    """A remark is settled, or open again. NotFound for one that is not on these minutes."""
    reading = await find_remarking(meeting_id, by=by)
    async with locked_minutes(meeting_id, by=by) as (minutes, log):
        check_discussed(minutes.state)
        found = await MinutesComment.get_or_none(id=comment_id, minutes_id=minutes.id)
        if found is None:
            raise NotFound(_("Catatan telaah ini tidak ada."))
        check_section(reading, found.section)
        found.resolved_at = log.at if settled else None
        found.resolved_by_name = by.full_name if settled else ""
        await found.save()
        await log(
            "minutes_comment.settled" if settled else "minutes_comment.reopened",
            audience=Audience.STAFF,
            version=minutes.version,
            comment=str(found.id),
            section=found.section,
        )
    return found


async def restore(
    meeting_id: UUID, section: str, revision: int, *, by: User, seen: int | None = None
) -> Minutes:
    """Let a section say again what it said at an earlier revision; what it says now stays, too.

    NotFound for a revision that never was, otherwise as `edit`.
    """
    _reading, minutes = await queries.writing(meeting_id, by=by)
    check_editable(minutes.state)
    found = await MinutesRevision.get_or_none(
        minutes_id=minutes.id, section=section, revision=revision
    )
    if found is None:
        raise NotFound(_("Revisi ini belum pernah ada."))
    return await edit(meeting_id, edits_of(section, found.body), by=by, revision=seen)


def edits_of(section: str, body: Any) -> Edits:
    """A kept section as the edit that writes it again."""
    if section == "head":
        return Edits.model_validate(body)
    if section in ("opening", "closing", "presentations", "qa"):
        return Edits.model_validate({section: body})
    return Edits.model_validate({"discussion": [{"item": section, "notes": body}]})
