"""Reading invitations: the secrets they are found by, and who may see which of them."""

from rakor.invitations.queries.calendars import (
    calendar_file,
    calendar_meeting,
    place_of,
)
from rakor.invitations.queries.finding import (
    about,
    by_code,
    by_mail_tokens,
    by_token,
    counted,
    find,
    is_ours,
    mail_visible_to,
    visible_to,
)
from rakor.invitations.queries.seats import (
    answers,
    seat_kind,
)
from rakor.invitations.queries.secrets import (
    CODE_LETTERS,
    checkin_code,
    digest,
    mail_token,
    personal_token,
    personal_url,
    plain_code,
    reply_address,
    reply_token,
    seal,
)
from rakor.invitations.queries.sending import (
    FAILED,
    Delivery,
    Sending,
    deliveries,
    sending,
)

__all__ = [
    "CODE_LETTERS",
    "FAILED",
    "Delivery",
    "Sending",
    "about",
    "answers",
    "by_code",
    "by_mail_tokens",
    "by_token",
    "calendar_file",
    "calendar_meeting",
    "checkin_code",
    "counted",
    "deliveries",
    "digest",
    "find",
    "is_ours",
    "mail_token",
    "mail_visible_to",
    "personal_token",
    "personal_url",
    "place_of",
    "plain_code",
    "reply_address",
    "reply_token",
    "seal",
    "seat_kind",
    "sending",
    "visible_to",
]
