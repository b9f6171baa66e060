"""The judgement of a calendar's answer, in the order of RFC 5546 and RFC 6638; first match wins.

Sentences are msgids: whoever shows them to a person passes them through the catalogue.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from rakor.invitations.rules.states import RsvpStatus


class Result(StrEnum):
    """What became of an incoming message; programs read these words."""

    REPLY_APPLIED = "reply_applied"
    DUPLICATE = "duplicate"
    STALE = "stale"
    UNKNOWN_MEETING = "unknown_meeting"
    PENDING_APPROVAL = "pending_approval"
    REFUSED = "refused"
    COUNTER_STORED = "counter_stored"
    REFRESH_ANSWERED = "refresh_answered"
    BOUNCE = "bounce"
    UNREADABLE = "unreadable"


class Reason(StrEnum):
    """Why a message was judged so, as a sentence for the secretariat (Indonesian msgids)."""

    APPLIED = "Jawaban dicatat."
    APPLIED_AGAIN = "Jawaban dengan waktu yang sama dikirim ulang; yang terakhir diterima dipakai."
    APPLIED_AHEAD = "Nomor urut balasan melebihi undangan; dibaca sebagai undangan terbaru."
    SAME_ANSWER = "Jawaban ini sudah dicatat sebelumnya."
    NO_SUCH_MEETING = "Rapat yang dimaksud tidak dikenal."
    NOT_AN_ANSWER = "Pesan kalender ini bukan jawaban atas undangan."
    OTHER_ORGANIZER = "Balasan ini menyebut penyelenggara lain."
    INCOMPLETE = "Balasan tidak memuat waktu pembuatan atau nama penjawab."
    SENDER_UNPROVEN = "Pengirim tidak terbukti sebagai orang yang diundang."
    ONLY_CLAIMED = "Balasan tidak lewat alamat balasan pribadi; sekretariat perlu memastikannya."
    MEETING_CANCELLED = "Rapat atau undangan ini sudah dibatalkan."
    NO_SUCH_OCCURRENCE = "Rapat ini tidak berulang, tetapi balasan menunjuk satu pertemuannya."
    BEFORE_RESCHEDULE = "Jawaban ini atas undangan sebelum jadwal diubah."
    OLDER_ANSWER = "Jawaban yang lebih baru sudah dicatat."
    CONTRADICTION = "Balasan memuat lebih dari satu jawaban untuk orang yang sama."
    ANSWER_UNKNOWN = "Isi jawaban tidak dikenal; sekretariat perlu membacanya."
    WANTS_TO_DELEGATE = "Undangan ini ingin diwakilkan; menunggu persetujuan sekretariat."
    NOT_INVITED = "Penjawab tidak ada dalam daftar undangan; menunggu persetujuan sekretariat."
    NOT_AN_ATTENDEE = "Hanya orang yang diundang dapat mengajukan permintaan ini."
    OUTDATED_PROPOSAL = "Usulan waktu ini dibuat untuk jadwal yang sudah berubah."
    PROPOSAL_STORED = "Usulan waktu disimpan untuk sekretariat."
    REFRESH = "Undangan terbaru dikirim kembali."


@dataclass(frozen=True, slots=True)
class Answer:
    """One ATTENDEE line of an answer; addresses are lower-case and without `mailto:`."""

    address: str
    partstat: str
    name: str = ""
    delegated_to: tuple[str, ...] = ()
    delegated_from: tuple[str, ...] = ()
    sent_by: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What one calendar object says about one meeting, before anyone has judged it.

    `recurrence_id` is the original start in UTC (`20301201T020000Z`) or the text that came where
    no instant can be read from it; `starts_at` and `ends_at` are the proposal of a COUNTER.
    """

    method: str
    uid: str
    recurrence_id: str | None = None
    sequence: int = 0
    dtstamp: datetime | None = None
    organizer: str = ""
    attendees: tuple[Answer, ...] = ()
    comment: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    this_and_future: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about the invitation an answer is for.

    `invitation_id` is None when the meeting is known but nobody was invited under that address.
    `reset_seq` is the SEQUENCE at which the answer was last asked anew; the `last_*` are those of
    the last answer that counted, by calendar or by the personal page.
    """

    invitation_id: UUID | None
    address: str
    status: RsvpStatus
    sequence_of_event: int
    reset_seq: int
    organizer_addresses: frozenset[str]
    last_sequence: int | None = None
    last_dtstamp: datetime | None = None
    last_status: RsvpStatus | None = None
    event_cancelled: bool = False
    cancel_sequence: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement. Only `reply_applied` changes an invitation.

    `status` is what was answered; with `take_sequence` and `take_dtstamp` it is stored when
    applied. They are None wherever nothing may be remembered as the last answer.
    """

    result: Result
    reason: Reason
    status: RsvpStatus | None = None
    take_sequence: int | None = None
    take_dtstamp: datetime | None = None


STATUS_OF_PARTSTAT = {
    "NEEDS-ACTION": RsvpStatus.NO_RESPONSE,
    "ACCEPTED": RsvpStatus.ACCEPTED,
    "DECLINED": RsvpStatus.DECLINED,
    "TENTATIVE": RsvpStatus.TENTATIVE,
    "DELEGATED": RsvpStatus.DELEGATED,
}


def judge(
    reply: Reply,
    known: Known | None,
    *,
    authenticated: bool,
    received_at: datetime,
    claimed: bool = False,
) -> Verdict:
    """Decide what an answer from a calendar does to an invitation; first match wins.

    `authenticated` says that the answer came to the invitation's own reply address, or that its
    sender is proven to be the attendee; `claimed` that only its From says so, which anybody can
    write. Nothing about summary, time or place is ever taken from it.
    """
    if known is None:
        return Verdict(Result.UNKNOWN_MEETING, Reason.NO_SUCH_MEETING)
    refusal = _refusal(reply, known)
    if refusal is None and not authenticated:
        refusal = _unproven(reply, claimed=claimed)
    if refusal is not None:
        return refusal
    if reply.method == "REFRESH":
        return _judge_refresh(reply, known)
    if known.event_cancelled or known.status is RsvpStatus.WITHDRAWN:
        # RFC 5546 section 4.2.9 demands it below the SEQUENCE of the CANCEL; above it, there is
        # still nothing left to answer.
        return Verdict(Result.STALE, Reason.MEETING_CANCELLED)
    if reply.recurrence_id is not None:
        return Verdict(Result.REFUSED, Reason.NO_SUCH_OCCURRENCE)
    if reply.method == "COUNTER":
        return _judge_counter(reply, known)
    if not _is_invited(reply, known):
        return Verdict(Result.PENDING_APPROVAL, Reason.NOT_INVITED)
    return _judge_answer(reply, known, received_at)


def _refusal(reply: Reply, known: Known) -> Verdict | None:
    """What is wrong with the message itself, whatever it says."""
    if reply.method not in {"REPLY", "COUNTER", "REFRESH"}:
        return Verdict(Result.REFUSED, Reason.NOT_AN_ANSWER)
    # Exchange leaves ORGANIZER out of its replies; the address they came to says enough.
    if reply.organizer and reply.organizer not in known.organizer_addresses:
        return Verdict(Result.REFUSED, Reason.OTHER_ORGANIZER)
    if reply.dtstamp is None or not reply.attendees:
        return Verdict(Result.UNREADABLE, Reason.INCOMPLETE)
    return None


def _unproven(reply: Reply, *, claimed: bool) -> Verdict:
    """Nothing is applied; an answer that may be honest waits for a human (RFC 6047 section 2.2)."""
    if claimed and reply.method != "REFRESH":
        return Verdict(Result.PENDING_APPROVAL, Reason.ONLY_CLAIMED)
    return Verdict(Result.REFUSED, Reason.SENDER_UNPROVEN)


def _is_invited(reply: Reply, known: Known) -> bool:
    """Only the line of the invited person counts; other lines never move third parties."""
    return known.invitation_id is not None and any(
        answer.address == known.address for answer in reply.attendees
    )


def _judge_refresh(reply: Reply, known: Known) -> Verdict:
    """Send the present state again: the invitation, or the CANCEL to whom it no longer concerns."""
    if not _is_invited(reply, known):
        return Verdict(Result.REFUSED, Reason.NOT_AN_ATTENDEE)
    return Verdict(Result.REFRESH_ANSWERED, Reason.REFRESH)


def _judge_counter(reply: Reply, known: Known) -> Verdict:
    """Keep a proposed time for a human; it never applies itself."""
    if not _is_invited(reply, known):
        return Verdict(Result.REFUSED, Reason.NOT_AN_ATTENDEE)
    if reply.sequence != known.sequence_of_event:
        return Verdict(Result.STALE, Reason.OUTDATED_PROPOSAL)
    return Verdict(Result.COUNTER_STORED, Reason.PROPOSAL_STORED)


def _judge_answer(reply: Reply, known: Known, received_at: datetime) -> Verdict:
    """Order answers by (SEQUENCE, DTSTAMP), so that every order of arrival ends the same."""
    if reply.sequence < known.reset_seq:
        return Verdict(Result.STALE, Reason.BEFORE_RESCHEDULE)
    # A calendar may count up by itself; that never raises the meeting's own SEQUENCE.
    sequence = min(reply.sequence, known.sequence_of_event)
    # A clock that runs ahead must not lock out its owner's later answers. DTSTAMP is compared
    # only with earlier answers, never with the invitation's: clocks that run behind are common.
    dtstamp = min(reply.dtstamp or received_at, received_at)
    last_sequence, last_dtstamp = known.last_sequence, known.last_dtstamp
    answered_before = last_sequence is not None and last_dtstamp is not None
    if answered_before and (sequence, dtstamp) < (last_sequence, last_dtstamp):
        return Verdict(Result.STALE, Reason.OLDER_ANSWER)
    verdict = _read_answer(reply, known)
    if verdict.result is not Result.REPLY_APPLIED:
        return verdict
    if (sequence, dtstamp) == (last_sequence, last_dtstamp):
        if verdict.status is known.last_status:
            return Verdict(Result.DUPLICATE, Reason.SAME_ANSWER, verdict.status)
        verdict = replace(verdict, reason=Reason.APPLIED_AGAIN)
    return replace(verdict, take_sequence=sequence, take_dtstamp=dtstamp)


def _read_answer(reply: Reply, known: Known) -> Verdict:
    """What the invited person says, regardless of when it was said."""
    partstats = {a.partstat.upper() for a in reply.attendees if a.address == known.address}
    if len(partstats) > 1:
        return Verdict(Result.PENDING_APPROVAL, Reason.CONTRADICTION)
    status = STATUS_OF_PARTSTAT.get(partstats.pop())
    if status is None:
        return Verdict(Result.PENDING_APPROVAL, Reason.ANSWER_UNKNOWN)
    if status is RsvpStatus.DELEGATED:
        return Verdict(Result.PENDING_APPROVAL, Reason.WANTS_TO_DELEGATE, status)
    ahead = reply.sequence > known.sequence_of_event
    return Verdict(Result.REPLY_APPLIED, Reason.APPLIED_AHEAD if ahead else Reason.APPLIED, status)
