"""Values → DOCX through a Word template that an operator may replace.

A template holds named placeholders (`{{ facts.day }}`, `{%tr for row in … %}`); it can call
nothing and see nothing but the values. Rich text comes with its own lists and borders, so any
template will do. The same values and template give the same bytes.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, StrictUndefined, TemplateError, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from rakor.documents.shelf import shelf
from rakor.errors import Invalid
from rakor.words import N_, _


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
    # The libraries are a hundred modules: a server loads them when the first document is filled.
    from rakor.documents.word_filling import UNREADABLE, filled

    there = folder / f"{template}.docx" if folder else None
    path = there if there and there.is_file() else shelf() / f"{template}.docx"
    try:
        return filled(own or path.read_bytes(), values, Placeholders())
    except UndefinedError as error:
        detail = _("Templat {name} memakai isian yang tidak dikenal: {problem}")
        raise BrokenTemplate(detail.format(name=path.name, problem=error)) from error
    except (TemplateError, *UNREADABLE) as error:
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
