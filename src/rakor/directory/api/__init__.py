"""The directory for programs: agencies, offices and people."""

from rakor.directory.api import agencies, offices, people

endpoints = [*agencies.endpoints, *offices.endpoints, *people.endpoints]
