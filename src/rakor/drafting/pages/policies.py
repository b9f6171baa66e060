"""What an agency wants approved before it is published, for its admins to say."""

from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.drafting import operations
from rakor.drafting.operations.policies import offices_in_line
from rakor.drafting.queries.approval import (
    find_policy_agency,
    may_keep_policy,
    offices_of,
    policy_of,
)
from rakor.drafting.rules.approval import MOST_OFFICES, PolicyFacts
from rakor.meetings.rules import KINDS, Kind
from rakor.web.answers import see, show
from rakor.web.pages import form
from rakor.web.reading import checked, read
from rakor.web.shapes import Line, Shape
from rakor.words import _

HERE = "/directory/agencies/{agency:uuid}/approval"
Key = Annotated[UUID | None, BeforeValidator(lambda said: said or None)]
Number = Annotated[int | None, Field(ge=0, le=100_000), BeforeValidator(lambda said: said or None)]


class Row(Shape):
    """A line of the form: an office and its deputy, or nothing."""

    office: Key = None
    deputy: Key = None


class Written(Shape):
    """The form: which meetings, and who approves them in order."""

    wanted: Annotated[Line, Field(pattern="^(none|some|all)$")]
    kinds: list[Kind] = []
    with_others: bool = False
    above: Number = None
    offices: dict[str, Row] = {}
    revision: Annotated[int, Field(ge=0)]

    def facts(self) -> PolicyFacts:
        """What it says; empty lines are left out. For all meetings no kind is named."""
        some = self.wanted == "some"
        rows = [row for _n, row in sorted(self.offices.items())]
        return checked(
            PolicyFacts,
            {
                "offices": [row.model_dump() for row in rows if row.office],
                "kinds": self.kinds if some else [],
                "with_others": some and self.with_others,
                "above": self.above if some else None,
            },
        )


async def look(request: Request) -> Response:
    agency = await find_policy_agency(request.path_params["agency"], to=request.user)
    policy = await policy_of(agency.id)
    chosen = await offices_of(policy) if policy else []
    named = [(row.office_id, row.deputy_id) for row in chosen]
    named += [(None, None)] * (MOST_OFFICES - len(named))  # type: ignore[list-item]
    return show(
        request,
        "drafting/policy.html",
        agency=agency,
        policy=policy,
        chosen=chosen,
        rows=list(enumerate(named)),
        kinds=[(each.value, _(word)) for each, word in KINDS.items()],
        offices=[
            (row.id, f"{row.title} · {row.agency.short_name}")
            for row in await offices_in_line(agency)
        ],
        may_keep=may_keep_policy(request.user, agency),
        every=policy is not None and policy.demand.wants("", 0, -1),
    )


async def change(request: Request) -> Response:
    said = await read(request, Written)
    key = request.path_params["agency"]
    if said.wanted == "none":
        await operations.drop_policy(key, revision=said.revision, by=request.user)
        notice = _("Rapat instansi ini terbit tanpa persetujuan.")
    else:
        await operations.set_policy(key, said.facts(), revision=said.revision, by=request.user)
        notice = _("Persetujuan sebelum terbit diatur.")
    return see(f"/directory/agencies/{key}/approval", notice)


routes: list[BaseRoute] = [*form(HERE, look, change)]
