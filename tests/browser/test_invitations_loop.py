"""A change is drafted, read and told to some; a deputy is sent from a phone and let in."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from playwright.async_api import Page, expect

from rakor.accounts import operations as accounts
from rakor.accounts.models import Account, User
from rakor.directory import operations as directory
from rakor.directory.rules import AgencyFacts
from rakor.invitations.models import Invitation
from rakor.invitations.queries import personal_token
from rakor.invitations.rules import RsvpStatus
from rakor.mail.models import OutgoingMail
from tests.browser.conftest import Browse
from tests.browser.loop import furnish_loop
from tests.browser.watching import PHONE, button, sign_in
from tests.browser.world import AGENCIES, PASSWORD, PEOPLE, Places

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-pages")]


@pytest.fixture
async def loop(db: str, serve) -> tuple[str, Places]:
    """A server on a series whose invitations were sent."""
    users = {}
    for who in ("admin", "organizer"):
        account = await accounts.register_account(*PEOPLE[who], PASSWORD)
        fresh = await Account.get(id=account.id).prefetch_related("person__agency")
        users[who] = User.of(fresh)
    for code, name, short, kind in AGENCIES:
        facts = AgencyFacts(code=code, name=name, short_name=short, kind=kind)
        await directory.add_agency(facts, by=users["admin"])
    places = await furnish_loop(users["organizer"], changed=False)
    return serve(), places


async def test_invitations_go_round(browse: Browse, loop: tuple[str, Places], tmp_path: Path):
    url, places = loop
    rina = await browse(url)
    await sign_in(rina, PEOPLE["organizer"][0], PASSWORD)
    await move_to_another_room(rina, places)
    await tell_some_and_not_others(rina, places)
    await send_a_deputy(await browse(url, PHONE), places, tmp_path)
    await let_a_deputy_in(rina, places)


async def move_to_another_room(rina: Page, places: Places) -> None:
    await rina.goto(f"/meetings/{places['loop']}/edit")
    await rina.locator("[name=room]").fill("Ruang Rapat Cendrawasih")
    await button(rina, "Simpan sebagai draf pemberitahuan").click()
    await expect(rina.get_by_role("heading", level=1)).to_be_visible()
    await rina.goto(f"/meetings/{places['loop']}/invitations")
    await expect(rina.get_by_role("link", name=re.compile("Draf pemberitahuan"))).to_be_visible()


async def tell_some_and_not_others(rina: Page, places: Places) -> None:
    before = await OutgoingMail.all().count()
    await rina.get_by_role("link", name=re.compile("Draf pemberitahuan")).click()
    row = rina.get_by_role("row").filter(has_text="Ruang Rapat Anggrek")
    await expect(row).to_contain_text("Ruang Rapat Cendrawasih")
    people = rina.get_by_role("checkbox")
    waiting = await people.count()
    await rina.get_by_role("link", name="Lihat suratnya Bagus Prakosa").click()
    await expect(rina.get_by_role("main")).to_contain_text("Ruang Rapat Cendrawasih")
    await rina.go_back()
    for n in range(1, waiting):
        await people.nth(n).uncheck()
    await rina.get_by_label("Catatan dalam surat").fill("Mohon maaf atas perubahan ini.")
    await button(rina, "Kirim ke yang dicentang").click()
    await expect(rina.get_by_role("checkbox")).to_have_count(waiting - 1)
    await button(rina, "Buang yang dicentang").click()
    await expect(rina.get_by_role("main")).to_contain_text("Tidak ada draf pemberitahuan")

    bagus = await Invitation.get(meeting_id=UUID(places["loop"]), name="Bagus Prakosa")
    for _look in range(100):
        told = await OutgoingMail.all().order_by("id").offset(before)
        if told:
            break
        await rina.wait_for_timeout(100)
    assert [mail.subject_id for mail in told] == [bagus.id]
    assert b"Mohon maaf atas perubahan ini." in bytes(told[0].message)


async def send_a_deputy(phone: Page, places: Places, folder: Path) -> None:
    seat = await Invitation.get(meeting_id=UUID(places["loop"]), name__startswith="Melati")
    scan = folder / "surat-tugas.pdf"
    scan.write_bytes(b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    await phone.goto(f"/r/{personal_token(seat)}")
    await phone.get_by_role("radio", name="Diwakilkan Pejabat lain").check()
    await phone.get_by_label("Nama wakil").fill("Intan Permata")
    await phone.get_by_label("Jabatan wakil").fill("Kepala Bagian Umum")
    await phone.get_by_label("Alamat surel wakil").fill("intan@kemenkes.example.go.id")
    await phone.get_by_label("Nomor surat tugas").fill("ST-77/KEMENKES")
    await phone.get_by_label("Tanggal surat tugas").fill("2026-11-20")
    await phone.get_by_label("Penanda tangan").fill("Sekretaris Jenderal")
    await phone.get_by_label("Berkas surat tugas").set_input_files(scan)
    await button(phone, "Kirim jawaban").click()
    await expect(phone.get_by_role("main")).to_contain_text("Intan Permata")


async def let_a_deputy_in(rina: Page, places: Places) -> None:
    meeting = UUID(places["loop"])
    await rina.goto(f"/meetings/{meeting}/invitations")
    sent = rina.get_by_role("row").filter(has_text="Melati")
    await expect(sent).to_contain_text("Diwakilkan")
    await expect(sent.get_by_role("link", name="Surat tugas ST-77/KEMENKES")).to_be_visible()
    await rina.get_by_role("link", name=re.compile("Wakil menunggu keputusan")).click()
    await button(rina, "Terima Dewi Anjani").click()
    given = rina.get_by_role("row").filter(has_text="Ma'ruf Al-Hakim").last
    await expect(given).to_contain_text("Dewi Anjanibelum menjawab")

    maruf = await Invitation.get(meeting_id=meeting, name__startswith="Ma'ruf")
    assert maruf.status is RsvpStatus.DELEGATED
