"""What else happens when a link comes: letters, checks, the home page, series, and the doors."""

from rakor import journal
from rakor.home.queries import waiting
from rakor.invitations import jobs as letters
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.rules import Letter
from rakor.links import jobs, operations
from rakor.links.models import VideoLink
from rakor.links.queries import said_of
from rakor.links.rules import Trouble
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find
from rakor.meetings.queries.checks import checks_of
from rakor.meetings.rules import MadeBy, Notify
from rakor.settings import settings
from tests.links.conftest import later, only_link, soon, work
from tests.links.test_zoom import answering
from tests.links.zoom import Zoom, failed


async def told(meeting: Meeting) -> Invitation:
    """The one who is invited, after followers of the journal have read on."""
    await journal.follow(letters.followers[0])
    return await Invitation.get(meeting_id=meeting.id)


async def test_whoever_was_told_before_hears_of_the_link(zoom: Zoom, draft, rina, bkn):
    meeting = await draft("zoom")
    await meetings.publish(meeting.id, by=rina)
    wish = invitations.Wish(email="sari@bkn.example.go.id", name="Sari", agency="BKN")
    await invitations.invite(meeting.id, [wish], by=rina)
    await invitations.send(meeting.id, by=rina)
    await invitations.write_letters()
    assert (await told(meeting)).letter_due == ""

    await work()
    assert (await told(meeting)).letter_due == Letter.CHANGED.value
    before = (await told(meeting)).sent_sequence
    assert (await Meeting.get(id=meeting.id)).sequence == before


async def test_who_is_told_later_is_told_of_the_link_later_too(zoom: Zoom, draft, rina):
    meeting = await draft("zoom")
    await meetings.publish(meeting.id, notify=Notify.LATER, by=rina)
    await work()
    last = (await journal.since(meeting.id, 0))[-1]
    assert (last.kind, last.data["notify"]) == ("meeting.changed", "later")


async def test_those_who_prepare_it_see_what_is_wrong_and_nobody_else(
    zoom: Zoom, published, rina, new_user, bkn, as_person
):
    zoom.misbehave = [answering("create", failed(500, 500, "Down"))]
    meeting = await published("zoom", title="Rapat tanpa tautan")
    says = said_of(await only_link(), meeting)
    checks = await checks_of(await find(meeting.id, to=rina), to=rina)
    (check,) = [each for each in checks if each.code == "link_not_made"]
    assert (check.says, check.mend) == (says, f"/meetings/{meeting.id}/link")
    assert (await waiting(rina, soon())).links == [(meeting, says)]

    other = await new_user("Orang Lain", bkn)
    assert (await waiting(other, soon())).links == []
    async with as_person(rina, page=True) as browser:
        home = await browser.get("/")
        shown = await browser.get(f"/meetings/{meeting.id}/link")
    async with as_person(other, page=True) as browser:
        hidden = await browser.get(f"/meetings/{meeting.id}/link")
    assert "Atur tautan video Rapat tanpa tautan" in home.text
    assert says in shown.text
    assert hidden.status_code == 404


async def test_the_page_tries_again_and_takes_a_typed_link(zoom: Zoom, published, rina, as_person):
    zoom.misbehave = [answering("create", failed(400, 300, "<b>Validation</b>"))]
    meeting = await published("zoom")
    here = f"/meetings/{meeting.id}/link"
    async with as_person(rina, page=True) as browser:
        shown = await browser.get(here)
        again = await browser.post(f"{here}/retry")
        await work()
        made = await browser.get(here)
        refused = await browser.post(here, data={"join_url": "javascript:alert(1)"})
        typed = await browser.post(here, data={"join_url": "https://teams.example/1"})
        await work()
        after = await browser.get(here)
    assert "&lt;b&gt;Validation" in shown.text
    assert (again.status_code, again.headers["location"]) == (303, here)
    assert "Tautan dibuat Zoom." in made.text
    assert (refused.status_code, typed.status_code) == (422, 303)
    assert "javascript:alert(1)" in refused.text
    assert "Tautan rapat ini diketik sendiri." in after.text
    assert zoom.meetings == {}
    kinds = [entry.kind for entry in await journal.since(meeting.id, 2)]
    assert kinds == ["link.failed", "link.retried", "meeting.changed", "meeting.changed"]


async def test_programs_choose_who_makes_a_link_and_see_where_it_stands(
    zoom: Zoom, draft, rina, as_person
):
    meeting = await draft("manual", mode="hybrid", room="Ruang Melati")
    path = f"/api/v1/meetings/{meeting.id}"
    async with as_person(rina) as client:
        chosen = await client.patch(path, json={"online": {"made_by": "zoom"}})
        published = await client.post(f"{path}/publish", json={})
        zoom.misbehave = [answering("create", failed(500, 500, "Down"))]
        await work()
        waits = (await client.get(f"{path}/link")).json()
        await client.post(f"{path}/link/retry", json={})
        await work()
        again = await client.post(f"{path}/link/retry", json={})
        stands = (await client.get(f"{path}/link")).json()
        whole = (await client.get(path)).json()["online"]
        unknown = await client.patch(path, json={"online": {"made_by": "teams"}})
        same = await client.patch(path, json={"online": whole})
    assert (chosen.status_code, published.status_code) == (200, 200)
    assert (waits["status"], waits["trouble"], waits["detail"]) == ("waiting", "broken", "Down")
    assert waits["again_at"] is not None
    assert (stands["status"], stands["trouble"], stands["again_at"]) == ("made", None, None)
    assert again.status_code == 409
    assert (whole["made_by"], whole["provider"]) == ("zoom", "Zoom")
    assert whole["join_url"] == stands["join_url"] != ""
    assert (unknown.status_code, same.status_code) == (422, 200)


async def test_a_series_that_goes_on_as_another_has_a_link_of_its_own(zoom: Zoom, published, rina):
    meeting = await published("zoom", recurrence="FREQ=WEEKLY;COUNT=4")
    day = meeting.starts_at.replace(day=8)
    nothing = meetings.Changes.model_validate({})
    rest = await meetings.split_series(meeting.id, day, nothing, by=rina)
    await work()
    first, second = await Meeting.get(id=meeting.id), await Meeting.get(id=rest.id)
    assert first.join_url == meeting.join_url
    assert second.join_url not in ("", first.join_url)
    assert len(zoom.meetings) == 2


async def test_what_is_read_twice_or_late_makes_one_link(zoom: Zoom, published):
    meeting = await published("zoom")
    for entry in await journal.since(meeting.id, 0):
        if entry.kind in jobs.followers[0].acts:
            await jobs.followers[0].acts[entry.kind](entry)
    await work()
    assert (len(zoom.meetings), await VideoLink.all().count()) == (1, 1)


async def test_a_room_that_zoom_does_not_give_back_is_left_there_in_the_end(
    zoom: Zoom, published, rina
):
    meeting = await published("zoom")
    zoom.misbehave = [answering("delete", *[failed(503, 503, "Down")] * 30)]
    await meetings.cancel(meeting.id, "Sakit", by=rina)
    for _n in range(25):
        await work()
        await later()
    link = await VideoLink.get()
    assert (link.due_at, link.trouble, link.live) == (None, Trouble.BROKEN, None)
    assert zoom.calls.count("delete") == 20


async def test_a_service_that_is_set_up_no_more_is_said(zoom: Zoom, draft, rina, monkeypatch):
    meeting = await draft("zoom")
    await meetings.publish(meeting.id, by=rina)
    monkeypatch.setattr(settings(), "zoom_client_secret", "")
    await work()
    assert said_of(await only_link(), meeting) == "Zoom belum diatur di sini."
    assert zoom.calls == []


async def test_check_says_whether_services_answer(zoom: Zoom, set_jitsi, monkeypatch):
    assert await operations.answers(MadeBy.ZOOM) == "Zoom gives a token"
    monkeypatch.setattr(settings(), "jitsi_url", zoom.url)
    assert await operations.answers(MadeBy.JITSI) == f"{zoom.url} answers"


async def test_the_form_offers_what_is_set_up_and_typing_counts_where_it_is_chosen(
    zoom: Zoom, draft, rina, as_person
):
    meeting = await draft("manual", online={"join_url": "https://teams.example/1"})
    edit = f"/meetings/{meeting.id}/edit"
    whole = {
        "title": meeting.title,
        "kind": "coordination",
        "mode": "online",
        "online.provider": "Teams",
        "online.join_url": "https://teams.example/2",
        "security_class": "public",
    }
    async with as_person(rina, page=True) as browser:
        shown = await browser.get(edit)
        chosen = await browser.post(edit, data={**whole, "online.made_by": "zoom"})
        again = await browser.get(edit)
        before = await Meeting.get(id=meeting.id)
        typed = await browser.post(edit, data={**whole, "online.made_by": "manual"})
        unknown = await browser.post(edit, data={**whole, "online.made_by": "jitsi"})
    assert '<option value="zoom">Zoom</option>' in shown.text
    assert "Jitsi" not in shown.text
    assert (chosen.status_code, typed.status_code, unknown.status_code) == (303, 303, 422)
    assert '<option value="zoom" selected>Zoom</option>' in again.text
    assert "teams.example" not in again.text
    assert (before.online_made_by, before.join_url) == (MadeBy.ZOOM, "https://teams.example/1")
    meeting = await Meeting.get(id=meeting.id)
    assert (meeting.online_made_by, meeting.join_url) == (
        MadeBy.MANUAL,
        "https://teams.example/2",
    )


async def test_without_a_service_the_form_asks_nothing(draft, rina, as_person):
    meeting = await draft("manual")
    async with as_person(rina, page=True) as browser:
        shown = await browser.get(f"/meetings/{meeting.id}/edit")
    assert "online.made_by" not in shown.text
