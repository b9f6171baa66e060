"""Letters, their templates and their numbers for programs."""

from rakor.letters.api import letters, looks, stationery, templates

endpoints = [
    *letters.endpoints,
    *templates.endpoints,
    *stationery.endpoints,
    *looks.endpoints,
]
