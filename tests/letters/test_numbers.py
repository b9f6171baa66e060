"""Numbers: every pattern seen in the field, one register a year, and none given twice."""

import asyncio
from datetime import date
from uuid import uuid4

import pytest

from rakor.errors import Conflict, Forbidden, Invalid
from rakor.letters import operations
from rakor.letters.models import LetterNumber, OfficialLetter
from rakor.letters.rules import (
    NumberFacts,
    NumberState,
    OutsideNumbers,
    check_number_step,
    check_pattern,
    gaps,
    written,
)
from rakor.meetings.rules import SecurityClass

FACTS = NumberFacts(
    day=date(2020, 4, 6),
    archive_class_code="KP.07.6",
    position_code="IJ",
    unit_code="OR",
)


@pytest.mark.parametrize(
    ("pattern", "seq", "security", "kka", "number"),
    [
        ("{sec}-{seq}/{pos}/{kka}/{mm}/{yyyy}", 99, "confidential", "KP.07.6",
         "R-99/IJ/KP.07.6/04/2020"),
        ("{seq:02}/{pos}/{kka}/{mm}/{yyyy}", 5, "public", "OT.01", "05/IJ/OT.01/04/2020"),
        ("{seq:02}/{pos}/{mm}/{yyyy}", 5, "public", "", "05/IJ/04/2020"),
        ("{kka}-Mn/{seq}", 201, "public", "UM 0201", "UM 0201-Mn/201"),
        ("{kka}/{seq}/{unit}", 15, "public", "000.8.3.3", "000.8.3.3/15/OR"),
        ("NOMOR {seq} TAHUN {yyyy}", 23, "public", "", "NOMOR 23 TAHUN 2020"),
        ("{seq:03}/{unit}/{rom}/{yyyy}", 7, "public", "", "007/OR/IV/2020"),
        ("{sec}-{seq:03}", 1234, "limited", "", "T-1234"),
        ("{sec}-{seq}", 1, "top_secret", "", "SR-1"),
    ],
)  # fmt: skip
def test_a_pattern_writes_the_numbers_of_the_field(pattern, seq, security, kka, number):
    facts = NumberFacts(
        day=FACTS.day,
        security_class=SecurityClass(security),
        archive_class_code=kka,
        position_code="IJ",
        unit_code="OR",
    )
    assert written(pattern, seq, facts) == number


@pytest.mark.parametrize(
    "pattern",
    ["{kka}/{unit}", "{seq}/{seq}", "{seq}/{nomor}", "{seq", "{seq}}", "{seq:9}", "{seq.x}"],
)  # fmt: skip
def test_a_pattern_with_an_unknown_token_or_without_its_serial_is_refused(pattern):
    with pytest.raises(Invalid) as refused:
        check_pattern(pattern)
    assert [error["field"] for error in refused.value.errors] == ["number_pattern"]


@pytest.mark.parametrize(
    ("token", "field"),
    [("kka", "archive_class_code"), ("pos", "position_code"), ("unit", "unit_code")],
)
def test_a_token_without_a_value_names_the_field_to_fill(token, field):
    with pytest.raises(Invalid) as refused:
        written(f"{{seq}}/{{{token}}}", 1, NumberFacts(day=FACTS.day))
    assert [error["field"] for error in refused.value.errors] == [field]


def test_a_number_goes_from_reserved_to_issued_or_void_and_never_back():
    allowed = {(now, then) for now in NumberState for then in NumberState if _allows(now, then)}
    assert allowed == {
        (NumberState.RESERVED, NumberState.ISSUED),
        (NumberState.RESERVED, NumberState.VOID),
        (NumberState.ISSUED, NumberState.VOID),
    }


def _allows(now: NumberState, then: NumberState) -> bool:
    try:
        check_number_step(now, then)
    except Conflict:
        return False
    return True


def test_what_nobody_took_is_found():
    assert gaps([(1, 3), (4, 4), (7, 7), (8, 10)]) == [(5, 6)]
    assert gaps([(3, 3)]) == [(1, 2)]
    assert gaps([]) == []


@pytest.mark.postgres
async def test_writers_at_the_same_time_never_get_the_same_number(engine, desk):
    letters = [await _letter(desk) for _n in range(8)]
    numbers = await asyncio.gather(
        *(operations.reserve(letter, date(2030, 11, 23), by=desk.rina) for letter in letters)
    )
    assert sorted(number.seq for number in numbers) == list(range(1, 9))
    assert len({number.text for number in numbers}) == 8


async def _letter(desk) -> OfficialLetter:
    return OfficialLetter(
        id=uuid4(),
        meeting=desk.meeting,
        agency=await desk.meeting.organizer,
        template=desk.template,
        subject="Undangan",
        position_code="BPSDM",
        archive_class_code="KS.01",
        drafted_by_id=desk.rina.id,
    )


async def test_a_letter_asked_again_keeps_its_number_and_each_year_begins_anew(desk):
    letter = await _letter(desk)
    first = await operations.reserve(letter, date(2030, 11, 23), by=desk.rina)
    again = await operations.reserve(letter, date(2030, 12, 1), by=desk.rina)
    other = await operations.reserve(await _letter(desk), date(2031, 1, 2), by=desk.rina)
    assert (first.id, again.text) == (again.id, "B-1/BPSDM/KS.01/12/2030")
    assert other.text == "B-1/BPSDM/KS.01/01/2031"


async def test_a_run_used_elsewhere_is_explained_and_the_register_goes_on_behind_it(desk):
    facts = OutsideNumbers(agency="BPSDM", year=2030, last=141, reason="Buku agenda kertas")
    await operations.skip_to(facts, by=desk.keeper)
    number = await operations.reserve(await _letter(desk), date(2030, 11, 23), by=desk.rina)
    rows = await LetterNumber.all().order_by("seq")
    assert number.text == "B-142/BPSDM/KS.01/11/2030"
    assert [(row.first_seq, row.seq, row.state, row.reason) for row in rows] == [
        (1, 141, NumberState.VOID, "Buku agenda kertas"),
        (142, 142, NumberState.RESERVED, ""),
    ]
    with pytest.raises(Invalid):
        await operations.skip_to(facts, by=desk.keeper)
    with pytest.raises(Forbidden):
        await operations.skip_to(facts, by=desk.rina)
