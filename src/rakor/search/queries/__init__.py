"""Finding what somebody may read."""

from rakor.search.queries.finding import PAGE, Found, find
from rakor.search.queries.results import Result

__all__ = ["PAGE", "Found", "Result", "find"]
