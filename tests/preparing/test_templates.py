"""Templates of an agency: kept by those who prepare its meetings, used, archived."""

from datetime import UTC, datetime

import pytest

from rakor.accounts.rules import Role
from rakor.directory.models import Agency
from rakor.directory.operations import merge_agencies
from rakor.errors import Conflict, Forbidden, Invalid, Moved, NotFound
from rakor.invitations.models import Invitation
from rakor.journal import since
from rakor.meetings import operations as meetings
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart, Quota
from rakor.meetings.operations import Changes
from rakor.meetings.rules import Part
from rakor.preparing import operations, queries
from rakor.preparing.models import MeetingTemplate, TemplateQuota, TemplateSeat
from rakor.preparing.operations import Begun, TemplateChanges, TemplateFacts
from rakor.preparing.operations.templates import TEMPLATES
from rakor.preparing.rules import STARTERS, Left

from .conftest import LATER


def begun(**more) -> Begun:
    return Begun.model_validate({"starts_at": LATER, **more})


def facts(**more) -> TemplateFacts:
    return TemplateFacts.model_validate({"name": "Rakor triwulanan", **more})


def changes(**more) -> TemplateChanges:
    return TemplateChanges.model_validate(more)


@pytest.mark.parametrize("starter", STARTERS, ids=[each.key for each in STARTERS])
async def test_every_agency_can_begin_from_what_everybody_has(rina, starter):
    made = await operations.make_from_template(starter.key, begun(), by=rina)
    new = await Meeting.get(id=made.meeting.id)
    items = await AgendaItem.filter(meeting_id=new.id).order_by("position")
    assert (new.title, new.kind, new.mode) == (starter.title, starter.kind, starter.mode)
    assert (new.ends_at - new.starts_at).seconds == starter.minutes * 60
    assert [(item.title, item.minutes) for item in items] == list(starter.agenda)
    assert new.answer_by < new.starts_at


async def test_a_starter_becomes_the_agencys_own(rina, bpsdm):
    pattern = await queries.pattern("rapim", to=rina)
    template = await operations.adopt_starter(pattern, by=rina)
    again = await queries.pattern(str(template.id), to=rina)
    assert (template.agency_id, again.minutes, again.agenda) == (
        bpsdm.id,
        pattern.minutes,
        pattern.agenda,
    )
    assert again.delegation is pattern.delegation
    with pytest.raises(Conflict):
        await operations.adopt_starter(pattern, by=rina)


async def test_a_meeting_kept_as_a_template_makes_the_same_meeting_again(held):
    template = await operations.save_as_template(held.meeting.id, "Rakornas", by=held.rina)
    made = await operations.make_from_template(str(template.id), begun(), by=held.rina)
    new = await Meeting.get(id=made.meeting.id)
    seats = await Invitation.filter(meeting_id=new.id).order_by("email")
    parts = await MeetingPart.filter(meeting_id=new.id).select_related("person")
    items = await AgendaItem.filter(meeting_id=new.id).order_by("position")
    quotas = await Quota.filter(meeting_id=new.id).select_related("agency").order_by("id")

    assert (new.title, new.theme, new.purpose) == (
        held.meeting.title,
        held.meeting.theme,
        held.meeting.purpose,
    )
    assert new.follow_up_of_id is None
    assert [(item.title, item.minutes, item.confidential) for item in items] == [
        ("Pembukaan", 15, False),
        ("Anggaran", 60, True),
    ]
    assert [seat.email for seat in seats] == [
        "budi.prakosa@example.go.id",
        "haryono@bkn.example.go.id",
    ]
    assert seats[1].office_id == held.office.id
    assert ("Wirakarsa Adinegara", "chair") in {(p.person.name, p.part.value) for p in parts}
    assert [(quota.agency.code, quota.seats) for quota in quotas] == [("BPSDM", 2), ("BKN", 3)]
    assert new.total_quota == 5


async def test_a_closed_meeting_is_no_template(held):
    closed = Changes.model_validate({"security_class": "confidential"})
    await meetings.change(held.meeting.id, closed, by=held.rina)
    with pytest.raises(Conflict):
        await operations.save_as_template(held.meeting.id, "Tertutup", by=held.rina)
    with pytest.raises(Invalid):
        await operations.add_template(facts(security_class="top_secret"), by=held.rina)


async def test_templates_are_kept_by_their_agency_only(held, new_user, bpsdm, admin):
    template = await operations.add_template(facts(), by=held.rina)
    sri = await new_user("Sri", bpsdm, Role.SECRETARIAT)
    for user in (held.rina, sri, admin):
        assert [each.id for each in await queries.offered(user)] == [template.id]
    assert await queries.offered(held.stranger) == []
    with pytest.raises(NotFound):
        await operations.change_template(template.id, changes(name="x"), by=held.stranger)
    with pytest.raises(NotFound):
        await operations.make_from_template(str(template.id), begun(), by=held.stranger)
    with pytest.raises(Forbidden):
        await queries.offered(held.budi)
    with pytest.raises(Forbidden):
        await operations.add_template(facts(agency="BPSDM"), by=held.stranger)


async def test_each_change_is_a_version_and_nobody_writes_over_another(rina, held):
    template = await operations.add_template(facts(minutes=60), by=rina)
    agenda = [{"title": "Pembukaan", "minutes": 10}]
    await operations.change_template(
        template.id, changes(agenda=agenda, minutes=90), revision=1, by=rina
    )
    with pytest.raises(Moved):
        await operations.change_template(template.id, changes(minutes=30), revision=1, by=rina)
    await operations.change_template(
        template.id,
        changes(invited=[{"office": str(held.office.id)}], officers=[]),
        revision=2,
        by=rina,
    )
    unchanged = await operations.change_template(template.id, changes(minutes=90), by=rina)
    assert unchanged.revision == 3
    told = [(entry.kind, entry.data["revision"]) for entry in await since(TEMPLATES, 0)]
    assert told == [
        ("meeting_template.added", 1),
        ("meeting_template.changed", 2),
        ("meeting_template.changed", 3),
    ]


async def test_an_archived_template_is_kept_and_can_be_used_again(rina):
    template = await operations.add_template(facts(), by=rina)
    await operations.archive_template(template.id, by=rina)
    assert await queries.offered(rina) == []
    assert [each.id for each in await queries.offered(rina, archived=True)] == [template.id]
    with pytest.raises(Conflict):
        await operations.change_template(template.id, changes(minutes=30), by=rina)
    second = await operations.add_template(facts(), by=rina)
    with pytest.raises(Conflict):
        await operations.restore_template(template.id, by=rina)
    await operations.change_template(second.id, changes(name="Lain"), by=rina)
    assert (await operations.restore_template(template.id, by=rina)).archived_at is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"invited": [{}]},
        {"invited": [{"office": "00000000-0000-0000-0000-000000000001"}]},
        {"invited": [{"person": "00000000-0000-0000-0000-000000000001"}]},
        {"invited": [{"group": "siapa pun di mana pun"}]},
        {"officers": [{"group": "kepala BKD se-Kaltim", "part": "chair"}]},
        {"quotas": [{"agency": "TIDAK-ADA", "seats": 1}]},
        {"quotas": [{"agency": "BKN", "seats": 1}], "total_quota": 3},
        {"quotas": [{"agency": "BKN", "seats": 1}, {"agency": "BKN", "seats": 1}]},
    ],
)
async def test_a_template_names_only_what_there_is(new_user, bpsdm, bkn, wrong):
    sri = await new_user("Sri", bpsdm, Role.SECRETARIAT)
    with pytest.raises(Invalid):
        await operations.add_template(facts(**wrong), by=sri)
    assert await MeetingTemplate.all().count() == 0


async def test_an_officer_comes_from_the_officers_and_not_from_the_guests(held):
    wrong = facts(invited=[{"person": str(held.budi.id), "part": "minute_taker"}])
    with pytest.raises(Invalid):
        await operations.add_template(wrong, by=held.rina)
    wrong = facts(officers=[{"person": str(held.budi.id), "part": "participant"}])
    with pytest.raises(Invalid):
        await operations.add_template(wrong, by=held.rina)
    good = facts(officers=[{"office": str(held.office.id), "part": "chair"}])
    template = await operations.add_template(good, by=held.rina)
    made = await operations.make_from_template(str(template.id), begun(title="A"), by=held.rina)
    chair = await MeetingPart.get(meeting_id=made.meeting.id, part=Part.CHAIR)
    assert chair.person_id == held.head.id


async def test_a_template_without_a_title_asks_for_one(rina):
    template = await operations.add_template(facts(), by=rina)
    with pytest.raises(Invalid):
        await operations.make_from_template(str(template.id), begun(), by=rina)


async def test_a_person_who_was_erased_is_left_out(held):
    template = await operations.save_as_template(held.meeting.id, "Rakornas", by=held.rina)
    held.budi.person.erased_at = datetime.now(UTC)
    await held.budi.person.save()
    made = await operations.make_from_template(str(template.id), begun(), by=held.rina)
    assert {each.reason for each in made.left_out} == {Left.ERASED}
    assert made.invited == 1


async def test_agencies_that_become_one_add_their_seats_up(held, admin):
    template = await operations.save_as_template(held.meeting.id, "Rakornas", by=held.rina)
    bkn = await Agency.get(code="BKN")
    await merge_agencies(bkn.id, "BPSDM", confirmed="BKN", by=admin)
    rows = await TemplateQuota.filter(template_id=template.id).select_related("agency")
    assert [(row.agency.code, row.seats) for row in rows] == [("BPSDM", 5)]
    assert await TemplateSeat.filter(template_id=template.id).count() > 0
    made = await operations.make_from_template(str(template.id), begun(), by=held.rina)
    assert made.meeting.total_quota == 5
