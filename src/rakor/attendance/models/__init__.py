"""Tables of attendance: the ledger and its heads, devices, the online half, seats, hours."""

from rakor.attendance.models.credits import TrainingCredit
from rakor.attendance.models.devices import Device
from rakor.attendance.models.due import CountDue
from rakor.attendance.models.ledger import Head, Scan, Signature
from rakor.attendance.models.nominations import NominationLink, Nominee
from rakor.attendance.models.online import OnlineReport, OnlineVisit
from rakor.attendance.models.plan import AgencyWeight, AttendancePlan

__all__ = [
    "AgencyWeight",
    "AttendancePlan",
    "CountDue",
    "Device",
    "Head",
    "NominationLink",
    "Nominee",
    "OnlineReport",
    "OnlineVisit",
    "Scan",
    "Signature",
    "TrainingCredit",
]
