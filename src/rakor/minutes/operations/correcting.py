"""After the approval: requests to correct the minutes, their answers, and the next version."""

from dataclasses import replace
from uuid import UUID

from rakor.accounts.models import User
from rakor.database import new_id
from rakor.errors import Forbidden, Invalid
from rakor.journal import Audience
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action, check_may
from rakor.minutes.export import from_content, to_content
from rakor.minutes.export.values import Amendment
from rakor.minutes.models import Minutes, MinutesCorrection, MinutesReview
from rakor.minutes.operations.keeping import begin
from rakor.minutes.operations.opened import locked_minutes
from rakor.minutes.queries import LinkReading, Reading, in_force, reading
from rakor.minutes.queries.discussing import check_section, find_correction
from rakor.minutes.rules import (
    MINUTES_STATES,
    Correction,
    CorrectionState,
    MinutesState,
    Verdict,
    check_amendable,
    check_takes_corrections,
    check_verdict,
)
from rakor.words import _


async def ask_correction(meeting_id: UUID, asked: Correction, *, by: User) -> MinutesCorrection:
    """Somebody who took part asks for a correction of the approved minutes.

    Refuses (Conflict) minutes that are not approved, and a request after the window; NotFound a
    section that they do not read.
    """
    check_may(Action.ASK_CORRECTION, (await reading(meeting_id, to=by)).parts)
    counting = await in_force(meeting_id)
    version = counting.version if counting else None
    found = await reading(meeting_id, to=by, version=version)
    return await _asked(found, counting, asked, by=by)


async def ask_by_link(found: LinkReading, asked: Correction) -> MinutesCorrection:
    """The same by a personal link. Refuses (Forbidden) a mailbox: nobody asks for one."""
    user = found.guest.user
    if user is None:
        raise Forbidden(_("Undangan ini tidak ditujukan kepada satu orang."))
    return await _asked(found.reading, found.reading.minutes, asked, by=user)


async def _asked(
    found: Reading, counting: Minutes | None, asked: Correction, *, by: User
) -> MinutesCorrection:
    async with locked_minutes(found.meeting.id, by=by) as (newest, log):
        state = counting.state if counting else newest.state
        until = counting.corrections_until if counting else None
        check_takes_corrections(state, until, log.at)
        check_section(found, asked.section)
        await by.person.fetch_related("agency")
        made = await MinutesCorrection.create(
            minutes_id=counting.id if counting else newest.id,
            section=asked.section,
            text=asked.text,
            by_id=by.id,
            by_name=by.full_name,
            agency_name=by.person.agency.name if by.person.agency else "",
            at=log.at,
        )
        await log(
            "minutes_correction.requested",
            audience=Audience.STAFF,
            version=counting.version if counting else None,
            correction=str(made.id),
            section=made.section,
            text=made.text,
        )
    return made


async def answer_correction(
    meeting_id: UUID, correction_id: UUID, verdict: Verdict, *, by: User
) -> MinutesCorrection:
    """The secretariat accepts or declines a request, with a word.

    What is accepted is carried out in the next version. Refuses (Conflict) a second answer, and
    (Invalid) a refusal without a word.
    """
    await find_correction(meeting_id, correction_id, by=by)
    async with locked_minutes(meeting_id, by=by) as (minutes, log):
        found = await MinutesCorrection.get(id=correction_id)
        check_verdict(found.state, verdict)
        found.state = CorrectionState.ACCEPTED if verdict.accept else CorrectionState.DECLINED
        found.answer, found.decided_by_name = verdict.answer.strip(), by.full_name
        found.decided_at = log.at
        await found.save()
        await log(
            "minutes_correction.accepted" if verdict.accept else "minutes_correction.declined",
            audience=Audience.STAFF,
            version=minutes.version,
            subject=found.by_id,
            correction=str(found.id),
            answer=found.answer,
        )
    return found


async def amend(meeting_id: UUID, reason: str, *, by: User) -> Minutes:
    """Open the next version, from what was approved; until it is approved the old one counts.

    Requests that were accepted are carried out in it. Refuses (Invalid) an amendment without a
    reason, and (Conflict) while a version is still being written.
    """
    await find_for(Action.DRAFT_MINUTES, meeting_id, by=by)
    async with locked_minutes(meeting_id, by=by) as (old, log):
        check_amendable(old.state)
        reason = reason.strip()
        if not reason:
            raise Invalid.field("reason", _("Tulis mengapa notula ini diubah."))
        version, key = old.version + 1, new_id()
        seq = await log(
            "minutes.amended",
            audience=Audience.STAFF,
            minutes=key,
            version=version,
            reason=reason,
        )
        document = from_content(old.content["document"])
        draft = replace(
            document,
            version=version,
            status=MINUTES_STATES[MinutesState.DRAFT],
            approved=False,
            signing=replace(document.signing, approval=""),
            verification=None,
            created_at=log.at,
            amendment=Amendment(old.version, reason),
        )
        minutes = Minutes(
            id=key,
            meeting_id=meeting_id,
            version=version,
            journal_seq=seq,
            content={},
            drafted_by_id=by.id,
            drafted_at=log.at,
            reason=reason,
        )
        await begin(minutes, {**old.content, "document": to_content(draft)}, by=by, at=log.at)
        await _same_reviewers(old, minutes)
        await MinutesCorrection.filter(
            minutes__meeting_id=meeting_id, state=CorrectionState.ACCEPTED, carried_in=None
        ).update(carried_in=version)
    return minutes


async def _same_reviewers(old: Minutes, new: Minutes) -> None:
    """Whoever initialled the version before is asked again, without their old deadline."""
    for each in await MinutesReview.filter(minutes_id=old.id).order_by("position"):
        await MinutesReview.create(
            minutes_id=new.id, position=each.position, person_id=each.person_id
        )
