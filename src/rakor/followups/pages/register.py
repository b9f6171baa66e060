"""The register of decisions for people: narrowed in the address, and one with its history."""

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from markupsafe import Markup
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.documents.richtext import to_html
from rakor.followups import queries
from rakor.followups.queries import OWES
from rakor.followups.rules.register import SORTS, STANDINGS, Asked, Sort
from rakor.live.rules import FUNDING, HORIZONS, Duty, Funding
from rakor.live.rules.voting import CHOICES, VOTE_STATES
from rakor.meetings.rules import KINDS
from rakor.web.answers import show
from rakor.web.pages import page
from rakor.web.reading import query_of
from rakor.words import N_, _

PER_PAGE = 50
CHANGED = {
    "text": N_("uraian"),
    "owners": N_("penanggung jawab"),
    "supporting": N_("pendukung"),
    "due": N_("target waktu"),
    "indicator": N_("indikator"),
    "horizon": N_("jangka"),
    "funding_sources": N_("sumber dana"),
    "item": N_("pokok agenda"),
}
ACTS = {
    "decision.recorded": N_("mencatat keputusan"),
    "decision.proposed": N_("mengajukan rumusan keputusan"),
    "decision.adopted": N_("menetapkan rumusan keputusan"),
    "decision.changed": N_("mengubah keputusan"),
    "decision.struck": N_("mencoret keputusan"),
}


class Wanted(Asked):
    """What the address of the register says, so that it can be sent on."""

    sort: Sort = Sort.NEWEST
    page: Annotated[int, Field(ge=1, le=1000)] = 1

    def address(self, path: str, **changes: Any) -> str:
        """The address of this page, or of a file of it, with something changed."""
        said = {name: value for name, value in {**self.said(), **changes}.items() if value}
        return f"{path}?{urlencode(said)}" if said else path


async def register(request: Request) -> Response:
    wanted = query_of(request, Wanted)
    every = queries.register_of(request.user)
    query = queries.asked_for(every, wanted)
    rows = (
        await queries.in_order(query, wanted.sort)
        .select_related(*queries.SHOWN_WITH)
        .offset((wanted.page - 1) * PER_PAGE)
        .limit(PER_PAGE + 1)
    )
    today = queries.today_of(request.user)
    return show(
        request,
        "followups/decisions.html",
        wanted=wanted,
        rows=await queries.kept(rows[:PER_PAGE], to=request.user, today=today),
        more=len(rows) > PER_PAGE,
        total=await query.count(),
        owners=await queries.agencies_in(every, OWES),
        supporters=await queries.agencies_in(every, (Duty.SUPPORTING,)),
        funding=_funding(),
        **_choices(),
    )


def _choices() -> dict[str, Any]:
    return {
        "kinds": [(key.value, _(word)) for key, word in KINDS.items()],
        "horizons": [(key.value, _(word)) for key, word in HORIZONS.items()],
        "standings": [(key.value, _(word)) for key, word in STANDINGS.items()],
        "sorts": [(key.value, _(word)) for key, word in SORTS.items()],
    }


def _funding() -> dict[str, str]:
    return {source.value: _(FUNDING[source]) for source in Funding}


async def decision(request: Request) -> Response:
    key: UUID = request.path_params["decision"]
    found = await queries.find_decision(key, to=request.user, today=queries.today_of(request.user))
    note = await queries.note_of(found)
    return show(
        request,
        "followups/decision.html",
        found=found,
        decision=found.decision,
        meeting=found.decision.meeting,
        history=await queries.history_of(found, to=request.user),
        votes=await queries.votes_on(found, to=request.user),
        note=Markup(to_html(note, 3)) if note else "",  # noqa: S704 - escaped there
        funding=_funding(),
        horizons={key.value: _(word) for key, word in HORIZONS.items()},
        acts={kind: _(word) for kind, word in ACTS.items()},
        parts={part: _(word) for part, word in CHANGED.items()},
        states={state.value: _(word) for state, word in VOTE_STATES.items()},
        answers={key: _(word) for key, word in CHOICES.items()},
    )


routes: list[BaseRoute] = [
    page("/decisions", register),
    page("/decisions/{decision:uuid}", decision),
]
