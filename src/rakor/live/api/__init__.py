"""The session for programs. The stream itself comes by the socket."""

from rakor.live.api import decisions, entries, notes

endpoints = [*notes.endpoints, *decisions.endpoints, *entries.endpoints]
