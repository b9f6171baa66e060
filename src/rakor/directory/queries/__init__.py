"""Reading the directory: agencies are known to all, people only to those whom they concern."""

from rakor.directory.queries.agencies import (
    agencies,
    agencies_by_code,
    agency_by_code,
    agency_options,
    counts,
    find_agency,
    kinds,
)
from rakor.directory.queries.ground import numbered, today
from rakor.directory.queries.offices import (
    find_office,
    holder_on,
    holders_on,
    offices,
    offices_visible_to,
)
from rakor.directory.queries.people import find_person, people, visible_to

__all__ = [
    "agencies",
    "agencies_by_code",
    "agency_by_code",
    "agency_options",
    "counts",
    "find_agency",
    "find_office",
    "find_person",
    "holder_on",
    "holders_on",
    "kinds",
    "numbered",
    "offices",
    "offices_visible_to",
    "people",
    "today",
    "visible_to",
]
