import pytest

from rakor import journal
from rakor.accounts.rules import Role
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart, Quota
from rakor.meetings.rules import Part, State

from .conftest import FACTS, told

API = "/api/v1/meetings"


async def test_a_draft_is_whole_and_its_maker_is_its_organizer(rina, as_person):
    async with as_person(rina) as api:
        answer = await api.post(API, json=FACTS)
    meeting = await Meeting.get()
    parts = await MeetingPart.filter(meeting=meeting).values_list("person_id", "part")
    assert answer.status_code == 201
    assert answer.headers["etag"] == '"1"'
    assert answer.json() == {
        "id": str(meeting.id),
        "revision": 1,
        "seq": 1,
        "title": "Rapat Koordinasi Teknis",
        "theme": "",
        "purpose": "",
        "kind": "coordination",
        "mode": "hybrid",
        "status": "draft",
        "starts_at": "2030-03-01T09:00:00+07:00",
        "ends_at": "2030-03-01T12:00:00+07:00",
        "timezone": "Asia/Jakarta",
        "organizer": "BPSDM",
        "venue": {"name": "", "address": "", "region": ""},
        "room": "Ruang Cendrawasih",
        "online": {
            "made_by": "manual",
            "provider": "Zoom",
            "join_url": "https://zoom.example/1",
            "meeting_number": "",
            "passcode": "rahasia",
            "seats": None,
        },
        "register_room": None,
        "seating": None,
        "letter_number": "",
        "follow_up_of": None,
        "recurrence": None,
        "answer_by": None,
        "called_by": "agency",
        "shows_roster": False,
        "split_from": None,
        "security_class": "public",
        "total_quota": None,
        "quotas": [],
        "reason": "",
        "sequence": 0,
        "uid": f"{meeting.id}@rakor.test",
        "opened_at": None,
        "closed_at": None,
        "agenda": [],
    }
    assert parts == [(rina.id, Part.ORGANIZER)]
    assert await told(meeting) == [("meeting.drafted", "staff")]


async def test_a_participant_makes_no_meetings(new_user, bpsdm, as_person):
    async with as_person(await new_user("Budi", bpsdm)) as api:
        answer = await api.post(API, json=FACTS)
    assert (answer.status_code, await Meeting.all().count()) == (403, 0)


async def test_nobody_calls_meetings_for_another_agency(rina, bkn, as_person):
    async with as_person(rina) as api:
        answer = await api.post(API, json={**FACTS, "organizer": "BKN"})
    assert (answer.status_code, await Meeting.all().count()) == (403, 0)


async def test_an_admin_calls_meetings_for_any_agency_but_must_say_which(admin, bkn, as_person):
    async with as_person(admin) as api:
        unsaid = await api.post(API, json=FACTS)
        said = await api.post(API, json={**FACTS, "organizer": "BKN"})
    assert [error["field"] for error in unsaid.json()["errors"]] == ["organizer"]
    assert (said.status_code, said.json()["organizer"]) == (201, "BKN")


WRONG = [
    ({"title": ""}, "title"),
    ({"title": "x" * 301}, "title"),
    ({"title": "a\u202eb"}, "title"),
    ({"title": "a\x00b"}, "title"),
    ({"title": None}, "title"),
    ({"starts_at": "2030-03-01T09:00:00"}, "starts_at"),
    ({"starts_at": "2030-02-31T09:00:00+07:00"}, "starts_at"),
    ({"starts_at": 1893456000}, "starts_at"),
    ({"starts_at": "0001-01-01T00:00:00+14:00"}, "starts_at"),
    ({"ends_at": "9999-12-31T23:59:59-12:00"}, "ends_at"),
    ({"ends_at": "2030-03-01T09:00:00+07:00"}, "ends_at"),
    ({"ends_at": "2031-03-01T09:00:00+07:00"}, "ends_at"),
    ({"timezone": "Asia/Nowhere"}, "timezone"),
    ({"timezone": "../../etc/passwd"}, "timezone"),
    ({"kind": "party"}, "kind"),
    ({"mode": 3}, "mode"),
    ({"organizer": "NOBODY"}, "organizer"),
    ({"online": {"join_url": "javascript:alert(1)"}}, "online.join_url"),
    ({"online": {"join_url": "https://"}}, "online.join_url"),
    ({"online": {"join_url": "https://[x"}}, "online.join_url"),
    ({"venue": {"nmae": "x"}}, "venue.nmae"),
    ({"venue": "Gedung"}, "venue"),
    ({"recurrence": "FREQ=HOURLY"}, "recurrence"),
    ({"answer_by": "2030-03-01T09:00:00+07:00"}, "answer_by"),
    ({"follow_up_of": "00000000-0000-0000-0000-000000000000"}, "follow_up_of"),
    ({"follow_up_of": "x"}, "follow_up_of"),
    ({"security_class": "secret"}, "security_class"),
    ({"total_quota": 0}, "total_quota"),
    ({"total_quota": 10**30}, "total_quota"),
    ({"quotas": [{"agency": "BKN", "seats": 0}]}, "quotas.0.seats"),
    ({"quotas": [{"agency": "BKN", "seats": 1}, {"agency": "BKN", "seats": 2}]}, "quotas.1.agency"),
    ({"quotas": [{"agency": "BKN", "seats": 1}, {"agency": "X", "seats": 2}]}, "quotas.1.agency"),
    ({"quotas": [{"agency": "BKN", "seats": 40}], "total_quota": 41}, "total_quota"),
    ({"copy": ["everything"]}, "copy.0"),
    ({"titel": "x"}, "titel"),
]


@pytest.mark.parametrize(("wrong", "field"), WRONG)
async def test_what_makes_no_sense_is_named_and_nothing_is_stored(
    rina, bkn, as_person, wrong, field
):
    async with as_person(rina) as api:
        answer = await api.post(API, json={**FACTS, **wrong})
    assert (answer.status_code, [e["field"] for e in answer.json()["errors"]]) == (422, [field])
    assert await Meeting.all().count() == 0


async def test_the_same_agency_twice_is_refused_although_the_sum_fits(rina, new_agency, as_person):
    for code in ("36.73", "36.01", "36.02", "36"):
        await new_agency(code)
    reported = [("36.73", 40), ("36.01", 40), ("36.02", 40), ("36.01", 80)]
    quotas = [{"agency": code, "seats": seats} for code, seats in reported]
    async with as_person(rina) as api:
        refused = await api.post(API, json={**FACTS, "quotas": quotas, "total_quota": 200})
        quotas[3]["agency"] = "36"
        taken = await api.post(API, json={**FACTS, "quotas": quotas, "total_quota": 200})
    assert [error["field"] for error in refused.json()["errors"]] == ["quotas.3.agency"]
    assert (taken.status_code, taken.json()["quotas"]) == (201, quotas)
    assert await Quota.all().count() == 4


async def test_a_draft_changes_without_a_new_sequence(draft, rina, as_person):
    async with as_person(rina) as api:
        answer = await api.patch(
            f"{API}/{draft.id}",
            json={"starts_at": "2030-03-01T08:00:00+07:00", "venue": {"name": "Gedung A"}},
            headers={"if-match": '"1"'},
        )
    body = answer.json()
    assert (body["sequence"], body["revision"], body["seq"]) == (0, 2, 2)
    assert (body["starts_at"], body["venue"]["name"]) == ("2030-03-01T08:00:00+07:00", "Gedung A")
    entry = (await journal.since(draft.id, 1))[0]
    assert (entry.kind, entry.audience.value) == ("meeting.changed", "staff")
    assert entry.data["changed"] == ["starts_at", "venue"]


@pytest.mark.parametrize(
    ("changes", "kind", "sequence"),
    [
        ({"starts_at": "2030-03-01T10:00:00+07:00"}, "meeting.rescheduled", 1),
        ({"ends_at": "2030-03-01T13:00:00+07:00", "title": "B"}, "meeting.rescheduled", 1),
        ({"timezone": "Asia/Makassar"}, "meeting.rescheduled", 1),
        ({"title": "Rakor"}, "meeting.changed", 0),
        ({"room": "Ruang Merak"}, "meeting.changed", 0),
        ({"online": {"passcode": "baru"}}, "meeting.changed", 0),
    ],
)
async def test_moved_times_ask_again_and_other_changes_do_not(
    scheduled, rina, as_person, changes, kind, sequence
):
    async with as_person(rina) as api:
        answer = await api.patch(f"{API}/{scheduled.id}", json=changes)
    entry = (await journal.since(scheduled.id, 2))[0]
    assert (entry.kind, entry.audience.value) == (kind, "participants")
    assert (answer.json()["sequence"], entry.data["sequence"]) == (sequence, sequence)
    assert entry.data["changed"] == sorted(changes)
    assert entry.data["meeting"]["title"] == changes.get("title", FACTS["title"])
    assert answer.json()["online"]["provider"] == "Zoom"


async def test_the_same_facts_again_change_nothing(scheduled, rina, as_person):
    async with as_person(rina) as api:
        answer = await api.patch(f"{API}/{scheduled.id}", json=FACTS)
    assert (answer.status_code, answer.json()["revision"], answer.json().get("seq")) == (
        200,
        2,
        None,
    )
    assert len(await journal.since(scheduled.id, 0)) == 2


async def test_whoever_has_not_seen_the_latest_revision_is_told(draft, rina, as_person):
    async with as_person(rina) as api:
        first = await api.patch(
            f"{API}/{draft.id}", json={"title": "A"}, headers={"if-match": '"1"'}
        )
        second = await api.patch(
            f"{API}/{draft.id}", json={"title": "B"}, headers={"if-match": '"1"'}
        )
    await draft.refresh_from_db()
    assert (first.status_code, second.status_code, draft.title) == (200, 412, "A")


async def test_a_published_meeting_keeps_a_place_and_a_link(scheduled, rina, as_person):
    async with as_person(rina) as api:
        answer = await api.patch(f"{API}/{scheduled.id}", json={"online": {"join_url": ""}})
    await scheduled.refresh_from_db()
    assert [error["field"] for error in answer.json()["errors"]] == ["online.join_url"]
    assert scheduled.join_url == "https://zoom.example/1"


async def test_quotas_are_replaced_whole(draft, rina, bkn, as_person):
    url = f"{API}/{draft.id}"
    async with as_person(rina) as api:
        await api.patch(url, json={"quotas": [{"agency": "BPSDM", "seats": 3}]})
        other = await api.patch(
            url, json={"quotas": [{"agency": "BKN", "seats": 5}], "total_quota": 5}
        )
        wrong = await api.patch(url, json={"total_quota": 6})
        none = await api.patch(url, json={"quotas": [], "total_quota": None})
    assert other.json()["quotas"] == [{"agency": "BKN", "seats": 5}]
    assert wrong.status_code == 422
    assert (none.json()["quotas"], none.json()["total_quota"]) == ([], None)


async def test_a_meeting_follows_an_earlier_one_with_its_agenda_and_officers(
    scheduled, rina, new_user, bpsdm, add_item, as_person
):
    await add_item(scheduled, "Pembukaan", minutes=10)
    await add_item(scheduled, "Anggaran", confidential=True)
    for part in (Part.CHAIR, Part.PARTICIPANT):
        person = (await new_user(f"Wira {part.value}", bpsdm)).person
        await MeetingPart.create(meeting=scheduled, person=person, part=part)
    wish = {**FACTS, "follow_up_of": str(scheduled.id), "copy": ["agenda", "parts"]}
    async with as_person(rina) as api:
        body = (await api.post(API, json=wish)).json()
    assert body["follow_up_of"] == str(scheduled.id)
    assert [(item["title"], item["minutes"], item["confidential"]) for item in body["agenda"]] == [
        ("Pembukaan", 10, False),
        ("Anggaran", 0, True),
    ]
    parts = await MeetingPart.filter(meeting_id=body["id"]).values_list("part", flat=True)
    assert sorted(parts) == ["chair", "organizer"]
    assert await AgendaItem.filter(meeting_id=scheduled.id).count() == 2


async def test_only_those_who_planned_the_earlier_meeting_take_its_agenda(
    scheduled, cast, as_person
):
    users = await cast(scheduled)
    await MeetingPart.create(
        meeting=scheduled, person_id=users["other_staff"].id, part=Part.PARTICIPANT
    )
    wish = {**FACTS, "follow_up_of": str(scheduled.id)}
    async with as_person(users["other_staff"]) as api:
        linked = await api.post(API, json=wish)
        copied = await api.post(API, json={**wish, "copy": ["agenda"]})
    assert (linked.status_code, copied.status_code) == (201, 403)
    assert await Meeting.all().count() == 2


async def test_a_meeting_never_follows_itself(draft, rina, as_person):
    async with as_person(rina) as api:
        wish = {**FACTS, "follow_up_of": str(draft.id)}
        second = (await api.post(API, json=wish)).json()["id"]
        answer = await api.patch(f"{API}/{draft.id}", json={"follow_up_of": second})
        itself = await api.patch(f"{API}/{draft.id}", json={"follow_up_of": str(draft.id)})
        undone = await api.patch(f"{API}/{second}", json={"follow_up_of": None})
    assert (answer.status_code, itself.status_code) == (422, 422)
    assert undone.json()["follow_up_of"] is None


async def test_a_meeting_passes_to_another_agency_by_an_admin_only(
    draft, rina, admin, bkn, as_person
):
    async with as_person(rina) as api:
        refused = await api.patch(f"{API}/{draft.id}", json={"organizer": "BKN"})
    async with as_person(admin) as api:
        moved = await api.patch(f"{API}/{draft.id}", json={"organizer": "BKN"})
    assert (refused.status_code, moved.json()["organizer"]) == (403, "BKN")


async def test_the_same_key_makes_one_meeting(rina, as_person):
    async with as_person(rina) as api:
        answers = [
            await api.post(API, json=FACTS, headers={"idempotency-key": "satu"}) for _n in range(3)
        ]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await Meeting.all().count() == 1


async def test_a_secretariat_plans_what_colleagues_began(draft, new_user, bpsdm, as_person):
    sri = await new_user("Sri", bpsdm, Role.SECRETARIAT)
    async with as_person(sri) as api:
        answer = await api.post(f"{API}/{draft.id}/publish")
    assert answer.json()["status"] == State.SCHEDULED
