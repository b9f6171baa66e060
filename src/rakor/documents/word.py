"""Values → DOCX through a Word template that an operator may replace.

A template holds named placeholders (`{{ facts.day }}`, `{%tr for row in … %}`); it can call
nothing and see nothing but the values. Rich text comes with its own lists and borders, so any
template will do. The same values and template give the same bytes.
"""

import asyncio
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import docx.opc.exceptions
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import DictLoader, StrictUndefined, TemplateError, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from rakor.documents import numbering
from rakor.documents.richtext import RichText, clean
from rakor.documents.richtext.wordml import to_wordml
from rakor.documents.shelf import shelf
from rakor.errors import Invalid
from rakor.words import N_, _

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP file can name
_UNREADABLE = (docx.opc.exceptions.OpcError, zipfile.BadZipFile, KeyError, ValueError)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture (PNG or JPEG) as wide as that in millimetres, with what it shows in words."""

    content: bytes
    width: int
    alternative: str


class BrokenTemplate(Invalid):
    """The operator's own template cannot be read, or names what a document does not have."""

    code = "broken-template"
    title = N_("Templat dokumen perlu diperbaiki")


async def render_docx(
    template: str,
    values: Mapping[str, object],
    *,
    folder: Path | None = None,
    own: bytes | None = None,
) -> bytes:
    """The DOCX of an agency's `own` template, made off the event loop.

    Without one it is `{folder}/{template}.docx`, or the default.

    `values` name `created_at` (RFC 3339), `document_title` and `document_author`; a RichText
    becomes paragraphs (`{{p opening }}`), bytes become a small picture, a Photo one as wide as it
    says. Refuses (BrokenTemplate) a template that cannot be read or that names an unknown value.
    """
    return await asyncio.to_thread(compile_docx, template, values, folder=folder, own=own)


def compile_docx(
    template: str,
    values: Mapping[str, object],
    *,
    folder: Path | None = None,
    own: bytes | None = None,
) -> bytes:
    """What `render_docx` does, in the calling thread."""
    there = folder / f"{template}.docx" if folder else None
    path = there if there and there.is_file() else shelf() / f"{template}.docx"
    try:
        return _filled(DocxTemplate(io.BytesIO(own) if own else str(path)), values)
    except UndefinedError as error:
        detail = _("Templat {name} memakai isian yang tidak dikenal: {problem}")
        raise BrokenTemplate(detail.format(name=path.name, problem=error)) from error
    except (TemplateError, *_UNREADABLE) as error:
        detail = _("Templat {name} tidak dapat dibaca: {problem}")
        raise BrokenTemplate(detail.format(name=path.name, problem=error)) from error


class Placeholders(SandboxedEnvironment):
    """Jinja that names values and walks lists, calls nothing and reckons nothing."""

    intercepted_binops = frozenset(SandboxedEnvironment.default_binop_table)

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, loader=DictLoader({}))
        self.globals.clear()

    def is_safe_callable(self, obj: Any) -> bool:
        return False

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        # `9 ** 9 ** 9` or a text times a billion is not something a letter says.
        raise TemplateError(_("Templat tidak dapat berhitung."))


def _filled(word: Any, values: Mapping[str, object]) -> bytes:
    word.init_docx()
    lists = numbering.Lists(word.docx)
    word.render(_context(word, lists, values), Placeholders())
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
