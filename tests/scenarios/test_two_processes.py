"""SC-4 on PostgreSQL with two processes that answer and one that works."""

import contextlib

import pytest

from tests.scenarios.processes import Rakor
from tests.scenarios.walk import Walk, carry_through


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
async def test_two_processes_and_a_worker_carry_the_rakortek_together(db, sink, tmp_path):
    async with contextlib.AsyncExitStack() as stack:
        bases = []
        for arguments in (["serve", "--no-worker"], ["serve", "--no-worker"], ["worker"]):
            process = Rakor(tmp_path, db, *arguments, RAKOR_SMTP_URL=sink.url)
            await stack.enter_async_context(process)
            if process.port:
                bases.append(process.base)
        walk = await stack.enter_async_context(Walk(bases, sink))
        await carry_through(walk)
