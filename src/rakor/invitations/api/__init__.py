"""Doors for programs: invitations and their answers, mail that arrived, calendar files."""

from rakor.invitations.api import inbox, invitations

endpoints = [
    *invitations.endpoints,
    *delegations.endpoints,
    *inbox.endpoints,
]
