"""The next meeting has what was chosen of the earlier one, which stays as it was."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor.database import new_id
from rakor.directory.models import Office, OfficeHolder, Person
from rakor.errors import Conflict, Forbidden, Invalid, NotFound
from rakor.followups.models import FollowUp
from rakor.followups.rules import FollowUpState
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.journal import since
from rakor.live.models import Commitment, Decision
from rakor.live.rules import DecisionState, Duty, Horizon
from rakor.meetings import operations as meetings
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart, Quota
from rakor.meetings.rules import Delegation, Part, State
from rakor.preparing import operations, queries
from rakor.preparing.operations import NextFacts
from rakor.preparing.rules import Left, Take
from rakor.rooms.models import Booking, Building, Room

from .conftest import LATER


def said(**more) -> NextFacts:
    return NextFacts.model_validate({"starts_at": LATER, **more})


async def whole(meeting: Meeting) -> list[object]:
    """Every row of a meeting, to see that none of them changed."""
    found: list[object] = []
    for model in (Meeting, AgendaItem, MeetingPart, Quota, Invitation):
        key = {"id": meeting.id} if model is Meeting else {"meeting_id": meeting.id}
        found += [dict(row) for row in await model.filter(**key).order_by("id").values()]
    return [*found, len(await since(meeting.id, 0))]


async def lists(meeting: Meeting):
    """Agenda, parts, seats and quotas of a meeting, as plain values."""
    items = await AgendaItem.filter(meeting_id=meeting.id).order_by("position")
    parts = await MeetingPart.filter(meeting_id=meeting.id).select_related("person")
    seats = await Invitation.filter(meeting_id=meeting.id).order_by("email")
    quotas = await Quota.filter(meeting_id=meeting.id).select_related("agency").order_by("id")
    return (
        [(item.title, item.minutes, item.confidential) for item in items],
        {(part.person.name, part.part.value) for part in parts},
        {seat.email: (seat.part.value, seat.delegation.value, seat.is_group) for seat in seats},
        [(quota.agency.code, quota.seats) for quota in quotas],
    )


async def test_the_next_meeting_has_all_of_the_earlier_one_but_what_belongs_to_it(held):
    before = await whole(held.meeting)
    made = await operations.make_next(held.meeting.id, said(), by=held.rina)
    new = await Meeting.get(id=made.meeting.id)
    agenda, parts, seats, quotas = await lists(new)

    assert (new.state, new.follow_up_of_id) == (State.DRAFT, held.meeting.id)
    assert (new.title, new.theme, new.kind.value, new.mode.value) == (
        "Rapat Koordinasi Nasional",
        "Pengembangan kompetensi",
        "national_coordination",
        "hybrid",
    )
    assert new.ends_at - new.starts_at == timedelta(hours=3)
    assert new.starts_at - new.answer_by == timedelta(days=1, hours=17)
    assert (new.room, new.venue_name, new.letter_number) == (
        "Ruang Cendrawasih",
        "Kampus BPSDM",
        "",
    )
    assert (new.join_url, new.passcode, new.shows_roster) == ("", "", True)
    assert agenda == [("Pembukaan", 15, False), ("Anggaran", 60, True)]
    assert quotas == [("BPSDM", 2), ("BKN", 3)]
    assert seats == {
        "haryono@bkn.example.go.id": ("participant", "not_allowed", False),
        "budi.prakosa@example.go.id": ("speaker", "not_allowed", False),
        "sekretariat@bkn.example.go.id": ("participant", "allowed", True),
    }
    assert parts == {
        ("Rina Halim", "organizer"),
        ("Wirakarsa Adinegara", "chair"),
        ("Budi Prakosa", "minute_taker"),
        ("Budi Prakosa", "speaker"),
        ("Haryono", "participant"),
    }
    assert (made.invited, made.left_out, made.room_taken) == (3, [], False)
    assert [entry.kind for entry in await since(new.id, 0)] == [
        "meeting.drafted",
        "invitation.added",
        "invitation.added",
    ]
    assert await whole(held.meeting) == before


async def test_an_office_is_asked_by_who_holds_it_then_and_its_part_goes_with_it(held, bkn):
    await invitations.invite(
        held.meeting.id, [Wish(office=(await _office(bkn)).id, role=Part.CHAIR)], by=held.rina
    )
    new = await Person.create(name="Penerus", email="penerus@bkn.example.go.id", agency=bkn)
    later = datetime(2030, 4, 1, tzinfo=UTC).date()
    await OfficeHolder.filter(office__title="Sekretaris Utama").update(valid_until="2030-03-31")
    office = await Office.get(title="Sekretaris Utama")
    await OfficeHolder.create(office=office, person=new, valid_from=later)
    made = await operations.make_next(held.meeting.id, said(), by=held.rina)
    _agenda, parts, seats, _quotas = await lists(made.meeting)
    earlier = await queries.look_back(held.meeting.id, made.meeting.starts_at, to=held.rina)

    assert "penerus@bkn.example.go.id" in seats
    assert ("Penerus", "chair") in parts
    assert ("Pendahulu", "chair") not in parts
    assert [each.was for each in earlier.people.asked if each.name == "Penerus"] == ["Pendahulu"]


async def _office(agency) -> Office:
    office = await Office.create(title="Sekretaris Utama", agency=agency)
    old = await Person.create(name="Pendahulu", email="lama@bkn.example.go.id", agency=agency)
    await OfficeHolder.create(office=office, person=old)
    return office


async def test_who_left_is_told_and_left_out(held, bpsdm):
    await Person.filter(id=held.budi.id).update(agency_id=bpsdm.id)
    await OfficeHolder.filter(office_id=held.office.id).delete()
    await Person.filter(id=held.chair.id).update(erased_at=datetime.now(UTC))
    made = await operations.make_next(held.meeting.id, said(), by=held.rina)

    assert {(each.reason, each.title or each.name) for each in made.left_out} == {
        (Left.ERASED, ""),
        (Left.MOVED, "Budi Prakosa"),
        (Left.VACANT, "Kepala Badan Kepegawaian Negara"),
    }
    assert made.invited == 1
    assert not await MeetingPart.filter(meeting_id=made.meeting.id, part=Part.CHAIR).exists()


async def test_two_offices_of_one_person_are_one_seat(held, bkn):
    second = await Office.create(title="Plt. Sekretaris Utama", agency=bkn, email="x@bkn.go.id")
    await invitations.invite(held.meeting.id, [Wish(office=second.id)], by=held.rina)
    await Office.filter(id=second.id).update(email="")
    await OfficeHolder.create(office=second, person=held.head)
    made = await operations.make_next(held.meeting.id, said(), by=held.rina)
    assert [each.reason for each in made.left_out] == [Left.TWICE]


async def test_a_deputy_is_not_carried_over_but_who_sent_them(held):
    seat = await Invitation.get(meeting_id=held.meeting.id, email="sekretariat@bkn.example.go.id")
    await Invitation.filter(id=seat.id).update(is_group=False)
    deputy = Invitation(
        meeting_id=held.meeting.id,
        email="wakil@bkn.example.go.id",
        name="Wakil",
        part=Part.DELEGATE,
        delegated_from_id=seat.id,
    )
    invitations_secrets(deputy)
    await deputy.save(force_create=True)
    made = await operations.make_next(held.meeting.id, said(), by=held.rina)
    _agenda, _parts, seats, _quotas = await lists(made.meeting)
    assert "wakil@bkn.example.go.id" not in seats
    assert "sekretariat@bkn.example.go.id" in seats


def invitations_secrets(seat: Invitation) -> None:
    from rakor.invitations.queries import seal

    seal(seat)


async def test_each_group_of_facts_can_be_left_behind(held):
    made = await operations.make_next(held.meeting.id, said(take=[]), by=held.rina)
    new = await Meeting.get(id=made.meeting.id)
    assert (new.theme, new.room, new.venue_name, new.total_quota) == ("", "", "", None)
    assert await lists(new) == ([], {("Rina Halim", "organizer")}, {}, [])


@pytest.mark.parametrize("take", list(Take))
async def test_one_group_brings_only_itself(held, take):
    made = await operations.make_next(held.meeting.id, said(take=[take]), by=held.rina)
    new = await Meeting.get(id=made.meeting.id)
    agenda, parts, seats, quotas = await lists(new)
    brought = {
        Take.TEXTS: bool(new.theme),
        Take.PLACE: bool(new.venue_name),
        Take.AGENDA: bool(agenda),
        Take.PARTS: ("Wirakarsa Adinegara", "chair") in parts,
        Take.PARTICIPANTS: bool(seats),
        Take.QUOTAS: bool(quotas),
        Take.LINK: bool(new.join_url),
    }
    assert brought == {each: each is take for each in Take}


async def test_what_is_said_counts_instead_of_what_was(held):
    ends = "2030-04-04T10:00:00+07:00"
    given = said(title="Evaluasi", kind="evaluation", mode="in_person", ends_at=ends, quotas=[])
    made = await operations.make_next(held.meeting.id, given, by=held.rina)
    new = await Meeting.get(id=made.meeting.id)
    assert (new.title, new.kind.value, new.mode.value) == ("Evaluasi", "evaluation", "in_person")
    assert new.ends_at - new.starts_at == timedelta(hours=1)
    assert await Quota.filter(meeting_id=new.id).count() == 0


async def test_some_items_of_the_agenda_are_chosen(held):
    second = await AgendaItem.get(meeting_id=held.meeting.id, title="Anggaran")
    given = said(agenda_items=[str(second.id)], opening_item=True)
    made = await operations.make_next(held.meeting.id, given, by=held.rina)
    agenda, *_rest = await lists(made.meeting)
    assert [title for title, _minutes, _secret in agenda] == [
        "Tindak lanjut yang masih terbuka",
        "Anggaran",
    ]
    with pytest.raises(Invalid):
        await operations.make_next(
            held.meeting.id, said(agenda_items=[str(new_id())]), by=held.rina
        )


async def owed(meeting: Meeting, number: int, agency, item=None, state=None) -> Commitment:
    decision = await Decision.create(
        meeting=meeting,
        number=number,
        text=f"Menyusun peta kebutuhan {number}",
        horizon=Horizon.SHORT,
        recorded_at=meeting.starts_at,
        state=DecisionState.ACTIVE,
        item=item,
    )
    row = await Commitment.create(
        decision=decision, agency=agency, name=agency.name, duty=Duty.OWNER
    )
    if state is not None:
        await FollowUp.create(commitment=row, state=state)
    return row


async def test_open_follow_ups_of_all_before_may_become_items(held, bkn):
    secret = await AgendaItem.get(meeting_id=held.meeting.id, title="Anggaran")
    first = await owed(held.meeting, 1, bkn)
    await owed(held.meeting, 2, bkn, state=FollowUpState.DONE)
    closed = await owed(held.meeting, 3, bkn, item=secret)
    second = (await operations.make_next(held.meeting.id, said(), by=held.rina)).meeting
    own = await owed(second, 1, bkn)
    seen = await queries.look_back(second.id, to=held.rina)
    keys = [str(own.id), str(closed.id)]
    made = await operations.make_next(second.id, said(follow_ups=keys, take=[]), by=held.rina)
    items = await AgendaItem.filter(meeting_id=made.meeting.id).order_by("position")

    assert {each.id for each in seen.open} == {first.id, closed.id, own.id}
    assert [(item.title, item.presenter, item.confidential) for item in items] == [
        ("Menyusun peta kebutuhan 1", bkn.name, False),
        ("Menyusun peta kebutuhan 3", bkn.name, True),
    ]
    with pytest.raises(Invalid):
        await operations.make_next(second.id, said(follow_ups=[str(new_id())]), by=held.rina)


async def test_whoever_does_not_plan_it_takes_over_no_more_than_everybody_sees(held):
    with pytest.raises(NotFound):
        await operations.make_next(held.meeting.id, said(), by=held.stranger)
    await meetings.publish(held.meeting.id, by=held.rina)
    await MeetingPart.create(
        meeting=held.meeting, person_id=held.stranger.id, part=Part.PARTICIPANT
    )
    with pytest.raises(Forbidden):
        await operations.make_next(held.meeting.id, said(take=["participants"]), by=held.stranger)
    made = await operations.make_next(held.meeting.id, said(), by=held.stranger)
    new = await Meeting.get(id=made.meeting.id).select_related("organizer")
    assert (new.organizer.code, new.theme) == ("LAN", "Pengembangan kompetensi")
    assert await lists(new) == ([], {("Orang Luar", "organizer")}, {}, [])
    with pytest.raises(Forbidden):
        await operations.make_next(held.meeting.id, said(), by=held.budi)


@pytest.fixture
async def room(held, bpsdm) -> Room:
    house = await Building.create(name="Kampus BPSDM", agency=bpsdm, timezone="Asia/Jakarta")
    room = await Room.create(building=house, owner=bpsdm, name="Cendrawasih", seats=60)
    changes = meetings.Changes.model_validate({"register_room": str(room.id)})
    await meetings.change(held.meeting.id, changes, by=held.rina)
    return room


async def test_the_room_comes_along_where_it_is_free(held, room):
    made = await operations.make_next(held.meeting.id, said(), by=held.rina)
    again = await operations.make_next(held.meeting.id, said(), by=held.rina)
    assert (made.meeting.register_room_id, made.room_taken) == (room.id, False)
    assert (again.meeting.register_room_id, again.room_taken) == (None, True)
    assert (again.meeting.room, again.meeting.venue_name) == ("", "Kampus BPSDM")
    count = await Meeting.all().count()
    with pytest.raises(Conflict):
        await operations.make_next(held.meeting.id, said(register_room=str(room.id)), by=held.rina)
    assert await Meeting.all().count() == count
    assert await Booking.filter(room_id=room.id).count() == 2


async def test_whatever_the_earlier_meeting_was_a_draft_comes_of_it(held):
    key, by = held.meeting.id, held.rina
    made = []

    async def follow() -> None:
        before = await whole(held.meeting)
        new = (await operations.make_next(key, said(), by=by)).meeting
        made.append((new.state.value, new.recurrence, new.follow_up_of_id == key))
        assert await whole(held.meeting) == before

    await follow()
    weekly = meetings.Changes.model_validate({"recurrence": "FREQ=WEEKLY;COUNT=4"})
    await meetings.change(key, weekly, by=by)
    await follow()
    await meetings.publish(key, by=by)
    await follow()
    await meetings.postpone(key, "Banjir", by=by)
    await follow()
    await meetings.cancel(key, "Dibatalkan", by=by)
    await follow()
    assert made == [("draft", "", True)] * 5


async def test_a_chain_of_meetings_is_followed_to_its_end(held):
    key = held.meeting.id
    for n in range(6):
        starts = datetime(2030, 4, 4, 2, tzinfo=UTC) + timedelta(days=30 * n)
        given = NextFacts.model_validate({"starts_at": starts.isoformat(), "opening_item": True})
        key = (await operations.make_next(key, given, by=held.rina)).meeting.id
    agenda, *_rest = await lists(await Meeting.get(id=key))
    assert len(agenda) == 8
    assert await Invitation.filter(meeting_id=key).count() == 3


async def test_delegation_rules_stay_with_each_seat(held):
    made = await operations.make_next(held.meeting.id, said(), by=held.rina)
    rules = await Invitation.filter(meeting_id=made.meeting.id).values_list("delegation", flat=True)
    assert sorted(rules) == [Delegation.ALLOWED, Delegation.NOT_ALLOWED, Delegation.NOT_ALLOWED]
