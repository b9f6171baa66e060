"""The way of a release to the public: approved, sent back, published, taken back."""

from uuid import UUID

from rakor.accounts.models import User
from rakor.letters.queries import word_named
from rakor.letters.rules import StationeryKind
from rakor.meetings.rules import Action, Part
from rakor.press.models import Release, ReleaseRevision
from rakor.press.operations.opened import Opened, opened
from rakor.press.operations.papers import check_printable
from rakor.press.queries import find_release
from rakor.press.rules import (
    ReleaseState,
    check_four_eyes,
    check_may_be_public,
    check_quotes,
    check_step,
)


async def approve(release_id: UUID, *, by: User, revision: int | None = None) -> Release:
    """Approve the text as it stands: by the chair, or by one of the staff who did not write it.

    Refuses (QuotesWait) while somebody quoted has not agreed, (NotPublic) classes above public,
    and (Invalid) what a printed form cannot carry.
    """
    # Printing takes a moment, and nobody else waits for it within the act.
    await check_printable((await find_release(release_id, to=by)).open)
    async with opened(release_id, Action.APPROVE_RELEASE, by=by, revision=revision) as work:
        check_step(work.release.state, ReleaseState.APPROVED)
        wrote = await ReleaseRevision.exists(release_id=release_id, by_id=by.id)
        check_four_eyes(wrote=wrote, chairs=Part.CHAIR in work.parts)
        await _check_ready(work)
        work.release.state = ReleaseState.APPROVED
        work.release.approved_at, work.release.approved_by_id = work.at, by.id
        await work.tell("release.approved")
    return work.release


async def send_back(
    release_id: UUID, reason: str, *, by: User, revision: int | None = None
) -> Release:
    """Send an approved release back to its writers, with the reason."""
    async with opened(release_id, Action.APPROVE_RELEASE, by=by, revision=revision) as work:
        check_step(work.release.state, ReleaseState.DRAFT)
        work.release.state, work.release.reason = ReleaseState.DRAFT, reason
        work.release.approved_at, work.release.approved_by_id = None, None
        await work.tell("release.returned", reason=reason)
    return work.release


async def publish(release_id: UUID, *, by: User, revision: int | None = None) -> Release:
    """Publish an approved release; with an embargo the public reads it when that is over."""
    async with opened(release_id, Action.APPROVE_RELEASE, by=by, revision=revision) as work:
        check_step(work.release.state, ReleaseState.PUBLISHED)
        await _check_ready(work)
        work.release.state = ReleaseState.PUBLISHED
        work.release.published_at, work.release.reason = work.at, ""
        printed = await word_named(work.meeting.organizer, StationeryKind.RELEASE, at=work.at)
        await work.tell("release.published", slug=work.release.slug, word_template=printed)
    return work.release


async def withdraw(
    release_id: UUID, reason: str, *, by: User, revision: int | None = None
) -> Release:
    """Take a release back: the public no longer finds it, those who wrote it read why."""
    async with opened(release_id, Action.APPROVE_RELEASE, by=by, revision=revision) as work:
        check_step(work.release.state, ReleaseState.WITHDRAWN)
        work.release.state, work.release.reason = ReleaseState.WITHDRAWN, reason
        work.release.withdrawn_at = work.at
        await work.tell("release.withdrawn", reason=reason)
    return work.release


async def _check_ready(work: Opened) -> None:
    it = await work.whole()
    check_may_be_public(it.classes)
    check_quotes(quote.state for quote in it.quotes)
