"""Keys that sort by the moment they were made (RFC 9562 section 5.7, UUID version 7)."""

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """A key later than every key this process made before, so lists keep the order of creation.

    48 bits of milliseconds, then 12 bits of the fraction that only ever grow, then 62 random bits.
    """
    global _last
    with _lock:
        now = (time.time_ns() << 12) // 1_000_000
        _last = now = max(now, _last + 1)
    head = (now >> 12) << 80 | 0x7 << 76 | (now & 0xFFF) << 64
    return UUID(int=head | 0b10 << 62 | int.from_bytes(os.urandom(8)) >> 2)
