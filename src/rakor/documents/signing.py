"""Signing a PDF with a certificate of one's own (PKCS#12), as PAdES B-B (ETSI EN 319 142-1).

The signature is invisible: nothing on the page moves, and a tagged PDF/A stays one. The keys are
read, used and forgotten.
"""

import asyncio
import io
import secrets
from typing import TYPE_CHECKING

from rakor.errors import Invalid
from rakor.words import _

if TYPE_CHECKING:  # half a second that only those who sign wait for
    from pyhanko.sign.signers import SimpleSigner


async def sign_pdf(content: bytes, pkcs12: bytes, passphrase: bytes | None) -> bytes:
    """The same bytes with one more signature after them; made off the event loop.

    Refuses (Invalid) a file that is no PKCS#12, and a wrong passphrase.
    """
    return await asyncio.to_thread(_signed, content, pkcs12, passphrase)


def _signed(content: bytes, pkcs12: bytes, passphrase: bytes | None) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.fields import SigSeedSubFilter

    facts = PdfSignatureMetadata(
        field_name=f"Rakor-{secrets.token_hex(4)}",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
    )
    signer = PdfSigner(facts, _signer(pkcs12, passphrase))
    out = io.BytesIO()
    signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), output=out)
    return out.getvalue()


def _signer(pkcs12: bytes, passphrase: bytes | None) -> "SimpleSigner":
    from pyhanko.sign.signers import SimpleSigner

    try:
        made: SimpleSigner = SimpleSigner.load_pkcs12_data(pkcs12, [], passphrase=passphrase)
    except (ValueError, TypeError, AttributeError):
        # Also one without a key, or without its certificate.
        raise Invalid.field(
            "pkcs12", _("Berkas PKCS#12 ini tidak terbaca, atau kata sandinya salah.")
        ) from None
    return made
