"""The load client from outside: it is begun, told what to do, and asked what it saw."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

CLIENT = Path(__file__).with_name("client.py")


class NotReached(RuntimeError):
    """The browsers did not get what they should have: there is nothing to measure."""


class Line:
    """A process that answers one line of JSON to one line of JSON."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def tell(self, do: str, **wish: Any) -> None:
        """Say what to do; it is answered when it is done."""
        assert self._process.stdin is not None
        self._process.stdin.write(orjson.dumps({"do": do, **wish}) + b"\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        if not said:
            raise NotReached(f"{self._process.args!r} ended with {self._process.wait(15)}")
        found: dict[str, Any] = orjson.loads(said)
        return found

    def ask(self, do: str, **wish: Any) -> dict[str, Any]:
        self.tell(do, **wish)
        return self.answer()


class CrowdLine(Line):
    """Many browsers in a process of their own."""

    def come(self, count: int, port: int, path: str, **wish: Any) -> dict[str, Any]:
        """So many come; gives how long it took until all were live. Refuses if one was not."""
        found = self.ask("open", count=count, port=port, path=path, **wish)
        return self._all(found)

    def again(self, *, since: bool, limit: float = 60) -> dict[str, Any]:
        """All are cut at once and come again; gives how long it took until all were live."""
        return self._all(self.ask("cut", since=since, limit=limit))

    def _all(self, found: dict[str, Any]) -> dict[str, Any]:
        if not found["reached"] or found["lost"]:
            raise NotReached(f"{found['live']} are live, {found['lost']} were refused or cut")
        return found


@contextmanager
def process(command: list[str], environment: dict[str, str] | None = None) -> Iterator[Line]:
    """While this lasts the process runs; it ends when its standard input closes, or is killed."""
    begun = subprocess.Popen(  # noqa: S603 - our own
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
    assert begun.stdin is not None
    assert begun.stdout is not None
    try:
        yield Line(begun)
    finally:
        begun.stdin.close()
        try:
            begun.wait(5)
        except subprocess.TimeoutExpired:
            begun.kill()
            begun.wait(15)
        begun.stdout.close()


@contextmanager
def crowd() -> Iterator[CrowdLine]:
    """Many browsers, none of whom has come yet."""
    with process([sys.executable, "-P", str(CLIENT)]) as line:
        yield CrowdLine(line._process)
