"""What calendars are told, as values: a meeting, who asks, who is asked."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Party:
    """Someone as a calendar sees them: an e-mail address and the name to show.

    `sent_by` is the address of whoever writes on their behalf (RFC 5545 section 3.2.18).
    """

    address: str
    name: str = ""
    sent_by: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """One ATTENDEE line (RFC 5545 section 3.8.4.1).

    `stands_for` is the address of whoever sends them (DELEGATED-FROM), `sends` that of whoever
    comes in their place (DELEGATED-TO). A group is an address behind which there are several.
    """

    party: Party
    role: str = "participant"
    partstat: str = "NEEDS-ACTION"
    asks: bool = True
    is_group: bool = False
    stands_for: str = ""
    sends: str = ""


@dataclass(frozen=True, slots=True)
class CalendarMeeting:
    """A meeting, a series or one day of a series as calendars are told of it; times are aware.

    `url` is the page of the meeting. `join_url` is the video link and is "" for an audience that
    may not see it; `join_label` names it in the reader's language. `status` is CONFIRMED,
    TENTATIVE or CANCELLED (RFC 5545 section 3.8.1.11). Outside the three zones of Indonesia the
    times of a meeting that is held once are written in UTC.

    `recurrence` is the rule without its name, `exdates` and `rdates` are original starts. One day
    has its original start as `recurrence_id`. In feeds a series has its days as `overrides`.
    """

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    timezone: str = "Asia/Jakarta"
    description: str = ""
    location: str = ""
    url: str = ""
    join_url: str = ""
    join_label: str = ""
    categories: tuple[str, ...] = ()
    status: str = "CONFIRMED"
    recurrence: str = ""
    exdates: tuple[datetime, ...] = ()
    rdates: tuple[datetime, ...] = ()
    recurrence_id: datetime | None = None
    overrides: tuple["CalendarMeeting", ...] = field(default=())

    @property
    def repeats(self) -> bool:
        """Whether it is a series or a day of one, whose hour follows the clock on the wall."""
        return bool(self.recurrence or self.recurrence_id or self.rdates)
