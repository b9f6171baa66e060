"""What the doors for programs share: the four acts on each kind of row."""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.lists import Paging
from rakor.web.shapes import Line


class MemberQuestion(Paging):
    """Which offices or people: by words, of one agency (its code)."""

    q: Line = ""
    agency: Line | None = None


def key_of(request: Request) -> UUID:
    key: UUID = request.path_params["id"]
    return key


def listed(page: Any, answers: list[Any]) -> Response:
    return answer(
        {
            "items": [each.model_dump(mode="json", exclude={"seq"}) for each in answers],
            "next": page.next,
        }
    )


def four_acts(
    path: str,
    thing: str,
    doors: tuple[Any, Any, Any, Any],
    shapes: tuple[Any, Any, Any, Any, Any],
) -> list[Endpoint]:
    """List, add, show, change: the same four acts on each kind of row."""
    listing, adding, showing, changing = doors
    question, facts, changes, one, many = shapes
    return [
        Endpoint("GET", path, listing, f"List {path[1:]}", asks=question, gives=many),
        Endpoint("POST", path, adding, f"Add {thing}", takes=facts, gives=one, status=201),
        Endpoint("GET", path + "/{id:uuid}", showing, f"Show {thing}", gives=one),
        Endpoint(
            "PATCH",
            path + "/{id:uuid}",
            changing,
            f"Change {thing}",
            takes=changes,
            gives=one,
            refuses=(404, 409, 412),
        ),
    ]
