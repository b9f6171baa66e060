"""Reading invitations: the secrets they are found by, and who may see which of them."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.errors import NotFound
from rakor.invitations.itip import CalendarMeeting, Party, publish
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.mail.models import MailState, OutgoingMail
from rakor.meetings.models import Meeting
from rakor.meetings.queries import prepared_by
from rakor.meetings.rules import KINDS, Channel, Mode, State
from rakor.settings import settings
from rakor.words import _

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# What people write or read aloud for a letter that Crockford's alphabet leaves out.
_HEARD = str.maketrans("OIL", "011")
CODE_LETTERS = 10


def _derived(purpose: str, invitation: Invitation) -> bytes:
    """A secret that only this installation can compute; a new generation makes new ones."""
    text = f"{purpose}:{invitation.id}:{invitation.generation}"
    return hmac.new(settings().secret, text.encode(), hashlib.sha256).digest()


def _letters(secret: bytes) -> str:
    return base64.b32encode(secret[:16]).decode().rstrip("=").lower()


def digest(secret: str) -> str:
    """What is stored of a secret: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


def personal_token(invitation: Invitation) -> str:
    """The secret of the personal link, 128 bits."""
    return _letters(_derived("link", invitation))


def mail_token(invitation: Invitation) -> str:
    """The secret of the reply address; it opens no page, as addresses end up in logs."""
    return _letters(_derived("mail", invitation))


def checkin_code(invitation: Invitation) -> str:
    """The ten letters of the QR code, as they can be read aloud (Crockford's base 32)."""
    number = int.from_bytes(_derived("code", invitation)[:8]) >> 14
    return "".join(_CROCKFORD[number >> 5 * n & 31] for n in reversed(range(CODE_LETTERS)))


def plain_code(text: str) -> str:
    """A code as it was typed or scanned, without what people put between its letters."""
    return re.sub(r"[\s-]", "", text).upper().translate(_HEARD)


def seal(invitation: Invitation) -> None:
    """Store the hashes of this generation's secrets, which makes them valid."""
    invitation.token_digest = digest(personal_token(invitation))
    invitation.mail_digest = digest(mail_token(invitation))
    invitation.code_digest = digest(checkin_code(invitation))


def personal_url(invitation: Invitation) -> str:
    """The personal link as it is mailed."""
    return f"{settings().public_url}/r/{personal_token(invitation)}"


def reply_address(invitation: Invitation) -> str:
    """Where this person's calendar sends its answer; it proves who answers."""
    local, _at, domain = settings().mail_reply.rpartition("@")
    own = settings().mail_reply_token == "local"  # noqa: S105 - a way of addressing
    return f"{local}-{mail_token(invitation)}@{domain}" if own else settings().mail_reply


def reply_token(address: str) -> str:
    """The secret in a reply address, "" in any other."""
    local, _at, domain = settings().mail_reply.lower().rpartition("@")
    found = re.fullmatch(
        rf"{re.escape(local)}-([a-z2-7]{{26}})@{re.escape(domain)}", address.strip().lower()
    )
    return found[1] if found else ""


async def is_ours(address: str) -> bool:
    """Whether mail to this address is taken: the mailbox itself, or a valid reply address."""
    if address.strip().lower() == settings().mail_reply.lower():
        return True
    token = reply_token(address)
    return bool(token) and await Invitation.exists(mail_digest=digest(token))


async def by_token(token: str) -> Invitation:
    """The invitation behind a personal link; NotFound when there is none or it was revoked."""
    found = None
    if re.fullmatch(r"[a-z2-7]{26}", token):
        found = (
            await Invitation.filter(token_digest=digest(token))
            .select_related("meeting__organizer", "person", "agency")
            .first()
        )
    if found is None or found.meeting.state is State.DRAFT:
        raise NotFound(
            _("Tautan undangan ini tidak berlaku. Mintalah yang baru kepada penyelenggara.")
        )
    return found


async def by_code(meeting_id: UUID, code: str) -> Invitation | None:
    """The invitation of a meeting whose check-in code this is."""
    return await Invitation.filter(
        meeting_id=meeting_id, code_digest=digest(plain_code(code))
    ).first()


async def by_mail_tokens(addresses: Iterable[str]) -> Invitation | None:
    """The invitation whose own reply address is among these."""
    digests = [digest(token) for token in map(reply_token, addresses) if token]
    if not digests:
        return None
    return await Invitation.filter(mail_digest__in=digests).select_related("meeting").first()


def visible_to(user: User) -> QuerySet[Invitation]:
    """The invitations that somebody may see: their own, and all of the meetings they prepare."""
    seen = Q(person_id=user.id) & ~Q(meeting__state=State.DRAFT)
    return Invitation.filter(seen | Q(meeting_id__in=Subquery(prepared_by(user).values("id"))))


async def find(invitation_id: UUID, *, to: User) -> Invitation:
    """An invitation with its meeting; NotFound for whoever may not see it."""
    found = (
        await visible_to(to)
        .select_related("meeting__organizer", "person")
        .get_or_none(id=invitation_id)
    )
    if found is None:
        raise NotFound(_("Undangan ini tidak ada."))
    return found


def mail_visible_to(user: User) -> Q:
    """Which stored mail somebody may read: that of the meetings they prepare.

    An admin also reads what belongs to no meeting that is known.
    """
    seen = Q(meeting_id__in=Subquery(prepared_by(user).values("id")))
    return seen | Q(meeting_id=None) if user.is_admin else seen


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far the last letter to somebody came, and when they opened their page."""

    status: str
    detail: str
    at: datetime | None
    opened_at: datetime | None


FAILED = (MailState.FAILED, MailState.BOUNCED)


async def deliveries(invitations: Sequence[Invitation]) -> dict[UUID, Delivery]:
    """Where the last letter of each of these invitations is; one query for all of them."""
    rows = (
        await OutgoingMail.filter(subject_id__in=[invitation.id for invitation in invitations])
        .order_by("id")
        .values_list("subject_id", "state", "detail", "sent_at", "created_at")
    )
    last = {row[0]: row[1:] for row in rows}
    found: dict[UUID, Delivery] = {}
    for invitation in invitations:
        if invitation.letter_due:
            found[invitation.id] = Delivery("queued", "", None, invitation.opened_at)
        elif invitation.id in last:
            state, detail, sent_at, created_at = last[invitation.id]
            found[invitation.id] = Delivery(
                MailState(state).value, detail, sent_at or created_at, invitation.opened_at
            )
        else:
            found[invitation.id] = Delivery("not_sent", "", None, invitation.opened_at)
    return found


@dataclass(frozen=True, slots=True)
class Sending:
    """How far the letters of a meeting are."""

    total: int
    waiting: int

    @property
    def done(self) -> int:
        return self.total - self.waiting


async def sending(meeting_id: UUID) -> Sending:
    """Letters asked for, and those not yet written or, with a mail server, not yet tried."""
    asked = Invitation.filter(meeting_id=meeting_id)
    unwritten = await asked.filter(~Q(letter_due="")).count()
    total = await asked.filter(~Q(letter_due="") | Q(letters__gt=0)).count()
    waiting = unwritten
    if settings().smtp_url:
        waiting += await OutgoingMail.filter(
            meeting_id=meeting_id, state__in=[MailState.QUEUED, MailState.SENDING]
        ).count()
    return Sending(total, min(waiting, total))


def seat_kind(status: RsvpStatus, mode: Channel | None) -> str:
    """How a seat is drawn: room, online, delegated, declined, tentative or none."""
    if status is RsvpStatus.ACCEPTED:
        return "online" if mode is Channel.ONLINE else "room"
    if status in (RsvpStatus.DELEGATED, RsvpStatus.DECLINED, RsvpStatus.TENTATIVE):
        return status.value
    return "none"


async def answers(meeting_id: UUID) -> dict[str, int]:
    """How many seats of each kind a meeting has; one query."""
    rows = (
        await Invitation.filter(meeting_id=meeting_id)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .annotate(seats=Count("id"))
        .group_by("status", "mode")
        .values_list("status", "mode", "seats")
    )
    counts: dict[str, int] = {}
    for status, mode, seats in rows:
        kind = seat_kind(RsvpStatus(status), Channel(mode) if mode else None)
        counts[kind] = counts.get(kind, 0) + int(seats)
    return counts


def place_of(meeting: Meeting) -> list[str]:
    """Where the room is, line by line; nothing for a meeting that has none."""
    lines = [", ".join(filter(None, [meeting.room, meeting.venue_name]))]
    lines.append(", ".join(filter(None, [meeting.venue_address, meeting.venue_region])))
    return [line for line in lines if line] if meeting.mode is not Mode.ONLINE else []


def calendar_meeting(meeting: Meeting, *, note: str = "") -> CalendarMeeting:
    """The meeting as calendars are told of it.

    The video link is never in it: calendars are shared more widely than the letter, and the link is
    given on the personal page. `note` is the last line of the description.
    """
    online = meeting.online_provider or _("Daring") if meeting.mode is not Mode.IN_PERSON else ""
    return CalendarMeeting(
        uid=meeting.uid,
        sequence=meeting.sequence,
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        timezone=meeting.timezone,
        description="\n\n".join(filter(None, [meeting.theme, meeting.purpose, note])),
        location="; ".join(filter(None, [*place_of(meeting), online])),
        url=f"{settings().public_url}/meetings/{meeting.id}",
        categories=(_(KINDS[meeting.kind]),),
        status="CANCELLED" if meeting.state is State.CANCELLED else "CONFIRMED",
    )


def calendar_file(meeting: Meeting) -> tuple[bytes, str]:
    """The meeting for anybody's calendar, and its ETag; `meeting.organizer` is loaded."""
    organizer = Party(settings().mail_reply, meeting.organizer.name)
    content = publish(calendar_meeting(meeting), organizer, stamp=meeting.changed_at)
    return content, f'"{hashlib.sha256(content).hexdigest()[:20]}"'


def about(text: str, *columns: str) -> Q:
    """Rows in one of whose columns the text occurs."""
    return Q(*(Q(**{f"{column}__icontains": text}) for column in columns), join_type=Q.OR)


async def counted(rows: QuerySet[Any], column: str) -> dict[str, int]:
    """How many rows there are of each value of a column; one query."""
    found = await rows.annotate(rows=Count("id")).group_by(column).values_list(column, "rows")
    return {str(getattr(value, "value", value)): int(n) for value, n in found}
