"""Lists in a Word document: each rich-text list has a number of its own and starts anew."""

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

_LEVELS = 9
_STEP = 397  # twentieths of a point: 7 mm a level
_BULLETS = ("•", "–", "◦")


class Lists:
    """The numbering of one document while its rich texts are set."""

    def __init__(self, document: Any) -> None:
        self._root = _part(document).element
        self._bullets = self._kind(ordered=False)
        self._figures = self._kind(ordered=True)

    def start(self, ordered: bool, first: int) -> int:
        """Open a list and answer its w:numId."""
        number = self._highest("w:num", "w:numId") + 1
        abstract = self._figures if ordered else self._bullets
        override = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{first}"/></w:lvlOverride>'
            for level in range(_LEVELS if ordered else 0)
        )
        self._root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}">'
                f'<w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
            )
        )
        return number

    def _kind(self, *, ordered: bool) -> int:
        """Add how bullets or figures look on each level; the schema wants these before any list."""
        ident = self._highest("w:abstractNum", "w:abstractNumId") + 1
        levels = "".join(_level(level, ordered) for level in range(_LEVELS))
        kind = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{ident}">'
            f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
        )
        first = self._root.find(qn("w:num"))
        if first is None:
            self._root.append(kind)
        else:
            first.addprevious(kind)
        return ident

    def _highest(self, tag: str, attribute: str) -> int:
        found = (int(child.get(qn(attribute))) for child in self._root.findall(qn(tag)))
        return max(found, default=0)


def _level(level: int, ordered: bool) -> str:
    look = "decimal" if ordered else "bullet"
    sign = f"%{level + 1}." if ordered else _BULLETS[level % 3]
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{look}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{_STEP * (level + 1)}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
    )


def _part(document: Any) -> Any:
    """The document's numbering; a template that never had a list gets an empty one."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part
    part = NumberingPart(
        PackURI("/word/numbering.xml"),
        CONTENT_TYPE.WML_NUMBERING,
        parse_xml(f"<w:numbering {nsdecls('w')}/>"),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part
