"""Writes the default Word template of a report; run it after a change, commit both files.

python templates/documents/make_report_docx.py
"""

import io
import sys
from pathlib import Path

from make_minutes_docx import Maker, _fixed, _row, timeless


class ReportMaker(Maker):
    """Builds the report from top to bottom."""

    def make(self) -> bytes:
        self.head()
        self.chapters()
        self.signing()
        out = io.BytesIO()
        self.document.save(out)
        return timeless(out)

    def head(self) -> None:
        self.kop(after=8)
        self.say("{{ subject }}", bold=True, center=True, after=10)
        self.tag("if to")
        self.say("Yth. {{ to }}", after=8)
        self.tag("endif")

    def chapters(self) -> None:
        self.tag("for chapter in chapters")
        self.say("{{ 'ABCDEFGH'[loop.index0] }}. {{ chapter.heading }}", "Heading 1")
        self.tag("if chapter.rows")
        table = self.document.add_table(rows=0, cols=3)
        _fixed(table, (3.4, 0.5, 12.4), borders=False)
        _row(table, ["{%tr for row in chapter.rows %}", "", ""])
        _row(table, ["{{ row.label }}", ":", "{{ row.text }}"])
        _row(table, ["{%tr endfor %}", "", ""])
        self.tag("endif")
        self.tag("for result in chapter.results")
        self.say("{{ loop.index }}. {{ result }}", after=5)
        self.tag("endfor")
        self.tag("for part in chapter.parts")
        self.tag("if part.label")
        self.say("{{ part.label }}", "Heading 2")
        self.tag("endif")
        self.say("{{ part.text }}")
        self.tag("endfor")
        self.tag("endfor")

    def signing(self) -> None:
        table = self.document.add_table(rows=0, cols=2)
        _fixed(table, (8.1, 8.2), borders=False)
        for line in ("{{ place_and_date }}", "{{ signer_office }}", "", "", "{{ signer_name }}"):
            _row(table, ["", line], keep=True)


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("report.docx")
    where.write_bytes(ReportMaker().make())
