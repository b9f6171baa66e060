"""Whoever follows a session by their personal link: as a participant, and as nothing more."""

from dataclasses import dataclass
from uuid import UUID

from rakor.accounts.models import User
from rakor.directory.models import Person
from rakor.errors import Forbidden, NotFound, NotSignedIn
from rakor.invitations.models import Invitation
from rakor.invitations.queries import by_token, personal_token
from rakor.invitations.rules import RsvpStatus
from rakor.live.models import Turn
from rakor.live.queries.rights import eyes_of
from rakor.live.queries.state import (
    Resumed,
    Snapshot,
    snapshot,
    view_of,
    wait_for,
)
from rakor.live.rules import NOBODY, View
from rakor.meetings.models import Meeting
from rakor.meetings.rules import NAMED_ONLY, Action, Mode, Part, may
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Guest:
    """An invitation, and the person it is for; none where it went to a mailbox of many people."""

    invitation: Invitation
    user: User | None

    @property
    def meeting(self) -> Meeting:
        return self.invitation.meeting

    @property
    def joins_online(self) -> bool:
        """Whether they said that they come, and there is a link to come by."""
        accepted = self.invitation.status is RsvpStatus.ACCEPTED
        return accepted and self.meeting.mode is not Mode.IN_PERSON

    async def eyes(self) -> frozenset[UUID]:
        """To whom entries are addressed that this guest is told."""
        return await eyes_of(self.user, self.invitation.meeting_id) if self.user else NOBODY


async def guest_of(token: str) -> Guest:
    """Whoever holds this personal link, as long as they may follow the meeting.

    Refuses (NotFound) a link that was revoked, (Forbidden) an invitation that was withdrawn, and
    in a closed meeting a mailbox of which nobody knows who reads it.
    """
    return await _admitted(await by_token(token))


async def guest_again(invitation_id: UUID, generation: int) -> User:
    """The person to whom a ticket was given. Refuses (NotSignedIn) when the link is another now."""
    invitation = await Invitation.get_or_none(
        id=invitation_id, generation=generation
    ).select_related("meeting", "person")
    if invitation is None:
        raise NotSignedIn
    guest = await _admitted(invitation)
    if guest.user is None:
        raise NotSignedIn
    return guest.user


async def _admitted(invitation: Invitation) -> Guest:
    if invitation.status is RsvpStatus.WITHDRAWN:
        raise Forbidden(_("Undangan ini sudah ditarik oleh penyelenggara."))
    if invitation.person_id is None or invitation.is_group:
        if invitation.meeting.security_class in NAMED_ONLY:
            raise Forbidden(
                _("Rapat ini tertutup, dan undangan ini tidak ditujukan kepada satu orang.")
            )
        return Guest(invitation, None)
    person = await Person.get(id=invitation.person_id).select_related("agency")
    user = User.guest(person)
    await view_of(user, invitation.meeting_id, View.PARTICIPANT)
    return Guest(invitation, user)


async def guest_snapshot(guest: Guest) -> Snapshot:
    """The state as a participant sees it, with what is told to this guest alone."""
    return await snapshot(guest.invitation.meeting_id, View.PARTICIPANT, mine=await guest.eyes())


async def guest_follow(
    token: str, *, since: int | None, epoch: str | None, wait: float
) -> Snapshot | Resumed:
    """What happened since, as the socket tells it; ends when the link does."""
    meeting = (await guest_of(token)).invitation.meeting_id

    async def look() -> tuple[View, frozenset[UUID]]:
        return View.PARTICIPANT, await (await guest_of(token)).eyes()

    return await wait_for(meeting, look, since=since, epoch=epoch, wait=wait)


def check_acts(guest: Guest) -> User:
    """The person who acts. Refuses (Forbidden) a mailbox, behind which nobody is named."""
    if guest.user is None:
        raise Forbidden(
            _("Undangan ini ditujukan kepada alamat surel bersama, jadi hanya untuk membaca.")
        )
    return guest.user


async def own_turn(guest: Guest, turn_id: UUID) -> UUID:
    """A request of this guest, whatever they may do in the meeting. NotFound for any other."""
    user = check_acts(guest)
    meeting = guest.invitation.meeting_id
    if not await Turn.exists(id=turn_id, meeting_id=meeting, person_id=user.id):
        raise NotFound
    return turn_id


async def way_in(user: User, meeting: Meeting, parts: frozenset[Part]) -> str:
    """Where somebody joins online: the link, or their own door to it; "" without one.

    Whoever only comes is shown the link when they check in (`SEE_LINK`).
    """
    if meeting.mode is Mode.IN_PERSON:
        return ""
    if may(Action.SEE_LINK, parts):
        return meeting.join_url
    seats = Invitation.filter(meeting_id=meeting.id, person_id=user.id)
    seat = await seats.filter(status=RsvpStatus.ACCEPTED).first()
    return f"/r/{personal_token(seat)}/join" if seat else ""
