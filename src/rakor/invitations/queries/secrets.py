"""The secrets an invitation is found by: derived, never stored, revoked by a new generation."""

import base64
import hashlib
import hmac
import re

from rakor.invitations.models import Feed, Invitation
from rakor.settings import settings

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# What people write or read aloud for a letter that Crockford's alphabet leaves out.
_HEARD = str.maketrans("OIL", "011")
CODE_LETTERS = 10


def _derived(purpose: str, row: Invitation | Feed) -> bytes:
    """A secret that only this installation can compute; a new generation makes new ones."""
    text = f"{purpose}:{row.id}:{row.generation}"
    return hmac.digest(settings().secret, text.encode(), "sha256")


def _letters(secret: bytes) -> str:
    return base64.b32encode(secret[:16]).decode().rstrip("=").lower()


def digest(secret: str) -> str:
    """What is stored of a secret: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


def personal_token(invitation: Invitation) -> str:
    """The secret of the personal link, 128 bits."""
    return _letters(_derived("link", invitation))


def feed_token(feed: Feed) -> str:
    """The secret in the address of a calendar to subscribe to, 128 bits."""
    return _letters(_derived("feed", feed))


def mail_token(invitation: Invitation) -> str:
    """The secret of the reply address; it opens no page, as addresses end up in logs."""
    return _letters(_derived("mail", invitation))


def checkin_code(invitation: Invitation) -> str:
    """The ten letters of the QR code, as they can be read aloud (Crockford's base 32)."""
    number = int.from_bytes(_derived("code", invitation)[:8]) >> 14
    return "".join(_CROCKFORD[number >> 5 * n & 31] for n in reversed(range(CODE_LETTERS)))


def plain_code(text: str) -> str:
    """A code as it was typed or scanned, without what people put between its letters."""
    return re.sub(r"[\s-]", "", text).upper().translate(_HEARD)


def seal(invitation: Invitation) -> None:
    """Store the hashes of this generation's secrets, which makes them valid."""
    invitation.token_digest = digest(personal_token(invitation))
    invitation.mail_digest = digest(mail_token(invitation))
    invitation.code_digest = digest(checkin_code(invitation))


def personal_url(invitation: Invitation) -> str:
    """The personal link as it is mailed."""
    return f"{settings().public_url}/r/{personal_token(invitation)}"


def reply_address(invitation: Invitation) -> str:
    """Where this person's calendar sends its answer; it proves who answers."""
    local, _at, domain = settings().mail_reply.rpartition("@")
    own = settings().mail_reply_token == "local"  # noqa: S105 - a way of addressing
    return f"{local}-{mail_token(invitation)}@{domain}" if own else settings().mail_reply


def reply_token(address: str) -> str:
    """The secret in a reply address, "" in any other."""
    local, _at, domain = settings().mail_reply.lower().rpartition("@")
    found = re.fullmatch(
        rf"{re.escape(local)}-([a-z2-7]{{26}})@{re.escape(domain)}", address.strip().lower()
    )
    return found[1] if found else ""
