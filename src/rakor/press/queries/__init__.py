"""Reading releases: those who write them, the office that is quoted, and the public."""

from rakor.press.export import lines_of
from rakor.press.queries.composing import document_of, occasions_of, record_of
from rakor.press.queries.finding import (
    Open,
    Work,
    find_public,
    find_release,
    find_writable,
    linked_to,
    parts_in,
    photos_for,
    public_releases,
    releases_of,
    revisions_of,
    two_revisions,
    whole,
)
from rakor.press.queries.quotes import quote_by_token, quote_token, quote_url

__all__ = [
    "Open",
    "Work",
    "document_of",
    "find_public",
    "find_release",
    "find_writable",
    "lines_of",
    "linked_to",
    "occasions_of",
    "parts_in",
    "photos_for",
    "public_releases",
    "quote_by_token",
    "quote_token",
    "quote_url",
    "record_of",
    "releases_of",
    "revisions_of",
    "two_revisions",
    "whole",
]
