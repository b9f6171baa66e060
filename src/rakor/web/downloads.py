"""A stored file that somebody saves: never shown within our pages, whatever is inside."""

from pathlib import Path
from urllib.parse import quote

from starlette.responses import FileResponse, Response

LOCKED = "default-src 'none'; sandbox"


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
