"""Which values a Word template names, and whether a document of its kind has them.

A template may name values, walk lists, ask whether something is there, and join or shorten text;
the tree of each placeholder is held against that list before anything of it is ever run.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import TemplateError, nodes

from rakor.documents.word import Placeholders
from rakor.words import N_, _

MOST_LOOPS = 60
FILTERS = frozenset(
    {"join", "upper", "lower", "title", "trim", "default", "length", "first", "last"}
)
TESTS = frozenset({"defined", "none", "string", "odd", "even"})
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem,
    nodes.Const, nodes.For, nodes.If, nodes.CondExpr, nodes.Not, nodes.And, nodes.Or,
    nodes.Compare, nodes.Operand, nodes.Test, nodes.Filter,
    nodes.Tuple, nodes.List,
)  # fmt: skip
_LOOP = {"index": "", "index0": "", "first": "", "last": "", "length": ""}
_TAG = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
PLACES = {"header": N_("kepala halaman"), "footer": N_("kaki halaman"), "core": N_("properti")}


class _Anything:
    """A value of which the sample tells nothing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a template that would not print, and where: the words around it."""

    name: str
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class _Nest:
    """The loops around a place: the names of their rows, their lists, how many stand apart."""

    rows: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    apart: int = 0


@dataclass
class _Reading:
    """What was found so far."""

    used: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    loops: int = 0


def problems_of(
    content: bytes, sample: Mapping[str, object], required: frozenset[str]
) -> list[Problem]:
    """Everything that keeps a template from being used: unknown, missing and forbidden things.

    `sample` are invented values of its kind; `required` are paths that have to be
    printed, one of those between bars.
    """
    reading = _Reading()
    for place, source, paragraphs in _sources(content):
        before = len(reading.problems)
        _read(source, sample, reading)
        reading.problems[before:] = [
            Problem(each.name, each.what, _where(place, each.name, paragraphs))
            for each in dict.fromkeys(reading.problems[before:])
        ]
    found = {name.split(".")[0] for name in reading.used} | reading.used
    missing = [
        Problem(each.replace("|", " / "), _("tidak ada dalam templat, padahal wajib"), "")
        for each in sorted(required)
        if not found & set(each.split("|"))
    ]
    return [*reading.problems, *missing]


def _sources(content: bytes) -> Iterator[tuple[str, str, list[str]]]:
    """Each part that is filled: its place, its source for jinja, and the text of its paragraphs."""
    from docxtpl import DocxTemplate  # where templates are looked at, and only there

    word: Any = DocxTemplate(io.BytesIO(content))
    word.init_docx()
    yield "", word.patch_xml(word.get_xml()), _texts(word.docx.element.body)
    for uri, place in ((word.HEADER_URI, "header"), (word.FOOTER_URI, "footer")):
        for _key, part in word.get_headers_footers(uri):
            xml = word.get_part_xml(part)
            yield place, word.patch_xml(xml), [_TAG.sub(lambda tag: tag[0], _plain(xml))]
    for part in word.docx.part.package.parts:
        if str(part.partname).startswith(("/word/footnotes", "/word/endnotes")):
            xml = part.blob.decode("utf-8", "replace")
            yield "footer", word.patch_xml(xml), [_plain(xml)]
    core = word.docx.core_properties
    for name in ("title", "subject", "author", "comments", "keywords", "category"):
        if text := getattr(core, name):
            yield "core", text, [text]


def _plain(xml: str) -> str:
    return re.sub(r"<[^>]+>", "", xml)


def _texts(body: Any) -> list[str]:
    from docx.text.paragraph import Paragraph

    return [Paragraph(each, None).text for each in body.iter(f"{{{body.nsmap['w']}}}p")]  # type: ignore[arg-type]


def _where(place: str, name: str, paragraphs: list[str]) -> str:
    if place:
        return _(PLACES[place])
    for text in paragraphs:
        if name and name.split(".")[-1] in text and "{" in text:
            return text if len(text) <= 90 else f"{text[:87]}…"
    return ""


def _read(source: str, sample: Mapping[str, object], reading: _Reading) -> None:
    try:
        tree = Placeholders().parse(source)
    except TemplateError as error:
        told = _("tidak terbaca: {problem}").format(problem=error.message or "")
        reading.problems.append(Problem("", told, ""))
        return
    _walk(tree, dict(sample), reading, _Nest())


def _walk(node: nodes.Node, known: dict[str, Any], reading: _Reading, nest: _Nest) -> None:
    """Every node below this one."""
    if not isinstance(node, _ALLOWED) or _forbidden(node):
        reading.problems.append(Problem(_said(node), _("tidak diperbolehkan dalam templat"), ""))
        return
    if isinstance(node, nodes.For):
        _loop(node, known, reading, nest)
    elif isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
        _value(node, known, reading)
    else:
        for child in node.iter_child_nodes():
            _walk(child, known, reading, nest)


def _forbidden(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Filter):
        return node.name not in FILTERS
    return isinstance(node, nodes.Test) and node.name not in TESTS


def _said(node: nodes.Node) -> str:
    name = getattr(node, "name", None)
    return str(name) if isinstance(name, str) else type(node).__name__.lower()


def _loop(node: nodes.For, known: dict[str, Any], reading: _Reading, nest: _Nest) -> None:
    """A loop walks a list; within another only what belongs to a row, or one further list.

    Three lists walked within one another would print a library.
    """
    reading.loops += 1
    path, rows = _value(node.iter, known, reading)
    apart = path.split(".")[0] not in nest.rows
    strange = not isinstance(node.target, nodes.Name) or node.recursive
    if strange or reading.loops > MOST_LOOPS or path in nest.lists or nest.apart + apart > 2:
        told = _("pengulangan ini tidak diperbolehkan; dalam pengulangan, jalani isi barisnya")
        reading.problems.append(Problem(path, told, ""))
        return
    name = node.target.name  # type: ignore[attr-defined]
    row = rows[0] if isinstance(rows, list | tuple) and rows else _Anything()
    inner = known | {name: row, "loop": _LOOP}
    deeper = _Nest(nest.rows | {name}, nest.lists | {path}, nest.apart + apart)
    for child in (*([node.test] if node.test else []), *node.body, *node.else_):
        _walk(child, inner, reading, deeper)


def _value(node: nodes.Node, known: dict[str, Any], reading: _Reading) -> tuple[str, Any]:
    """The path a node names and its value in the sample; an unknown one is a problem."""
    if isinstance(node, nodes.Name):
        path, value = node.name, known.get(node.name, _value)
    elif isinstance(node, nodes.Getattr):
        path, value = _part(*_value(node.node, known, reading), node.attr)
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        path, value = _part(*_value(node.node, known, reading), node.arg.value)
    else:
        reading.problems.append(Problem(_said(node), _("tidak diperbolehkan dalam templat"), ""))
        return "", _Anything()
    reading.used.add(path)
    if value is _value:
        reading.problems.append(Problem(path, _("tidak dikenal"), ""))
        value = _Anything()
    return path, value


def _part(path: str, whole: Any, name: Any) -> tuple[str, Any]:
    if isinstance(name, str) and name.startswith("_"):
        return f"{path}.{name}", _value
    if isinstance(whole, _Anything):
        return f"{path}.{name}", whole
    if isinstance(whole, Mapping):
        return f"{path}.{name}", whole.get(name, _value)
    if isinstance(whole, list | tuple) and isinstance(name, int):
        return f"{path}.{name}", whole[0] if whole else _Anything()
    return f"{path}.{name}", _value
