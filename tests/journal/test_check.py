"""`rakor check --journal`, as an operator runs it."""

import os
import subprocess
import sys

import pytest

from rakor import journal
from rakor.journal import Entry


def check(url, *more, **settings):
    command = [sys.executable, "-m", "rakor", "check", "--journal", *more]
    env = {**os.environ, "RAKOR_DATABASE_URL": url, **settings}
    done = subprocess.run(command, capture_output=True, env=env, timeout=120)
    return done.returncode, done.stdout.decode().splitlines()[-1]


@pytest.fixture
async def written(db):
    for n in range(3):
        async with journal.transaction() as record:
            await record.entry(journal.stream_of(f"s{n}"), "thing.done", by=None, n=n)
    return db


async def test_a_whole_journal_is_one_line_with_what_is_noted_elsewhere(written):
    proven = await journal.verify()
    assert check(written) == (
        0,
        f"journal   ok    3 entries in 3 streams; root {proven.root}; no seal yet",
    )


@pytest.mark.postgres
async def test_a_changed_entry_is_named_and_the_exit_code_is_1(written):
    stream = journal.stream_of("s1")
    await Entry.filter(stream=stream).update(kind="thing.undone")
    code, line = check(written)
    assert code == 1
    assert line.startswith(f"journal   FAIL  stream {stream} entry 1 (thing.undone, 20")
    assert line.endswith("): it is not what was written")


async def test_another_secret_key_is_said_as_such(written):
    code, line = check(written, RAKOR_SECRET_KEY="not the one that was backed up")
    assert code == 1
    assert "made with another secret key" in line


async def test_a_seal_that_is_gone_is_missed(written):
    code, line = check(written, "--seal", "a" * 64)
    assert (code, line.split()[:2]) == (1, ["journal", "FAIL"])
