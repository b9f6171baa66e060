"""Measurements beside a yardstick of the same run: shared machines are noisy, ratios are not."""

from rakor.bench.journal import journal_table, measure_journal
from rakor.bench.search import measure_search, search_table
from rakor.bench.web import measure_web, table

__all__ = [
    "journal_table",
    "measure_journal",
    "measure_search",
    "measure_web",
    "search_table",
    "table",
]
