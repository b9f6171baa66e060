"""What every test stands on: a real database, real people, and the doors of the application."""

import asyncio
import contextlib
import fcntl
import functools
import gc
import importlib.util
import itertools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import pytest
from starlette.applications import Starlette
from tortoise import connections
from tortoise.apps import Apps
from tortoise.backends.base.executor import EXECUTOR_CACHE

# Whether to try everything rather than a choice that goes round: `make long`.
AT_LENGTH = bool(os.environ.get("LONG_TESTS"))
SCRATCH = Path(tempfile.mkdtemp(prefix="rakor-test-"))
# What all processes of one run share: whoever needs it first makes it, the first one clears it.
BEGUN_HERE = "TESTS_SHARED" not in os.environ
if BEGUN_HERE:
    os.environ["TESTS_SHARED"] = tempfile.mkdtemp(prefix="rakor-tests-")
    # The server's own user must be able to enter this folder, and sockets need a short path.
    os.environ["TESTS_POSTGRES"] = tempfile.mkdtemp(prefix="pg", dir="/tmp")
SHARED = Path(os.environ["TESTS_SHARED"])
# Whatever the environment says: what was compiled once is not compiled anew by every process.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
for _name in [name for name in os.environ if name.startswith("RAKOR_")]:
    del os.environ[_name]
os.environ |= {
    "RAKOR_DATABASE_URL": f"sqlite://{SCRATCH / 'default.db'}",
    "RAKOR_FILES": str(SCRATCH / "files"),
    "RAKOR_SECRET_KEY": "a secret of the tests, long enough",
    "RAKOR_PUBLIC_URL": "http://rakor.test",
    "RAKOR_MAIL_FROM": "Rakor <rakor@rakor.test>",
    "RAKOR_MAIL_REPLY": "rsvp@rakor.test",
    "RAKOR_INBOUND_LISTEN": "",
}

from rakor import database  # noqa: E402 - the settings above come first
from rakor.accounts import operations as accounts  # noqa: E402
from rakor.accounts.models import Account, User  # noqa: E402
from rakor.accounts.rules import Role  # noqa: E402
from rakor.app import TABLES, create_app  # noqa: E402
from rakor.directory.models import Agency, Person  # noqa: E402
from rakor.directory.rules import AgencyKind  # noqa: E402
from rakor.web.middleware import SESSION, csrf_token  # noqa: E402
from tests.postgres import Reused, make_empty, shared_server  # noqa: E402

# What is not there is not looked for at each request of a test.
if importlib.util.find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]

# Machines are shared: how long an example takes says nothing about what it shows.
hypothesis.settings.register_profile(
    "rakor",
    deadline=None,
    max_examples=200 if AT_LENGTH else 40,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("rakor")

_shape = Apps._build_initial_querysets
_shaped: list[object] = []


def _shape_once(apps: Apps) -> None:
    """Tables keep their shape from test to test: making it anew takes longer than most tests."""
    now = [connections.get("default").capabilities.dialect, *apps.get_models_iterable()]
    if _shaped != now:
        _shape(apps)
        _shaped[:] = now


Apps._build_initial_querysets = _shape_once  # type: ignore[method-assign]
# The words of statements, too, which are the same for each database of a kind.
_worded: dict[bool, dict[Any, Any]] = {}

Browser = httpx.AsyncClient
HOST = "http://rakor.test"


@pytest.fixture(scope="session", autouse=True)
def scratch():
    yield SCRATCH
    shutil.rmtree(SCRATCH, ignore_errors=True)


def pytest_collection_finish() -> None:
    """What was loaded until now stays for ever: to look through it again and again takes long."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_unconfigure() -> None:
    if BEGUN_HERE:
        shutil.rmtree(SHARED, ignore_errors=True)
        shutil.rmtree(os.environ["TESTS_POSTGRES"], ignore_errors=True)


@contextlib.contextmanager
def alone(name: str) -> Iterator[Path]:
    """Where the processes of this run share something of that name; one at a time is inside."""
    with (SHARED / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield SHARED / name


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `postgres` runs on both databases."""
    if "engine" in metafunc.fixturenames and metafunc.definition.get_closest_marker("postgres"):
        metafunc.parametrize("engine", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on."""
    return getattr(request, "param", "sqlite")


@pytest.fixture(scope="session")
async def empty_sqlite() -> Path:
    """A migrated SQLite file that each test gets a copy of."""
    with alone("empty.db") as path:
        if not path.exists():
            fresh = SCRATCH / "empty.db"
            await database.migrate(f"sqlite://{fresh}", TABLES)
            fresh.rename(path)
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a real PostgreSQL server, the same for all processes of this run."""
    with shared_server(Path(os.environ["TESTS_POSTGRES"])) as server:
        yield server


@pytest.fixture(scope="session")
def empty_postgres(postgres_server: str) -> str:
    """The server, with a migrated database that is the template of all others."""
    with alone("postgres"):
        make_empty(postgres_server)
    return postgres_server


@pytest.fixture(scope="session")
def reused_postgres(empty_postgres: str) -> Reused:
    """A database on it that the tests of this process use in turn."""
    return Reused(empty_postgres)


NUMBERS = itertools.count(1)


@pytest.fixture
async def database_url(
    engine: str, empty_sqlite: Path, request: pytest.FixtureRequest
) -> AsyncIterator[str]:
    """Where this test's own database is."""
    if engine == "postgres":
        yield await request.getfixturevalue("reused_postgres").ready()
        return
    path = SCRATCH / f"test_{os.getpid()}_{next(NUMBERS)}.db"
    shutil.copy(empty_sqlite, path)
    yield f"sqlite://{path}?synchronous=OFF"
    for each in SCRATCH.glob(path.name + "*"):
        each.unlink(missing_ok=True)


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[str]:
    """The open database of this test."""
    await database.connect(database_url, TABLES)
    EXECUTOR_CACHE.update(_worded.get(database.is_postgres(), {}))
    yield database_url
    _worded[database.is_postgres()] = dict(EXECUTOR_CACHE)
    await database.close()


@functools.cache
def application() -> Starlette:
    """The application without its worker: it keeps nothing, so one serves all tests."""
    return create_app(worker=False, own_database=False)


@pytest.fixture
def app(db: str) -> Starlette:
    """The application on this test's database, without its worker."""
    return application()


@pytest.fixture
async def bpsdm(db: str) -> Agency:
    """The agency that calls the meetings."""
    key = database.new_id()
    return await Agency.create(
        id=key,
        path=f"/{key}/",
        code="BPSDM",
        name="BPSDM Kemendagri",
        short_name="BPSDM",
        kind=AgencyKind.UNIT,
    )


@pytest.fixture
async def bkn(db: str) -> Agency:
    key = database.new_id()
    return await Agency.create(
        id=key,
        path=f"/{key}/",
        code="BKN",
        name="Badan Kepegawaian Negara",
        short_name="BKN",
        kind=AgencyKind.INSTITUTION,
    )


NewUser = Callable[..., Awaitable[User]]


@pytest.fixture
def new_user(db: str) -> NewUser:
    """Makes a person with an account: `await new_user("Rina", bpsdm, Role.ORGANIZER)`."""

    async def make(name: str, agency: Agency | None = None, role: Role = Role.PARTICIPANT) -> User:
        email = name.lower().replace(" ", ".") + "@example.go.id"
        person = await Person.create(name=name, email=email, agency=agency)
        return User.of(await Account.create(person=person, role=role))

    return make


@pytest.fixture
async def rina(new_user: NewUser, bpsdm: Agency) -> User:
    """An organizer of BPSDM."""
    return await new_user("Rina Halim", bpsdm, Role.ORGANIZER)


@pytest.fixture
async def admin(new_user: NewUser) -> User:
    return await new_user("Ada Admin", None, Role.ADMIN)


@pytest.fixture
def as_person(app: Starlette):
    """A browser in which somebody is signed in: `async with as_person(rina) as browser:`."""

    @contextlib.asynccontextmanager
    async def browse(user: User | None, *, page: bool = False) -> AsyncIterator[Browser]:
        cookies, headers = {}, {"accept": "text/html" if page else "application/json"}
        if user is not None:
            token = await signed_in(user)
            cookies[SESSION] = token
            headers["x-csrf-token"] = csrf_token(token)
        transport = httpx.ASGITransport(app, client=("127.0.0.1", 50000))
        async with httpx.AsyncClient(
            transport=transport, base_url=HOST, cookies=cookies, headers=headers
        ) as client:
            yield client

    return browse


async def signed_in(user: User) -> str:
    """The secret of a new session, without the cost of a password."""
    from datetime import UTC, datetime, timedelta

    from rakor.accounts.models import Session

    secret = f"session-of-{user.id}-{asyncio.get_running_loop().time()}"
    await Session.create(
        digest=accounts.digest(secret),
        account_id=user.account_id,
        expires_at=datetime.now(UTC) + timedelta(hours=1),
    )
    return secret


class Process:
    """A real `rakor` process; `url` is where it serves."""

    def __init__(self, process: subprocess.Popen[bytes], url: str) -> None:
        self.process = process
        self.url = url

    def kill(self) -> None:
        """`kill -9`: no chance to tidy up."""
        self.process.kill()
        self.process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def processes() -> Iterator[Callable[..., Process]]:
    """Starts real processes: `start("serve", env={...})`; all are stopped at the end."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str, env: dict[str, str], port: int = 0) -> Process:
        port = port or free_port()
        serving = arguments[0] in ("serve", "demo")
        more = ["--port", str(port)] if serving else []
        process = subprocess.Popen(
            [sys.executable, "-m", "rakor", *arguments, *more], env={**os.environ, **env}
        )
        started.append(process)
        url = f"http://127.0.0.1:{port}"
        for _attempt in range(600 if serving else 0):
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{url}/readyz").status_code == 200:
                    break
            assert process.poll() is None, "the process ended"
            time.sleep(0.05)
        return Process(process, url)

    try:
        yield start
    finally:
        for process in started:
            process.terminate()
        for process in started:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(20)


@pytest.fixture
def rakor_process() -> Iterator[Callable[..., Process]]:
    """Starts real processes of one test: `rakor_process("serve", env={...})`."""
    with processes() as start:
        yield start


# The walks that take longest.
LONG = ("rights", "browser", "scenarios", "web/test_api_fuzz", "mail/test_faults", "cli", "demo")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long walks begin first, so that no worker is left alone with one at the end."""

    def place(item: pytest.Item) -> int:
        name = item.nodeid.removeprefix("tests/")
        return next((n for n, long in enumerate(LONG) if name.startswith(long)), len(LONG))

    items.sort(key=place)
