"""Packages of the archive from the command line: made here, checked wherever they came from."""

import argparse
import asyncio
import os
from pathlib import Path

import orjson

# The retention rules are told by privacy, which has to be there for that.
import rakor.privacy.queries  # noqa: F401
from rakor.archive import operations
from rakor.archive.operations import Checked, Package
from rakor.archive.operations.checking import check_file
from rakor.cli.opened import with_database
from rakor.errors import Conflict
from rakor.settings import settings
from rakor.words import _


def export_meeting(options: argparse.Namespace) -> int:
    """Write everything that a meeting left behind into one ZIP; one JSON line says what it is.

    The file is there whole or not at all. Refuses to write over one that is there.
    """

    wanted = Path(options.out) if options.out else None
    if wanted is not None:
        check_free(wanted)
    beside = Path(f"{wanted or f'arsip-{options.id}.zip'}.part")
    made: list[Package] = []
    try:
        with beside.open("wb") as file:

            async def export() -> int:
                made.append(
                    await operations.pack_here(options.id, file, circulated=options.circulated)
                )
                return 0

            with_database(export)
            file.flush()
            os.fsync(file.fileno())
        out = wanted or Path(made[0].name)
        check_free(out)
        os.replace(beside, out)
    finally:
        beside.unlink(missing_ok=True)
    manifest = made[0].manifest
    line = {
        "file": str(out),
        "edition": manifest.edition,
        "files": len(manifest.files),
        "missing": len(manifest.missing),
        "sums": made[0].sums,
    }
    print(orjson.dumps(line).decode())
    return 0


def verify_package(options: argparse.Namespace) -> int:
    """Say what a package holds if it is whole; else one sentence where it is not, exit code 1.

    Opens no database unless this installation made the package.
    """
    path = Path(options.file)
    if not path.is_file():
        raise Conflict(_("Berkas {name} tidak ada.").format(name=options.file))
    found = asyncio.run(asyncio.to_thread(check_file, path))
    if found.ours and _database_is_there():

        async def here() -> int:
            _say(await operations.check(path))
            return 0

        return with_database(here)
    _say(found)
    return 0


def check_free(path: Path) -> None:
    """Refuses (Conflict) to write over a file that is there."""
    if path.exists():
        raise Conflict(_("Berkas {name} sudah ada.").format(name=path))


def _database_is_there() -> bool:
    url = settings().database_url
    return not url.startswith("sqlite://") or Path(url.removeprefix("sqlite://")).is_file()


def _say(found: Checked) -> None:
    """One JSON line: what it is, how much is in it, and whether it was made here."""
    manifest = found.manifest
    line = {
        "result": "whole",
        "meeting": manifest.meeting,
        "edition": manifest.edition,
        "software": manifest.software,
        "schema_version": manifest.schema_version,
        "counted": manifest.counted.model_dump(),
        "missing": len(manifest.missing),
        "made_here": found.ours,
        "codes_known_here": found.known,
    }
    print(orjson.dumps(line).decode())
