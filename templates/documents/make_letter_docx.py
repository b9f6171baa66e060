"""Writes the default Word template of the surat undangan; run it after a change, commit both files.

python templates/documents/make_letter_docx.py
"""

import io
import sys
import zipfile
from pathlib import Path

from docx.enum.text import WD_BREAK
from docx.shared import Cm, Pt
from make_minutes_docx import Maker, _border, _fixed, _look, _row, timeless

PAPER = (
    b'<w:pgSz w:w="11906" w:h="16838"/>',
    b'<w:pgSz w:w="{{ paper.width }}" w:h="{{ paper.height }}"/>',
)


class LetterMaker(Maker):
    """Builds the letter from top to bottom; every addressee begins a new page."""

    def make(self) -> bytes:
        self.document.styles["Normal"].font.size = Pt(12)
        self.tag("for letter in letters")
        self.tag("if not loop.first")
        brk = self.say("", size=1, after=0)
        brk.runs[0].add_break(WD_BREAK.PAGE)
        self.tag("endif")
        self.marks()
        self.letterhead()
        self.head()
        self.body()
        self.confirm()
        self.signature()
        self.copies()
        self.tag("endfor")
        self.annex()
        self.margins()
        out = io.BytesIO()
        self.document.save(out)
        return papered(timeless(out))

    def marks(self) -> None:
        """The security class and the number of the copy, above the kop."""
        self.tag("if security")
        self.say("{{ security }}", size=10, bold=True, center=True, caps=True, after=2)
        self.tag("endif")
        self.tag("if letter.mark")
        self.say("{{ letter.mark }}", size=10, bold=True, center=True, after=4)
        self.tag("endif")

    def letterhead(self) -> None:
        self.tag("if letterhead.logo")
        self.say("{{ letterhead.logo }}", center=True, after=2)
        self.tag("endif")
        self.tag("if letterhead.parent")
        self.say("{{ letterhead.parent }}", size=12.5, center=True, caps=True, after=0)
        self.tag("endif")
        self.say("{{ letterhead.name }}", size=15, bold=True, center=True, caps=True, after=0)
        self.tag("for line in letterhead.address")
        self.say("{{ line }}", size=9.5, center=True, after=0)
        self.tag("endfor")
        rule = self.say("", size=2, after=8)
        _border(rule, "bottom", "thickThinSmallGap", 24)

    def head(self) -> None:
        table = self.document.add_table(rows=0, cols=4)
        _fixed(table, (2.2, 0.5, 8.4, 5.2), borders=False)
        _row(table, ["{%tr for row in head %}", "", "", ""])
        where = "{% if loop.first %}{{ place_and_date }}{% endif %}"
        _row(table, ["{{ row.label }}", ":", "{{ row.text }}", where])
        _row(table, ["{%tr endfor %}", "", "", ""])
        self.say("", size=6, after=0)
        self.tag("for line in letter.to")
        paragraph = self.say("{{ line }}", after=0)
        paragraph.paragraph_format.left_indent = Cm(0)
        self.tag("endfor")
        self.say("", size=6, after=0)

    def body(self) -> None:
        self.tag("for text in opening")
        self.say("{{ text }}")
        self.tag("endfor")
        table = self.document.add_table(rows=0, cols=3)
        _fixed(table, (3.6, 0.5, 12.2), borders=False)
        _row(table, ["{%tr for row in rows %}", "", ""])
        _row(table, ["{{ row.label }}", ":", "{{ row.text }}"])
        _row(table, ["{%tr endfor %}", "", ""])
        self.say("", size=6, after=0)
        self.tag("for text in closing")
        self.say("{{ text }}")
        self.tag("endfor")

    def confirm(self) -> None:
        self.tag("if letter.url")
        box = self.document.add_table(rows=0, cols=2)
        _fixed(box, (2.6, 13.7))
        words = "{{ confirm_words }}\n{{ letter.url }}\n{{ confirm_note }}"
        _row(box, ["{{ letter.qr }}", words], size=9.5)
        self.tag("endif")

    def signature(self) -> None:
        self.say("", size=6, after=4)
        table = self.document.add_table(rows=0, cols=2)
        _fixed(table, (8.3, 8.0), borders=False)
        _row(table, ["", "{{ signing | join('\\n') }}"], keep=True)
        _row(table, ["", ""], keep=True).height = Cm(2.2)
        _row(table, ["", "{{ signer_name }}"], bold=True, keep=True)
        _row(table, ["", "{{ signer_below | join('\\n') }}"])

    def copies(self) -> None:
        self.tag("if copies")
        self.say("Tembusan:", size=11, after=2)
        self.tag("for line in copies")
        self.say("{{ loop.index }}. {{ line }}", size=11, after=0)
        self.tag("endfor")
        self.tag("endif")

    def annex(self) -> None:
        self.tag("if annex")
        first = self.say("Lampiran surat nomor {{ number }}, {{ date }}", size=10.5)
        first.paragraph_format.page_break_before = True
        self.say("{{ annex_title }}", "Heading 1")
        table = self.document.add_table(rows=0, cols=3)
        _fixed(table, (1.1, 9.0, 6.2))
        _row(table, ["No", "Jabatan", "Nama"], size=10, head=True)
        _row(table, ["{%tr for group in annex %}", "", ""])
        agency = _row(table, ["{{ group.agency }}", "", ""], size=10, bold=True, keep=True)
        merged = agency.cells[0].merge(agency.cells[-1])
        for spare in merged.paragraphs[1:]:
            spare._p.getparent().remove(spare._p)
        _row(table, ["{%tr for row in group.rows %}", "", ""])
        _row(table, ["{{ row.number }}", "{{ row.office }}", "{{ row.name }}"], size=10)
        _row(table, ["{%tr endfor %}", "", ""])
        _row(table, ["{%tr endfor %}", "", ""])
        self.tag("endif")

    def margins(self) -> None:
        """The word over a draft stands in the header; the paper below it is left to the text."""
        paragraph = self.document.sections[0].header.paragraphs[0]
        run = paragraph.add_run("{% if watermark %}{{ watermark }}{% endif %}")
        _look(paragraph, run, size=10, bold=True, grey=True, center=True)


def papered(package: bytes) -> bytes:
    """The size of the paper comes from the agency's template like everything else."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry.filename)
            if entry.filename == "word/document.xml":
                assert PAPER[0] in content, "the section no longer names its paper like this"
                content = content.replace(*PAPER)
            target.writestr(entry, content)
    return out.getvalue()


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("letter.docx")
    where.write_bytes(LetterMaker().make())
