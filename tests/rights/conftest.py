"""The furnished week for all of these tests."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from starlette.applications import Starlette

from rakor import database
from rakor.accounts.models import User
from rakor.app import TABLES, create_app

from ..conftest import SCRATCH, signed_in
from .world import Stage, populate


@dataclass(frozen=True)
class World:
    """Who there is, what doors lead to at each stage, and the sessions of all."""

    users: dict[str, User]
    stages: dict[Stage, dict[str, Any]]
    secrets: dict[str, str]
    app: Starlette


@pytest.fixture(scope="module")
async def world(empty_sqlite) -> AsyncIterator[World]:
    """One week for a whole file: nothing that is done at a door stays."""
    path = SCRATCH / "rights.db"
    shutil.copy(empty_sqlite, path)
    await database.connect(f"sqlite://{path}?synchronous=OFF", TABLES)
    try:
        users, stages = await populate()
        secrets = {name: await signed_in(user) for name, user in users.items()}
        yield World(users, stages, secrets, create_app(worker=False, own_database=False))
    finally:
        await database.close()
        path.unlink()
