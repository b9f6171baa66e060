"""A session as it is held: notes written and told to everybody, readers that stop, storms."""

import time
from typing import Any

from rakor.bench.live.crowd import CrowdLine, Line, NotReached
from rakor.bench.live.writer import Writer
from rakor.bench.servers import pss
from rakor.live.rules import View

CLOSED = 100  # notes that each wait until everybody has the one before
FULL = 60_000  # letters of a note that fills the buffers of those who do not read
FULLS = 10
CUT_WITHIN = 25.0  # seconds to look whether those who do not read are cut
TWO = 2.0
FEW = 2.0  # entries a second
MANY_SECONDS = 5.0
SMALL = 300


def measure_written(
    house: Line, browsers: CrowdLine, writer: Writer, sockets: int, payload: int
) -> dict[str, Any]:
    """Each entry written by HTTP, committed and told, one after another: all of it per delivery."""
    size = max(1, payload - 260)
    for _n in range(10):
        writer.write(size)
    quiet(browsers)
    browsers.ask("mark")
    house.ask("mark")
    began = time.monotonic()
    for n in range(CLOSED):
        writer.write(size)
        if not browsers.ask("wait", events=sockets * (n + 1))["reached"]:
            raise NotReached("not everybody was told")
    seconds = time.monotonic() - began
    used = house.ask("figures")["processor"]
    found = browsers.ask("figures")
    deliveries = sockets * CLOSED
    return {
        "us": round(used / deliveries * 1e6, 2),
        "entries_per_second": round(CLOSED / seconds, 1),
        "per_second": round(deliveries / seconds),
        "bytes_each": round(found["bytes"] / found["events"]),
    }


def measure_latency(
    house: Line, browsers: CrowdLine, writer: Writer, rate: float, seconds: float, payload: int
) -> dict[str, Any]:
    """How old an entry is when it arrives, counted from the moment its transaction began."""
    browsers.ask("mark")
    house.ask("mark")
    most = 0

    def look() -> None:
        nonlocal most
        most = max(most, house.ask("kept")["unsent"])

    written = writer.paced(rate, seconds, max(1, payload - 260), look)
    used = house.ask("figures")
    found = browsers.ask("figures")
    if found["gaps"]:
        raise NotReached(f"{found['gaps']} entries came out of order")
    return {
        **{name: round(found[name], 1) for name in ("p50", "p95", "p99") if found[name]},
        "written_per_second": round(written / seconds, 1),
        "busy": round(used["processor"] / used["seconds"], 2),
        "unsent": most,
    }


def measure_stalled(
    house: Line,
    browsers: CrowdLine,
    writer: Writer,
    *,
    share: float,
    rate: float,
    payload: int,
) -> dict[str, Any]:
    """Some stop reading and their buffers fill: what the others notice, and when those are cut."""
    stalled = browsers.ask("stall", share=share, but=View.PUBLIC.value)["stalled"]
    before = house.ask("kept")["members"]
    for _n in range(FULLS):
        writer.write(FULL)
    browsers.ask("wait", events=1)
    began = time.monotonic()
    quiet(browsers)
    cut: float | None = None
    unsent = 0

    def look() -> None:
        nonlocal cut, unsent
        kept = house.ask("kept")
        unsent = max(unsent, kept["unsent"])
        gone = before - kept["members"] + kept["leaving"]
        if gone >= stalled and cut is None:
            cut = time.monotonic() - began

    browsers.ask("mark")
    while cut is None and time.monotonic() - began < CUT_WITHIN:
        writer.paced(rate, TWO, max(1, payload - 260), look)
    found = browsers.ask("figures")
    return {
        **{name: round(found[name], 1) for name in ("p50", "p95", "p99") if found[name]},
        "stalled": stalled,
        "unsent": unsent,
        "cut_seconds": round(cut, 1) if cut is not None else None,
    }


def measure_storm(house: Line, browsers: CrowdLine, writer: Writer) -> dict[str, Any]:
    """All are cut at once: they come back from where they were, and once more as new ones.

    For the new ones something was written, so that no state that is kept is good any more.
    """
    before = house.ask("kept")["built"]
    resumed = browsers.again(since=True)["seconds"]
    between = house.ask("kept")["built"]
    writer.write(SMALL)
    anew = browsers.again(since=False)["seconds"]
    after = house.ask("kept")["built"]
    return {
        "resumed_seconds": round(resumed, 2),
        "anew_seconds": round(anew, 2),
        "snapshots_resumed": _more(before, between),
        "snapshots_anew": _more(between, after),
    }


def _more(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {view: count - before.get(view, 0) for view, count in after.items()}


def quiet(browsers: CrowdLine) -> None:
    """Until what was written so far has arrived, and nothing of it is on the way."""
    events = -1
    while (now := browsers.ask("figures")["events"]) != events:
        events = now
        time.sleep(0.2)


def measure_many(
    house: Line, pid: int, browsers: CrowdLine, writer: Writer, come: dict[str, Any]
) -> dict[str, Any]:
    """What a socket weighs that only waits, and how old two entries a second are for so many."""
    empty = pss(pid)
    browsers.come(**come)
    quiet(browsers)
    weight = pss(pid)
    found = measure_latency(house, browsers, writer, FEW, MANY_SECONDS, SMALL)
    return {
        "sockets": come["count"],
        "kb_each": round((weight - empty) / come["count"], 1),
        "memory_mb": round(weight / 1024),
        **{name: found[name] for name in ("p50", "p95", "p99")},
    }
