"""Reading minutes: drafts for those who write them, approved ones for everyone in the meeting."""

from dataclasses import dataclass, replace
from uuid import UUID

from rakor.accounts.models import User
from rakor.errors import NotFound
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find, parts_of
from rakor.meetings.rules import Action, Part, check_may, may
from rakor.minutes.export import from_content
from rakor.minutes.export.values import MinutesDocument, for_participants
from rakor.minutes.models import Minutes
from rakor.minutes.rules import EDITABLE, MINUTES_STATES, SETTLED, MinutesState
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Reading:
    """A meeting and its minutes as one person may read them.

    `document` leaves out confidential items unless the reader belongs to secretariat or chair;
    it is None while there is nothing that this person may read.
    """

    meeting: Meeting
    parts: frozenset[Part]
    minutes: Minutes | None
    document: MinutesDocument | None

    @property
    def writes(self) -> bool:
        """Whether the reader prepares these minutes."""
        return may(Action.DRAFT_MINUTES, self.parts)

    @property
    def edits(self) -> bool:
        """Whether the reader may change the text now."""
        return self.writes and self.minutes is not None and self.minutes.state in EDITABLE

    @property
    def decides(self) -> bool:
        """Whether the minutes wait for the reader, who chairs the meeting."""
        waits = self.minutes is not None and self.minutes.state is MinutesState.IN_REVIEW
        return waits and may(Action.APPROVE_MINUTES, self.parts)

    @property
    def sees_all(self) -> bool:
        """Whether confidential items are in the document this person reads."""
        return may(Action.SEE_CONFIDENTIAL, self.parts)


async def latest(meeting_id: UUID) -> Minutes | None:
    """The version that counts, with who drafted and who approved it."""
    return (
        await Minutes.filter(meeting_id=meeting_id)
        .order_by("-version")
        .select_related("drafted_by", "approved_by")
        .first()
    )


async def reading(meeting_id: UUID, *, to: User) -> Reading:
    """The meeting with what somebody may read of its minutes; NotFound if the meeting is unseen."""
    meeting = await find(meeting_id, to=to)
    parts = await parts_of(to, meeting)
    minutes = await latest(meeting.id)
    staff = may(Action.SEE_CONFIDENTIAL, parts)
    if minutes is None or (minutes.state not in SETTLED and not staff):
        return Reading(meeting, parts, None, None)
    document = document_of(minutes)
    return Reading(meeting, parts, minutes, document if staff else for_participants(document))


async def read_by(meeting_id: UUID, *, to: User) -> tuple[Minutes, MinutesDocument]:
    """The minutes as somebody may read them; NotFound until there are any for them."""
    found = await reading(meeting_id, to=to)
    if found.minutes is None or found.document is None:
        raise NotFound(_("Notula rapat ini belum ada, atau belum disetujui pimpinan rapat."))
    return found.minutes, found.document


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
