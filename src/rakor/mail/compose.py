"""Letters as bytes: values in, one RFC 5322 message out, the same bytes for the same values.

The parts are joined here and not by the library's generator, which writes line by line and is
five times slower; the tests read every letter back with the library and find no defect.
"""

import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import encode_rfc2231, format_datetime
from functools import lru_cache
from hashlib import blake2b

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+"
_ADDRESS = re.compile(rf"{_ATOM}@[A-Za-z0-9.-]+")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,240}@[!-;=?-~]{1,240}>")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_FILE = re.compile(r"[^\x00-\x1f\x7f\"\\/]{1,200}")
_METHOD = re.compile(r"[A-Z]{1,20}")
_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_LINE = 76


class Quoted(bytes):
    """Text that is quoted-printable already."""


@dataclass(frozen=True, slots=True)
class Address:
    """Someone a letter is from or to. Only the name may hold letters beyond ASCII."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture inside the letter, shown where its HTML says `<img src="cid:...">`."""

    cid: str
    content: bytes
    content_type: str = "image/png"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that comes with the letter."""

    filename: str
    content: bytes
    content_type: str = "application/octet-stream"


def compose(
    *,
    sender: Address,
    to: Address,
    subject: str,
    text: str | Quoted,
    html: str | Quoted,
    message_id: str,
    date: datetime,
    reply_to: Address | None = None,
    calendar: tuple[bytes, str] | None = None,
    images: Sequence[Image] = (),
    attachments: Sequence[Attachment] = (),
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """One letter to one person, with lines no mail server will break.

    `calendar` is the bytes and their METHOD: they come inline, for the buttons of Outlook and
    Gmail, and as `invite.ics`, for everybody else (RFC 6047). What people wrote is neutralised;
    an address, Message-ID, header or file name that could break out is a ValueError.
    """
    lines = {
        "From": _mailbox(sender),
        "To": _mailbox(to),
        "Subject": _words(subject, len("Subject: ")),
        "Date": format_datetime(date),
        "Message-ID": _checked(_MESSAGE_ID, message_id, "Message-ID"),
        "MIME-Version": "1.0",
    }
    if reply_to:
        lines["Reply-To"] = _mailbox(reply_to)
    taken = {"reply-to", *(name.lower() for name in lines)}
    for name, value in (headers or {}).items():
        if name.lower() in taken or name.lower().startswith("content-"):
            raise ValueError(f"not a free header: {name!r}")
        lines[_checked(_HEADER, name, "header")] = _header_value(value)
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return head.encode("ascii") + _body(message_id, text, html, calendar, images, attachments)


def _body(
    message_id: str,
    text: str | Quoted,
    html: str | Quoted,
    calendar: tuple[bytes, str] | None,
    images: Sequence[Image],
    attachments: Sequence[Attachment],
) -> bytes:
    """mixed( alternative( text, related( html, images ), calendar ), invite.ics, files )."""
    mark = blake2b(message_id.encode(), digest_size=12).hexdigest()
    shown = _text("html", html)
    if images:
        shown = _multipart("related", mark, [shown, *map(_image, images)])
    alternatives = [_text("plain", text), shown]
    files = [_file(a.filename, a.content_type, _base64(a.content)) for a in attachments]
    if calendar:
        content, method = _base64(calendar[0]), _checked(_METHOD, calendar[1], "method")
        inline = f"text/calendar; charset=utf-8; method={method}"
        alternatives.append(_part(inline, "base64", content))
        files.insert(0, _file("invite.ics", "application/ics", content))
    body = _multipart("alternative", mark, alternatives)
    return _multipart("mixed", mark, [body, *files]) if files else body


def _multipart(kind: str, mark: str, parts: Sequence[bytes]) -> bytes:
    # Neither quoted-printable nor base64 ever contains "=_", so no part can hold the boundary.
    boundary = f"=_{kind}_{mark}"
    between = f"--{boundary}\r\n".encode()
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    inside = b"".join(piece for part in parts for piece in (between, part, b"\r\n"))
    return head + inside + f"--{boundary}--\r\n".encode()


def _part(content_type: str, encoding: str, payload: bytes, *lines: str) -> bytes:
    head = (f"Content-Type: {content_type}", f"Content-Transfer-Encoding: {encoding}", *lines)
    return "\r\n".join(head).encode("ascii") + b"\r\n\r\n" + payload


def quoted(text: str) -> Quoted:
    """Whole lines of a text as they go into a letter (RFC 2045 section 6.7).

    Lines are quoted each for itself, so what is the same in many letters is quoted once.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    payload = binascii.b2a_qp(text.encode("utf-8", "replace"), istext=True)
    return Quoted(payload.replace(b"\n", b"\r\n"))


def _text(kind: str, text: str | Quoted) -> bytes:
    payload = text if isinstance(text, bytes) else quoted(text.rstrip("\r\n") + "\n")
    return _part(f"text/{kind}; charset=utf-8", "quoted-printable", payload)


def _image(image: Image) -> bytes:
    cid = f"Content-ID: <{_checked(_ADDRESS, image.cid, 'cid')}>"
    kind = _checked(_TYPE, image.content_type, "type")
    return _part(kind, "base64", _base64(image.content), cid, "Content-Disposition: inline")


def _file(filename: str, content_type: str, encoded: bytes) -> bytes:
    kind = _checked(_TYPE, content_type, "type")
    filename = _checked(_FILE, filename, "file name")
    # RFC 2231 for letters beyond ASCII; the plain form stays for programs that know no other.
    plain = filename.encode("ascii", "replace").decode().replace("?", "_")
    given = f'filename="{plain}"'
    if not filename.isascii():
        given = f"filename*={encode_rfc2231(_short(filename), 'utf-8')}"
    disposition = f"Content-Disposition: attachment;\r\n {given}"
    return _part(f'{kind};\r\n name="{plain}"', "base64", encoded, disposition)


def _short(filename: str) -> str:
    """Percent-encoded, a letter may take twelve octets of a line; the ending says what it is."""
    return filename if len(filename) <= 70 else filename[:55] + filename[-15:]


def _base64(content: bytes) -> bytes:
    encoded = binascii.b2a_base64(content, newline=False)
    lines = [encoded[start : start + _LINE] for start in range(0, len(encoded), _LINE)]
    return b"\r\n".join(lines) + b"\r\n"


def _mailbox(person: Address) -> str:
    local, _at, domain = person.address.rpartition("@")
    try:
        address = f"{local}@{domain if domain.isascii() else domain.encode('idna').decode()}"
    except UnicodeError:
        address = ""
    address = _checked(_ADDRESS, address, "address")
    name = _phrase(person.name)
    return f"{name}\r\n <{address}>" if name else address


@lru_cache(maxsize=4_096)
def _phrase(name: str) -> str:
    """A display name: quoted, or as encoded words, which have no place for a comma to work in."""
    name = _one_line(name)
    if not name.isascii() or "=?" in name:
        return _words(name, len("Reply-To: "))
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    if len(quoted) > _LINE - 20:
        return Header(name, "utf-8", _LINE).encode(linesep="\r\n")
    return f'"{quoted}"' if name else ""


@lru_cache(maxsize=1_024)
def _words(text: str, indent: int) -> str:
    """Unstructured text, in encoded words where it must be (RFC 2047)."""
    text = _one_line(text)
    plain = text.isascii() and "=?" not in text
    if plain and len(text) + indent <= _LINE:
        return text
    charset = "us-ascii" if plain and max(map(len, text.split())) < _LINE - indent else "utf-8"
    first = _LINE - indent
    return Header(text, charset, _LINE, continuation_ws=" ").encode(
        linesep="\r\n", maxlinelen=first
    )


def _header_value(value: str) -> str:
    """What the program itself says in a header; only what may stand there as it is."""
    if not value.isascii() or not value.isprintable() or len(value) > 900:
        raise ValueError("header value is not plain")
    return value


def _one_line(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _checked(pattern: re.Pattern[str], value: str, what: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError(f"not a valid {what}: {value!r}")
    return value
