"""Printing is measured beside plain text; what is printed is minutes of the size that is meant."""

import re

from rakor.bench.documents import measure_papers, minutes, papers_table
from rakor.documents.pdf import compile_pdf
from rakor.minutes.export import to_typst_values


def test_printing_is_measured_beside_plain_text():
    found = measure_papers(heads=3, rounds=1)
    assert all(found[f"{name}_s"] > 0 for name in ("plain", "pdf", "docx"))
    assert found["pdf_of_plain"] == round(found["pdf_s"] / found["plain_s"], 1)
    assert "minutes, PDF/A-3a" in papers_table(found)


def test_the_minutes_that_are_measured_have_thirty_pages_or_nearly():
    made = compile_pdf("minutes", to_typst_values(minutes(300, 0)))
    assert 27 <= max(int(count) for count in re.findall(rb"/Count (\d+)", made)) <= 33
