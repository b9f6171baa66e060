"""Which signed PDFs are taken: ours and whole, and none of the ways in which others were fooled."""

import asyncio
import io
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.crypt import StandardSecurityHandler
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from rakor.documents import signatures
from rakor.documents.pdf import compile_pdf
from rakor.documents.signatures import Chain, Flaw, NotTaken, check_apart
from rakor.documents.signed_pdf import check_signed
from rakor.documents.signing import sign_pdf
from rakor.errors import Invalid
from rakor.minutes.export import to_typst_values

from ..minutes.notula_sample import document
from .pki import (
    ALONE,
    CHAIR,
    EXPIRED,
    NOT_SIGNING,
    NOW,
    PASSPHRASE,
    ROOT,
    STRANGER,
    TAKER,
    changed,
    in_place_of,
    signed,
)

SHORT = document(heads=2, presentations=(), discussion=(), follow_ups=(), attendance=())
BEFORE, AFTER = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
CHANGES = ["text", "stream", "pages", "note", "action", "xfa", "field", "deep"]


@pytest.fixture(scope="session")
def issued() -> bytes:
    return compile_pdf("minutes", to_typst_values(SHORT))


@pytest.fixture(scope="session")
def one(issued) -> bytes:
    return signed(issued)


@pytest.fixture(scope="session")
def two(one) -> bytes:
    return signed(one, TAKER)


def found(content: bytes, issued: bytes, *, roots=(ROOT,), since=BEFORE, now=AFTER):
    return check_signed(content, len(issued), [root.pem for root in roots], since=since, now=now)


def flaw(content: bytes, issued: bytes, **given) -> Flaw | str:
    """Why it is refused; or who signed it, where it is taken."""
    try:
        return ", ".join(each.signer for each in found(content, issued, **given))
    except NotTaken as refusal:
        return refusal.flaw


def test_a_signature_says_who_made_it_and_when(one, issued):
    (seen,) = found(one, issued)

    assert (seen.signer, seen.organization, seen.issuer) == (
        "Dr. Rina Pimpinan, S.H.",
        "Badan Contoh",
        "Penerbit Contoh",
    )
    assert abs(seen.signed_at - datetime.now(UTC)) < timedelta(minutes=10)
    assert (seen.chain, seen.stamped) == (Chain.TRUSTED, False)


def test_several_sign_one_after_the_other(two, issued):
    assert flaw(two, issued) == "Dr. Rina Pimpinan, S.H., Budi Notulis"


def test_without_roots_the_chain_is_said_to_be_unchecked(issued, one):
    assert [each.chain for each in found(one, issued, roots=())] == [Chain.UNCHECKED]
    assert flaw(signed(issued, ALONE), issued, roots=()) == "Bikin Sendiri"


def test_a_small_picture_and_a_certifying_signature_are_taken(issued):
    seen = signed(issued, box=(100, 100, 250, 160), certifies=True)

    assert flaw(seen, issued) == "Dr. Rina Pimpinan, S.H."


def test_a_picture_that_hides_the_page_is_not(issued):
    assert flaw(signed(issued, box=(0, 0, 595, 600)), issued) is Flaw.COVERS_TEXT


@pytest.mark.parametrize(
    ("by", "roots", "why"),
    [
        (EXPIRED, (ROOT,), Flaw.EXPIRED),
        (EXPIRED, (), Flaw.EXPIRED),
        (ALONE, (ROOT,), Flaw.UNTRUSTED),
        (CHAIR, (STRANGER,), Flaw.UNTRUSTED),
        (NOT_SIGNING, (ROOT,), Flaw.UNTRUSTED),
    ],
)
def test_signers_who_are_not_believed(issued, by, roots, why):
    assert flaw(signed(issued, by), issued, roots=roots) is why


def test_a_time_before_the_document_or_to_come_is_refused(one, issued):
    day = timedelta(days=1)

    assert flaw(one, issued, since=NOW + day, now=NOW + 2 * day) is Flaw.WRONG_TIME
    assert flaw(one, issued, since=NOW - 3 * day, now=NOW - 2 * day) is Flaw.WRONG_TIME


@pytest.mark.parametrize("how", CHANGES)
def test_what_was_changed_before_it_was_signed_is_refused(issued, how):
    assert flaw(signed(changed(issued, how)), issued) in (Flaw.CHANGED, Flaw.BROKEN)


@pytest.mark.parametrize("how", CHANGES)
def test_what_was_changed_after_it_was_signed_is_refused(one, issued, how):
    # Another form in place of ours takes the signatures away with it.
    assert flaw(changed(one, how), issued) in (Flaw.CHANGED, Flaw.BROKEN, Flaw.UNSIGNED)


def test_what_was_changed_between_two_signatures_is_refused(one, issued):
    assert flaw(signed(changed(one, "note"), TAKER), issued) is Flaw.CHANGED


def test_another_document_behind_our_bytes_is_refused(issued):
    assert flaw(signed(in_place_of(issued)), issued) is Flaw.CHANGED


def test_without_a_signature_nothing_is_taken(issued):
    assert flaw(changed(issued, "nothing"), issued) is Flaw.UNSIGNED


@pytest.mark.parametrize("tail", [b"\n", b"%", b"\n%%EOF\n", b"x" * 2000, b"PK\x03\x04", b"\0"])
def test_bytes_behind_the_last_signature_are_refused(one, issued, tail):
    assert flaw(one + tail, issued) in (Flaw.NOT_COVERED, Flaw.BROKEN)


def test_what_is_broken_or_locked_is_refused(one, issued):
    assert flaw(one[:-900], issued) in (Flaw.BROKEN, Flaw.NOT_COVERED)
    assert flaw(issued + b"\n%PDF-1.7", issued) in (Flaw.BROKEN, Flaw.NOT_COVERED)
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(issued)))
    handler = StandardSecurityHandler.build_from_pw("pemilik", "pembaca", encrypt_metadata=True)
    writer._assign_security_handler(handler)
    out = io.BytesIO()
    writer.write(out)
    assert flaw(out.getvalue(), out.getvalue()) is Flaw.ENCRYPTED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Signature wrapping and the universal forgery: ranges that leave more out, or nothing.
        (b"/ByteRange [0 ", b"/ByteRange [1 "),
        (b"/ByteRange ", b"/ByteRangx "),
        (b"/Contents <", b"/Contentz <"),
        (b"/Filter /Adobe.PPKLite", b"/Filter /Adobe.XXXXXXX"),
        (b"ETSI.CAdES.detached", b"adbe.pkcs7.sha1xxxx"),
        (b"/Type /Sig", b"/Type /Sag"),
    ],
)
def test_signatures_that_were_tampered_with_are_refused(one, issued, old, new):
    at = one.index(old, len(issued))
    made = one[:at] + new + one[at + len(old) :]

    assert isinstance(flaw(made, issued), Flaw)


def test_a_byte_range_that_leaves_more_out_is_refused(one, issued):
    at = one.index(b"/ByteRange [", len(issued))
    end = one.index(b"]", at)
    _zero, length, after, rest = one[at + 12 : end].split()
    for grow in (2, 200):
        said = b"0 %s %d %d" % (length, int(after) + grow, int(rest) - grow)
        made = one[: at + 12] + said.ljust(end - at - 12) + one[end:]
        assert len(made) == len(one)
        assert isinstance(flaw(made, issued), Flaw)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_whatever_byte_is_flipped_it_is_refused_or_means_the_same(one, issued, data):
    at = data.draw(st.integers(len(issued) - 200, len(one) - 1))
    made = bytearray(one)
    made[at] ^= 1 << data.draw(st.integers(0, 7))
    said = flaw(bytes(made), issued)

    assert isinstance(said, Flaw) or said == "Dr. Rina Pimpinan, S.H."
    # Nothing but the empty room behind the signature in its hexadecimal field may differ.
    if not isinstance(said, Flaw):
        start = one.index(b"/Contents <", len(issued))
        assert start < at < one.index(b">", start)


async def test_the_check_beside_says_the_same_and_ends_what_lingers(one, issued, monkeypatch):
    kept = await check_apart(one, issued, [ROOT.pem], since=BEFORE, now=AFTER)
    assert kept == await asyncio.to_thread(found, one, issued)
    with pytest.raises(NotTaken) as refused:
        await check_apart(changed(one, "note"), issued, [ROOT.pem], since=BEFORE, now=AFTER)
    assert refused.value.flaw is Flaw.CHANGED
    monkeypatch.setattr(signatures, "TIME", 0.01)
    with pytest.raises(NotTaken) as refused:
        await check_apart(one, issued, [], since=BEFORE, now=AFTER)
    assert refused.value.flaw is Flaw.TOO_MUCH


@pytest.mark.parametrize("other", [b"", b"%PDF-1.7\n%%EOF", b"\x89PNG"])
async def test_anything_else_is_refused_before_it_is_read(issued, other):
    for content in (other, issued, b" " + issued, issued[:-1] + b" " + other):
        with pytest.raises(NotTaken) as refused:
            await check_apart(content, issued, [], since=BEFORE, now=AFTER)
        assert refused.value.flaw is Flaw.OTHER_FILE


async def test_a_certificate_of_ones_own_signs_here(issued):
    made = await sign_pdf(issued, CHAIR.pkcs12, PASSPHRASE)

    assert made.startswith(issued)
    assert await asyncio.to_thread(flaw, made, issued) == "Dr. Rina Pimpinan, S.H."
    for pkcs12, passphrase in ((CHAIR.pkcs12, b"salah"), (CHAIR.pkcs12, None), (b"bukan", b"")):
        with pytest.raises(Invalid):
            await sign_pdf(issued, pkcs12, passphrase)


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="needs pdfsig (poppler-utils)")
def test_another_program_finds_both_signatures_whole(two, tmp_path):
    path = tmp_path / "notula.pdf"
    path.write_bytes(two)
    said = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False)

    assert said.stdout.count("Signature is Valid.") == 2
    assert "Total document signed" in said.stdout
    assert "Dr. Rina Pimpinan" in said.stdout
