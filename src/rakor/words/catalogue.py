"""The catalogue: Indonesian is what is written in the code and templates, English is looked up.

The English of each area is one file `locale/en/*.po`. They are read as they are at the first use,
so there is no compiled form that could be stale.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.core import negotiate_locale
from babel.messages.pofile import read_po

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
LOCALE = Path(__file__).parent / "locale"

_language: ContextVar[str] = ContextVar("language", default="id")


def language() -> str:
    """The language of whoever is being answered: `id` or `en`."""
    return _language.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Within this block, words are said in that language; an unknown code is Indonesian."""
    token = _language.set(code if code in LANGUAGES else "id")
    try:
        yield
    finally:
        _language.reset(token)


@cache
def english() -> dict[str, tuple[str, ...]]:
    """Every Indonesian phrase with its English: one form, or singular and plural."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((LOCALE / "en").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if not message.id:
                    continue
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                key = message.id if isinstance(message.id, str) else message.id[0]
                if all(forms):
                    found[key] = tuple(str(form) for form in forms)
    return found


def _(phrase: str) -> str:
    """The phrase in the reader's language."""
    if _language.get() == "id" or not phrase:
        return phrase
    return english().get(phrase, (phrase,))[0]


def ngettext(one: str, many: str, n: int) -> str:
    """The phrase for that many. Indonesian has one form; English tells one from many."""
    if _language.get() == "id":
        return one if n == 1 else many
    forms = english().get(one, (one, many))
    return forms[0] if n == 1 else forms[-1]


def N_(phrase: str) -> str:
    """Marks a phrase for the catalogue that is translated later, where it is shown."""
    return phrase


def best_language(header: str) -> str | None:
    """What `Accept-Language` (RFC 9110 section 12.5.4) prefers among ours, or None."""
    wishes: list[tuple[float, str]] = []
    for part in header.split(",")[:20]:
        tag, _sep, weight = part.strip().partition(";q=")
        try:
            wishes.append((float(weight or 1), tag.strip()))
        except ValueError:
            continue
    tags = [tag for weight, tag in sorted(wishes, key=lambda wish: -wish[0]) if weight and tag]
    # "in" is the code that Java and old Android still send for Indonesian.
    tags = ["id" if tag.split("-")[0].lower() == "in" else tag for tag in tags]
    return negotiate_locale(tags, list(LANGUAGES), sep="-")
