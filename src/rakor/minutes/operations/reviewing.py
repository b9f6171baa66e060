"""Whose initials minutes need before the chair sees them, and who approves in the chair's place."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from rakor.accounts.models import Account, User
from rakor.directory.models import Person
from rakor.errors import Conflict, Forbidden, Invalid
from rakor.journal import Audience
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Action
from rakor.minutes import rules
from rakor.minutes.models import Minutes, MinutesReview
from rakor.minutes.operations.opened import may_initial, opened
from rakor.minutes.queries import reviews_of, turn_of
from rakor.minutes.rules import (
    EDITABLE,
    MinutesState,
    Reviewers,
    ReviewState,
    StandIn,
    check_names_stand_in,
    check_reviewers,
    heading_of,
)
from rakor.words import _
from rakor.words.dates import zone


async def name_reviewers(
    meeting_id: UUID, wanted: Reviewers, *, by: User, revision: int | None = None
) -> Minutes:
    """Say whose initials the minutes need, in this order, and until when.

    While they are under review those who have initialled stay first; whoever is then next is
    asked. Who is named for confidential items reads these too while asked, whatever their part.
    Refuses (Invalid) somebody without an account or named twice, and a deadline that has passed;
    (Conflict) minutes that were approved.
    """
    async with opened(Action.DRAFT_MINUTES, meeting_id, by=by, revision=revision) as (minutes, log):
        check_names_stand_in(minutes.state)
        people = [
            await _account(each.person, f"reviewers.{at}.person")
            for at, each in enumerate(wanted.reviewers)
        ]
        check_reviewers([each.id for each in people], wanted.reviewers, log.at)
        reviews = await reviews_of(minutes)
        done = [each for each in reviews if each.state is ReviewState.INITIALLED]
        if minutes.state in EDITABLE:
            done = []
        kept = {each.person_id for each in done}
        await (
            MinutesReview.filter(minutes_id=minutes.id)
            .exclude(id__in=[each.id for each in done])
            .delete()
        )
        asked = [
            (person.id, each.due, each.confidential)
            for person, each in zip(people, wanted.reviewers, strict=True)
            if person.id not in kept
        ]
        for position, (person_id, due, confidential) in enumerate(asked, start=len(done) + 1):
            await MinutesReview.create(
                minutes_id=minutes.id,
                position=position,
                person_id=person_id,
                due=due,
                confidential=confidential,
                round=_round(reviews),
            )
        await ask_next(minutes, log.at)
        await log(
            "minutes_review.planned",
            audience=Audience.STAFF,
            version=minutes.version,
            reviewers=[str(person.id) for person in people],
            confidential=[str(person_id) for person_id, _due, chosen in asked if chosen],
        )
    return minutes


def _round(reviews: Sequence[MinutesReview]) -> int:
    return max((each.round for each in reviews), default=0)


async def _account(name: str, field: str) -> Person:
    """Somebody who can sign in, by key or address."""
    try:
        asked = Account.filter(person_id=UUID(name))
    except ValueError:
        asked = Account.filter(person__email=name.lower())
    account = await asked.filter(active=True).select_related("person").first()
    if account is None:
        said = _("“{name}” belum punya akun, jadi tidak dapat membaca draf ini.")
        raise Invalid.field(field, said.format(name=name))
    return account.person


async def begin_round(minutes: Minutes, at: datetime) -> int:
    """Everybody is asked anew, since the text may be another; the first of them now."""
    reviews = await reviews_of(minutes)
    number = _round(reviews) + 1
    await MinutesReview.filter(minutes_id=minutes.id).update(
        state=ReviewState.WAITING, comment="", round=number, asked_at=None, decided_at=None
    )
    await ask_next(minutes, at)
    return number


async def ask_next(minutes: Minutes, at: datetime) -> None:
    """The turn comes to the next whose initials are missing, if it has not yet."""
    turn = turn_of(minutes, await reviews_of(minutes))
    if turn is not None and turn.asked_at is None:
        await MinutesReview.filter(id=turn.id).update(asked_at=at)


async def initial(
    meeting_id: UUID, *, by: User, revision: int | None = None, comment: str = ""
) -> Minutes:
    """Somebody puts their initials under the minutes; the next is asked, after the last the chair.

    Refuses (Forbidden) whoever is not asked, or not yet; (Conflict) minutes that are not under
    review.
    """
    async with opened(may_initial, meeting_id, by=by, revision=revision) as (minutes, log):
        turn = await turn_for(minutes, by)
        turn.state, turn.comment = ReviewState.INITIALLED, comment.strip()
        turn.decided_at = log.at
        await turn.save()
        await ask_next(minutes, log.at)
        await log(
            "minutes_review.initialled",
            audience=Audience.STAFF,
            version=minutes.version,
            position=turn.position,
            comment=turn.comment,
        )
    return minutes


async def turn_for(minutes: Minutes, by: User) -> MinutesReview:
    """The place in the order at which somebody is asked now."""
    if minutes.state is not MinutesState.IN_REVIEW:
        rules.check_step(minutes.state, MinutesState.APPROVED)
    turn = turn_of(minutes, await reviews_of(minutes))
    if turn is None or turn.person_id != by.id:
        raise Forbidden(_("Notula ini belum sampai pada paraf Anda."))
    return turn


async def check_initialled(minutes: Minutes) -> None:
    """Refuses (Conflict) an approval while somebody's initials are missing."""
    turn = turn_of(minutes, await reviews_of(minutes))
    if turn is not None:
        raise Conflict(
            _("Notula ini masih menunggu paraf {name}.").format(name=turn.person.full_name)
        )


async def name_stand_in(
    meeting_id: UUID, wanted: StandIn | None, *, by: User, revision: int | None = None
) -> Minutes:
    """The chair says who approves in their place, and by which authority; None takes it back.

    Refuses (Invalid) an authority that could not be printed, and somebody without an account.
    """
    async with opened(Action.APPROVE_MINUTES, meeting_id, by=by, revision=revision) as (
        minutes,
        log,
    ):
        check_names_stand_in(minutes.state)
        minutes.stand_in_id, minutes.authority = None, None
        if wanted is not None:
            person = await _account(wanted.person, "person")
            meeting = await Meeting.get(id=minutes.meeting_id)
            heading_of(wanted, person.full_name, log.at.astimezone(zone(meeting.timezone)).date())
            minutes.stand_in_id = person.id
            minutes.authority = wanted.model_dump(mode="json")
        await log(
            "minutes_stand_in.named" if wanted else "minutes_stand_in.released",
            audience=Audience.STAFF,
            version=minutes.version,
            subject=minutes.stand_in_id,
            authority=minutes.authority,
        )
    return minutes
