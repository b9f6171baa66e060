"""The yardstick of a check-in: Starlette takes a scan, commits one row, and knows nothing else."""

import os
import sqlite3

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FILE = "RAKOR_BENCH_DOOR"

_lines: list[sqlite3.Connection] = []


def _line() -> sqlite3.Connection:
    if not _lines:
        line = sqlite3.connect(os.environ[FILE], isolation_level=None)
        line.execute("PRAGMA journal_mode=WAL")
        line.execute("PRAGMA synchronous=FULL")  # as in Rakor
        line.execute("CREATE TABLE scan (nonce TEXT PRIMARY KEY, code TEXT, device TEXT)")
        _lines.append(line)
    return _lines[0]


async def take(request: Request) -> Response:
    said = orjson.loads(await request.body())
    row = (said["nonce"], said["code"], said["device"])
    _line().execute("INSERT OR IGNORE INTO scan VALUES (?, ?, ?)", row)
    return Response(orjson.dumps({"result": "accepted"}), media_type="application/json")


async def ready(_request: Request) -> Response:
    return Response()


app = Starlette(
    routes=[
        Route("/readyz", ready),
        Route("/api/v1/meetings/{id:uuid}/check-ins", take, methods=["POST"]),
    ]
)
