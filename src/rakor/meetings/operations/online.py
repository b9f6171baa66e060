"""By which link people join: one that is typed, or one that a video service makes.

A service makes it after the meeting was published (package `links`). Until then, and while the
service is away, the meeting keeps the link that it has.
"""

from typing import Any

from rakor.errors import Invalid
from rakor.meetings.models import Meeting
from rakor.meetings.queries.makers import makers
from rakor.meetings.rules import SERVICES, MadeBy
from rakor.words import _

CODES = ("join_url", "meeting_number", "passcode")


def settled(meeting: Meeting, columns: dict[str, Any]) -> dict[str, Any]:
    """What was said of a meeting, with what follows for its link.

    Refuses (Invalid) a service that is not set up here, and a link typed beside a service's own.
    """
    before = meeting.online_made_by
    after = MadeBy(columns.get("online_made_by", before))
    if after is MadeBy.MANUAL:
        return _typed(meeting, columns) if before in SERVICES else columns
    if after is not before and after not in makers():
        says = _("{service} belum diatur di sini. Ketik tautannya.")
        raise Invalid.field("online.made_by", says.format(service=SERVICES[after]))
    if any(columns.get(name) not in (None, "", getattr(meeting, name)) for name in CODES):
        says = _("Tautan ini dibuat {service}. Kosongkan, atau pilih diketik sendiri.")
        raise Invalid.field("online.join_url", says.format(service=SERVICES[after]))
    rest = {name: value for name, value in columns.items() if name not in CODES}
    return {**rest, "online_provider": SERVICES[after]}


def _typed(meeting: Meeting, columns: dict[str, Any]) -> dict[str, Any]:
    """What a service made goes with it, unless the same was typed.

    The way into a room of our own Jitsi is no link that could be typed.
    """
    typed = dict(columns)
    if meeting.online_made_by is MadeBy.JITSI and typed.get("join_url") == meeting.join_url:
        typed.pop("join_url")
    return {**dict.fromkeys((*CODES, "online_provider"), ""), **typed}
