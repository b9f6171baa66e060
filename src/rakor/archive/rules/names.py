"""Names inside a package: plain letters that every system of the next decades can write down."""

import re
import unicodedata

from rakor.archive.rules.manifest import Broken
from rakor.words import _

MOST = 200  # letters of a whole path
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*){0,6}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def safe(text: str, otherwise: str = "berkas") -> str:
    """A title or file name as part of a path: letters without accents, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return f"{stem}-" if _RESERVED.match(stem) else stem or otherwise


def check_name(name: str) -> None:
    """Refuses (Broken) a name that leads out of the folder it is unpacked in, or hides something.

    What Rakor writes itself always passes.
    """
    parts = name.split("/")
    if len(name) > MOST or not _PLAIN.fullmatch(name):
        raise Broken(_("Nama berkas “{name}” tidak diizinkan di dalam paket.").format(name=name))
    if any(part.endswith(".") or _RESERVED.match(part) for part in parts):
        raise Broken(_("Nama berkas “{name}” tidak diizinkan di dalam paket.").format(name=name))
