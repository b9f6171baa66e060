"""What video links are: where they stand, and what may stand in their way."""

from rakor.links.rules.kinds import PASSES, TROUBLES, LinkState, Trouble

__all__ = ["PASSES", "TROUBLES", "LinkState", "Trouble"]
