"""Plain fields for rich text: what they cannot say is never lost."""

from hypothesis import given
from hypothesis import strategies as st

from rakor.documents.richtext import RichText, from_text, parse
from rakor.minutes.operations.plain import join, parts_of, typed

from .notula_sample import rich_notes

words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=12
)
marks = st.sampled_from([[], ["bold"], ["italic"], ["bold", "italic"], ["underline"]])
spans = st.one_of(
    st.just({"type": "hardBreak"}),
    st.builds(
        lambda text, names: {"type": "text", "text": text, "marks": [{"type": n} for n in names]},
        words,
        marks,
    ),
)
paragraphs = st.builds(
    lambda content: {"type": "paragraph", "content": content}, st.lists(spans, max_size=4)
)
listed = st.builds(
    lambda kind, blocks: {
        "type": kind,
        "content": [{"type": "listItem", "content": row} for row in blocks],
    },
    st.sampled_from(["bulletList", "orderedList"]),
    st.lists(st.lists(paragraphs, min_size=1, max_size=2), min_size=1, max_size=3),
)
notes = st.lists(st.one_of(paragraphs, listed, st.just({"type": "horizontalRule"})), max_size=6)


@given(notes)
def test_saving_a_form_untouched_changes_nothing_that_says_something(blocks):
    rich = parse({"type": "doc", "content": blocks})
    parts = parts_of(rich)
    texts = {at: part.text.replace("\n", "\r\n") for at, part in enumerate(parts) if part.is_text}
    said = tuple(block for block in rich.blocks if RichText((block,)))

    assert join(parts, texts, set()).blocks == said


@given(st.text(max_size=200))
def test_whatever_is_typed_can_be_read(text):
    typed(text)


def test_text_lists_and_emphasis_are_typed():
    rich = typed("Satu **tebal** dan *miring*\nbaris dua\n\n- a\n- b\n\n3. tiga\n4. empat")

    assert [block.kind for block in rich.blocks] == ["paragraph", "bulletList", "orderedList"]
    assert rich.blocks[2].number == 3
    marked = [(s.text, [m.kind for m in s.marks]) for s in rich.blocks[0].content if s.marks]
    assert marked == [("tebal", ["bold"]), ("miring", ["italic"])]


def test_plain_paragraphs_are_one_field():
    parts = parts_of(from_text("Satu.\n\nDua.\nTiga."))

    assert [(part.text, part.is_text) for part in parts] == [("Satu.\n\nDua.\nTiga.", True)]


def test_a_table_is_shown_kept_or_dropped_and_there_is_room_after_it():
    rich = parse(rich_notes())
    parts = parts_of(rich)
    table = next(at for at, part in enumerate(parts) if "<table" in part.html)

    assert parts[-1].is_text
    kept = join(parts, {len(parts) - 1: "Tambahan."}, set())
    assert [block.kind for block in kept.blocks].count("table") == 1
    assert kept.blocks[-1] == from_text("Tambahan.").blocks[0]
    dropped = join(parts, {}, {table})
    assert "table" not in [block.kind for block in dropped.blocks]
    assert len(dropped.blocks) == len(rich.blocks) - 1
