"""What people do to the directory. Each act is one transaction and one entry in its journal."""

from rakor.directory.operations.agencies import add_agency, change_agency
from rakor.directory.operations.ground import DIRECTORY
from rakor.directory.operations.offices import add_office, appoint, change_office
from rakor.directory.operations.people import (
    add_person,
    change_own,
    change_person,
    find_or_add_person,
)

__all__ = [
    "DIRECTORY",
    "add_agency",
    "add_office",
    "add_person",
    "appoint",
    "change_agency",
    "change_office",
    "change_own",
    "change_person",
    "find_or_add_person",
]
