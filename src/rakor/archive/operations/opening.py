"""Opening a ZIP from elsewhere without believing any of it: names, sizes and sums come first.

Nothing is unpacked to the disk. Only files that are stored as they are get read, so that a small
one cannot become a large one, and each byte of the ZIP belongs to exactly one of them.
"""

import hashlib
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import unpack
from typing import IO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from rakor.archive.operations.writing import pieces
from rakor.archive.rules import PROOF, SUMS, Broken, check_name, read_sums
from rakor.words import _

MOST_FILES = 50_000
MOST_READ = 256 << 20  # bytes of a file that is read whole
_LOCAL = 30  # bytes before the name of a file
_ENCRYPTED = 0x1


class Opened:
    """A package whose names, sizes and sums hold."""

    def __init__(self, zip_: ZipFile, infos: dict[str, ZipInfo]) -> None:
        self._zip = zip_
        self._infos = infos
        self.sums: dict[str, str] = {}

    @property
    def names(self) -> list[str]:
        return list(self._infos)

    def size(self, name: str) -> int:
        return self._infos[name].file_size

    def read(self, name: str) -> bytes:
        """A file whole; Broken where it is not there or too large to be what it should be."""
        if name not in self._infos:
            raise Broken(_("Berkas {name} tidak ada di dalam paket.").format(name=name))
        if self.size(name) > MOST_READ:
            raise Broken(_("Berkas {name} di dalam paket terlalu besar.").format(name=name))
        return self._zip.read(name)

    @contextmanager
    def file(self, name: str) -> Iterator[IO[bytes]]:
        """A file to be read a piece or a line at a time."""
        with self._zip.open(name) as inside:
            yield inside

    def check_sums(self) -> None:
        """Refuses (Broken) a file that is not what its sum says, is missing, or is too many."""
        said = read_sums(self.read(SUMS))
        there = set(self._infos) - {SUMS, PROOF}
        for name in sorted(said.keys() - there):
            raise Broken(_("Berkas {name} tidak ada di dalam paket.").format(name=name))
        for name in sorted(there - said.keys()):
            raise Broken(_("Berkas {name} tidak tercatat dalam daftar paket.").format(name=name))
        for name in self._infos:
            if name in said and self._sum(name) != said[name]:
                raise Broken(_("Isi berkas {name} bukan lagi yang dikemas.").format(name=name))
        self.sums = said

    def _sum(self, name: str) -> str:
        digest = hashlib.sha256()
        with self.file(name) as inside:
            for piece in pieces(inside):
                digest.update(piece)
        return digest.hexdigest()


@contextmanager
def opened(file: Path | IO[bytes]) -> Iterator[Opened]:
    """A package with all of its sums checked; Broken with one sentence for what does not hold."""
    try:
        with ZipFile(file) as zip_:
            found = Opened(zip_, _checked(zip_))
            found.check_sums()
            yield found
    except (BadZipFile, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise Broken(_("Berkas ini bukan paket arsip, atau rusak di perjalanan.")) from error


def _checked(zip_: ZipFile) -> dict[str, ZipInfo]:
    infos = zip_.infolist()
    if len(infos) > MOST_FILES:
        raise Broken(_("Paket ini memuat terlalu banyak berkas."))
    seen: set[str] = set()
    for info in infos:
        _check_file(info)
        if info.filename.lower() in seen:
            raise Broken(_("Nama berkas {name} muncul dua kali.").format(name=info.filename))
        seen.add(info.filename.lower())
    _check_places(zip_, infos)
    return {info.filename: info for info in infos}


def _check_file(info: ZipInfo) -> None:
    """A name within the folder, a plain file, stored as it is and readable by everybody."""
    # What stands behind a zero byte is not shown by `filename`.
    check_name(info.orig_filename)
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        raise Broken(
            _("{name} di dalam paket adalah tautan atau folder, bukan berkas.").format(
                name=info.filename
            )
        )
    if info.flag_bits & _ENCRYPTED:
        raise Broken(_("Berkas {name} di dalam paket tersandi.").format(name=info.filename))
    if info.compress_type != ZIP_STORED or info.compress_size != info.file_size:
        raise Broken(
            _("Berkas {name} dimampatkan, padahal paket arsip tidak dimampatkan.").format(
                name=info.filename
            )
        )


def _check_places(zip_: ZipFile, infos: list[ZipInfo]) -> None:
    """Each file begins where the one before it ends: nothing overlaps, nothing hides between."""
    file = zip_.fp
    assert file is not None
    at = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        file.seek(info.header_offset)
        header = file.read(_LOCAL)
        if info.header_offset != at or len(header) < _LOCAL:
            raise Broken(_("Berkas ini bukan paket arsip, atau rusak di perjalanan."))
        name, extra = unpack("<HH", header[26:30])
        at += _LOCAL + name + extra + info.file_size
    if at != zip_.start_dir:
        raise Broken(_("Berkas ini bukan paket arsip, atau rusak di perjalanan."))
