"""How agencies name people for their seats."""

from enum import StrEnum


class NomineeState(StrEnum):
    """Where somebody stands whom an agency named."""

    NOMINATED = "nominated"
    WAITLISTED = "waitlisted"
    INVITED = "invited"
    WITHDRAWN = "withdrawn"
