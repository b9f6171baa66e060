"""The life of minutes for people: reviewers, remarks, history, requests and versions on pages."""

import re

from rakor.minutes import operations
from rakor.minutes.models import Minutes, MinutesComment, MinutesCorrection, MinutesReview


async def test_review_happens_on_the_page(held, as_person):
    key, page = held.meeting.id, held.page
    await operations.draft(key, by=held.taker)
    async with (
        as_person(held.taker, page=True) as taker,
        as_person(held.chair, page=True) as chair,
        as_person(held.stranger, page=True) as reviewer,
    ):
        asked = {"reviewers": held.stranger.person.email, "due": "2099-01-05T12:00"}
        named = await taker.post(f"{page}/reviewers", data={"revision": "1", **asked})
        assert named.status_code == 303
        form = (await taker.get(f"{page}/reviewers")).text
        assert 'value="2099-01-05T12:00"' in form
        assert held.stranger.person.email in form
        wrong = await taker.post(f"{page}/reviewers", data={"reviewers": "x@y.go.id", "due": "?"})
        assert wrong.status_code == 422
        assert "Ajukan kepada pemaraf" in (await taker.get(page)).text
        await taker.post(f"{page}/submit", data={"revision": "2"})
        assert "Menunggu paraf" in (await chair.get(page)).text
        waits = f'href="{page}"'
        assert waits in (await reviewer.get("/")).text
        assert waits not in (await chair.get("/")).text
        assert "Bubuhkan paraf" in (await reviewer.get(page)).text
        said = {"section": "opening", "text": "Jamnya?"}
        await reviewer.post(f"{page}/comments", data=said)
        assert "Jamnya?" in (await taker.get(page)).text
        note = await MinutesComment.get()
        await taker.post(f"{page}/comments/{note.id}/settle", data={"settled": "true"})
        assert "Selesai, Sari Kusumawardhani" in (await reviewer.get(page)).text
        done = await reviewer.post(f"{page}/initial", data={"revision": "3"})
        assert done.headers["location"] == "/"
        assert (await reviewer.get(page)).status_code == 404
        assert (await chair.get(f"{page}/stand-in")).status_code == 200
        named = await chair.post(
            f"{page}/stand-in",
            data={"revision": "4", "person": held.stranger.person.email, "mode": "a_n",
                  "title": "Sekretaris", "chain": "Kepala Badan"},
        )  # fmt: skip
        assert named.status_code == 303
        assert ">Kepala Badan</textarea>" in (await chair.get(f"{page}/stand-in")).text
        assert "di tempat pimpinan rapat" in (await reviewer.get(page)).text
        await reviewer.post(f"{page}/approve", data={"revision": "5"})
        assert "a.n. Kepala Badan" in (await taker.get(page)).text

    assert (await MinutesReview.get()).due.hour == 5  # 12.00 WIB


async def test_wordings_requests_and_versions_are_seen_and_compared(held, as_person):
    key, page = held.meeting.id, held.page
    await operations.draft(key, by=held.taker)
    async with (
        as_person(held.taker, page=True) as taker,
        as_person(held.chair, page=True) as chair,
        as_person(held.guest, page=True) as guest,
    ):
        fields = {"asked.0.who": "Bagus (BKN)", "asked.0.question": "Kapan berlaku?"}
        await taker.post(f"{page}/edit/qa", data={"revision": "1", **fields})
        await taker.post(f"{page}/edit/qa", data={"revision": "2", "asked.0.who": ""})
        history = (await taker.get(f"{page}/sections/qa")).text
        assert re.search(r"<del><span class=\"vh\">dihapus: </span>.*?</del>", history)
        await taker.post(f"{page}/sections/qa/restore", data={"revision": "3", "back_to": "2"})
        assert "Kapan berlaku?" in (await taker.get(page)).text
        await taker.post(f"{page}/submit", data={"revision": "4"})
        await chair.post(f"{page}/approve", data={"revision": "5"})
        await guest.post(f"{page}/corrections", data={"section": "closing", "text": "Pukul 12.10."})
        wish = await MinutesCorrection.get()
        assert "Pukul 12.10." in (await taker.get(f"{page}/corrections")).text
        url = f"{page}/corrections/{wish.id}"
        assert (await taker.post(url, data={"accept": "false"})).status_code == 422
        await taker.post(url, data={"accept": "true", "answer": "Benar."})
        assert "Benar." in (await guest.get(f"{page}/corrections")).text
        empty = await taker.post(f"{page}/amend", data={"reason": " "})
        assert empty.status_code == 422
        await taker.post(f"{page}/amend", data={"reason": "Jam penutupan"})
        await taker.post(f"{page}/edit/closing", data={"revision": "1", "text.0": "Pukul 12.10."})
        assert (await guest.get(f"{page}/versions/2")).status_code == 404
        await taker.post(f"{page}/submit", data={"revision": "2"})
        await chair.post(f"{page}/approve", data={"revision": "3"})
        changes = (await guest.get(f"{page}/versions/2/changes")).text
        assert "Penutup" in changes
        assert "Pukul 12.10." in changes
        assert "Pembukaan" not in changes.partition("<main")[2]
        old = (await guest.get(f"{page}/versions/1")).text
        assert "Versi lama" in old
        assert ".pdf?version=1" in old

    assert [each.state.value for each in await Minutes.all().order_by("version")] == [
        "amended",
        "approved",
    ]
