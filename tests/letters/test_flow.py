"""A letter from the draft to the day it is issued or void."""

import asyncio
import hashlib
import zipfile
from io import BytesIO

import pytest

from rakor import journal
from rakor.errors import Conflict, Forbidden, Invalid, Moved, NotFound
from rakor.invitations.models import Enclosure, Invitation
from rakor.invitations.queries import personal_url
from rakor.letters import operations, queries
from rakor.letters.models import LetterFile, LetterNumber, OfficialLetter
from rakor.letters.rules import (
    BundleForm,
    BundleState,
    LetterFacts,
    LetterState,
    NumberState,
    SigningMode,
)
from rakor.meetings.models import Meeting


async def papers(letter, desk) -> dict[str, bytes]:
    return {
        form: (await operations.paper(letter.id, form, by=desk.rina)).content
        for form in ("pdf", "docx")
    }


async def kinds(meeting) -> list[str]:
    found = [entry.kind for entry in await journal.since(meeting.id, 0)]
    return [kind for kind in found if kind.startswith("letter")]


async def test_a_draft_is_filled_from_meeting_template_and_office(desk):
    letter = await desk.draft()
    assert (
        letter.subject,
        letter.agenda,
        letter.leader,
        letter.signer_title,
        letter.signer_name,
        letter.city,
        letter.copies,
        letter.position_code,
    ) == (
        "Undangan Rapat Koordinasi Teknis",
        "Pemetaan program pengembangan kompetensi daerah",
        "Kepala Badan",
        "Kepala Badan",
        "Wira Adinegara",
        "Jakarta",
        ["Menteri Contoh (sebagai laporan)", "Sekretaris Jenderal"],
        "BPSDM",
    )
    assert await kinds(desk.meeting) == ["letter.drafted"]
    with pytest.raises(Conflict):
        await desk.draft()


@pytest.mark.postgres
async def test_each_in_the_line_approves_in_turn_then_it_is_issued_once(engine, desk):
    letter = await desk.draft(approvers=[desk.secretary.person.email, str(desk.head.id)])
    with pytest.raises(NotFound):
        await queries.find(letter.id, to=desk.secretary)
    await operations.submit(letter.id, by=desk.rina)
    with pytest.raises(Forbidden):
        await operations.approve(letter.id, by=desk.head)
    with pytest.raises(Conflict):
        await operations.issue(letter.id, by=desk.rina)
    assert [each.id for each in await queries.waiting_for(desk.secretary)] == [letter.id]
    await operations.approve(letter.id, by=desk.secretary)
    await operations.approve(letter.id, by=desk.head)
    answers = await asyncio.gather(
        operations.issue(letter.id, by=desk.rina),
        operations.issue(letter.id, by=desk.rina),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in answers) in (
        ["Conflict", "OfficialLetter"],
        ["Moved", "OfficialLetter"],
    )
    issued = await OfficialLetter.get(id=letter.id)
    numbers = await LetterNumber.all()
    assert (issued.state, issued.number) == (LetterState.ISSUED, numbers[0].text)
    assert [(row.state, row.letter) for row in numbers] == [(NumberState.ISSUED, letter.id)]
    assert (await Meeting.get(id=desk.meeting.id)).letter_number == issued.number
    assert await kinds(desk.meeting) == [
        "letter.drafted",
        "letter.submitted",
        "letter.approved",
        "letter.approved",
        "letter.issued",
    ]


async def test_a_return_says_why_and_the_line_begins_anew(desk):
    letter = await desk.draft(approvers=[str(desk.secretary.id), str(desk.head.id)])
    await operations.submit(letter.id, by=desk.rina)
    await operations.approve(letter.id, by=desk.secretary)
    with pytest.raises(Invalid):
        await operations.return_(letter.id, "  ", by=desk.head)
    await operations.return_(letter.id, "Perbaiki tembusan.", by=desk.head)
    draft = await queries.find(letter.id, to=desk.rina)
    steps = (await queries.standing(draft, to=desk.rina)).steps
    assert draft.state is LetterState.DRAFT
    assert [(step.state.value, step.comment) for step in steps] == [
        ("approved", ""),
        ("returned", "Perbaiki tembusan."),
    ]
    await operations.submit(letter.id, by=desk.rina)
    steps = (await queries.standing(draft, to=desk.rina)).steps
    assert [step.state.value for step in steps] == ["waiting", "waiting"]


async def test_what_could_not_be_issued_is_not_submitted(desk):
    letter = await desk.draft(
        signing_mode="plt", decree_number="", opening="Dengan hormat {tema} {batas_jawaban}"
    )
    with pytest.raises(Invalid) as refused:
        await operations.submit(letter.id, by=desk.rina)
    assert [error["field"] for error in refused.value.errors] == ["decree_number", "acting_from"]
    await Meeting.filter(id=desk.meeting.id).update(answer_by=None)
    await operations.change(letter.id, LetterFacts(signing_mode=SigningMode.OWN), by=desk.rina)
    with pytest.raises(Invalid) as refused:
        await operations.submit(letter.id, by=desk.rina)
    assert {error["field"] for error in refused.value.errors} == {"opening", "closing"}


@pytest.mark.parametrize("text", ["{rapat.__class__}", "{0}", "{nama}", "{rapat", "rapat}"])
async def test_no_placeholder_but_those_that_are_named(desk, text):
    letter = await desk.draft()
    with pytest.raises(Invalid) as refused:
        await operations.change(letter.id, LetterFacts(opening=text), by=desk.rina)
    assert [error["field"] for error in refused.value.errors] == ["opening"]


async def test_the_bytes_of_an_issued_letter_never_change(desk):
    letter = await desk.issued()
    first = {
        form: await operations.paper(letter.id, form, by=desk.rina) for form in ("pdf", "docx")
    }
    await Meeting.filter(id=desk.meeting.id).update(title="Judul baru", room="Lain")
    again = {
        form: await operations.paper(letter.id, form, by=desk.rina) for form in ("pdf", "docx")
    }
    kept = {row.form: row.sha256 for row in await LetterFile.filter(letter_id=letter.id)}
    assert {form: made.content for form, made in first.items()} == {
        form: made.content for form, made in again.items()
    }
    assert kept == {form: hashlib.sha256(made.content).hexdigest() for form, made in first.items()}
    with pytest.raises(Conflict):
        await operations.change(letter.id, LetterFacts(subject="Lain"), by=desk.rina)


async def test_a_void_letter_leaves_its_number_with_the_reason_and_a_new_one_gets_the_next(desk):
    letter = await desk.issued(attach_to_mail=True)
    assert await Enclosure.all().count() == 1
    await operations.void(letter.id, "Tanggal rapat berubah", by=desk.rina)
    assert await Enclosure.all().count() == 0
    assert (await Meeting.get(id=desk.meeting.id)).letter_number == ""
    second = await desk.issued()
    rows = await LetterNumber.all().order_by("seq")
    assert [(row.seq, row.state, row.reason) for row in rows] == [
        (1, NumberState.VOID, "Tanggal rapat berubah"),
        (2, NumberState.ISSUED, ""),
    ]
    assert second.number == rows[1].text


async def test_a_number_from_elsewhere_takes_none_of_ours(desk):
    letter = await desk.issued(external_number="UND-77/SRIKANDI/2030")
    assert letter.number == "UND-77/SRIKANDI/2030"
    assert await LetterNumber.all().count() == 0


async def test_a_secret_letter_is_not_mailed(desk):
    letter = await desk.draft()
    with pytest.raises(Invalid) as refused:
        await operations.change(
            letter.id,
            LetterFacts.model_validate({"security_class": "confidential", "attach_to_mail": True}),
            by=desk.rina,
        )
    assert [error["field"] for error in refused.value.errors] == ["attach_to_mail"]


async def test_every_invitation_gets_its_own_copy_once_also_those_who_come_later(desk):
    letter = await desk.issued(addressee_mode="single", attach_to_mail=True)
    while await operations.enclose_copies():
        pass
    rows = await Enclosure.all()
    assert {row.invitation_id for row in rows} == {each.id for each in desk.invitations}
    assert len({row.sha256 for row in rows}) == 3
    await Invitation.filter(id=desk.invitations[0].id).update(generation=2)
    assert await operations.enclose_copies()
    assert not await operations.enclose_copies()
    assert await Enclosure.all().count() == 3
    await operations.void(letter.id, "Keliru", by=desk.rina)
    assert await Enclosure.all().count() == 0


async def test_copies_for_all_are_made_by_the_worker_and_thrown_away(desk):
    letter = await desk.draft()
    with pytest.raises(Conflict):
        await operations.ask_copies(letter.id, BundleForm.ZIP, by=desk.rina)
    await operations.submit(letter.id, by=desk.rina)
    await operations.issue(letter.id, by=desk.rina)
    bundle = await operations.ask_copies(letter.id, BundleForm.ZIP, by=desk.rina)
    with pytest.raises(Conflict):
        await operations.download_copies(letter.id, bundle.id, by=desk.rina)
    while await operations.work_copies():
        pass
    ready = await operations.find_bundle(letter.id, bundle.id, by=desk.rina)
    made = await operations.download_copies(letter.id, bundle.id, by=desk.rina)
    assert (ready.state, ready.done, ready.total) == (BundleState.READY, 3, 3)
    with zipfile.ZipFile(BytesIO(made.content)) as archive:
        assert archive.namelist() == [
            "001-sekretaris-daerah.pdf",
            "002-bagus-prakosa.pdf",
            "003-dewi-lestari.pdf",
        ]
    with pytest.raises(NotFound):
        await operations.find_bundle(letter.id, bundle.id, by=desk.guest)


async def test_two_who_change_it_at_once_do_not_overwrite_each_other(desk):
    letter = await desk.draft()
    facts = LetterFacts(subject="Undangan Rapat Teknis")
    await operations.change(letter.id, facts, by=desk.rina, revision=letter.revision)
    with pytest.raises(Moved):
        await operations.change(letter.id, facts, by=desk.rina, revision=letter.revision)


async def test_words_for_a_messenger_hold_the_personal_link_and_opening_them_is_recorded(desk):
    invitation = desk.invitations[1]
    _who, text = await operations.message(invitation.id, by=desk.rina)
    lines = text.split("\n")
    assert lines[0] == "Yth. Bagus Prakosa"
    assert "Pukul: 09.00 – 12.00 WIB (11.00 WIT / 10.00 WITA)" not in lines
    assert "Pukul: 09.00 – 12.00 WIB (10.00 WITA / 11.00 WIT)" in lines
    assert personal_url(invitation) in lines
    read = await journal.Entry.filter(kind="invitation_message.viewed")
    assert [entry.subject for entry in read] == [invitation.person_id]
