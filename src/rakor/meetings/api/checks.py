"""The checks of a meeting for programs."""

from starlette.requests import Request
from starlette.responses import Response

from rakor.meetings import queries
from rakor.meetings.api.meetings import ONE, meeting_id
from rakor.meetings.queries.checks import checks_of
from rakor.meetings.rules import Action
from rakor.meetings.rules.checks import Severity
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.shapes import Answer, Items


class CheckAnswer(Answer):
    """One thing to mend or to know before a meeting goes out.

    `needed`: nobody can be invited before it is mended. A `warning` stops nobody. `mend` is the
    page where it is mended.
    """

    code: str
    severity: Severity
    says: str
    mend: str
    verb: str


class CheckItems(Items):
    """All checks that have something to say, what is needed first."""

    items: list[CheckAnswer]


async def list_checks(request: Request) -> Response:
    meeting = await queries.find_for(Action.PLAN, meeting_id(request), by=request.user)
    found = await checks_of(meeting, to=request.user)
    items = [CheckAnswer.model_validate(each).model_dump(mode="json") for each in found]
    return answer({"items": items, "next": None})


endpoints = [
    Endpoint(
        "GET",
        ONE + "/checks",
        list_checks,
        "What to mend or to know before it goes out",
        gives=CheckItems,
        refuses=(404,),
    ),
]
