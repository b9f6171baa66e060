"""A stored file that somebody saves: never shown within our pages, whatever is inside."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO
from urllib.parse import quote

from starlette.responses import FileResponse, Response, StreamingResponse

LOCKED = "default-src 'none'; sandbox"
_AT_ONCE = 1 << 18


def as_download(path: Path, name: str, media: str) -> Response:
    """The file under that name (RFC 6266; `filename*` of RFC 8187 where it is not plain letters).

    What is inside runs nowhere, whatever a browser takes it for.
    """
    plain = "".join(each for each in name if each.isascii() and each not in '"\\%')
    stem, _dot, ending = plain.rpartition(".")
    plain = f"{stem.strip() or 'bahan'}.{ending}"
    said = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {
        "Content-Disposition": said,
        "Content-Security-Policy": LOCKED,
        "Cache-Control": "private, no-store",
    }
    return FileResponse(path, media_type=media, headers=headers)


def as_stream(file: IO[bytes], name: str, media: str) -> Response:
    """A file that was made for this answer alone, handed out a piece at a time and then closed."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(size),
        "Content-Security-Policy": LOCKED,
        "Cache-Control": "private, no-store",
    }

    async def pieces() -> AsyncIterator[bytes]:
        try:
            while piece := await asyncio.to_thread(file.read, _AT_ONCE):
                yield piece
        finally:
            file.close()

    return StreamingResponse(pieces(), 200, headers, media)
