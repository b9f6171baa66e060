"""Reading a signed PDF as ISO 32000-2 section 12.8 and ETSI EN 319 142-1 mean it; pure.

Two questions, answered apart: is everything after the bytes that were handed out nothing but
signatures (our own comparison, object by object), and is each signature whole, over all of its
revision, by a certificate that was valid (pyHanko).
"""

import asyncio
import io
import logging
import re
import resource
import sys
from base64 import b64decode
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from asn1crypto import pem, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from rakor.documents.signatures import (
    CPU,
    LEEWAY,
    MEMORY,
    Chain,
    Flaw,
    NotTaken,
    Signature,
    write_signature,
)

MOST_SIGNATURES = 10
LARGEST_MARK = 1 / 5  # of a page: more would hide what was decided

# What a signature may add to the catalogue, to the form, and to a page.
CATALOG = frozenset({"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/Version"})
FORM = frozenset({"/Fields", "/SigFlags", "/DR", "/DA", "/Q", "/NeedAppearances"})
_END = re.compile(rb"startxref[\r\n ]+(\d+)[\r\n ]+%%EOF[\r\n ]*\Z")
_FITS = KeyUsageConstraints(
    key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
)
# It tells of every flaw in a file; here flaws are answers.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


def check_signed(
    content: bytes, issued: int, roots: Sequence[bytes], *, since: datetime, now: datetime
) -> list[Signature]:
    """Every signature of a PDF whose first `issued` bytes are the file that was handed out.

    Refuses (NotTaken) what is broken, locked or unsigned, what changed anything but signatures,
    what is not covered, and signers whose certificate was not valid or is not believed.
    """
    try:
        return asyncio.run(_checked(content, issued, roots, since=since, now=now))
    except NotTaken:
        raise
    except MemoryError:
        raise NotTaken(Flaw.TOO_MUCH) from None
    except Exception:
        # A hostile file finds errors that nobody named; whatever it is, it is not taken.
        raise NotTaken(Flaw.BROKEN) from None


async def _checked(
    content: bytes, issued: int, roots: Sequence[bytes], *, since: datetime, now: datetime
) -> list[Signature]:
    reader = PdfFileReader(io.BytesIO(content), strict=True)
    if reader.encrypted:
        raise NotTaken(Flaw.ENCRYPTED)
    end = _END.search(content, len(content) - 1024 if len(content) > 1024 else 0)
    if end is None or int(end[1]) != reader.last_startxref:
        raise NotTaken(Flaw.NOT_COVERED)
    base = _revision_of(reader, content[:issued])
    found = reader.embedded_regular_signatures
    if not found:
        raise NotTaken(Flaw.UNSIGNED)
    if len(reader.embedded_signatures) > MOST_SIGNATURES or any(
        each.signed_revision <= base for each in found
    ):
        raise NotTaken(Flaw.CHANGED)
    _check_untouched(reader, base)
    _check_marks(reader)
    trusted = [_certificate(root) for root in roots]
    signatures = [await _signature(each, trusted, since, now) for each in found]
    _check_end(reader, found[-1])
    return signatures


def _revision_of(reader: PdfFileReader, issued: bytes) -> int:
    """Which revision of the file is the one that was handed out."""
    start = PdfFileReader(io.BytesIO(issued), strict=True).last_startxref
    for number in range(reader.xrefs.total_revisions):
        if reader.xrefs.get_startxref_for_revision(number) == start:
            return number
    # Its beginning is there and nothing refers to it: another document was put in its place.
    raise NotTaken(Flaw.CHANGED)


def _check_untouched(reader: PdfFileReader, base: int) -> None:
    """Refuses a file in which an object of ours is another than it was, or is gone."""
    old: Any = reader.get_historical_resolver(base)
    for number in range(base + 1, reader.xrefs.total_revisions):
        new: Any = reader.get_historical_resolver(number)
        freed = {ref for ref in new.refs_freed_in_revision() if not old.is_ref_unassignable(ref)}
        if freed:
            raise NotTaken(Flaw.CHANGED)
        for ref in new.explicit_refs_in_revision():
            if not old.is_ref_unassignable(ref) and not _may_differ(ref, old, new):
                raise NotTaken(Flaw.CHANGED)


def _may_differ(ref: generic.Reference, old: Any, new: Any) -> bool:
    before, after = old(ref), new(ref)
    if _written(before) == _written(after):
        return True
    if ref == old.root_ref:
        return _differing(before, after) <= CATALOG
    if ref in (_place(old.trailer_view, "/Info"), _place(old.root, "/Metadata")):
        return True
    if isinstance(before, generic.DictionaryObject) and before.get("/Type") == "/Page":
        return _differing(before, after) <= {"/Annots"} and _only_marks(
            before.get("/Annots", []), after.get("/Annots", [])
        )
    return False


def _differing(before: Any, after: Any) -> set[str]:
    """Under which names two dictionaries say something else."""
    if not isinstance(before, generic.DictionaryObject) or not isinstance(
        after, generic.DictionaryObject
    ):
        return {""}
    names = set(before) | set(after)
    return {
        name
        for name in names
        if name not in before
        or name not in after
        or _written(before.raw_get(name)) != _written(after.raw_get(name))
    }


def _only_marks(before: Any, after: Any) -> bool:
    """Whether nothing but marks of signatures came to the annotations of a page."""
    if not isinstance(after, generic.ArrayObject):
        return False
    before = before if isinstance(before, generic.ArrayObject) else generic.ArrayObject()
    kept = [_written(after.raw_get(at)) for at in range(min(len(before), len(after)))]
    was = [_written(before.raw_get(at)) for at in range(len(before))]
    return kept == was and all(
        _is_mark(after.raw_get(at).get_object()) for at in range(len(before), len(after))
    )


def _is_mark(note: Any) -> bool:
    if not isinstance(note, generic.DictionaryObject) or note.get("/Subtype") != "/Widget":
        return False
    kind = note.get("/FT") or (note.get("/Parent") or {}).get("/FT")
    return kind == "/Sig" and not {"/A", "/AA"} & set(note)


def _place(holder: Any, name: str) -> generic.Reference | None:
    found = holder.raw_get(name) if name in holder else None
    return found.reference if isinstance(found, generic.IndirectObject) else None


def _written(value: Any) -> bytes:
    """A value as a file would hold it; references are compared by their numbers."""
    out = io.BytesIO()
    value.write_to_stream(out, None)
    if isinstance(value, generic.StreamObject):
        out.write(value.encoded_data)
    return out.getvalue()


def _check_marks(reader: PdfFileReader) -> None:
    """The form holds signatures only, and no picture of one hides the page it stands on."""
    form = reader.root["/AcroForm"]
    if not set(form) <= FORM:
        raise NotTaken(Flaw.CHANGED)
    for field in _fields(form["/Fields"]):
        if field.get("/FT", "/Sig") != "/Sig" or {"/A", "/AA"} & set(field):
            raise NotTaken(Flaw.CHANGED)
    for page in _pages(reader.root["/Pages"]):
        wide, high = _size(page.get("/MediaBox", [0, 0, 595, 842]))
        for note in page.get("/Annots", []):
            if note.get_object().get("/Subtype") != "/Widget":
                continue
            across, down = _size(note.get_object()["/Rect"])
            if across * down > wide * high * LARGEST_MARK:
                raise NotTaken(Flaw.COVERS_TEXT)


def _fields(several: Any, depth: int = 0) -> Iterator[Any]:
    for each in several:
        field = each.get_object()
        yield field
        if depth < 3:
            yield from _fields(field.get("/Kids", []), depth + 1)


def _pages(node: Any, depth: int = 0) -> Iterator[Any]:
    if node.get("/Type") == "/Page":
        yield node
    elif depth < 20:
        for kid in node.get("/Kids", []):
            yield from _pages(kid.get_object(), depth + 1)


def _size(box: Any) -> tuple[float, float]:
    left, low, right, high = (float(each) for each in box)
    return abs(right - left), abs(high - low)


def _certificate(root: bytes) -> x509.Certificate:
    _kind, _headers, der = pem.unarmor(root)
    return x509.Certificate.load(der)


async def _signature(
    embedded: EmbeddedPdfSignature,
    trusted: list[x509.Certificate],
    since: datetime,
    now: datetime,
) -> Signature:
    """One signature, checked as of the moment when it says it was made."""
    signed_at = embedded.self_reported_timestamp
    if signed_at is None:
        raise NotTaken(Flaw.NO_TIME)
    signed_at = signed_at.astimezone(UTC)
    if not since - LEEWAY <= signed_at <= now + LEEWAY:
        raise NotTaken(Flaw.WRONG_TIME)
    certificate = embedded.signer_cert
    if not certificate.not_valid_before <= signed_at <= certificate.not_valid_after:
        raise NotTaken(Flaw.EXPIRED)
    context = ValidationContext(
        trust_roots=trusted, allow_fetching=False, moment=signed_at, retroactive_revinfo=True
    )
    status = await async_validate_pdf_signature(embedded, context, key_usage_settings=_FITS)
    _check_whole(embedded, status)
    if trusted and not status.trusted:
        raise NotTaken(Flaw.UNTRUSTED)
    stamp = status.timestamp_validity
    stamped = stamp is not None and stamp.valid and stamp.trusted
    name, issuer = certificate.subject.native, certificate.issuer.native
    return Signature(
        signer=_line(name.get("common_name") or certificate.subject.human_friendly),
        organization=_line(name.get("organization_name") or ""),
        issuer=_line(issuer.get("common_name") or issuer.get("organization_name") or ""),
        signed_at=stamp.timestamp if stamped and stamp is not None else signed_at,
        stamped=stamped,
        chain=Chain.TRUSTED if trusted else Chain.UNCHECKED,
    )


def _check_whole(embedded: EmbeddedPdfSignature, status: PdfSignatureStatus) -> None:
    """Refuses a signature that does not fit, or that something but signatures came after."""
    if not status.intact or not status.valid:
        raise NotTaken(Flaw.TAMPERED)
    if status.md_algorithm in ("md5", "sha1"):
        raise NotTaken(Flaw.WEAK)
    _first, length, after, _rest = (int(each) for each in embedded.byte_range)
    if after - length != len(embedded.pkcs7_content) * 2 + 2:
        raise NotTaken(Flaw.NOT_COVERED)
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        raise NotTaken(Flaw.NOT_COVERED)
    later = status.diff_result
    if not isinstance(later, DiffResult) or not status.docmdp_ok:
        raise NotTaken(Flaw.CHANGED)
    if later.modification_level > ModificationLevel.FORM_FILLING:
        raise NotTaken(Flaw.CHANGED)


def _check_end(reader: PdfFileReader, last: EmbeddedPdfSignature) -> None:
    """Where no revision follows the last signature, nothing at all does."""
    final = last.signed_revision == reader.xrefs.total_revisions - 1
    if final and last.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        raise NotTaken(Flaw.NOT_COVERED)


def _line(said: Any) -> str:
    """A name out of a certificate, which anybody may have written."""
    words = said[-1] if isinstance(said, list) else said
    return " ".join("".join(c if c.isprintable() else " " for c in str(words)).split())[:200]


def _answer(question: bytes) -> bytes:
    """What `check_apart` asks in its process beside: a line of JSON, then the file."""
    head, _newline, content = question.partition(b"\n")
    said = orjson.loads(head)
    try:
        found = check_signed(
            content,
            said["issued"],
            [b64decode(root) for root in said["roots"]],
            since=datetime.fromisoformat(said["since"]),
            now=datetime.fromisoformat(said["now"]),
        )
    except NotTaken as refusal:
        return orjson.dumps({"flaw": refusal.flaw})
    return orjson.dumps({"signatures": [write_signature(each) for each in found]})


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read()))


if __name__ == "__main__":
    _main()
