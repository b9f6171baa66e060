"""The directory for programs: agencies, offices and people."""

from rakor.directory.api import agencies, groups, importing, offices, people, regions

endpoints = [
    *agencies.endpoints,
    *offices.endpoints,
    *people.endpoints,
    *regions.endpoints,
    *groups.endpoints,
    *importing.endpoints,
]
