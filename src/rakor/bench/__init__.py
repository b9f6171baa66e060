"""Measurements beside a yardstick of the same run: shared machines are noisy, ratios are not."""

from rakor.bench.feed import feed_table, measure_feed
from rakor.bench.imports import import_table, measure_import
from rakor.bench.invite import invite_table, measure_invite
from rakor.bench.journal import journal_table, measure_journal
from rakor.bench.live import Plan, live_table, measure_live
from rakor.bench.replies import measure_replies, replies_table
from rakor.bench.search import measure_search, search_table
from rakor.bench.web import measure_web, table

__all__ = [
    "Plan",
    "feed_table",
    "import_table",
    "invite_table",
    "journal_table",
    "live_table",
    "measure_feed",
    "measure_import",
    "measure_invite",
    "measure_journal",
    "measure_live",
    "measure_replies",
    "measure_search",
    "measure_web",
    "replies_table",
    "search_table",
    "table",
]
