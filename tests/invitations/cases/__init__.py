"""The table of messages that come in, and what becomes of each."""

from .days import DAYS, SEVERAL
from .ground import Case
from .order import ORDER
from .proposals import PROPOSALS
from .reading import EACH_CLIENT, READING
from .who import WHO

CASES = [*EACH_CLIENT, *READING, *ORDER, *DAYS, *WHO, *PROPOSALS, *SEVERAL]

__all__ = ["CASES", "Case"]
