"""Several processes from one: told to stop they end together, whatever each was doing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer

import pytest

DIES = "lambda: None"
# One write each, so that what two of them say is not mixed up.
STAYS = "lambda: (os.write(1, b'here %d\\n' % os.getpid()), time.sleep(60))"
DEAF = f"lambda: (signal.signal(signal.SIGTERM, signal.SIG_IGN), ({STAYS})())"
TELLS = "lambda: os.write(1, b'ended\\n')"


class Family:
    """A process that keeps others running; `here()` waits until one more child says its number."""

    def __init__(self, works: list[str]) -> None:
        program = (
            "import os, signal, time; from rakor.cli import family; family.PATIENCE = 0.5; "
            f"family.PAUSE = 0.2; family.keep_running([{', '.join(works)}])"
        )
        self.process = subprocess.Popen(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
        )

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def here(self) -> int:
        return int(self.line().split()[1])

    def ends(self) -> int:
        return self.process.wait(timeout=60)


@contextmanager
def family(*works: str) -> Iterator[Family]:
    found = Family(list(works))
    limit = Timer(30, found.process.kill)  # its children end too, and whoever reads reads nothing
    limit.start()
    try:
        yield found
    finally:
        limit.cancel()
        found.process.kill()
        # Its children end with it; what they printed is nobody's business any more.
        found.process.stdout.close()
        found.process.wait(timeout=60)


@pytest.mark.parametrize("works", [[STAYS, STAYS], [STAYS, DIES], [DEAF, STAYS]])
def test_a_family_that_is_told_to_stop_ends(works):
    with family(*works) as found:
        for work in works:
            if work != DIES:
                found.here()
        found.process.send_signal(signal.SIGTERM)
        assert found.ends() == 0


def test_it_ends_also_in_the_pause_before_a_child_is_begun_again():
    with family(TELLS) as found:
        assert found.line() == "ended"
        found.process.send_signal(signal.SIGTERM)
        assert found.ends() == 0


def test_told_to_stop_at_once_again_and_again_it_ends():
    with family(STAYS, STAYS, DIES) as found:
        found.here()
        for _n in range(20):
            found.process.send_signal(signal.SIGTERM)
        assert found.ends() == 0


def test_a_child_that_was_killed_is_begun_again_and_the_other_goes_on():
    with family(STAYS, STAYS) as found:
        first, second = found.here(), found.here()
        os.kill(first, signal.SIGKILL)
        third = found.here()
        os.kill(second, 0)
        assert third not in (first, second)
        found.process.send_signal(signal.SIGTERM)
        assert found.ends() == 0


def test_children_do_not_outlive_a_parent_that_was_killed():
    with family(STAYS, STAYS) as found:
        children = [found.here(), found.here()]
        found.process.kill()
        found.ends()
        until = time.monotonic() + 10
        while any(_lives(pid) for pid in children):
            assert time.monotonic() < until
            time.sleep(0.02)


def _lives(pid: int) -> bool:
    with suppress(OSError):
        # One that ended and whom nobody has buried yet does not live either.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
