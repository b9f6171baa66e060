"""The directory for programs: agencies, offices and people."""

from rakor.directory.api import agencies, groups, holidays, importing, offices, people, regions

endpoints = [
    *agencies.endpoints,
    *offices.endpoints,
    *people.endpoints,
    *regions.endpoints,
    *groups.endpoints,
    *holidays.endpoints,
    *importing.endpoints,
]
