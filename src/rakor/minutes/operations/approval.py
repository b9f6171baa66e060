"""The way of minutes to the chair and out: submitted, returned, approved, distributed."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from rakor import words
from rakor.accounts.models import User
from rakor.errors import Invalid
from rakor.journal import Audience
from rakor.letters.queries import word_named
from rakor.letters.rules import StationeryKind
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.minutes.export import from_content, to_content
from rakor.minutes.export.values import Signatory, Signing
from rakor.minutes.models import Minutes
from rakor.minutes.operations.issuing import issue
from rakor.minutes.operations.keeping import amended
from rakor.minutes.operations.letters import goes_along
from rakor.minutes.operations.opened import may_approve, may_return, opened
from rakor.minutes.operations.papers import check_printable, circulated
from rakor.minutes.operations.reviewing import begin_round, check_initialled, turn_for
from rakor.minutes.queries import correction_days, document_of, latest, reviews_of, turn_of, writing
from rakor.minutes.rules import (
    IN_FORCE,
    MinutesState,
    ReviewState,
    StandIn,
    check_step,
    heading_of,
    window,
)
from rakor.words import _
from rakor.words.dates import zone


async def submit(meeting_id: UUID, *, by: User, revision: int | None = None) -> Minutes:
    """Lay the draft before the first reviewer, and after the last before the chair.

    It can no longer be changed until it comes back. Refuses (Invalid) what cannot be printed,
    such as a character that no font has: whoever wrote it is told, not the chair who approves it.
    """
    _reading, seen = await writing(meeting_id, by=by)
    check_step(seen.state, MinutesState.IN_REVIEW)
    if revision in (None, seen.revision):
        await check_printable(document_of(seen))
    revision = seen.revision if revision is None else revision
    async with opened(Action.DRAFT_MINUTES, meeting_id, by=by, revision=revision) as (minutes, log):
        check_step(minutes.state, MinutesState.IN_REVIEW)
        minutes.state, minutes.submitted_at = MinutesState.IN_REVIEW, log.at
        number = await begin_round(minutes, log.at)
        await log(
            "minutes.submitted", audience=Audience.STAFF, version=minutes.version, round=number
        )
    return minutes


async def return_(
    meeting_id: UUID, comment: str, *, by: User, revision: int | None = None
) -> Minutes:
    """Whoever is asked sends the minutes back and says what has to be mended.

    The chair, who stands in for the chair, and the reviewer whose turn it is. Refuses (Invalid) a
    return without a word: nobody could know what to do.
    """
    async with opened(may_return, meeting_id, by=by, revision=revision) as (minutes, log):
        check_step(minutes.state, MinutesState.NEEDS_REVISION)
        if not comment.strip():
            raise Invalid.field("comment", _("Tulis apa yang perlu diperbaiki."))
        turn = turn_of(minutes, await reviews_of(minutes))
        if turn is None or turn.person_id != by.id:
            await may_approve(meeting_id, by)
        else:
            turn = await turn_for(minutes, by)
            turn.state, turn.comment = ReviewState.RETURNED, comment.strip()
            turn.decided_at = log.at
            await turn.save()
        minutes.state, minutes.comment = MinutesState.NEEDS_REVISION, comment.strip()
        await log(
            "minutes.returned",
            audience=Audience.STAFF,
            version=minutes.version,
            comment=minutes.comment,
        )
    return minutes


async def approve(meeting_id: UUID, *, by: User, revision: int | None = None) -> Minutes:
    """The chair approves, or who stands in: from now on text and documents stay as they are.

    The version before becomes an old one. Refuses (Conflict) while initials are missing.
    """
    async with opened(may_approve, meeting_id, by=by, revision=revision) as (minutes, log):
        check_step(minutes.state, MinutesState.APPROVED)
        await check_initialled(minutes)
        meeting = await Meeting.get(id=minutes.meeting_id).select_related("organizer")
        content = await amended(minutes, minutes.content)
        document = from_content(content["document"])
        settled = replace(
            document,
            signing=_signed(minutes, document.signing, meeting, log.at, by),
            created_at=log.at,
            version=minutes.version,
            status="Disetujui",
            approved=True,
            verification=await issue(minutes, document, meeting, at=log.at),
        )
        printed = await word_named(meeting.organizer, StationeryKind.MINUTES, at=log.at)
        minutes.content = {
            **content, "document": to_content(settled), "word_template": printed
        }  # fmt: skip
        minutes.state, minutes.approved_at = MinutesState.APPROVED, log.at
        minutes.approved_by_id, minutes.comment = by.id, ""
        minutes.corrections_until = window(log.at, await correction_days(meeting.organizer_id))
        await Minutes.filter(
            meeting_id=minutes.meeting_id, version__lt=minutes.version, state__in=list(IN_FORCE)
        ).update(state=MinutesState.AMENDED)
        await log(
            "minutes.approved",
            audience=Audience.PARTICIPANTS,
            version=minutes.version,
            in_place_of_chair=minutes.stand_in_id == by.id,
        )
    return minutes


def _signed(
    minutes: Minutes, signing: Signing, meeting: Meeting, at: datetime, by: User
) -> Signing:
    """The foot with the line that says who approved, and by which authority if not their own."""
    tz = meeting.timezone
    chair, who = signing.chair, "pimpinan rapat"
    if minutes.stand_in_id == by.id and minutes.authority is not None:
        authority = StandIn.model_validate(minutes.authority)
        heading = heading_of(authority, by.full_name, at.astimezone(zone(tz)).date())
        chair = Signatory(heading, by.full_name)
        who = f"{by.full_name}, {' '.join(heading).rstrip(',')}"
    with words.speaking("id"):
        moment = f"{words.date(at, tz)}, {words.clock(at, tz)} {words.zone_name(tz)}"
    return replace(signing, chair=chair, approval=f"Disetujui oleh {who}, {moment}.")


async def distribute(
    meeting_id: UUID, *, by: User, revision: int | None = None, days: int | None = None
) -> Minutes:
    """Send the approved minutes to everyone who was invited, and to their offices.

    For `days` from now on participants may ask for corrections, or as long as the organizer
    always takes them; that is kept with the minutes. The letters follow by themselves.
    """
    meeting = await find_for(Action.DRAFT_MINUTES, meeting_id, by=by)
    seen = await latest(meeting_id)
    if seen is not None and seen.state in IN_FORCE and goes_along(meeting):
        # Made before anybody waits for it within a transaction.
        await circulated(seen)
    async with opened(Action.DRAFT_MINUTES, meeting_id, by=by, revision=revision) as (minutes, log):
        check_step(minutes.state, MinutesState.DISTRIBUTED)
        days = days or await correction_days(meeting.organizer_id)
        minutes.state, minutes.distributed_at = MinutesState.DISTRIBUTED, log.at
        minutes.corrections_until = window(log.at, days)
        await log(
            "minutes.distributed",
            audience=Audience.PARTICIPANTS,
            version=minutes.version,
            corrections_until=minutes.corrections_until,
        )
    return minutes
