"""How scans become heads: one person is one head, however often and wherever they were seen."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from rakor.errors import Conflict, Invalid
from rakor.meetings.rules import STATES, Channel, State
from rakor.words import N_, _


class Direction(StrEnum):
    """Coming or going."""

    IN = "in"
    OUT = "out"


class Outcome(StrEnum):
    """What became of a scan. Every scan is kept, also those that were refused."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class Tally(StrEnum):
    """How somebody counts: as a head, as the companion of one, or not (any more)."""

    HEAD = "head"
    COMPANION = "companion"
    NONE = "none"


class Admission(StrEnum):
    """What a guest without an invitation was told."""

    ADMITTED = "admitted"
    HELD = "held"
    TURNED_AWAY = "turned_away"


class WalkInPolicy(StrEnum):
    """What becomes of guests without an invitation: let in, held for the secretariat, refused."""

    ADMIT = "admit"
    HOLD = "hold"
    REFUSE = "refuse"


class Method(StrEnum):
    """How somebody was recognised."""

    QR = "qr"
    MANUAL = "manual"
    WALK_IN = "walk_in"
    LINK = "link"
    SCREEN = "screen"
    TOKEN = "token"  # noqa: S105 - a signed card
    ONLINE_REPORT = "online_report"
    WEBHOOK = "webhook"
    CORRECTION = "correction"


class Reason(StrEnum):
    """Why a scan counted nothing, or does not count yet."""

    NONE = ""
    UNREADABLE = "unreadable"
    UNKNOWN_CODE = "unknown_code"
    UNKNOWN_INVITATION = "unknown_invitation"
    WITHDRAWN = "withdrawn"
    BAD_SIGNATURE = "bad_signature"
    OTHER_MEETING = "other_meeting"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REVOKED_CODE = "revoked_code"
    ALREADY_IN = "already_in"
    ALREADY_OUT = "already_out"
    NOT_IN = "not_in"
    NO_WALK_INS = "no_walk_ins"
    HELD = "held"
    TURNED_AWAY = "turned_away"


REASONS = {
    Reason.NONE: "",
    Reason.UNREADABLE: N_("Pindaian ini tidak dapat dibaca."),
    Reason.UNKNOWN_CODE: N_("Kode ini bukan kode rapat ini. Arahkan ke meja bantuan."),
    Reason.UNKNOWN_INVITATION: N_("Undangan ini bukan undangan rapat ini."),
    Reason.WITHDRAWN: N_("Undangan ini sudah ditarik. Arahkan ke meja bantuan."),
    Reason.BAD_SIGNATURE: N_(
        "Kartu ini tidak dibuat untuk rapat di sini. Arahkan ke meja bantuan."
    ),
    Reason.OTHER_MEETING: N_("Kartu ini untuk rapat lain."),
    Reason.NOT_YET: N_("Kartu ini belum berlaku. Periksa jam perangkat ini."),
    Reason.EXPIRED: N_("Kartu ini sudah tidak berlaku. Arahkan ke meja bantuan."),
    Reason.REVOKED_CODE: N_("Kartu ini sudah diganti. Arahkan ke meja bantuan."),
    Reason.ALREADY_IN: N_("Orang ini sudah dicatat hadir."),
    Reason.ALREADY_OUT: N_("Orang ini sudah dicatat keluar."),
    Reason.NOT_IN: N_("Orang ini belum dicatat hadir."),
    Reason.NO_WALK_INS: N_("Rapat ini hanya untuk yang diundang. Arahkan ke sekretariat."),
    Reason.HELD: N_("Menunggu persetujuan sekretariat."),
    Reason.TURNED_AWAY: N_("Sekretariat tidak menerima tamu ini."),
}


@dataclass(frozen=True, slots=True)
class WalkIn:
    """A guest without an invitation, as an officer writes them down; `agency`: a code or a name.

    A companion came with the agency, or with the head named by `companion_of`.
    """

    name: str
    agency: str = ""
    office: str = ""
    companion: bool = False
    companion_of: UUID | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a desk asks to be recorded: who (exactly one of three), where, which way, and when.

    `nonce` is the desk's own number of the scan: sent again it is answered again, not done again.
    """

    nonce: str
    code: str = ""
    invitation: UUID | None = None
    walk_in: WalkIn | None = None
    channel: Channel = Channel.ROOM
    direction: Direction = Direction.IN
    at: datetime | None = None
    device: str = ""
    # The enrolled device it comes from, and what that device's clock said before it was corrected.
    enrolled: UUID | None = None
    said_at: datetime | None = None

    @property
    def method(self) -> Method:
        if self.walk_in:
            return Method.WALK_IN
        return Method.QR if self.code else Method.MANUAL


# A code on the screen of the room is another one after this; the one before is still taken.
SCREEN_CODE = timedelta(minutes=5)

# Clocks of desks go wrong; what lies before this was no scan.
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


def check_wish(wish: Wish) -> None:
    """Refuses (Invalid) a scan that names nobody or several, and a moment that no desk can mean."""
    named = [bool(wish.code), wish.invitation is not None, wish.walk_in is not None]
    if sum(named) != 1:
        raise Invalid.field(
            "code", _("Sebut satu orang saja: dengan kode, undangan, atau sebagai tamu.")
        )
    if wish.at is not None and not was_scan(wish.at):
        raise Invalid.field("at", _("Waktu ini terlalu lampau."))


def was_scan(at: datetime | None) -> bool:
    """Whether somebody can have been scanned at that moment."""
    return at is not None and at >= EARLIEST


def has_begun(state: State, starts: datetime, timezone: str, now: datetime) -> bool:
    """Whether the first day of a meeting has come where it is held, or somebody opened it."""
    if state is State.IN_PROGRESS:
        return True
    zone = ZoneInfo(timezone)
    return now.astimezone(zone).date() >= starts.astimezone(zone).date()


def screen_windows(now: datetime) -> tuple[int, int]:
    """The stretch of time that a code on the screen stands for, and the one before it."""
    window = int(now.timestamp() // SCREEN_CODE.total_seconds())
    return window, window - 1


def check_open(state: State) -> None:
    """Refuses (Conflict) attendance in a meeting that is not held.

    A desk may begin before the day (rehearsals, papers handed out early), and a meeting that has
    finished still takes late entries.
    """
    if not is_open(state):
        raise Conflict(
            _("Kehadiran tidak dicatat: rapat ini {state}.").format(state=_(STATES[state]).lower()),
            state=state.value,
        )


def is_open(state: State) -> bool:
    """Whether attendance is recorded in a meeting of that state."""
    return state in (State.SCHEDULED, State.IN_PROGRESS, State.FINISHED)


def moment(said: datetime | None, now: datetime) -> datetime:
    """When it happened: what the desk says, but never later than it was recorded."""
    return now if said is None or said > now else said


def last_piece(text: str) -> str:
    """What a card says: from a link its last piece, else the code itself."""
    return text.strip().split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]


def guest_key(walk_in: WalkIn) -> str:
    """Which guest this is: the same name from the same agency is the same person."""
    name, agency = (_folded(text) for text in (walk_in.name, walk_in.agency))
    return f"guest:{name}|{agency}"[:500]


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def looks_like_code(text: str) -> bool:
    """Whether somebody scanned or typed a code rather than a name."""
    piece = last_piece(text)
    letters = piece.replace("-", "").replace("_", "")
    return "://" in text or (
        len(piece) >= 6 and letters.isalnum() and any(letter.isdigit() for letter in piece)
    )


def words_of(text: str) -> list[str]:
    """The words of a search, as names are compared: without case and marks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘`.,").split()
