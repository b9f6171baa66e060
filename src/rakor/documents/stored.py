"""Files named by the key of the row that names them: written whole, and swept when no row does."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

STRAY_AFTER = 24 * 60 * 60  # seconds; no upload takes so long
AT_ONCE = 500

Known = Callable[[Sequence[UUID]], Awaitable[set[UUID]]]


@asynccontextmanager
async def stored(folder: Path, files: Sequence[tuple[UUID, bytes]]) -> AsyncIterator[None]:
    """The bytes on the disk before the rows that name them; gone again if these are refused."""
    paths = [folder / str(key) for key, _content in files]
    try:
        for path, (_key, content) in zip(paths, files, strict=True):
            await asyncio.to_thread(write_whole, path, content)
        yield
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Written beside and moved into place: neither a crash nor a power cut leaves half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


async def sweep(folder: Path, known: Known) -> int:
    """Remove the files of a day ago and earlier that no row names; gives how many went.

    A crash came between the file and its row. `known` tells which of some keys have one.
    """
    found = await asyncio.to_thread(_settled, folder)
    swept = 0
    for at in range(0, len(found), AT_ONCE):
        some = dict(found[at : at + AT_ONCE])
        named = await known([key for key in some.values() if key])
        for path, key in some.items():
            if key not in named:
                path.unlink(missing_ok=True)
                swept += 1
    return swept


def _settled(folder: Path) -> list[tuple[Path, UUID | None]]:
    """The old files with the key each is named by; those that are not whole have none."""
    if not folder.is_dir():
        return []
    late = time.time() - STRAY_AFTER
    old = [path for path in folder.iterdir() if path.is_file() and path.stat().st_mtime < late]
    return [(path, key) for path in old if (key := _key_of(path.name)) or path.suffix == ".part"]


def _key_of(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None
