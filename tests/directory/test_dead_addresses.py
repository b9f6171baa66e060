"""An address that letters come back from is marked where people keep it."""

from rakor.mail.addresses import mark_dead


async def test_a_person_whose_letters_come_back_is_seen_as_such(rina, admin, as_person):
    async with as_person(admin, page=True) as browser:
        before = await browser.get(f"/directory/people/{rina.id}")
        await mark_dead("RINA.HALIM@example.go.id", detail="550 5.1.1 No such user")
        after = await browser.get(f"/directory/people/{rina.id}")

    assert before.status_code == 200
    assert [page.text.count("Alamat bermasalah") for page in (before, after)] == [0, 1]
