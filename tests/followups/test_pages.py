"""Follow-ups for people: the board, one with its form, those of a meeting."""

import re

from rakor.followups.models import Progress


def cards(page: str) -> set[str]:
    return set(re.findall(r'class="fu [^"]*" href="/follow-ups/([^"]+)"', page))


async def test_the_board_shows_what_somebody_may_see_by_agency(owed, as_person):
    async with as_person(owed.people["owner"], page=True) as browser:
        page = (await browser.get("/follow-ups")).text

    assert cards(page) == {str(owed.late.id), str(owed.earlier.id)}
    assert 'aria-label="Badan Kepegawaian Negara"' in page
    assert "3 hari terlambat" in page


async def test_the_board_is_narrowed_in_the_address(owed, as_person):
    async with as_person(owed.people["chair"], page=True) as browser:
        late = cards((await browser.get("/follow-ups?only=overdue")).text)
        soon = cards((await browser.get("/follow-ups?only=soon&agency=KEMENKES")).text)
        rows = (await browser.get("/follow-ups?view=table")).text
        strange = await browser.get("/follow-ups?only=everything")

    assert late == {str(owed.late.id), str(owed.earlier.id)}
    assert soon == {str(owed.soon.id)}
    assert rows.count('<a href="/follow-ups/') == 4
    assert strange.status_code == 422


async def test_progress_is_reported_on_the_page(owed, as_person):
    url = f"/follow-ups/{owed.late.id}"
    async with as_person(owed.people["owner"], page=True) as browser:
        form = (await browser.get(url)).text
        assert 'value="done"' not in form
        said = {"status": "in_progress", "note": "Baris satu\nbaris <dua>", "revision": "0"}
        done = await browser.post(url, data={**said, "evidence": "https://example.go.id/bukti"})
        page = (await browser.get(url)).text
        stale = await browser.post(url, data={**said, "note": "Jangan hilang"})

    assert (done.status_code, done.headers["location"]) == (303, url)
    assert "Baris satu<br>baris &lt;dua&gt;" in page
    assert '<a href="https://example.go.id/bukti" rel="noopener noreferrer nofollow">' in page
    assert (stale.status_code, "Jangan hilang" in stale.text) == (412, True)
    assert await Progress.all().count() == 1


async def test_evidence_is_a_link_only_when_it_is_safe_to_click(owed, as_person):
    url = f"/follow-ups/{owed.late.id}"
    async with as_person(owed.people["owner"], page=True) as browser:
        said = {"status": "in_progress", "evidence": "javascript:alert(1)"}
        await browser.post(url, data=said)
        page = (await browser.get(url)).text

    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page


async def test_participants_read_and_strangers_see_nothing(owed, as_person):
    url = f"/follow-ups/{owed.late.id}"
    async with as_person(owed.people["guest"], page=True) as guest:
        read = await guest.get(url)
        refused = await guest.post(url, data={"status": "in_progress"})
    async with as_person(owed.people["stranger"], page=True) as stranger:
        unseen = await stranger.get(url)

    assert (read.status_code, "Kirim laporan" in read.text) == (200, False)
    assert (refused.status_code, unseen.status_code) == (403, 404)


async def test_a_meeting_shows_its_own_and_what_is_open_before_it(owed, as_person):
    async with as_person(owed.people["guest"], page=True) as browser:
        page = await browser.get(f"/meetings/{owed.meeting.id}/follow-ups")
    async with as_person(owed.people["stranger"], page=True) as browser:
        unseen = await browser.get(f"/meetings/{owed.meeting.id}/follow-ups")

    assert cards(page.text) == {str(owed.late.id), str(owed.soon.id), str(owed.earlier.id)}
    assert unseen.status_code == 404
