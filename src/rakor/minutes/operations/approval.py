"""The way of minutes to the chair and out: submitted, returned, approved, distributed."""

from dataclasses import replace
from uuid import UUID

from rakor import words
from rakor.accounts.models import User
from rakor.errors import Invalid
from rakor.journal import Audience
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Action
from rakor.minutes.export import from_content, to_content
from rakor.minutes.models import Minutes
from rakor.minutes.operations.opened import opened
from rakor.minutes.operations.papers import check_printable
from rakor.minutes.queries import document_of, writing
from rakor.minutes.rules import MinutesState, check_step
from rakor.words import _


async def submit(meeting_id: UUID, *, by: User, revision: int | None = None) -> Minutes:
    """Lay the draft before the chair; it can no longer be changed until it comes back.

    Refuses (Invalid) what cannot be printed, such as a character that no font has: whoever wrote
    it is told, not the chair who approves it.
    """
    _reading, seen = await writing(meeting_id, by=by)
    check_step(seen.state, MinutesState.IN_REVIEW)
    if revision in (None, seen.revision):
        await check_printable(document_of(seen))
    revision = seen.revision if revision is None else revision
    async with opened(Action.DRAFT_MINUTES, meeting_id, by=by, revision=revision) as (minutes, log):
        check_step(minutes.state, MinutesState.IN_REVIEW)
        minutes.state, minutes.submitted_at = MinutesState.IN_REVIEW, log.at
        await log("minutes.submitted", audience=Audience.STAFF, version=minutes.version)
    return minutes


async def return_(
    meeting_id: UUID, comment: str, *, by: User, revision: int | None = None
) -> Minutes:
    """The chair sends the minutes back and says what has to be mended.

    Refuses (Invalid) a return without a word: nobody could know what to do.
    """
    async with opened(Action.APPROVE_MINUTES, meeting_id, by=by, revision=revision) as (
        minutes,
        log,
    ):
        check_step(minutes.state, MinutesState.NEEDS_REVISION)
        if not comment.strip():
            raise Invalid.field("comment", _("Tulis apa yang perlu diperbaiki."))
        minutes.state, minutes.comment = MinutesState.NEEDS_REVISION, comment.strip()
        await log(
            "minutes.returned",
            audience=Audience.STAFF,
            version=minutes.version,
            comment=minutes.comment,
        )
    return minutes


async def approve(meeting_id: UUID, *, by: User, revision: int | None = None) -> Minutes:
    """The chair approves: from now on the text and every document of it stay as they are."""
    async with opened(Action.APPROVE_MINUTES, meeting_id, by=by, revision=revision) as (
        minutes,
        log,
    ):
        check_step(minutes.state, MinutesState.APPROVED)
        meeting = await Meeting.get(id=minutes.meeting_id)
        with words.speaking("id"):
            zone = meeting.timezone
            moment = f"{words.date(log.at, zone)}, {words.clock(log.at, zone)}"
            approval = f"Disetujui oleh pimpinan rapat, {moment} {words.zone_name(zone)}."
        document = from_content(minutes.content["document"])
        settled = replace(
            document,
            signing=replace(document.signing, approval=approval),
            created_at=log.at,
            version=minutes.version,
            status="Disetujui",
            approved=True,
        )
        minutes.content = {**minutes.content, "document": to_content(settled)}
        minutes.state, minutes.approved_at = MinutesState.APPROVED, log.at
        minutes.approved_by_id, minutes.comment = by.id, ""
        await log("minutes.approved", audience=Audience.PARTICIPANTS, version=minutes.version)
    return minutes


async def distribute(meeting_id: UUID, *, by: User, revision: int | None = None) -> Minutes:
    """Record that the approved minutes went out to everyone who was invited."""
    async with opened(Action.DRAFT_MINUTES, meeting_id, by=by, revision=revision) as (minutes, log):
        check_step(minutes.state, MinutesState.DISTRIBUTED)
        minutes.state, minutes.distributed_at = MinutesState.DISTRIBUTED, log.at
        await log("minutes.distributed", audience=Audience.PARTICIPANTS, version=minutes.version)
    return minutes
