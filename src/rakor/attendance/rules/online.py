"""How a visitor of the video room is recognised."""

from enum import StrEnum


class MatchedBy(StrEnum):
    """By what somebody in the video room was recognised; in the order in which it is tried."""

    NOBODY = ""
    LINK = "link"
    EMAIL = "email"
    NAME = "name"
    MANUAL = "manual"
    GUEST = "guest"
    IGNORED = "ignored"
