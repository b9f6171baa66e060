"""Doors for programs: invitations and their answers, mail that arrived, calendar files."""

from rakor.invitations.api import invitations

endpoints = [
    *invitations.endpoints,
]
