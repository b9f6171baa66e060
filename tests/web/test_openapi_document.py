"""The OpenAPI document and the routes say the same."""

import re

from starlette.routing import Route

from rakor.app import create_app, endpoints
from rakor.web.endpoints import API


async def test_every_route_of_the_api_is_in_the_document_and_nothing_else(as_person):
    async with as_person(None) as client:
        document = (await client.get("/openapi.json")).json()
    described = {
        (method.upper(), path) for path, acts in document["paths"].items() for method in acts
    }
    served = {
        (method, re.sub(r"{(\w+):\w+}", r"{\1}", route.path))
        for route in create_app().routes
        if isinstance(route, Route) and route.path.startswith(API)
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert document["openapi"] == "3.1.0"
    assert described == served


def test_operations_have_names_of_their_own_and_a_summary():
    names = [(endpoint.method, endpoint.path) for endpoint in endpoints()]
    assert len(names) == len(set(names))
    assert [endpoint.path for endpoint in endpoints() if not endpoint.says.strip()] == []


async def test_every_reference_in_the_document_leads_somewhere(as_person):
    async with as_person(None) as client:
        document = (await client.get("/openapi.json")).json()
    for reference in set(re.findall(r"'\$ref': '([^']+)'", str(document))):
        found = document
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
        assert found
