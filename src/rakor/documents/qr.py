"""QR codes as a drawing for a page and as an image for mail, and codes as people read them aloud.

ISO/IEC 18004, error correction M: a code printed on paper still reads with 15 % of it gone.
"""

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache

import segno

_QUIET = 4  # modules of white around the code; the standard asks for four
_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_SHORT = 20  # letters that fit into the smallest code with error correction M
_SIDE = 21  # its modules


def svg(content: str, *, title: str = "", mask: int | None = None) -> str:
    """A drawing to put into a page: no inline style, its colour and size come from `.qr`.

    With `mask` that pattern is taken instead of the best of eight, which is eight times as fast.
    """
    code = segno.make(content, error="m", micro=False, mask=mask, boost_error=mask is None)
    side = len(code.matrix) + 2 * _QUIET
    path = "".join(
        f"M{x + _QUIET} {y + _QUIET}h{run}v1h-{run}z"
        for y, row in enumerate(code.matrix)
        for x, run in _runs(bytes(row))
    )
    name = f'role="img" aria-label="{_attribute(title)}"' if title else 'aria-hidden="true"'
    return (
        f'<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" {name}>'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path fill="#000" d="{path}"/></svg>'
    )


def png(content: str, *, scale: int = 8) -> bytes:
    """An image for mail and paper, `scale` pixels a module."""
    if 0 < len(content) <= _SHORT and not set(content) - set(_ALPHANUMERIC):
        pixels = _short_code(content, scale)
        side = _SIDE
    else:
        matrix = segno.make(content, error="m", micro=False).matrix
        pixels, side = _pixels(matrix, scale), len(matrix)
    width = (side + 2 * _QUIET) * scale
    head = struct.pack(">IIBBBBB", width, width, 1, 0, 0, 0, 0)
    image = zlib.compress(pixels.to_bytes(width * ((width + 7) // 8 + 1)), 1)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (_chunk(b"IHDR", head), _chunk(b"IDAT", image), _chunk(b"IEND", b""))
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _pixels(matrix: Sequence[Sequence[int]], scale: int) -> int:
    """The lines of an image as one number: a bit for each pixel, white is 1, no filter."""
    width = (len(matrix) + 2 * _QUIET) * scale
    octets = (width + 7) // 8
    spare = 8 * octets - width
    white = (1 << width) - 1
    one = (1 << scale) - 1
    margin = [white] * (_QUIET * scale)
    lines = [*margin]
    for row in matrix:
        dark = 0
        for module in row:
            dark = dark << scale | (one if module else 0)
        lines += [white ^ dark << _QUIET * scale] * scale
    raw = b"".join(b"\0" + (line << spare).to_bytes(octets) for line in [*lines, *margin])
    return int.from_bytes(raw)


def _short_code(content: str, scale: int) -> int:
    """The image of a code of few letters.

    Under one mask the modules are linear in the bits of the text: the error correction is a code
    over GF(256), everything else an exclusive or. So an image is the sum of a few that were made
    before, which is a hundred times faster than making it, and thousands are mailed at once.
    """
    pixels, steps = _basis(len(content), scale)
    values = [_ALPHANUMERIC.index(letter) for letter in content]
    for at, step in enumerate(steps):
        pair = values[2 * at : 2 * at + 2]
        value = pair[0] * 45 + pair[1] if len(pair) == 2 else pair[0]
        for n, flips in enumerate(step):
            if value >> n & 1:
                pixels ^= flips
    return pixels


@lru_cache(maxsize=_SHORT)
def _basis(length: int, scale: int) -> tuple[int, list[list[int]]]:
    """The image of nothing but "0", and what each bit of the text flips in it."""
    base = _made("0" * length, scale)
    steps = []
    for at in range(0, length, 2):
        is_pair = at + 1 < length
        step = []
        for n in range(11 if is_pair else 6):
            high, low = divmod(1 << n, 45) if is_pair else (1 << n, 0)
            letters = _ALPHANUMERIC[high] + (_ALPHANUMERIC[low] if is_pair else "")
            text = "0" * at + letters + "0" * (length - at - len(letters))
            step.append(_made(text, scale) ^ base)
        steps.append(step)
    return base, steps


def _made(text: str, scale: int) -> int:
    code = segno.make(
        text, error="m", version=1, mask=0, mode="alphanumeric", micro=False, boost_error=False
    )
    return _pixels(code.matrix, scale)


def grouped(code: str, size: int = 4) -> str:
    """A code in groups that can be read aloud: `K7QX3M9P` → `K7QX-3M9P`."""
    plain = code.replace("-", "").replace(" ", "").upper()
    return "-".join(plain[at : at + size] for at in range(0, len(plain), size))


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark modules stand together in a row, as (first, how many)."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
