"""A group is one line of a list: seen before it is used, all of it or whom somebody chose."""

from datetime import UTC, datetime

import pytest

from rakor import journal
from rakor.accounts.rules import Role
from rakor.directory import operations as directory
from rakor.directory.models import Agency, Office, OfficeHolder, OfficeKind, Person
from rakor.directory.rules import GroupFacts
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import Meeting, MeetingPart
from rakor.web.endpoints import API

LINE = "inspektur kota se-Kaltim"


@pytest.fixture
async def cities(admin):
    """The three cities of Kaltim, each with an inspector: one by their own address, one vacant."""
    await directory.load_reference(agencies=True, by=admin)
    kind = await OfficeKind.get(code="inspektur")
    offices = {}
    for code, name, email in (
        ("64.71", "Budi Balikpapan", ""),
        ("64.72", "", "inspektorat@samarinda.example.go.id"),
        ("64.74", "Tuti Bontang", ""),
    ):
        agency = await Agency.get(region=code)
        office = await Office.create(title="Inspektur Kota", agency=agency, kind=kind, email=email)
        if name:
            address = f"{name.split()[0].lower()}@example.go.id"
            person = await Person.create(name=name, email=address, agency=agency)
            await OfficeHolder.create(office=office, person=person)
        offices[code] = office
    return offices


def invitations_of(meeting):
    return f"{API}/meetings/{meeting.id}/invitations"


@pytest.mark.postgres
async def test_one_line_invites_every_office_it_means(meeting, rina, cities, as_person):
    wish = {"group": LINE, "role": "observer"}
    async with as_person(rina) as program:
        answer = await program.post(invitations_of(meeting), json={"to": [wish]})

    assert answer.status_code == 201
    assert [(one["name"], one["email"], one["role"]) for one in answer.json()["items"]] == [
        ("Budi Balikpapan", "budi@example.go.id", "observer"),
        ("Inspektur Kota", "inspektorat@samarinda.example.go.id", "observer"),
        ("Tuti Bontang", "tuti@example.go.id", "observer"),
    ]
    assert [one["agency"] for one in answer.json()["items"]] == [
        "Pemerintah Kota Balikpapan",
        "Pemerintah Kota Samarinda",
        "Pemerintah Kota Bontang",
    ]
    assert await MeetingPart.filter(meeting_id=meeting.id).count() == 2
    (entry,) = await journal.since(meeting.id, 0)
    assert (entry.kind, entry.data["count"]) == ("invitation.added", 3)
    assert entry.data["groups"] == [
        {
            "text": LINE,
            "on": "2030-03-05",
            "kinds": ["inspektur"],
            "regions": ["64.71", "64.72", "64.74"],
            "offices": [str(cities[code].id) for code in ("64.71", "64.72", "64.74")],
            "places": 3,
            "without_office": [],
        }
    ]
    assert await OutgoingMail.all().count() == 0


@pytest.mark.postgres
async def test_a_group_is_invited_whole_or_whom_it_reaches(meeting, rina, cities, as_person):
    await Person.filter(name="Tuti Bontang").update(email=None)
    await cities["64.72"].delete()
    async with as_person(rina) as program:
        whole = await program.post(invitations_of(meeting), json={"to": [{"group": LINE}]})
        before = await Invitation.all().count()
        wish = {"group": LINE, "reachable_only": True}
        reached = await program.post(invitations_of(meeting), json={"to": [wish]})
        again = await program.post(invitations_of(meeting), json={"to": [wish]})

    assert (whole.status_code, before) == (422, 0)
    assert whole.json()["errors"] == [
        {
            "field": "to.0.group",
            "message": "Kota Samarinda, Inspektur Daerah: jabatan ini belum tercatat.",
        },
        {
            "field": "to.0.group",
            "message": "Kota Bontang, Inspektur Kota: pemangkunya belum mempunyai alamat surel.",
        },
    ]
    assert [one["name"] for one in reached.json()["items"]] == ["Budi Balikpapan"]
    assert again.status_code == 422
    assert "Tidak ada jabatan dari kelompok ini" in again.json()["detail"]
    (entry,) = await journal.since(meeting.id, 0)
    assert entry.data["groups"][0]["without_office"] == ["64.72"]


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"group": "inspektur se-Kaltm"}, "“kaltm” tidak dikenali"),
        ({"group": "inspektur kota Serang"}, "Kota Serang, Inspektur Daerah: jabatan ini belum"),
        ({"group": LINE, "email": "a@example.go.id"}, "Sebut satu saja"),
        ({"group": "00000000-0000-0000-0000-000000000000"}, "Kelompok jabatan ini tidak ada."),
        ({"group": LINE, "role": "minute_taker"}, "Peran ini diberikan pada halaman rapat."),
    ],
)
async def test_a_group_that_cannot_be_invited_is_refused(
    meeting, rina, cities, as_person, wish, words
):
    async with as_person(rina) as program:
        answer = await program.post(invitations_of(meeting), json={"to": [wish]})

    assert answer.status_code == 422
    assert words in answer.text
    assert await Invitation.all().count() == 0


async def test_an_office_in_two_lines_is_named_by_its_lines(meeting, rina, cities, as_person):
    lines = [{"email": "tuti@example.go.id"}, {"group": LINE}]
    async with as_person(rina) as program:
        answer = await program.post(invitations_of(meeting), json={"to": lines})

    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {
            "field": "to.1",
            "message": "Baris 2: tuti@example.go.id sudah ada pada baris 1.",
        }
    ]


async def test_a_saved_group_is_invited_by_its_key(meeting, rina, cities, as_person):
    saved = await directory.save_group(
        GroupFacts(name="Inspektur", office_kind="inspektur", regions=["64.71"]), by=rina
    )
    async with as_person(rina) as program:
        answer = await program.post(
            invitations_of(meeting), json={"to": [{"group": str(saved.id)}]}
        )
    assert [one["office"] for one in answer.json()["items"]] == [str(cities["64.71"].id)]


async def test_the_day_of_a_meeting_decides_who_holds_an_office(meeting, rina, cities, as_person):
    later = await Person.create(name="Penerus", email="penerus@example.go.id")
    held = await OfficeHolder.get(office_id=cities["64.71"].id)
    held.valid_until = datetime(2029, 12, 31, tzinfo=UTC).date()
    await held.save()
    await OfficeHolder.create(
        office=cities["64.71"], person=later, valid_from=datetime(2030, 1, 1, tzinfo=UTC).date()
    )
    async with as_person(rina) as program:
        answer = await program.post(
            invitations_of(meeting), json={"to": [{"office": str(cities["64.71"].id)}]}
        )
    assert [one["name"] for one in answer.json()["items"]] == ["Penerus"]


@pytest.mark.postgres
async def test_the_page_shows_everybody_first_and_adds_whom_somebody_left_checked(
    meeting, rina, cities, as_person
):
    url = f"/meetings/{meeting.id}/invitations/group"
    await Person.filter(name="Tuti Bontang").update(email=None)
    async with as_person(rina, page=True) as browser:
        start = await browser.get(f"/meetings/{meeting.id}/invitations/add")
        seen = await browser.get(url, params={"line": LINE})
        before = await Invitation.all().count()
        added = await browser.post(
            url,
            params={"line": LINE},
            data={"office[]": [str(cities["64.71"].id)], "delegation": "not_allowed"},
        )
        after = await browser.get(url, params={"line": LINE})

    assert "Undang jabatan menurut kelompok" in start.text
    assert (seen.status_code, before) == (200, 0)
    assert "Menurut wilayah dan pemangku pada Selasa, 5 Maret 2030." in seen.text
    assert [
        seen.text.count(f'value="{cities[code].id}" {state}')
        for code, state in (("64.71", "checked"), ("64.72", "checked"), ("64.74", "disabled"))
    ] == [1, 1, 1]
    assert "pemangkunya belum mempunyai alamat surel" in seen.text
    assert added.status_code == 303
    (one,) = await Invitation.all()
    assert (one.office_id, one.delegation.value, one.status) == (
        cities["64.71"].id,
        "not_allowed",
        RsvpStatus.NO_RESPONSE,
    )
    assert "sudah diundang" in after.text
    (entry,) = [e for e in await journal.since(meeting.id, 0) if e.kind == "invitation.added"]
    assert entry.data["groups"][0]["text"] == LINE


@pytest.mark.parametrize(
    ("office", "status", "words"),
    [
        ([], 422, "Centang sekurang-kurangnya satu jabatan."),
        (["00000000-0000-0000-0000-000000000000"], 409, "Kelompok ini berubah"),
        (["x"], 422, "Kunci ini tidak berbentuk UUID."),
    ],
)
async def test_a_choice_that_cannot_be_is_refused_on_the_same_page(
    meeting, rina, cities, as_person, office, status, words
):
    async with as_person(rina, page=True) as browser:
        page = await browser.post(
            f"/meetings/{meeting.id}/invitations/group",
            params={"line": LINE},
            data={"office[]": office, "role": "participant"},
        )
    assert (page.status_code, words in page.text) == (status, True)
    assert "Tambahkan jabatan yang dicentang" in page.text


async def test_a_line_that_is_not_understood_says_what_comes_near(meeting, rina, as_person):
    url = f"/meetings/{meeting.id}/invitations/group"
    async with as_person(rina, page=True) as browser:
        page = await browser.get(url, params={"line": "inspektur se-Kaltm"})
        empty = await browser.get(url)
    assert (page.status_code, empty.status_code) == (422, 200)
    assert "Mungkin maksud Anda: Kaltim" in page.text
    assert 'value="inspektur se-Kaltm"' in page.text


async def test_a_saved_group_is_chosen_on_the_page(meeting, rina, cities, as_person):
    saved = await directory.save_group(
        GroupFacts(name="Inspektur kota", office_kind="inspektur", regions=["64"],
                   agency_kinds=["city"]), by=rina,
    )  # fmt: skip
    url = f"/meetings/{meeting.id}/invitations/group"
    async with as_person(rina, page=True) as browser:
        seen = await browser.get(url, params={"line": "", "saved": str(saved.id)})
        added = await browser.post(
            url,
            params={"saved": str(saved.id)},
            data={"office[]": [str(office.id) for office in cities.values()]},
        )
    assert "Inspektur kota" in seen.text
    assert (added.status_code, await Invitation.all().count()) == (303, 3)


async def test_only_who_prepares_the_meeting_sees_whom_a_group_means(
    meeting, cities, bkn, new_user, as_person
):
    other = await new_user("Olan", bkn, Role.ORGANIZER)
    url = f"/meetings/{meeting.id}/invitations/group?line=inspektur+se-Kaltim"
    async with as_person(other, page=True) as browser:
        page = await browser.get(url)
    assert page.status_code == 404
    assert await Meeting.all().count() == 1
