"""What the law asks for, as plain values: the inventory, periods, rights, clocks and words."""

from rakor.privacy.rules import (
    breaches,
    consents,
    erasure,
    held,
    inventory,
    notice,
    requests,
    retention,
)

__all__ = [
    "breaches",
    "consents",
    "erasure",
    "held",
    "inventory",
    "notice",
    "requests",
    "retention",
]
