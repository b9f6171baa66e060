"""Calendar bytes and values: what Rakor sends to calendars, and what calendars send back."""

from rakor.invitations.itip.bounces import Bounce
from rakor.invitations.itip.emit import (
    CalendarMeeting,
    Party,
    Rendered,
    cancel,
    feed,
    feed_event,
    publish,
    request,
)
from rakor.invitations.itip.read import InboundMail, Problem, read
from rakor.invitations.rules import Answer, Reply

__all__ = [
    "Answer",
    "Bounce",
    "CalendarMeeting",
    "InboundMail",
    "Party",
    "Problem",
    "Rendered",
    "Reply",
    "cancel",
    "feed",
    "feed_event",
    "publish",
    "read",
    "request",
]
