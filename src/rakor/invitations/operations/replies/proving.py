"""Who sent an answer: proven by a token, by a receiver that is trusted, or only by its word."""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from rakor.directory.queries import people_by_address
from rakor.invitations import itip, queries
from rakor.invitations.models import Invitation
from rakor.invitations.rules import Reply
from rakor.meetings.models import Meeting
from rakor.settings import settings


class Proof(StrEnum):
    """What says that an answer is from the person it names."""

    NONE = ""
    CLAIMED = "claimed"
    TOKEN = "token"  # noqa: S105 - not a password
    VERIFIED = "verified"
    BELIEVED = "believed"
    STAFF = "staff"

    @property
    def holds(self) -> bool:
        return self not in (Proof.NONE, Proof.CLAIMED)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose answer it is: a seat, or nobody's yet, and what says so.

    `others` are further addresses of the same person under which the message answers. `letter` is
    the seat whose reply address it came to, which may be somebody else's who forwarded the letter.
    """

    seat: Invitation | None
    proof: Proof
    others: frozenset[str] = frozenset()
    letter: Invitation | None = None


async def whose(
    reply: Reply,
    mail: itip.InboundMail,
    holder: Invitation | None,
    meeting: Meeting,
    *,
    vouched: bool = False,
) -> Whose:
    """Whose answer it is, and what says so; `vouched` by a human who read it.

    The token proves one invitation and no other: lines about third parties move nothing.
    """
    found = None
    if holder is not None and holder.meeting_id == meeting.id:
        found = await _by_token(reply, mail, holder, meeting)
    if found is None:
        found = await _by_sender(reply, mail, meeting)
    if vouched and found.proof is Proof.CLAIMED:
        return replace(found, proof=Proof.STAFF)
    return found


async def _by_token(
    reply: Reply, mail: itip.InboundMail, holder: Invitation, meeting: Meeting
) -> Whose | None:
    """The seat whose token it is, that seat's deputy, or whoever got its letter and has no seat."""
    named = _named(reply)
    if holder.email in named:
        return Whose(holder, Proof.TOKEN, letter=holder)
    people = await people_by_address(named | {mail.from_address} - {""})
    own = {a for a in named if _is(holder, a, people.get(a))}
    if own:
        return Whose(holder, Proof.TOKEN, frozenset(own), letter=holder)
    if mail.from_address not in named:
        found = await _by_sender(reply, mail, meeting)
        # It came by a reply address of this meeting: a human may know what is meant.
        proof = found.proof if found.proof.holds else Proof.CLAIMED
        return replace(found, proof=proof, letter=holder)
    seat = await _seat_of(meeting, mail.from_address)
    if seat is not None and seat.delegated_from_id != holder.id:
        return None
    # A deputy answers on the letter their giver forwarded, a member on that of the group.
    return Whose(seat, Proof.TOKEN, frozenset({mail.from_address}), letter=holder)


async def _by_sender(reply: Reply, mail: itip.InboundMail, meeting: Meeting) -> Whose:
    """By From, which anybody can write: proof only with a receiver that checked it."""
    named, sender = _named(reply), mail.from_address
    if sender in named:
        return Whose(await _seat_of(meeting, sender), _word_of(mail), frozenset({sender}))
    for line in reply.attendees:
        if sender and sender == line.sent_by:
            # Whoever is proven to be somebody may still call themselves anybody's secretary: only
            # one of the same domain is believed.
            same = sender.rpartition("@")[2] == line.address.rpartition("@")[2]
            proof = _word_of(mail) if same and _vouched_for(mail) else Proof.CLAIMED
            return Whose(await _seat_of(meeting, line.address), proof, frozenset({line.address}))
    people = await people_by_address([sender, *named]) if sender else {}
    for address in sorted(named) if sender in people else ():
        seat = await _seat_of(meeting, address)
        if seat is not None and _is(seat, sender, people[sender]):
            return Whose(seat, _word_of(mail), frozenset({address}))
    return Whose(await _seat_of(meeting, next(iter(sorted(named)), "")), Proof.NONE)


def _named(reply: Reply) -> set[str]:
    return {answer.address for answer in reply.attendees}


def _word_of(mail: itip.InboundMail) -> Proof:
    """What a From is worth that says who it is."""
    if _vouched_for(mail):
        return Proof.VERIFIED
    single = settings().mail_reply_token == "none"  # noqa: S105 - not a password
    return Proof.BELIEVED if single and not settings().mail_trusted_receiver else Proof.CLAIMED


def _vouched_for(mail: itip.InboundMail) -> bool:
    receiver = settings().mail_trusted_receiver
    return bool(receiver) and itip.is_verified(mail.from_address, mail.authentication, receiver)


def _is(seat: Invitation, address: str, person: object) -> bool:
    """Whether an address is one of whoever has that seat."""
    key: UUID | None = getattr(person, "id", None)
    return address == seat.email or (seat.person_id is not None and seat.person_id == key)


async def _seat_of(meeting: Meeting, address: str) -> Invitation | None:
    """The seat somebody is asked to by this address, or by another one of theirs."""
    if not address:
        return None
    seats = Invitation.filter(meeting_id=meeting.id)
    found = await seats.filter(email=address).select_for_update().first()
    if found is not None:
        return found
    person = (await people_by_address([address])).get(address)
    if person is None:
        return None
    return await seats.filter(person_id=person.id).order_by("id").select_for_update().first()


async def by_reference(mail: itip.InboundMail, holder: Invitation | None) -> Invitation | None:
    """The invitation that words without a calendar are about, as far as anything tells."""
    if holder is not None:
        return holder
    return await queries.by_letters(mail.references) or await queries.by_sender(mail.from_address)
