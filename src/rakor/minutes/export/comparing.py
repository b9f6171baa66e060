"""Minutes section by section as lines of text, and what two versions of them say differently."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rakor.documents.richtext import RichText, to_text
from rakor.minutes.export import parts
from rakor.minutes.export.values import Change, MinutesDocument


class Said(StrEnum):
    """Whether both texts say it, only the earlier, or only the later one."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Section:
    """One section as it is compared: `key` is its address, an agenda item's id for its notes."""

    key: str
    title: str
    lines: tuple[str, ...]
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line, and in which of the two texts it stands."""

    said: Said
    text: str


Line = tuple[Piece, ...]


def titles(document: MinutesDocument, items: Sequence[str]) -> dict[str, str]:
    """What can be remarked on, by its address, in the order in which it is printed."""
    return {section.key: section.title for section in sections(document, items)}


def sections(document: MinutesDocument, items: Sequence[str]) -> list[Section]:
    """The whole document as sections; `items` are the agenda items behind the discussion."""
    return list(_sections(document, items))


def _sections(document: MinutesDocument, items: Sequence[str]) -> Iterator[Section]:
    facts = tuple(f"{label}: {parts.joined(said)}" for label, said in document.facts.rows())
    where = document.signing.place_and_date
    yield Section("head", "Kepala notula", (*facts, *((where,) if where else ())))
    for name in ("previous", "carried"):
        yield Section(name, parts.HEADINGS[name], tuple(parts.listed(document, name)))
    yield Section("opening", parts.HEADINGS["opening"], _rich(document.opening))
    papers = [
        line
        for paper in document.presentations
        for line in (parts.presented(paper), *_rich(paper.summary))
    ]
    yield Section("presentations", parts.HEADINGS["presentations"], tuple(papers))
    for key, notes in zip(items, document.discussion, strict=True):
        said = _rich(notes.notes)
        yield Section(key, f"{notes.number}. {notes.title}", said, notes.confidential)
    for secret in (False, True):
        asked = [each for each in document.qa if each.confidential is secret]
        lines = tuple(line for each in asked for line in parts.asked(each).split("\n"))
        if lines or not secret:
            yield Section("qa-secret" if secret else "qa", parts.HEADINGS["qa"], lines, secret)
    yield Section("breaks", parts.HEADINGS["breaks"], document.breaks)
    yield from _results(document)
    yield Section("next_meeting", parts.HEADINGS["next_meeting"], _some(document.next_meeting))
    yield Section("closing", parts.HEADINGS["closing"], _rich(document.closing))
    yield Section("attendance", "Daftar hadir", tuple(_present(document)))


def _results(document: MinutesDocument) -> Iterator[Section]:
    """Decisions and follow-ups, those of confidential items for themselves."""
    for secret in (False, True):
        ending = "-secret" if secret else ""
        decisions = tuple(
            f"{each.number}. {each.text}"
            for each in document.decisions
            if each.confidential is secret
        )
        owed = tuple(
            " · ".join(cell.replace("\n", " ") for cell in parts.matrix_row(each))
            for each in document.follow_ups
            if each.confidential is secret
        )
        for name, lines in (("decisions", decisions), ("follow_ups", owed)):
            if lines or not secret:
                yield Section(name + ending, parts.HEADINGS[name], lines, secret)


def _present(document: MinutesDocument) -> Iterator[str]:
    for delegation in document.attendance:
        for each in delegation.attendees:
            yield ", ".join(filter(None, (each.name, each.position, delegation.agency, each.mode)))


def _rich(rich: RichText) -> tuple[str, ...]:
    return tuple(line for line in to_text(rich).split("\n") if line.strip())


def _some(line: str) -> tuple[str, ...]:
    return (line,) if line else ()


def changed(before: Sequence[Section], after: Sequence[Section]) -> tuple[Change, ...]:
    """What the later version says differently, section by section in its order.

    A section that is gone stands at the end.
    """
    earlier = {section.key: section for section in before}
    gone = [section for section in before if section.key not in {each.key for each in after}]
    made = []
    for section in after:
        old = earlier.get(section.key)
        made.append(_change(section, old.lines if old else (), section.lines, old))
    made += [_change(section, section.lines, (), section) for section in gone]
    return tuple(change for change in made if change.removed or change.added)


def _change(
    section: Section, old: Sequence[str], new: Sequence[str], was: Section | None
) -> Change:
    removed: list[str] = []
    added: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            removed += old[a:b]
            added += new[c:d]
    # What was confidential in either version is not told in the other.
    secret = section.confidential or (was is not None and was.confidential)
    return Change(section.title, tuple(removed), tuple(added), secret)


def compared(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    """Both texts as one, line by line; in a line that was rewritten its words are told apart."""
    made: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            made += [(Piece(Said.SAME, line),) for line in old[a:b]]
            continue
        paired = min(b - a, d - c)
        pairs = zip(old[a : a + paired], new[c : c + paired], strict=True)
        made += [_words(one, other) for one, other in pairs]
        made += [(Piece(Said.REMOVED, line),) for line in old[a + paired : b]]
        made += [(Piece(Said.ADDED, line),) for line in new[c + paired : d]]
    return made


def _words(old: str, new: str) -> Line:
    one, other = old.split(" "), new.split(" ")
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Said.SAME, " ".join(one[a:b])))
            continue
        if b > a:
            pieces.append(Piece(Said.REMOVED, " ".join(one[a:b])))
        if d > c:
            pieces.append(Piece(Said.ADDED, " ".join(other[c:d])))
    return tuple(pieces)
