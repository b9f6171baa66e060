"""Reading who is connected at other processes, who of all is in the room, and who writes."""

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from rakor.attendance.models import Head
from rakor.live.models import NoteLease, Present, Serving
from rakor.live.queries.moments import moment
from rakor.live.rules import Crowd, mark_of, unpack, unpack_counts
from rakor.settings import settings

SILENT = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Other:
    """Another process that serves somebody; `stamp` moves when its sockets did."""

    id: UUID
    stamp: int


@cache
def this_place() -> str:
    """The machine and its numbering of processes, wherein a process is told by its number."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return os.uname().nodename[:120]


@lru_cache(maxsize=65_536)
def mark(name: str) -> bytes:
    """What stands for this person, agency or address between the processes of an installation."""
    return mark_of(name.encode(), settings().secret)


async def other_processes(me: UUID) -> list[Other]:
    """Who else serves somebody now. One that ended on this machine is known at once."""
    rows = await Serving.exclude(id=me).values_list("id", "stamp", "place", "pid", "seen_at")
    late = datetime.now(UTC) - SILENT
    return [
        Other(key, stamp)
        for key, stamp, place, pid, seen_at in rows
        if seen_at > late and (place != this_place() or _lives(pid))
    ]


async def gone_processes() -> list[UUID]:
    """Those whose rows nobody will clear who wrote them."""
    rows = await Serving.all().values_list("id", "place", "pid", "seen_at")
    late = datetime.now(UTC) - SILENT
    return [
        key
        for key, place, pid, seen_at in rows
        if seen_at <= late or (place == this_place() and not _lives(pid))
    ]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


async def sockets_of(processes: Iterable[UUID]) -> dict[UUID, dict[bytes, int]]:
    """How many sockets each person and each address has at these processes."""
    rows = await Serving.filter(id__in=list(processes)).values_list("id", "sockets")
    return {key: unpack_counts(bytes(kept)) for key, kept in rows}


async def crowd_stamps(
    processes: Iterable[UUID], meetings: Iterable[UUID]
) -> dict[tuple[UUID, UUID], int]:
    """For each of these processes and meetings: the number that moves when the crowd did."""
    rows = await Present.filter(
        serving_id__in=list(processes), meeting_id__in=list(meetings)
    ).values_list("serving_id", "meeting_id", "stamp")
    return {(process, meeting): stamp for process, meeting, stamp in rows}


async def crowds(keys: Iterable[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], Crowd]:
    """Who follows these meetings at these processes."""
    wanted = set(keys)
    rows = await Present.filter(
        serving_id__in={process for process, _meeting in wanted},
        meeting_id__in={meeting for _process, meeting in wanted},
    ).values_list("serving_id", "meeting_id", "count", "people", "agencies")
    return {
        (process, meeting): Crowd(count, unpack(bytes(people)), unpack(bytes(agencies)))
        for process, meeting, count, people, agencies in rows
        if (process, meeting) in wanted
    }


async def inside(meetings: Iterable[UUID]) -> dict[UUID, frozenset[bytes]]:
    """Marks of those who came into the room of each of these meetings, and have not left it."""
    found: defaultdict[UUID, set[bytes]] = defaultdict(set)
    rows = Head.counted(
        meeting_id__in=list(meetings), room=True, last_out_at=None, person_id__isnull=False
    )
    for meeting, person in await rows.values_list("meeting_id", "person_id"):
        found[meeting].add(mark(str(person)))
    return {meeting: frozenset(found[meeting]) for meeting in meetings}


async def writing(meetings: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """Who writes which note of these meetings at this moment."""
    found: defaultdict[UUID, list[dict[str, Any]]] = defaultdict(list)
    leases = NoteLease.filter(meeting_id__in=list(meetings), until__gt=datetime.now(UTC))
    for lease in await leases.order_by("until", "id"):
        found[lease.meeting_id].append(
            {
                "item": str(lease.item_id),
                "person": str(lease.person_id),
                "name": lease.name,
                "page": lease.page,
                "until": moment(lease.until),
            }
        )
    return found
