"""Reading a group from one line as people say it: "kepala BKPSDM kab/kota se-Kaltim"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from rakor.directory.rules.groups import GOVERNMENTS, Group, GroupTerm, Titled, tokens
from rakor.directory.rules.regions import ALONE, EVERYWHERE, REGION_KINDS, UNITS, Placed, RegionKind
from rakor.errors import Invalid
from rakor.words import _

EXAMPLE = "kepala BKPSDM kab/kota se-Kaltim"
LONGEST = 300
Words = tuple[str, ...]

P, R, C = RegionKind.PROVINCE, RegionKind.REGENCY, RegionKind.CITY
_LEVELS = {
    "provinsi": {P}, "propinsi": {P}, "prov": {P}, "pemprov": {P},
    "kabupaten": {R}, "kab": {R}, "pemkab": {R},
    "kota": {C}, "pemkot": {C}, "kabko": {R, C}, "kabkota": {R, C},
    "pemda": {P, R, C},
}  # fmt: skip
# Titles that only one level has.
_IMPLIED = {
    "gubernur": P, "wagub": P, "sekprov": P, "sekdaprov": P,
    "bupati": R, "wabup": R, "sekkab": R, "sekdakab": R,
    "wali kota": C, "walikota": C, "wawali": C, "sekkot": C, "sekdakot": C,
}  # fmt: skip
_JOINERS = {"dan", "serta", "atau", "beserta", "/", ",", ";", "&", "+"}
_POLITE = {
    "para", "yth", "bapak", "ibu", "saudara", "pemerintah", "yang", "ada", "wilayah", "tingkat",
    "lingkup", "lingkungan", "undang", "mengundang",
}  # fmt: skip
_ALL_OF = {"se", "seluruh", "semua", "setiap", "di", "dari", "tiap"}
# How provinces are called in short; the first is the usual one.
ABBREVIATIONS = {
    "11": ("NAD", "Nanggroe Aceh Darussalam"), "12": ("Sumut", "Sumatra Utara"),
    "13": ("Sumbar", "Sumatra Barat"), "16": ("Sumsel", "Sumatra Selatan"),
    "19": ("Babel", "Bangka Belitung", "Kep Babel", "Kep Bangka Belitung"),
    "21": ("Kepri", "Kep Riau"),
    "31": ("DKI", "DKI Jakarta", "DKJ", "Jakarta", "Daerah Khusus Jakarta"),
    "32": ("Jabar",), "33": ("Jateng",),
    "34": ("DIY", "DI Yogyakarta", "Yogyakarta", "Jogja", "Jogjakarta"), "35": ("Jatim",),
    "52": ("NTB",), "53": ("NTT",), "61": ("Kalbar",), "62": ("Kalteng",), "63": ("Kalsel",),
    "64": ("Kaltim",), "65": ("Kaltara",), "71": ("Sulut",), "72": ("Sulteng",),
    "73": ("Sulsel",), "74": ("Sultra",), "76": ("Sulbar",), "82": ("Malut",),
}  # fmt: skip
_UNIT_NAMES = {
    "ID-SM": ("Sumatra",),
    "ID-JW": ("Jawa Madura",),
    "ID-NU": ("Bali Nusa Tenggara", "Bali dan Nusa Tenggara", "Bali Nusra", "Balinusra"),
}
_UNIT_PREFIXES = ("pulau", "wilayah", "regional", "tanah", "kepulauan")
_CODE = re.compile(r"\*|ID-[A-Z]{2}|=?[1-9][0-9](\.[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class _Kind:
    code: str
    levels: frozenset[RegionKind]


@dataclass(frozen=True, slots=True)
class _Place:
    """Regions that words name; several readings (`choices`) have to be told apart."""

    codes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(slots=True)
class _Lexicon:
    """Everything a line may name, by its words."""

    kinds: dict[Words, _Kind] = field(default_factory=dict)
    places: dict[Words, _Place] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def add_kind(self, words: Words, code: str, label: str) -> None:
        said = f" {' '.join(words)} "
        levels = frozenset(level for word, level in _IMPLIED.items() if f" {word} " in said)
        if words and words not in self.kinds:
            self.kinds[words] = _Kind(code, levels)
            self.labels[" ".join(words)] = label

    def add_place(self, name: str, place: _Place) -> None:
        words = tuple(tokens(name))
        self.places[words] = place
        self.labels[" ".join(words)] = name

    def longest(self, said: list[str], at: int) -> tuple[int, _Kind | _Place] | None:
        """What the most words from here on mean, and how many they are."""
        for size in range(min(len(said) - at, 14), 0, -1):
            words = tuple(said[at : at + size])
            found = self.kinds.get(words) or self.places.get(words)
            if found:
                return size, found
        return None


@dataclass(frozen=True, slots=True)
class _Region:
    code: str
    name: str
    kind: RegionKind
    valid_from: date


@lru_cache(maxsize=4)
def _lexicon(kinds: tuple[Words, ...], regions: tuple[_Region, ...]) -> _Lexicon:
    """The words of these kinds (code first, then names) and regions; the same for every line."""
    lexicon = _Lexicon()
    _add_regions(lexicon, regions)
    for code, *others in kinds:
        names = [*others, code]
        known = {tuple(tokens(name)) for name in names}
        for name in names:
            words = tuple(tokens(name))
            # "Inspektur Kota" is an inspector, and a level: the level is read by itself.
            if words and not (words[-1] in _LEVELS and words[:-1] in known):
                lexicon.add_kind(words, code, name)
    for words, kind in list(lexicon.kinds.items()):
        # "Kepala Badan Diklat dan BKD": the second head is left out.
        short = words[1:]
        if words[0] == "kepala" and short and not _means_else(short, lexicon):
            lexicon.add_kind(short, kind.code, lexicon.labels[" ".join(words)])
    return lexicon


def _means_else(words: Words, lexicon: _Lexicon) -> bool:
    return words in lexicon.places or words == ("daerah",)


def _add_regions(lexicon: _Lexicon, regions: Sequence[_Region]) -> None:
    """Kabupaten and kota by their whole and by their bare names, then provinces, then units."""
    # Of a name that stands under an old and a new code, the new one is meant.
    latest = {(row.kind, row.name): row for row in sorted(regions, key=lambda row: row.valid_from)}
    bare: dict[str, dict[str, _Region]] = {}
    for row in latest.values():
        if row.kind is not P:
            for name in _bare_names(row.name):
                bare.setdefault(name, {})[row.code] = row
    for name, found in bare.items():
        _add_bare(lexicon, name, list(found.values()))
    provinces = [row for row in latest.values() if row.kind is P]
    for row in provinces:
        for name in (row.name, *ABBREVIATIONS.get(row.code, ())):
            lexicon.add_place(name, _Place((row.code,)))
            for prefix in ("Provinsi", "Propinsi", "Prov", "Pemprov"):
                lexicon.add_place(f"{prefix} {name}", _Place((row.code,)))
    for unit, name in UNITS.items():
        _add_unit(lexicon, unit, name, {row.name for row in provinces})
    for name in ("Indonesia", "nasional", "nusantara"):
        lexicon.add_place(name, _Place((EVERYWHERE,)))


def _bare_names(name: str) -> list[str]:
    """`Paser` of "Kabupaten Paser"; "Administrasi" may be left out."""
    bare = name.partition(" ")[2] or name
    return list(dict.fromkeys([bare, bare.removeprefix("Administrasi ")]))


def _add_bare(lexicon: _Lexicon, name: str, rows: list[_Region]) -> None:
    choices = tuple(row.name for row in rows) if len(rows) > 1 else ()
    lexicon.add_place(name, _Place(tuple(row.code for row in rows), choices))
    for kind, prefixes in ((R, ("Kabupaten", "Kab", "Pemkab")), (C, ("Kota", "Pemkot"))):
        codes = tuple(row.code for row in rows if row.kind is kind)
        for prefix in prefixes if codes else ():
            lexicon.add_place(f"{prefix} {name}", _Place(codes))
    if {row.kind for row in rows} == {R, C}:
        both = _Place(tuple(row.code for row in rows))
        for prefix in ("Kab/Kota", "Kabupaten/Kota", "Kabupaten dan Kota", "Kab dan Kota"):
            lexicon.add_place(f"{prefix} {name}", both)


def _add_unit(lexicon: _Lexicon, unit: str, name: str, provinces: set[str]) -> None:
    for prefix in _UNIT_PREFIXES:
        lexicon.add_place(f"{prefix} {name}", _Place((unit,)))
    for other in _UNIT_NAMES.get(unit, ()):
        lexicon.add_place(other, _Place((unit,)))
    if name in provinces:
        choices = (f"Provinsi {name}", f"Wilayah {name}")
        lexicon.add_place(name, _Place((unit,), choices))
    else:
        lexicon.add_place(name, _Place((unit,)))


@dataclass(slots=True)
class _Reading:
    """What was understood so far of a line."""

    levels: dict[str, set[RegionKind]] = field(default_factory=dict)
    default: set[RegionKind] = field(default_factory=set)
    fixed: set[str] = field(default_factory=set)
    run: list[str] = field(default_factory=list)
    closed: bool = False
    all_of: bool = False
    # Regions by code, and whether all of them is said ("se-") or the region itself.
    places: dict[str, bool] = field(default_factory=dict)
    unknown: list[list[str]] = field(default_factory=list)

    def take_kind(self, kind: _Kind) -> None:
        if self.closed:
            self.run, self.closed = [], False
        self.run.append(kind.code)
        self.levels.setdefault(kind.code, set()).update(kind.levels)
        if kind.levels:
            self.fixed.add(kind.code)

    def take_level(self, levels: set[RegionKind]) -> None:
        """A level belongs to the kinds said just before; one said first, to all."""
        self.closed = True
        for code in self.run:
            if code not in self.fixed:
                self.levels[code] |= levels
        if not self.run:
            self.default |= levels

    def take_place(self, place: _Place, said: str) -> None:
        if place.choices:
            words = _("“{words}” dapat berarti {choices}. Tulis yang dimaksud dengan lengkap.")
            between = _("atau")
            choices = f" {between} ".join(place.choices)
            raise _refused(words.format(words=said, choices=choices))
        for code in place.codes:
            self.places[code] = self.places.get(code, False) or self.all_of

    def take_unknown(self, word: str, *, again: bool) -> None:
        if again:
            self.unknown[-1].append(word)
        else:
            self.unknown.append([word])


def read_group(text: str, kinds: Iterable[Titled], regions: Iterable[Placed]) -> Group:
    """The group that a line names: kinds of office, levels of government, regions.

    Case, punctuation and everyday abbreviations are forgiven. Refuses (Invalid, field `group`) what
    was not understood by its words, with what comes near.
    """
    if len(text) > LONGEST:
        most = _("Kelompok ditulis dalam satu baris, paling panjang {most} huruf.")
        raise _refused(most.format(most=LONGEST))
    rows = tuple(_Region(row.code, row.name, row.kind, row.valid_from) for row in regions)
    lexicon = _lexicon(tuple((kind.code, kind.name, *kind.aliases) for kind in kinds), rows)
    reading = _read(tokens(text), lexicon)
    if reading.unknown:
        raise _not_understood(reading.unknown, lexicon)
    if not reading.levels:
        words = _("Jabatan yang mana? Sebut jenisnya, misalnya: {example}.")
        raise _refused(words.format(example=EXAMPLE))
    if not reading.places:
        words = _("Wilayah yang mana? Sebut wilayahnya, misalnya: {example}.")
        raise _refused(words.format(example=EXAMPLE))
    levels = {code: own or reading.default for code, own in reading.levels.items()}
    _check_levels(reading.places, levels, rows)
    terms = tuple(
        GroupTerm(code, frozenset(GOVERNMENTS[level] for level in own))
        for code, own in levels.items()
    )
    return Group(terms, _regions(reading.places, levels), " ".join(text.split()))


def _read(said: list[str], lexicon: _Lexicon) -> _Reading:
    reading, at, lost = _Reading(), 0, False
    while at < len(said):
        size, again = 1, lost
        word, found = said[at], lexicon.longest(said, at)
        lost = False
        if found is not None:
            size, meaning = found
            if isinstance(meaning, _Kind):
                reading.take_kind(meaning)
            else:
                reading.take_place(meaning, " ".join(said[at : at + size]))
        elif word in _LEVELS:
            reading.take_level(_LEVELS[word])
        elif word in _ALL_OF:
            reading.all_of = True
        elif word.startswith("se") and lexicon.longest([word[2:], *said[at + 1 :]], 0):
            said[at : at + 1] = ["se", word[2:]]
            size = 0
        elif word not in _JOINERS and word not in _POLITE:
            reading.take_unknown(word, again=again)
            lost = True
        at += size
    return reading


def _regions(places: dict[str, bool], levels: dict[str, set[RegionKind]]) -> tuple[str, ...]:
    """A province that is named without "se-" and without its kab/kota is the province alone."""
    wide = any(not code[0].isdigit() for code in places)
    alone = not wide and all(own <= {P} for own in levels.values())
    return tuple(
        f"{ALONE}{code}" if alone and not all_of and code.isdigit() else code
        for code, all_of in places.items()
    )


def _check_levels(
    places: dict[str, bool], levels: dict[str, set[RegionKind]], regions: Sequence[_Region]
) -> None:
    """Refuses a kabupaten or kota of another level than the one that was said."""
    for row in regions:
        if row.kind is P or row.code not in places:
            continue
        for own in levels.values():
            if own and row.kind not in own:
                words = _("{region} bukan {level}. Tulis tingkatnya atau wilayahnya saja.")
                level = "/".join(_(REGION_KINDS[kind]) for kind in RegionKind if kind in own)
                raise _refused(words.format(region=row.name, level=level))


def _not_understood(unknown: list[list[str]], lexicon: _Lexicon) -> Invalid:
    said = [" ".join(words)[:40] for words in unknown[:3]]
    near = [
        lexicon.labels[each]
        for words in said
        for each in get_close_matches(words, lexicon.labels, n=2, cutoff=0.6)
    ]
    quoted = ", ".join(f"“{words}”" for words in said)
    if near:
        words = _("{words} tidak dikenali. Mungkin maksud Anda: {near}.")
        return _refused(words.format(words=quoted, near=", ".join(dict.fromkeys(near))))
    words = _("{words} tidak dikenali. Tulis jabatan lalu wilayahnya, misalnya: {example}.")
    return _refused(words.format(words=quoted, example=EXAMPLE))


def _refused(message: str) -> Invalid:
    return Invalid.field("group", message)


def read_regions(text: str, regions: Iterable[Placed]) -> tuple[str, ...]:
    """Regions that people list by name or code: "Kalimantan Timur, Kota Serang, 65".

    Refuses (Invalid, field `regions`) what was not understood, with what comes near.
    """
    rows = tuple(_Region(row.code, row.name, row.kind, row.valid_from) for row in regions)
    lexicon = _lexicon((), rows)
    found: list[str] = []
    for piece in re.split(r"[,;\n]", text[:10_000]):
        said = piece.strip()
        if _CODE.fullmatch(said):
            found.append(said)
            continue
        try:
            reading = _read(tokens(said), lexicon)
            if reading.unknown or reading.levels or (said and not reading.places):
                raise _not_understood(reading.unknown or [[said]], lexicon)
        except Invalid as refusal:
            raise Invalid.field("regions", refusal.detail) from None
        found += reading.places
    if not found:
        words = _("Wilayah yang mana? Sebut wilayahnya, misalnya: {example}.")
        raise Invalid.field("regions", words.format(example="Kalimantan Timur, Kota Serang"))
    return tuple(dict.fromkeys(found))


def region_words(codes: Iterable[str], regions: Iterable[Placed]) -> list[str]:
    """Regions of a group by their names, whatever the language: `read_regions` reads them again."""
    rows = sorted(regions, key=lambda row: row.valid_from)
    names = {row.code: row.name for row in rows if row.kind is not P}
    names |= {row.code: f"Provinsi {row.name}" for row in rows if row.kind is P}
    names |= {unit: f"Wilayah {name}" for unit, name in UNITS.items()}
    names[EVERYWHERE] = "Indonesia"
    return [names.get(code, code) for code in codes]
