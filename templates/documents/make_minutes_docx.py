"""Writes the default Word template of the notula; run it after a change and commit both files.

python templates/documents/make_minutes_docx.py
"""

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

FONT = "Times New Roman"
MATRIX = {
    "No": (0.9, "{{ item.number }}"),
    "Uraian": (3.4, "{{ item.text }}"),
    "Penanggung jawab": (2.7, "{{ item.owners | join(', ') }}"),
    "Pendukung": (2.4, "{{ item.supporting | join(', ') or '–' }}"),
    "Target waktu": (
        2.6,
        "{{ item.due or '–' }}{% if item.horizon %}\n{{ item.horizon }}{% endif %}",
    ),
    "Indikator": (2.5, "{{ item.indicator or '–' }}"),
    "Sumber dana": (1.8, "{{ item.funding | join(', ') or '–' }}"),
}
ATTENDANCE = {
    "No": (1.1, "{{ row.number }}"),
    "Nama": (5.0, "{{ row.name }}"),
    "Jabatan": (4.6, "{{ row.position }}"),
    "Mewakili": (3.2, "{{ row.representing }}"),
    "Kehadiran": (2.4, "{{ row.mode }}"),
}


class Maker:
    """Builds the document from top to bottom."""

    def __init__(self) -> None:
        self.document: Any = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(2.5), Cm(2.2)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.2)
        self._styles()

    def _styles(self) -> None:
        styles = self.document.styles
        for name, size, before, after in (
            ("Normal", 11.5, 0, 6),
            ("Heading 1", 12.5, 16, 6),
            ("Heading 2", 11.5, 12, 4),
            ("Title", 15, 8, 6),
        ):
            style = styles[name]
            style.font.name, style.font.size = FONT, Pt(size)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            for script in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{script}"), FONT)
            style.font.color.rgb = RGBColor(0x15, 0x1F, 0x29)
            style.font.bold = name != "Normal"
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(after)
        styles["Normal"].paragraph_format.line_spacing = 1.12
        properties = styles["Title"].element.get_or_add_pPr()
        for border in properties.findall(qn("w:pBdr")):
            properties.remove(border)
        language = parse_xml(f'<w:lang {nsdecls("w")} w:val="id-ID"/>')
        styles["Normal"].element.get_or_add_rPr().append(language)

    def say(self, text: str, style: str | None = None, *, where: Any = None, **look: Any) -> Any:
        """One paragraph; `look`: size, bold, center, caps, grey, after."""
        paragraph = (where or self.document).add_paragraph(style=style)
        run = paragraph.add_run()
        for at, line in enumerate(text.split("\t")):
            if at:
                run.add_tab()
            run.add_text(line)
        _look(paragraph, run, **look)
        return paragraph

    def tag(self, tag: str) -> None:
        """A line that steers the template and leaves nothing behind."""
        self.say(f"{{%p {tag} %}}")

    def make(self) -> bytes:
        self.letterhead()
        self.facts("fact_rows")
        for name in (
            "amendment",
            "previous",
            "carried",
            "opening",
            "presentations",
            "discussion",
            "qa",
            "breaks",
            "decisions",
            "follow_ups",
            "next_meeting",
            "closing",
        ):
            self.tag(f"if headings.{name}")
            self.say(f"{{{{ headings.{name} }}}}", "Heading 1")
            if hasattr(self, name):
                getattr(self, name)()
            else:
                self.lines(name)
            self.tag("endif")
        self.foot()
        self.annex()
        self.margins()
        out = io.BytesIO()
        self.document.save(out)
        return timeless(out)

    def kop(self, after: int = 10) -> None:
        """Body, unit and address over their rule, then the title: how every document begins."""
        self.tag("if letterhead.parent")
        self.say("{{ letterhead.parent }}", size=12.5, center=True, caps=True, after=0)
        self.tag("endif")
        self.say("{{ letterhead.name }}", size=15, bold=True, center=True, caps=True, after=0)
        self.tag("for line in letterhead.address")
        self.say("{{ line }}", size=9.5, center=True, after=0)
        self.tag("endfor")
        _border(self.say("", size=2, after=after), "bottom", "thickThinSmallGap", 24)
        self.say("{{ title }}", "Title", center=True)

    def letterhead(self) -> None:
        self.kop()
        self.tag("if watermark")
        self.say("{{ watermark }}. {{ edition }}", size=10, center=True, grey=True)
        self.tag("endif")
        self.tag("if security")
        self.say("Klasifikasi: {{ security }}", size=10, center=True, grey=True)
        self.tag("endif")

    def facts(self, rows: str, *more: tuple[str, str]) -> None:
        table = self.document.add_table(rows=0, cols=3)
        _fixed(table, (3.4, 0.5, 12.4), borders=False)
        _row(table, [f"{{%tr for row in {rows} %}}", "", ""])
        _row(table, ["{{ row.label }}", ":", "{{ row.lines | join('\\n') }}"], after=3)
        _row(table, ["{%tr endfor %}", "", ""])
        for label, value in more:
            _row(table, [label, ":", value], after=3)

    def opening(self) -> None:
        self.say("{{p opening }}")

    def presentations(self) -> None:
        self.tag("for item in presentations")
        self.say("{{ loop.index }}. {{ item.title }}", "Heading 2")
        self.say("{{ item.speaker }}", size=10.5, grey=True)
        self.say("{{p item.summary }}")
        self.tag("endfor")

    def discussion(self) -> None:
        self.tag("for item in discussion")
        self.say("{{ item.number }}. {{ item.title }}", "Heading 2")
        self.tag("if item.presenter or item.times")
        between = "{% if item.presenter and item.times %} · {% endif %}"
        who = f"{{{{ item.presenter }}}}{between}{{{{ item.times }}}}"
        self.say(who, size=10.5, grey=True).paragraph_format.keep_with_next = True
        self.tag("endif")
        self.tag("if item.spoken")
        who = self.say("{{ item.spoken }}", size=10.5, grey=True)
        who.paragraph_format.keep_with_next = True
        self.tag("endif")
        self.say("{{p item.notes }}")
        self.tag("endfor")

    def lines(self, name: str) -> None:
        """A part that is a list of lines."""
        self.tag(f"for item in lists.{name}")
        paragraph = self.say("•\t{{ item }}")
        paragraph.paragraph_format.left_indent = Cm(0.8)
        paragraph.paragraph_format.first_line_indent = Cm(-0.8)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.8))
        self.tag("endfor")

    def decisions(self) -> None:
        self.tag("for item in decisions")
        paragraph = self.say("{{ item.number }}.\t{{ item.text }}")
        paragraph.paragraph_format.left_indent = Cm(0.8)
        paragraph.paragraph_format.first_line_indent = Cm(-0.8)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.8))
        self.tag("endfor")

    def follow_ups(self) -> None:
        table = self.document.add_table(rows=0, cols=len(MATRIX))
        _fixed(table, [width for width, _ in MATRIX.values()])
        _row(table, list(MATRIX), size=9, head=True)
        blank = [""] * (len(MATRIX) - 1)
        _row(table, ["{%tr for item in follow_ups %}", *blank])
        _row(table, [value for _, value in MATRIX.values()], size=9)
        _row(table, ["{%tr endfor %}", *blank])

    def closing(self) -> None:
        self.say("{{p closing }}")

    def foot(self) -> None:
        self.say("", after=6)
        table = self.document.add_table(rows=0, cols=2)
        _fixed(table, (8.15, 8.15), borders=False)
        sides = ("signing.chair", "signing.minute_taker")
        _row(table, ["Mengetahui,", "{{ signing.place_and_date }}"], keep=True)
        _row(table, [f"{{{{ {side}.heading | join('\\n') }}}}" for side in sides], keep=True)
        _row(table, ["", ""], keep=True).height = Cm(1.9)
        _row(table, [f"{{{{ {side}.name }}}}" for side in sides], bold=True, keep=True)
        _row(table, [f"{{{{ {side}.below | join('\\n') }}}}" for side in sides])
        self.tag("if signing.approval")
        self.say("{{ signing.approval }}", size=10).paragraph_format.space_before = Pt(8)
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

    def annex(self) -> None:
        self.tag("if photos")
        heading = self.say("Lampiran: Foto", "Heading 1")
        heading.paragraph_format.page_break_before = True
        self.photos()
        self.tag("endif")
        self.tag("if attendance_groups")
        heading = self.say("Lampiran: Daftar hadir", "Heading 1")
        heading.paragraph_format.page_break_before = True
        rows = "fact_rows if row.label in ['Rapat', 'Hari, tanggal', 'Pukul', 'Tempat']"
        self.facts(rows, ("Jumlah hadir", "{{ attendance_summary }}"))
        self.say("", size=4, after=0)
        table = self.document.add_table(rows=0, cols=len(ATTENDANCE))
        _fixed(table, [width for width, _ in ATTENDANCE.values()])
        blank = [""] * (len(ATTENDANCE) - 1)
        _row(table, list(ATTENDANCE), size=9, head=True)
        _row(table, ["{%tr for group in attendance_groups %}", *blank])
        agency = _row(table, ["{{ group.agency }}", *blank], size=9, bold=True, keep=True)
        merged = agency.cells[0].merge(agency.cells[-1])
        for spare in merged.paragraphs[1:]:
            spare._p.getparent().remove(spare._p)
        _row(table, ["{%tr for row in group.rows %}", *blank])
        _row(table, [value for _, value in ATTENDANCE.values()], size=9)
        _row(table, ["{%tr endfor %}", *blank])
        _row(table, ["{%tr endfor %}", *blank])
        self.tag("endif")

    def photos(self) -> None:
        """Each photo with its words below it, on the same page."""
        self.tag("for photo in photos")
        drawn = self.say("{{ photo.picture }}", center=True, after=2)
        drawn.paragraph_format.keep_with_next = True
        self.say("{{ photo.caption }}", size=10, grey=True, center=True, after=10)
        self.tag("endfor")

    def margins(self) -> None:
        """The word over a draft hangs in the header; edition and page stand in the footer."""
        section = self.document.sections[0]
        paragraph = section.header.paragraphs[0]
        paragraph.add_run("{% if watermark %}")
        paragraph._p.append(parse_xml(_WATERMARK))
        paragraph.add_run("{% endif %}")
        foot = section.footer.paragraphs[0]
        foot.style = "Normal"
        foot.paragraph_format.tab_stops.add_tab_stop(Cm(16.3), WD_TAB_ALIGNMENT.RIGHT)
        code = "{% if verification %}. Kode verifikasi {{ verification.code }}{% endif %}"
        words = "Notula, {{ facts.day }}. {{ edition }}" + code
        for run in (foot.add_run(words), foot.add_run("\tHalaman ")):
            _look(foot, run, size=8.5, grey=True)
        for field, between in (("PAGE", " dari "), ("NUMPAGES", "")):
            foot._p.append(parse_xml(_FIELD.format(ns=nsdecls("w"), field=field)))
            _look(foot, foot.add_run(between), size=8.5, grey=True)
        _border(foot, "top", "single", 4)


_FIELD = (
    '<w:fldSimple {ns} w:instr="{field}"><w:r><w:rPr><w:color w:val="45505B"/><w:sz w:val="17"/>'
    "</w:rPr><w:t>1</w:t></w:r></w:fldSimple>"
)
_WATERMARK = f"""<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>
<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>
<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>
</v:formulas><v:path textpathok="t" o:connecttype="custom"/><v:textpath on="t" fitshape="t"/>
</v:shapetype><v:shape id="watermark" type="#_x0000_t136" alt=""
 style="position:absolute;margin-left:0;margin-top:0;width:420pt;height:115pt;rotation:315;z-index:-251658240;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"
 fillcolor="#e4e8ea" stroked="f"><v:textpath style="font-family:&quot;{FONT}&quot;;font-size:1pt"
 string="{{{{ watermark }}}}"/></v:shape></w:pict></w:r>"""


def _look(
    paragraph: Any,
    run: Any,
    *,
    size: float | None = None,
    bold: bool = False,
    center: bool = False,
    caps: bool = False,
    grey: bool = False,
    after: float | None = None,
) -> None:
    if size:
        run.font.size = Pt(size)
    run.font.bold = bold or None
    run.font.all_caps = caps or None
    if grey:
        run.font.color.rgb = RGBColor(0x45, 0x50, 0x5B)
    if center:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if after is not None:
        paragraph.paragraph_format.space_after = Pt(after)


def _border(paragraph: Any, side: str, kind: str, size: int) -> None:
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:{side} w:val="{kind}" w:sz="{size}" w:space="1" '
        f'w:color="151F29"/></w:pBdr>'
    )
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(border, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _fixed(table: Any, widths: Any, *, borders: bool = True) -> None:
    table.autofit = False
    if borders:
        table.style = "Table Grid"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def _row(
    table: Any,
    cells: list[str],
    *,
    size: float | None = None,
    bold: bool = False,
    head: bool = False,
    keep: bool = False,
    after: float = 2,
) -> Any:
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    if head:
        properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for cell, column, text in zip(row.cells, table.columns, cells, strict=True):
        cell.width = column.width
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        _look(paragraph, run, size=size, bold=bold or head, after=after)
        paragraph.paragraph_format.keep_with_next = keep or None
        if head:
            shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="EAEFF0"/>'
            cell._tc.get_or_add_tcPr().append(parse_xml(shade))
    return row


def timeless(package: io.BytesIO) -> bytes:
    """The package without the moment of its packing, so that a second run changes nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("minutes.docx")
    where.write_bytes(Maker().make())
