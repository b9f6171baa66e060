"""Rich text as people write it in notes: the editor's JSON, read once through an allow-list.

`parse` is the only way in; whatever leaves here as text, Markdown, HTML, typst values or
WordprocessingML was checked there.
"""

from rakor.documents.richtext.html import to_html
from rakor.documents.richtext.reading import parse
from rakor.documents.richtext.text import from_text, read, to_markdown, to_text
from rakor.documents.richtext.tree import EMPTY, Mark, Node, RichText, clean, dump

__all__ = [
    "EMPTY",
    "Mark",
    "Node",
    "RichText",
    "clean",
    "dump",
    "from_text",
    "parse",
    "read",
    "to_html",
    "to_markdown",
    "to_text",
]
