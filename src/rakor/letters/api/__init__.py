"""Letters, their templates and their numbers for programs."""

from rakor.letters.api import letters, stationery, templates

endpoints = [*letters.endpoints, *templates.endpoints, *stationery.endpoints]
