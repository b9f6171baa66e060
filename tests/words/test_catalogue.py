"""No sentence outside the catalogue, and none in it without its English."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import rakor
from rakor import words
from rakor.errors import RakorError
from rakor.web.templates import folder
from rakor.words.catalogue import english

SOURCE = Path(rakor.__file__).parent
TEMPLATES = sorted(path for path in folder().rglob("*.html") if "documents" not in path.parts)
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}

# Names, codes and marks that are the same in every language.
SAME = re.compile(
    r"^(Rakor|ID|EN|Ctrl|Alt|Shift|Esc|Enter|F\d|QR|NIP|WIB|WITA|WIT|PDF|DOCX|XLSX|CSV|HTML"
    r"|Markdown|JSON|ICS|Zoom|BKN|Google|Outlook|English|Bahasa|Indonesia|nama|id|px|min|x"
    r"|[BFKSZn])$"
)
JINJA = re.compile(
    r"{#.*?#}|{%-?\s*macro _attributes.*?endmacro\s*-?%}"
    r"|{%-?\s*trans.*?%}.*?{%-?\s*endtrans\s*-?%}|{%.*?%}|{{.*?}}",
    re.S,
)
SPOKEN = re.compile(r'\b(?:aria-label|title|placeholder|alt|data-confirm(?:-\w+)?)="([^"]*)"')


def phrases() -> set[str]:
    found: set[str] = set()
    for _file, _line, message, _comments, _context in extract_from_dir(
        SOURCE, method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        found.add(message if isinstance(message, str) else message[0])
    for _file, _line, message, _comments, _context in extract_from_dir(
        folder(), method_map=[("**.html", "jinja2"), ("**.txt", "jinja2")], keywords=KEYWORDS
    ):
        found.add(message if isinstance(message, str) else message[0])
    return {phrase for phrase in found if phrase}


def test_every_phrase_has_its_english():
    missing = sorted(phrases() - set(english()))
    assert missing == []


def test_placeholders_are_the_same_in_both_languages():
    names = re.compile(r"%\((\w+)\)|{(\w*)[^}]*}")
    wrong = [
        phrase
        for phrase, forms in english().items()
        for form in forms
        if set(names.findall(phrase)) != set(names.findall(form))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(folder())))
def test_a_template_says_nothing_that_is_not_in_the_catalogue(path):
    text = JINJA.sub(" ", path.read_text())
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", text, flags=re.S)
    said = [*re.sub(r"<[^>]*>", "\n", text).split("\n"), *SPOKEN.findall(text)]
    loose = [
        word
        for piece in said
        for word in re.findall(r"[^\W\d_]+", re.sub(r"&\w+;", " ", piece))
        if not SAME.match(word)
    ]
    assert loose == []


def test_the_first_line_of_a_partial_says_what_it_needs():
    silent = [
        p.name for p in TEMPLATES if p.name.startswith("_") and not p.read_text().startswith("{#")
    ]
    assert silent == []


def test_the_reader_is_spoken_to_in_their_language():
    with words.speaking("en"):
        assert words._("Kata sandi sekurang-kurangnya 8 huruf.") != (
            "Kata sandi sekurang-kurangnya 8 huruf."
        )
    assert words._("Beranda") == "Beranda"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("en-US,en;q=0.9", "en"),
        ("id-ID,id;q=0.9,en;q=0.5", "id"),
        ("in-ID", "id"),
        ("fr, en;q=0.3", "en"),
        ("fr", None),
        ("", None),
        ("en;q=0, id", "id"),
        (";;q=x,,", None),
    ],
)
def test_the_browsers_language_is_understood(header, language):
    assert words.best_language(header) == language


def test_every_refusal_has_its_english_title():
    def kinds(kind: type[RakorError]) -> list[type[RakorError]]:
        return [kind, *(below for child in kind.__subclasses__() for below in kinds(child))]

    assert [k.title for k in kinds(RakorError) if k.title not in english()] == []
