"""The berita acara as rules and paper: its steps, its parties, what they agreed, its day."""

import io
import itertools
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from docx import Document

from rakor.documents.pdf import compile_pdf
from rakor.documents.word import compile_docx
from rakor.errors import Conflict, Invalid
from rakor.minutes.export.agreement import (
    Edition,
    agreement,
    parties_of,
    to_record,
    to_typst,
    to_word,
)
from rakor.minutes.export.values import Verification
from rakor.minutes.rules import IN_FORCE, MinutesState
from rakor.minutes.rules.agreement import (
    AgreementChoices,
    AgreementState,
    check_agreed,
    check_agreement_editable,
    check_agreement_step,
    check_choices,
    check_parties,
    check_reason,
)
from tests.documents.archival import faults

from .notula_sample import document

DAY = date(2026, 12, 1)
PLAIN = AgreementChoices()
DRAFT = Edition(DAY)
OUT = Edition(
    DAY,
    "BA-007/BPSDM/12/2026",
    issued_at=datetime(2026, 12, 1, 6, tzinfo=UTC),
    verification=Verification("ABCD-EFGH-JKMN-PQRS", "https://rakor.example.go.id/verify/A"),
)
DRAFTED, ISSUED = AgreementState.DRAFT, AgreementState.ISSUED
REPLACED, VOID = AgreementState.REPLACED, AgreementState.VOID
TAKEN = {(DRAFTED, ISSUED), (DRAFTED, VOID), (ISSUED, REPLACED), (ISSUED, VOID)}


def refused(check, *told):
    try:
        check(*told)
    except (Conflict, Invalid) as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize(("now", "then"), list(itertools.product(AgreementState, repeat=2)))
def test_each_step_is_taken_or_refused(now, then):
    assert (refused(check_agreement_step, now, then) is None) is ((now, then) in TAKEN)


@pytest.mark.parametrize("state", list(AgreementState))
def test_only_a_draft_is_changed_and_only_what_was_issued_needs_a_reason_to_go(state):
    assert (refused(check_agreement_editable, state) is None) is (state is DRAFTED)
    assert (refused(check_reason, state, "  ") is Invalid) is (state is ISSUED)
    assert refused(check_reason, state, "Salah nama") is None


@pytest.mark.parametrize("state", [None, *MinutesState])
def test_it_is_issued_only_of_minutes_that_count(state):
    assert (refused(check_agreed, state) is None) is (state in IN_FORCE)


@pytest.mark.parametrize(
    ("wanted", "there", "found"),
    [
        ([], ["A"], None),
        (["A", "B"], ["A", "B"], None),
        (["A", "A"], ["A"], Invalid),
        (["C"], ["A"], Invalid),
        ([], [], Conflict),
    ],
)
def test_the_parties_are_agencies_that_came_each_once(wanted, there, found):
    assert refused(check_parties, wanted, there) is found


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({}, []),
        ({"decisions": [2]}, []),
        ({"decisions": []}, ["decisions"]),
        ({"decisions": [1, 9]}, ["decisions.1"]),
        ({"signers": [{"agency": "A", "name": "X"}]}, []),
        ({"signers": [{"agency": "Z"}, {"agency": "A"}, {"agency": "A"}]},
         ["signers.0.agency", "signers.2.agency"]),
        ({"number_pattern": "BA-1"}, ["number_pattern"]),
        ({"number_pattern": "{seq}/{apa}"}, ["number_pattern"]),
    ],
)  # fmt: skip
def test_every_wrong_choice_is_named(said, fields):
    choices = AgreementChoices.model_validate(said)
    try:
        check_choices(choices, [1, 2], ["A"])
        found = []
    except Invalid as refusal:
        found = [each["field"] for each in refusal.errors]
    assert found == fields


def test_the_day_is_in_words_and_the_organizer_is_the_first_party():
    whole = document(20)
    made = agreement(whole, PLAIN, DRAFT)
    assert made["opening"].startswith(
        "Pada hari ini, Selasa, tanggal satu bulan Desember tahun dua ribu dua puluh enam, "
        "bertempat di "
    )
    assert made["parties"][0]["agency"] == whole.letterhead.name
    others = [each.agency for each in whole.attendance if each.heads]
    assert parties_of(whole) == others
    assert [each["agency"] for each in made["parties"][1:]] == others
    assert f"dalam rangkap {len(others) + 1} (" in made["closing"]
    assert [each["text"] for each in made["points"]] == [each.text for each in whole.decisions]
    assert (made["watermark"], made["verification"], made["witness"]) == ("DRAF", None, "")
    rows = made["signing_rows"]
    assert [side["agency"] for row in rows for side in row.values() if side["agency"]] == [
        each["agency"] for each in made["parties"]
    ]


def test_a_pair_with_chosen_decisions_its_own_words_and_somebody_else_who_signs():
    whole = document(20)
    agency = whole.attendance[1].agency
    choices = AgreementChoices(
        decisions=[2, 4],
        opening="Kami yang bertanda tangan di bawah ini:",
        closing="Demikian.",
        day=date(2026, 12, 2),
        witness="Saksi Contoh",
        witness_office="Inspektur",
        signers=[{"agency": agency, "name": "Dewi Lestari", "office": "Sekretaris"}],
    )
    made = agreement(whole, choices, replace(OUT, version=2, replaces="BA-001"), [agency])
    assert [each["agency"] for each in made["parties"]] == [whole.letterhead.name, agency]
    assert made["parties"][1] == {
        "number": "2", "name": "Dewi Lestari", "office": "Sekretaris", "agency": agency
    }  # fmt: skip
    assert [(each["number"], each["decision"]) for each in made["points"]] == [
        ("1", "2"),
        ("2", "4"),
    ]
    assert (made["opening"], made["closing"]) == (choices.opening, "Demikian.")
    assert made["place_and_date"].endswith(", 2 Desember 2026")
    assert made["witness_name"] == "Saksi Contoh"
    assert made["number_line"] == "Nomor: BA-007/BPSDM/12/2026"
    assert made["edition"] == "Versi 2, menggantikan nomor BA-001"
    assert made["watermark"] == ""
    gone = agreement(whole, PLAIN, DRAFT, ["Badan yang tidak tercatat lagi"])
    assert gone["parties"][1]["name"] == gone["blank"]


def test_it_is_printed_for_the_archive_with_its_record_and_in_word():
    made = agreement(document(20), AgreementChoices(witness="Saksi Contoh"), OUT)
    pdf = compile_pdf("agreement", to_typst(made), record=to_record(made))
    assert faults(pdf, "PDF_A_3A", "PDF_UA_1") == []
    assert b"rakor.json" in pdf
    assert json.loads(to_record(made)) == made
    word = Document(io.BytesIO(compile_docx("agreement", to_word(made))))
    text = [each.text for each in word.paragraphs]
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert {made["opening"], made["closing"], made["number_line"]} <= set(text)
    assert "Saksi Contoh" in text
    assert any("ABCD-EFGH-JKMN-PQRS" in each for each in cells)
    draft = agreement(document(20), PLAIN, DRAFT)
    assert faults(compile_pdf("agreement", to_typst(draft))) == []
    compile_docx("agreement", to_word(draft))
