"""QR codes as a drawing for a page and as an image for mail, and codes as people read them aloud.

ISO/IEC 18004, error correction M: a code printed on paper still reads with 15 % of it gone.
"""

import io

import segno

_QUIET = 4  # modules of white around the code; the standard asks for four


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
    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(out, kind="png", scale=scale, border=_QUIET)
    return out.getvalue()


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
