"""The furnished week for all of these tests."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from rakor import database
from rakor.accounts.models import Session, User
from rakor.app import TABLES, create_app

from ..conftest import SCRATCH, signed_in
from .belongings import new_passkey_steps
from .world import Stage, populate

HURRY = "?synchronous=OFF"


@dataclass(frozen=True)
class World:
    """Who there is, what doors lead to at each stage, the sessions of all and their steps."""

    users: dict[str, User]
    stages: dict[Stage, dict[str, Any]]
    secrets: dict[str, str]
    steps: dict[str, str]
    app: Starlette
    path: Path


@pytest.fixture(scope="session")
async def furnished(empty_sqlite) -> World:
    """The week, made once and stored; the database is closed again."""
    path = SCRATCH / "furnished.db"
    shutil.copy(empty_sqlite, path)
    await database.connect(f"sqlite://{path}{HURRY}", TABLES)
    try:
        users, stages = await populate()
        secrets = {name: await signed_in(user) for name, user in users.items()}
        # However long this walk takes, everybody has signed in just now.
        await Session.all().update(created_at=datetime.now(UTC) + timedelta(days=1))
        steps = await new_passkey_steps(users)
    finally:
        await database.close()
    app = create_app(worker=False, own_database=False)
    return World(users, stages, secrets, steps, app, path)


@pytest.fixture(scope="module")
async def world(furnished: World) -> AsyncIterator[World]:
    """One week for a whole file: nothing that is done at a door stays."""
    path = SCRATCH / "rights.db"
    shutil.copy(furnished.path, path)
    await database.connect(f"sqlite://{path}{HURRY}", TABLES)
    try:
        yield furnished
    finally:
        await database.close()
        path.unlink()
