"""Signed cards: whatever was changed, from elsewhere or out of time is told apart."""

import base64
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from rakor.attendance.rules import (
    Badge,
    Reason,
    looks_like_badge,
    public_key,
    read_badge,
    signed_badge,
    signing_key,
)
from rakor.documents import qr

KEY = signing_key(b"the secret of an installation")
OTHERS = signing_key(b"the secret of another one")
HERE = UUID(int=7)
NOW = datetime(2026, 12, 1, 2, tzinfo=UTC)
DAY = timedelta(days=1)
CARD = Badge(HERE, UUID(int=9), 3, NOW - DAY, NOW + DAY)
TEXT = signed_badge(CARD, KEY)


def read(text: str, *, meeting: UUID = HERE, at: datetime = NOW):
    return read_badge(text, KEY.public_key(), meeting=meeting, at=at)


def test_a_card_is_read_as_it_was_written():
    assert read(TEXT) == (CARD, Reason.NONE)
    assert read(f"  {TEXT.lower()} ") == (CARD, Reason.NONE)


def test_a_card_fits_into_a_small_code_and_names_nobody():
    assert len(TEXT) == 170
    assert 'viewBox="0 0 53 53"' in qr.svg(TEXT, mask=3)


@pytest.mark.parametrize(
    ("text", "meeting", "at", "reason"),
    [
        (signed_badge(CARD, OTHERS), HERE, NOW, Reason.BAD_SIGNATURE),
        (TEXT, UUID(int=8), NOW, Reason.OTHER_MEETING),
        (TEXT, HERE, NOW - DAY - timedelta(seconds=1), Reason.NOT_YET),
        (TEXT, HERE, NOW + DAY + timedelta(seconds=1), Reason.EXPIRED),
        (TEXT, HERE, NOW - DAY, Reason.NONE),
        (TEXT, HERE, NOW + DAY, Reason.NONE),
        ("A" * 170, HERE, NOW, Reason.BAD_SIGNATURE),
        ("", HERE, NOW, Reason.BAD_SIGNATURE),
        ("not base 32 !", HERE, NOW, Reason.BAD_SIGNATURE),
        (TEXT[:-8], HERE, NOW, Reason.BAD_SIGNATURE),
        (TEXT + "A", HERE, NOW, Reason.BAD_SIGNATURE),
    ],
)
def test_a_card_that_is_not_good_here_says_why(text, meeting, at, reason):
    assert read(text, meeting=meeting, at=at)[1] is reason


@given(st.integers(0, 169), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_one_other_letter_makes_a_card_worthless(place, letter):
    changed = TEXT[:place] + letter + TEXT[place + 1 :]
    decoded = [base64.b32decode(text + "======") for text in (changed, TEXT)]
    same = decoded[0] == decoded[1]  # the last letter holds two spare bits
    assert read(changed)[1] is (Reason.NONE if same else Reason.BAD_SIGNATURE)


def test_a_card_of_a_later_kind_is_not_guessed_at():
    raw = base64.b32decode(TEXT + "======")
    said = b"\x02" + raw[1:-64]
    text = base64.b32encode(said + KEY.sign(said)).decode().rstrip("=")
    assert read(text) == (None, Reason.BAD_SIGNATURE)


@given(st.text(max_size=200))
def test_whatever_is_scanned_is_answered(text):
    badge, reason = read(text)
    assert badge is None
    assert reason is not Reason.NONE


def test_codes_and_links_are_no_cards():
    assert looks_like_badge(TEXT)
    assert not looks_like_badge("K7QX3M9P2A")
    assert not looks_like_badge("https://rakor.example.go.id/r/abcdefgh")


def test_the_public_key_is_what_browsers_take_and_tells_nothing():
    raw = base64.urlsafe_b64decode(public_key(KEY) + "=")
    Ed25519PublicKey.from_public_bytes(raw).verify(
        *(base64.b32decode(TEXT + "======")[part] for part in (slice(-64, None), slice(-64)))
    )
    assert public_key(KEY) != public_key(OTHERS)
    assert signing_key(b"the secret of an installation") is KEY
