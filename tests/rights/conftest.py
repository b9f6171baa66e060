"""The furnished week for all of these tests."""

import pickle
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
from rakor.app import TABLES
from rakor.settings import settings

from ..conftest import SCRATCH, alone, application, signed_in
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
async def furnished(empty_sqlite: Path) -> World:
    """The week, made once for all processes of a run, with the files that belong to it."""
    with alone("furnished.db") as path:
        told, files = path.with_suffix(".told"), path.with_suffix(".files")
        if not told.exists():
            told.write_bytes(pickle.dumps(await _furnish(empty_sqlite, path)))
            shutil.copytree(settings().files, files)
        shutil.copytree(files, settings().files, dirs_exist_ok=True)
    users, stages, secrets, steps = pickle.loads(told.read_bytes())  # noqa: S301 - our own
    return World(users, stages, secrets, steps, application(), path)


async def _furnish(empty: Path, path: Path) -> tuple[Any, ...]:
    shutil.copy(empty, path)
    await database.connect(f"sqlite://{path}{HURRY}", TABLES)
    try:
        users, stages = await populate()
        secrets = {name: await signed_in(user) for name, user in users.items()}
        # However long this walk takes, everybody has signed in just now.
        await Session.all().update(created_at=datetime.now(UTC) + timedelta(days=1))
        steps = await new_passkey_steps(users)
    finally:
        await database.close()
    return users, stages, secrets, steps


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
