"""The editor of a rundown: one form for all its lines, whose times are shown before it is saved.

Without a script each button sends the whole form and it comes back rearranged, nothing stored; with
one the same happens in the page.
"""

from datetime import time
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.programmes import operations, queries
from rakor.programmes.models import RundownLine
from rakor.programmes.pages.ground import (
    ONE,
    SESSION,
    around,
    here,
    programme_id,
    revision_in,
    session_id,
    typed,
)
from rakor.programmes.queries import Event
from rakor.programmes.rules import (
    LINE_KINDS,
    MOST_LINES,
    LineKind,
    Planned,
    Rundown,
    reckon,
    warnings,
)
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import checked
from rakor.words import _

FIELDS = ("title", "minutes", "anchor", "kind", "in_charge", "mc", "speaker", "note", "backstage")
EMPTY = {
    "title": "",
    "minutes": "15",
    "anchor": "",
    "kind": LineKind.ACTIVITY.value,
    "in_charge": "",
    "mc": "",
    "speaker": "",
    "note": "",
    "backstage": "",
}
SPARE = 3
Typed = dict[str, str]


async def show_rundown(request: Request) -> Response:
    programme = await queries.find_for_planning(programme_id(request), by=request.user)
    event = await queries.find_event(programme, session_id(request), to=request.user)
    rows: list[Typed] | None = getattr(request.state, "rows", None)
    changed = rows is not None
    if rows is None:
        rows = [_row(line) for line in event.lines] or [dict(EMPTY) for _n in range(SPARE)]
    slots = reckon(event.starts_at, programme.timezone, [_planned(row) for row in rows])
    return show(
        request,
        "programmes/rundown.html",
        **around(request, programme),
        event=event,
        rows=list(zip(rows, slots, strict=True)),
        warnings=warnings(event.starts_at, event.ends_at, slots),
        kinds=[(kind.value, _(word)) for kind, word in LINE_KINDS.items()],
        revision=getattr(request.state, "revision", None) or event.row.revision,
        changed=changed,
        most=MOST_LINES,
    )


async def edit(request: Request) -> Response:
    given = await typed(request)
    request.state.revision = revision_in(given)
    rows = _typed_rows(given.get("lines"))
    do = str(given.get("do", "save"))
    if do == "save":
        rows = [row for row in rows if row["title"].strip()]
        request.state.rows = rows
        return await _save(request, rows)
    request.state.rows = rearranged(rows, do)[:MOST_LINES]
    return await show_rundown(request)


async def _save(request: Request, rows: list[Typed]) -> Response:
    lines = [
        {**row, "minutes": row["minutes"] or "0", "backstage": row["backstage"] == "true"}
        for row in rows
    ]
    event: Event = await operations.set_rundown(
        programme_id(request),
        session_id(request),
        checked(Rundown, {"lines": lines}),
        revision=request.state.revision,
        by=request.user,
    )
    return see(f"{here(request)}#acara-{event.id}", _("Susunan acara disimpan."))


def _typed_rows(numbered: Any) -> list[Typed]:
    """The lines of the form in the order in which they stand there (`position`)."""
    if not isinstance(numbered, dict):
        return []
    found: list[tuple[tuple[int, int, str], Typed]] = []
    for key, row in numbered.items():
        if not isinstance(row, dict):
            continue
        place = str(row.get("position", ""))
        order = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else 99_999
        said = {name: row.get(name, EMPTY[name]) for name in FIELDS}
        plain = {name: value if isinstance(value, str) else "" for name, value in said.items()}
        found.append(((order, len(key), key), plain))
    return [row for _order, row in sorted(found, key=lambda each: each[0])]


def rearranged(rows: list[Typed], do: str) -> list[Typed]:
    """The lines after a button: one up or down, gone, or one more; any other changes nothing."""
    verb, _dot, said = do.partition(".")
    rows = list(rows)
    if verb == "add":
        return [*rows, dict(EMPTY)]
    n = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else -1
    if not 0 <= n < len(rows):
        return rows
    if verb == "remove":
        del rows[n]
    other = {"up": n - 1, "down": n + 1}.get(verb, -1)
    if 0 <= other < len(rows):
        rows[n], rows[other] = rows[other], rows[n]
    return rows


def _row(line: RundownLine) -> Typed:
    return {
        "title": line.title,
        "minutes": str(line.minutes),
        "anchor": line.anchor,
        "kind": line.kind.value,
        "in_charge": line.in_charge,
        "mc": line.mc,
        "speaker": line.speaker,
        "note": line.note,
        "backstage": "true" if line.backstage else "",
    }


def _planned(row: Typed) -> Planned:
    """A line that may not make sense yet, for the times that are shown meanwhile."""
    said = row["minutes"].strip()
    minutes = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 0
    try:
        anchor = time.fromisoformat(row["anchor"]).replace(tzinfo=None) if row["anchor"] else None
    except ValueError:
        anchor = None
    return Planned(min(minutes, 1440), anchor)


async def as_pdf(request: Request) -> Response:
    made = await operations.rundown_pdf(programme_id(request), by=request.user)
    return Response(made.content, headers=made.headers, media_type=made.media)


routes: list[BaseRoute] = [
    *form(f"{SESSION}/rundown", show_rundown, edit),
    page(f"{ONE}/rundown.pdf", as_pdf),
]
