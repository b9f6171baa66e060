import re

from rakor.attendance.models import Head, Scan
from rakor.invitations.queries import checkin_code, personal_token
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Part, State


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


async def test_the_desk_works_without_script(meeting, invite, dewi, bkn, as_person):
    sari = await invite("Sari Utami", bkn)
    url = f"/meetings/{meeting.id}/attendance/desk"
    async with as_person(dewi, page=True) as browser:
        page = await browser.get(url)
        form = {"nonce": hidden(page.text, "nonce"), "device": "Meja 1", "channel": "room"}
        scanned = await browser.post(url, data=form | {"text": checkin_code(sari)})
        shown = await browser.get(scanned.headers["location"])
        again = await browser.post(url, data=form | {"text": checkin_code(sari)})

    assert (page.status_code, scanned.status_code) == (200, 303)
    assert '<p class="who">Sari Utami</p>' in shown.text
    assert again.headers["location"] == scanned.headers["location"]
    assert await Scan.all().count() == 1


async def test_a_name_typed_without_script_finds_the_invitation(
    meeting, invite, dewi, bkn, as_person
):
    sari = await invite("Nur’aini Hasibuan", bkn)
    await invite("Tono", bkn)
    url = f"/meetings/{meeting.id}/attendance/desk"
    async with as_person(dewi, page=True) as browser:
        asked = await browser.post(url, data={"text": "nuraini bkn", "nonce": "1"})
        hits = await browser.get(asked.headers["location"])
        done = await browser.post(
            url, data={"invitation": hidden(hits.text, "invitation"), "nonce": "2"}
        )

    assert hits.text.count("data-invitation=") == 1
    assert done.status_code == 303
    assert [head.invitation_id for head in await Head.all()] == [sari.id]


async def test_a_guest_is_recorded_without_script(meeting, dewi, as_person):
    url = f"/meetings/{meeting.id}/attendance/desk"
    guest = {"walk_in.name": "Budi", "walk_in.agency": "", "walk_in.office": "", "nonce": "1"}
    async with as_person(dewi, page=True) as browser:
        await browser.post(url, data=guest)
        wrong = await browser.post(url, data=guest | {"walk_in.name": "", "nonce": "2"})
    assert [(head.name, head.walk_in) for head in await Head.all()] == [("Budi", True)]
    assert wrong.status_code == 422


async def test_what_is_refused_is_said_on_the_desk(meeting, dewi, as_person):
    url = f"/meetings/{meeting.id}/attendance/desk"
    async with as_person(dewi, page=True) as browser:
        unknown = await browser.post(url, data={"text": "ZZZZ-0000", "nonce": "1"})
        shown = await browser.get(unknown.headers["location"])
        meeting.state = State.CANCELLED
        await meeting.save()
        closed = await browser.post(url, data={"text": "ZZZZ-0000", "nonce": "2"})
    assert "result-r" in shown.text
    assert "Kode ini bukan kode rapat ini." in shown.text
    assert closed.status_code == 409


async def test_the_page_gives_the_script_what_it_needs(meeting, invite, dewi, bkn, as_person):
    await invite("</script><b>Sari", bkn)
    async with as_person(dewi, page=True) as browser:
        page = (await browser.get(f"/meetings/{meeting.id}/attendance/desk")).text
    for mark in (
        f'data-meeting="{meeting.id}"',
        'data-view="participant"',
        *(
            f'data-part="{part}"'
            for part in (
                "scan",
                "hits",
                "result",
                "log",
                "line",
                "said",
                "out",
                "guest-button",
                "guest",
                "camera-button",
                "camera",
                "conflicts",
                "signing",
                "wipe-button",
                "bar",
            )
        ),
        *(
            f'data-count="{name}"'
            for name in ("heads", "room", "online", "both", "walk_ins", "agencies_present")
        ),
        'data-agency="BKN"',
    ):
        assert mark in page, mark
    assert "</script><b>" not in page


async def test_the_list_shows_names_to_those_who_may_and_counts_to_all(
    meeting, invite, rina, new_user, bkn, as_person
):
    sari = await invite("Sari Utami", bkn)
    guest = await new_user("Peserta Biasa")
    await MeetingPart.create(meeting=meeting, person_id=guest.id, part=Part.PARTICIPANT)
    url = f"/meetings/{meeting.id}/attendance"
    async with as_person(rina, page=True) as browser:
        await browser.post(f"{url}/desk", data={"text": checkin_code(sari), "nonce": "1"})
        full = await browser.get(url)
    async with as_person(guest, page=True) as browser:
        counts = await browser.get(url)
        desk = await browser.get(f"{url}/desk")
        figures = await browser.get(f"{url}/figures")

    assert ("Sari Utami" in full.text, "Sari Utami" in counts.text) == (True, False)
    assert "Badan Kepegawaian Negara" in counts.text
    assert (desk.status_code, figures.status_code) == (403, 200)


async def test_a_personal_link_leads_in_and_records_it(meeting, invite, bkn, as_person):
    sari = await invite("Sari Utami", bkn)
    url = f"/r/{personal_token(sari)}/join"
    async with as_person(None, page=True) as browser:
        door = await browser.get(url)
        looked = await Scan.all().count()
        inside = await browser.post(url)

    assert ("Masuk rapat daring" in door.text, looked) == (True, 0)
    assert 'href="https://zoom.example/j/96212345678"' in inside.text
    assert "zoom.example" not in door.text
    assert inside.headers["refresh"] == "2; url=https://zoom.example/j/96212345678"
    assert [(head.name, head.online) for head in await Head.all()] == [("Sari Utami", True)]


async def test_a_closed_or_unknown_link_says_why(meeting, invite, bkn, as_person):
    gone = await invite("Sari", bkn, status=RsvpStatus.WITHDRAWN)
    async with as_person(None, page=True) as browser:
        shown = await browser.get(f"/r/{personal_token(gone)}/join")
        tried = await browser.post(f"/r/{personal_token(gone)}/join")
        unknown = await browser.get("/r/aaaaaaaaaaaaaaaaaaaaaaaaaa/join")
    assert "Undangan ini sudah ditarik." in shown.text
    assert (tried.status_code, unknown.status_code) == (409, 404)
    assert await Scan.all().count() == 0


async def test_the_page_of_a_device_is_the_same_for_everybody(meeting, dewi, as_person):
    async with as_person(None, page=True) as browser:
        empty = await browser.get("/door")
        ours = await browser.get(f"/door/{meeting.id}")
        worker = await browser.get("/door/worker.js")
        manifest = await browser.get("/door/manifest.webmanifest")
    async with as_person(dewi, page=True) as browser:
        signed_in = await browser.get("/door/worker.js")
    assert empty.text == ours.text
    assert meeting.title not in ours.text
    # A visit by somebody with an account is no other release of the page.
    assert worker.text == signed_in.text
    assert worker.headers["service-worker-allowed"] == "/"
    assert worker.headers["content-type"].startswith("text/javascript")
    assert (manifest.json()["start_url"], manifest.json()["scope"]) == ("/door", "/door")
