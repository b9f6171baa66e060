"""NIP, names and spans: what makes sense about people and offices."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.directory import rules
from rakor.errors import Invalid

BORN = st.dates(date(1950, 1, 1), date(2005, 12, 31))


@given(
    born=BORN,
    age=st.integers(15, 65),
    contract=st.integers(1, 99),
    sex=st.sampled_from("12"),
    serial=st.integers(1, 999),
)
def test_every_possible_nip_is_read_with_or_without_spaces(born, age, contract, sex, serial):
    digits = f"{born:%Y%m%d}{born.year + age}{contract:02d}{sex}{serial:03d}"
    spaced = f"{digits[:8]} {digits[8:14]} {digits[14]}.{digits[15:]}"

    assert rules.check_nip(spaced) == digits
    assert rules.mask_nip(digits) == f"{digits[:4]}****…{digits[15:]}"


@given(st.text(max_size=30))
def test_whatever_else_is_typed_is_refused_or_has_eighteen_digits(text):
    fields, digits = [], ""
    try:
        digits = rules.check_nip(text)
    except Invalid as refusal:
        fields = [each["field"] for each in refusal.errors]

    read = len(digits) == 18 and digits.isascii() and digits.isdigit()
    assert fields == ["nip"] or read or not text.replace(".", "").strip()


@pytest.mark.parametrize(
    "digits",
    [
        "196802301993031001",  # 30 February
        "196804111993033001",  # neither 1 nor 2
        "196804111993031000",  # serial 000
        "196804111970031001",  # appointed at the age of two
        "19680411199303100",  # 17 digits
        "١٩٦٨٠٤١١١٩٩٣٠٣١٠٠١",  # digits, but not these
    ],
)
def test_an_impossible_nip_is_refused(digits):
    with pytest.raises(Invalid):
        rules.check_nip(digits)


def test_nobody_needs_a_nip():
    assert (rules.check_nip(" "), rules.mask_nip("")) == ("", "")


def test_names_are_printed_with_their_titles():
    assert rules.full_name("Dr.", "Wira Adinegara", "M.Si.") == "Dr. Wira Adinegara, M.Si."
    assert rules.full_name("", "Nur'aini", "") == "Nur'aini"


def test_an_appointment_does_not_end_before_it_begins():
    day = date(2026, 12, 1)
    rules.check_span(day, day)
    rules.check_span(None, day)
    with pytest.raises(Invalid):
        rules.check_span(day, day - timedelta(days=1))
