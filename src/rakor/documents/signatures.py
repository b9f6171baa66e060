"""What a signed PDF proves: that it is the file handed out, by whom it was signed, and how whole.

A file from outside may be made to keep a reader busy for ever, so `check_apart` reads it in a
process of its own that knows no secret, has little memory and is ended after seconds. Nothing is
fetched: whether a certificate was revoked is not asked.
"""

import asyncio
import os
import sys
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import orjson

from rakor.errors import Invalid
from rakor.words import N_, _

LEEWAY = timedelta(hours=12)  # clocks of signers, set to another zone
TIME, CPU, MEMORY = 60.0, 25, 1024**3  # seconds, seconds, bytes that a check may take


class Chain(StrEnum):
    """How far the certificate of a signer is known here."""

    TRUSTED = "trusted"
    UNCHECKED = "unchecked"


class Flaw(StrEnum):
    """Why a signed PDF is not taken."""

    OTHER_FILE = "other_file"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    UNSIGNED = "unsigned"
    CHANGED = "changed"
    COVERS_TEXT = "covers_text"
    NOT_COVERED = "not_covered"
    TAMPERED = "tampered"
    WEAK = "weak"
    NO_TIME = "no_time"
    WRONG_TIME = "wrong_time"
    EXPIRED = "expired"
    UNTRUSTED = "untrusted"
    TOO_MUCH = "too_much"


FLAWS: dict[Flaw, str] = {
    Flaw.OTHER_FILE: N_(
        "PDF ini tidak diawali persis dengan berkas yang diterbitkan di sini. Unduh PDF-nya, lalu "
        "bubuhkan tanda tangan tanpa mencetak atau menyimpan ulang."
    ),
    Flaw.BROKEN: N_("Berkas ini bukan PDF yang utuh."),
    Flaw.ENCRYPTED: N_("PDF ini terkunci dengan kata sandi. Tanda tangani tanpa menguncinya."),
    Flaw.UNSIGNED: N_("PDF ini belum bertanda tangan elektronik."),
    Flaw.CHANGED: N_("Isi PDF ini diubah setelah diterbitkan, bukan hanya ditandatangani."),
    Flaw.COVERS_TEXT: N_("Gambar tanda tangan terlalu besar sehingga menutupi isi dokumen."),
    Flaw.NOT_COVERED: N_("Ada bagian PDF ini yang tidak tercakup tanda tangannya."),
    Flaw.TAMPERED: N_("Tanda tangan pada PDF ini tidak cocok dengan isinya."),
    Flaw.WEAK: N_("Tanda tangan pada PDF ini memakai cara yang tidak lagi aman."),
    Flaw.NO_TIME: N_("Tanda tangan pada PDF ini tidak menyebut waktunya."),
    Flaw.WRONG_TIME: N_(
        "Waktu tanda tangan pada PDF ini mendahului terbitnya dokumen, atau belum tiba."
    ),
    Flaw.EXPIRED: N_("Sertifikat penanda tangan tidak berlaku pada waktu tanda tangan dibubuhkan."),
    Flaw.UNTRUSTED: N_("Sertifikat penanda tangan bukan dari penerbit yang dipercaya di sini."),
    Flaw.TOO_MUCH: N_("PDF ini terlalu rumit untuk diperiksa."),
}


class NotTaken(Invalid):
    """A signed PDF that cannot be taken; `flaw` says why."""

    code = "signed-file-refused"
    title = N_("PDF bertanda tangan ini tidak dapat diterima")

    def __init__(self, flaw: Flaw) -> None:
        message = _(FLAWS[flaw])
        super().__init__(message, errors=[{"field": "file", "message": message}], reason=flaw.value)
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: the names as the certificate says them, and when it says it was made.

    `stamped` when a trusted authority vouches for the time, not only the signer's own clock.
    """

    signer: str
    organization: str
    issuer: str
    signed_at: datetime
    stamped: bool
    chain: Chain


async def check_apart(
    content: bytes, issued: bytes, roots: Sequence[bytes], *, since: datetime, now: datetime
) -> list[Signature]:
    """Every signature of a PDF that is `issued` and nothing but signatures after it, first to last.

    `roots` are certificates (PEM) whose chains are believed; without any, chains stay unchecked.
    `since` is when it was issued. Refuses (NotTaken) anything else, also what takes too long.
    """
    if len(content) <= len(issued) or not content.startswith(issued):
        raise NotTaken(Flaw.OTHER_FILE)
    said = {
        "issued": len(issued),
        "roots": [b64encode(root).decode() for root in roots],
        "since": since.isoformat(),
        "now": now.isoformat(),
    }
    answer = await _asked(orjson.dumps(said) + b"\n" + content)
    if "flaw" in answer:
        raise NotTaken(Flaw(answer["flaw"]))
    return [read_signature(each) for each in answer["signatures"]]


def read_signature(said: Mapping[str, Any]) -> Signature:
    """A signature as it was written down by `write_signature`."""
    return Signature(
        str(said["signer"]),
        str(said["organization"]),
        str(said["issuer"]),
        datetime.fromisoformat(str(said["signed_at"])),
        bool(said["stamped"]),
        Chain(str(said["chain"])),
    )


def write_signature(found: Signature) -> dict[str, str | bool]:
    """A signature as plain values that can be kept."""
    return {
        "signer": found.signer,
        "organization": found.organization,
        "issuer": found.issuer,
        "signed_at": found.signed_at.isoformat(),
        "stamped": found.stamped,
        "chain": found.chain.value,
    }


async def _asked(question: bytes) -> dict[str, Any]:
    """The answer of the process beside; one that dies or lingers found the file too much."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "rakor.documents.signed_pdf"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        # No secret of this installation goes along.
        env={"PYTHONPATH": os.environ.get("PYTHONPATH", "")},
    )
    try:
        async with asyncio.timeout(TIME):
            said, _errors = await child.communicate(question)
    except TimeoutError:
        said = b""
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0 or not said:
        raise NotTaken(Flaw.TOO_MUCH)
    answer: dict[str, Any] = orjson.loads(said)
    return answer
