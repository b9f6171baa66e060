"""Meetings, their days, agenda, documents and parts for programs."""

from rakor.meetings.api import agenda, checks, days, materials, meetings

endpoints = [
    *meetings.endpoints,
    *checks.endpoints,
    *days.endpoints,
    *agenda.endpoints,
    *materials.endpoints,
]
