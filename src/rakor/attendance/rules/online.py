"""Visitors of the video room: who they say they are, and which visits are one and the same."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from rakor.directory.rules.spelling import folded


class MatchedBy(StrEnum):
    """By what somebody in the video room was recognised; in the order in which it is tried."""

    NOBODY = ""
    LINK = "link"
    EMAIL = "email"
    NAME = "name"
    MANUAL = "manual"
    GUEST = "guest"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Told:
    """A visit as a report or a notification tells it.

    `left` is None while they are still there. Of a `total` only the length is known: a report that
    adds up the visits of each person says neither when they came nor when they went.
    """

    name: str
    email: str
    joined: datetime
    left: datetime | None
    total: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A visit that is stored, by the number of its row in a list."""

    key: str
    name: str
    email: str
    joined: datetime
    left: datetime | None


# Two sources of one visit differ by less: some reports leave out the seconds.
SAME_MOMENT = timedelta(minutes=1)
LONGEST_NAME = 400
LONGEST_EMAIL = 254
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


def tidy(text: str, most: int = LONGEST_NAME) -> str:
    """A name as somebody typed it into a video service, without what cannot be stored or shown."""
    plain = unicodedata.normalize("NFC", _BIDI.sub("", text))
    kept = (" " if unicodedata.category(char)[0] == "C" else char for char in plain)
    return " ".join("".join(kept).split())[:most].rstrip()


def same_name(name: str) -> str:
    """A name as visits are put together by it: without case, marks and spaces twice."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def visitor_key(meeting: UUID, name: str, email: str) -> str:
    """Who visits under one name and address are, whoever that is; they are decided together."""
    return _hash("visitor", meeting, same_name(name), email.lower())


def visit_key(meeting: UUID, told: Told) -> str:
    """Which visit that is, however often it is told; one of which only the length is known: `t…`"""
    if told.total:
        return "t" + _hash("total", meeting, same_name(told.name), told.email.lower())
    second = int(told.joined.timestamp())
    return "v" + _hash("visit", meeting, same_name(told.name), told.email.lower(), second)


def is_total(key: str) -> bool:
    """Whether of this visit only the length is known."""
    return key.startswith("t")


def left_before(key: str) -> bool:
    """Whether only the end of this visit is known yet: a notification that overtook another."""
    return key.startswith("p")


def _hash(*parts: object) -> str:
    said = "\0".join(str(part) for part in parts)
    return hashlib.sha256(said.encode()).hexdigest()[:40]


def names_in(name: str) -> list[str]:
    """`BKN_Sari (Sari Utami)` is what they call themselves now and what they did before."""
    inside = re.findall(r"[(\[]([^()\[\]]*)[)\]]", name)
    found = [" ".join(each.split()) for each in (called(name), *inside)]
    return list(dict.fromkeys(each for each in found if each))


class Visited:
    """Visits that are known, found by who made them: by the same address, or a name both had."""

    def __init__(self, known: Sequence[Known]) -> None:
        self._at: dict[str, list[int]] = {}
        for n, row in enumerate(known):
            for mark in _marks(row):
                self._at.setdefault(mark, []).append(n)

    def alike(self, told: Told) -> list[int]:
        """Which of them may be of the same person, by their number in the list."""
        return sorted({n for mark in _marks(told) for n in self._at.get(mark, ())})


def _marks(visit: Told | Known) -> set[str]:
    names = {folded(each) for each in names_in(visit.name)}
    return names | ({f"@{visit.email.lower()}"} if visit.email else set())


def paired(meeting: UUID, told: Sequence[Told], known: Sequence[Known]) -> list[int | None]:
    """For each visit that is told, which one of those known it is; None for a new one.

    First those with the same key, then by name or address those that begin in the same minute:
    a notification and a report tell the same visit a little differently. None is taken twice.
    """
    at_key = {row.key: n for n, row in enumerate(known)}
    found = [at_key.get(visit_key(meeting, each)) for each in told]
    taken = {n for n in found if n is not None}
    visited = Visited(known)
    near = sorted(
        (abs(each.joined - known[at].joined), n, at)
        for n, each in enumerate(told)
        if found[n] is None and not each.total
        for at in visited.alike(each)
        if not is_total(known[at].key) and abs(each.joined - known[at].joined) <= SAME_MOMENT
    )
    for _apart, n, at in near:
        if found[n] is None and at not in taken:
            found[n] = at
            taken.add(at)
    return found


# How far from a meeting somebody may be in its video room: rehearsals, sessions that go on and on.
AROUND = timedelta(hours=12)


def around(starts: datetime, ends: datetime) -> tuple[datetime, datetime]:
    """Since when and until when visits to a video room may be of a meeting."""
    return starts - AROUND, ends + AROUND


_BOTS = re.compile(
    r"\b(otter ?\.?ai|fireflies|read ?\.?ai|tl;?dv|fathom|notetaker|note taker|avoma|meetgeek|"
    r"sembly|ai companion|tactiq|recorder|recording|perekam|rekaman|live ?stream\w*)\b",
    re.I,
)
# A hall is a name that people bear too (Aula Rahmi), so it must stand alone or say whose it is.
_ROOMS = re.compile(
    r"(ruang (rapat|sidang|pertemuan|kelas|zoom)|gedung|auditorium|ballroom|zoom rooms?|"
    r"meeting room|conference room|board ?room|smart ?tv|command cent(er|re)|"
    r"aula($| (utama|serbaguna|lantai|lt|kantor|gedung|dinas|badan|bkd|bkpsdm)))\b.*",
    re.I,
)


def is_no_person(name: str, room: str = "") -> bool:
    """Whether an account is a room or a machine that takes notes: those inside are counted there.

    `room` is where the meeting is held.
    """
    words = " ".join(re.split(r"[\s_|/-]+", called(name))).strip()
    if _BOTS.search(words) or _ROOMS.fullmatch(words):
        return True
    return bool(room.strip()) and folded(words) == folded(room)


def called(name: str) -> str:
    """The name somebody bears in the video room, without what stands in brackets behind it."""
    return " ".join(re.sub(r"[(\[][^()\[\]]*[)\]]", " ", name).split()) or name
