"""Doors for programs: printed cards with signed codes."""

import re
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.attendance import operations
from rakor.attendance.export import PerPage
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of
from rakor.web.shapes import Line, Shape

PDF = "application/pdf"
Empty = BeforeValidator(lambda value: value or None)
Number = BeforeValidator(lambda value: int(value) if str(value).isdecimal() else value)


class Choice(Shape):
    """Whose cards: everybody's, those of an agency (its code), or one person's."""

    agency: Annotated[Line, Field(max_length=60)] = ""
    invitation: Annotated[UUID | None, Empty] = None
    per_page: Annotated[PerPage, Number] = PerPage.EIGHT


async def badges(request: Request) -> Response:
    asked = query_of(request, Choice)
    meeting, made = await operations.print_badges(
        request.path_params["id"],
        agency=asked.agency,
        invitation=asked.invitation,
        per_page=asked.per_page,
        by=request.user,
    )
    name = re.sub(r"[^A-Za-z0-9]+", "-", meeting.title).strip("-")[:60].lower() or "rapat"
    headers = {"Content-Disposition": f'attachment; filename="kartu-{name}.pdf"'}
    return Response(made, 200, headers, PDF)


endpoints = [
    Endpoint(
        "GET",
        "/meetings/{id:uuid}/badges.pdf",
        badges,
        "Cards with signed codes, to be printed and cut",
        asks=Choice,
        media=PDF,
        refuses=(404,),
    ),
]
