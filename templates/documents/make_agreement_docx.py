"""Writes the default Word template of a berita acara; run it after a change, commit both files.

python templates/documents/make_agreement_docx.py
"""

import io
import sys
from pathlib import Path

from make_minutes_docx import Maker, _border, _look, timeless


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
        self.tag("if letterhead.parent")
        self.say("{{ letterhead.parent }}", size=12.5, center=True, caps=True, after=0)
        self.tag("endif")
        self.say("{{ letterhead.name }}", size=15, bold=True, center=True, caps=True, after=0)
        self.tag("for line in letterhead.address")
        self.say("{{ line }}", size=9.5, center=True, after=0)
        self.tag("endfor")
        _border(self.say("", size=2, after=8), "bottom", "thickThinSmallGap", 24)
        self.say("{{ title }}", "Title", center=True)
        self.say("Nomor: {{ blank }}", center=True, after=2)
        self.say("{{ subject }}", bold=True, center=True, after=12)

    def body(self) -> None:
        self.say("{{ opening }}")
        self.tag("for party in parties")
        self.say("{{ party.number }}. Nama\t: {{ party.name }}", after=0)
        self.say("    Jabatan\t: {{ party.office }}", after=0)
        self.say("    Instansi\t: {{ party.agency }}", after=6)
        self.tag("endfor")
        self.say("{{ agreed }}")
        self.tag("for point in points")
        self.say("{{ point.number }}. {{ point.text }}", after=4)
        self.tag("endfor")
        self.say("{{ closing }}")

    def signing(self) -> None:
        self.say("{{ place_and_date }}")
        self.tag("for party in parties")
        self.say("{{ party.agency }},", after=48)
        self.say("{{ party.name }}", bold=True, after=12)
        self.tag("endfor")
        self.say("{{ witness }}", after=48)
        self.say("{{ blank }}")

    def margins(self) -> None:
        """The word over a draft stands in the header; the paper below it is left to the text."""
        paragraph = self.document.sections[0].header.paragraphs[0]
        run = paragraph.add_run("{% if watermark %}{{ watermark }}{% endif %}")
        _look(paragraph, run, size=10, bold=True, grey=True, center=True)


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("agreement.docx")
    where.write_bytes(AgreementMaker().make())
