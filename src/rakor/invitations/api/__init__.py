"""Doors for programs: invitations and their answers, mail that arrived, calendar files."""

from rakor.invitations.api import (
    delegations,
    feeds,
    inbox,
    invitations,
    notices,
    outbox,
    reminders,
    single_days,
)

endpoints = [
    *invitations.endpoints,
    *notices.endpoints,
    *single_days.endpoints,
    *delegations.endpoints,
    *inbox.endpoints,
    *outbox.endpoints,
    *feeds.endpoints,
    *reminders.endpoints,
]
