"""Pictures keep what is drawn and lose what a camera hides; what is no picture is refused."""

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.documents import pictures
from rakor.documents.pictures import PictureKind, as_png, read_picture
from rakor.errors import Invalid, RakorError, TooLarge

HERE = Path(__file__).parent / "pictures"
JPG, PNG, WEBP = ((HERE / f"two.{kind}").read_bytes() for kind in ("jpg", "png", "webp"))
SECRET = b"-6.2088,106.8456 Kamera Rina"


def segment(mark: int, body: bytes) -> bytes:
    return bytes([0xFF, mark]) + struct.pack(">H", len(body) + 2) + body


def exif(orientation: int, order: str = ">") -> bytes:
    begin = b"MM\x00\x2a" if order == ">" else b"II\x2a\x00"
    entries = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = begin + struct.pack(order + "IH", 8, 1) + entries + bytes(4) + SECRET
    return segment(0xE1, b"Exif\x00\x00" + tiff)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize(("orientation", "size"), [(1, (48, 32)), (6, (32, 48)), (3, (48, 32))])
def test_a_photo_keeps_its_turn_and_nothing_else_of_the_camera(orientation, size, order):
    hidden = exif(orientation, order) + segment(0xFE, SECRET) + segment(0xED, SECRET)
    picture = read_picture(JPG[:2] + hidden + JPG[2:] + SECRET)

    assert SECRET not in picture.content
    assert picture.kind is PictureKind.JPG
    assert (picture.width, picture.height) == (48, 32)
    assert struct.unpack(">II", as_png(picture)[16:24]) == size


def test_a_png_loses_its_texts_and_its_times():
    hidden = (
        chunk(b"tEXt", b"Author\0" + SECRET) + chunk(b"eXIf", SECRET) + chunk(b"tIME", bytes(7))
    )
    picture = read_picture(PNG[:33] + hidden + PNG[33:] + SECRET)
    assert SECRET not in picture.content
    assert b"tIME" not in picture.content
    assert (picture.kind, picture.width, picture.height) == (PictureKind.PNG, 48, 32)


def test_a_webp_loses_its_metadata_and_no_longer_promises_it():
    body = WEBP[12:] + b"EXIF" + struct.pack("<I", len(SECRET)) + SECRET
    body = body[:8] + bytes([body[8] | 0x0C]) + body[9:]
    whole = b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
    picture = read_picture(whole)
    assert SECRET not in picture.content
    assert picture.content[20] & 0x0E == 0
    assert (picture.kind, picture.width, picture.height) == (PictureKind.WEBP, 48, 32)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"GIF89a",
        b"<svg onload='alert(1)'/>",
        JPG[:400],
        JPG[:2] + b"\xff\xd9",
        PNG[:60],
        PNG[:40] + b"\x00" + PNG[41:],
        WEBP[:100],
        b"RIFF\x00\x00\x00\x00WEBP",
        PNG[:33] + chunk(b"acTL", bytes(8)) + PNG[33:],
    ],
)
def test_what_is_no_whole_picture_is_refused(content):
    with pytest.raises(Invalid):
        read_picture(content)


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_drawn():
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 6, 0, 0, 0)
    bomb = PNG[:8] + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    with pytest.raises(TooLarge):
        read_picture(bomb)
    with pytest.raises(TooLarge):
        read_picture(b"\xff\xd8\xff" + bytes(pictures.LARGEST))


@given(st.sampled_from([JPG, PNG, WEBP]), st.integers(0, 843), st.binary(max_size=6))
def test_a_broken_picture_is_refused_or_read_and_never_breaks_the_reader(whole, at, junk):
    try:
        pictures._read(whole[:at] + junk + whole[at + len(junk) :])
    except (struct.error, IndexError, ValueError, RakorError):
        return
