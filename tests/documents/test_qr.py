"""QR codes as drawing and image."""

import re
import struct
import zlib

import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from rakor.documents import qr

URL = "https://rakor.example.go.id/r/K7QX3M9P"


def test_the_drawing_has_the_modules_of_the_code_and_no_style():
    drawn = qr.svg(URL, title='Kode "saya" <b>')
    code = segno.make(URL, error="m", micro=False)
    side = len(code.matrix) + 8
    assert 'role="img" aria-label="Kode &quot;saya&quot; &lt;b>"' in drawn
    assert f'viewBox="0 0 {side} {side}"' in drawn
    assert "style" not in drawn
    dark = {
        (int(x) + at, int(y))
        for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1", drawn)
        for at in range(int(run))
    }
    assert dark == {
        (x + 4, y + 4) for y, row in enumerate(code.matrix) for x, bit in enumerate(row) if bit
    }


def test_a_drawing_without_a_name_is_decoration():
    assert 'aria-hidden="true"' in qr.svg(URL)


def test_the_image_is_a_square_png():
    made = qr.png(URL, scale=4)
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", made[16:24])
    assert width == height == (len(segno.make(URL, error="m", micro=False).matrix) + 8) * 4


def test_a_code_is_grouped_to_be_read_aloud():
    assert qr.grouped("K7QX3M9P") == "K7QX-3M9P"
    assert qr.grouped("k7qx-3m9p 2w") == "K7QX-3M9P-2W"
    assert qr.grouped("") == ""


def modules_in(image: bytes, scale: int) -> list[list[bool]]:
    """The dark modules of a picture, read from its pixels."""
    (width,) = struct.unpack(">I", image[16:20])
    at = image.index(b"IDAT")
    (length,) = struct.unpack(">I", image[at - 4 : at])
    raw = zlib.decompress(image[at + 4 : at + 4 + length])
    octets = (width + 7) // 8 + 1
    lines = [raw[n * octets + 1 : (n + 1) * octets] for n in range(width)]
    assert len(raw) == width * octets
    assert all(lines[n] == lines[n - n % scale] for n in range(width))
    side = width // scale
    return [
        [not lines[y * scale][x * scale // 8] >> 7 - x * scale % 8 & 1 for x in range(side)]
        for y in range(side)
    ]


@settings(deadline=None, max_examples=40)
@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", min_size=1, max_size=20))
def test_a_short_code_made_by_sums_is_that_of_the_library(text):
    code = segno.make(
        text, error="m", version=1, mask=0, mode="alphanumeric", micro=False, boost_error=False
    )
    dark = modules_in(qr.png(text, scale=3), 3)
    assert [row[4:-4] for row in dark[4:-4]] == [[bool(bit) for bit in row] for row in code.matrix]
    assert not any(any(row) for row in (*dark[:4], *dark[-4:]))


def test_a_longer_text_is_the_code_of_the_library():
    dark = modules_in(qr.png(URL, scale=5), 5)
    code = segno.make(URL, error="m", micro=False)
    assert [row[4:-4] for row in dark[4:-4]] == [[bool(bit) for bit in row] for row in code.matrix]
