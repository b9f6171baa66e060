"""Letters through the doors: pages for people, JSON for programs."""

import pytest

from rakor.documents import qr
from rakor.letters import operations
from rakor.letters.models import LetterTemplate, OfficialLetter
from rakor.letters.rules import LetterState


async def test_a_letter_is_written_approved_and_issued_on_its_pages(desk, as_person):
    here = f"/meetings/{desk.meeting.id}/letter"
    async with as_person(desk.rina, page=True) as browser:
        assert 'action="' + here + '/new"' in (await browser.get(here)).text
        await browser.post(f"{here}/new", data={})
        letter = await OfficialLetter.get(meeting_id=desk.meeting.id)
        typed = {
            "revision": str(letter.revision),
            "subject": "Undangan Rakortek",
            "copies": "Menteri Contoh\r\n\r\nSekretaris Jenderal",
            "approvers": desk.head.person.email,
            "acting_from": "",
            "attach_to_mail": "true",
        }
        saved = await browser.post(here, data=typed)
        stale = await browser.post(here, data=typed)
        page = await browser.get(here)
        preview = await browser.post(f"{here}/preview", data={"subject": "Belum disimpan"})
        await browser.post(f"/letters/{letter.id}/submit", data={})
    await letter.refresh_from_db()
    assert (saved.status_code, stale.status_code, letter.state) == (303, 412, LetterState.IN_REVIEW)
    assert letter.copies == ["Menteri Contoh", "Sekretaris Jenderal"]
    assert page.text.count('src="data:image/png;base64,') == 2
    assert preview.text.count('src="data:image/png;base64,') == 2
    async with as_person(desk.head, page=True) as browser:
        assert (await browser.get(f"/letters/{letter.id}")).status_code == 200
        assert "Beri paraf pada Undangan Rakortek" in (await browser.get("/")).text
        approved = await browser.post(f"/letters/{letter.id}/approve", data={})
    assert approved.headers["location"] == f"/letters/{letter.id}"
    async with as_person(desk.rina, page=True) as browser:
        issued = await browser.post(f"/letters/{letter.id}/issue", data={})
        page = await browser.get(here)
        made = await browser.get(f"/letters/{letter.id}.pdf")
        register = await browser.get("/letters/numbers")
    assert issued.headers["location"] == here
    await letter.refresh_from_db()
    assert letter.number in page.text
    assert made.headers["content-disposition"] == (
        'attachment; filename="surat-undangan-rapat-koordinasi-teknis.pdf"'
    )
    assert letter.number in register.text


async def test_what_is_refused_comes_back_on_the_page_with_what_was_typed(desk, as_person):
    letter = await desk.draft()
    async with as_person(desk.rina, page=True) as browser:
        page = await browser.post(
            f"/meetings/{desk.meeting.id}/letter",
            data={"subject": "Undangan lain", "opening": "Dalam {acara.x}"},
        )
        void = await browser.post(f"/letters/{letter.id}/void", data={"reason": ""})
    assert page.status_code == 422
    assert 'value="Undangan lain"' in page.text
    assert "Isian {acara.x} tidak dikenal" in page.text
    assert void.status_code == 422


async def test_the_api_tells_the_whole_life_of_a_letter(desk, as_person):
    async with as_person(desk.rina) as program:
        made = await program.post(
            f"/api/v1/meetings/{desk.meeting.id}/letters",
            json={"approvers": [str(desk.head.id)], "urgency": "urgent"},
        )
        one = f"/api/v1/letters/{made.json()['id']}"
        moved = await program.patch(one, json={"dress": "Batik"}, headers={"If-Match": '"99"'})
        changed = await program.patch(one, json={"dress": "Batik"}, headers={"If-Match": '"1"'})
        submitted = await program.post(f"{one}/submit", json={})
        refused = await program.post(f"{one}/approve", json={})
    async with as_person(desk.head) as program:
        approved = await program.post(f"{one}/approve", json={})
    async with as_person(desk.rina) as program:
        issued = await program.post(f"{one}/issue", json={})
        asked = await program.post(f"{one}/copies", json={"form": "docx"})
        while await operations.work_copies():
            pass
        ready = await program.get(f"{one}/copies/{asked.json()['id']}")
        listed = await program.get(f"/api/v1/meetings/{desk.meeting.id}/letters")
        numbers = await program.get("/api/v1/letter-numbers?agency=BPSDM&year=2030")
        void = await program.post(f"{one}/void", json={"reason": "Tanggal berubah"})
    assert made.status_code == 201
    assert (moved.status_code, refused.status_code, asked.status_code) == (412, 403, 202)
    assert [each.json()["status"] for each in (changed, submitted, approved, issued, void)] == [
        "draft",
        "in_review",
        "approved",
        "issued",
        "void",
    ]
    assert set(issued.json()["sha256"]) == {"pdf", "docx"}
    assert (ready.json()["status"], ready.json()["total"]) == ("ready", 3)
    assert [item["id"] for item in listed.json()["items"]] == [made.json()["id"]]
    assert numbers.status_code == 200


async def test_a_logo_is_believed_by_its_content_and_printed(desk, as_person):
    here = f"/letters/templates/{desk.template.id}/logo"
    async with as_person(desk.keeper, page=True) as browser:
        wrong = await browser.post(here, files={"logo": ("logo.png", b"<svg/>", "image/png")})
        right = await browser.post(here, files={"logo": ("x", qr.png("x"), "text/plain")})
        template = await LetterTemplate.get(id=desk.template.id)
        none = await browser.post(here, files={"logo": ("", b"", "image/png")})
    assert (wrong.status_code, right.status_code, none.status_code) == (422, 303, 303)
    assert (template.logo, template.logo_type) == (qr.png("x"), "image/png")
    assert (await LetterTemplate.get(id=desk.template.id)).logo is None


async def test_a_damaged_picture_is_refused_before_it_is_kept(desk, as_person):
    content = qr.png("x")
    broken = content[:60] + bytes(len(content) - 72) + content[-12:]
    async with as_person(desk.keeper, page=True) as browser:
        answer = await browser.post(
            f"/letters/templates/{desk.template.id}/logo",
            files={"logo": ("logo.png", broken, "image/png")},
        )
    assert answer.status_code == 422
    assert (await LetterTemplate.get(id=desk.template.id)).logo is None


@pytest.mark.parametrize("path", ["/letters/templates", "/letters/numbers"])
async def test_whoever_only_takes_part_sees_neither_templates_nor_numbers(desk, as_person, path):
    async with as_person(desk.guest, page=True) as browser:
        assert (await browser.get(path)).status_code == 403
