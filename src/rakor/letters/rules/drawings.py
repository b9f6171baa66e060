"""A logo as SVG: lines and colours only, nothing that runs, loads or needs a font."""

import re

from lxml import etree

from rakor.errors import Invalid
from rakor.letters.rules.logos import MOST_BYTES, Picture, check_logo
from rakor.words import _

SVG = "image/svg+xml"
_SPACE = "{http://www.w3.org/2000/svg}"
# What a coat of arms is drawn with (SVG 1.1); whatever is not named here is refused by its name.
_DRAWN = frozenset(
    {
        *("svg", "g", "defs", "title", "desc", "metadata", "symbol", "use", "style"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("clipPath", "mask", "linearGradient", "radialGradient", "stop"),
    }
)
_DEEP, _MOST_PARTS = 40, 5000
_LOADS = re.compile(r"@import|@font-face|javascript:|\\|url\s*\(\s*[\"']?\s*[^#\"'\s]", re.I)
# Programs that draw write notes of their own into the file; they are neither drawn nor kept from.
_NOTES = ("title", "desc", "metadata")


def check_emblem(content: bytes) -> str:
    """What kind of picture a logo is. Refuses (Invalid) all but small PNG, JPEG and plain SVG."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return _drawing(content)
    found: Picture = check_logo(content)
    return found.media


def _drawing(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Invalid.field("logo", _("Logo paling besar 300 KB."))
    if b"<!DOCTYPE" in content.upper() or b"<!ENTITY" in content.upper():
        raise Invalid.field("logo", _("Hapus deklarasi DOCTYPE dari gambar SVG ini."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Invalid.field("logo", _("Gambar SVG ini tidak terbaca.")) from None
    if root.tag != f"{_SPACE}svg":
        raise Invalid.field("logo", _("Logo harus gambar PNG, JPG, atau SVG."))
    parts = 0
    waiting = [(root, 1)]
    while waiting:
        part, depth = waiting.pop()
        parts += 1
        if depth > _DEEP or parts > _MOST_PARTS:
            raise Invalid.field("logo", _("Gambar SVG ini terlalu rumit untuk dicetak."))
        name = _check_part(part)
        if name not in _NOTES:
            waiting += [(inner, depth + 1) for inner in part]
    return SVG


def _check_part(part: etree._Element) -> str:
    """Its name, unless it or one of its attributes does more than draw."""
    if not isinstance(part.tag, str):
        raise _refused("<?…?>")
    space, _bar, name = part.tag.rpartition("}")
    if space + "}" != _SPACE:
        return "metadata"  # a note of a program in a space of its own
    if name not in _DRAWN:
        raise _refused(f"<{name}>")
    for told, value in part.attrib.items():
        short = str(told).rpartition("}")[2]
        leads = short == "href" and not str(value).strip().startswith("#")
        if short.lower().startswith("on") or leads or _LOADS.search(str(value)):
            raise _refused(short)
    if name == "style" and _LOADS.search(part.text or ""):
        raise _refused("<style>")
    return name


def _refused(what: str) -> Invalid:
    return Invalid.field(
        "logo",
        _(
            "Gambar SVG ini memuat “{what}”, yang tidak diterima. Ubah teks dan gambar di dalamnya "
            "menjadi garis, lalu simpan sebagai SVG biasa."
        ).format(what=what),
    )
