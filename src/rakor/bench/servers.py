"""Real servers for measuring: started, waited for, weighed and stopped."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, and how long it took to its first answer."""

    port: int
    pid: int
    seconds_to_answer: float

    def memory(self) -> float:
        """Megabytes of all its processes, shared pages counted once (PSS)."""
        return sum(pss(pid) for pid in _family(self.pid)) / 1024

    def processor(self) -> float:
        """Seconds of processor that all its processes used so far."""
        return sum(_seconds(pid) for pid in _family(self.pid))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(arguments: Sequence[str], path: str, environment: dict[str, str]) -> Iterator[Server]:
    """A server in processes of its own; `{port}` in the arguments is a free one."""
    port = free_port()
    command = [sys.executable, "-m", *(part.format(port=port) for part in arguments)]
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own module
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL
    )
    try:
        _wait(f"http://127.0.0.1:{port}{path}", process)
        yield Server(port, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(15)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(3000):
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - http on this machine
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.01)
    raise TimeoutError(url)


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _family(int(child)))]


def _seconds(pid: int) -> float:
    # proc(5): the name may hold blanks; utime and stime are the 14th and 15th field.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pss(pid: int) -> int:
    """Kilobytes of one process, its part of what it shares counted once."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
