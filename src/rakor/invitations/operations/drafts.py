"""Drafted notices: what people would be told of a change, read by its organizer before it goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tortoise.queryset import QuerySet

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict, Invalid, NotFound
from rakor.invitations.models import Invitation
from rakor.invitations.operations.letters import Desk, gather
from rakor.invitations.operations.letters.wording import subject
from rakor.invitations.rules import (
    Letter,
    Message,
    Method,
    RsvpStatus,
    Said,
    said_changes,
)
from rakor.mail import outbox
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action, State
from rakor.words import _

NOTE_LIMIT = 1000


@dataclass(slots=True)
class Notice:
    """One message that waits, why it is written, and everybody who would get it."""

    message: Message
    subject: str
    changes: list[Said]
    note: str
    seats: list[Invitation] = field(default_factory=list)

    @property
    def cancels(self) -> bool:
        return self.message.method is Method.CANCEL

    @property
    def asks(self) -> bool:
        """Whether answers that were given no longer hold once it is sent."""
        return self.message.asks or bool(self.message.asks_days)


@dataclass(slots=True)
class Drafts:
    """What waits at a meeting. `quiet` are seats that need not be told after all."""

    meeting: Meeting
    notices: list[Notice]
    quiet: list[Invitation]

    @property
    def seats(self) -> int:
        """How many people would get at least one letter."""
        return len({seat.id for notice in self.notices for seat in notice.seats})


async def drafted(meeting_id: UUID, *, by: User) -> Drafts:
    """The notices that wait, grouped by what they say; the same queries for one and for many.

    Refuses (NotFound, Forbidden) whoever does not prepare the meeting.
    """
    meeting = await find_for(Action.INVITE, meeting_id, by=by)
    held = await _held(meeting_id).order_by("precedence", "id")
    found = Drafts(meeting, [], [])
    if held:
        material = await gather(held)
        facts = material.facts[meeting_id]
        groups: dict[tuple[Message, str], Notice] = {}
        for seat in held:
            for message in material.plans[seat.id]:
                notice = groups.setdefault(
                    (message, seat.letter_note),
                    Notice(
                        message,
                        subject(facts, message),
                        said_changes(message.changes, facts),
                        seat.letter_note,
                    ),
                )
                notice.seats.append(seat)
        found.notices = list(groups.values())
        found.quiet = [seat for seat in held if not material.plans[seat.id]]
    await journal.looked("notices.viewed", by=by, subject=meeting.id)
    return found


async def count_drafts(meeting_id: UUID) -> int:
    """How many people have a notice waiting."""
    return await _held(meeting_id).count()


async def preview_draft(meeting_id: UUID, invitation_id: UUID, *, by: User) -> list[OutgoingMail]:
    """The letters to one person as they would go out now; nothing is kept.

    Their personal link and code are in them, so looking is recorded.
    """
    await find_for(Action.INVITE, meeting_id, by=by)
    seat = await _held(meeting_id).get_or_none(id=invitation_id)
    if seat is None:
        raise NotFound(_("Draf pemberitahuan ini tidak ada."))
    desk = Desk(await gather([seat]), datetime.now(UTC))
    await journal.looked(
        "notices.previewed", by=by, subject=seat.person_id, invitation=str(seat.id)
    )
    return desk.write(seat).mails


async def send_drafts(
    meeting_id: UUID,
    *,
    invitations: Sequence[UUID] | None = None,
    note: str | None = None,
    by: User,
) -> int:
    """Let the drafts go, all or those of some people; tells to how many.

    What they say follows from the meeting as it is then. Refuses (Conflict) when none waits, and a
    meeting that is not published.
    """
    changes: dict[str, Any] = {"held": False}
    if note is not None:
        changes["letter_note"] = _checked(note)
    count = await _act(meeting_id, invitations, "notices.sent", changes, by=by)
    outbox.wake()
    return count


async def note_drafts(
    meeting_id: UUID, note: str, *, invitations: Sequence[UUID] | None = None, by: User
) -> int:
    """Put the organizer's own words into the drafts; "" takes them out again."""
    changes = {"letter_note": _checked(note)}
    return await _act(meeting_id, invitations, "notices.noted", changes, by=by)


async def drop_drafts(
    meeting_id: UUID, *, invitations: Sequence[UUID] | None = None, by: User
) -> int:
    """Tell nobody of these changes now; the next notice they get will tell of them as well."""
    changes = {"held": False, "letter_due": "", "letter_note": ""}
    return await _act(meeting_id, invitations, "notices.dropped", changes, by=by)


async def send_roster(meeting_id: UUID, *, by: User) -> int:
    """Send everybody who was told of a meeting what the others answered; tells to how many.

    Off unless the meeting shows it: refuses (Conflict) otherwise, or when it is not published.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.INVITE, by=by)
        if not meeting.shows_roster:
            raise Conflict(_("Rapat ini tidak memperlihatkan daftar jawaban kepada undangan."))
        if meeting.state not in (State.SCHEDULED, State.IN_PROGRESS):
            raise Conflict(_("Rapat ini belum diterbitkan."), state=meeting.state.value)
        told = Invitation.filter(meeting_id=meeting_id, letter_due="", only_on=None)
        count = (
            await told.filter(sent_sequence__not_isnull=True)
            .exclude(status=RsvpStatus.WITHDRAWN)
            .update(letter_due=Letter.ROSTER.value)
        )
        await record.entry(
            meeting_id, "roster.sent", by=by, audience=journal.Audience.STAFF, count=count
        )
    return count


def _held(meeting_id: UUID, invitations: Iterable[UUID] | None = None) -> QuerySet[Invitation]:
    found = Invitation.filter(meeting_id=meeting_id, held=True)
    found = found.exclude(letter_due__in=["", Letter.WITHDRAWN.value])
    return found if invitations is None else found.filter(id__in=list(invitations))


async def _act(
    meeting_id: UUID,
    invitations: Sequence[UUID] | None,
    kind: str,
    changes: dict[str, Any],
    *,
    by: User,
) -> int:
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.INVITE, by=by)
        if kind == "notices.sent" and meeting.state is State.DRAFT:
            raise Conflict(_("Rapat ini belum diterbitkan."), state=meeting.state.value)
        count = await _held(meeting_id, invitations).update(**changes)
        if not count:
            raise Conflict(_("Tidak ada draf pemberitahuan yang menunggu."))
        some: dict[str, Any] = (
            {} if invitations is None else {"invitations": [str(key) for key in invitations]}
        )
        await record.entry(
            meeting_id, kind, by=by, audience=journal.Audience.STAFF, count=count, **some
        )
    return count


def _checked(note: str) -> str:
    if len(note) > NOTE_LIMIT:
        raise Invalid.field("note", _("Catatan paling banyak 1.000 karakter."))
    return note.strip()
