"""The words of a name as people write it into a video service, and how alike two words are."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rakor.directory.rules.spelling import TITLES, folded

# What people write beside their names and what says nothing about who they are.
_SAYS_NOTHING = (
    "pak bpk bapak bu ibu mas mbak mba kak bang kang teh sdr sdri yth tuan nyonya "
    "iphone ipad samsung galaxy redmi xiaomi poco oppo vivo realme huawei android laptop hp pc "
    "macbook asus lenovo acer dell desktop zoom user guest tamu host cohost co peserta undangan "
    "hadir online daring kepala kabid kabag kasubag kasubbag kasubid kasi sekretaris sekdis kadis "
    "kaban plt plh pj staf staff bidang bagian subbag direktur deputi asdep asisten analis "
    "narasumber moderator notulis perwakilan wakil mewakili dan dari instansi dinas "
    "pemkab pemkot pemprov pemda pemerintah kabupaten kab kota provinsi prov"
)
# The beginnings of degrees that are written with dots: S.Kom., M.Si., Sp.PD., A.Md., Ph.D.
_BEGIN_DEGREES = "s m sp a ph d b dr drs dra ir amd apt ns prof st sst ll"
_SMALL_WORDS = "dan dari di untuk dengan serta ke pada"
_REGIONS = "kabupaten kab kota provinsi prov propinsi pemerintah pemkab pemkot pemprov daerah"
_BESIDE = frozenset(_SAYS_NOTHING.split())
_DEGREES = frozenset(_BEGIN_DEGREES.split())
_NOT_IN_INITIALS = frozenset(_SMALL_WORDS.split())
_REGION = frozenset(folded(_REGIONS).split())
_APART = re.compile(r"[\s,_|/\\()\[\]{}<>:;•·–—+&\"#@~*=-]+")
_JOINED = re.compile(r"(?<=[A-Z]{2})(?=[A-Z][a-z])")

Words = tuple[str, ...]


def pieces_of(name: str) -> list[str]:
    """`BKNSari_dr. Utami` in pieces: what stands between spaces, dashes and other marks."""
    return [piece for piece in _APART.split(_JOINED.sub(" ", name)) if piece]


def words_in(pieces: Iterable[str]) -> Words:
    """The words of a name, spelt one way, without titles, degrees, numbers and what is beside."""
    return tuple(word for piece in pieces for word in _words_of_piece(piece))


@lru_cache(maxsize=20_000)
def _words_of_piece(piece: str) -> Words:
    small = piece.lower().strip(".'’‘`")
    letters = re.sub(r"\d", "", small)
    if letters != small and len(letters) < 3:
        return ()
    parts = [part for part in letters.split(".") if part]
    if len(parts) > 1 and _is_degree(parts):
        return ()
    while len(parts) > 1 and parts[0] in TITLES:
        parts.pop(0)
    found = folded(" ".join(part for part in parts if not _says_nothing(part)))
    return tuple(found.split())


def _is_degree(parts: Sequence[str]) -> bool:
    """Of two letters only those that are known: `S.H.` is a degree, `M.Y.` are initials."""
    if all(len(part) == 1 for part in parts):
        return "".join(parts) in TITLES or (len(parts) > 2 and parts[0] in "sm")
    return parts[0] in _DEGREES and all(len(part) <= 5 for part in parts)


def _says_nothing(part: str) -> bool:
    return part in TITLES or part in _BESIDE


@lru_cache(maxsize=200_000)
def alike(one: str, other: str) -> float:
    """How alike two words are: 1 the same, more than 0.8 a slip, 0.6 a beginning, 0.3 an initial.

    0 when they are different words.
    """
    short, long = sorted((one, other), key=len)
    if one[0] != other[0]:
        return 0.0
    if len(short) == 1:
        return 0.3
    if one == other:
        return 1.0
    slips = 2 if len(short) >= 8 else 1
    if len(short) >= 4 and len(long) - len(short) <= slips:
        apart = _apart(one, other)
        if apart <= slips:
            return 0.95 - 0.05 * apart
    return 0.6 if len(short) >= 3 and long.startswith(short) else 0.0


def _apart(one: str, other: str) -> int:
    """How many slips of typing lie between two words; letters that changed places are one."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for n, char in enumerate(one, 1):
        further, before, row = before, row, [n]
        for m, letter in enumerate(other, 1):
            least = min(before[m] + 1, row[m - 1] + 1, before[m - 1] + (char != letter))
            if n > 1 and m > 1 and char == other[m - 2] and one[n - 2] == letter:
                least = min(least, further[m - 2] + 1)
            row.append(least)
    return row[-1]


@dataclass(frozen=True, slots=True)
class AgencyNames:
    """An agency and every name it goes by or went by: code, short name, name, former names."""

    key: str
    names: tuple[str, ...]


class Agencies:
    """All agencies that may be named in a video room, found by any of their names."""

    def __init__(self, agencies: Iterable[AgencyNames]) -> None:
        known: dict[Words, set[str]] = {}
        for agency in agencies:
            for name in agency.names:
                for words in _ways_of(name):
                    known.setdefault(words, set()).add(agency.key)
        self._known: Mapping[Words, frozenset[str]] = {
            words: frozenset(keys) for words, keys in known.items()
        }
        self._longest = max((len(words) for words in known), default=0)

    def named(self, pieces: Sequence[str]) -> tuple[list[str], frozenset[str]]:
        """The pieces that name no agency, and which agencies the others name.

        Where two agencies go by one name both are meant: neither is ruled out by it.
        """
        words = [(word, n) for n, piece in enumerate(pieces) for word in folded(piece).split()]
        taken: set[int] = set()
        found: set[str] = set()
        at = 0
        while at < len(words):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                keys = self._known.get(tuple(word for word, _n in words[at : at + length]))
                if keys:
                    found |= keys
                    taken |= {n for _word, n in words[at : at + length]}
                    at += length - 1
                    break
            at += 1
        return [piece for n, piece in enumerate(pieces) if n not in taken], frozenset(found)


def _ways_of(name: str) -> set[Words]:
    """A name in its words, without what kind of region it is, and by its first letters."""
    words = tuple(folded(name).split())
    found = {words, tuple(word for word in words if word not in _REGION)}
    plain = [word for word in re.findall(r"\w+", name.lower()) if word not in _NOT_IN_INITIALS]
    if len(plain) >= 3:
        found.add((folded("".join(word[0] for word in plain)).strip(),))
    return {each for each in found if each and (len(each) > 1 or len(each[0]) > 1)}
