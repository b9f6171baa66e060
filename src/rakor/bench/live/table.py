"""The figures of `rakor bench live` as people read them."""

from typing import Any

WORDS = {
    "rakor": "Rakor",
    "send": "bare send(2)",
    "broadcast": "websockets.broadcast()",
    "starlette": "Starlette, send each",
    "ws": "Node, ws",
    "socket.io": "Node, socket.io",
}


def live_table(result: dict[str, Any]) -> str:
    """Every part that was measured, with its target."""
    lines = [
        f"{result['sockets']:,} sockets, {result['database']}, load of the machine "
        f"{result['load_before']} before, {result['load_after']} after"
    ]
    for name, say in PARTS.items():
        if name in result:
            lines += ["", *say(result)]
    return "\n".join(lines)


def _fanout(result: dict[str, Any]) -> list[str]:
    lines = [
        f"fan-out alone, frames of {result['frame_bytes']} bytes, one process",
        f"{'':<26}{'µs each':>9}{'of send':>9}{'per s':>11}{'per CPU s':>11}",
    ]
    for row in result["fanout"]:
        of = f"{row['of_send']:.2f}" if row["of_send"] else "–"
        lines.append(
            f"  {WORDS[row['name']]:<24}{row['us']:>9.2f}{of:>9}"
            f"{row['per_second']:>11,}{row['per_processor_second']:>11,}"
        )
    lines += [f"  {WORDS[name]:<24} not at hand" for name in result["not_at_hand"]]
    return lines


def _written(result: dict[str, Any]) -> list[str]:
    row = result["written"]
    return [
        f"each entry by HTTP, committed: {row['us']:.2f} µs per delivery, all of it (target 9); "
        f"{row['per_second']:,} deliveries/s, {row['entries_per_second']} entries/s, "
        f"{row['bytes_each']} bytes each"
    ]


def _ages(row: dict[str, Any]) -> str:
    return "  ".join(f"{name} {row[name]:.1f}" for name in ("p50", "p95", "p99")) + " ms"


def _latency(result: dict[str, Any]) -> list[str]:
    row = result["latency"]
    return [
        f"commit → socket, {result['rate']:g} entries/s, {result['views']} views: {_ages(row)} "
        f"(target 10, 20, 30); {row['written_per_second']} written a second, "
        f"server busy {row['busy']:.0%}"
    ]


def _stalled(result: dict[str, Any]) -> list[str]:
    row = result["stalled"]
    cut = f"cut after {row['cut_seconds']} s" if row["cut_seconds"] else "not cut"
    return [
        f"{row['stalled']} sockets stop reading: {_ages(row)} for the others; "
        f"at most {row['unsent'] / 1024:.0f} KiB unsent for one; {cut} (target 256 KiB, 15 s)"
    ]


def _storm(result: dict[str, Any]) -> list[str]:
    row = result["storm"]
    lines = [
        f"{row['sockets']:,} sockets cut at once: all live after {row['resumed_seconds']} s from "
        f"where they were, after {row['anew_seconds']} s as new ones (target 5 s)"
    ]
    for name in ("resumed", "anew"):
        built = ", ".join(f"{view} {n}" for view, n in row[f"snapshots_{name}"].items() if n)
        lines.append(f"  states built, {name}: {built or 'none'}")
    return lines


def _many(result: dict[str, Any]) -> list[str]:
    row = result["many"]
    return [
        f"{row['sockets']:,} in one meeting: {row['kb_each']} KB each, {row['memory_mb']} MB in "
        f"all; 2 entries/s: {_ages(row)} (target p99 200 ms)"
    ]


def _shard(result: dict[str, Any]) -> list[str]:
    row = result["shard"]
    return [
        f"{row['sockets']:,} in {row['meetings']} meetings at one process: {row['kb_each']} KB "
        f"each; {row['idle']:.1%} of a core when nothing happens, {row['busy']:.1%} with "
        f"{row['entries_per_second']} entries/s in all ({row['ms_per_entry']} ms each, all of it); "
        f"{_ages(row)}",
        "  1,000,000 watchers of 10,000 such meetings (docs/growing.md): "
        f"{row['cores_for_all']:.0f} cores, each half used",
    ]


def _votes(result: dict[str, Any]) -> list[str]:
    row = result["votes"]
    return [
        f"{row['ballots']:,} ballots in {row['seconds']} s, one in ten sent twice at once: none "
        f"counted twice; closed, counted and published {row['published_after']} s after the last "
        f"(target 1 s); a ballot p50 {row['p50']}, p99 {row['p99']} ms, {row['ms_each']} ms of CPU"
    ]


PARTS = {
    "fanout": _fanout,
    "written": _written,
    "latency": _latency,
    "stalled": _stalled,
    "storm": _storm,
    "many": _many,
    "shard": _shard,
    "votes": _votes,
}
