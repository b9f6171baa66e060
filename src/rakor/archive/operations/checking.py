"""Checking a package that came from anywhere: whether it is still exactly what was packed."""

import asyncio
import hmac
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from uuid import UUID

import orjson
from pydantic import ValidationError

from rakor.archive.operations.opening import Opened, opened
from rakor.archive.rules import (
    BEGINNING,
    MANIFEST,
    PROOF,
    README,
    SCHEMA,
    SUMS,
    Broken,
    Manifest,
    follow,
    proof_of,
)
from rakor.issued.models import IssuedFile
from rakor.issued.rules import read_code
from rakor.settings import settings
from rakor.words import _

MOST_LINE = 8 << 20  # bytes of one entry
_APART = frozenset({MANIFEST, README, SUMS, PROOF})


@dataclass(frozen=True, slots=True)
class Checked:
    """A package that is whole, with what it says.

    `ours` when this installation made it. `known` counts its files with a code that were issued
    here, None where the package was made elsewhere.
    """

    manifest: Manifest
    decisions: list[dict[str, Any]]
    agenda: list[dict[str, Any]]
    ours: bool
    known: int | None = None


async def check(file: Path | IO[bytes]) -> Checked:
    """What a package says, once every sum, the list, the journal and the codes hold.

    Refuses (Broken, one sentence) anything else. Nothing of it is unpacked or kept.
    """
    found = await asyncio.to_thread(check_file, file)
    if not found.ours:
        return found
    codes = {each.sha256 for each in found.manifest.files if each.code}
    rows = IssuedFile.filter(document__meeting_id=UUID(str(found.manifest.meeting["id"])))
    here = set(await rows.values_list("sha256", flat=True))
    return Checked(
        found.manifest, found.decisions, found.agenda, found.ours, known=len(codes & here)
    )


def check_file(file: Path | IO[bytes]) -> Checked:
    """The same without a database, in the calling thread."""
    with opened(file) as package:
        manifest = _manifest(package)
        _check_list(package, manifest)
        _check_journal(package, manifest)
        return Checked(
            manifest,
            _values(package, "record/decisions.json"),
            _values(package, "record/agenda.json"),
            ours=_is_ours(package),
        )


def _manifest(package: Opened) -> Manifest:
    try:
        said = orjson.loads(package.read(MANIFEST))
    except orjson.JSONDecodeError:
        raise Broken(_("Daftar isi paket tidak dapat dibaca.")) from None
    version = said.get("schema_version") if isinstance(said, dict) else None
    if isinstance(version, int) and version > SCHEMA:
        raise Broken(
            _("Paket ini dibuat menurut skema {n}, yang lebih baru dari Rakor ini.").format(
                n=version
            )
        )
    try:
        return Manifest.model_validate(said)
    except ValidationError:
        raise Broken(_("Daftar isi paket tidak dapat dibaca.")) from None


def _check_list(package: Opened, manifest: Manifest) -> None:
    """The list names every file of the package once, with its sum, its size and a true code."""
    listed = {each.path: each for each in manifest.files}
    there = set(package.names) - _APART
    if len(listed) != len(manifest.files) or listed.keys() != there:
        name = next(iter(sorted(listed.keys() ^ there)), "?")
        raise Broken(_("Daftar isi paket tidak cocok untuk berkas {name}.").format(name=name))
    for each in manifest.files:
        if (package.sums[each.path], package.size(each.path)) != (each.sha256, each.size):
            raise Broken(
                _("Daftar isi paket tidak cocok untuk berkas {name}.").format(name=each.path)
            )
        if each.code and read_code(each.code) is None:
            raise Broken(
                _("Kode verifikasi berkas {name} bukan kode dokumen.").format(name=each.path)
            )


def _check_journal(package: Opened, manifest: Manifest) -> None:
    """Every line follows from the one before it, in the order of numbers, to the end."""
    said = manifest.journal
    if said.path not in package.names:
        raise Broken(_("Berkas {name} tidak ada di dalam paket.").format(name=said.path))
    link, count, last = BEGINNING, 0, 0
    with package.file(said.path) as lines:
        while line := lines.readline(MOST_LINE):
            link, told = follow(link, line)
            seq = told.get("seq")
            gap = manifest.edition == "whole" and seq != last + 1
            if not isinstance(seq, int) or seq <= last or gap:
                raise Broken(_("Rantai jejak rapat putus pada entri {n}.").format(n=last + 1))
            last, count = seq, count + 1
    if (count, link) != (said.entries, said.link) or last > said.until:
        raise Broken(_("Jejak rapat di dalam paket tidak lengkap."))


def _values(package: Opened, name: str) -> list[dict[str, Any]]:
    try:
        found = orjson.loads(package.read(name))
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Broken(_("Berkas {name} di dalam paket tidak dapat dibaca.").format(name=name))
    return found


def _is_ours(package: Opened) -> bool:
    """Whether this installation made the package: nobody else can write its proof."""
    if PROOF not in package.names:
        return False
    said = package.read(PROOF).strip()
    return hmac.compare_digest(said, proof_of(settings().secret, package.read(SUMS)).encode())
