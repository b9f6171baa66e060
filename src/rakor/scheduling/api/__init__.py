"""The time of meetings for programs: proposals and polls."""

from rakor.scheduling.api import polls, times

__all__ = ["endpoints"]

endpoints = [*times.endpoints, *polls.endpoints]
