"""How far a letter came, in the codes that calendars use for it (RFC 6638 section 3.2.9)."""

import re

from rakor.mail.models import MailState

PENDING, SENT, DELIVERED = "1.0", "1.1", "1.2"
UNKNOWN_PERSON, FAILED_FOR_NOW, FAILED = "3.7", "5.1", "5.2"
# The person or their host is unknown (RFC 3463 section 3.2), whether a server or a report says so.
_UNKNOWN = re.compile(r"(?:^|\s)5\.1\.(?:1|2|3|6|10)\b")


def delivery_code(state: MailState, detail: str, *, arrived: bool = False) -> str:
    """The code of a letter; `arrived` when its recipient has opened their page or answered."""
    if arrived:
        return DELIVERED
    if state is MailState.SENT:
        return SENT
    if state is MailState.RETRY:
        return FAILED_FOR_NOW
    if state in (MailState.FAILED, MailState.BOUNCED):
        return UNKNOWN_PERSON if _UNKNOWN.search(detail) else FAILED
    return PENDING
