"""What an agency wants approved before it is published, for programs."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.directory.models import Agency
from rakor.drafting import operations
from rakor.drafting.queries.approval import find_policy_agency, offices_of, policy_of
from rakor.drafting.rules.approval import ApprovingOffice, PolicyFacts
from rakor.errors import NotFound
from rakor.meetings.rules import Kind
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import read
from rakor.web.shapes import Written
from rakor.words import _

HERE = "/agencies/{agency:uuid}/approval-policy"


class PolicyAnswer(Written):
    """Which meetings of an agency need approval, and by which offices, in this order."""

    agency: str
    offices: list[ApprovingOffice]
    kinds: list[Kind]
    with_others: bool
    above: int | None
    revision: int


async def _agency(request: Request) -> Agency:
    return await find_policy_agency(request.path_params["agency"], to=request.user)


async def one(request: Request) -> Response:
    agency = await _agency(request)
    policy = await policy_of(agency.id)
    if policy is None:
        raise NotFound(_("Instansi ini tidak mensyaratkan persetujuan."))
    offices = [
        ApprovingOffice(office=row.office_id, deputy=row.deputy_id)
        for row in await offices_of(policy)
    ]
    return answer(
        PolicyAnswer(
            agency=agency.code,
            offices=offices,
            kinds=[Kind(each) for each in policy.kinds],
            with_others=policy.with_others,
            above=policy.above,
            revision=policy.revision,
        )
    )


def _key(request: Request) -> UUID:
    key: UUID = request.path_params["agency"]
    return key


async def change(request: Request) -> Response:
    facts = await read(request, PolicyFacts)
    revision = expected_revision(request)
    await operations.set_policy(_key(request), facts, revision=revision, by=request.user)
    return await one(request)


async def drop(request: Request) -> Response:
    revision = expected_revision(request)
    await operations.drop_policy(_key(request), revision=revision, by=request.user)
    return Response(status_code=204)


endpoints = [
    Endpoint("GET", HERE, one, "What an agency wants approved before it is published",
             gives=PolicyAnswer, refuses=(404,)),
    Endpoint("PUT", HERE, change, "Want meetings of an agency approved from now on",
             takes=PolicyFacts, gives=PolicyAnswer, refuses=(404, 412)),
    Endpoint("DELETE", HERE, drop, "Let an agency publish without approval again",
             status=204, refuses=(404, 412)),
]  # fmt: skip
