"""One line of history for one database; the recipe stands in docs/decisions."""
