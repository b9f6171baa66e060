"""A berita acara from its draft to whatever replaces it, by operations, pages and programs."""

import asyncio
import hashlib
import io
import re

import pytest
from docx import Document

from rakor import journal
from rakor.errors import Conflict, Forbidden, Invalid, Moved, NotFound
from rakor.issued.models import Issued, IssuedFile
from rakor.letters import operations as letters
from rakor.letters.models import DocumentTemplate, LetterNumber
from rakor.letters.rules import DocumentType, NumberState, StationeryKind
from rakor.minutes import operations
from rakor.minutes.models import Agreement
from rakor.minutes.queries import agreement as queries
from rakor.minutes.queries import reading
from rakor.minutes.rules.agreement import AgreementChoices, AgreementState, Parties

from ..documents.archival import faults
from ..issued.pki import CHAIR, TAKER, Holder, signed

ALL = Parties()


@pytest.fixture
async def approved(held):
    await operations.draft(held.meeting.id, by=held.taker)
    await operations.submit(held.meeting.id, by=held.taker)
    await operations.approve(held.meeting.id, by=held.chair)
    return held


async def issued(held, wanted=ALL) -> Agreement:
    made = await operations.draft_agreement(held.meeting.id, wanted, by=held.taker)
    return await operations.issue_agreement(held.meeting.id, made.id, by=held.taker)


async def outside(content: bytes, by: Holder) -> bytes:
    return await asyncio.to_thread(signed, content, by)


async def kinds(held) -> list[str]:
    told = await journal.since(held.meeting.id, 0, 200)
    return [each.kind for each in told if each.kind.startswith(("agreement", "document"))]


def words(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


@pytest.mark.postgres
async def test_it_is_drafted_chosen_issued_and_replaced_and_its_bytes_stay(held):
    meeting, taker = held.meeting.id, held.taker
    await operations.draft(meeting, by=taker)
    made = await operations.draft_agreement(meeting, ALL, by=taker)
    with pytest.raises(Conflict):  # the chair has approved nothing yet
        await operations.issue_agreement(meeting, made.id, by=taker)
    assert await LetterNumber.all().count() == 0
    await operations.submit(meeting, by=taker)
    await operations.approve(meeting, by=held.chair)
    choices = AgreementChoices(witness="Saksi Contoh", position_code="X")
    await operations.change_agreement(meeting, made.id, choices, by=taker, revision=1)
    with pytest.raises(Moved):
        await operations.change_agreement(meeting, made.id, choices, by=taker, revision=1)
    with pytest.raises(Moved):
        await operations.issue_agreement(meeting, made.id, by=taker, revision=1)
    draft = await operations.agreement_paper(meeting, made.id, "docx", by=taker)
    assert "DRAF" not in words(draft.content)  # it hangs in the header
    assert "Nomor: …" in words(draft.content)
    out = await operations.issue_agreement(meeting, made.id, by=taker, revision=2)
    assert (out.state, out.number) == (AgreementState.ISSUED, "BA-001/BPSDM/07/2023")
    number = await LetterNumber.get(letter=made.id)
    assert (number.scope, number.state) == (DocumentType.OFFICIAL_RECORD, NumberState.ISSUED)
    document = await Issued.get(source_id=made.id)
    first = await operations.agreement_paper(meeting, made.id, "pdf", by=held.guest)
    kept = await IssuedFile.get(document_id=document.id, form="pdf")
    assert first.content == bytes(kept.content)
    assert faults(first.content, "PDF_A_3A", "PDF_UA_1") == []
    assert out.content["minutes"]["version"] == 1
    assert out.content["word_template"] is None
    said = [each["text"] for each in out.content["document"]["points"]]
    assert said == ["Kuota 30% kursi"]
    with pytest.raises(Conflict):
        await operations.change_agreement(meeting, made.id, choices, by=taker)
    with pytest.raises(Conflict):
        await operations.issue_agreement(meeting, made.id, by=taker)

    later = await operations.replace_agreement(meeting, made.id, by=taker)
    with pytest.raises(Conflict):
        await operations.replace_agreement(meeting, made.id, by=taker)
    assert (later.version, later.choices["witness"]) == (2, "Saksi Contoh")
    second = await operations.issue_agreement(meeting, later.id, by=taker)
    assert second.number == "BA-002/BPSDM/07/2023"
    assert second.content["document"]["edition"].endswith("menggantikan nomor " + out.number)
    await made.refresh_from_db()
    await document.refresh_from_db()
    assert made.state is AgreementState.REPLACED
    assert document.replaced_by_id == (await Issued.get(source_id=later.id)).id
    again = await operations.agreement_paper(meeting, made.id, "pdf", by=held.guest)
    assert again.content == first.content
    with pytest.raises(Conflict):
        await operations.void_agreement(meeting, made.id, "Keliru", by=taker)
    out_it_goes = ["agreement.issued", "document.issued", "document.issued"]
    assert await kinds(held) == [
        "agreement.drafted",
        "agreement.edited",
        *out_it_goes,
        "agreement.drafted",
        *out_it_goes,
    ]


@pytest.mark.postgres
async def test_what_is_taken_back_keeps_its_number_and_drafts_are_not_for_everybody(approved):
    meeting, taker = approved.meeting.id, approved.taker
    made = await operations.draft_agreement(meeting, ALL, by=taker)
    with pytest.raises(NotFound):
        await queries.find_agreement(meeting, made.id, to=approved.guest)
    await operations.void_agreement(meeting, made.id, "", by=taker)
    assert await LetterNumber.all().count() == 0
    out = await issued(approved, Parties(agencies=["Badan Kepegawaian Negara"]))
    parties = [each["agency"] for each in out.content["document"]["parties"]]
    assert parties == ["BPSDM Kemendagri", "Badan Kepegawaian Negara"]
    with pytest.raises(Invalid):
        await operations.void_agreement(meeting, out.id, " ", by=taker)
    await operations.void_agreement(meeting, out.id, "Salah nama pihak", by=taker)
    number = await LetterNumber.get(letter=out.id)
    assert (number.state, number.reason) == (NumberState.VOID, "Salah nama pihak")
    assert (await Issued.get(source_id=out.id)).revoked_at is not None
    read = await queries.agreements_read(await reading(meeting, to=approved.guest))
    assert [each.id for each in read] == [out.id]
    with pytest.raises(Invalid):
        await operations.draft_agreement(meeting, Parties(agencies=["Badan Lain"]), by=taker)
    for somebody in (approved.guest, approved.desk):
        with pytest.raises(Forbidden):
            await operations.draft_agreement(meeting, ALL, by=somebody)
    with pytest.raises(NotFound):
        await operations.draft_agreement(meeting, ALL, by=approved.stranger)


async def test_a_number_of_another_register_takes_none_here(approved):
    meeting, taker = approved.meeting.id, approved.taker
    made = await operations.draft_agreement(meeting, ALL, by=taker)
    choices = AgreementChoices(external_number="12/BA/2023", decisions=[1])
    await operations.change_agreement(meeting, made.id, choices, by=taker)
    for wrong in (AgreementChoices(decisions=[2]), AgreementChoices(number_pattern="BA")):
        with pytest.raises(Invalid):  # the second decision is confidential
            await operations.change_agreement(meeting, made.id, wrong, by=taker)
    out = await operations.issue_agreement(meeting, made.id, by=taker)
    assert (out.number, await LetterNumber.all().count()) == ("12/BA/2023", 0)
    later = await operations.replace_agreement(meeting, made.id, by=taker)
    assert later.choices["external_number"] == ""


async def test_it_is_printed_with_the_word_template_of_its_agency_which_is_named(held):
    agency = await held.meeting.organizer
    own = Document()
    own.add_paragraph("TEMPLAT SENDIRI {{ number }} {{ watermark }} {{ verification_line }}")
    own.add_paragraph("{% for p in points %}{{ p.text }}{% endfor %}")
    own.add_paragraph("{% for p in parties %}{{ p.name }}{% endfor %}")
    out = io.BytesIO()
    own.save(out)
    taken = await letters.check_word_template(out.getvalue(), StationeryKind.AGREEMENT)
    meeting, sha256 = held.meeting, hashlib.sha256(taken).hexdigest()
    for number, kind in ((4, StationeryKind.AGREEMENT), (7, StationeryKind.MINUTES)):
        await DocumentTemplate.create(
            agency=agency,
            kind=kind,
            number=number,
            filename="ba.docx",
            sha256=sha256,
            content=taken,
            added_at=meeting.starts_at,
            used_from=meeting.starts_at,
        )
    await operations.draft(meeting.id, by=held.taker)
    await operations.submit(meeting.id, by=held.taker)
    minutes = await operations.approve(meeting.id, by=held.chair)
    made = await issued(held)
    named = {"agency": "BPSDM", "sha256": sha256}
    assert minutes.content["word_template"] == {**named, "number": 7}
    assert made.content["word_template"] == {**named, "number": 4}
    paper = await operations.agreement_paper(meeting.id, made.id, "docx", by=held.guest)
    assert "TEMPLAT SENDIRI BA-001/BPSDM/07/2023" in words(paper.content)


async def test_the_parties_sign_the_issued_pdf_one_after_the_other(approved):
    meeting, taker = approved.meeting.id, approved.taker
    made = await issued(approved)
    paper = await operations.agreement_paper(meeting, made.id, "pdf", by=taker)
    one = await outside(paper.content, CHAIR)
    await operations.take_signed_agreement(meeting, made.id, one, by=taker)
    other = await outside(paper.content, TAKER)
    with pytest.raises(Conflict):  # it does not carry the first signature
        await operations.take_signed_agreement(meeting, made.id, other, by=taker)
    both = await outside(one, TAKER)
    await operations.take_signed_agreement(meeting, made.id, both, by=taker)
    now = await operations.agreement_paper(meeting, made.id, "pdf", by=approved.guest)
    found = await queries.agreed(meeting, made.id, to=approved.guest)
    assert now.content == both
    assert len(found.signatures) == 2
    await operations.void_agreement(meeting, made.id, "Keliru", by=taker)
    with pytest.raises(Conflict):
        await operations.take_signed_agreement(meeting, made.id, both, by=taker)


async def test_it_is_written_and_issued_on_its_pages(approved, as_person):
    here = f"/meetings/{approved.meeting.id}/agreements"
    async with as_person(approved.taker, page=True) as taker:
        begun = await taker.post(here, data={"agency": "Badan Kepegawaian Negara"})
        one = begun.headers["location"]
        form = (await taker.get(one)).text
        fields = {
            "revision": "1", "decisions[]": "1", "opening": "Kami sepakat:", "day": "",
            "signers.1.agency": "Badan Kepegawaian Negara", "signers.1.name": "Dewi Lestari",
            "number_pattern": "BA-{seq:03}/{unit}/{mm}/{yyyy}",
        }  # fmt: skip
        none = await taker.post(one, data={**fields, "decisions[]": []})
        await taker.post(one, data=fields)
        draft = await taker.get(f"{one}.pdf")
        await taker.post(f"{one}/issue", data={"revision": "2"})
        sheet = (await taker.get(one)).text
        why = await taker.post(f"{one}/void", data={"reason": ""})
        minutes = (await taker.get(f"/meetings/{approved.meeting.id}/minutes")).text
        replaced = await taker.post(f"{one}/replace", data={})
        listed = (await taker.get(here)).text
    assert (begun.status_code, draft.status_code, replaced.status_code) == (303, 200, 303)
    assert 'name="decisions[]" value="1" checked' in form
    assert "rahasia" not in re.sub(r"<[^>]+>", "", form.lower().replace("tidak rahasia", ""))
    assert "Pilih paling sedikit satu keputusan." in none.text
    assert "Kami sepakat:" in sheet
    assert "Dewi Lestari" in sheet
    assert "Nomor: BA-001/BPSDM/07/2023" in sheet
    assert "Tulis mengapa berita acara ini dibatalkan." in why.text
    assert "BA-001/BPSDM/07/2023" in minutes
    assert listed.count(f'href="{here}/') == 2


async def test_programs_do_the_same_and_the_code_tells_of_the_one_that_replaces(
    approved, as_person
):
    here = f"/api/v1/meetings/{approved.meeting.id}/agreements"
    async with as_person(approved.taker) as taker, as_person(approved.guest) as guest:
        made = (await taker.post(here, json={})).json()
        one = f"{here}/{made['id']}"
        hidden = await guest.get(one)
        changed = (await taker.patch(one, json={"closing": "Demikian."})).json()
        out = (await taker.post(f"{one}/issue", json={})).json()
        told = (await guest.get(one)).json()
        refused = await taker.patch(one, json={"closing": "Lain."})
        later = (await taker.post(f"{one}/replace", json={})).json()
        await taker.post(f"{here}/{later['id']}/issue", json={})
        listed = (await guest.get(here)).json()["items"]
        word = await guest.get(f"{one}.docx")
        fact = (await guest.get(f"/api/v1/verify/{out['code']}")).json()
        outside = await guest.post(here, json={})
        voided = (await taker.post(f"{here}/{later['id']}/void", json={"reason": "Salah"})).json()
    assert (hidden.status_code, refused.status_code, outside.status_code) == (404, 409, 403)
    assert changed["document"]["closing"] == "Demikian."
    assert (told["status"], told["choices"], told["number"]) == ("issued", None, out["number"])
    assert [(each["version"], each["status"]) for each in listed] == [
        (2, "issued"),
        (1, "replaced"),
    ]
    assert (fact["kind"], fact["replaced"], fact["replaced_by_version"]) == (
        "official_report",
        True,
        2,
    )
    assert hashlib.sha256(word.content).hexdigest() in {each["sha256"] for each in fact["files"]}
    assert voided["status"] == "void"
