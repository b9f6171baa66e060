"""A database of its own for a measurement, gone afterwards."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from urllib.parse import urlsplit

from rakor import database
from rakor.settings import settings


@contextmanager
def own_settings() -> Iterator[str]:
    """Nothing of this installation is touched: no setting of it counts. Gives a scratch folder."""
    for name in [name for name in os.environ if name.startswith("RAKOR_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="rakor-bench-") as folder:
        os.environ["RAKOR_SECRET_KEY"] = "a key for measuring only"  # noqa: S105
        os.environ["RAKOR_FILES"] = f"{folder}/files"
        settings.cache_clear()
        yield folder


@asynccontextmanager
async def scratch(server: str | None, file: str) -> AsyncIterator[str]:
    """An SQLite file, or a database made on that PostgreSQL server and dropped afterwards."""
    if server is None:
        yield file
        return
    name = f"rakor_bench_{os.getpid()}"
    keeper = await database.postgres_line(server)
    await keeper.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        await keeper.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await keeper.close()
