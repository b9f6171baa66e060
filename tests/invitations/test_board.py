"""The list of those invited as its page shows it, and what is done to several seats at once."""

from datetime import timedelta

import pytest

from rakor import journal
from rakor.accounts.models import User
from rakor.database import new_id
from rakor.directory.models import Person
from rakor.invitations import operations, queries
from rakor.invitations.models import DelegationStep, Invitation, OccurrenceAnswer
from rakor.invitations.operations import Wish, delegating
from rakor.invitations.operations.delegating import DeputyWish
from rakor.invitations.rules import DelegationState, RsvpStatus
from rakor.mail.models import DeadAddress, OutgoingMail
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Delegation


@pytest.fixture
def board(meeting, as_person, rina):
    """The page of the list: `await board("answer=none")`."""

    async def look(query: str = "") -> str:
        async with as_person(rina, page=True) as browser:
            page = await browser.get(f"/meetings/{meeting.id}/invitations?{query}")
        assert page.status_code == 200
        return page.text

    return look


@pytest.fixture
async def waiting_step(meeting, rina, ask) -> DelegationStep:
    """Budi sends Dewi, and the secretariat has to decide because her letter is missing."""
    budi = await ask("budi@bkn.go.id", "Budi")
    await Invitation.filter(id=budi.id).update(delegation=Delegation.ALLOWED_WITH_LETTER)
    wish = DeputyWish(email="dewi@bkn.go.id", name="Dewi Anjani", office_title="Analis")
    guest = User.guest(await Person.get(email="budi@bkn.go.id"))
    return await delegating.delegate(budi.id, wish, via="page", by=guest)


def shown(page: str) -> list[str]:
    """The addresses of the rows, in order."""
    return [name for name in NAMES if f"{name}@x.id" in page]


NAMES = ("ani", "budi", "citra")


async def three(meeting: Meeting, rina: User) -> list[Invitation]:
    wishes = [Wish(email=f"{name}@x.id", name=name.title()) for name in NAMES]
    return await operations.invite(meeting.id, wishes, by=rina)


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", ["ani", "budi", "citra"]),
        ("answer=none", ["citra"]),
        ("answer=coming", ["ani"]),
        ("answer=declined", ["budi"]),
        ("answer=withdrawn", []),
        ("q=cit", ["citra"]),
        ("q=CITRA&answer=coming", []),
    ],
)
async def test_a_filter_shows_those_it_says(meeting, rina, board, query, rows):
    ani, budi, _citra = await three(meeting, rina)
    await Invitation.filter(id=ani.id).update(status=RsvpStatus.ACCEPTED)
    await Invitation.filter(id=budi.id).update(status=RsvpStatus.DECLINED)

    assert shown(await board(query)) == rows


async def test_an_address_that_refuses_mail_is_marked(meeting, rina, board):
    ani, *_others = await three(meeting, rina)
    await DeadAddress.create(address=ani.email, code="5.1.1", since=meeting.starts_at)

    page = await board("answer=failed")
    assert shown(page) == ["ani"]
    assert "Alamat ini menolak surat" in page


async def test_a_day_of_a_series_shows_what_was_answered_to_it(meeting, rina, board):
    await Meeting.filter(id=meeting.id).update(recurrence="FREQ=WEEKLY;COUNT=3")
    ani, budi, citra = await three(meeting, rina)
    await Invitation.filter(meeting_id=meeting.id).update(status=RsvpStatus.ACCEPTED)
    second = meeting.starts_at + timedelta(days=7)
    for seat, status in ((ani, RsvpStatus.DECLINED), (budi, RsvpStatus.WITHDRAWN)):
        await OccurrenceAnswer.create(
            invitation_id=seat.id, recurrence_id=second, status=status, answered_at=second
        )
    await Invitation.filter(id=citra.id).update(only_on=meeting.starts_at)

    day = "20300312T020000Z"
    assert shown(await board("answer=coming")) == ["ani", "budi", "citra"]
    assert shown(await board(f"day={day}&answer=declined")) == ["ani"]
    assert shown(await board(f"day={day}&answer=coming")) == []


async def test_a_deputy_is_shown_by_the_seat_they_come_for(meeting, rina, board, waiting_step):
    page = await board("answer=decide")
    assert "Dewi Anjani" in page
    assert f"/delegations/{waiting_step.id}/accept" in page
    assert "Surat tugas belum ada" in page

    await delegating.accept(waiting_step.id, by=rina)
    after = await board()
    assert "Diwakilkan" in after
    assert after.count('name="pick[]"') == 1
    assert "Dewi" in await board("q=dewi")


async def test_the_secretariat_decides_about_a_deputy_on_the_list(
    meeting, rina, as_person, waiting_step
):
    path = f"/delegations/{waiting_step.id}"
    async with as_person(rina, page=True) as browser:
        wordless = await browser.post(f"{path}/reject", data={"reason": " "})
        done = await browser.post(f"{path}/reject", data={"reason": "Surat tugas tidak ada."})
        again = await browser.post(f"{path}/accept")

    assert (wordless.status_code, done.status_code, again.status_code) == (422, 303, 409)
    assert done.headers["location"] == f"/meetings/{meeting.id}/invitations"
    await waiting_step.refresh_from_db()
    assert (waiting_step.state, waiting_step.reason) == (
        DelegationState.REJECTED,
        "Surat tugas tidak ada.",
    )


async def test_those_who_are_ticked_are_written_to_with_a_note(meeting, rina, as_person):
    ani, _budi, citra = await three(meeting, rina)
    await operations.send(meeting.id, by=rina)
    await operations.write_letters()
    path = f"/meetings/{meeting.id}/invitations/picked/send"
    async with as_person(rina, page=True) as browser:
        picked = {"pick[]": [str(ani.id), str(citra.id)], "note": "Bahan rapat terlampir."}
        done = await browser.post(path, data=picked)
        nobody = await browser.post(path, data={"note": ""})
    await operations.write_letters()

    assert (done.status_code, nobody.status_code) == (303, 422)
    again = await OutgoingMail.filter(meeting_id=meeting.id).order_by("id").offset(3)
    assert sorted(mail.to_address for mail in again) == [ani.email, citra.email]
    assert all(b"Bahan rapat terlampir." in bytes(mail.message) for mail in again)
    entry = (await journal.since(meeting.id, 0))[-1]
    assert (entry.kind, entry.data["count"]) == ("invitations.sent", 2)


async def test_those_who_are_ticked_are_uninvited_and_nobody_else(meeting, rina, as_person):
    ani, budi, _citra = await three(meeting, rina)
    elsewhere = str(new_id())
    async with as_person(rina, page=True) as browser:
        done = await browser.post(
            f"/meetings/{meeting.id}/invitations/picked/withdraw",
            data={"pick[]": [str(ani.id), str(budi.id), elsewhere]},
        )

    assert done.status_code == 303
    rows = await Invitation.filter(meeting_id=meeting.id).order_by("id")
    withdrawn, waits = RsvpStatus.WITHDRAWN, RsvpStatus.NO_RESPONSE
    assert [row.status for row in rows] == [withdrawn, withdrawn, waits]


async def test_the_list_asks_the_database_the_same_for_few_and_for_many(
    meeting, rina, board, count_queries
):
    asked = []
    for many in (range(1), range(1, 89)):
        wishes = [Wish(email=f"p{n}@x.id", name=f"Pejabat {n}") for n in many]
        await operations.invite(meeting.id, wishes, by=rina)
        await operations.send(meeting.id, by=rina)
        await operations.write_letters()
        with count_queries() as listened:
            page = await board()
        # Signing in for the test is not the page's.
        asked.append(len([line for line in listened if '"session"' not in line]))
    assert asked == [9, 9]
    assert len(page.encode()) < 110_000


async def test_what_waits_is_counted_for_each_meeting(meeting, rina, waiting_step):
    await Invitation.filter(meeting_id=meeting.id).update(held=True, letter_due="changed")
    other = new_id()
    found = await queries.waiting_in([meeting.id, other])

    assert found == {
        meeting.id: queries.Waits(drafts=1, deputies=1, mails=0),
        other: queries.Waits(),
    }


async def test_a_list_of_addresses_may_be_groups(meeting, rina, as_person):
    form = {
        "lines": "semua@bkn.go.id",
        "role": "participant",
        "delegation": "allowed",
        "group_address": "true",
    }
    async with as_person(rina, page=True) as browser:
        done = await browser.post(f"/meetings/{meeting.id}/invitations/add", data=form)

    assert done.status_code == 303
    assert (await Invitation.get(meeting_id=meeting.id)).is_group is True
