"""Polls from the question to the meeting: nothing said is lost, and everything happens at once."""

from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes
from itertools import product

import pytest

from rakor.errors import Conflict, Invalid, Moved, RakorError
from rakor.invitations.models import Invitation
from rakor.invitations.queries import personal_token
from rakor.journal import Entry
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part, State
from rakor.scheduling import operations, queries
from rakor.scheduling.models import Poll, PollAnswer
from rakor.scheduling.rules.polls import (
    POLL_STEPS,
    Ballot,
    Choice,
    OptionFacts,
    OptionSaid,
    PollChanges,
    PollFacts,
    PollState,
    Voter,
    check_poll_step,
    tally,
)

DAY = date(2030, 3, 5)


def at(clock: str, day: date = DAY, zone: str = "Asia/Jakarta") -> OptionFacts:
    return OptionFacts(day=day, clock=time.fromisoformat(clock), minutes=120, timezone=zone)


def facts(*options: OptionFacts, **more) -> PollFacts:
    return PollFacts(
        options=list(options) or [at("09:00"), at("13:00")],
        deadline=datetime.now(UTC) + timedelta(days=3),
        **more,
    )


@pytest.fixture
async def draft(held):
    return await held(0, 8, 2, State.DRAFT)


@pytest.fixture
async def asked(draft, seat, new_user, bkn, bpsdm, rina):
    """A poll of two times, with two seats of two agencies."""
    seats = [
        await seat(draft, await new_user(name, agency))
        for name, agency in (("Budi", bkn), ("Sari", bpsdm))
    ]
    poll = await operations.begin_poll(draft.id, facts(), by=rina)
    return poll, await queries.options_of(poll), seats


def ballot(**choices) -> Ballot:
    """`ballot(**{key: ("yes", revision)})`."""
    return Ballot(
        options={key: OptionSaid(choice=said, revision=n) for key, (said, n) in choices.items()}
    )


async def say(poll, seat, *said) -> None:
    """`await say(poll, seat, (option, "yes"))`."""
    choices = {str(option.id): (choice, option.revision) for option, choice in said}
    await operations.answer_poll(poll.id, seat, ballot(**choices), via="page", by=None)


async def letters(kind: str) -> list[str]:
    """To whom letters of a kind went."""
    rows = await OutgoingMail.filter(purpose__startswith=f"poll:{kind}:").order_by("to_address")
    return [row.to_address for row in rows]


@pytest.mark.parametrize(("state", "to"), list(product(PollState, PollState)))
def test_every_step_of_a_poll_is_allowed_or_refused(state: PollState, to: PollState) -> None:
    allowed = {
        ("open", "closed"), ("open", "settled"), ("open", "dropped"),
        ("closed", "open"), ("closed", "settled"), ("closed", "dropped"),
    }  # fmt: skip
    if (state.value, to.value) in allowed:
        check_poll_step(state, to)
        assert to in POLL_STEPS[state]
        return
    with pytest.raises(Conflict):
        check_poll_step(state, to)


def test_a_required_no_weighs_more_than_many_who_can_come() -> None:
    voters = [Voter("a", "", "", True), *(Voter(str(n), "", "", False) for n in range(5))]
    against = tally(voters, {"a": Choice.NO, **{str(n): Choice.YES for n in range(5)}})
    suits = tally(voters, {"a": Choice.IF_NEED_BE})
    assert suits.rank < against.rank
    assert (against.yes, against.no, against.missing, suits.missing) == (5, 1, 0, 5)
    assert [voter.key for voter in against.against] == ["a"]


def test_who_is_no_longer_asked_does_not_count() -> None:
    assert tally([], {"gone": Choice.YES}).yes == 0


async def test_everybody_on_the_list_is_asked_with_a_link_of_their_own(asked):
    _poll, _options, seats = asked
    mails = await OutgoingMail.filter(purpose__startswith="poll:ask:").order_by("to_address")
    assert [mail.to_address for mail in mails] == [
        "budi@example.go.id",
        "sari@example.go.id",
    ]
    assert all(mail.sealed for mail in mails)
    first = await Invitation.get(id=seats[0].id)
    text = message_from_bytes(bytes(mails[0].message)).get_payload(0).get_payload(decode=True)
    assert f"http://rakor.test/r/{personal_token(first)}/times" in text.decode()
    assert (
        "Selasa, 5 Maret 2030, 09.00–11.00 WIB (09.00 WIB, 10.00 WITA, 11.00 WIT)" in text.decode()
    )


async def test_an_edited_option_asks_anew_and_the_others_keep_what_was_said(asked, rina):
    poll, (nine, one), (budi, sari) = asked
    await say(poll, budi, (nine, "yes"), (one, "no"))
    await say(poll, sari, (nine, "if_need_be"), (one, "yes"))
    await operations.move_option(nine.id, at("10:00"), poll_id=poll.id, revision=1, by=rina)
    standing = await queries.standing(poll, await Meeting.get(id=poll.meeting_id))
    (ten, still) = standing.asked
    assert (ten.option.clock, ten.said) == ("10:00", {})
    assert still.said == {str(budi.id): Choice.NO, str(sari.id): Choice.YES}
    assert len(standing.missing) == 2


async def test_adding_and_removing_options_loses_no_vote(asked, rina):
    poll, (nine, one), (budi, _sari) = asked
    await say(poll, budi, (nine, "yes"), (one, "no"))
    await operations.add_option(poll.id, at("09:00", date(2030, 3, 6)), by=rina)
    await operations.remove_option(one.id, poll_id=poll.id, by=rina)
    standing = await queries.standing(poll, await Meeting.get(id=poll.meeting_id))
    assert [each.said for each in standing.asked] == [{str(budi.id): Choice.YES}, {}]
    # What was said to the option that is gone stays in the record.
    assert await PollAnswer.filter(option_id=one.id).count() == 1


async def test_an_answer_to_a_time_that_moved_meanwhile_is_refused_whole(asked, rina):
    poll, (nine, one), (budi, _sari) = asked
    await operations.move_option(nine.id, at("10:00"), poll_id=poll.id, by=rina)
    with pytest.raises(Conflict):
        await say(poll, budi, (nine, "yes"), (one, "yes"))
    assert await PollAnswer.all().count() == 0


async def test_an_answer_may_change_and_leaves_what_it_does_not_name(asked):
    poll, (nine, one), (budi, _sari) = asked
    await say(poll, budi, (nine, "yes"), (one, "no"))
    await say(poll, budi, (one, "if_need_be"))
    assert await queries.own_answers([nine, one], budi) == {
        nine.id: Choice.YES,
        one.id: Choice.IF_NEED_BE,
    }
    with pytest.raises(Invalid):
        await operations.answer_poll(poll.id, budi, Ballot(), via="page", by=None)


async def test_nobody_answers_after_the_deadline_and_the_poll_closes_itself(asked):
    poll, (nine, _one), (budi, _sari) = asked
    await Poll.filter(id=poll.id).update(deadline=datetime.now(UTC) - timedelta(seconds=1))
    with pytest.raises(Conflict):
        await say(poll, budi, (nine, "yes"))
    await operations.keep_polls()
    assert (await Poll.get(id=poll.id)).state is PollState.CLOSED
    closed = await Entry.filter(kind="poll.closed")
    assert [entry.actor for entry in closed] == [None]
    await operations.keep_polls()
    assert await Entry.filter(kind="poll.closed").count() == 1


async def test_a_later_deadline_opens_a_closed_poll_again(asked, rina):
    poll, (nine, _one), (budi, _sari) = asked
    await operations.close_poll(poll.id, by=rina)
    later = PollChanges(deadline=datetime.now(UTC) + timedelta(days=5))
    await operations.change_poll(poll.id, later, by=rina)
    await say(poll, budi, (nine, "yes"))
    with pytest.raises(Moved):
        await operations.change_poll(poll.id, PollChanges(note="x"), revision=1, by=rina)


async def test_only_those_missing_are_reminded_and_not_twice_in_a_row(asked, rina):
    poll, (nine, one), (budi, _sari) = asked
    await say(poll, budi, (nine, "yes"), (one, "no"))
    with pytest.raises(Conflict):  # asked a moment ago
        await operations.remind_missing(poll.id, by=rina)
    await poll.voices.all().update(told_at=datetime.now(UTC) - timedelta(hours=13))
    assert await operations.remind_missing(poll.id, by=rina) == 1
    assert await letters("remind") == ["sari@example.go.id"]
    with pytest.raises(Conflict):
        await operations.remind_missing(poll.id, by=rina)


async def test_a_seat_that_came_later_is_asked_by_the_same_button(asked, seat, new_user, bkn, rina):
    poll, _options, _seats = asked
    await seat(await Meeting.get(id=poll.meeting_id), await new_user("Tono", bkn))
    assert await operations.remind_missing(poll.id, by=rina) == 1
    assert await letters("ask") == [
        "budi@example.go.id",
        "sari@example.go.id",
        "tono@example.go.id",
    ]


async def test_the_last_day_reminds_by_itself_once(asked):
    poll, (nine, one), (budi, _sari) = asked
    await say(poll, budi, (nine, "yes"), (one, "no"))
    ago = datetime.now(UTC) - timedelta(days=2)
    await Poll.filter(id=poll.id).update(
        opened_at=ago, deadline=datetime.now(UTC) + timedelta(hours=20)
    )
    await poll.voices.all().update(told_at=ago)
    assert await operations.keep_polls() == 1
    assert await operations.keep_polls() == 0
    assert await letters("remind") == ["sari@example.go.id"]


async def test_settling_publishes_invites_and_consoles_in_one_act(asked, rina):
    poll, (nine, one), (budi, sari) = asked
    await say(poll, budi, (nine, "no"), (one, "yes"))
    await say(poll, sari, (nine, "yes"), (one, "no"))
    meeting = await operations.settle_poll(poll.id, one.id, revision=one.revision, by=rina)
    assert meeting.state is State.SCHEDULED
    assert meeting.starts_at == datetime(2030, 3, 5, 6, 0, tzinfo=UTC)
    assert await Invitation.filter(meeting_id=meeting.id, letter_due="invitation").count() == 2
    assert await letters("sorry") == ["sari@example.go.id"]
    settled = await Poll.get(id=poll.id)
    assert (settled.state, settled.chosen_id, settled.live) == (PollState.SETTLED, one.id, None)
    with pytest.raises(Conflict):
        await operations.settle_poll(poll.id, nine.id, by=rina)


async def test_what_cannot_be_published_settles_nothing(asked, rina):
    poll, (nine, _one), _seats = asked
    await Meeting.filter(id=poll.meeting_id).update(venue_name="", room="")
    with pytest.raises(Invalid):
        await operations.settle_poll(poll.id, nine.id, by=rina)
    meeting = await Meeting.get(id=poll.meeting_id)
    assert (meeting.state, meeting.sequence) == (State.DRAFT, 0)
    assert (await Poll.get(id=poll.id)).state is PollState.OPEN
    assert await Entry.filter(kind="poll.settled").count() == 0


async def test_the_zone_of_the_chosen_time_becomes_that_of_the_meeting(draft, rina):
    facts_of = facts(at("09:00", zone="Asia/Jayapura"))
    poll = await operations.begin_poll(draft.id, facts_of, by=rina)
    (option,) = await queries.options_of(poll)
    meeting = await operations.settle_poll(poll.id, option.id, by=rina)
    assert (meeting.timezone, meeting.starts_at.hour) == ("Asia/Jayapura", 0)


@pytest.mark.parametrize(
    "asks",
    [
        facts(at("09:00"), at("09:00")),
        facts(at("09:00", date(2020, 1, 1))),
        facts(at("09:00"), at("11:00", zone="Asia/Makassar"), at("10:00")),
    ],
    ids=["twice", "past", "twice in two zones"],
)
async def test_times_that_make_no_sense_are_not_asked_about(draft, rina, asks):
    with pytest.raises(Invalid):
        await operations.begin_poll(draft.id, asks, by=rina)
    assert await Poll.all().count() == 0


async def test_one_meeting_has_one_poll_at_a_time(asked, rina):
    poll, _options, _seats = asked
    with pytest.raises(Conflict):
        await operations.begin_poll(poll.meeting_id, facts(), by=rina)
    await operations.drop_poll(poll.id, by=rina)
    await operations.begin_poll(poll.meeting_id, facts(), by=rina)


async def test_a_published_meeting_and_a_series_are_not_asked_about(held, rina):
    for meeting in (
        await held(0, 8, 2),
        await held(0, 8, 2, State.DRAFT, recurrence="FREQ=DAILY;COUNT=2"),
    ):
        with pytest.raises(RakorError):
            await operations.begin_poll(meeting.id, facts(), by=rina)


async def test_a_chair_counts_as_required_even_as_an_observer(asked, rina):
    poll, (nine, _one), (budi, _sari) = asked
    await Invitation.filter(id=budi.id).update(part=Part.OBSERVER)
    await say(poll, budi, (nine, "no"))
    meeting = await Meeting.get(id=poll.meeting_id)
    assert (await queries.standing(poll, meeting)).asked[0].tally.against == ()
    await MeetingPart.create(meeting=meeting, person_id=budi.person_id, part=Part.CHAIR)
    against = (await queries.standing(poll, meeting)).asked[0].tally.against
    assert [voter.key for voter in against] == [str(budi.id)]


async def test_the_pages_from_the_question_to_the_answer_and_the_meeting(
    draft, seat, budi, rina, as_person
):
    asked = await seat(draft, budi)
    async with as_person(rina, page=True) as browser:
        assert (await browser.get(f"/meetings/{draft.id}/poll")).status_code == 200
        begun = await browser.post(
            f"/meetings/{draft.id}/poll",
            data={
                "options.0.day": "2030-03-05", "options.0.clock": "09:00",
                "options.1.day": "2030-03-06", "options.1.clock": "13:00",
                "options.2.day": "", "options.2.clock": "",
                "minutes": "120", "timezone": "Asia/Jakarta",
                "deadline": (datetime.now(UTC) + timedelta(days=3)).date().isoformat(),
            },
        )  # fmt: skip
        assert begun.status_code == 303
        link = f"/r/{personal_token(await Invitation.get(id=asked.id))}/times"
        async with as_person(None, page=True) as phone:
            seen = await phone.get(link)
            assert "Selasa, 5 Maret 2030, 09.00–11.00 WIB" in seen.text
            assert seen.headers["referrer-policy"] == "strict-origin"
            options = await queries.options_of(await Poll.get(live=draft.id))
            said = {f"options.{each.id}.revision": each.revision for each in options}
            said |= {f"options.{options[0].id}.choice": "yes", "comment": "Siap"}
            assert (await phone.post(link, data=said)).status_code == 303
        board = await browser.get(f"/meetings/{draft.id}/poll")
        assert "Siap" in board.text
        assert "Paling sesuai" in board.text
        poll = await Poll.get(live=draft.id)
        settled = await browser.post(
            f"/meetings/{draft.id}/poll/{poll.id}/options/{options[0].id}/settle",
            data={"revision": 1},
        )
        assert settled.headers["location"] == f"/meetings/{draft.id}"
        async with as_person(None, page=True) as phone:
            assert "Waktu rapat sudah ditetapkan" in (await phone.get(link)).text
    assert (await Meeting.get(id=draft.id)).state is State.SCHEDULED


async def test_programs_ask_read_and_settle(draft, seat, budi, rina, as_person):
    await seat(draft, budi)
    url = f"/api/v1/meetings/{draft.id}/poll"
    option = {"day": "2030-03-05", "clock": "09:00", "minutes": 120, "timezone": "Asia/Makassar"}
    async with as_person(rina) as program:
        assert (await program.get(url)).status_code == 404
        made = await program.post(
            url, json={"options": [option], "deadline": "2030-03-01T00:00:00+07:00"}
        )
        assert made.status_code == 422  # three months at most
        soon = (datetime.now(UTC) + timedelta(days=2)).isoformat()
        made = await program.post(url, json={"options": [option], "deadline": soon})
        assert made.status_code == 201
        (first,) = made.json()["options"]
        assert (first["starts_at"], first["missing"]) == ("2030-03-05T01:00:00Z", 1)
        done = await program.post(f"{url}/settle", json={"option": first["id"]})
        assert (done.status_code, done.json()["status"]) == (200, "settled")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_days_that_no_calendar_reaches_are_refused(draft, rina, as_person, day):
    url = f"/api/v1/meetings/{draft.id}"
    option = {"day": day, "clock": "23:30", "minutes": 60, "timezone": "America/New_York"}
    soon = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    async with as_person(rina) as program:
        asked = await program.post(f"{url}/poll", json={"options": [option], "deadline": soon})
        found = await program.get(f"{url}/times?since={day}")
    assert (asked.status_code, found.status_code) == (422, 422)


async def test_a_form_with_strange_names_of_lines_is_refused_not_broken(draft, rina, as_person):
    typed = {
        "options.satu.day": "2030-03-05", "minutes": "120",
        "timezone": "Asia/Jakarta", "deadline": "2030-03-01",
    }  # fmt: skip
    async with as_person(rina, page=True) as browser:
        answer = await browser.post(f"/meetings/{draft.id}/poll", data=typed)
    assert answer.status_code == 422
