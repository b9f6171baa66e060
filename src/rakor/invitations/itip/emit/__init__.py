"""What Rakor tells calendars: REQUEST, CANCEL, PUBLISH and feeds (RFC 5545, 5546, 7986)."""

from rakor.invitations.itip.emit.copies import Copies, Rendered
from rakor.invitations.itip.emit.messages import (
    cancel,
    decline_counter,
    feed,
    feed_event,
    publish,
    request,
)
from rakor.invitations.itip.emit.values import Attendee, CalendarMeeting, Party

__all__ = [
    "Attendee",
    "CalendarMeeting",
    "Copies",
    "Party",
    "Rendered",
    "cancel",
    "decline_counter",
    "feed",
    "feed_event",
    "publish",
    "request",
]
