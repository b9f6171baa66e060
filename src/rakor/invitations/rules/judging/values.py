"""What is judged and what the judgement says, as plain values.

Sentences are msgids: whoever shows them to a person passes them through the catalogue.
"""

from dataclasses import dataclass
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
    NO_SUCH_DAY = "Balasan menunjuk hari yang bukan bagian dari rangkaian rapat ini."
    DAY_CANCELLED = "Pertemuan pada hari itu sudah dibatalkan."
    NOT_ASKED_THAT_DAY = "Penjawab tidak diundang ke pertemuan pada hari itu."
    THIS_AND_FUTURE = "Jawaban ini untuk satu hari dan seterusnya; sekretariat perlu mencatatnya."
    BEFORE_RESCHEDULE = "Jawaban ini atas undangan sebelum jadwal diubah."
    OLDER_ANSWER = "Jawaban yang lebih baru sudah dicatat."
    CONTRADICTION = "Balasan memuat lebih dari satu jawaban untuk orang yang sama."
    ANSWER_UNKNOWN = "Isi jawaban tidak dikenal; sekretariat perlu membacanya."
    DELEGATED = "Undangan ini diwakilkan."
    WANTS_TO_DELEGATE = "Undangan ini ingin diwakilkan; menunggu persetujuan sekretariat."
    BEFORE_DELEGATOR = "Penjawab mewakili seorang undangan yang belum menyampaikan perwakilannya."
    GROUP_MEMBER = "Jawaban anggota kelompok yang diundang; ia dicatat sebagai undangan tersendiri."
    NOT_INVITED = "Penjawab tidak ada dalam daftar undangan; menunggu persetujuan sekretariat."
    FREE_TEXT = "Pesan ini jawaban dengan kata-kata; sekretariat perlu membacanya."
    OUT_OF_OFFICE = "Balasan otomatis dari penerima undangan; belum merupakan jawaban."
    NOT_DELEGATED = "Perwakilan ini tidak dapat diterima."
    NOT_AN_ATTENDEE = "Hanya orang yang diundang dapat mengajukan permintaan ini."
    OUTDATED_PROPOSAL = "Usulan waktu ini dibuat untuk jadwal yang sudah berubah."
    PROPOSAL_WITHOUT_TIME = "Usulan ini tidak menyebut waktu yang dapat dibaca."
    SAME_PROPOSAL = "Usulan waktu ini sudah disimpan sebelumnya."
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
    member: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What one calendar object says about one meeting, before anyone has judged it.

    `recurrence_id` is the original start in UTC (`20301201T020000Z`) or the text that came where
    no instant can be read from it; `starts_at` and `ends_at` are the proposal of a COUNTER, which
    in Exchange names in `original_start` what it is a proposal against. `status_codes` are those of
    REQUEST-STATUS (RFC 5546 section 3.6).
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
    original_start: datetime | None = None
    status_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that counted, to all of a series or to one day of it, by whatever way it came.

    `reset_seq` is the SEQUENCE at which it was last asked anew; the `last_*` are None as long as
    nothing was answered (RFC 5546 section 2.1.5).
    """

    status: RsvpStatus = RsvpStatus.NO_RESPONSE
    reset_seq: int = 0
    last_sequence: int | None = None
    last_dtstamp: datetime | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One occurrence that an answer names by its original start, as it stands."""

    original_start: datetime
    starts_at: datetime
    given: Given = Given()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about the invitation an answer is for.

    `invitation_id` is None when the meeting is known but nobody was invited under that address.
    `addresses` are further ones of the same person, and lines under any of them are theirs.
    `reset_seq` is the SEQUENCE at which the answer was last asked anew; the `last_*` are those of
    the last answer that counted, by calendar or by the personal page. `day` is the occurrence the
    answer names, None where the meeting has no such day. `givers` are those invited whom the
    answer says it stands in for, `groups` the invited groups whose member it says it is.
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
    addresses: frozenset[str] = frozenset()
    starts_at: datetime | None = None
    recurring: bool = False
    day: Day | None = None
    givers: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()

    @property
    def own(self) -> frozenset[str]:
        """Every address under which this person may answer."""
        return self.addresses | {self.address}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement. Only `reply_applied` changes an invitation.

    `status` is what was answered; with `take_sequence` and `take_dtstamp` it is stored when
    applied. They are None wherever nothing may be remembered as the last answer. `day` is the
    occurrence it is for, None when it is for all of them; `deputies` are those it names as coming
    instead.
    """

    result: Result
    reason: Reason
    status: RsvpStatus | None = None
    take_sequence: int | None = None
    take_dtstamp: datetime | None = None
    day: datetime | None = None
    deputies: tuple[str, ...] = ()


STATUS_OF_PARTSTAT = {
    "NEEDS-ACTION": RsvpStatus.NO_RESPONSE,
    "ACCEPTED": RsvpStatus.ACCEPTED,
    "DECLINED": RsvpStatus.DECLINED,
    "TENTATIVE": RsvpStatus.TENTATIVE,
    "DELEGATED": RsvpStatus.DELEGATED,
}
