"""Writes the default Word template of a release; run it after a change, commit both files.

python templates/documents/make_release_docx.py
"""

import io
import sys
from pathlib import Path

from make_minutes_docx import Maker, _border, _look, timeless


class ReleaseMaker(Maker):
    """Builds the release from top to bottom."""

    def make(self) -> bytes:
        self.letterhead()
        self.head()
        self.text()
        self.results()
        self.photos()
        self.foot()
        self.margins()
        out = io.BytesIO()
        self.document.save(out)
        return timeless(out)

    def letterhead(self) -> None:
        self.tag("if letterhead.parent")
        self.say("{{ letterhead.parent }}", size=12.5, center=True, caps=True, after=0)
        self.tag("endif")
        self.say("{{ letterhead.name }}", size=15, bold=True, center=True, caps=True, after=0)
        self.tag("if letterhead.address")
        self.say("{{ letterhead.address }}", size=9.5, center=True, after=0)
        self.tag("endif")
        rule = self.say("", size=2, after=8)
        _border(rule, "bottom", "thickThinSmallGap", 24)

    def head(self) -> None:
        self.say("{{ title }}", size=13, bold=True, center=True, caps=True, after=2)
        self.say("{{ timing }}", size=10, grey=True, center=True, after=12)
        self.say("{{ headline }}", "Title")
        self.tag("if byline")
        self.say("{{ byline | join('; ') }}", size=10, grey=True, after=8)
        self.tag("endif")

    def text(self) -> None:
        self.say("{{ dateline }} – {{ lead }}")
        self.tag("if counted")
        self.say("{{ counted }}")
        self.tag("endif")
        self.say("{{p body }}")
        self.tag("for quote in quotes")
        self.say("“{{ quote.text }}”", after=2)
        self.say("{{ quote.whose }}", size=10, grey=True)
        self.tag("endfor")

    def results(self) -> None:
        self.tag("if results")
        self.say("Hasil rapat", "Heading 1")
        self.tag("for result in results")
        self.say("{{ loop.index }}. {{ result }}", after=4)
        self.tag("endfor")
        self.tag("endif")

    def foot(self) -> None:
        self.tag("if about")
        self.say("Tentang {{ letterhead.name }}", "Heading 1")
        self.say("{{ about }}", size=10)
        self.tag("endif")
        self.tag("if contact")
        self.say("Narahubung", "Heading 1")
        self.say("{{ contact }}", size=10)
        self.tag("endif")
        self.say("{{ modified_line }}{% if url %}. {{ url }}{% endif %}", size=9, grey=True)

    def margins(self) -> None:
        """The word over a draft stands in the header; the paper below it is left to the text."""
        paragraph = self.document.sections[0].header.paragraphs[0]
        run = paragraph.add_run("{% if mark %}{{ mark }}{% endif %}")
        _look(paragraph, run, size=10, bold=True, grey=True, center=True)


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("release.docx")
    where.write_bytes(ReleaseMaker().make())
