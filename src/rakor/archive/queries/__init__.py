"""Reading what a meeting left behind: its documents, its record, its journal."""

from rakor.archive.queries.documents import Piece, documents_of
from rakor.archive.queries.hidden import Hidden, hidden_in
from rakor.archive.queries.journal import told_entries
from rakor.archive.queries.ledger import told_scans
from rakor.archive.queries.periods import periods, told_by
from rakor.archive.queries.record import record_of

__all__ = [
    "Hidden",
    "Piece",
    "documents_of",
    "hidden_in",
    "periods",
    "record_of",
    "told_by",
    "told_entries",
    "told_scans",
]
