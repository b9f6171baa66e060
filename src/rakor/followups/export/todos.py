"""What an agency owes as VTODO (RFC 5545 section 3.6.2), for programs that keep lists of tasks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from icalendar import Calendar, vText, vUri
from icalendar import Todo as Component

from rakor import __version__
from rakor.followups.rules import FollowUpState

STATUSES = {
    FollowUpState.NOT_STARTED: "NEEDS-ACTION",
    FollowUpState.ACKNOWLEDGED: "NEEDS-ACTION",
    FollowUpState.IN_PROGRESS: "IN-PROCESS",
    FollowUpState.BLOCKED: "IN-PROCESS",
    FollowUpState.PENDING_VERIFICATION: "IN-PROCESS",
    FollowUpState.RETURNED: "NEEDS-ACTION",
    FollowUpState.DONE: "COMPLETED",
    FollowUpState.REASSIGNED: "CANCELLED",
    FollowUpState.CANCELLED: "CANCELLED",
}
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Todo:
    """One task as calendars are told of it; `meeting_uid` is that of the event it comes from."""

    uid: str
    summary: str
    meeting: str
    meeting_uid: str
    owner: str
    indicator: str
    note: str
    url: str
    due: date | None
    state: FollowUpState
    percent: int
    sequence: int
    changed_at: datetime
    category: str


def domain_of(uid: str) -> str:
    """The part of a meeting's UID behind the "@", under which its tasks are named too."""
    return uid.rpartition("@")[2] if "@" in uid else "rakor"


def todos(found: Iterable[Todo], name: str) -> bytes:
    """The calendar of these tasks; the same bytes for the same tasks."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//Rakor//Rakor {__version__}//ID")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for each in sorted(found, key=lambda todo: (todo.due or date.max, todo.uid)):
        calendar.add_component(_component(each))
    return bytes(calendar.to_ical())


def _component(todo: Todo) -> Component:
    made = Component()
    made.add("uid", todo.uid)
    stamp = todo.changed_at.astimezone(UTC)
    made.add("dtstamp", stamp)
    made.add("last-modified", stamp)
    made.add("sequence", todo.sequence)
    made.add("summary", _line(todo.summary))
    said = [todo.summary, todo.meeting, todo.owner, todo.indicator, todo.note]
    made.add("description", "\n\n".join(text for each in said if (text := _clean(each))))
    made.add("status", STATUSES[todo.state])
    # A date alone: the day ends wherever the reader is (section 3.8.2.3).
    if todo.due is not None:
        made.add("due", todo.due)
    made.add("percent-complete", todo.percent)
    if todo.state is FollowUpState.DONE:
        made.add("completed", stamp)
    made["related-to"] = vText(todo.meeting_uid)
    made["related-to"].params["RELTYPE"] = "PARENT"
    made.add("url", vUri(todo.url))
    made.add("categories", [todo.category])
    return made


def _line(text: str) -> str:
    line = " ".join(_clean(text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def _clean(text: str) -> str:
    """Text without what calendars choke on: control characters, half surrogates."""
    return "".join(
        each
        for each in text
        if each == "\n" or (each.isprintable() and not "\ud800" <= each <= "\udfff")
    ).strip()
