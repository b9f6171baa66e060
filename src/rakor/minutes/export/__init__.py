"""The minutes as Markdown, HTML, JSON, and as the values of the PDF and Word templates; pure.

Documents are in Indonesian whatever language the reader's pages are in.
"""

from rakor.minutes.export.html import to_html
from rakor.minutes.export.markdown import to_markdown
from rakor.minutes.export.plain import (
    from_content,
    to_content,
    to_json,
    to_record,
    to_typst_values,
    to_word_values,
)

__all__ = [
    "from_content",
    "to_content",
    "to_html",
    "to_json",
    "to_markdown",
    "to_record",
    "to_typst_values",
    "to_word_values",
]
