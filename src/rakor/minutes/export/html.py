"""The minutes as an HTML fragment in the look of the sheet (`.sheet`), every text escaped."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from html import escape

from rakor.documents.richtext import to_html as rich_html
from rakor.minutes.export import parts
from rakor.minutes.export.values import MinutesDocument, Signatory


def to_html(document: MinutesDocument) -> str:
    """The whole notula as `<article class="sheet">`, without scripts and inline styles."""
    body = "".join(_blocks(document))
    return f'<article class="sheet" lang="id" aria-labelledby="notula">{body}</article>'


def _blocks(document: MinutesDocument) -> Iterator[str]:
    yield from _head(document)
    for name, heading in parts.headings(document).items():
        yield f"<h3>{escape(heading)}</h3>"
        yield from _PARTS[name](document)
    yield from _foot(document)
    yield from _annex(document)


def _head(document: MinutesDocument) -> Iterator[str]:
    kop = document.letterhead
    parent = f"<p>{escape(kop.parent)}</p>" if kop.parent else ""
    address = "".join(f'<p class="small muted">{escape(line)}</p>' for line in kop.address)
    yield f'<div class="kopsurat">{parent}<b>{escape(kop.name)}</b>{address}</div>'
    yield f'<div class="kop"></div><h2 id="notula">{parts.TITLE}</h2>'
    if not document.approved:
        yield f'<p class="draft"><b>{parts.NOT_APPROVED}</b> {escape(parts.edition(document))}</p>'
    if document.security:
        yield f"<p>Klasifikasi: {escape(document.security)}</p>"
    yield '<dl class="facts facts-t">'
    for label, lines in document.facts.rows():
        yield f"<div><dt>{label}</dt><dd>{_lines(lines)}</dd></div>"
    yield "</dl>"


def _opening(document: MinutesDocument) -> Iterator[str]:
    yield rich_html(document.opening)


def _presentations(document: MinutesDocument) -> Iterator[str]:
    for number, presentation in enumerate(document.presentations, start=1):
        yield f"<h4>{number}. {escape(parts.presented(presentation))}</h4>"
        yield rich_html(presentation.summary, 5)


def _discussion(document: MinutesDocument) -> Iterator[str]:
    for item in document.discussion:
        yield f"<h4>{item.number}. {escape(item.title)}</h4>"
        who = ", ".join(filter(None, (item.presenter, item.times)))
        for line in filter(None, (who, parts.spoken(item))):
            yield f'<p class="small muted">{escape(line)}</p>'
        yield rich_html(item.notes, 5)


def _decisions(document: MinutesDocument) -> Iterator[str]:
    items = (
        f'<li value="{d.number}">{_lines(d.text.split(chr(10)))}</li>' for d in document.decisions
    )
    yield f'<ol class="nums">{"".join(items)}</ol>'


def _follow_ups(document: MinutesDocument) -> Iterator[str]:
    rows = (_row(parts.matrix_row(row)) for row in document.follow_ups)
    yield _table("Tabel tindak lanjut", parts.MATRIX, rows)


def _closing(document: MinutesDocument) -> Iterator[str]:
    yield rich_html(document.closing)


def _list(document: MinutesDocument, name: str) -> Iterator[str]:
    items = (f"<li>{_lines(said.split(chr(10)))}</li>" for said in parts.listed(document, name))
    yield f"<ul>{''.join(items)}</ul>"


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
    chair = _signature("Mengetahui,", signing.chair)
    taker = _signature(signing.place_and_date, signing.minute_taker)
    yield f'<div class="signs">{chair}{taker}</div>'
    if signing.approval:
        yield f"<p>{escape(signing.approval)}</p>"
    if line := parts.verification_line(document):
        yield f'<p class="small muted">{escape(line)}</p>'


def _signature(first: str, signatory: Signatory) -> str:
    above = _lines([line for line in (first, *signatory.heading) if line])
    below = f"<br>{_lines(signatory.below)}" if signatory.below else ""
    name = f'<p><span class="strong">{escape(signatory.name)}</span>{below}</p>'
    return f'<div><p>{above}</p><div class="box">Ruang tanda tangan</div>{name}</div>'


def _annex(document: MinutesDocument) -> Iterator[str]:
    if document.photos:
        said = "".join(f"<li>{escape(line)}</li>" for line in parts.photos(document))
        yield f"<h3>{parts.PHOTOS}</h3><ol>{said}</ol>"
    if not document.attendance:
        return
    yield f"<h3>Lampiran: Daftar hadir</h3><p>{escape(parts.summary(document))}</p>"
    rows: list[str] = []
    for agency, members in parts.attendance_rows(document):
        span = len(parts.ATTENDANCE)
        rows.append(f'<tr><th colspan="{span}" scope="colgroup">{escape(agency)}</th></tr>')
        rows.extend(_row(member) for member in members)
    yield _table("Daftar hadir", parts.ATTENDANCE, rows)


def _table(name: str, head: Sequence[str], rows: Iterable[str]) -> str:
    columns = "".join(f'<th scope="col">{escape(column)}</th>' for column in head)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(name)}">'
        f'<table class="tbl"><thead><tr>{columns}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<td>{_lines(cell.split(chr(10)))}</td>' for cell in cells)}</tr>"


def _lines(lines: Sequence[str]) -> str:
    return "<br>".join(map(escape, lines))
