"""Rich text: the allow-list, and what comes out of it in each format."""

import json
from html.parser import HTMLParser

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from rakor.documents.richtext import (
    EMPTY,
    Node,
    dump,
    from_text,
    parse,
    read,
    to_html,
    to_markdown,
    to_text,
)
from rakor.documents.richtext.grid import lay_out
from rakor.documents.richtext.typst import to_typst
from rakor.documents.richtext.wordml import to_wordml
from rakor.errors import Invalid


def doc(*blocks):
    return {"type": "doc", "content": list(blocks)}


def para(*content):
    inline = [{"type": "text", "text": c} if isinstance(c, str) else c for c in content]
    return {"type": "paragraph", "content": inline}


def marked(text, *kinds, href=None):
    marks = [{"type": kind} for kind in kinds]
    if href is not None:
        marks.append({"type": "link", "attrs": {"href": href}})
    return {"type": "text", "text": text, "marks": marks}


def item(*blocks):
    return {"type": "listItem", "content": list(blocks)}


def cell(text, kind="tableCell", **attrs):
    return {"type": kind, "attrs": attrs, "content": [para(text)]}


def table(*rows):
    return {"type": "table", "content": [{"type": "tableRow", "content": list(r)} for r in rows]}


WHOLE = doc(
    para("Biasa ", marked("tebal", "bold"), marked(" miring", "italic"), marked("x", "underline")),
    {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Judul"}]},
    {
        "type": "orderedList",
        "attrs": {"start": 3},
        "content": [item(para("tiga"), {"type": "bulletList", "content": [item(para("butir"))]})],
    },
    table([cell("A", "tableHeader"), cell("B", "tableHeader")], [cell("1 | 2", colspan=2)]),
    {"type": "blockquote", "content": [para("kutipan")]},
    {"type": "horizontalRule"},
    para("satu", {"type": "hardBreak"}, "dua"),
    para(marked("di sini", href="https://example.go.id/?a=1&b=2"), marked("lama", "strike")),
    para({"type": "mention", "attrs": {"id": "p1", "label": "Sari"}}),
)


def test_every_node_and_mark_becomes_html():
    assert to_html(parse(WHOLE)) == (
        "<p>Biasa <strong>tebal</strong><em> miring</em><u>x</u></p><h4>Judul</h4>"
        '<ol start="3"><li><p>tiga</p><ul><li><p>butir</p></li></ul></li></ol>'
        '<div class="scroll" tabindex="0" role="group" aria-label="Tabel">'
        '<table class="tbl"><tbody><tr><th><p>A</p></th><th><p>B</p></th></tr>'
        '<tr><td colspan="2"><p>1 | 2</p></td></tr></tbody></table></div>'
        "<blockquote><p>kutipan</p></blockquote><hr><p>satu<br>dua</p>"
        '<p><a href="https://example.go.id/?a=1&amp;b=2" rel="noopener noreferrer nofollow">'
        'di sini</a><s>lama</s></p><p><span class="mention">Sari</span></p>'
    )


@pytest.mark.parametrize(("levels", "tags"), [((2, 3), "34"), ((3,), "3"), ((1, 6), "36")])
def test_headings_begin_where_the_page_wants_them(levels, tags):
    headings = [{"type": "heading", "attrs": {"level": level}} for level in levels]
    made = to_html(parse({"type": "doc", "content": headings}), 3)
    assert made == "".join(f"<h{tag}></h{tag}>" for tag in tags)


def test_every_node_and_mark_becomes_markdown():
    assert to_markdown(parse(WHOLE)) == (
        "Biasa **tebal** *miring*x\n\n##### Judul\n\n3. tiga\n   \n   - butir\n\n"
        "| A | B |\n| --- | --- |\n| 1 \\| 2 |  |\n\n> kutipan\n\n---\n\nsatu\\\ndua\n\n"
        "[di sini](<https://example.go.id/?a=1&b=2>)~~lama~~\n\n**Sari**"
    )


def test_every_node_and_mark_becomes_plain_text():
    assert to_text(parse(WHOLE)) == (
        "Biasa tebal miringx\n\nJudul\n\n3. tiga\n   • butir\n\nA | B\n1 | 2\n\nkutipan\n\n"
        "* * *\n\nsatu\ndua\n\ndi sinilama\n\nSari"
    )


def test_what_was_read_is_read_again_the_same():
    once = parse(WHOLE)
    assert parse(dump(once)) == once
    assert parse(json.loads(json.dumps(dump(once)))) == once


def test_plain_text_becomes_paragraphs_and_lines():
    assert to_html(from_text("Satu\r\ndua\n\n\n tiga ")) == "<p>Satu<br>dua</p><p> tiga </p>"
    assert read("Satu") == from_text("Satu")
    assert read(None) == EMPTY
    assert read(WHOLE) == parse(WHOLE)


def test_only_words_a_table_or_a_line_say_something():
    assert not parse(doc(para(), para("  "), {"type": "bulletList", "content": [item(para())]}))
    assert parse(doc({"type": "horizontalRule"}))
    assert parse(doc(para("x")))


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (doc({"type": "script"}), {"node": "script"}),
        (doc({"type": "image", "attrs": {"src": "x"}}), {"node": "image"}),
        (doc({"type": "text", "text": "x"}), {"node": "text"}),
        (doc({"type": "listItem"}), {"node": "listItem"}),
        (doc(para(marked("x", "textStyle"))), {"mark": "textStyle"}),
        (doc(para({"type": "text", "text": 7})), {"node": "text"}),
        (doc(para({"type": "text", "text": "x", "marks": "bold"})), {"node": "text"}),
        (doc(para({"type": "mention", "attrs": {}})), {"node": "mention"}),
        (doc({"type": "heading", "attrs": 2}), {"node": "heading"}),
        (doc(table([cell("x", colspan=60), cell("y")])), {"node": "table"}),
        ({"type": "doc", "content": "x"}, {}),
        (doc("x"), {}),
        ([], {}),
        ({"type": ["doc"]}, {"node": "['doc']"}),
        (para("x"), {"node": "paragraph"}),
    ],
)
def test_what_is_not_on_the_list_is_refused_by_name(value, named):
    with pytest.raises(Invalid) as refusal:
        parse(value)
    assert refusal.value.extra == named
    assert refusal.value.errors == [{"field": "body", "message": refusal.value.detail}]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " java\nscript:alert(1)",
        "data:text/html,x",
        "//evil",
        "/x",
        "",
        None,
        "http://[",
        "vbscript:x",
        "https://x/" + "a" * 2000,
    ],
)
def test_a_link_goes_to_the_web_or_to_a_mailbox(href):
    with pytest.raises(Invalid) as refusal:
        parse(doc(para({"type": "text", "text": "x", "marks": [link(href)]})))
    assert refusal.value.extra == {"mark": "link"}


def link(href):
    return {"type": "link", "attrs": {"href": href}}


def test_a_link_cannot_leave_its_attribute_or_its_field():
    rich = parse(doc(para(marked("x", href='https://x/" onclick="y\\ z>'))))
    assert rich.blocks[0].content[0].marks[0].href == "https://x/%22%20onclick=%22y%5C%20z%3E"
    assert parse(doc(para(marked("x", href="MAILTO:a@b.id")))).blocks[0].content[0].marks[0].href


def nested(levels):
    block = para("x")
    for _ in range(levels):
        block = {"type": "blockquote", "content": [block]}
    return doc(block)


def test_depth_and_length_have_limits():
    assert parse(nested(61))
    with pytest.raises(Invalid):
        parse(nested(62))
    assert parse(doc(para("x" * 200_000)))
    with pytest.raises(Invalid):
        parse(doc(para("x" * 200_000), para("y")))


def test_control_characters_of_a_paste_are_dropped():
    assert to_text(parse(doc(para("a\x00b\x0bc\ud800d\uffffe\u200f\U0001f600")))) == (
        "abcde\u200f\U0001f600"
    )


def test_cells_that_were_merged_never_overlap():
    grid = lay_out(
        parse(
            doc(
                table(
                    [cell("a", "tableHeader"), cell("b", "tableHeader"), cell("c", "tableHeader")],
                    [cell("d", rowspan=9), cell("e", colspan=2)],
                    [cell("f"), cell("g", colspan=7)],
                    [],
                )
            )
        ).blocks[0]
    )
    assert (grid.width, grid.height, grid.head) == (9, 4, 1)
    assert [(p.x, p.y, p.columns, p.rows) for p in grid.cells] == [
        (0, 0, 1, 1),
        (1, 0, 1, 1),
        (2, 0, 1, 1),
        (0, 1, 1, 3),
        (1, 1, 2, 1),
        (1, 2, 1, 1),
        (2, 2, 7, 1),
    ]


anything = st.text(max_size=40)
inline = st.one_of(
    st.builds(lambda text: {"type": "text", "text": text}, anything),
    st.builds(
        lambda text, kind: marked(text, kind),
        anything,
        st.sampled_from(["bold", "italic", "underline", "strike"]),
    ),
    st.builds(lambda text, path: marked(text, href=f"https://x/{path}"), anything, anything),
    st.builds(lambda label: {"type": "mention", "attrs": {"label": label + "x"}}, anything),
    st.just({"type": "hardBreak"}),
)
spans = st.integers(-2, 70)
blocks = st.recursive(
    st.builds(lambda content: para(*content), st.lists(inline, max_size=4)),
    lambda inner: st.one_of(
        st.builds(
            lambda kind, parts: {"type": kind, "content": [item(part) for part in parts]},
            st.sampled_from(["bulletList", "orderedList"]),
            st.lists(inner, max_size=3),
        ),
        st.builds(lambda parts: {"type": "blockquote", "content": parts}, st.lists(inner)),
        st.builds(
            lambda rows: table(*rows),
            st.lists(
                st.lists(
                    st.builds(
                        lambda kind, wide, tall, part: {
                            "type": kind,
                            "attrs": {"colspan": min(wide, 5), "rowspan": tall},
                            "content": [part],
                        },
                        st.sampled_from(["tableHeader", "tableCell"]),
                        spans,
                        spans,
                        inner,
                    ),
                    max_size=3,
                ),
                max_size=3,
            ),
        ),
    ),
    max_leaves=8,
)


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = set()
        self.words = []

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.seen.update(name for name, _ in attrs)

    def handle_data(self, data):
        self.words.append(data)


ALLOWED = {
    "p",
    "h4",
    "ul",
    "ol",
    "li",
    "table",
    "tbody",
    "tr",
    "th",
    "td",
    "blockquote",
    "hr",
    "br",
    "a",
    "strong",
    "em",
    "u",
    "s",
    "span",
}
ALLOWED |= {"href", "rel", "class", "colspan", "rowspan", "start"}
ALLOWED |= {"div", "role", "tabindex", "aria-label"}  # around a table, which may be wide


@settings(deadline=None)
@given(st.lists(blocks, max_size=4))
def test_whatever_people_write_html_holds_only_the_elements_we_made(parts):
    made = Elements()
    made.feed(to_html(parse(doc(*parts))))
    assert made.seen <= ALLOWED


@settings(deadline=None)
@given(anything)
def test_text_that_looks_like_a_script_stays_text(text):
    rich = from_text(f"<script>{text}</script>")
    assert "<script" not in to_html(rich).lower()
    assert "<script" not in to_markdown(rich).lower()


@settings(deadline=None)
@given(st.lists(blocks, max_size=4))
def test_whatever_people_write_word_can_read_it(parts):
    numbers = iter(range(1, 1000))
    rich = parse(doc(*parts))
    body = to_wordml(rich, lambda ordered, first: next(numbers))
    xml = parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>")
    for one in xml.iter(xml.nsmap["w"].join("{}") + "tc"):
        assert one[-1].tag.endswith("}p")
    json.dumps(to_typst(rich)).encode()


def test_a_tree_is_a_value():
    assert Node("text", "x") == Node("text", "x")
