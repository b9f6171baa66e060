"""A mail sink for the walks, and one database with all scenarios for those that only look."""

import pytest

from rakor import database
from rakor.app import TABLES
from rakor.demo import load
from tests.conftest import SCRATCH
from tests.scenarios.processes import Sink


@pytest.fixture
def sink():
    with Sink() as found:
        yield found


@pytest.fixture(scope="module")
async def loaded(empty_sqlite, request):
    """The database with the scenario that the module names in `SCENARIO`."""
    name = request.module.SCENARIO
    path = SCRATCH / f"{name}.db"
    path.write_bytes(empty_sqlite.read_bytes())
    await database.connect(f"sqlite://{path}?synchronous=OFF", TABLES)
    yield await load(name, print)
    await database.close()
