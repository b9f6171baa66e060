"""Writes the default Word template of the daftar hadir; run it after a change, commit both files.

python templates/documents/make_attendance_docx.py
"""

import io
import sys
from pathlib import Path
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from make_minutes_docx import _FIELD, Maker, _border, _fixed, _look, _row, timeless

SIGNED = (
    "{% if row.typed %}{{ row.typed|join(', ') }}"
    "{% elif row.signature %}ditandatangani di layar{% endif %}"
)
ROOM = {
    "No": (0.9, "{{ row.number }}"),
    "Nama": (3.7, "{{ row.name }}"),
    "Jabatan": (3.6, "{{ row.office }}"),
    "Hadir sebagai": (2.7, "{{ row.standing }}"),
    "Masuk–keluar": (2.3, "{{ row.times }}"),
    "Tanda tangan": (2.4, SIGNED),
    "Ket": (2.0, "{{ row.remark }}"),
}
ONLINE = ROOM | {"Tanda tangan": (2.4, "{{ row.lasted }}")}
MISSING = {
    "No": (0.9, "{{ row.number }}"),
    "Nama": (5.2, "{{ row.name }}"),
    "Jabatan": (7.5, "{{ row.office }}"),
    "Jawaban": (4.0, "{{ row.answer }}"),
}


class AttendanceMaker(Maker):
    """Builds the list from top to bottom: each day with its two sheets, then who did not come."""

    def make(self) -> bytes:
        section = self.document.sections[0]
        section.left_margin, section.right_margin = Cm(1.8), Cm(1.6)
        self.letterhead()
        self.facts("fact_rows")
        self.tag("for day in days")
        self.tag("if day.heading")
        self.say("{{ day.heading }}", "Heading 1")
        self.tag("endif")
        for groups, heading, columns in (
            ("room", "Hadir di ruang", ROOM),
            ("online", "Hadir secara daring", ONLINE),
        ):
            self.tag(f"if day.{groups}")
            self.say(heading, "Heading 2")
            self.sheet(f"day.{groups}", columns, head="Lama" if groups == "online" else "")
            if groups == "room":
                self.tag("if day.room_note")
                self.say("{{ day.room_note }}", size=9.5, grey=True)
                self.tag("endif")
            self.tag("endif")
        self.tag("endfor")
        self.tag("if missing")
        self.say("Diundang dan tidak hadir", "Heading 1")
        self.sheet("missing", MISSING)
        self.tag("endif")
        self.responsible()
        self.margins()
        out = io.BytesIO()
        self.document.save(out)
        return timeless(out)

    def letterhead(self) -> None:
        self.kop()

    def sheet(self, groups: str, columns: dict[str, Any], *, head: str = "") -> None:
        """A table by agency; `head` stands in place of the signatures where nobody signs."""
        names = [head if head and name == "Tanda tangan" else name for name in columns]
        table = self.document.add_table(rows=0, cols=len(columns))
        _fixed(table, [width for width, _ in columns.values()])
        blank = [""] * (len(columns) - 1)
        _row(table, names, size=9, head=True)
        _row(table, [f"{{%tr for group in {groups} %}}", *blank])
        agency = _row(table, ["{{ group.agency }}", *blank], size=9, bold=True, keep=True)
        merged = agency.cells[0].merge(agency.cells[-1])
        for spare in merged.paragraphs[1:]:
            spare._p.getparent().remove(spare._p)
        _row(table, ["{%tr for row in group.rows %}", *blank])
        _row(table, [value for _, value in columns.values()], size=9)
        _row(table, ["{%tr endfor %}", *blank])
        _row(table, ["{%tr endfor %}", *blank])

    def responsible(self) -> None:
        self.say("", after=6)
        table = self.document.add_table(rows=0, cols=2)
        _fixed(table, (10.2, 7.4), borders=False)
        words = "{{ place_and_date }}\nPenanggung jawab daftar hadir,"
        _row(table, ["{{ summary }}", words], keep=True)
        _row(table, ["", ""], keep=True).height = Cm(1.9)
        _row(table, ["", "{{ responsible or '…………………………' }}"], bold=True)

    def margins(self) -> None:
        """What the list is and the page stand in the footer."""
        foot = self.document.sections[0].footer.paragraphs[0]
        foot.style = "Normal"
        foot.paragraph_format.tab_stops.add_tab_stop(Cm(17.6), WD_TAB_ALIGNMENT.RIGHT)
        for run in (foot.add_run("{{ document_title }}"), foot.add_run("\tHalaman ")):
            _look(foot, run, size=8.5, grey=True)
        for field, between in (("PAGE", " dari "), ("NUMPAGES", "")):
            foot._p.append(parse_xml(_FIELD.format(ns=nsdecls("w"), field=field)))
            _look(foot, foot.add_run(between), size=8.5, grey=True)
        _border(foot, "top", "single", 4)


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("attendance.docx")
    where.write_bytes(AttendanceMaker().make())
