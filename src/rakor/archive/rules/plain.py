"""Entries of the journal without what an archive does not need: ways to reach people, secrets."""

import re
from typing import Any

WITHHELD = frozenset(
    {
        "address",
        "addresses",
        "comment",
        "device",
        "digest",
        "email",
        "emails",
        "ip",
        "join_url",
        "link",
        "meeting_number",
        "nip",
        "passcode",
        "phone",
        "recipient",
        "recipients",
        "strokes",
        "token",
        "url",
    }
)
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def without_contact(data: Any) -> tuple[Any, bool]:
    """The same without members of those names and without addresses; tells if any was there."""
    if isinstance(data, dict):
        kept = {key: without_contact(each) for key, each in data.items() if key not in WITHHELD}
        gone = any(data[key] for key in data.keys() & WITHHELD)
        return (
            {key: each for key, (each, _gone) in kept.items()},
            gone or any(less for _each, less in kept.values()),
        )
    if isinstance(data, list):
        several = [without_contact(each) for each in data]
        return [each for each, _gone in several], any(less for _each, less in several)
    if isinstance(data, str) and _ADDRESS.fullmatch(data):
        return "", True
    return data, False
