"""What a release says by itself: dateline, occasion, counts, and what changed between two states.

Releases are Indonesian, the language of the office, whoever writes them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher

from rakor import words
from rakor.directory.rules import AgencyKind
from rakor.words.dates import zone as zone_of

# Kinds that are counted together, in the order in which a release names them.
_COUNTED: tuple[tuple[tuple[AgencyKind, ...], str], ...] = (
    ((AgencyKind.MINISTRY, AgencyKind.INSTITUTION), "kementerian/lembaga"),
    ((AgencyKind.PROVINCE,), "pemerintah provinsi"),
    ((AgencyKind.REGENCY,), "pemerintah kabupaten"),
    ((AgencyKind.CITY,), "pemerintah kota"),
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event of a release as the lead tells it."""

    title: str
    theme: str
    organizer: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    room: str
    venue: str
    online: str


def dateline(city: str, dated: date) -> str:
    """`Jakarta, 13 Juli 2023`; the text follows behind a dash."""
    with words.speaking("id"):
        return f"{city}, {words.date(dated, with_weekday=False)}"


def last_modified(at: datetime, timezone: str) -> str:
    """`Selasa, 31 Juli 2018 09:24`."""
    with words.speaking("id"):
        return words.timestamp(at, timezone)


def lead_of(occasions: Sequence[Occasion]) -> str:
    """Who held what, on which day, where and about what; a sentence or two for each event."""
    with words.speaking("id"):
        return " ".join(_told(each, first=at == 0) for at, each in enumerate(occasions))


def _told(it: Occasion, *, first: bool) -> str:
    said = f"{it.organizer} menyelenggarakan {it.title}" if first else f"{it.title} diselenggarakan"
    where = ", ".join(filter(None, (it.room, it.venue)))
    places = [f"di {where}"] if where else []
    if it.online:
        places.append(f"{'dan ' if where else ''}secara daring melalui {it.online}")
    said += f" pada {_when(it)} {' '.join(places)}".rstrip() + "."
    return said + (f" Tema yang diangkat adalah “{it.theme}”." if it.theme else "")


def _when(it: Occasion) -> str:
    zone = zone_of(it.timezone)
    first, last = it.starts_at.astimezone(zone).date(), it.ends_at.astimezone(zone).date()
    return words.date(first) if first == last else words.days(first, last)


def counts_line(heads: int, by_kind: Mapping[str, int], title: str = "") -> str:
    """`Hadir 89 orang dari 14 kementerian/lembaga.`; "" before anybody came.

    Internal units and bodies that are no agency are heads, not agencies that are counted.
    """
    if not heads:
        return ""
    with words.speaking("id"):
        groups = [
            f"{n} {name}"
            for kinds, name in _COUNTED
            if (n := sum(by_kind.get(kind.value, 0) for kind in kinds))
        ]
        said = f"{words.number(heads)} orang"
    came = f"{title} dihadiri {said}" if title else f"Kegiatan ini dihadiri {said}"
    if not groups:
        return f"{came}."
    listed = groups[0] if len(groups) == 1 else ", ".join(groups[:-1]) + f" dan {groups[-1]}"
    return f"{came} dari {listed}."


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a comparison: `same`, `gone` or `new`."""

    kind: str
    text: str


def differences(before: Sequence[str], after: Sequence[str]) -> list[Difference]:
    """What went and what came between two states, line by line in reading order."""
    found: list[Difference] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [Difference("same", text) for text in before[i:j]]
            continue
        found += [Difference("gone", text) for text in before[i:j]]
        found += [Difference("new", text) for text in after[k:m]]
    return found
