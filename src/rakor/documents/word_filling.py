"""A Word template filled with values; the only module that drives docxtpl."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import quoteattr

import docx.opc.exceptions
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from rakor.documents import numbering
from rakor.documents.richtext import RichText, clean
from rakor.documents.richtext.wordml import to_wordml
from rakor.documents.word import Photo

UNREADABLE = (docx.opc.exceptions.OpcError, zipfile.BadZipFile, KeyError, ValueError)
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP file can name


def filled(
    template: bytes, values: Mapping[str, object], environment: SandboxedEnvironment
) -> bytes:
    """The template with its placeholders filled; raises what it and the libraries may."""
    word: Any = DocxTemplate(io.BytesIO(template))
    word.init_docx()
    lists = numbering.Lists(word.docx)
    word.render(_context(word, lists, values), environment)
    properties = word.docx.core_properties
    created = datetime.fromisoformat(str(values["created_at"])).astimezone(UTC)
    properties.title = clean(str(values["document_title"]))[:255]
    properties.author = properties.last_modified_by = clean(str(values["document_author"]))[:255]
    properties.created = properties.modified = created.replace(tzinfo=None)
    properties.language = "id-ID"
    out = io.BytesIO()
    word.save(out)
    return _timeless(out)


def _context(word: Any, lists: numbering.Lists, value: Any) -> Any:
    """Values as the template prints them: rich text as WordprocessingML, bytes as a picture."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, RichText):
        return Markup(to_wordml(value, lists.start))  # noqa: S704 -- every text in it is escaped
    if isinstance(value, Photo):
        return _Described(word, value)
    if isinstance(value, bytes):
        return InlineImage(word, io.BytesIO(value), width=Mm(20))
    if isinstance(value, Mapping):
        return {name: _context(word, lists, part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_context(word, lists, part) for part in value]
    return value


class _Described(InlineImage):  # type: ignore[misc]  # docxtpl has no types
    """A picture with words to be read aloud (`wp:docPr/@descr`, ECMA-376-1 section 20.4.2.5)."""

    def __init__(self, word: Any, photo: Photo) -> None:
        super().__init__(word, io.BytesIO(photo.content), width=Mm(photo.width))
        self.alternative = quoteattr(clean(photo.alternative))

    def _insert_image(self) -> str:
        drawn: str = super()._insert_image()
        return drawn.replace("<wp:docPr ", f"<wp:docPr descr={self.alternative} ", 1)


def _timeless(package: io.BytesIO) -> bytes:
    """The same package without the moment at which it was packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()
