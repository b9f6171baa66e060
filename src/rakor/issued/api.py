"""Whether a document was issued here and a file is one of it, for programs; no sign-in."""

from starlette.requests import Request
from starlette.responses import Response

from rakor.issued import operations, queries
from rakor.issued.rules import Asked, VerifyAnswer
from rakor.web.addresses import client_address
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of


async def told(request: Request) -> Response:
    asked = query_of(request, Asked)
    fact = await operations.verify(
        request.path_params["code"], address=client_address(request.scope)
    )
    return answer(queries.told(fact, asked.sha256))


endpoints = [
    Endpoint(
        "GET",
        "/verify/{code}",
        told,
        "Whether a document with this code was issued here, and whether a file is one of it",
        asks=Asked,
        gives=VerifyAnswer,
        open_to_all=True,
        refuses=(404, 429),
    ),
]
