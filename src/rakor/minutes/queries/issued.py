"""Approved minutes as an issued document: their code, and who has signed the PDF."""

from dataclasses import dataclass

from rakor.documents.signatures import Signature
from rakor.issued.models import Issued
from rakor.issued.queries import issued_of, signatures_of
from rakor.issued.rules import spoken
from rakor.minutes.models import Minutes
from rakor.minutes.rules import SETTLED, SIGNABLE


@dataclass(frozen=True, slots=True)
class Signed:
    """What is known of an approved version beside its text."""

    document: Issued
    signatures: tuple[Signature, ...]
    is_open: bool

    @property
    def code(self) -> str:
        """The code as it is printed."""
        return spoken(self.document.code)


async def signed(minutes: Minutes | None) -> Signed | None:
    """Code and signatures of a version that was approved; None before that.

    `is_open` while a signed PDF may still be handed in.
    """
    if minutes is None or minutes.state not in SETTLED:
        return None
    document = await issued_of(minutes.id)
    if document is None:
        return None
    return Signed(document, await signatures_of(document), minutes.state in SIGNABLE)
