"""Reading attendance: counts, people, the desk, the plan, and the codes of a room."""

from rakor.attendance.queries.attendees import (
    find_with_names,
    may_see_names,
    people,
)
from rakor.attendance.queries.codes import (
    by_screen,
    invited_as,
    screen_url,
)
from rakor.attendance.queries.counting import (
    KINDS,
    RECORDED,
    attendance_state,
    by_agency,
    counts,
    desk_snapshot,
)
from rakor.attendance.queries.desk import (
    find_invitees,
    first_scan,
    invitees,
    latest_scans,
    scan_of,
)
from rakor.attendance.queries.planning import (
    plan_of,
)

__all__ = [
    "KINDS",
    "RECORDED",
    "attendance_state",
    "by_agency",
    "by_screen",
    "counts",
    "desk_snapshot",
    "find_invitees",
    "find_with_names",
    "first_scan",
    "invited_as",
    "invitees",
    "latest_scans",
    "may_see_names",
    "people",
    "plan_of",
    "scan_of",
    "screen_url",
]
