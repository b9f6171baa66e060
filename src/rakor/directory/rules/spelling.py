"""How names are compared: by their sound and their letters, not by how somebody spells them."""

import re
from collections.abc import Iterable

# Spellings that are read alike, in the order in which they are replaced: accents, marks, the old
# spelling (Soerjo, Tjahjo, Djoko), letters that people swap (Rizky, Rizqi), then doubled letters.
# The tables of words are made by the same list (migration 0009); a test compares the two.
ALIKE: tuple[tuple[str, str], ...] = (
    *((mark, plain) for plain, marks in (
        ("a", "áàâäå"), ("e", "éèêëÉÈ"), ("i", "íìï"), ("o", "óòôöÖ"), ("u", "úùûüÜ"), ("n", "ñ"),
        ("c", "ç"),
    ) for mark in marks),
    *((mark, "") for mark in "'’‘`´"),
    *((mark, " ") for mark in '\u00a0\t.,-_/()&+";:\\|'),
    ("oe", "u"), ("tj", "c"), ("dj", "j"), ("nj", "ny"), ("sj", "s"), ("hj", "hy"), ("rj", "ry"),
    ("sy", "s"), ("ch", "h"), ("kh", "h"), ("sh", "s"), ("th", "t"), ("dh", "d"), ("bh", "b"),
    ("ph", "f"), ("v", "f"), ("q", "k"), ("z", "s"), ("y", "i"),
    *((letter * 2, letter) for letter in "aeioubcdfghklmnprst"),
    ("moha", "muha"), ("muhamed", "muhamad"), ("muhamat", "muhamad"),
    (" moh ", " muhamad "), (" muh ", " muhamad "), (" mohd ", " muhamad "),
)  # fmt: skip

# What stands before and after names and says nothing about whose they are.
_TITLES = (
    "dr drs dra drg drh ir prof h hj kh hc apt ns sdr sdri bpk bapak ibu yth "
    "sh mh se mm msi mt st sip map spd mpd skom mkom skm mkes ssos ssi stp sp mp ssn sstp mba "
    "phd msc ba bsc ma mpa mpp ak ca cpa llm spdi mpdi sag mag sked spog sppd"
)
TITLES = frozenset(_TITLES.split())
_DOTTED = re.compile(r"(?:[a-z]{1,2}\.)(?:[a-z]{1,4}\.)*[a-z]{0,4}\.?")
_ADDRESS = re.compile(r"[@0-9]|[a-z]\.[a-z]")
_MOST, _LONGEST = 6, 40

# Above this likeness (of 800) a word is taken for another spelling of the one that was typed.
CLOSE, LOOSE = 480, 320
SPELLINGS = 40


def folded(text: str) -> str:
    """` wirakarsa adinegara `: small letters, spelt one way, each word between spaces."""
    # As the databases do it: small letters of ASCII only, and spaces by which words are known.
    small = "".join(char.lower() if char.isascii() else char for char in f" {text} ")
    for spelt, alike in ALIKE:
        small = small.replace(spelt, alike)
    return " ".join(["", *filter(None, small.split(" ")), ""])


def words_of(typed: str) -> list[str]:
    """The words of a name as somebody looks for it, without titles, at most six.

    Where nothing but titles was typed (`Bu`, `H.`), they are the beginning of a name.
    """
    pieces = re.split(r"[\s,]+", typed.lower().strip())
    names = [piece for piece in pieces if not _is_title(piece)]
    words = folded(" ".join(names)).split() or folded(" ".join(pieces)).split()
    long = [word for word in words if len(word) > 1]
    return list(dict.fromkeys(word[:_LONGEST] for word in long or words))[:_MOST]


def _is_title(piece: str) -> bool:
    return piece.strip(".()") in TITLES or ("." in piece and bool(_DOTTED.fullmatch(piece)))


def looks_like_address(typed: str) -> bool:
    """Whether this could be a part of an e-mail address rather than of a name."""
    piece = typed.strip().lower()
    return " " not in piece and len(piece) > 2 and bool(_ADDRESS.search(piece))


def grams(word: str) -> list[str]:
    """Every three letters in a row, the ends of the word included (trigrams)."""
    padded = f" {word} "
    return list(dict.fromkeys(padded[n : n + 3] for n in range(len(padded) - 2)))


def resembling(typed: str, words: Iterable[str]) -> tuple[dict[str, int], bool]:
    """Which of these folded words may be meant and how well each fits, in thousandths.

    By the share of common trigrams (Dice), less a little for each letter of difference in length.
    Also whether what was typed is a word or the beginning of one, which are not among them: an
    index finds those, and then only close spellings of it are taken too.
    """
    mine = grams(typed)
    known, fits = False, []
    for word in words:
        if word.startswith(typed):
            known = True
            continue
        common = sum(gram in f" {word} " for gram in mine)
        apart = abs(len(typed) - len(word))
        fits.append((8 * apart - 1600 * common // (len(mine) + len(word)), word))
    least = CLOSE if known else LOOSE
    return {word: -fit for fit, word in sorted(fits)[:SPELLINGS] if -fit >= least}, known
