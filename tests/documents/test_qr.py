"""QR codes as drawing and image."""

import re
import struct

import segno

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
