"""Looking at a message, also at one that a stranger made to be looked at."""

import pytest

from rakor.mail.reading import HEADER_LIMIT, open_letter

HEAD = b"Subject: Halo\r\nContent-Type: text/plain; "


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (HEAD + b"charset=latin-1\r\n\r\nbudi\xe9", "budi\u00e9"),
        (HEAD + b"charset=no-such-thing\r\n\r\nbudi", "budi"),
        (HEAD + b"charset=idna\r\n\r\nbudi", "budi"),
        (HEAD + b"name*=no-such-thing''%FF\r\n\r\nbudi", ""),
        (b"", ""),
    ],
    ids=["known", "unknown", "no encoding of text", "name in no encoding", "empty"],
)
def test_any_charset_is_looked_at(raw, text):
    assert open_letter(raw).text == text


def test_a_header_without_end_is_cut():
    raw = b"Subject: " + b"=?utf-8?q?a?= " * 2_000 + b"\r\n\r\nx"
    assert len(dict(open_letter(raw).headers)["Subject"]) <= HEADER_LIMIT
