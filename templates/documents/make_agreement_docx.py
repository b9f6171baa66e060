"""Writes the default Word template of a berita acara; run it after a change, commit both files.

python templates/documents/make_agreement_docx.py
"""

import io
import sys
from pathlib import Path
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from make_minutes_docx import _FIELD, _WATERMARK, Maker, _border, _fixed, _look, _row, timeless


class AgreementMaker(Maker):
    """Builds the berita acara from top to bottom."""

    def make(self) -> bytes:
        self.head()
        self.body()
        self.signing()
        self.margins()
        out = io.BytesIO()
        self.document.save(out)
        return timeless(out)

    def head(self) -> None:
        self.kop(after=8)
        self.say("{{ number_line }}", center=True, after=2)
        self.say("{{ subject }}", bold=True, center=True, after=2)
        for name in ("edition", "security"):
            self.tag(f"if {name}")
            self.say(f"{{{{ {name} }}}}", size=10, center=True, grey=True, after=2)
            self.tag("endif")
        self.say("", size=6, after=2)

    def body(self) -> None:
        self.say("{{ opening }}")
        table = self.document.add_table(rows=0, cols=4)
        _fixed(table, (0.9, 2.3, 0.5, 12.6), borders=False)
        _row(table, ["{%tr for party in parties %}", "", "", ""])
        name = _row(table, ["{{ party.number }}.", "Nama", ":", "{{ party.name }}"], keep=True)
        name.cells[3].paragraphs[0].runs[0].font.bold = True
        _row(table, ["", "Jabatan", ":", "{{ party.office }}"], keep=True)
        _row(table, ["", "Instansi", ":", "{{ party.agency }}"], after=8)
        _row(table, ["{%tr endfor %}", "", "", ""])
        self.say("{{ agreed }}")
        self.tag("for point in points")
        point = self.say("{{ point.number }}.\t{{ point.text }}", after=5)
        point.paragraph_format.left_indent = Cm(0.9)
        point.paragraph_format.first_line_indent = Cm(-0.9)
        point.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
        self.tag("endfor")
        self.kept("{{ closing }}", after=10)

    def kept(self, text: str, **look: Any) -> Any:
        """A paragraph that stays with what follows it."""
        paragraph = self.say(text, **look)
        paragraph.paragraph_format.keep_with_next = True
        return paragraph

    def signing(self) -> None:
        where = self.kept("\t{{ place_and_date }}", after=8)
        where.paragraph_format.tab_stops.add_tab_stop(Cm(16.3), WD_TAB_ALIGNMENT.RIGHT)
        table = self.document.add_table(rows=0, cols=2)
        _fixed(table, (8.15, 8.15), borders=False)
        _row(table, ["{%tr for row in signing_rows %}", ""])
        sides = ("row.left", "row.right")
        who = [f"{{% if {side}.agency %}}{{{{ {side}.agency }}}},{{% endif %}}" for side in sides]
        _row(table, who, keep=True)
        _row(table, ["", ""], keep=True).height = Cm(1.9)
        _row(table, [f"{{{{ {side}.name }}}}" for side in sides], bold=True, keep=True, after=0)
        _row(table, [f"{{{{ {side}.office }}}}" for side in sides], size=10, after=12)
        _row(table, ["{%tr endfor %}", ""])
        self.tag("if witness")
        self.kept("{{ witness }}", after=0)
        self.kept("{{ witness_office }}", after=54)
        self.say("{{ witness_name }}", bold=True, after=12)
        self.tag("endif")
        self.tag("if verification")
        box = self.document.add_table(rows=0, cols=2)
        _fixed(box, (2.5, 13.8), borders=False)
        words = (
            "Kode verifikasi dokumen {{ verification.code }}\n"
            "Keaslian dokumen ini dapat diperiksa di {{ verification.url }}"
        )
        _row(box, ["{{ verification.qr }}", words], size=9.5)
        self.tag("endif")

    def margins(self) -> None:
        """The word over a draft hangs in the header; code and page stand in the footer."""
        section = self.document.sections[0]
        paragraph = section.header.paragraphs[0]
        paragraph.add_run("{% if watermark %}")
        paragraph._p.append(parse_xml(_WATERMARK))
        paragraph.add_run("{% endif %}")
        foot = section.footer.paragraphs[0]
        foot.style = "Normal"
        foot.paragraph_format.tab_stops.add_tab_stop(Cm(16.3), WD_TAB_ALIGNMENT.RIGHT)
        which = (
            "{% if verification %}nomor {{ number }}. Kode verifikasi {{ verification.code }}"
            "{% else %}{{ subject }}{% endif %}"
        )
        for run in (foot.add_run(f"Berita acara {which}"), foot.add_run("\tHalaman ")):
            _look(foot, run, size=8.5, grey=True)
        for field, between in (("PAGE", " dari "), ("NUMPAGES", "")):
            foot._p.append(parse_xml(_FIELD.format(ns=nsdecls("w"), field=field)))
            _look(foot, foot.add_run(between), size=8.5, grey=True)
        _border(foot, "top", "single", 4)


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("agreement.docx")
    where.write_bytes(AgreementMaker().make())
