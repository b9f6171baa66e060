"""Reading the audit: which entries, and what they mean to whoever reads them."""

from rakor.audit.queries.finding import about, count, found, page_of_entries
from rakor.audit.queries.telling import told

__all__ = ["about", "count", "found", "page_of_entries", "told"]
