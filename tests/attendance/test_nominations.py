"""Agencies name people for their seats: by a link, in order, within their quota."""

import io
from datetime import UTC, datetime, timedelta

import pytest

from rakor import journal
from rakor.attendance import jobs, queries
from rakor.attendance.models import AttendancePlan, NominationLink, Nominee
from rakor.attendance.operations import asking, nominating
from rakor.attendance.operations.asking import Asking
from rakor.attendance.rules import Named, NomineeState
from rakor.directory.models import Person
from rakor.documents import sheets
from rakor.documents.reading_sheets import read_sheets
from rakor.errors import Conflict, Invalid, NotFound
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.mail.models import OutgoingMail
from rakor.meetings import operations as meetings
from rakor.meetings.models import MeetingPart, Quota
from rakor.meetings.operations import Changes
from rakor.meetings.rules import Part, State


@pytest.fixture
async def coming(new_meeting, bkn, bpsdm):
    """A meeting next week with 2 seats for BKN and 3 for BPSDM."""
    starts = datetime.now(UTC) + timedelta(days=7)
    found = await new_meeting(
        state=State.SCHEDULED, starts_at=starts, ends_at=starts + timedelta(hours=2), total_quota=5
    )
    await Quota.create(meeting=found, agency=bkn, seats=2)
    await Quota.create(meeting=found, agency=bpsdm, seats=3)
    return found


@pytest.fixture
async def sekretariat(rina, coming):
    await MeetingPart.create(meeting=coming, person_id=rina.id, part=Part.SECRETARIAT)
    return rina


def people(*names: str) -> list[Named]:
    return [Named(n, name, f"{name.lower()}@bkn.go.id") for n, name in enumerate(names, 1)]


async def link_of(coming, sekretariat, email: str = "") -> NominationLink:
    [link] = await asking.ask(coming.id, [Asking("BKN", email)], by=sekretariat)
    return await queries.link_by_token(queries.nomination_token(link))


async def standing(coming) -> list[tuple[str, str]]:
    return [(row.name, row.state.value) for row in await queries.nominees_of(coming.id)]


async def test_an_agency_is_asked_by_a_sealed_letter_with_a_link(coming, sekretariat):
    link = await link_of(coming, sekretariat, "umum@bkn.go.id")
    letter = await OutgoingMail.get()
    assert (letter.to_address, letter.sealed) == ("umum@bkn.go.id", True)
    assert queries.nomination_token(link).encode() in bytes(letter.message).replace(b"=\r\n", b"")
    assert queries.nomination_token(link) not in link.digest
    assert (await queries.link_by_token(queries.nomination_token(link))).agency.code == "BKN"
    with pytest.raises(NotFound):
        await queries.link_by_token("a" * 26)
    [entry] = await journal.since(coming.id, 0)
    assert (entry.kind, entry.data["mailed"]) == ("nominations.asked", 1)
    assert queries.nomination_token(link) not in str(entry.data)


async def test_asking_twice_keeps_the_link_and_revoking_ends_it(coming, sekretariat):
    link = await link_of(coming, sekretariat)
    token = queries.nomination_token(link)
    await asking.ask(coming.id, [Asking("BKN")], by=sekretariat)
    assert (await queries.link_by_token(token)).id == link.id
    await asking.revoke(coming.id, link.id, by=sekretariat)
    with pytest.raises(NotFound):
        await queries.link_by_token(token)
    with pytest.raises(NotFound):
        await nominating.nominate_by_link(link, people("Sari"))
    [again] = await asking.ask(coming.id, [Asking("BKN")], by=sekretariat)
    assert queries.nomination_token(again) != token
    assert (await queries.link_by_token(queries.nomination_token(again))).id == link.id


async def test_only_agencies_with_seats_are_asked_and_each_once(coming, sekretariat, new_user):
    with pytest.raises(Invalid) as refused:
        await asking.ask(coming.id, [Asking("BKN"), Asking("BPSDM"), Asking("BKN")], by=sekretariat)
    assert [each["field"] for each in refused.value.errors] == ["to.2.agency"]
    with pytest.raises(Invalid):
        await asking.ask(coming.id, [Asking("TIDAKADA")], by=sekretariat)
    with pytest.raises(NotFound):
        await asking.ask(coming.id, [Asking("BKN")], by=await new_user("Orang lain"))
    assert await NominationLink.all().count() == 0


async def test_names_beyond_the_seats_wait_and_move_up(coming, sekretariat):
    link = await link_of(coming, sekretariat)
    made = await nominating.nominate_by_link(link, people("Ani", "Budi", "Cici", "Dodi"))
    assert [row.state.value for row in made] == [
        "nominated",
        "nominated",
        "waitlisted",
        "waitlisted",
    ]
    rows = {row.agency: row for row in await queries.progress(coming)}
    assert (rows["BKN"].named, rows["BKN"].waiting, rows["BKN"].open) == (2, 2, 0)
    assert (rows["BPSDM"].named, rows["BPSDM"].open) == (0, 3)
    await nominating.withdraw_by_link(link, made[0].id)
    assert await standing(coming) == [
        ("Ani", "withdrawn"),
        ("Budi", "nominated"),
        ("Cici", "nominated"),
        ("Dodi", "waitlisted"),
    ]
    with pytest.raises(Conflict):
        await nominating.withdraw_by_link(link, made[0].id)
    again = await nominating.nominate_by_link(link, people("Ani"))
    assert (again[0].id, again[0].position, again[0].state) == (
        made[0].id,
        5,
        NomineeState.WAITLISTED,
    )


async def test_a_list_is_taken_whole_or_not_at_all(coming, sekretariat):
    link = await link_of(coming, sekretariat)
    await nominating.nominate(coming.id, "BPSDM", people("Lain"), by=sekretariat)
    with pytest.raises(Invalid) as refused:
        await nominating.nominate_by_link(
            link, [*people("Ani", "Lain"), Named(3, "Ani lagi", "ANI@bkn.go.id")]
        )
    assert [each["field"] for each in refused.value.errors] == ["people.2.email", "people.3.email"]
    assert "Baris 2" in refused.value.errors[0]["message"]
    assert await Nominee.all().count() == 1
    with pytest.raises(Invalid):
        await nominating.nominate_by_link(link, [])
    stranger = await Nominee.get()
    with pytest.raises(NotFound):
        await nominating.withdraw_by_link(link, stranger.id)


async def test_after_the_deadline_only_the_secretariat_names(coming, sekretariat):
    link = await link_of(coming, sekretariat)
    past = datetime.now(UTC) - timedelta(minutes=1)
    await AttendancePlan.create(meeting=coming, nominate_until=past)
    with pytest.raises(Conflict, match="Batas waktu"):
        await nominating.nominate_by_link(link, people("Ani"))
    with pytest.raises(Conflict, match="Batas waktu"):
        await asking.remind(coming.id, by=sekretariat)
    [ani] = await nominating.nominate(coming.id, "BKN", people("Ani"), by=sekretariat)
    with pytest.raises(Conflict, match="Batas waktu"):
        await nominating.withdraw_by_link(link, ani.id)


async def test_everybody_with_a_seat_is_invited_in_one_act_and_changes_follow(
    coming, sekretariat, bkn
):
    link = await link_of(coming, sekretariat)
    known = await Person.create(name="Budi Lama", email="budi@bkn.go.id", agency=bkn)
    named = people("Ani", "Budi", "Cici")
    named[0] = Named(1, "Ani", "ani@bkn.go.id", "Dr.", "M.Si.", "Analis")
    made = await nominating.nominate_by_link(link, named)
    assert await nominating.invite_all(coming.id, by=sekretariat) == 2
    rows = await Invitation.filter(meeting=coming).order_by("email").select_related("agency")
    assert [(row.email, row.name, row.office_title, row.agency.code) for row in rows] == [
        ("ani@bkn.go.id", "Dr. Ani, M.Si.", "Analis", "BKN"),
        ("budi@bkn.go.id", "Budi Lama", "", "BKN"),
    ]
    assert rows[1].person_id == known.id
    with pytest.raises(Conflict):
        await nominating.invite_all(coming.id, by=sekretariat)

    await Invitation.filter(email="ani@bkn.go.id").update(sent_sequence=0)
    await nominating.withdraw_by_link(link, made[0].id)
    rows = await Invitation.filter(meeting=coming).order_by("email")
    assert [(row.email, row.status, row.letter_due) for row in rows] == [
        ("ani@bkn.go.id", RsvpStatus.WITHDRAWN, "withdrawn"),
        ("budi@bkn.go.id", RsvpStatus.NO_RESPONSE, ""),
        ("cici@bkn.go.id", RsvpStatus.NO_RESPONSE, "invitation"),
    ]
    assert [state for _name, state in await standing(coming)] == ["withdrawn", "invited", "invited"]
    kinds = [entry.kind for entry in await journal.since(coming.id, 0)]
    assert kinds[-3:] == ["invitation.withdrawn", "invitation.added", "nomination.withdrawn"]


async def reseated(coming, sekretariat, seats: int) -> None:
    """BKN has so many seats now, BPSDM still three."""
    quotas = [{"agency": "BKN", "seats": seats}, {"agency": "BPSDM", "seats": 3}]
    said = {"total_quota": seats + 3, "quotas": quotas}
    await meetings.change(coming.id, Changes.model_validate(said), by=sekretariat)
    for follower in jobs.followers:
        await journal.follow(follower)


async def test_a_quota_that_is_raised_moves_up_whoever_waits(coming, sekretariat):
    await nominating.nominate(coming.id, "BKN", people("Ani", "Budi", "Cici"), by=sekretariat)
    await reseated(coming, sekretariat, 3)
    assert [state for _name, state in await standing(coming)] == ["nominated"] * 3
    assert await Invitation.all().count() == 0
    await reseated(coming, sekretariat, 1)
    assert [state for _name, state in await standing(coming)] == [
        "nominated",
        "waitlisted",
        "waitlisted",
    ]


async def test_once_people_are_invited_so_is_whoever_a_raised_quota_moves_up(coming, sekretariat):
    await nominating.nominate(coming.id, "BKN", people("Ani", "Budi", "Cici"), by=sekretariat)
    await nominating.invite_all(coming.id, by=sekretariat)
    await Invitation.all().update(sent_sequence=0)
    await reseated(coming, sekretariat, 3)
    assert [state for _name, state in await standing(coming)] == ["invited"] * 3
    cici = await Invitation.get(email="cici@bkn.go.id")
    assert cici.letter_due == "invitation"
    # Whoever is invited keeps their seat, whatever becomes of the quota.
    await reseated(coming, sekretariat, 1)
    assert [state for _name, state in await standing(coming)] == ["invited"] * 3


async def test_who_lacks_names_is_reminded(coming, sekretariat):
    await asking.ask(coming.id, [Asking("BKN", "umum@bkn.go.id"), Asking("BPSDM")], by=sekretariat)
    assert await asking.remind(coming.id, by=sekretariat) == 1
    await nominating.nominate(coming.id, "BKN", people("Ani", "Budi"), by=sekretariat)
    with pytest.raises(Conflict):
        await asking.remind(coming.id, by=sekretariat)
    assert await OutgoingMail.all().count() == 2


async def test_the_pages_of_a_link_check_save_and_read_files(coming, sekretariat, as_person):
    link = await link_of(coming, sekretariat)
    url = f"/n/{queries.nomination_token(link)}"
    rows = {"people.1.name": "Ani", "people.1.email": "ani@bkn.go.id", "people.4.name": "Budi"}
    async with as_person(None, page=True) as agency:
        first = await agency.get(url)
        checked = await agency.post(url, data=rows | {"do": "check"})
        refused = await agency.post(url, data=rows | {"do": "save"})
        assert await Nominee.all().count() == 0
        saved = await agency.post(url, data=rows | {"people.4.email": "budi@bkn.go.id"})
        template = await agency.get(f"{url}/template.xlsx")
        [sheet] = read_sheets(template.content)
        table = sheets.Table(
            "Usulan",
            [sheets.Column(head) for head in sheet.rows[0]],
            [["Cici", "", "S.H.", "cici@bkn.go.id", "Analis"], ["Tanpa", "", "", "", ""]],
        )
        book = {"file": ("usulan.xlsx", io.BytesIO(sheets.write_xlsx([table])))}
        read = await agency.post(f"{url}/file", files=book)
        wrong = await agency.post(f"{url}/file", files={"file": ("x.csv", b"Siapa\nAni")})
        ani = await Nominee.get(name="Ani")
        back = await agency.post(f"{url}/withdraw/{ani.id}")
        after = await agency.get(url)

    assert first.headers["referrer-policy"] == "strict-origin"
    assert (checked.status_code, refused.status_code, saved.status_code) == (200, 422, 303)
    for page in (checked, refused):
        assert 'value="ani@bkn.go.id"' in page.text
        assert 'id="f-people-4-email"' in page.text
        assert "Tulis alamat surel" in page.text
    assert (read.status_code, wrong.status_code, back.status_code) == (200, 422, 303)
    assert 'value="cici@bkn.go.id"' in read.text
    assert "Tulis alamat surel" in read.text
    assert await standing(coming) == [("Ani", "withdrawn"), ("Budi", "nominated")]
    assert "Budi" in after.text
    assert (await NominationLink.get()).opened_at is not None


async def test_the_secretariat_runs_nominations_on_a_page(coming, sekretariat, as_person):
    url = f"/meetings/{coming.id}/nominations"
    asks = {"to.1.agency": "BKN", "to.1.ask": "true", "to.1.email": "umum@bkn.go.id"}
    async with as_person(sekretariat, page=True) as desk:
        empty = await desk.get(url)
        nobody = await desk.post(f"{url}/links", data={"to.1.agency": "BKN"})
        asked = await desk.post(f"{url}/links", data=asks)
        reminded = await desk.post(f"{url}/remind")
        await nominating.nominate(coming.id, "BKN", people("Ani"), by=sekretariat)
        shown = await desk.get(url)
        invited = await desk.post(f"{url}/invite")
        gone = await desk.post(f"{url}/{(await Nominee.get()).id}/withdraw")
        link = await NominationLink.get()
        revoked = await desk.post(f"{url}/links/{link.id}/revoke")
    assert (empty.status_code, nobody.status_code) == (200, 422)
    done = [asked, reminded, invited, gone, revoked]
    assert [answer.status_code for answer in done] == [303] * 5
    assert queries.nomination_url(link) in shown.text
    assert "ani@bkn.go.id" in shown.text


async def test_programs_name_people_and_see_how_far_agencies_are(coming, sekretariat, as_person):
    url = f"/api/v1/meetings/{coming.id}/nominations"
    body = {"agency": "BKN", "people": [{"name": "Ani", "email": "ani@bkn.go.id"}, {"name": "B"}]}
    async with as_person(sekretariat) as program:
        asked = await program.post(f"{url}/links", json={"to": [{"agency": "BKN"}]})
        tried = await program.post(url, json=body | {"dry_run": True})
        refused = await program.post(url, json=body)
        made = await program.post(url, json=body | {"people": body["people"][:1]})
        told = (await program.get(url)).json()
        invited = await program.post(f"{url}/invite", json={})
        key = told["items"][0]["id"]
        gone = await program.post(f"{url}/{key}/withdraw", json={})
    assert asked.json()["items"][0]["url"].startswith("http://rakor.test/n/")
    assert [(row["row"], row["field"]) for row in tried.json()["wrong"]] == [(2, "email")]
    assert (refused.status_code, made.status_code) == (422, 201)
    assert [row["state"] for row in told["items"]] == ["nominated"]
    assert {row["agency"]: (row["named"], row["open"]) for row in told["progress"]} == {
        "BKN": (1, 1),
        "BPSDM": (0, 3),
    }
    assert (invited.json()["count"], gone.status_code) == (1, 200)
