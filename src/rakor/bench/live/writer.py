"""The minute-taker of a measurement: notes by HTTP, committed one after another."""

import http.client
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import orjson

from rakor.bench.live.world import Session

WORDS = "Seluruh daerah menyampaikan kebutuhan pelatihan paling lambat akhir bulan. "


class Writer:
    """Saves notes of the agenda in turn, over one connection that is kept."""

    def __init__(self, port: int, session: Session) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._session = session
        self._revisions = dict.fromkeys(session.items, 0)
        self.count = 0

    def write(self, size: int) -> int:
        """Save a note of about that many letters; gives its number in the journal."""
        item = self._session.items[self.count % len(self._session.items)]
        self.count += 1
        text = f"{self.count}. " + (WORDS * (size // len(WORDS) + 1))[:size]
        found = self._put(item, {"body": text, "base_revision": self._revisions[item]})
        self._revisions[item] = found["revision"]
        return int(found["seq"])

    def paced(self, rate: float, seconds: float, size: int, look: Callable[[], Any]) -> int:
        """So many a second for so long; `look` is called once a second in between."""
        began = time.monotonic()
        written = 0
        looked = began
        while (now := time.monotonic()) < began + seconds:
            if now - looked >= 1:
                looked = now
                look()
            due = began + written / rate
            if due > now:
                time.sleep(min(due - now, 0.5))
                continue
            self.write(size)
            written += 1
        return written

    def _put(self, item: str, said: dict[str, Any]) -> dict[str, Any]:
        self._line.request(
            "PUT",
            f"/api/v1/meetings/{self._session.meeting}/agenda/{item}/notes",
            orjson.dumps(said),
            {
                "Authorization": f"Bearer {self._session.writer}",
                "Content-Type": "application/json",
                "Idempotency-Key": str(uuid4()),
            },
        )
        answer = self._line.getresponse()
        body: dict[str, Any] = orjson.loads(answer.read())
        if answer.status != 200:
            raise RuntimeError(f"{answer.status}: {body}")
        return body
