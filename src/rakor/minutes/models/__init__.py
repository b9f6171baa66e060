"""Tables of the minutes: their versions, and what is said and kept of them."""

from rakor.minutes.models.agreement import Agreement
from rakor.minutes.models.minutes import Minutes
from rakor.minutes.models.photos import Photo, PhotoPerson
from rakor.minutes.models.review import (
    CorrectionWindow,
    MinutesComment,
    MinutesCorrection,
    MinutesReview,
    MinutesRevision,
)

__all__ = [
    "Agreement",
    "CorrectionWindow",
    "Minutes",
    "MinutesComment",
    "MinutesCorrection",
    "MinutesReview",
    "MinutesRevision",
    "Photo",
    "PhotoPerson",
]
