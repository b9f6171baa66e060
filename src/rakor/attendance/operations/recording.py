"""What desks and links record. Each scan is one transaction and one line of the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import queries, rules
from rakor.attendance.models import Head
from rakor.attendance.operations.heads import Found, guest_of, head_of, heads_of
from rakor.attendance.operations.ledger import Asked, CheckIn, answered, queue, take, write
from rakor.attendance.operations.together import together
from rakor.attendance.rules import Admission, Badge, Method, Reason, WalkIn, WalkInPolicy, Wish
from rakor.database import row_where, rows_among
from rakor.errors import Conflict, Invalid, NotFound
from rakor.invitations.models import Invitation
from rakor.invitations.queries import by_code, by_codes
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Record
from rakor.links.operations import missing, why_not_in
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for, parts_of_each
from rakor.meetings.rules import STATES, Action, Channel, Part, State, check_may, may
from rakor.words import _

# What a signed card says, or why it is not good here.
Card = tuple[Badge | None, Reason]


async def check_in(meeting_id: UUID, wish: Wish, *, by: User) -> CheckIn:
    """Record that somebody came or left, as an officer at a desk sees it.

    The person is counted once, whichever desk, code or way they come by. A code that is unknown or
    withdrawn is kept in the ledger as refused. The same nonce is answered as it was the first time.
    Refuses (Conflict) meetings that are not held; a desk may begin before the day.

    Desks that ask at the same moment are written together: each has its line, and the counts are
    told once.
    """
    rules.check_wish(wish)
    if journal.joins():
        rules.check_open((await find_for(Action.CHECK_IN, meeting_id, by=by)).state)
        return (await check_in_all(meeting_id, [(wish, by)]))[0]
    met = await together(meeting_id, wish, by, _at_the_door)
    if met.parts is None:
        raise NotFound(_("Rapat ini tidak ada, atau Anda tidak diundang."))
    check_may(Action.CHECK_IN, met.parts)
    rules.check_open(met.state)
    (done,) = met.done
    return done


@dataclass(frozen=True, slots=True)
class _Met:
    """What an officer finds: a meeting they may see by their parts, in a state, and their scan."""

    state: State = State.DRAFT
    parts: frozenset[Part] | None = None
    done: tuple[CheckIn, ...] = ()


async def _at_the_door(
    meeting_id: UUID, wishes: Sequence[tuple[Wish, User]], busy: bool
) -> list[_Met]:
    """Scans of several officers, each as far as they may; whoever asked is told why it was not."""
    async with journal.transaction() as record:
        await queue(meeting_id)
        meeting = await row_where(Meeting, "id", meeting_id)
        if meeting is None:
            return [_Met()] * len(wishes)
        parts = await parts_of_each(meeting, [by for _wish, by in wishes])
        held = rules.is_open(meeting.state)
        let = [held and may(Action.CHECK_IN, parts.get(by.id, ())) for _wish, by in wishes]
        asked = [each for each, allowed in zip(wishes, let, strict=True) if allowed]
        done = await _recorded(record, meeting, asked, busy=busy) if asked else {}
    return [
        _Met(meeting.state, parts.get(by.id), (done[wish.nonce],) if allowed else ())
        for (wish, by), allowed in zip(wishes, let, strict=True)
    ]


async def check_in_all(
    meeting_id: UUID, wishes: Sequence[tuple[Wish, User | None]]
) -> list[CheckIn]:
    """Record scans in their order, in one transaction, each with the officer who made it.

    Whoever calls this knows that they may, and that each names one person. Refuses (Conflict)
    meetings that are not held.
    """
    async with journal.transaction() as record:
        await queue(meeting_id)
        meeting = await row_where(Meeting, "id", meeting_id)
        if meeting is None:
            raise NotFound(_("Rapat ini tidak ada, atau Anda tidak diundang."))
        rules.check_open(meeting.state)
        done = await _recorded(record, meeting, wishes)
    return [done[wish.nonce] for wish, _by in wishes]


async def _recorded(
    record: Record,
    meeting: Meeting,
    wishes: Sequence[tuple[Wish, User | None]],
    *,
    busy: bool = False,
) -> dict[str, CheckIn]:
    """What became of these scans, now or when they were sent before, by their nonces."""
    found = await answered(meeting.id, (wish.nonce for wish, _by in wishes))
    # A scan sent twice at once is the first of the two.
    new: dict[str, tuple[Wish, User | None]] = {}
    for wish, by in wishes:
        if wish.nonce not in found:
            new.setdefault(wish.nonce, (wish, by))
    if new:
        asked = await _asked(meeting, list(new.values()), record.at)
        for done in await write(record, meeting, asked, busy=busy):
            found[done.scan.nonce] = done
    return found


async def _asked(
    meeting: Meeting, wishes: Sequence[tuple[Wish, User | None]], now: datetime
) -> list[Asked]:
    """Who each of these scans is about, or why it counts nothing."""
    cards = {
        wish.nonce: queries.badge_of(meeting, wish.code, rules.moment(wish.at, now))
        for wish, _by in wishes
        if rules.looks_like_badge(wish.code)
    }
    invited = await _invited(meeting, [wish for wish, _by in wishes], cards)
    welcome = [each for each in invited.values() if each.status is not RsvpStatus.WITHDRAWN]
    heads = await heads_of(meeting, list({each.id: each for each in welcome}.values()))
    guests: dict[str, Found] = {}
    asked = []
    for wish, by in wishes:
        if wish.walk_in is not None:
            found, refused = await _guest(meeting, wish.walk_in, guests)
        else:
            card = cards.get(wish.nonce)
            found, refused = _seat(wish, invited.get(wish.nonce), heads, card)
        asked.append(Asked(wish, by, found, refused, _method(wish, cards)))
    return asked


def _method(wish: Wish, cards: Mapping[str, Card]) -> Method | None:
    return Method.TOKEN if wish.nonce in cards else None


def _seat(
    wish: Wish, invitation: Invitation | None, heads: Mapping[UUID, Found], card: Card | None
) -> tuple[Found | None, Reason | None]:
    badge, wrong = card or (None, Reason.NONE)
    if wrong:
        return None, wrong
    if invitation is None:
        return None, Reason.UNKNOWN_CODE if wish.code else Reason.UNKNOWN_INVITATION
    if invitation.status is RsvpStatus.WITHDRAWN:
        return None, Reason.WITHDRAWN
    if badge is not None and badge.generation != invitation.generation % 256:
        return None, Reason.REVOKED_CODE
    return heads[invitation.id], None


async def _guest(
    meeting: Meeting, walk_in: WalkIn, met: dict[str, Found]
) -> tuple[Found | None, Reason | None]:
    """A guest by name and agency; `met` are those who came in the same batch."""
    policy = (await queries.plan_of(meeting.id)).walk_ins
    guest = await guest_of(meeting, walk_in, policy)
    if guest.head.admission is Admission.TURNED_AWAY:
        return None, Reason.TURNED_AWAY
    if guest.is_new and policy is WalkInPolicy.REFUSE and not guest.head.companion_of_id:
        return None, Reason.NO_WALK_INS
    return met.setdefault(guest.head.key, guest), None


async def join_online(invitation: Invitation) -> Meeting:
    """Record that an invited person enters by their own link, and tell them where to go.

    Refuses (Conflict) before the day, after the end, and where there is no link or the invitation
    was withdrawn. Entering again within the same minute is the same entry.
    """
    async with journal.transaction() as record:
        await queue(invitation.meeting_id)
        meeting = await Meeting.get(id=invitation.meeting_id)
        await invitation.refresh_from_db(fields=["status"])
        if why := await why_closed(meeting, invitation, record.at):
            raise Conflict(why, state=meeting.state.value)
        wish = Wish(
            nonce=f"join:{invitation.id}:{record.at:%Y%m%d%H%M}",
            invitation=invitation.id,
            channel=Channel.ONLINE,
        )
        if not await answered(meeting.id, [wish.nonce]):
            found = await head_of(meeting, invitation)
            await take(record, meeting, wish, found, by=None, method=Method.LINK)
    return meeting


async def arrive(meeting_id: UUID, proof: str, code: str, *, by: User | None) -> Head:
    """Record that somebody sits in the room, by the code on its screen and by their invitation.

    The invitation is named by its check-in code, or is that of whoever is signed in. Refuses a
    screen's code that has changed since (NotFound), an invitation that is not of this meeting
    (Invalid), and (Conflict) days other than that of the meeting.
    """
    await queries.by_screen(meeting_id, proof)
    async with journal.transaction() as record:
        await queue(meeting_id)
        meeting = await Meeting.get(id=meeting_id)
        if code:
            invitation = await by_code(meeting.id, rules.last_piece(code))
        else:
            invitation = await queries.invited_as(meeting.id, by) if by else None
        if invitation is None:
            raise Invalid.field("code", _("Kode ini bukan kode undangan rapat ini."))
        if why := why_not_today(meeting, invitation, record.at):
            raise Conflict(why, state=meeting.state.value)
        wish = Wish(
            nonce=f"arrive:{invitation.id}:{record.at:%Y%m%d%H%M}",
            invitation=invitation.id,
            channel=Channel.ROOM,
            device=_("Layar ruang rapat"),
        )
        found = await head_of(meeting, invitation)
        if not await answered(meeting.id, [wish.nonce]):
            await take(record, meeting, wish, found, by=by, method=Method.LINK)
    return found.head


def why_not_today(meeting: Meeting, invitation: Invitation | None, now: datetime) -> str:
    """Why nobody records their own attendance in the room now; "" when they can."""
    return _why_not_now(meeting, invitation, now, _("Kehadiran dicatat pada hari rapat."))


async def why_closed(meeting: Meeting, invitation: Invitation, now: datetime) -> str:
    """Why somebody cannot enter by their link now, as a sentence; "" when they can."""
    if not meeting.join_url.startswith(("https://", "http://")):
        return missing(meeting)
    early = _("Tautan daring dibuka pada hari rapat.")
    shut = _why_not_now(meeting, invitation, now, early)
    return shut or await why_not_in(meeting, invitation, now)


def _why_not_now(meeting: Meeting, invitation: Invitation | None, now: datetime, early: str) -> str:
    if invitation is not None and invitation.status is RsvpStatus.WITHDRAWN:
        return _("Undangan ini sudah ditarik.")
    if meeting.state is State.FINISHED:
        return _("Rapat ini sudah selesai.")
    if meeting.state not in (State.SCHEDULED, State.IN_PROGRESS):
        return _("Rapat ini {state}.").format(state=_(STATES[meeting.state]).lower())
    begun = rules.has_begun(meeting.state, meeting.starts_at, meeting.timezone, now)
    return "" if begun else early


async def _invited(
    meeting: Meeting, wishes: Sequence[Wish], cards: Mapping[str, Card]
) -> dict[str, Invitation]:
    """The invitations that scans name by a code, a card or themselves, by the nonce of the scan."""
    coded_by = [wish for wish in wishes if wish.code and wish.nonce not in cards]
    codes = {wish.nonce: rules.last_piece(wish.code) for wish in coded_by}
    coded = await by_codes(meeting.id, codes.values()) if codes else {}
    keys = {wish.nonce: wish.invitation for wish in wishes if wish.invitation is not None}
    keys |= {nonce: badge.invitation for nonce, (badge, _why) in cards.items() if badge}
    rows = await rows_among(Invitation, "id", keys.values(), meeting_id=meeting.id)
    by_id = {row.id: row for row in rows}
    named = {nonce: coded.get(code) for nonce, code in codes.items()}
    named |= {nonce: by_id.get(key) for nonce, key in keys.items()}
    return {nonce: row for nonce, row in named.items() if row is not None}
