"""Thousands of browsers in one process: raw frames over sockets, counted by their length only.

It is loaded by its path and carries nothing of Rakor, so that what is measured is the server. Of
one socket in `every` the entries are read: their order is checked, and how old they are.
Commands come as lines of JSON on standard input, one answer on standard output for each.
"""

import contextlib
import errno
import json
import os
import select
import socket
import struct
import sys
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

KEY = "dGhlIHNhbXBsZSBub25jZQ=="
AT_ONCE = 200  # handshakes under way
FROM_EACH = 200  # sockets of one address: a server may refuse more of one neighbour
BUFFER = 256 * 1024
EVENT = b'{"t":"ev"'
STATES = (b'{"t":"snap"', b'{"t":"resu')
READ = select.EPOLLIN
WRITE = select.EPOLLOUT


def masked(text: str) -> bytes:
    """A frame of text as browsers send it; the mask is nought, which costs nothing (RFC 6455)."""
    said = text.encode()
    size = len(said)
    if size < 126:
        return struct.pack("!BB", 0x81, 0x80 | size) + bytes(4) + said
    return struct.pack("!BBH", 0x81, 0x80 | 126, size) + bytes(4) + said


class Browser:
    """One socket: what it says when it comes, and what is left of a frame that is not whole."""

    __slots__ = (
        "cursor",
        "frames",
        "headers",
        "hello",
        "line",
        "live",
        "number",
        "rest",
        "sampled",
    )

    def __init__(self, number: int, headers: str, hello: str, *, sampled: bool) -> None:
        self.number = number
        self.headers = headers
        self.hello = hello
        self.sampled = sampled
        self.line: socket.socket | None = None
        self.begin()

    def begin(self) -> None:
        self.rest = b""
        self.frames = -1  # the handshake is not answered yet
        self.live = False
        self.cursor = -1


class Crowd:
    """All of them, and what they were told since the last mark."""

    def __init__(self) -> None:
        self.poll = select.epoll()
        self.by_line: dict[int, Browser] = {}
        self.all: list[Browser] = []
        self.waiting: list[Browser] = []
        self.under_way = 0
        self.goal: Callable[[], bool] | None = None
        self.until = self.began = 0.0
        self.path = self.host = ""
        self.port = self.live_after = 0
        self.prefix, self.reads = EVENT, True
        self.lost = self.live = 0
        self.top, self.epoch = -1, ""
        self.commands = b""
        self.stalled: set[int] = set()
        self.buffer = bytearray(BUFFER)
        self.mark()

    def mark(self, **_wish: Any) -> None:
        self.events = self.bytes = self.gaps = 0
        self.ages: list[float] = []
        self.first = self.last = 0.0

    # Coming and going

    def open(
        self,
        count: int,
        port: int,
        path: str,
        who: list[tuple[str, str]],
        every: int = 10,
        prefix: str = EVENT.decode(),
        live_after: int = 1,
        reads: bool = True,
        limit: float = 60,
    ) -> None:
        """So many browsers come, each as the next of `who` (headers, hello)."""
        self.port, self.path = port, path
        self.prefix, self.live_after, self.reads = prefix.encode(), live_after, reads
        first = len(self.all)
        fresh = [
            Browser(n, *who[n % len(who)], sampled=n % every == 0)
            for n in range(first, first + count)
        ]
        self.all += fresh
        self._come(fresh, limit)

    def cut(self, since: bool = True, limit: float = 60) -> None:
        """All sockets are reset at once, and all come again: from where they were, or anew."""
        for browser in self.all:
            self._drop(browser)
            browser.begin()
            if self.reads:
                hello = json.loads(browser.hello)
                hello.pop("since", None)
                if since:
                    hello |= {"since": self.top, "epoch": self.epoch}
                browser.hello = json.dumps(hello)
        self._come(list(self.all), limit)

    def leave(self, **_wish: Any) -> None:
        for browser in self.all:
            self._drop(browser)
        self.all, self.stalled = [], set()
        self.lost = 0
        self.top = -1

    def _come(self, browsers: list[Browser], limit: float) -> None:
        self.waiting = browsers[::-1]
        self._until(lambda: self.live + self.lost >= len(self.all), limit)
        self._more()

    def _until(self, goal: Callable[[], bool], limit: float) -> None:
        self.began = time.monotonic()
        self.goal, self.until = goal, self.began + limit

    def _more(self) -> None:
        while self.waiting and self.under_way < AT_ONCE:
            browser = self.waiting.pop()
            self.under_way += 1
            line = socket.socket()
            line.setblocking(False)
            place = browser.number // FROM_EACH + 1
            line.bind((f"127.0.{place >> 8}.{place & 255}", 0))
            with contextlib.suppress(BlockingIOError):
                line.connect(("127.0.0.1", self.port))
            browser.line = line
            self.by_line[line.fileno()] = browser
            self.poll.register(line.fileno(), WRITE)

    def _drop(self, browser: Browser) -> None:
        """Reset, as when a network goes away."""
        line = browser.line
        if line is None:
            return
        if browser.live:
            self.live -= 1
        elif browser.frames < self.live_after:
            self.under_way -= 1
        browser.live = False
        browser.line = None
        self.by_line.pop(line.fileno(), None)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.close()

    # What is told

    def wait(self, events: int, limit: float = 30) -> None:
        """Answer when that many entries have come since the mark."""
        self._until(lambda: self.events >= events, limit)

    def stall(self, share: float, but: str) -> None:
        """Of so many in a hundred nothing is read any more; those read for samples go on.

        Those who say `but` go on as well: they are told too little to fill a buffer.
        """
        apart = max(2, round(100 / share))
        for browser in self.all[1::apart]:
            if browser.line is not None and not browser.sampled and but not in browser.hello:
                self.poll.unregister(browser.line.fileno())
                self.stalled.add(browser.number)

    def _written(self, browser: Browser) -> None:
        line = browser.line
        assert line is not None
        if error := line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(error, errno.errorcode.get(error, "?"))
        line.send(
            f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {KEY}\r\nSec-WebSocket-Version: 13\r\n"
            f"{browser.headers}\r\n".encode()
        )
        self.poll.modify(line.fileno(), READ)

    def _read(self, browser: Browser) -> None:
        line = browser.line
        assert line is not None
        size = line.recv_into(self.buffer)
        if not size:
            raise ConnectionResetError
        data = bytes(memoryview(self.buffer)[:size])
        self.bytes += size
        if browser.rest:
            data = browser.rest + data
        if browser.frames < 0:
            head, found, data = data.partition(b"\r\n\r\n")
            if not found:
                browser.rest = head
                return
            if not head.startswith(b"HTTP/1.1 101"):
                raise ConnectionRefusedError(head[:40])
            browser.frames = 0
            if browser.hello:
                line.send(masked(browser.hello))
            self._arrive(browser)
        browser.rest = self._frames(browser, data)

    def _frames(self, browser: Browser, data: bytes) -> bytes:
        """Walk over whole frames; gives what is left."""
        at, end, prefix = 0, len(data), self.prefix
        while end - at >= 2:
            size, begin = data[at + 1], at + 2
            if size == 126:
                size, begin = (data[at + 2] << 8 | data[at + 3]) if end - at > 3 else end, at + 4
            elif size == 127:
                size = int.from_bytes(data[at + 2 : at + 10], "big") if end - at > 9 else end
                begin = at + 10
            if begin + size > end:
                break
            if browser.live and data.startswith(prefix, begin):
                self.events += 1
                if browser.sampled and self.reads:
                    self._look(browser, data[begin : begin + size])
            else:
                self._other(browser, data[begin : begin + size])
            at = begin + size
        return data[at:] if at < end else b""

    def _other(self, browser: Browser, payload: bytes) -> None:
        browser.frames += 1
        if self.reads and browser.sampled and payload.startswith(STATES):
            state = json.loads(payload)
            browser.cursor = state["seq"] if state["t"] == "snap" else state["upto"]
            # Without its second half, which names the view that was told it.
            self.top, self.epoch = max(self.top, browser.cursor), state["epoch"].split(".")[0]
        self._arrive(browser)

    def _arrive(self, browser: Browser) -> None:
        if not browser.live and browser.frames >= self.live_after:
            browser.live = True
            self.live += 1
            self.under_way -= 1
            self._more()

    def _look(self, browser: Browser, payload: bytes) -> None:
        now = time.time()
        event = json.loads(payload)
        if event["after"] != browser.cursor:
            self.gaps += 1
        browser.cursor = event["upto"]
        self.top = max(self.top, browser.cursor)
        for item in event["items"]:
            self.ages.append(now - datetime.fromisoformat(item["at"]).timestamp())

    # The loop

    def run(self) -> None:
        """Until whoever began this process lets go of it."""
        os.set_blocking(0, False)
        self.poll.register(0, READ)
        while True:
            for number, mask in self.poll.poll(0.02, 1024):
                if number == 0:
                    if not self._told():
                        return
                    continue
                browser = self.by_line.get(number)
                if browser is not None:
                    self._turn(browser, mask)
            if self.goal is not None and (self.goal() or time.monotonic() > self.until):
                self._answer()

    def _turn(self, browser: Browser, mask: int) -> None:
        try:
            if mask & WRITE:
                self._written(browser)
            else:
                self._read(browser)
        except BlockingIOError:
            return
        except OSError:
            self.lost += 1
            self._drop(browser)
            self._more()

    def _told(self) -> bool:
        said = os.read(0, 1 << 20)
        self.commands += said
        while b"\n" in self.commands:
            line, self.commands = self.commands.split(b"\n", 1)
            wish = json.loads(line)
            self.began = time.monotonic()
            self.goal = lambda: True
            do = wish.pop("do")
            if do != "figures":
                getattr(self, do)(**wish)
        return bool(said)

    def _answer(self) -> None:
        reached = self.goal is not None and self.goal()
        self.goal = None
        ages = sorted(self.ages)
        figures = {
            "reached": reached,
            "seconds": time.monotonic() - self.began,
            "live": self.live,
            "lost": self.lost,
            "stalled": len(self.stalled),
            "events": self.events,
            "bytes": self.bytes,
            "gaps": self.gaps,
            "samples": len(ages),
            "top": self.top,
            **{
                f"p{n}": ages[int(len(ages) * n / 100)] * 1000 if ages else None
                for n in (50, 95, 99)
            },
        }
        sys.stdout.write(json.dumps(figures) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    Crowd().run()
