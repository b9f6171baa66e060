"""Reading minutes: drafts for those who write and review them, approved ones for the meeting."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from rakor.accounts.models import User
from rakor.errors import NotFound
from rakor.meetings.models import Meeting
from rakor.meetings.queries import WITH_ALL, find, parts_of
from rakor.meetings.rules import Action, Part, check_may, may
from rakor.minutes.export import from_content
from rakor.minutes.export.values import MinutesDocument, for_participants
from rakor.minutes.models import Minutes, MinutesReview
from rakor.minutes.rules import (
    EDITABLE,
    IN_FORCE,
    MINUTES_STATES,
    SETTLED,
    MinutesState,
    ReviewState,
    takes_corrections,
)
from rakor.words import _

_PEOPLE = ("drafted_by", "approved_by", "stand_in")


@dataclass(frozen=True, slots=True)
class Reading:
    """A meeting and its minutes as one person may read them.

    `document` leaves out confidential items unless the reader belongs to secretariat or chair,
    stands in for the chair, or was named as a reviewer for these too; it is None while there is
    nothing that this person may read. `versions` are those they may read, the newest first, and
    `reviews` the initials of the newest there is.
    """

    meeting: Meeting
    parts: frozenset[Part]
    minutes: Minutes | None
    document: MinutesDocument | None
    versions: Sequence[Minutes] = ()
    reviews: Sequence[MinutesReview] = ()
    turn: MinutesReview | None = None
    stands_in: bool = False

    @property
    def told(self) -> tuple[Minutes, MinutesDocument]:
        """The minutes with their text; NotFound until there are any for this reader."""
        if self.minutes is None or self.document is None:
            raise NotFound(_("Notula rapat ini belum ada, atau belum disetujui pimpinan rapat."))
        return self.minutes, self.document

    @property
    def is_newest(self) -> bool:
        """Whether this is the newest version that the reader may read."""
        return self.minutes is not None and self.minutes.id == self.versions[0].id

    @property
    def writes(self) -> bool:
        """Whether the reader prepares these minutes."""
        return may(Action.DRAFT_MINUTES, self.parts)

    @property
    def edits(self) -> bool:
        """Whether the reader may change the text now."""
        return self.writes and self.minutes is not None and self.minutes.state in EDITABLE

    @property
    def chairs(self) -> bool:
        """Whether the reader chairs the meeting."""
        return may(Action.APPROVE_MINUTES, self.parts)

    @property
    def initialled(self) -> bool:
        """Whether nobody's initials are missing."""
        return all(each.state is ReviewState.INITIALLED for each in self.reviews)

    @property
    def decides(self) -> bool:
        """Whether the minutes wait for the reader, who chairs the meeting or stands in for that."""
        waits = self.minutes is not None and self.minutes.state is MinutesState.IN_REVIEW
        return waits and self.initialled and (self.chairs or self.stands_in)

    @property
    def sees_all(self) -> bool:
        """Whether confidential items are in the document this person reads."""
        named = self.turn is not None and self.turn.confidential
        return self.stands_in or named or may(Action.SEE_CONFIDENTIAL, self.parts)

    @property
    def remarks(self) -> bool:
        """Whether the reader may remark on sections now, and reads what others remarked."""
        open_ = self.minutes is not None and self.minutes.state not in SETTLED
        return open_ and (self.sees_all or self.turn is not None)


async def latest(meeting_id: UUID) -> Minutes | None:
    """The newest version, with who drafted and who approved it."""
    return (
        await Minutes.filter(meeting_id=meeting_id)
        .order_by("-version")
        .select_related(*_PEOPLE)
        .first()
    )


async def in_force(meeting_id: UUID) -> Minutes | None:
    """The version that counts: the newest that was approved."""
    return (
        await Minutes.filter(meeting_id=meeting_id, state__in=list(IN_FORCE))
        .order_by("-version")
        .select_related(*_PEOPLE)
        .first()
    )


def takes_corrections_now(minutes: Minutes) -> bool:
    """Whether participants may ask for corrections at this moment."""
    return takes_corrections(minutes.state, minutes.corrections_until, datetime.now(UTC))


async def reviews_of(minutes: Minutes) -> list[MinutesReview]:
    """Whose initials these minutes need, in their order."""
    return (
        await MinutesReview.filter(minutes_id=minutes.id)
        .order_by("position")
        .select_related("person__agency")
    )


def turn_of(minutes: Minutes, reviews: Sequence[MinutesReview]) -> MinutesReview | None:
    """Whose initials are next, while the minutes are under review."""
    if minutes.state is not MinutesState.IN_REVIEW:
        return None
    return next((each for each in reviews if each.state is ReviewState.WAITING), None)


def stands_in(minutes: Minutes, user: User) -> bool:
    """Whether somebody approves these minutes in the place of the chair, or has approved them."""
    if minutes.stand_in_id != user.id:
        return False
    return minutes.state is MinutesState.IN_REVIEW or minutes.approved_by_id == user.id


async def reading(meeting_id: UUID, *, to: User, version: int | None = None) -> Reading:
    """The meeting with what somebody may read of its minutes; NotFound if the meeting is unseen.

    Whoever is asked for their initials, or stands in for the chair, reads the draft while it
    waits for them, also in a meeting in which they have no part. NotFound for a `version` that
    this person may not read.
    """
    versions = (
        await Minutes.filter(meeting_id=meeting_id).order_by("-version").select_related(*_PEOPLE)
    )
    newest = versions[0] if versions else None
    reviews = await reviews_of(newest) if newest else []
    turn = turn_of(newest, reviews) if newest else None
    if turn is not None and turn.person_id != to.id:
        turn = None
    deputy = newest is not None and stands_in(newest, to)
    meeting, parts = await _meeting(meeting_id, to, asked=turn is not None or deputy)
    named = turn is not None and turn.confidential
    whole = deputy or named or may(Action.SEE_CONFIDENTIAL, parts)
    readable = [
        each
        for each in versions
        if (each.state in SETTLED and bool(parts))
        or ((whole or turn is not None) and each is newest)
    ]
    if version is None:
        minutes = readable[0] if readable else None
    else:
        minutes = next((each for each in readable if each.version == version), None)
        if minutes is None:
            raise NotFound(_("Versi notula ini tidak ada."))
    document = document_of(minutes) if minutes else None
    if document is not None and not whole:
        document = for_participants(document)
    return Reading(meeting, parts, minutes, document, readable, reviews, turn, deputy)


async def _meeting(meeting_id: UUID, to: User, *, asked: bool) -> tuple[Meeting, frozenset[Part]]:
    """The meeting with somebody's parts in it; those who are asked need none."""
    try:
        meeting = await find(meeting_id, to=to)
    except NotFound:
        if not asked:
            raise
        return await Meeting.get(id=meeting_id).select_related(*WITH_ALL), frozenset()
    return meeting, await parts_of(to, meeting)


async def read_by(
    meeting_id: UUID, *, to: User, version: int | None = None
) -> tuple[Minutes, MinutesDocument]:
    """The minutes as somebody may read them; NotFound until there are any for them."""
    return (await reading(meeting_id, to=to, version=version)).told


async def writing(meeting_id: UUID, *, by: User) -> tuple[Reading, Minutes]:
    """The minutes for somebody who prepares them; Forbidden for whoever only reads."""
    found = await reading(meeting_id, to=by)
    check_may(Action.DRAFT_MINUTES, found.parts)
    if found.minutes is None:
        raise NotFound(_("Notula rapat ini belum disusun."))
    return found, found.minutes


def document_of(minutes: Minutes) -> MinutesDocument:
    """The text of a version; one that was approved is exactly what the chair approved."""
    document = from_content(minutes.content["document"])
    if document.approved:
        return document
    return replace(document, version=minutes.version, status=MINUTES_STATES[minutes.state])
