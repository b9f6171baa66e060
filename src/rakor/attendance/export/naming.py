"""The sheet on which an agency writes down whom it names."""

from rakor.attendance.rules import HEADINGS
from rakor.documents.sheets import Column, Table
from rakor.words import _

_WIDTHS = {"name": 34, "email": 34, "office_title": 40}


def naming_table(agency: str) -> Table:
    """An empty list with the columns that are read back, under the name of the agency."""
    columns = [Column(_(words[0]), _WIDTHS.get(name, 16)) for name, words in HEADINGS.items()]
    return Table(agency, columns, [])
