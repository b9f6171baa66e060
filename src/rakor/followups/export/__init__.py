"""Follow-ups as bytes for other programs: task lists and sheets."""

from rakor.followups.export.register import Recorded, register_table
from rakor.followups.export.tables import Line, by_agency, table
from rakor.followups.export.todos import Todo, domain_of, todos

__all__ = ["Line", "Recorded", "Todo", "by_agency", "domain_of", "register_table", "table", "todos"]
