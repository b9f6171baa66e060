"""Programmes for programs: planned, filled, moved, invited to."""

from rakor.programmes.api import acting, programmes, sessions

__all__ = ["endpoints"]

endpoints = [*programmes.endpoints, *sessions.endpoints, *acting.endpoints]
