"""A report of the meeting: filled in from approved minutes, for whoever was sent, as files."""

import io

import pytest
from docx import Document

from rakor.errors import NotFound
from rakor.invitations import operations as invitations
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.operations import Wish
from rakor.invitations.rules import DelegationState
from rakor.journal import Entry
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State
from rakor.minutes import operations
from rakor.minutes.queries import reading
from rakor.minutes.queries.report import reported
from rakor.minutes.rules.report import ReportFacts

from ..documents.archival import faults


@pytest.fixture
async def approved(held):
    await operations.draft(held.meeting.id, by=held.taker)
    await operations.submit(held.meeting.id, by=held.taker)
    await operations.approve(held.meeting.id, by=held.chair)
    return held


def text(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


async def test_it_begins_with_what_the_minutes_say_and_their_reader_may_know(approved):
    told = await reported(await reading(approved.meeting.id, to=approved.guest), by=approved.guest)
    assert told.kop.name == "Badan Kepegawaian Negara"
    assert told.facts.basis == "Undangan BPSDM Kemendagri nomor 005/1142/BPSDM"
    assert told.facts.activities == "Mengikuti Rapat Koordinasi Teknis."
    assert told.facts.signer_name == "Bagus Prakosa"
    decisions = [" ".join(each.text.split()) for each in told.document.decisions]
    assert told.facts.results == "\n".join(decisions)
    assert not any(each.confidential for each in told.document.decisions)


async def test_a_deputy_reports_to_whoever_sent_them(approved, rina, new_user, bkn):
    meeting = approved.meeting
    await Meeting.filter(id=meeting.id).update(state=State.SCHEDULED)
    head = await new_user("Kepala Pusat", bkn)
    asked = await invitations.invite(
        meeting.id, [Wish(person=head.id), Wish(person=approved.guest.id)], by=rina
    )
    await Meeting.filter(id=meeting.id).update(state=State.FINISHED)
    await Invitation.filter(id=asked[0].id).update(office_title="Kepala Pusat Perencanaan")
    await DelegationStep.create(
        meeting_id=meeting.id,
        invitation_id=asked[0].id,
        deputy_id=asked[1].id,
        name="Bagus Prakosa",
        email=asked[1].email,
        state=DelegationState.ACCEPTED,
        letter_number="ST-17/2023",
        created_at=meeting.starts_at,
    )
    told = await reported(await reading(meeting.id, to=approved.guest), by=approved.guest)
    assert told.facts.to == "Kepala Pusat Perencanaan"
    assert told.facts.basis.splitlines()[1] == "Surat tugas nomor ST-17/2023"


async def test_there_is_none_before_the_chair_has_approved(held):
    await operations.draft(held.meeting.id, by=held.taker)
    for somebody in (held.taker, held.guest):
        with pytest.raises(NotFound):
            await operations.report_paper(held.meeting.id, ReportFacts(), "pdf", by=somebody)


async def test_both_files_say_what_was_typed_and_the_pdf_keeps_to_the_standards(approved):
    facts = ReportFacts(
        to="Kepala Pusat", basis="Undangan", results="Kuota 18%\nRapat lanjutan",
        conclusion="Sepakat.", closing="Demikian.", signer_name="Bagus Prakosa",
    )  # fmt: skip
    word = await operations.report_paper(approved.meeting.id, facts, "docx", by=approved.guest)
    said = text(word.content)
    for line in ("LAPORAN", "Yth. Kepala Pusat", "2. Rapat lanjutan", "Sepakat.", "Bagus Prakosa"):
        assert line in said
    assert "Hambatan" not in said
    assert word.name == "laporan-rapat-koordinasi-teknis.docx"
    pdf = await operations.report_paper(approved.meeting.id, facts, "pdf", by=approved.guest)
    assert faults(pdf.content) == []
    looked = await Entry.filter(kind="report.printed")
    assert len(looked) == 2


async def test_the_page_and_programs_give_the_same_report(approved, as_person):
    here = f"/meetings/{approved.meeting.id}/report"
    async with as_person(approved.guest, page=True) as browser:
        assert "Undangan BPSDM Kemendagri" in (await browser.get(here)).text
        saved = await browser.post(here, data={"conclusion": "Sepakat.", "form": "docx"})
        assert saved.status_code == 200
        assert "Sepakat." in text(saved.content)
    async with as_person(approved.guest) as program:
        begun = (await program.get(f"/api/v1{here}")).json()
        again = await program.post(f"/api/v1{here}.docx", json=begun)
        assert "Mengikuti Rapat Koordinasi Teknis." in text(again.content)
    async with as_person(approved.stranger) as program:
        assert (await program.get(f"/api/v1{here}")).status_code == 404
