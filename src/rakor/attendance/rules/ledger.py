"""The ledger folded: what all scans of one person mean, in whatever order they arrived."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from rakor.attendance.rules.scans import Admission, Direction, Method, Outcome, Reason, Tally
from rakor.meetings.rules import Channel

NOTHING = timedelta()
# What a video service itself says of somebody; where it speaks, it is believed before a click.
REPORTED = frozenset({Method.ONLINE_REPORT, Method.WEBHOOK})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger, as far as it matters for who is where."""

    id: UUID
    at: datetime
    channel: Channel
    direction: Direction
    nonce: str
    method: Method = Method.QR
    outcome: Outcome = Outcome.ACCEPTED
    voids: UUID | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """From when to when somebody was there by one way; `until` is None while they still are."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Presence:
    """What the ledger says of one person: the ways they came, when first, and when they left.

    `last_out_at` is None while they are still there by any way.
    """

    room: bool
    online: bool
    first_at: datetime
    last_out_at: datetime | None


def standing_lines(lines: Iterable[Line]) -> list[Line]:
    """The lines that count, in the order of what happened.

    Refused ones do not, nor those that a correction took back, nor corrections themselves. A
    correction may be taken back too, and then what it voided stands again. At one moment coming
    goes before leaving.
    """
    lines = list(lines)
    by_id = {line.id: line for line in lines}
    voided_by: dict[UUID, list[UUID]] = {}
    for line in lines:
        if line.voids is not None:
            voided_by.setdefault(line.voids, []).append(line.id)

    def stands(key: UUID) -> bool:
        return not any(stands(other) for other in voided_by.get(key, ()) if other in by_id)

    counted = [
        line
        for line in lines
        if line.voids is None and line.outcome is not Outcome.REFUSED and stands(line.id)
    ]
    return sorted(counted, key=_moment)


def _moment(line: Line) -> tuple[datetime, bool, str]:
    return line.at, line.direction is Direction.OUT, line.nonce


def stays(lines: Iterable[Line], channel: Channel) -> list[Stay]:
    """When somebody was there by one way: coming twice is once, leaving twice too."""
    found: list[Stay] = []
    since: datetime | None = None
    for line in standing_lines(lines):
        if line.channel is not channel:
            continue
        if line.direction is Direction.IN:
            since = line.at if since is None else since
        elif since is not None:
            found.append(Stay(since, line.at))
            since = None
    return found if since is None else [*found, Stay(since, None)]


def online_stays(lines: Iterable[Line], least: timedelta = NOTHING) -> list[Stay]:
    """When somebody was in the video room.

    Where the service reported them, its visits are merged (re-joins overlap) and count only when
    they last `least` in all; a click on the link counts where no report names them.
    """
    lines = list(lines)
    visits = merged(_visits([each for each in standing_lines(lines) if each.method in REPORTED]))
    if not visits:
        # Of a visit whose beginning was taken back the end says nothing.
        clicks = [line for line in lines if line.method not in REPORTED]
        return stays(clicks, Channel.ONLINE)
    return visits if _open(visits) or lasting(visits) >= least else []


def _visits(lines: Sequence[Line]) -> list[Stay]:
    """The two lines of a visit share the beginning of their nonce; see `visit_nonces`."""
    outs = {line.nonce[:-4]: line.at for line in lines if line.direction is Direction.OUT}
    return [
        Stay(line.at, outs.get(line.nonce[:-3])) for line in lines if line.direction is Direction.IN
    ]


def visit_nonces(key: str) -> tuple[str, str]:
    """The nonces of the line in and the line out of a visit to the video room."""
    return f"visit:{key}:in", f"visit:{key}:out"


def merged(visits: Iterable[Stay]) -> list[Stay]:
    """Stays that overlap or touch made one, in order."""
    done: list[Stay] = []
    for visit in sorted(visits, key=lambda each: each.since):
        last = done[-1] if done else None
        if last is not None and (last.until is None or visit.since <= last.until):
            ends = None if None in (last.until, visit.until) else max(last.until, visit.until)  # type: ignore[type-var]
            done[-1] = Stay(last.since, ends)
        else:
            done.append(visit)
    return done


def lasting(visits: Iterable[Stay], until: datetime | None = None) -> timedelta:
    """How long stays lasted in all; open ones until `until`, or nothing when that is not known."""
    total = NOTHING
    for visit in visits:
        ends = visit.until or until
        if ends is not None and until is not None:
            ends = min(ends, until)
        if ends is not None and ends > visit.since:
            total += ends - visit.since
    return total


def fold(lines: Iterable[Line], *, least_online: timedelta = NOTHING) -> Presence | None:
    """What all lines of one person mean together; None when nothing of them counts.

    The order in which the lines arrived does not matter, only when they happened.
    """
    lines = list(lines)
    room = stays(lines, Channel.ROOM)
    online = online_stays(lines, least_online)
    everywhere = [*room, *online]
    if not everywhere:
        return None
    ends = [stay.until for stay in everywhere]
    return Presence(
        room=bool(room),
        online=bool(online),
        first_at=min(stay.since for stay in everywhere),
        last_out_at=None if None in ends else max(end for end in ends if end is not None),
    )


def _open(visits: Sequence[Stay]) -> bool:
    return any(visit.until is None for visit in visits)


def judge(
    before: Presence | None, after: Presence | None, direction: Direction
) -> tuple[Outcome, Reason]:
    """What a scan means for those at the desk, by what the ledger said without it and says with it.

    Whoever leaves without having come is refused; what changes nothing was recorded before.
    """
    if before is None and direction is Direction.OUT:
        return Outcome.REFUSED, Reason.NOT_IN
    if _standing(before) != _standing(after):
        return Outcome.ACCEPTED, Reason.NONE
    out = direction is Direction.OUT
    return Outcome.DUPLICATE, Reason.ALREADY_OUT if out else Reason.ALREADY_IN


def _standing(presence: Presence | None) -> tuple[bool, bool, bool] | None:
    if presence is None:
        return None
    return presence.room, presence.online, presence.last_out_at is None


def tally(presence: Presence | None, admission: Admission, *, companion: bool) -> Tally:
    """How somebody counts who is there as the ledger says."""
    if presence is None or admission is not Admission.ADMITTED:
        return Tally.NONE
    return Tally.COMPANION if companion else Tally.HEAD
