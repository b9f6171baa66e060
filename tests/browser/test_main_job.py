"""A hybrid meeting from the first form to approved minutes, everybody in a browser of their own."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, expect

from rakor import words
from rakor.accounts.rules import Role
from rakor.directory import queries as directory
from tests.browser.cable import CUT_OFF, Cable, cable
from tests.browser.conftest import Browse, NewAccount
from tests.browser.watching import DESKTOP, PHONE, button, part, scanned, sideways, sign_in
from tests.browser.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-main-job")]

TITLE = "Rapat Koordinasi Teknis Pemetaan Program"
AGENDA = (
    ("Arahan Kepala BPSDM", 20),
    ("Kuota kursi pelatihan pejabat daerah", 45),
    ("Pembiayaan pengembangan kompetensi", 40),
)
GUESTS = """Bagus Prakosa <bagus@bkn.example.go.id>, BKN
Ma'ruf Al-Hakim <maruf@bkn.example.go.id>, BKN
Melati Puspitasari <melati@bpsdm.example.go.id>, BPSDM"""
RINA, WIRA = "rina@bpsdm.example.go.id", "wira@bpsdm.example.go.id"
SARI, BAGUS = "sari@bpsdm.example.go.id", "bagus@bkn.example.go.id"
DECISION = "Sekurang-kurangnya 30% kursi pelatihan disediakan bagi pejabat daerah."


async def test_a_meeting_from_its_first_form_to_approved_minutes(
    serve, browse: Browse, new_account: NewAccount, bpsdm, bkn
):
    for email, name, agency, role in (
        (RINA, "Rina Halim", "BPSDM", Role.ORGANIZER),
        (WIRA, "Wirakarsa Adinegara", "BPSDM", Role.PARTICIPANT),
        (SARI, "Sari Kusumawardhani", "BPSDM", Role.PARTICIPANT),
        (BAGUS, "Bagus Prakosa", "BKN", Role.PARTICIPANT),
    ):
        await new_account(email, name, agency, role)
    url = serve(RAKOR_DEMO="1")
    async with cable(url) as line:
        rina = await arrive(browse, url, RINA)
        taker = await arrive(browse, line.url, SARI)
        watcher = await arrive(browse, url, BAGUS, PHONE)
        chair = await arrive(browse, url, WIRA)

        meeting = await prepare(rina)
        await invite(rina, meeting)
        link = await read_letter(rina, "Bagus")
        guest = await browse(url, PHONE)
        code = await answer(guest, link)

        await follow(watcher, meeting)
        await open_and_write(taker, meeting, watcher)
        await register(rina, meeting, code)
        await decide(taker, watcher)
        await survive_a_cut(taker, watcher, line)
        await close(taker, watcher)

        await draft_minutes(taker, meeting)
        await approve(chair, meeting)
        await fetch(watcher, meeting)
        await see_follow_up(watcher)


async def arrive(browse: Browse, url: str, email: str, width: int = DESKTOP) -> Page:
    page = await browse(url, width)
    await sign_in(page, email, PASSWORD)
    return page


async def prepare(rina: Page) -> str:
    """Rina writes the meeting, its agenda and its officers, and publishes it."""
    starts = datetime.now(ZoneInfo("Asia/Jakarta")).replace(second=0, microsecond=0)
    await rina.goto("/meetings/new")
    await rina.get_by_label("Judul rapat").fill(TITLE)
    await rina.get_by_label("Cara hadir").select_option("hybrid")
    await rina.get_by_label("Mulai", exact=True).fill(f"{starts:%Y-%m-%dT%H:%M}")
    await rina.get_by_label("Berakhir").fill(f"{starts + timedelta(hours=3):%Y-%m-%dT%H:%M}")
    await rina.locator("[name=room]").fill("Ruang Rapat Cendrawasih")
    await rina.get_by_label("Layanan video").fill("Zoom")
    await rina.get_by_label("Tautan rapat daring").fill("https://zoom.example.go.id/j/9123")
    await button(rina, "Simpan draf").click()
    await expect(rina.get_by_role("heading", level=1)).to_have_text(TITLE)
    meeting = urlsplit(rina.url).path

    await rina.goto(f"{meeting}/agenda")
    for title, minutes in AGENDA:
        await rina.get_by_label("Pokok", exact=True).fill(title)
        await rina.get_by_label("Lama, menit").fill(str(minutes))
        await button(rina, "Tambahkan").click()
        await expect(rina.locator(".agenda")).to_contain_text(title)
    await expect(rina.locator(".agenda > li")).to_have_count(3)

    await rina.goto(f"{meeting}/parts")
    for email, role in ((WIRA, "chair"), (SARI, "minute_taker")):
        await rina.get_by_label("Alamat surel").fill(email)
        await rina.get_by_label("Bagian", exact=True).select_option(role)
        await button(rina, "Tetapkan").click()
    await expect(rina.get_by_role("main")).to_contain_text("Sari Kusumawardhani")

    await rina.goto(meeting)
    await button(rina, "Terbitkan rapat").click()
    await expect(rina.locator(".mhead")).to_contain_text("Terjadwal")
    return meeting


async def invite(rina: Page, meeting: str) -> None:
    await rina.goto(f"{meeting}/invitations/add")
    await rina.get_by_label("Yang diundang, satu baris satu orang").fill(GUESTS)
    await button(rina, "Masukkan ke daftar").click()
    await button(rina, "Kirim 3 undangan").click()
    await expect(button(rina, "Kirim 3 undangan")).to_have_count(0)
    # The page follows the letters being written and loads itself anew at the end.
    await expect(rina.locator("[data-progress]")).to_have_count(0, timeout=30_000)
    await expect(rina.get_by_role("main")).to_contain_text("Bagus Prakosa")


async def read_letter(rina: Page, name: str) -> str:
    """The letter as it would be sent; gives the personal link in it."""
    await rina.goto("/outbox")
    letter = rina.get_by_role("row").filter(has_text=name).get_by_role("link")
    for _attempt in range(50):
        if await letter.count():
            break
        await rina.wait_for_timeout(200)
        await rina.reload()
    await letter.first.click()
    text = await rina.locator("pre").first.text_content() or ""
    found = re.search(r"/r/[\w-]+", text)
    assert found, text
    return found.group()


async def answer(guest: Page, link: str) -> str:
    """On a phone, without an account; gives the code to show at the door."""
    await guest.goto(link)
    assert await sideways(guest) == []
    await guest.get_by_label("Hadir di ruang rapat").check()
    await button(guest, "Kirim jawaban").click()
    await expect(guest.get_by_role("main")).to_contain_text(
        re.compile("Jawaban Bapak/Ibu: .*ruang")
    )
    async with guest.expect_download() as begun:
        await guest.get_by_role("link", name="Berkas .ics").click()
    path = await (await begun.value).path()
    assert Path(path).read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    code = (await guest.locator(".qrcard .strong").text_content() or "").strip()
    assert await scanned(guest.locator(".qrcard .qr")) == code.replace("-", "")
    return code


async def follow(watcher: Page, meeting: str) -> None:
    """A participant watches; the page is not loaded again until the end of the meeting."""
    await watcher.goto(f"{meeting}/live")
    await watcher.evaluate("() => { window.never = 'loaded again'; }")


async def open_and_write(taker: Page, meeting: str, watcher: Page) -> None:
    await taker.goto(f"{meeting}/live")
    await part(taker, "open-meeting").click()
    await part(taker, "next").click()
    await expect(taker.locator("[data-part=rail] li.now")).to_contain_text(AGENDA[0][0])
    await expect(watcher.get_by_role("heading", name=AGENDA[0][0])).to_be_visible()

    note = taker.get_by_role("textbox", name="Catatan: Arahan")
    await note.click()
    await taker.keyboard.press("Control+b")
    await taker.keyboard.type("Peserta menyimak.")
    await taker.keyboard.press("Control+b")
    await taker.keyboard.press("Enter")
    await button(taker, "Daftar").first.click()
    await taker.keyboard.type("Kursi tersedia 2.450")
    await taker.keyboard.press("Enter")
    await taker.keyboard.type("Terpakai 18%")
    await expect(part(taker, "saved")).to_have_text(re.compile(r"^Tersimpan \d\d\.\d\d\.\d\d$"))
    shown = watcher.locator(".point.now .prose")
    await expect(shown.locator("strong")).to_have_text("Peserta menyimak.")
    await expect(shown.locator("li")).to_have_text(["Kursi tersedia 2.450", "Terpakai 18%"])


async def register(rina: Page, meeting: str, code: str) -> None:
    """At the door: a code, the same code again, a name, and somebody nobody invited."""
    await rina.goto(f"{meeting}/attendance/desk")
    field, verdict = part(rina, "scan"), part(rina, "result")
    await field.fill(code)
    await field.press("Enter")
    await expect(verdict).to_contain_text("Hadir")
    await expect(verdict.locator(".who")).to_have_text("Bagus Prakosa")
    await field.fill(code)
    await field.press("Enter")
    await expect(verdict).to_contain_text("Sudah dicatat, tidak dihitung lagi")
    await field.press_sequentially("maruf")
    await expect(part(rina, "hits")).to_contain_text("Ma'ruf Al-Hakim")
    await field.press("Enter")
    await expect(verdict.locator(".who")).to_have_text("Ma'ruf Al-Hakim")
    await rina.keyboard.press("F2")
    guest = part(rina, "guest")
    await guest.get_by_label("Nama").fill("Tamu Undangan")
    await guest.get_by_label("Instansi").fill("BKN")
    await button(guest, "Catat tamu hadir").click()
    await expect(verdict.locator(".who")).to_have_text("Tamu Undangan")
    await expect(rina.locator("[data-count=heads]").first).to_have_text("3")


async def decide(taker: Page, watcher: Page) -> None:
    await taker.keyboard.press("Control+Enter")
    form = part(taker, "decision-form")
    await form.get_by_label("Isi keputusan").fill(DECISION)
    await form.get_by_label("Penanggung jawab").fill("BKN")
    await form.get_by_label("Penanggung jawab").press("Enter")
    due = datetime.now(ZoneInfo("Asia/Jakarta")) + timedelta(days=30)
    await form.get_by_label("atau dalam").fill("5")
    worked = await directory.working_day_from(datetime.now(ZoneInfo("Asia/Jakarta")).date(), 5)
    await expect(form.get_by_label("Target selesai")).to_have_value(worked.isoformat())
    await form.get_by_label("atau dalam").fill("30")
    await form.get_by_label("Cara menghitung hari").select_option("hari kalender")
    await expect(form.get_by_label("Target selesai")).to_have_value(f"{due:%Y-%m-%d}")
    await expect(form.get_by_role("status")).to_have_text(words.date(due.date()))
    await button(form, "Simpan keputusan").click()
    decision = part(watcher, "decisions").locator(".dec")
    await expect(decision).to_have_count(1)
    await expect(decision.locator(".no")).to_have_text("1")
    await expect(decision).to_contain_text(DECISION)
    await expect(decision).to_contain_text("Badan Kepegawaian Negara")


async def survive_a_cut(taker: Page, watcher: Page, line: Cable) -> None:
    """The network goes, the minute-taker goes on; nothing is lost and nobody is misled."""
    taker.complaints.expect(CUT_OFF)
    note = taker.get_by_role("textbox", name="Catatan: Arahan")
    await line.cut()
    await note.click()
    await taker.keyboard.press("Control+End")
    await taker.keyboard.type("Ditulis saat jaringan putus")
    await expect(part(taker, "saved")).to_have_text(
        re.compile(r"^Terputus\. \d+ perubahan disimpan di perangkat ini$")
    )
    await taker.keyboard.type(", lalu diteruskan.")
    await expect(watcher.locator(".point.now .prose")).not_to_contain_text("Ditulis")
    await line.plug_in()
    await taker.evaluate("() => dispatchEvent(new Event('online'))")
    await expect(part(taker, "saved")).to_have_text(
        re.compile(r"^Tersimpan \d\d\.\d\d\.\d\d$"), timeout=20_000
    )
    await expect(watcher.locator(".point.now .prose > p").last).to_have_text(
        "Ditulis saat jaringan putus, lalu diteruskan."
    )


async def close(taker: Page, watcher: Page) -> None:
    await part(taker, "finish").click()
    await expect(taker.locator("[data-part=rail] li.ok")).to_have_count(1)
    await part(taker, "close-meeting").click()
    await button(taker.get_by_role("dialog"), "Tutup rapat").click()
    await expect(watcher.get_by_role("heading", name="Rapat telah selesai")).to_be_visible()
    assert await watcher.evaluate("() => window.never") == "loaded again"


async def draft_minutes(taker: Page, meeting: str) -> None:
    await taker.goto(f"{meeting}/minutes")
    await button(taker, "Susun draf notula").click()
    await expect(taker.locator(".sheet")).to_contain_text(DECISION)
    await taker.get_by_role("link", name="Pembukaan", exact=True).click()
    await taker.get_by_label("Isi").first.fill("Rapat dibuka oleh Kepala BPSDM.")
    await button(taker, "Simpan").click()
    await expect(taker.locator(".sheet")).to_contain_text("Rapat dibuka oleh Kepala BPSDM.")
    await button(taker, "Ajukan kepada pimpinan rapat").click()
    await expect(taker.get_by_role("main")).to_contain_text("Menunggu pimpinan rapat")


async def approve(chair: Page, meeting: str) -> None:
    await chair.goto(f"{meeting}/minutes")
    await button(chair, "Setujui notula").click()
    await button(chair.get_by_role("dialog"), "Setujui notula").click()
    await expect(button(chair, "Setujui notula")).to_have_count(0)


async def fetch(watcher: Page, meeting: str) -> None:
    """The participant reads the approved minutes and takes them home."""
    await watcher.goto(f"{meeting}/minutes")
    await expect(watcher.locator(".sheet")).to_contain_text("lalu diteruskan.")
    assert await sideways(watcher) == []
    for name, magic in (("PDF", b"%PDF"), ("DOCX", b"PK")):
        async with watcher.expect_download() as begun:
            await watcher.get_by_role("link", name=name, exact=True).click()
        path = await (await begun.value).path()
        assert Path(path).read_bytes().startswith(magic)


async def see_follow_up(watcher: Page) -> None:
    await watcher.goto("/follow-ups")
    await expect(watcher.get_by_role("main")).to_contain_text(DECISION)
