"""Pictures that people hand in: told by their content, kept without what a camera hides in them.

Where a photo was taken, with which device and by whom stands in its metadata (EXIF, XMP, IPTC,
comments). Only what is needed to draw the picture stays, and the turn that EXIF gives it. What
follows the picture in the file goes as well.
"""

import struct
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import typst

from rakor.errors import Invalid, TooLarge
from rakor.words import N_, _

LARGEST = 12 * 1024 * 1024
MOST_PIXELS = 40_000_000
_PPI = 72


class PictureKind(StrEnum):
    """What a picture is, called as its file names end."""

    JPG = "jpg"
    PNG = "png"
    WEBP = "webp"


PICTURE_MEDIA = {
    PictureKind.JPG: "image/jpeg",
    PictureKind.PNG: "image/png",
    PictureKind.WEBP: "image/webp",
}
NOT_TAKEN = N_("Unggah foto JPEG, PNG, atau WebP yang utuh.")

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD"}
_PNG_KEPT |= {b"pHYs", b"IDAT", b"IEND"}
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture without its metadata, with its size in pixels as it is stored."""

    kind: PictureKind
    content: bytes
    width: int
    height: int
    turned: bool = False


def read_picture(content: bytes) -> Picture:
    """The picture in these bytes, drawable and without metadata.

    Refuses (TooLarge) one above 12 MB or 40 megapixels; (Invalid) what is no JPEG, PNG or WebP,
    what moves, and what cannot be drawn whole.
    """
    if len(content) > LARGEST:
        raise TooLarge(_("Foto paling besar 12 MB."))
    if not content:
        raise Invalid.field("file", _("Pilih foto yang akan diunggah."))
    try:
        picture = _read(content)
    except (struct.error, IndexError, ValueError):
        raise Invalid.field("file", _(NOT_TAKEN)) from None
    if not picture.width * picture.height:
        raise Invalid.field("file", _(NOT_TAKEN))
    if picture.width * picture.height > MOST_PIXELS:
        raise TooLarge(_("Foto paling besar 40 megapiksel."))
    as_png(picture, most=64)
    return picture


def as_png(picture: Picture, *, most: int = 1600) -> bytes:
    """The picture as PNG, upright, its longer side at most that many pixels.

    Drawn anew from its pixels: for programs that do not know WebP or the turn of a photo.
    Refuses (Invalid) what cannot be drawn.
    """
    w, h = _fitted(picture, most)
    with tempfile.TemporaryDirectory(prefix="rakor-") as name:
        folder = Path(name)
        (folder / f"it.{picture.kind}").write_bytes(picture.content)
        (folder / "it.typ").write_text(
            "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
            f'#image("it.{picture.kind}", width: {w}pt, height: {h}pt)'
        )
        try:
            made = typst.compile(
                str(folder / "it.typ"),
                root=str(folder),
                ignore_system_fonts=True,
                format="png",
                ppi=_PPI,
            )
        except (typst.TypstError, RuntimeError):
            raise Invalid.field("file", _(NOT_TAKEN)) from None
    return made if isinstance(made, bytes) else made[0]


def _fitted(picture: Picture, most: int) -> tuple[int, int]:
    w, h = picture.width, picture.height
    if picture.turned:
        w, h = h, w
    scale = min(1.0, most / max(w, h))
    return max(round(w * scale), 1), max(round(h * scale), 1)


def _read(content: bytes) -> Picture:
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg(content)
    if content.startswith(_PNG):
        return _png(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    raise ValueError


def _jpeg(content: bytes) -> Picture:
    """ITU-T T.81 annex B: segments up to the first scan, then the scans up to the end of image."""
    kept, orientation, size = [b"\xff\xd8"], 1, (0, 0)
    at = 2
    while True:
        while content[at : at + 2] == b"\xff\xff":
            at += 1
        mark, (length,) = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])
        if content[at] != 0xFF or length < 2 or at + 2 + length > len(content):
            raise ValueError
        segment = content[at : at + 2 + length]
        body = segment[4:]
        if mark == 0xE1 and body.startswith(b"Exif\x00\x00"):
            orientation = _orientation(body[6:])
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", body[1:5])
            size = (width, height)
        if _jpeg_keeps(mark, body):
            kept.append(segment)
        at += 2 + length
        if mark == 0xDA:
            break
    end = content.rfind(b"\xff\xd9")
    if end < at:
        raise ValueError
    kept.append(_scans(content[at:end]))
    turned = orientation in (5, 6, 7, 8)
    if orientation != 1:
        kept.insert(1, _turn(orientation))
    return Picture(PictureKind.JPG, b"".join(kept) + b"\xff\xd9", *size, turned)


def _jpeg_keeps(mark: int, body: bytes) -> bool:
    """Tables, frames, scans; of what applications add, only what says which colours are meant."""
    if mark == 0xE0:
        return body.startswith(b"JFIF\x00")
    if mark == 0xE2:
        return body.startswith(b"ICC_PROFILE\x00")
    if mark == 0xEE:
        return body.startswith(b"Adobe")
    return not (0xE0 <= mark <= 0xEF or mark == 0xFE)


def _scans(rest: bytes) -> bytes:
    """The scans of a picture, without comments and further pictures (thumbnails) behind them."""
    at, kept = 0, []
    while at < len(rest):
        mark = rest.find(b"\xff", at)
        if mark < 0 or mark + 1 >= len(rest):
            kept.append(rest[at:])
            break
        code = rest[mark + 1]
        if code == 0xD9:
            kept.append(rest[at:mark])
            break
        if code == 0 or 0xD0 <= code <= 0xD7 or code == 0xFF:
            step = 1 if code == 0xFF else 2
            kept.append(rest[at : mark + step])
            at = mark + step
            continue
        (length,) = struct.unpack(">H", rest[mark + 2 : mark + 4])
        kept.append(rest[at:mark])
        if _jpeg_keeps(code, rest[mark + 4 : mark + 2 + length]):
            kept.append(rest[mark : mark + 2 + length])
        at = mark + 2 + length
    return b"".join(kept)


def _orientation(tiff: bytes) -> int:
    """How a photo is turned (EXIF 2.32 section 4.6.4, tag Orientation); 1 where it is not said."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack(order + "I", tiff[4:8])
        (count,) = struct.unpack(order + "H", tiff[first : first + 2])
        for n in range(min(count, 200)):
            entry = tiff[first + 2 + 12 * n : first + 14 + 12 * n]
            tag, kind = struct.unpack(order + "HH", entry[:4])
            if tag == _ORIENTATION and kind == 3:
                (value,) = struct.unpack(order + "H", entry[8:10])
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _turn(orientation: int) -> bytes:
    """An EXIF segment that says nothing but how the photo is turned."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    tiff = b"MM\x00\x2a\x00\x00\x00\x08" + struct.pack(">H", 1) + entry + b"\x00\x00\x00\x00"
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(content: bytes) -> Picture:
    """PNG (third edition) section 5: chunks with their check sums."""
    kept, size = [_PNG], (0, 0)
    for kind, body in _chunks(content):
        if kind == b"IHDR":
            size = struct.unpack(">II", body[:8])
        if kind == b"acTL":
            raise ValueError
        if kind in _PNG_KEPT:
            summed = zlib.crc32(kind + body)
            kept.append(struct.pack(">I", len(body)) + kind + body + struct.pack(">I", summed))
    return Picture(PictureKind.PNG, b"".join(kept), *size)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while True:
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        (said,) = struct.unpack(">I", content[at + 8 + length : at + 12 + length])
        if said != zlib.crc32(kind + body):
            raise ValueError
        yield kind, body
        if kind == b"IEND":
            return
        at += 12 + length


def _webp(content: bytes) -> Picture:
    """RFC 9649: the chunks of a still picture; its flags no longer promise EXIF and XMP."""
    whole = 8 + struct.unpack("<I", content[4:8])[0]
    if whole > len(content):
        raise ValueError
    kept, size, at = [], (0, 0), 12
    while at + 8 <= whole:
        kind, (length,) = content[at : at + 4], struct.unpack("<I", content[at + 4 : at + 8])
        body = content[at + 8 : at + 8 + length]
        if len(body) != length or kind in (b"ANIM", b"ANMF"):
            raise ValueError
        if kind in _WEBP_KEPT:
            size = _webp_size(kind, body) or size
            if kind == b"VP8X":
                body = bytes([body[0] & ~0x0E]) + body[1:]
            kept.append(kind + struct.pack("<I", length) + body + b"\x00" * (length % 2))
        at += 8 + length + length % 2
    packed = b"WEBP" + b"".join(kept)
    return Picture(PictureKind.WEBP, b"RIFF" + struct.pack("<I", len(packed)) + packed, *size)


def _webp_size(kind: bytes, body: bytes) -> tuple[int, int] | None:
    if kind == b"VP8X":
        wide = int.from_bytes(body[4:7], "little"), int.from_bytes(body[7:10], "little")
        return wide[0] + 1, wide[1] + 1
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L" and body[:1] == b"\x2f":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None
