"""What collides in a day, and who may see and answer for whom, as plain values."""

from rakor.leaders.rules.clashes import SHORT_WAY, Stay, clashes, hurries
from rakor.leaders.rules.rights import keeps_days_of

__all__ = ["SHORT_WAY", "Stay", "clashes", "hurries", "keeps_days_of"]
