"""Times as they stand in a state."""

from datetime import UTC, datetime


def moment(at: datetime | None) -> str | None:
    """A time as it stands in a state: RFC 3339 in UTC, the same on every database."""
    return at.astimezone(UTC).isoformat() if at else None
