"""The session for programs. The stream itself comes by the socket."""

from rakor.live.api import (
    breaks,
    closing,
    decisions,
    entries,
    leases,
    notes,
    phrases,
    speaking,
    voting,
)

endpoints = [
    *notes.endpoints,
    *leases.endpoints,
    *closing.endpoints,
    *breaks.endpoints,
    *phrases.endpoints,
    *decisions.endpoints,
    *entries.endpoints,
    *speaking.endpoints,
    *voting.endpoints,
]
