"""Doors for programs: invitations and their answers, mail that arrived, calendar files."""

from rakor.invitations.api import delegations, feeds, inbox, invitations, notices, reminders

endpoints = [
    *invitations.endpoints,
    *notices.endpoints,
    *delegations.endpoints,
    *inbox.endpoints,
    *feeds.endpoints,
    *reminders.endpoints,
]
