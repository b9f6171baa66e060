"""People, offices and agencies by their names, as the directory finds them."""

from typing import Any

from rakor.accounts.models import User
from rakor.directory import queries as directory
from rakor.directory.models import Agency, Office
from rakor.directory.rules.spelling import folded, words_of
from rakor.errors import Invalid
from rakor.search.queries.results import Result
from rakor.search.rules import Asked, Kind, marked, pattern, plain

MOST = 50


async def people(user: User, typed: str, wanted: Asked, *, alone: bool) -> list[Result]:
    """Whom somebody may mean; beside other results only those who bear every word of it."""
    look = directory.people_found if alone else directory.people_named
    try:
        keys = await look(user, plain(typed))
    except Invalid:
        return []
    if not keys:
        return []
    rows = await directory.people_in_order(keys[:MOST])
    words = words_of(typed)
    if not alone:
        rows = [row for row in rows if all(f" {word}" in folded(row.name) for word in words)]
    says = pattern(wanted)
    return [
        Result(
            Kind.PERSON,
            row.id,
            f"/directory/people/{row.id}",
            marked(row.name, says),
            marked(row.agency.name if row.agency else "", says),
        )
        for row in rows
    ]


async def offices(user: User, typed: str, wanted: Asked) -> list[Result]:
    """Offices by the words of their title."""
    rows = directory.offices(user, plain(typed)).select_related("agency").order_by("title", "id")
    says = pattern(wanted)
    found: list[Office] = await rows.limit(MOST)
    return [
        Result(
            Kind.OFFICE,
            row.id,
            f"/directory/offices/{row.id}",
            marked(row.title, says),
            marked(row.agency.name, says),
        )
        for row in found
    ]


async def agencies(typed: str, wanted: Asked) -> list[Result]:
    """Agencies by name, short name or code."""
    rows: Any = directory.agencies(plain(typed)).order_by("name", "id").limit(MOST)
    says = pattern(wanted)
    found: list[Agency] = await rows
    return [
        Result(
            Kind.AGENCY,
            row.id,
            f"/directory/agencies/{row.id}",
            marked(row.name, says),
            marked(row.short_name if row.short_name != row.name else row.code, says),
        )
        for row in found
    ]
