"""Meetings, their agenda and their parts for programs."""

from rakor.meetings.api import agenda, meetings

endpoints = [*meetings.endpoints, *agenda.endpoints]
