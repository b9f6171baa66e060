"""Meetings, their days, agenda, documents and parts for programs."""

from rakor.meetings.api import agenda, days, materials, meetings

endpoints = [
    *meetings.endpoints,
    *days.endpoints,
    *agenda.endpoints,
    *materials.endpoints,
]
