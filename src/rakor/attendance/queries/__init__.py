"""Reading attendance: counts, people, the desk, the plan, and the codes of a room."""

from rakor.attendance.queries.attendees import (
    find_with_names,
    may_see_names,
    people,
)
from rakor.attendance.queries.badges import (
    badge_key,
    badge_of,
    badge_text,
)
from rakor.attendance.queries.carrying import (
    desk_list,
    first_devices,
    head_rows,
)
from rakor.attendance.queries.codes import (
    by_screen,
    invited_as,
    screen_url,
)
from rakor.attendance.queries.counting import (
    KINDS,
    PLANNED,
    RECORDED,
    arrivals,
    attendance_state,
    by_agency,
    counts,
    desk_snapshot,
    quorum_now,
)
from rakor.attendance.queries.desk import (
    find_invitees,
    first_scan,
    invitees,
    latest_scans,
    scan_of,
)
from rakor.attendance.queries.devices import (
    DEVICE_COOKIE,
    device_of,
    device_path,
    devices_of,
    enrol_url,
    find_device,
    held_by,
    invited_device,
    officer_of,
    secret_digest,
)
from rakor.attendance.queries.guests import (
    Guest,
    guests,
    guests_held,
)
from rakor.attendance.queries.nominations import (
    Progress,
    in_line,
    link_by_token,
    nomination_token,
    nomination_url,
    nominees_of,
    opened,
    progress,
    seats_for,
    summed,
)
from rakor.attendance.queries.planning import (
    plan_of,
    quorum_plan,
    weights_of,
)
from rakor.attendance.queries.seating import (
    still_here,
)

__all__ = [
    "DEVICE_COOKIE",
    "KINDS",
    "PLANNED",
    "RECORDED",
    "Guest",
    "Progress",
    "arrivals",
    "attendance_state",
    "badge_key",
    "badge_of",
    "badge_text",
    "by_agency",
    "by_screen",
    "counts",
    "desk_list",
    "desk_snapshot",
    "device_of",
    "device_path",
    "devices_of",
    "enrol_url",
    "find_device",
    "find_invitees",
    "find_with_names",
    "first_devices",
    "first_scan",
    "guests",
    "guests_held",
    "head_rows",
    "held_by",
    "in_line",
    "invited_as",
    "invited_device",
    "invitees",
    "latest_scans",
    "link_by_token",
    "may_see_names",
    "nomination_token",
    "nomination_url",
    "nominees_of",
    "officer_of",
    "opened",
    "people",
    "plan_of",
    "progress",
    "quorum_now",
    "quorum_plan",
    "scan_of",
    "screen_url",
    "seats_for",
    "secret_digest",
    "still_here",
    "summed",
    "weights_of",
]
