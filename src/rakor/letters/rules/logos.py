"""The picture in a letterhead: PNG or JPEG by its content, whatever its name says."""

import struct
from dataclasses import dataclass

from rakor.errors import Invalid
from rakor.words import _

MOST_BYTES = 300 * 1024
MOST_PIXELS = 4000


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture is, by its own bytes."""

    media: str
    width: int
    height: int


def check_logo(content: bytes) -> Picture:
    """Refuses (Invalid) what is too large, no picture, or a picture of another kind."""
    if len(content) > MOST_BYTES:
        raise Invalid.field("logo", _("Logo paling besar 300 KB."))
    found = _png(content) or _jpeg(content)
    if found is None:
        raise Invalid.field("logo", _("Logo harus gambar PNG atau JPG."))
    if not (1 <= found.width <= MOST_PIXELS and 1 <= found.height <= MOST_PIXELS):
        raise Invalid.field("logo", _("Sisi logo paling panjang {n} piksel.").format(n=MOST_PIXELS))
    return found


def _png(content: bytes) -> Picture | None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR":
        return None
    if len(content) < 45 or b"IEND" not in content[-12:]:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return Picture("image/png", width, height)


def _jpeg(content: bytes) -> Picture | None:
    """Walks the segments to the frame header (ITU T.81, B.2.2), which tells the size."""
    if not content.startswith(b"\xff\xd8\xff") or not content.rstrip(b"\0").endswith(b"\xff\xd9"):
        return None
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        mark, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return Picture("image/jpeg", width, height)
        if length < 2:
            return None
        at += 2 + length
    return None
