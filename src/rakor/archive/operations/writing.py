"""Writing a package: one file after the other to the disk, nothing of it held in memory.

Everything is stored as it is, not compressed: a reader needs no library for it, the bytes depend
on no version of one, and what is opened is never larger than what came.
"""

import hashlib
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from rakor.archive.rules import SUMS, check_name, to_sums

AT_ONCE = 1 << 20
# The earliest moment that the format knows: a package has no clock.
_BEGINNING = (1980, 1, 1, 0, 0, 0)
_SYSTEM = 3  # Unix, whatever system writes it


class Writer:
    """A ZIP that is being written, and the sums of what is in it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = ZipFile(file, "w", ZIP_STORED)
        self.sums: dict[str, str] = {}
        self.sizes: dict[str, int] = {}

    def add(self, name: str, content: bytes) -> None:
        """A file whose bytes are at hand."""
        self.stream(name, (content,), len(content))

    def copy(self, name: str, path: Path) -> None:
        """A file from the disk, a piece at a time."""
        with path.open("rb") as file:
            self.stream(name, pieces(file), path.stat().st_size)

    def stream(self, name: str, some: Iterable[bytes], size: int) -> None:
        """A file of about that size, a piece at a time."""
        check_name(name)
        assert name not in self.sums, name
        info = ZipInfo(name, _BEGINNING)
        info.create_system, info.file_size = _SYSTEM, size
        info.external_attr = (stat.S_IFREG | 0o644) << 16
        digest, written = hashlib.sha256(), 0
        with self._zip.open(info, "w") as inside:
            for piece in some:
                inside.write(piece)
                digest.update(piece)
                written += len(piece)
        self.sums[name], self.sizes[name] = digest.hexdigest(), written

    def add_sums(self) -> bytes:
        """The list of sums over all that was added so far."""
        sums = to_sums(self.sums)
        self.add(SUMS, sums)
        return sums

    def abandon(self) -> None:
        """Leave what was refused half-way as it is: nobody gets it."""
        self._zip.fp = None

    def close(self) -> None:
        """Write the directory of the ZIP; nothing is added after that."""
        self._zip.close()


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """What is left of a file, a piece at a time."""
    while piece := file.read(AT_ONCE):
        yield piece


def sum_of(path: Path) -> str:
    """The SHA-256 of a file on the disk."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
