"""Parts of statements that SQLite and PostgreSQL say differently, for those written by hand."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient


class Values:
    """A statement's places, and its values as the database of this connection keeps them."""

    def __init__(self, connection: BaseDBAsyncClient) -> None:
        self._postgres = connection.capabilities.dialect == "postgres"
        self.all: list[Any] = []

    def value(self, value: Any) -> str:
        """The place of one value."""
        return self._place(value)

    def key(self, key: UUID) -> str:
        """The place of a key, which SQLite keeps as text."""
        return self._place(key if self._postgres else str(key))

    def moment(self, at: datetime) -> str:
        """The place of a moment, which SQLite keeps as text."""
        return self._place(at if self._postgres else at.isoformat(" "))

    def among(self, keys: Iterable[UUID]) -> str:
        """What follows a column that must be one of these keys: one value, however many they are.

        A list of places would be another statement for each length, and slow to compose.
        """
        if self._postgres:
            return f"= ANY({self._place(list(keys))})"
        place = self._place(json.dumps([*map(str, keys)]))
        return f"IN (SELECT value FROM json_each({place}))"  # noqa: S608 - a placeholder only

    def skip_locked(self) -> str:
        """Rows that another worker holds are left to it; SQLite has one writer at a time."""
        return "FOR UPDATE SKIP LOCKED" if self._postgres else ""

    def _place(self, value: Any) -> str:
        self.all.append(value)
        return f"${len(self.all)}" if self._postgres else "?"
