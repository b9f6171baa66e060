"""Who is connected, in figures: several processes tell each other marks of people, never names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

MARK = 8  # bytes; that two of a million people share one happens once in 37 million such crowds
COUNT = 2


def mark_of(name: bytes, key: bytes) -> bytes:
    """What stands for a person, an agency or an address; without the key it leads to nobody."""
    # Two keys of any length are told apart; blake2b itself takes at most 64 bytes.
    return blake2b(name, digest_size=MARK, key=blake2b(key).digest()).digest()


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who follows one meeting at one process: so many pages, of these people and agencies."""

    count: int = 0
    people: frozenset[bytes] = frozenset()
    agencies: frozenset[bytes] = frozenset()


def figures(crowds: Iterable[Crowd], inside: frozenset[bytes]) -> dict[str, int]:
    """What everybody is told: pages in all, people in the room and elsewhere, and agencies.

    Somebody with a phone here and a laptop there is one person, wherever each is connected.
    """
    count, people, agencies = 0, set[bytes](), set[bytes]()
    for crowd in crowds:
        count += crowd.count
        people |= crowd.people
        agencies |= crowd.agencies
    room = len(people & inside)
    return {"count": count, "room": room, "online": len(people) - room, "agencies": len(agencies)}


def pack(marks: Iterable[bytes]) -> bytes:
    """Marks as they are kept: one after the other, in an order that tells nothing."""
    return b"".join(sorted(marks))


def unpack(kept: bytes) -> frozenset[bytes]:
    return frozenset(kept[n : n + MARK] for n in range(0, len(kept), MARK))


def pack_counts(counts: Mapping[bytes, int]) -> bytes:
    """How many sockets each mark has; more than 65,535 are told as that many."""
    most = (1 << 8 * COUNT) - 1
    return b"".join(
        mark + min(count, most).to_bytes(COUNT, "big") for mark, count in sorted(counts.items())
    )


def unpack_counts(kept: bytes) -> dict[bytes, int]:
    step = MARK + COUNT
    return {
        kept[n : n + MARK]: int.from_bytes(kept[n + MARK : n + step], "big")
        for n in range(0, len(kept), step)
    }


def rest(people: int) -> float:
    """Seconds until a crowd is told anew: a large one changes all the time and weighs more."""
    return 1 + people / 2_000
