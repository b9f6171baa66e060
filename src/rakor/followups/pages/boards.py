"""The board of a list of follow-ups: its lanes, its figures, its charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from tortoise.queryset import QuerySet

from rakor.followups import queries
from rakor.followups.pages.charting import drawn
from rakor.followups.queries import LOADED, Promise
from rakor.followups.rules import FOLLOW_UP_STATES, UNDER_WAY, FollowUpState
from rakor.live.models import Commitment
from rakor.live.rules import FUNDING, HORIZONS, Funding
from rakor.settings import settings
from rakor.web.answers import show
from rakor.web.reading import query_of
from rakor.web.shapes import Line, Shape
from rakor.words import N_, _

MOST = 300  # on one page; beyond it the reader narrows the list

COLUMNS: list[tuple[str, frozenset[FollowUpState]]] = [
    (N_("Belum dimulai"), frozenset({FollowUpState.NOT_STARTED, FollowUpState.ACKNOWLEDGED})),
    (N_("Dalam proses"), UNDER_WAY),
    (N_("Menunggu verifikasi"), frozenset({FollowUpState.PENDING_VERIFICATION})),
    (
        N_("Selesai"),
        frozenset({FollowUpState.DONE, FollowUpState.CANCELLED, FollowUpState.REASSIGNED}),
    ),
]


State = Literal[
    "", "not_started", "acknowledged", "in_progress", "blocked", "pending_verification",
    "done", "returned", "reassigned", "cancelled",
]  # fmt: skip


class Wanted(Shape):
    """What the reader narrowed the board to; it is in the address, so it can be sent on."""

    agency: Annotated[Line, Field(max_length=40)] = ""
    status: State = ""
    only: Literal["", "overdue", "soon"] = ""
    view: Literal["board", "table"] = "board"

    def address(self, path: str, **changes: Any) -> str:
        """The address of this page with something changed."""
        asked = {**self.model_dump(mode="json", exclude_defaults=True), **changes}
        said = {name: value for name, value in asked.items() if value not in ("", "board")}
        return f"{path}?{urlencode(said)}" if said else path


@dataclass(frozen=True, slots=True)
class Lane:
    """An agency with what it owes, by column."""

    name: str
    cells: list[list[Promise]]

    @property
    def total(self) -> int:
        return sum(map(len, self.cells))

    @property
    def done(self) -> int:
        return len(self.cells[3])

    @property
    def under_way(self) -> int:
        return len(self.cells[1]) + len(self.cells[2])


def lanes(found: Sequence[Promise]) -> list[Lane]:
    """One lane an agency, those with the most open ones first."""
    by_agency: dict[str, list[Promise]] = {}
    for promise in found:
        by_agency.setdefault(promise.commitment.agency.name, []).append(promise)
    made = [
        Lane(name, [[each for each in owed if each.state in states] for _word, states in COLUMNS])
        for name, owed in by_agency.items()
    ]
    return sorted(made, key=lambda lane: (lane.done - lane.total, lane.name))


def figures(found: Sequence[Promise]) -> dict[str, Any]:
    """What the cards above the board count; never typed."""
    done = [each for each in found if each.state is FollowUpState.DONE]
    late = [each for each in found if each.late]
    waiting = [
        each for each in found if each.state is FollowUpState.PENDING_VERIFICATION and not each.late
    ]
    left = (FollowUpState.CANCELLED, FollowUpState.REASSIGNED)
    closed = [each for each in found if each.state in left]
    groups = [
        (_(word), [e for e in found if e.commitment.decision.horizon is horizon])
        for horizon, word in HORIZONS.items()
    ] + [
        (_(FUNDING[source]), [e for e in found if source in e.commitment.decision.funding_sources])
        for source in Funding
    ]
    return {
        "total": len(found) - len(closed),
        "done": len(done),
        "late": len(late),
        "waiting": len(waiting),
        "cancelled": len(closed),
        "ahead": len(found) - len(done) - len(late) - len(waiting) - len(closed),
        "groups": [
            (word, sum(each.state is FollowUpState.DONE for each in rows), len(rows))
            for word, rows in groups
            if rows
        ],
    }


async def board_of(
    request: Request, query: QuerySet[Commitment], template: str, **values: Any
) -> Response:
    """The board of a list of follow-ups; the figures count all of it, the board what was asked."""
    wanted = query_of(request, Wanted)
    today = queries.today_of(request.user)
    rows = await query.select_related(*LOADED).order_by("-id").limit(MOST + 1)
    every = await queries.promises(rows[:MOST], today=today)
    zone = request.user.timezone or settings().timezone
    narrow = queries.narrowed(
        query,
        today=today,
        agency=wanted.agency or None,
        status=FollowUpState(wanted.status) if wanted.status else None,
        overdue=wanted.only == "overdue" or None,
        soon=wanted.only == "soon",
    )
    ids = set(await narrow.order_by("-id").limit(MOST).values_list("id", flat=True))
    # What was led to another agency stands there; here only for whoever asks for it.
    gone = FollowUpState.REASSIGNED
    found = [
        each
        for each in every
        if each.id in ids and (each.state is not gone or wanted.status == gone)
    ]
    found.sort(key=lambda each: (each.due is None, each.due, each.commitment.decision.number))
    soon = await queries.narrowed(query, today=today, soon=True).count()
    return show(
        request,
        template,
        wanted=wanted,
        found=found,
        lanes=lanes(found),
        columns=[(_(word), sum(e.state in states for e in found)) for word, states in COLUMNS],
        figures=figures(every),
        shares=queries.shares(every),
        chart=drawn(await queries.weeks(every, today, zone)),
        states=[(state.value, _(word)) for state, word in FOLLOW_UP_STATES.items()],
        soon=soon,
        agencies=sorted({(e.commitment.agency.code, e.commitment.agency.name) for e in every}),
        more=len(rows) > MOST,
        **values,
    )
