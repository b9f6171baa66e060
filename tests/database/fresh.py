"""Writes `migrations/fresh.sql` anew: what the whole history leaves in an empty file."""

import asyncio
import tempfile
from pathlib import Path

from rakor import database
from rakor.app import TABLES
from rakor.database.fresh import told

SCRIPT = Path(__file__).parents[2] / "migrations/fresh.sql"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "walked.db"
        asyncio.run(database.migrate(f"sqlite://{path}", TABLES, whole=True))
        SCRIPT.write_text(told(path), encoding="utf-8")


if __name__ == "__main__":
    main()
