"""Tables of the minutes: their versions, and what is said and kept of them."""

from rakor.minutes.models.minutes import Minutes

__all__ = ["Minutes"]
