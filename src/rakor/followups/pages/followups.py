"""Follow-ups for people: the board by agency, one with its history, those of a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from tortoise.queryset import QuerySet

from rakor.followups import operations, queries
from rakor.followups.queries import LOADED, Promise
from rakor.followups.rules import FOLLOW_UP_STATES, FollowUpState, sayable
from rakor.live.models import Commitment
from rakor.live.rules import FUNDING, HORIZONS, Funding
from rakor.meetings import queries as meetings
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape, Text
from rakor.words import N_, _

MOST = 300  # on one page; beyond it the reader narrows the list

COLUMNS: list[tuple[str, frozenset[FollowUpState]]] = [
    (N_("Belum dimulai"), frozenset({FollowUpState.NOT_STARTED, FollowUpState.ACKNOWLEDGED})),
    (
        N_("Dalam proses"),
        frozenset({FollowUpState.IN_PROGRESS, FollowUpState.BLOCKED, FollowUpState.RETURNED}),
    ),
    (N_("Menunggu verifikasi"), frozenset({FollowUpState.PENDING_VERIFICATION})),
    (N_("Selesai"), frozenset({FollowUpState.DONE, FollowUpState.CANCELLED})),
]


class Wanted(Shape):
    """What the reader narrowed the board to; it is in the address, so it can be sent on."""

    agency: Annotated[Line, Field(max_length=40)] = ""
    status: FollowUpState | None = None
    only: Literal["", "overdue", "soon"] = ""
    view: Literal["board", "table"] = "board"

    def address(self, path: str, **changes: Any) -> str:
        """The address of this page with something changed."""
        asked = {**self.model_dump(mode="json", exclude_defaults=True), **changes}
        said = {name: value for name, value in asked.items() if value not in ("", "board")}
        return f"{path}?{urlencode(said)}" if said else path


class Report(Shape):
    """How far it is."""

    status: FollowUpState
    note: Annotated[Text, Field(max_length=10_000)] = ""
    evidence: Annotated[Line, Field(max_length=1000)] = ""
    revision: int | None = None


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
    closed = [each for each in found if each.state is FollowUpState.CANCELLED]
    groups = [
        (_(word), [e for e in found if e.commitment.decision.horizon is horizon])
        for horizon, word in HORIZONS.items()
    ] + [
        (_(FUNDING[source]), [e for e in found if source in e.commitment.decision.funding_sources])
        for source in Funding
    ]
    return {
        "total": len(found),
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
    narrow = queries.narrowed(
        query,
        today=today,
        agency=wanted.agency or None,
        status=wanted.status,
        overdue=wanted.only == "overdue" or None,
        soon=wanted.only == "soon",
    )
    ids = set(await narrow.order_by("-id").limit(MOST).values_list("id", flat=True))
    found = [promise for promise in every if promise.id in ids]
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
        soon=soon,
        agencies=sorted({(e.commitment.agency.code, e.commitment.agency.name) for e in every}),
        more=len(rows) > MOST,
        **values,
    )


async def board(request: Request) -> Response:
    return await board_of(request, queries.visible_to(request.user), "followups/board.html")


async def of_meeting(request: Request) -> Response:
    meeting = await meetings.find(request.path_params["meeting"], to=request.user)
    return await board_of(
        request,
        await queries.of_meeting(meeting, to=request.user),
        "followups/meeting.html",
        meeting=meeting,
        parts=await meetings.parts_of(request.user, meeting),
    )


async def detail(request: Request) -> Response:
    promise = await queries.find(request.path_params["follow_up"], to=request.user)
    owner, staff = await queries.standing(promise, request.user)
    states = sayable(promise.state, owner=owner, staff=staff)
    return show(
        request,
        "followups/detail.html",
        promise=promise,
        decision=promise.commitment.decision,
        sees_meeting=await queries.sees_meeting(promise, request.user),
        reports=await queries.reports(promise),
        choices=[(state.value, _(FOLLOW_UP_STATES[state])) for state in states],
        horizon=HORIZONS.get(promise.commitment.decision.horizon),
        funding=[
            _(FUNDING[Funding(source)]) for source in promise.commitment.decision.funding_sources
        ],
    )


async def report(request: Request) -> Response:
    said = await read(request, Report)
    promise = request.path_params["follow_up"]
    await operations.report_progress(
        promise, said.status, said.note, said.evidence, by=request.user, revision=said.revision
    )
    return see(f"/follow-ups/{promise}", _("Laporan kemajuan tercatat."))


routes: list[BaseRoute] = [
    page("/follow-ups", board),
    *form("/follow-ups/{follow_up:uuid}", detail, report),
    page("/meetings/{meeting:uuid}/follow-ups", of_meeting),
]
