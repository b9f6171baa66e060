"""Asking people, through the door of programs."""

import pytest

from rakor import journal
from rakor.directory.models import Office, OfficeHolder, Person
from rakor.errors import Conflict
from rakor.invitations import operations, queries
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part, State

pytestmark = pytest.mark.postgres

API = "/api/v1"


async def test_an_address_becomes_a_person_a_part_and_an_invitation(meeting, rina, bkn, as_person):
    wish = {"email": "Budi@BKN.go.id", "name": "Budi Santoso", "agency": "BKN"}
    async with as_person(rina) as program:
        answer = await program.post(f"{API}/meetings/{meeting.id}/invitations", json={"to": [wish]})
        (one,) = answer.json()["items"]
        read = await program.get(f"{API}/invitations/{one['id']}")

    assert answer.status_code == 201
    assert answer.json()["seq"] == 1
    person = await Person.get(email="budi@bkn.go.id")
    assert (one["person"], one["agency"], one["role"]) == (
        str(person.id),
        "Badan Kepegawaian Negara",
        "participant",
    )
    assert one["rsvp"] == {
        "status": "no_response",
        "mode": None,
        "comment": "",
        "answered_at": None,
        "via": None,
    }
    assert one["delivery"] == {"status": "not_sent", "detail": "", "opened_at": None}
    assert read.json() == one
    part = await MeetingPart.get(person_id=person.id)
    assert (part.meeting_id, part.part) == (meeting.id, Part.PARTICIPANT)
    (entry,) = await journal.since(meeting.id, 0)
    assert (entry.kind, entry.data["count"]) == ("invitation.added", 1)


async def test_a_known_address_is_that_person_with_their_titles(meeting, rina, bkn, as_person):
    known = await Person.create(
        name="Sari Dewi", prefix_titles="Dr.", email="sari@bkn.go.id", agency=bkn
    )
    async with as_person(rina) as program:
        answer = await program.post(
            f"{API}/meetings/{meeting.id}/invitations",
            json={"to": [{"email": "sari@bkn.go.id", "name": "S. Dewi"}]},
        )

    (one,) = answer.json()["items"]
    assert (one["person"], one["name"]) == (str(known.id), "Dr. Sari Dewi")
    assert one["agency"] == "Badan Kepegawaian Negara"
    assert await Person.filter(email="sari@bkn.go.id").count() == 1


async def test_an_office_is_asked_through_whoever_holds_it(meeting, rina, bkn, as_person):
    holder = await Person.create(name="Teguh", email="teguh@bkn.go.id", agency=bkn)
    office = await Office.create(title="Kepala Pusat", agency=bkn)
    await OfficeHolder.create(office=office, person=holder)
    async with as_person(rina) as program:
        answer = await program.post(
            f"{API}/meetings/{meeting.id}/invitations", json={"to": [{"office": str(office.id)}]}
        )

    (one,) = answer.json()["items"]
    assert (one["office"], one["person"]) == (str(office.id), str(holder.id))
    assert (one["office_title"], one["email"]) == ("Kepala Pusat", "teguh@bkn.go.id")


@pytest.mark.parametrize(
    ("wishes", "field"),
    [
        ([{"email": "a@x.id"}, {"email": "A@x.id"}], "to.1"),
        ([{"email": "a@x.id", "agency": "NOPE"}], "to.0.agency"),
        ([{"email": "not an address"}], "to.0.email"),
        ([{"email": "a@x.id"}, {"group": "semua"}], "to.1.group"),
        ([{"name": "Tanpa alamat"}], "to.0"),
        ([{"email": "a@x.id", "role": "secretariat"}], "to.0.role"),
        ([{"email": "a@x.id", "nip": "1"}], "to.0.nip"),
        ([{"person": "00000000-0000-4000-8000-000000000000"}], "to.0.person"),
        ([{"office": "00000000-0000-4000-8000-000000000000"}], "to.0.office"),
        ([{"email": "a@x.id", "name": "Budi\u202etuoba"}], "to.0.name"),
        ([], "to"),
    ],
)
async def test_one_bad_line_and_nobody_is_invited(meeting, rina, as_person, wishes, field):
    people = await Person.all().count()
    async with as_person(rina) as program:
        answer = await program.post(f"{API}/meetings/{meeting.id}/invitations", json={"to": wishes})

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert await Invitation.all().count() == 0
    assert await Person.all().count() == people
    assert await journal.since(meeting.id, 0) == []


async def test_nobody_is_invited_twice(meeting, ask, rina, as_person):
    await ask("budi@bkn.go.id", "Budi")
    async with as_person(rina) as program:
        answer = await program.post(
            f"{API}/meetings/{meeting.id}/invitations",
            json={"to": [{"email": "new@bkn.go.id"}, {"email": "budi@bkn.go.id"}]},
        )

    assert (answer.status_code, answer.json()["row"]) == (409, 1)
    assert "budi@bkn.go.id" in answer.json()["detail"]
    assert await Invitation.all().count() == 1


async def test_sending_queues_only_those_not_yet_sent(meeting, ask, rina, as_person):
    await ask("budi@bkn.go.id", "Budi", written=False)
    async with as_person(rina) as program:
        first = await program.post(f"{API}/meetings/{meeting.id}/invitations/send", json={})
        again = await program.post(f"{API}/meetings/{meeting.id}/invitations/send", json={})
        await operations.write_letters()
        await ask("sari@bkn.go.id", "Sari", written=False)
        later = await program.post(f"{API}/meetings/{meeting.id}/invitations/send", json={})

    assert [first.status_code, first.json()["queued"]] == [202, 1]
    assert again.json()["queued"] == 0
    assert later.json()["queued"] == 1
    assert await OutgoingMail.all().count() == 1


async def test_a_draft_is_not_sent(meeting, ask, rina, as_person):
    meeting.state = State.DRAFT
    await meeting.save()
    await ask("budi@bkn.go.id", "Budi", written=False)
    async with as_person(rina) as program:
        answer = await program.post(f"{API}/meetings/{meeting.id}/invitations/send", json={})

    assert (answer.status_code, answer.json()["state"]) == (409, "draft")


async def test_somebody_uninvited_may_be_invited_again_with_a_new_link(meeting, ask, rina):
    before = await ask("budi@bkn.go.id", "Budi")
    old = queries.personal_token(before)
    await operations.withdraw(before.id, by=rina)
    await operations.write_letters()
    again = await ask("budi@bkn.go.id", "Budi")

    assert again.id == before.id
    assert queries.personal_token(again) != old
    assert again.sent_sequence == 1
    assert (await queries.by_token(queries.personal_token(again))).id == again.id


async def test_uninviting_names_the_person_so_that_their_live_page_ends(meeting, ask, rina):
    budi = await ask("budi@bkn.go.id", "Budi")
    await operations.withdraw(budi.id, by=rina)

    last = (await journal.since(meeting.id, 0))[-1]
    assert (last.kind, last.data["invitation"], last.data["person"]) == (
        "invitation.withdrawn",
        str(budi.id),
        str(budi.person_id),
    )


async def test_nobody_is_uninvited_from_what_is_over(meeting, ask, rina):
    budi = await ask("budi@bkn.go.id", "Budi")
    await Meeting.filter(id=meeting.id).update(state=State.FINISHED)

    with pytest.raises(Conflict):
        await operations.withdraw(budi.id, by=rina)
    kept = await Invitation.get(id=budi.id)
    assert (kept.status, kept.letter_due) == (RsvpStatus.NO_RESPONSE, "")


async def test_secrets_are_stored_as_hashes_and_differ(meeting, ask):
    invitation = await ask("budi@bkn.go.id", "Budi")
    token, code = queries.personal_token(invitation), queries.checkin_code(invitation)
    mail = queries.mail_token(invitation)
    row = (await Invitation.filter(id=invitation.id).values())[0]

    assert len({token, code, mail}) == 3
    assert (len(token), len(code), len(mail)) == (26, 10, 26)
    assert not {token, code, mail} & {str(value) for value in row.values()}
    spoken = f"{code[:5].lower()} - {code[5:].lower()}"
    found = await queries.by_code(meeting.id, spoken)
    assert found is not None
    assert found.id == invitation.id


@pytest.fixture
async def doors(meeting, ask):
    invitation = await ask("budi@bkn.go.id", "Budi")
    return {
        "list": ("GET", f"/meetings/{meeting.id}/invitations", None),
        "add": ("POST", f"/meetings/{meeting.id}/invitations", {"to": [{"email": "n@x.id"}]}),
        "send": ("POST", f"/meetings/{meeting.id}/invitations/send", {}),
        "one": ("GET", f"/invitations/{invitation.id}", None),
        "rsvp": ("POST", f"/invitations/{invitation.id}/rsvp", {"status": "accepted"}),
        "ics": ("GET", f"/meetings/{meeting.id}.ics", None),
        "mail": ("POST", "/inbound/mail", None),
        "withdraw": ("POST", f"/invitations/{invitation.id}/withdraw", {}),
    }


RIGHTS = {
    "admin": [200, 201, 202, 200, 200, 200, 415, 200],
    "organizer": [200, 201, 202, 200, 200, 200, 403, 200],
    "stranger": [404, 404, 404, 404, 404, 404, 403, 404],
    "invited": [200, 403, 403, 200, 200, 200, 403, 403],
    "nobody": [401] * 8,
}


@pytest.mark.parametrize("who", RIGHTS)
async def test_the_table_of_rights(doors, who, rina, admin, bkn, new_user, as_person):
    from rakor.accounts.models import Account, User
    from rakor.accounts.rules import Role

    invited = await Account.create(
        person=await Person.get(email="budi@bkn.go.id"), role=Role.PARTICIPANT
    )
    people = {
        "admin": admin,
        "organizer": rina,
        "stranger": await new_user("Orang Lain", bkn, Role.ORGANIZER),
        "invited": User.of(invited),
        "nobody": None,
    }
    async with as_person(people[who]) as program:
        answers = [
            await program.request(method, API + path, **({} if body is None else {"json": body}))
            for method, path, body in doors.values()
        ]

    assert [answer.status_code for answer in answers] == RIGHTS[who]
    if who == "invited":
        assert [item["email"] for item in answers[0].json()["items"]] == ["budi@bkn.go.id"]


async def test_a_calendar_file_names_nobody_and_is_not_sent_twice(meeting, ask, rina, as_person):
    await ask("budi@bkn.go.id", "Budi")
    async with as_person(rina) as program:
        first = await program.get(f"{API}/meetings/{meeting.id}.ics")
        again = await program.get(
            f"{API}/meetings/{meeting.id}.ics", headers={"if-none-match": first.headers["etag"]}
        )

    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    assert b"METHOD:PUBLISH" in first.content
    assert b"ATTENDEE" not in first.content
    assert meeting.passcode.encode() not in first.content
    assert (again.status_code, again.content) == (304, b"")
