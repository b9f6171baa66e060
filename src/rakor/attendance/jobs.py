"""What attendance does by itself: seats follow their quotas, and whoever is sent once here."""

from collections.abc import Callable, Coroutine
from typing import Any

from rakor.attendance.operations import following
from rakor.journal import Follower

followers: list[Follower] = [
    Follower(
        "attendance",
        {
            "meeting.changed": following.seats_changed,
            "meeting.rescheduled": following.seats_changed,
            "delegation.accepted": following.deputy_named,
        },
    )
]
clocks: list[Callable[[], Coroutine[Any, Any, None]]] = []
