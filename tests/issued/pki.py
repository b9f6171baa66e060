"""Authorities and signers of our own, and PDFs that are signed, changed and forged with them."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import SimpleSigner

PASSPHRASE = b"rahasia sekali"
NOW = datetime.now(UTC).replace(microsecond=0)


class Holder(NamedTuple):
    """A certificate with its key, and the chain above it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def pkcs12(self) -> bytes:
        return pkcs12.serialize_key_and_certificates(
            b"signer", self.key, self.certificate, self.chain, BestAvailableEncryption(PASSPHRASE)
        )


def holder(
    name: str,
    above: Holder | None = None,
    *,
    authority: bool = False,
    days: tuple[int, int] = (-30, 365),
    signs: bool = True,
) -> Holder:
    """Somebody with a certificate of an authority, or of their own making."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _named(name)
    issuer, signing = (above.certificate.subject, above.key) if above else (subject, key)
    usage = x509.KeyUsage(
        digital_signature=signs and not authority,
        content_commitment=signs and not authority,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + timedelta(days=days[0]))
        .not_valid_after(NOW + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if above:
        back = x509.AuthorityKeyIdentifier.from_issuer_public_key(above.key.public_key())
        made = made.add_extension(back, critical=False)
    chain = (above.certificate, *above.chain) if above else ()
    return Holder(made.sign(signing, hashes.SHA256()), key, chain)


def _named(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Badan Contoh"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


ROOT = holder("Induk Contoh", authority=True)
BETWEEN = holder("Penerbit Contoh", ROOT, authority=True)
CHAIR = holder("Dr. Rina Pimpinan, S.H.", BETWEEN)
TAKER = holder("Budi Notulis", BETWEEN)
EXPIRED = holder("Kedaluwarsa", BETWEEN, days=(-30, -5))
ALONE = holder("Bikin Sendiri")
STRANGER = holder("Induk Lain", authority=True)
NOT_SIGNING = holder("Hanya Sandi", BETWEEN, signs=False)


def signed(
    content: bytes,
    by: Holder = CHAIR,
    *,
    field: str = "",
    box: tuple[int, int, int, int] | None = None,
    certifies: bool = False,
) -> bytes:
    """The PDF with one more signature, as an application outside makes it."""
    field = field or f"Ttd{len(content)}"
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    if box:
        append_signature_field(writer, SigFieldSpec(field, box=box, on_page=0))
    facts = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=certifies,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    signer = SimpleSigner.load_pkcs12_data(by.pkcs12, [], passphrase=PASSPHRASE)
    out = io.BytesIO()
    PdfSigner(facts, signer).sign_pdf(writer, output=out)
    return out.getvalue()


def changed(content: bytes, how: str) -> bytes:
    """The PDF with a further revision that changes what it shows or does."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    _CHANGES[how](writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _page(writer: IncrementalPdfFileWriter) -> Any:
    return writer.find_page_for_modification(0)[0].get_object()


def _text(writer: IncrementalPdfFileWriter) -> None:
    page = _page(writer)
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 m 9 9 l S"))
    writer.update_container(page)


def _stream(writer: IncrementalPdfFileWriter) -> None:
    ref = _page(writer).raw_get("/Contents").reference
    ref.get_object()._data = None
    writer.objects[(ref.generation, ref.idnum)] = generic.StreamObject(stream_data=b"0 0 m 9 9 l S")


def _more_pages(writer: IncrementalPdfFileWriter) -> None:
    page = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Page"),
            generic.pdf_name("/Contents"): writer.add_object(
                generic.StreamObject(stream_data=b"0 0 m 9 9 l S")
            ),
        }
    )
    writer.insert_page(page)


def _box(*sides: int) -> generic.ArrayObject:
    return generic.ArrayObject(map(generic.NumberObject, sides))


def _note(writer: IncrementalPdfFileWriter) -> None:
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject(
                map(generic.NumberObject, (0, 0, 99, 9))
            ),
            generic.pdf_name("/Contents"): generic.pdf_string("Tidak disetujui"),
        }
    )
    page = _page(writer)
    notes = generic.ArrayObject([*page.get("/Annots", []), writer.add_object(note)])
    page[generic.pdf_name("/Annots")] = notes
    writer.update_container(page)


def _action(writer: IncrementalPdfFileWriter) -> None:
    action = generic.DictionaryObject(
        {
            generic.pdf_name("/S"): generic.pdf_name("/JavaScript"),
            generic.pdf_name("/JS"): generic.pdf_string("app.alert(1)"),
        }
    )
    writer.root[generic.pdf_name("/OpenAction")] = action
    writer.update_root()


def _xfa(writer: IncrementalPdfFileWriter) -> None:
    form = generic.DictionaryObject(
        {
            generic.pdf_name("/Fields"): generic.ArrayObject(),
            generic.pdf_name("/XFA"): generic.pdf_string("<xdp/>"),
        }
    )
    writer.root[generic.pdf_name("/AcroForm")] = form
    writer.update_root()


def _field(writer: IncrementalPdfFileWriter) -> None:
    field = generic.DictionaryObject(
        {
            generic.pdf_name("/FT"): generic.pdf_name("/Tx"),
            generic.pdf_name("/T"): generic.pdf_string("isian"),
            generic.pdf_name("/V"): generic.pdf_string("lain"),
        }
    )
    fields = generic.ArrayObject([writer.add_object(field)])
    writer.root[generic.pdf_name("/AcroForm")] = generic.DictionaryObject(
        {generic.pdf_name("/Fields"): fields}
    )
    writer.update_root()


def _nothing(writer: IncrementalPdfFileWriter) -> None:
    writer.add_object(generic.pdf_string("tidak dipakai"))


def _deep(writer: IncrementalPdfFileWriter) -> None:
    nested = generic.ArrayObject()
    for _n in range(200):
        nested = generic.ArrayObject([nested])
    page = _page(writer)
    page[generic.pdf_name("/Annots")] = nested
    writer.update_container(page)


_CHANGES = {
    "text": _text,
    "stream": _stream,
    "pages": _more_pages,
    "note": _note,
    "action": _action,
    "xfa": _xfa,
    "field": _field,
    "nothing": _nothing,
    "deep": _deep,
}


def in_place_of(content: bytes) -> bytes:
    """Another document behind the bytes of ours, to which nothing in it refers."""
    parts = [
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>\nendobj\n",
    ]
    made, places = content + b"\n", []
    for part in parts:
        places.append(len(made))
        made += part
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    end = b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    return made + table + end
