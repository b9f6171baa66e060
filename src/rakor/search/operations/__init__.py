"""Looking for something, and keeping what can be found."""

from rakor.search.operations.keeping import follow, is_empty, key_at, reindex, renew
from rakor.search.operations.looking import look_for

__all__ = ["follow", "is_empty", "key_at", "look_for", "reindex", "renew"]
