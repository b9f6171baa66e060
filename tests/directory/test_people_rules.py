"""NIP, NI PPPK, names and addresses: what makes sense about a person."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.directory import rules
from rakor.directory.rules import NipKind
from rakor.errors import Conflict, Invalid

BORN = st.dates(date(1950, 1, 1), date(2005, 12, 31))


def number(born, age, fifth, sex, serial):
    return f"{born:%Y%m%d}{born.year + age}{fifth:02d}{sex}{serial:03d}"


PNS = st.builds(
    number,
    BORN,
    st.integers(15, 65),
    st.integers(1, 12),
    st.sampled_from("12"),
    st.integers(1, 999),
)
PPPK = st.builds(
    number,
    BORN,
    st.integers(15, 65),
    st.integers(0, 99),
    st.sampled_from("12"),
    st.integers(1, 999),
)


@given(PNS)
def test_every_possible_nip_is_read_with_or_without_spaces(digits):
    spaced = f"{digits[:8]} {digits[8:14]} {digits[14]}.{digits[15:]}"

    assert rules.check_nip(spaced) == digits
    assert rules.check_nip(digits, NipKind.PPPK) == digits
    assert rules.mask_nip(digits) == f"{digits[:4]}****…{digits[15:]}"


@given(PPPK)
def test_the_number_of_a_contract_is_no_month(digits):
    assert rules.check_nip(digits, NipKind.PPPK) == digits
    fields = []
    try:
        rules.check_nip(digits)
    except Invalid as refusal:
        fields = [each["field"] for each in refusal.errors]
    assert (fields == []) == (1 <= int(digits[12:14]) <= 12)


@given(PNS, st.sampled_from(NipKind), st.data())
def test_a_nip_with_one_part_that_cannot_be_is_refused(digits, kind, data):
    month = st.sampled_from(["00", *(str(n) for n in range(13, 100))])
    parts = {
        "month of birth": (4, 6, month),
        "day of birth": (6, 8, st.sampled_from(["00", "32", "99"])),
        "year of appointment": (8, 12, st.just(digits[:4])),
        "sex": (14, 15, st.sampled_from("03456789")),
        "serial": (15, 18, st.just("000")),
        "length": (17, 18, st.sampled_from(["", "12"])),
    }
    if kind is NipKind.PNS:
        parts["month of appointment"] = (12, 14, month)
    first, last, wrong = parts[data.draw(st.sampled_from(sorted(parts)))]

    with pytest.raises(Invalid) as refusal:
        rules.check_nip(digits[:first] + data.draw(wrong) + digits[last:], kind)
    assert [each["field"] for each in refusal.value.errors] == ["nip"]


@given(st.text(max_size=30), st.sampled_from(NipKind))
def test_whatever_else_is_typed_is_refused_or_has_eighteen_digits(text, kind):
    fields, digits = [], ""
    try:
        digits = rules.check_nip(text, kind)
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
        "196804111993131001",  # thirteenth month
        "196804111970031001",  # appointed at the age of two
        "19680411199303100",  # 17 digits
        "130123456",  # the nine digits of before 2008
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


def test_the_main_address_is_not_among_the_others_and_none_stands_twice():
    assert rules.addresses_of("a@x.id", ["b@x.id", "a@x.id", "b@x.id"]) == ("a@x.id", ["b@x.id"])
    assert rules.addresses_of(None, []) == (None, [])
    with pytest.raises(Invalid):
        rules.addresses_of(None, ["b@x.id"])


@pytest.mark.parametrize(
    "typed",
    ["196804111993031909", "19680411 199303 1 909", "130.123.456", "wira 196804111993031909x"],
)
def test_a_nip_is_not_looked_for(typed):
    with pytest.raises(Invalid):
        rules.check_looked_for(typed)


@pytest.mark.parametrize("typed", ["", "12", "Orang 12", "2030 03 01a", "budi1980123456@x.id"])
def test_whatever_else_is_looked_for(typed):
    rules.check_looked_for(typed)


def test_whoever_was_erased_stays_as_they_are():
    rules.check_not_erased(None)
    with pytest.raises(Conflict):
        rules.check_not_erased(datetime.now(UTC))
