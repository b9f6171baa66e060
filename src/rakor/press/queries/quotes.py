"""The personal link by which an office agrees to its words: derived, so it can be shown again."""

import base64
import hmac
import re

from rakor.errors import NotFound
from rakor.invitations.queries import digest
from rakor.press.models import ReleaseQuote
from rakor.settings import settings
from rakor.words import _


def quote_token(quote: ReleaseQuote) -> str:
    """The secret of the link, 128 bits; another one each time the office is asked anew."""
    text = f"quote:{quote.id}:{quote.generation}"
    secret = hmac.digest(settings().secret, text.encode(), "sha256")
    return base64.b32encode(secret[:16]).decode().rstrip("=").lower()


def quote_url(quote: ReleaseQuote) -> str:
    """The link as it is mailed to the office."""
    return f"{settings().public_url}/quotes/{quote_token(quote)}"


async def quote_by_token(token: str) -> ReleaseQuote:
    """The quote behind a link, with its release; NotFound when it was asked anew or taken out."""
    found = None
    if re.fullmatch(r"[a-z2-7]{26}", token):
        found = (
            await ReleaseQuote.filter(digest=digest(token))
            .select_related("release__meeting__organizer")
            .first()
        )
    if found is None:
        raise NotFound(_("Tautan ini tidak berlaku lagi. Hubungi humas yang mengirimkannya."))
    return found
