"""The states of an invitation, and which letter it waits for."""

from enum import StrEnum


class RsvpStatus(StrEnum):
    """What an invited person has said so far."""

    NO_RESPONSE = "no_response"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    DELEGATED = "delegated"
    WITHDRAWN = "withdrawn"


# Whose time a meeting takes: those who said so, and those of whom it may still be so.
ATTENDS = frozenset({RsvpStatus.NO_RESPONSE, RsvpStatus.TENTATIVE, RsvpStatus.ACCEPTED})


class Letter(StrEnum):
    """Which letter an invitation waits for, as the newest fact about the meeting asks.

    `cancelled`, `postponed` and `withdrawn` are a CANCEL to calendars, the others a REQUEST.
    """

    INVITATION = "invitation"
    CHANGED = "changed"
    RESCHEDULED = "rescheduled"
    REFRESH = "refresh"
    ROSTER = "roster"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


CANCELS = frozenset({Letter.CANCELLED, Letter.POSTPONED, Letter.WITHDRAWN})


class DelegationState(StrEnum):
    """How far a step of a delegation came; only `accepted` puts a deputy on the list."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REVOKED = "revoked"
    COMPLETED = "completed"


class ProposalState(StrEnum):
    """What became of a proposed time; `outdated` when the meeting moved meanwhile."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    OUTDATED = "outdated"
