"""Tables of agencies, offices, people, regions, holidays, and who holds which office when."""

from rakor.directory.models.agencies import Agency, AgencyName
from rakor.directory.models.holidays import Holiday
from rakor.directory.models.imports import ImportJob
from rakor.directory.models.offices import Office, OfficeHolder, OfficeKind, ProtocolRank
from rakor.directory.models.people import Person, PersonEmail
from rakor.directory.models.regions import Region, SavedGroup

__all__ = [
    "Agency",
    "AgencyName",
    "Holiday",
    "ImportJob",
    "Office",
    "OfficeHolder",
    "OfficeKind",
    "Person",
    "PersonEmail",
    "ProtocolRank",
    "Region",
    "SavedGroup",
]
