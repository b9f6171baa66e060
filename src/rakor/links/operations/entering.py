"""The way into a video room: for a room of our own Jitsi a token of whoever enters."""

from datetime import datetime

from rakor.accounts.models import User
from rakor.errors import Conflict, Forbidden
from rakor.invitations.models import Invitation
from rakor.invitations.queries import personal_token
from rakor.invitations.rules import RsvpStatus
from rakor.links import queries, rules
from rakor.links.rules import Guest
from rakor.meetings.models import Meeting
from rakor.meetings.queries import parts_of
from rakor.meetings.rules import SERVICES, Action, MadeBy, Mode, may
from rakor.settings import settings
from rakor.words import _


async def why_not_in(meeting: Meeting, invitation: Invitation, now: datetime) -> str:
    """Why somebody does not get into the room of a meeting now, as a sentence; "" when they do.

    Any other link than that of a room of our own is open to everybody invited.
    """
    if await queries.room_of(meeting) is None:
        return ""
    if invitation.status in rules.STAYS_AWAY:
        return _("Ubah dahulu jawaban undangan ini menjadi hadir.")
    return await queries.why_shut(meeting, now)


async def way_in(meeting: Meeting, guest: Guest, now: datetime) -> str:
    """Where somebody joins. Into a room of our own by a token in their name, good for that day.

    Refuses (Conflict) a room that is not open yet or not any more.
    """
    room = await queries.room_of(meeting)
    if room is None:
        return meeting.join_url
    if not settings().has_jitsi:
        raise Conflict(_("{service} belum diatur di sini.").format(service=SERVICES[MadeBy.JITSI]))
    if why := await queries.why_shut(meeting, now):
        raise Conflict(why)
    hours = await queries.hours_of(meeting, now)
    server, app_id = settings().jitsi_url, settings().jitsi_app_id
    said = rules.claims(guest, room.remote, server, app_id, hours)
    return f"{server.rstrip('/')}/{room.remote}?jwt={_signed(said)}"


async def invited_in(meeting: Meeting, invitation: Invitation, now: datetime) -> str:
    """Where somebody invited joins, by the name and the part of their invitation."""
    moderates = invitation.part in rules.MODERATORS
    if invitation.person is not None and not moderates:
        own = await parts_of(User.guest(invitation.person), meeting)
        moderates = not rules.MODERATORS.isdisjoint(own)
    name = invitation.name or invitation.office_title
    return await way_in(meeting, Guest(str(invitation.id), name, moderates), now)


async def own_way_in(meeting: Meeting, now: datetime, *, by: User) -> str:
    """Where somebody signed in joins: those who only come by their own invitation's door.

    Refuses (Conflict) a meeting without a link, (Forbidden) whoever is not invited.
    """
    parts = await parts_of(by, meeting)
    if may(Action.SEE_LINK, parts):
        if meeting.mode is Mode.IN_PERSON or not meeting.join_url:
            raise Conflict(missing(meeting))
        guest = Guest(str(by.id), by.full_name, not rules.MODERATORS.isdisjoint(parts))
        there = await way_in(meeting, guest, now)
        if there == queries.door_of(meeting.id):
            raise Conflict(missing(meeting))
        return there
    seats = Invitation.filter(meeting_id=meeting.id, person_id=by.id)
    seat = await seats.exclude(status=RsvpStatus.WITHDRAWN).order_by("id").first()
    if seat is None:
        raise Forbidden(_("Anda tidak diundang ke rapat ini."))
    return f"/r/{personal_token(seat)}/join"


def missing(meeting: Meeting) -> str:
    """Why a meeting has no link that could be opened."""
    if meeting.online_made_by in SERVICES and meeting.mode is not Mode.IN_PERSON:
        return _("Tautan rapat daring sedang disiapkan. Coba lagi sebentar lagi.")
    return _("Rapat ini tidak mempunyai tautan daring.")


def _signed(said: dict[str, object]) -> str:
    # Few meetings are held on Jitsi, and it brings much along.
    from joserfc import jwt
    from joserfc.jwk import OctKey

    key = OctKey.import_key(settings().jitsi_secret)
    return jwt.encode({"alg": "HS256", "typ": "JWT"}, said, key)


__all__ = ["invited_in", "missing", "own_way_in", "way_in", "why_not_in"]
