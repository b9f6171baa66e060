"""Meetings, their days, their agenda and their parts for programs."""

from rakor.meetings.api import agenda, days, meetings

endpoints = [*meetings.endpoints, *days.endpoints, *agenda.endpoints]
