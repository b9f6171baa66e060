"""One rendering for a meeting, of which each recipient gets their own copy.

Writing 20,000 invitations one by one takes half a minute of computing; here only the lines that
differ are made anew. The bytes are those that the library writes.
"""

from collections.abc import Sequence
from datetime import datetime

from rakor.invitations.itip.emit.events import called_off, event_of
from rakor.invitations.itip.emit.lines import (
    attendee_line,
    clean,
    line,
    opening,
    organizer_line,
    removed_line,
    stamp_line,
    zone,
)
from rakor.invitations.itip.emit.values import Attendee, CalendarMeeting, Party

# Written for each recipient; everything else is the same for all of them.
_PERSONAL = ("ATTENDEE", "DTSTAMP", "ORGANIZER")
_Pieces = list[bytes | str]


class Copies:
    """A REQUEST or a CANCEL written once; `whole` as for `cancel`.

    Several `events` are several days of one series.
    """

    def __init__(
        self,
        method: str,
        events: Sequence[CalendarMeeting],
        *,
        with_join: bool = False,
        whole: bool = False,
    ) -> None:
        self.method = method
        self._pieces = _written(method, events, with_join=with_join, whole=whole)

    def of(
        self,
        organizer: Party,
        rows: Sequence[Attendee],
        *,
        stamp: datetime,
        comment: str = "",
    ) -> bytes:
        """The copy of whoever stands first in `rows`; a CANCEL names nobody else."""
        if self.method == "CANCEL":
            told = removed_line(rows[0])
        else:
            told = b"".join(map(attendee_line, rows))
        lines = {
            "ATTENDEE": told + (_comment(comment) if comment else b""),
            "DTSTAMP": stamp_line(stamp),
            "ORGANIZER": organizer_line(organizer),
        }
        return b"".join(
            [lines[piece] if isinstance(piece, str) else piece for piece in self._pieces]
        )


class Rendered:
    """A meeting's REQUEST written once, with the video link and without."""

    def __init__(self, meeting: CalendarMeeting) -> None:
        self._copies = {
            with_join: Copies("REQUEST", (meeting,), with_join=with_join)
            for with_join in {False, bool(meeting.join_url)}
        }
        self._has_link = bool(meeting.join_url)

    def request(
        self,
        organizer: Party,
        attendee: Party,
        *,
        stamp: datetime,
        role: str = "participant",
        partstat: str = "NEEDS-ACTION",
        may_join: bool = True,
        others: Sequence[Attendee] = (),
    ) -> bytes:
        """The invitation of one person; without `may_join` it says nothing of the video link."""
        rows = [Attendee(attendee, role, partstat), *others]
        return self._copies[may_join and self._has_link].of(organizer, rows, stamp=stamp)


def _comment(text: str) -> bytes:
    escaped = clean(text).replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,")
    return line("COMMENT:" + escaped.replace("\n", r"\n"))


def _written(
    method: str, events: Sequence[CalendarMeeting], *, with_join: bool, whole: bool
) -> _Pieces:
    """The message as bytes, with the names of the personal lines where they belong."""
    first = events[0]
    shared = opening(method) + zone(first.timezone, repeats=first.repeats)
    pieces: _Pieces = []
    for meeting in events:
        event = event_of(meeting, with_join=with_join)
        if method == "CANCEL":
            event = called_off(event, whole=whole)
        event.add("dtstamp", meeting.starts_at)
        event["ORGANIZER"] = event["ATTENDEE"] = "mailto:x@x.invalid"
        for content in event.content_lines():
            name = str(content).partition(":")[0].partition(";")[0]
            if name in _PERSONAL:
                pieces += [shared, name]
                shared = b""
            elif content:
                shared += line(str(content))
    return [*pieces, shared + b"END:VCALENDAR\r\n"]
