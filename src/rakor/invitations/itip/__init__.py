"""Calendar bytes and values: what Rakor sends to calendars, and what calendars send back."""

from rakor.invitations.itip.bounces import Bounce
from rakor.invitations.itip.emit import (
    Attendee,
    CalendarMeeting,
    Copies,
    Party,
    Rendered,
    cancel,
    decline_counter,
    feed,
    feed_event,
    publish,
    request,
)
from rakor.invitations.itip.read import InboundMail, Problem, read
from rakor.invitations.itip.senders import is_verified
from rakor.invitations.rules import Answer, Reply

__all__ = [
    "Answer",
    "Attendee",
    "Bounce",
    "CalendarMeeting",
    "Copies",
    "InboundMail",
    "Party",
    "Problem",
    "Rendered",
    "Reply",
    "cancel",
    "decline_counter",
    "feed",
    "feed_event",
    "is_verified",
    "publish",
    "read",
    "request",
]
