"""Rules of the devices at a door: how long a code works, and how a device stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from rakor.attendance.rules.scans import Outcome, Reason, Wish
from rakor.errors import Conflict, Invalid, RakorError
from rakor.words import N_, _

# The code is shown on one screen and read by another that stands beside it.
CODE_WORKS = timedelta(minutes=10)
# Names and offices stay on no device for longer than it may take to send what it recorded.
KEPT_AFTER = timedelta(days=30)
MOST_DEVICES = 60
# A desk sends what it kept in pieces of at most this many lines.
MOST_SCANS = 500
MOST_SIGNATURES = 100
# A signature is a few strokes: what does not fit here is no signature.
MOST_STROKES = 120
MOST_POINTS = 3000
WIDEST = 4096


class DeviceRefused(RakorError):
    """A device whose key is not known here; `wipe` tells it to forget what it holds."""

    status = 401
    code = "device-refused"
    title = N_("Perangkat ini tidak terpasang")


class Standing(StrEnum):
    """How a device stands."""

    INVITED = "invited"
    LAPSED = "lapsed"
    ENROLLED = "enrolled"
    REVOKED = "revoked"
    WIPED = "wiped"


STANDINGS = {
    Standing.INVITED: N_("Menunggu dipasang"),
    Standing.LAPSED: N_("Kode kedaluwarsa"),
    Standing.ENROLLED: N_("Terpasang"),
    Standing.REVOKED: N_("Dicabut, belum dikosongkan"),
    Standing.WIPED: N_("Dicabut dan dikosongkan"),
}


class Enrolled(Protocol):
    """What is stored of a device, as far as these rules read it."""

    code_until: datetime
    enrolled_at: datetime | None
    revoked_at: datetime | None
    wiped_at: datetime | None


def standing_of(device: Enrolled, now: datetime) -> Standing:
    """How a device stands now."""
    if device.revoked_at is not None:
        held = device.enrolled_at is not None and device.wiped_at is None
        return Standing.REVOKED if held else Standing.WIPED
    if device.enrolled_at is not None:
        return Standing.ENROLLED
    return Standing.INVITED if now < device.code_until else Standing.LAPSED


def check_enrols(device: Enrolled, now: datetime) -> None:
    """Refuses (Conflict) a code that was used, has lapsed, or was taken back."""
    match standing_of(device, now):
        case Standing.ENROLLED:
            raise Conflict(_("Kode ini sudah dipakai. Mintalah kode baru kepada petugas."))
        case Standing.LAPSED:
            raise Conflict(_("Kode ini sudah kedaluwarsa. Mintalah kode baru kepada petugas."))
        case Standing.REVOKED | Standing.WIPED:
            raise Conflict(_("Kode ini sudah dicabut. Mintalah kode baru kepada petugas."))


def serves_until(device: Enrolled, ends: datetime) -> datetime:
    """Until when a device is served that nobody revokes; `ends` is the end of its meeting."""
    return max(ends, device.enrolled_at or ends) + KEPT_AFTER


def check_serves(device: Enrolled, ends: datetime, now: datetime) -> None:
    """Refuses (DeviceRefused, with `wipe`) a device that was revoked, or whose meeting is past."""
    if device.revoked_at is not None:
        raise DeviceRefused(_("Perangkat ini sudah dicabut oleh petugas."), wipe=True)
    if now > serves_until(device, ends):
        raise DeviceRefused(_("Rapat ini sudah lama selesai."), wipe=True)


def device_name(text: str) -> str:
    """The name of a device as it stands beside its scans. Refuses (Invalid) an empty one."""
    name = " ".join(text.split())
    if not name:
        raise Invalid.field("name", _("Beri nama perangkat ini, misalnya Meja 1."))
    return name[:80]


@dataclass(frozen=True, slots=True)
class Shown:
    """A scan as a desk kept it: what it wishes recorded, and what it showed meanwhile.

    `wish` is None where nothing can be made of what was sent, which `problem` says; `remains` is
    what can be read of it where that is its nonce and its time at least, and names nobody.
    """

    nonce: str
    wish: Wish | None
    problem: str = ""
    outcome: Outcome | None = None
    reason: str | None = None
    remains: Wish | None = None

    def differs(self, outcome: Outcome, reason: Reason) -> bool:
        """Whether the desk showed something else than the ledger says now."""
        if self.outcome is None:
            return False
        waits = self.reason is not None and (self.reason == Reason.HELD) != (reason == Reason.HELD)
        return self.outcome is not outcome or waits


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A scan that the desk took back again, named by its nonce."""

    nonce: str
    scan: str
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """How somebody signed whom the scan with that nonce found: with their hand, or by their name.

    `strokes` lie in a field of `width` by `height`; `typed` is for those who hold no pen.
    """

    nonce: str
    scan: str
    strokes: Sequence[Sequence[tuple[int, int]]]
    width: int
    height: int
    at: datetime | None = None
    typed: str = ""


def in_order(scans: Sequence[Shown], now: datetime) -> list[Shown]:
    """Scans in the order in which they happened; at one moment in the order they were sent."""
    return sorted(
        scans, key=lambda each: (each.wish.at if each.wish and each.wish.at else now).timestamp()
    )


def by_clock(said: datetime | None, offset: float) -> datetime | None:
    """A moment as this clock has it; `offset` are the seconds that the desk's clock is behind."""
    if said is None:
        return None
    try:
        return said + timedelta(seconds=offset)
    except OverflowError:
        return said


def check_strokes(signed: Signed) -> None:
    """Refuses (Invalid) what is no signature: nothing, too much, or points outside of the field."""
    if signed.typed and not signed.strokes:
        return
    points = [point for stroke in signed.strokes for point in stroke]
    if not points or len(signed.strokes) > MOST_STROKES or len(points) > MOST_POINTS:
        raise Invalid.field("strokes", _("Tanda tangan ini kosong atau terlalu rumit."))
    if not (0 < signed.width <= WIDEST and 0 < signed.height <= WIDEST):
        raise Invalid.field("width", _("Bidang tanda tangan ini tidak wajar."))
    if any(not (0 <= x <= signed.width and 0 <= y <= signed.height) for x, y in points):
        raise Invalid.field("strokes", _("Tanda tangan ini keluar dari bidangnya."))
