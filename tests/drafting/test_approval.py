"""Nothing goes out that its agency wants approved before it was approved as it is."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest

from rakor.accounts.models import Account, User
from rakor.accounts.rules import Role
from rakor.directory.models import Office, OfficeHolder
from rakor.directory.queries import today
from rakor.directory.rules import Holding
from rakor.drafting import operations, queries
from rakor.drafting.models import Approval, ApprovalStep
from rakor.drafting.queries.approval import step_token, step_url
from rakor.drafting.rules.approval import (
    APPROVAL_STEPS,
    ApprovalState,
    ApprovingOffice,
    AskFacts,
    Demand,
    PolicyFacts,
    Then,
    check_approval_step,
)
from rakor.errors import Conflict, Forbidden, Invalid, Moved, NotFound
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.journal import Entry
from rakor.mail.models import OutgoingMail
from rakor.meetings import operations as meetings
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.operations import Changes, ItemChanges, ItemFacts
from rakor.meetings.queries.checks import checks_of
from rakor.meetings.rules import State
from rakor.scheduling import operations as scheduling
from rakor.scheduling.models import PollOption
from rakor.scheduling.rules.polls import Ballot, OptionFacts, OptionSaid, PollFacts

ASK = AskFacts()


async def kinds(meeting: Meeting) -> list[str]:
    """What happened to the approval of a meeting."""
    rows = await Entry.filter(stream=meeting.id, kind__startswith="approval.").order_by("seq")
    return [row.kind for row in rows]


async def state_of(meeting: Meeting) -> State:
    return (await Meeting.get(id=meeting.id)).state


async def approve_all(meeting: Meeting, *users: User) -> None:
    for user in users:
        await operations.approve(meeting.id, person=user.person)


async def change(meeting: Meeting, by: User, **given) -> None:
    await meetings.change(meeting.id, Changes.model_validate(given), by=by)


@pytest.mark.parametrize(("now", "to"), list(product(ApprovalState, ApprovalState)))
def test_every_step_of_a_request_is_allowed_or_refused(now, to) -> None:
    allowed = {
        ("asked", "approved"), ("asked", "returned"), ("asked", "withdrawn"),
        ("approved", "withdrawn"),
    }  # fmt: skip
    if (now.value, to.value) in allowed:
        check_approval_step(now, to)
        assert to in APPROVAL_STEPS[now]
        return
    with pytest.raises(Conflict):
        check_approval_step(now, to)


@pytest.mark.parametrize(
    ("demand", "kind", "others", "seats", "wanted"),
    [
        (Demand(), "working", 0, 0, True),
        (Demand(frozenset({"leadership"})), "leadership", 0, 0, True),
        (Demand(frozenset({"leadership"})), "working", 9, 900, False),
        (Demand(with_others=True), "working", 1, 5, True),
        (Demand(with_others=True), "working", 0, 5, False),
        (Demand(above=10), "working", 0, 10, False),
        (Demand(above=10), "working", 0, 11, True),
        (Demand(frozenset({"leadership"}), above=10), "working", 0, 11, True),
    ],
)
def test_which_meetings_an_agency_wants_approved(demand, kind, others, seats, wanted) -> None:
    assert demand.wants(kind, others, seats) is wanted


async def test_without_a_setting_a_meeting_is_published_as_ever(draft, rina):
    await meetings.publish(draft.id, by=rina)
    assert await state_of(draft) is State.SCHEDULED
    assert "approval" not in {each.code for each in await checks_of(draft, to=rina)}


async def test_publishing_without_an_approval_says_who_has_to_give_it(draft, policy, rina):
    with pytest.raises(Conflict) as refused:
        await meetings.publish(draft.id, by=rina)
    assert "Kepala Biro Umum, Sekretaris Utama" in refused.value.detail
    assert await state_of(draft) is State.DRAFT
    (check,) = [each for each in await checks_of(draft, to=rina) if each.code == "approval"]
    assert (check.severity.value, check.mend) == ("needed", f"/meetings/{draft.id}/approval")


async def test_both_offices_approve_in_order_and_then_it_is_published(
    draft, policy, rina, chief, secretary
):
    await operations.ask_approval(draft.id, ASK, by=rina)
    with pytest.raises(Forbidden):
        await operations.approve(draft.id, person=secretary.person)
    assert [each.meeting_id for each in await queries.waiting_for(chief, 5)] == [draft.id]
    assert await queries.waiting_for(secretary, 5) == []
    await operations.approve(draft.id, person=chief.person, remark="Setuju")
    with pytest.raises(Conflict):
        await meetings.publish(draft.id, by=rina)
    assert await queries.waiting_for(chief, 5) == []
    await operations.approve(draft.id, person=secretary.person)
    await meetings.publish(draft.id, by=rina)
    assert await state_of(draft) is State.SCHEDULED
    assert await kinds(draft) == ["approval.asked", "approval.given", "approval.granted"]
    approval = await Approval.get(meeting_id=draft.id)
    assert (approval.state, approval.live) == (ApprovalState.APPROVED, None)
    assert approval.published_at is not None
    mails = await OutgoingMail.filter(purpose__startswith="approval:").order_by("id")
    assert sorted(mail.to_address for mail in mails) == sorted(
        each.person.email for each in (chief, secretary, rina)
    )


@pytest.mark.parametrize(
    ("then", "state", "due"),
    [
        (Then.WAIT, State.DRAFT, ""),
        (Then.PUBLISH, State.SCHEDULED, ""),
        (Then.INVITE, State.SCHEDULED, "invitation"),
    ],
)
async def test_what_follows_by_itself_once_all_have_approved(
    draft, policy, rina, chief, secretary, then, state, due
):
    await operations.ask_approval(draft.id, AskFacts(then=then), by=rina)
    await approve_all(draft, chief, secretary)
    assert await state_of(draft) is state
    assert (await Invitation.get(meeting_id=draft.id)).letter_due == due


async def test_what_stands_in_the_way_of_publishing_by_itself_is_told(
    draft, policy, rina, chief, secretary, db
):
    await operations.ask_approval(draft.id, AskFacts(then=Then.PUBLISH), by=rina)
    await Account.filter(person_id=rina.id).update(active=False)
    await approve_all(draft, chief, secretary)
    approval = await Approval.get(meeting_id=draft.id)
    assert (approval.state, approval.live) == (ApprovalState.APPROVED, draft.id)
    assert approval.hitch == "Akun yang mengajukan sudah ditutup."
    assert await state_of(draft) is State.DRAFT


SUBSTANTIAL = [
    ({"title": "Rapat lain"}, "title"),
    ({"starts_at": "2030-03-04T09:30:00+07:00"}, "time"),
    ({"room": "Ruang Rapat Mawar"}, "place"),
    ({"mode": "hybrid", "online": {"provider": "Zoom", "join_url": "https://z.id/j"}}, "place"),
    ({"kind": "leadership"}, "kind"),
    ({"called_by": "chair"}, "called_by"),
]


@pytest.mark.parametrize(("given", "part"), SUBSTANTIAL)
async def test_a_change_of_substance_voids_the_approval(
    draft, policy, rina, chief, secretary, given, part
):
    await operations.ask_approval(draft.id, ASK, by=rina)
    await approve_all(draft, chief, secretary)
    await change(draft, rina, **given)
    standing, _right = await queries.find_standing(draft.id, to=rina)
    assert [each.part for each in standing.changed] == [part]
    with pytest.raises(Conflict):
        await meetings.publish(draft.id, by=rina)
    await operations.ask_approval(draft.id, ASK, by=rina)
    await approve_all(draft, chief, secretary)
    await meetings.publish(draft.id, by=rina)


@pytest.mark.parametrize(
    "given",
    [{"purpose": "Lebih rinci"}, {"theme": "Tema"}, {"letter_number": "B-1"}, {"total_quota": 9}],
)
async def test_small_changes_leave_an_approval_standing(
    draft, policy, rina, chief, secretary, given
):
    await operations.ask_approval(draft.id, ASK, by=rina)
    await approve_all(draft, chief, secretary)
    await change(draft, rina, **given)
    item = await AgendaItem.filter(meeting_id=draft.id).first()
    await meetings.change_item(draft.id, item.id, ItemChanges(minutes=15, presenter="A"), by=rina)
    await meetings.publish(draft.id, by=rina)
    assert await state_of(draft) is State.SCHEDULED


async def test_agenda_and_list_are_of_the_substance(draft, policy, rina, chief, bkn, new_user):
    await operations.ask_approval(draft.id, ASK, by=rina)
    await meetings.add_item(draft.id, ItemFacts(title="Lain-lain"), by=rina)
    sari = await new_user("Sari", bkn)
    await invitations.invite(draft.id, [Wish(person=sari.id)], by=rina)
    standing, _right = await queries.find_standing(draft.id, to=rina)
    told = {each.part: (each.gone, each.come) for each in standing.changed}
    assert told["agenda"] == ([], ["Lain-lain"])
    assert told["invited"][1][0].startswith(sari.full_name)
    with pytest.raises(Conflict):
        await operations.approve(draft.id, person=chief.person)


async def test_who_changes_it_back_has_the_approval_back(draft, policy, rina, chief, secretary):
    await operations.ask_approval(draft.id, ASK, by=rina)
    await approve_all(draft, chief, secretary)
    await change(draft, rina, title="Lain")
    await change(draft, rina, title=draft.title)
    await meetings.publish(draft.id, by=rina)


async def test_an_office_returns_it_with_a_reason(draft, policy, rina, chief):
    await operations.ask_approval(draft.id, ASK, by=rina)
    with pytest.raises(Invalid):
        await operations.give_back(draft.id, " ", person=chief.person)
    await operations.give_back(draft.id, "Undang BKN", person=chief.person)
    with pytest.raises(Conflict):
        await meetings.publish(draft.id, by=rina)
    with pytest.raises(Conflict):
        await operations.approve(draft.id, person=chief.person)
    await operations.ask_approval(draft.id, ASK, by=rina)
    assert await kinds(draft) == ["approval.asked", "approval.returned", "approval.asked"]
    assert await Approval.filter(live=draft.id).count() == 1


async def test_it_is_not_asked_twice_for_the_same(draft, policy, rina, chief, secretary):
    await operations.ask_approval(draft.id, ASK, by=rina)
    with pytest.raises(Conflict):
        await operations.ask_approval(draft.id, ASK, by=rina)
    await approve_all(draft, chief, secretary)
    with pytest.raises(Conflict):
        await operations.ask_approval(draft.id, ASK, by=rina)


async def test_a_request_that_was_replaced_is_not_decided(draft, policy, rina, chief):
    await operations.ask_approval(draft.id, ASK, by=rina)
    old = await ApprovalStep.filter(position=1).first()
    await change(draft, rina, title="Lain")
    await operations.ask_approval(draft.id, ASK, by=rina)
    with pytest.raises(Moved):
        await operations.approve(draft.id, person=chief.person, step=old.id)


async def test_a_withdrawn_request_counts_no_more(draft, policy, rina, chief, secretary):
    await operations.ask_approval(draft.id, ASK, by=rina)
    await approve_all(draft, chief, secretary)
    await operations.withdraw_request(draft.id, by=rina)
    with pytest.raises(Conflict):
        await meetings.publish(draft.id, by=rina)
    with pytest.raises(Conflict):
        await operations.withdraw_request(draft.id, by=rina)


async def test_no_approval_is_asked_where_none_is_wanted(draft, rina):
    with pytest.raises(Conflict):
        await operations.ask_approval(draft.id, ASK, by=rina)


async def test_an_acting_holder_and_a_deputy_may_decide(
    draft, bpsdm, offices, keeper, rina, new_user
):
    acting, below = await new_user("Pelaksana", bpsdm), await new_user("Kabag", bpsdm)
    deputy = await Office.create(title="Kepala Bagian Rapat", agency=bpsdm)
    await OfficeHolder.create(office=deputy, person_id=below.id)
    days = {"valid_from": today(), "valid_until": today() + timedelta(days=3)}
    await OfficeHolder.create(
        office=offices[0], person_id=acting.id, holding=Holding.ACTING_TEMPORARY, **days
    )
    asked = [ApprovingOffice(office=offices[0].id, deputy=deputy.id)]
    await operations.set_policy(bpsdm.id, PolicyFacts(offices=asked), by=keeper)
    for user, right in (
        (acting, "Plh. Kepala Biro Umum"),
        (below, "a.n. Kepala Biro Umum, Kepala Bagian Rapat"),
    ):
        await change(draft, rina, title=f"Rapat {right}")
        await operations.ask_approval(draft.id, ASK, by=rina)
        assert [each.meeting_id for each in await queries.waiting_for(user, 5)] == [draft.id]
        await operations.approve(draft.id, person=user.person)
        step = await ApprovalStep.filter(approval__live=draft.id).first()
        assert step.capacity == right


async def test_who_held_the_office_once_decides_no_more(draft, policy, offices, rina, chief):
    await operations.ask_approval(draft.id, ASK, by=rina)
    step = await ApprovalStep.filter(position=1).first()
    token = step_token(step.id, chief.id)
    assert (await queries.step_behind(step.id, token))[1].id == chief.id
    yesterday = today() - timedelta(days=1)
    await OfficeHolder.filter(office_id=offices[0].id).update(valid_until=yesterday)
    with pytest.raises(NotFound):
        await queries.step_behind(step.id, token)
    with pytest.raises(Forbidden):
        await operations.approve(draft.id, person=chief.person)


async def test_a_postponed_meeting_is_approved_anew(draft, policy, rina, chief, secretary):
    await operations.ask_approval(draft.id, AskFacts(then=Then.PUBLISH), by=rina)
    await approve_all(draft, chief, secretary)
    await meetings.postpone(draft.id, "Ditunda", by=rina)
    with pytest.raises(Conflict):
        await meetings.publish(draft.id, by=rina)
    await operations.ask_approval(draft.id, ASK, by=rina)
    await approve_all(draft, chief, secretary)
    await meetings.publish(draft.id, by=rina)
    assert await state_of(draft) is State.SCHEDULED


async def test_the_setting_is_the_admins_of_the_agency(bpsdm, bkn, offices, rina, new_user):
    facts = PolicyFacts(offices=[ApprovingOffice(office=offices[0].id)])
    other = await new_user("Admin BKN", bkn, Role.AGENCY_ADMIN)
    with pytest.raises(Forbidden):
        await operations.set_policy(bpsdm.id, facts, by=rina)
    with pytest.raises(NotFound):
        await operations.set_policy(bpsdm.id, facts, by=other)


async def test_offices_that_approve_are_of_the_agencys_line_and_named_once(
    bpsdm, bkn, offices, keeper
):
    elsewhere = await Office.create(title="Kepala BKN", agency=bkn)
    first = ApprovingOffice(office=offices[0].id)
    for named in ([ApprovingOffice(office=elsewhere.id)], [first, first]):
        with pytest.raises(Invalid):
            await operations.set_policy(bpsdm.id, PolicyFacts(offices=named), by=keeper)


async def test_a_setting_is_changed_by_who_has_seen_it_and_dropped(bpsdm, policy, offices, keeper):
    facts = PolicyFacts(offices=[ApprovingOffice(office=offices[1].id)], with_others=True)
    with pytest.raises(Moved):
        await operations.set_policy(bpsdm.id, facts, revision=0, by=keeper)
    changed = await operations.set_policy(bpsdm.id, facts, revision=1, by=keeper)
    assert (changed.revision, changed.with_others) == (2, True)
    await operations.drop_policy(bpsdm.id, by=keeper)
    assert await queries.policy_of(bpsdm.id) is None
    with pytest.raises(NotFound):
        await operations.drop_policy(bpsdm.id, by=keeper)


async def test_the_letter_of_an_office_opens_its_own_page(draft, policy, rina, chief):
    await operations.ask_approval(draft.id, AskFacts(note="Mohon segera"), by=rina)
    step = await ApprovalStep.filter(position=1).first()
    address = step_url(step, chief.person)
    mail = await OutgoingMail.get(purpose=f"approval:{step.id}:{chief.id}")
    assert mail.sealed
    assert mail.message
    assert address.endswith(step_token(step.id, chief.id))


async def test_a_poll_settles_the_time_and_asks_for_the_approval(
    draft, policy, rina, chief, secretary
):
    option = OptionFacts(day=date(2030, 3, 6), clock=time(9), minutes=120, timezone="Asia/Jakarta")
    asks = PollFacts(options=[option], deadline=datetime.now(UTC) + timedelta(days=3))
    poll = await scheduling.begin_poll(draft.id, asks, by=rina)
    (row,) = await PollOption.filter(poll_id=poll.id)
    seat = await Invitation.get(meeting_id=draft.id)
    no = Ballot(options={str(row.id): OptionSaid(choice="no", revision=1)})
    await scheduling.answer_poll(poll.id, seat, no, via="page", by=None)
    settled = await scheduling.settle_poll(poll.id, row.id, by=rina)
    assert (settled.state, settled.starts_at) == (State.DRAFT, row.starts_at)
    sorry = OutgoingMail.filter(purpose__startswith="poll:sorry:")
    assert await sorry.count() == 0
    await approve_all(draft, chief, secretary)
    assert await state_of(draft) is State.SCHEDULED
    assert (await Invitation.get(meeting_id=draft.id)).letter_due == "invitation"
    for _n in range(2):
        await scheduling.comfort_late(draft.id, datetime.now(UTC))
    assert await sorry.count() == 1


async def test_an_approval_that_was_given_publishes_through_a_poll(
    draft, policy, rina, chief, secretary
):
    await operations.ask_approval(draft.id, ASK, by=rina)
    assert await operations.publish_or_ask(draft.id, by=rina) is False
    assert (await Approval.get(live=draft.id)).then is Then.INVITE
    await approve_all(draft, chief, secretary)
    assert await state_of(draft) is State.SCHEDULED


async def test_the_office_decides_on_its_page_and_by_its_link(
    draft, policy, rina, chief, secretary, as_person
):
    await operations.ask_approval(draft.id, AskFacts(note="Mohon segera"), by=rina)
    async with as_person(chief, page=True) as browser:
        assert "Setujui terbitnya" in (await browser.get("/")).text
        page = await browser.get(f"/meetings/{draft.id}/approval")
        assert page.status_code == 200
        for said in ("Pagu indikatif", "Mohon segera", "Setujui rapat ini"):
            assert said in page.text
        sent = await browser.post(
            f"/meetings/{draft.id}/approval/decide", data={"answer": "approve"}
        )
        assert sent.status_code == 303
        assert (await browser.get(f"/meetings/{draft.id}")).status_code == 404
    step = await ApprovalStep.get(position=2)
    address = f"/approvals/{step.id}/{step_token(step.id, secretary.id)}"
    async with as_person(None, page=True) as guest:
        page = await guest.get(address)
        assert page.status_code == 200
        assert page.headers["referrer-policy"] == "strict-origin"
        csrf = page.text.partition('name="csrf" value="')[2].partition('"')[0]
        refused = await guest.post(address, data={"answer": "return", "csrf": csrf})
        assert "Tulis apa yang perlu diperbaiki." in refused.text
        sent = await guest.post(
            address, data={"answer": "return", "reason": "Undang BKN", "csrf": csrf}
        )
        assert sent.status_code == 303
        other = f"/approvals/{step.id}/{step_token(step.id, chief.id)}"
        assert (await guest.get(other)).status_code == 404
    assert (await Approval.get(meeting_id=draft.id)).state is ApprovalState.RETURNED


async def test_programs_ask_read_and_approve(draft, policy, rina, chief, secretary, as_person):
    here = f"/api/v1/meetings/{draft.id}"
    async with as_person(rina) as program:
        refused = await program.post(f"{here}/publish", json={})
        assert refused.status_code == 409
        asked = await program.post(f"{here}/approval", json={"then": "publish"})
        assert (asked.status_code, asked.json()["status"]) == (201, "asked")
        assert (await program.post(f"{here}/approval/approve", json={})).status_code == 403
    for user in (chief, secretary):
        async with as_person(user) as program:
            yours = (await program.get(f"{here}/approval")).json()["yours"]
            given = await program.post(f"{here}/approval/approve", json={"step": yours})
            assert given.status_code == 200, given.text
    told = given.json()
    assert (told["status"], told["published_at"] is not None) == ("approved", True)
    assert await state_of(draft) is State.SCHEDULED


async def test_the_setting_on_its_page_and_for_programs(bpsdm, offices, keeper, rina, as_person):
    page = f"/directory/agencies/{bpsdm.id}/approval"
    api = f"/api/v1/agencies/{bpsdm.id}/approval-policy"
    async with as_person(keeper, page=True) as browser:
        sent = await browser.post(
            page,
            data={
                "wanted": "some", "with_others": "true", "above": "40", "kinds[]": "leadership",
                "offices.0.office": str(offices[0].id), "offices.0.deputy": "",
                "offices.1.office": "", "revision": "0",
            },
        )  # fmt: skip
        assert sent.status_code == 303, sent.text
        assert "Kepala Biro Umum" in (await browser.get(page)).text
        empty = await browser.post(page, data={"wanted": "all", "revision": "1"})
        assert empty.status_code == 422
    async with as_person(rina) as program:
        told = (await program.get(api)).json()
        assert (told["kinds"], told["with_others"], told["above"]) == (["leadership"], True, 40)
        assert (await program.delete(api)).status_code == 403
    async with as_person(keeper) as program:
        assert (await program.delete(api)).status_code == 204
        assert (await program.get(api)).status_code == 404


async def test_pages_ask_the_same_number_of_queries_for_many(
    draft, policy, rina, bkn, new_user, count_queries
):
    await operations.ask_approval(draft.id, ASK, by=rina)
    await change(draft, rina, title="Lain")
    with count_queries() as one:
        await queries.find_standing(draft.id, to=rina)
    people = [await new_user(f"Orang {n}", bkn) for n in range(30)]
    await invitations.invite(draft.id, [Wish(person=each.id) for each in people], by=rina)
    with count_queries() as many:
        await queries.find_standing(draft.id, to=rina)
    assert len(one) == len(many) < 12
