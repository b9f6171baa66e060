"""The validator's one misreading is known, and nothing more is forgiven for it."""

import re

import typst

from tests.documents.archival import faults

DAY = "datetime(year: 2026, month: 1, day: 2)"


def _ending_in_a_return() -> bytes:
    """A document one of whose streams ends with the byte of a carriage return."""
    for number in range(4000):
        text = f"#set document(title: [x], date: {DAY})\nHalo {number}"
        content = bytes(typst.compile(text.encode(), pdf_standards=["a-2a"]))
        if b"\r\nendstream" in content:
            return content
    raise AssertionError("none of so many documents has such a stream")


def test_a_stream_may_end_with_any_byte_and_a_wrong_length_is_still_found():
    content = _ending_in_a_return()
    assert faults(content, "PDF_A_2A") == []
    told = re.search(rb"/Length (\d+)", content)
    wrong = content[: told.start(1)] + b"%d" % (int(told[1]) + 1) + content[told.end() :]
    assert [each for each in faults(wrong, "PDF_A_2A") if "STREAM-LENGTH" in each] != []
