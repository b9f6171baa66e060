"""How words are compared: without case, accents and punctuation, on both databases alike."""

import unicodedata


class _Kept(dict[int, str | None]):
    """What is left of each letter of a text as it is kept."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        group = unicodedata.category(letter)
        if group in ("Cc", "Zl", "Zp"):
            said: str | None = " "
        else:
            # Marks of direction, soft hyphens, halves of letters: nothing that anybody reads.
            said = None if group.startswith("C") else letter
        self[code] = said
        return said


class _Folded(dict[int, str]):
    """The letter by which each letter is compared; a space where a word ends."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        small = unicodedata.normalize("NFKD", letter)[0].lower()
        said = small if len(small) == 1 and small.isalnum() else " "
        if said == " " and letter.isalnum() and len(letter.lower()) == 1:
            said = letter.lower()
        self[code] = said
        return said


_KEPT, _FOLDED = _Kept(), _Folded()


def plain(text: str) -> str:
    """A text on one line, of letters that people read; both databases can keep it."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_KEPT).split())


def folded(text: str) -> str:
    """The same text letter by letter as it is compared: what is found has the same place in both.

    Whatever is neither letter nor digit becomes a space, so `B-123/LAN/2026` is four words.
    """
    return text.translate(_FOLDED)
