"""What desks, links and officers record."""

from rakor.attendance.operations.badging import (
    print_badges,
)
from rakor.attendance.operations.correcting import (
    CORRECTED,
    Instead,
    correct,
)
from rakor.attendance.operations.credits import credit, take_back
from rakor.attendance.operations.devices import (
    enrol_device,
    invite_device,
    rename_device,
    revoke_device,
    saw_device,
    wiped_device,
)
from rakor.attendance.operations.heads import Found
from rakor.attendance.operations.importing import import_report, withdraw_report
from rakor.attendance.operations.ledger import CheckIn, tell_due
from rakor.attendance.operations.recording import (
    arrive,
    check_in,
    join_online,
    why_closed,
    why_not_today,
)
from rakor.attendance.operations.resolving import (
    admit_visitor,
    ignore_visitor,
    recognise_visitor,
    reopen_visitor,
)
from rakor.attendance.operations.uploading import Kept, Noted, Uploaded, upload
from rakor.attendance.operations.webhooks import take_notice

__all__ = [
    "CORRECTED",
    "CheckIn",
    "Found",
    "Instead",
    "Kept",
    "Noted",
    "Uploaded",
    "admit_visitor",
    "arrive",
    "check_in",
    "correct",
    "credit",
    "enrol_device",
    "ignore_visitor",
    "import_report",
    "invite_device",
    "join_online",
    "print_badges",
    "recognise_visitor",
    "rename_device",
    "reopen_visitor",
    "revoke_device",
    "saw_device",
    "take_back",
    "take_notice",
    "tell_due",
    "upload",
    "why_closed",
    "why_not_today",
    "wiped_device",
    "withdraw_report",
]
