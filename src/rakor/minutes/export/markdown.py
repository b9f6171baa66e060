"""The minutes as Markdown (CommonMark with tables)."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from rakor.documents.richtext import to_markdown as rich_markdown
from rakor.documents.richtext.text import escape_markdown as plain
from rakor.minutes.export import parts
from rakor.minutes.export.values import MinutesDocument, Signatory


def to_markdown(document: MinutesDocument) -> str:
    """The whole notula; people's text is escaped, so it reads as it was written."""
    return "\n\n".join(block for block in _blocks(document) if block) + "\n"


def _blocks(document: MinutesDocument) -> Iterator[str]:
    yield from _head(document)
    heads = parts.headings(document)
    for name, heading in heads.items():
        yield f"## {heading}"
        yield from _PARTS[name](document)
    yield from _foot(document)
    yield from _annex(document)


def _head(document: MinutesDocument) -> Iterator[str]:
    kop = document.letterhead
    lines = [kop.parent, kop.name, *kop.address]
    yield "\\\n".join(plain(line) for line in lines if line)
    yield "---"
    yield f"# {parts.TITLE}"
    if not document.approved:
        yield f"**{parts.NOT_APPROVED}.** {plain(parts.edition(document))}"
    if document.security:
        yield f"Klasifikasi: {plain(document.security)}"
    rows = [(label, parts.joined(lines)) for label, lines in document.facts.rows()]
    yield _table(("Perihal", "Keterangan"), rows)


def _opening(document: MinutesDocument) -> Iterator[str]:
    yield rich_markdown(document.opening, 3)


def _presentations(document: MinutesDocument) -> Iterator[str]:
    for number, presentation in enumerate(document.presentations, start=1):
        yield f"### {number}. {plain(parts.presented(presentation))}"
        yield rich_markdown(presentation.summary)


def _discussion(document: MinutesDocument) -> Iterator[str]:
    for item in document.discussion:
        yield f"### {item.number}. {plain(item.title)}"
        who = ", ".join(filter(None, (item.presenter, item.times)))
        for line in filter(None, (who, parts.spoken(item))):
            yield f"*{plain(line)}*"
        yield rich_markdown(item.notes)


def _decisions(document: MinutesDocument) -> Iterator[str]:
    yield "\n".join(
        f"{decision.number}. " + plain(decision.text).replace("\n", "\n   ")
        for decision in document.decisions
    )


def _follow_ups(document: MinutesDocument) -> Iterator[str]:
    yield _table(parts.MATRIX, [parts.matrix_row(row) for row in document.follow_ups])


def _closing(document: MinutesDocument) -> Iterator[str]:
    yield rich_markdown(document.closing, 3)


def _list(document: MinutesDocument, name: str) -> Iterator[str]:
    yield "\n".join(
        "- " + plain(said).replace("\n", "\\\n  ") for said in parts.listed(document, name)
    )


_PARTS: dict[str, Callable[[MinutesDocument], Iterator[str]]] = {
    **{name: partial(_list, name=name) for name in parts.LISTED},
    "opening": _opening,
    "presentations": _presentations,
    "discussion": _discussion,
    "decisions": _decisions,
    "follow_ups": _follow_ups,
    "closing": _closing,
}


def _foot(document: MinutesDocument) -> Iterator[str]:
    signing = document.signing
    yield "---"
    yield plain(signing.place_and_date)
    yield _signature("Mengetahui,", signing.chair)
    yield _signature("", signing.minute_taker)
    yield plain(signing.approval)
    yield plain(parts.verification_line(document))


def _signature(first: str, signatory: Signatory) -> str:
    above = [line for line in (first, *signatory.heading) if line]
    lines = [*map(plain, above), f"**{plain(signatory.name)}**", *map(plain, signatory.below)]
    return "\\\n".join(lines)


def _annex(document: MinutesDocument) -> Iterator[str]:
    if document.photos:
        yield f"## {parts.PHOTOS}"
        yield "\n".join(f"{at}. {plain(line)}" for at, line in enumerate(parts.photos(document), 1))
    if not document.attendance:
        return
    yield "## Lampiran: Daftar hadir"
    yield parts.summary(document)
    for agency, rows in parts.attendance_rows(document):
        yield f"### {plain(agency)}"
        yield _table(parts.ATTENDANCE, rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head)]
    body = [[plain(cell).replace("\n", " ") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in [*lines, *body])
