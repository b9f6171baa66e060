"""QR codes as a drawing for a page and as an image for mail, and codes as people read them aloud.

ISO/IEC 18004, error correction M: a code printed on paper still reads with 15 % of it gone.
"""

import struct
import zlib
from functools import cache, lru_cache

import segno

_QUIET = 4  # modules of white around the code; the standard asks for four
_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_SHORT = 20  # letters that fit into the smallest code with error correction M
_SIDE = 21  # its modules


def svg(content: str, *, title: str = "") -> str:
    """A drawing to put into a page: no inline style, its colour and size come from `.qr`."""
    code = segno.make(content, error="m", micro=False)
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
    rows, side = _rows(content)
    width = (side + 2 * _QUIET) * scale
    octets = (width + 7) // 8
    spare = 8 * octets - width
    # One bit a pixel, white is 1; each line begins with its filter, which is none.
    white = b"\0" + (((1 << width) - 1) << spare).to_bytes(octets)
    wide = _widened(scale)
    lines = [white * (_QUIET * scale)]
    for row in rows:
        dark = 0
        for octet in row.to_bytes((side + 7) // 8):
            dark = dark << 8 * scale | wide[octet]
        line = ((1 << width) - 1 ^ dark << _QUIET * scale) << spare
        lines.append((b"\0" + line.to_bytes(octets)) * scale)
    lines.append(white * (_QUIET * scale))
    head = struct.pack(">IIBBBBB", width, width, 1, 0, 0, 0, 0)
    image = zlib.compress(b"".join(lines), 1)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (_chunk(b"IHDR", head), _chunk(b"IDAT", image), _chunk(b"IEND", b""))
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@cache
def _widened(scale: int) -> list[int]:
    """Eight modules as pixels."""
    one = (1 << scale) - 1
    return [sum(one << n * scale for n in range(8) if octet >> n & 1) for octet in range(256)]


def _rows(content: str) -> tuple[list[int], int]:
    """The dark modules of a code, row by row, and how many there are in a row."""
    if 0 < len(content) <= _SHORT and not set(content) - set(_ALPHANUMERIC):
        modules = _short_code(content)
        last = (1 << _SIDE) - 1
        return [modules >> _SIDE * n & last for n in reversed(range(_SIDE))], _SIDE
    matrix = segno.make(content, error="m", micro=False).matrix
    return [_number(bytes(row)) for row in matrix], len(matrix)


def _number(row: bytes) -> int:
    return int("".join("1" if dark else "0" for dark in row), 2)


def _short_code(content: str) -> int:
    """A code of few letters as one number, a bit for each module.

    Under one mask the modules are linear in the bits of the text: the error correction is a code
    over GF(256), everything else an exclusive or. So a code is the sum of a few that were made
    before, which is a thousand times faster than making it, and thousands are mailed at once.
    """
    base, steps = _basis(len(content))
    values = [_ALPHANUMERIC.index(letter) for letter in content]
    modules = base
    for at, step in enumerate(steps):
        pair = values[2 * at : 2 * at + 2]
        value = pair[0] * 45 + pair[1] if len(pair) == 2 else pair[0]
        for n, flips in enumerate(step):
            if value >> n & 1:
                modules ^= flips
    return modules


@lru_cache(maxsize=_SHORT)
def _basis(length: int) -> tuple[int, list[list[int]]]:
    """The code of nothing but "0", and what each bit of the text flips in it."""
    base = _made("0" * length)
    steps = []
    for at in range(0, length, 2):
        is_pair = at + 1 < length
        step = []
        for n in range(11 if is_pair else 6):
            high, low = divmod(1 << n, 45) if is_pair else (1 << n, 0)
            letters = _ALPHANUMERIC[high] + (_ALPHANUMERIC[low] if is_pair else "")
            text = "0" * at + letters + "0" * (length - at - len(letters))
            step.append(_made(text) ^ base)
        steps.append(step)
    return base, steps


def _made(text: str) -> int:
    code = segno.make(
        text, error="m", version=1, mask=0, mode="alphanumeric", micro=False, boost_error=False
    )
    modules = 0
    for row in code.matrix:
        modules = modules << _SIDE | _number(bytes(row))
    return modules


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
