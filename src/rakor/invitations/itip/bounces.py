"""Delivery reports: which recipients a message did not reach (RFC 3464)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from rakor.invitations.itip import mime
from rakor.invitations.itip.lines import address, plain

MAX_RECIPIENTS = 200
# No such mailbox, domain or host, moved without address, switched off.
_DEAD = re.compile(r"5\.(1\.(0|1|2|3|6|10)|2\.1|4\.4)")


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a mail server says about one recipient.

    `action` is failed, delayed, delivered, relayed or expanded; only `failed` is the end.
    `original_message_id` is that of the message that did not arrive, "" if it was not sent along.
    """

    recipient: str
    action: str = "failed"
    status: str = ""
    diagnostic: str = ""
    original_message_id: str = ""

    @property
    def failed(self) -> bool:
        return self.action == "failed"

    @property
    def is_dead(self) -> bool:
        """Whether the address itself is wrong for good (RFC 3463): not a full box, not a policy."""
        return self.failed and _DEAD.fullmatch(self.status) is not None


def read_bounces(message: Message, parts: list[Message]) -> tuple[Bounce, ...]:
    """Every recipient named in a delivery report; () when the message is none."""
    found = list(_reported(parts))
    if not found:
        # Exim and Gmail name them in a header too.
        listed = mime.addresses(", ".join(mime.values(message, "X-Failed-Recipients")))
        found = [Bounce(recipient) for recipient in listed]
    return tuple({bounce.recipient: bounce for bounce in found[:MAX_RECIPIENTS]}.values())


def _reported(parts: list[Message]) -> Iterator[Bounce]:
    statuses = [part for part in parts if part.get_content_type() in mime.STATUS_TYPES]
    original = _original_message_id(parts) if statuses else ""
    for part in statuses:
        for group in mime.inside(part):
            recipient = _recipient(group)
            if recipient:
                yield Bounce(
                    recipient=recipient,
                    action=plain(mime.first(group, "Action"), 20).lower() or "failed",
                    status=plain(mime.first(group, "Status"), 20),
                    diagnostic=plain(mime.first(group, "Diagnostic-Code"), 500),
                    original_message_id=original,
                )


def _recipient(group: Message) -> str:
    """The address we wrote to, before any forwarding: `rfc822; x@y`."""
    for name in ("Original-Recipient", "Final-Recipient"):
        found = address(mime.first(group, name).rpartition(";")[2])
        if found:
            return found
    return ""


def _original_message_id(parts: list[Message]) -> str:
    for part in parts:
        kind = part.get_content_type()
        if kind == "message/rfc822" and mime.inside(part):
            return mime.message_id(mime.first(mime.inside(part)[0], "Message-ID"))
        if kind in {"text/rfc822-headers", "message/rfc822-headers"}:
            headers = mime.headers_of(mime.body(part))
            return mime.message_id(mime.first(headers, "Message-ID"))
    return ""
