"""What calendars and mail servers send back, through the doors by which it comes."""

import asyncio
import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rakor import journal
from rakor.directory.models import Person
from rakor.invitations import jobs, operations, queries
from rakor.invitations.models import Invitation
from rakor.invitations.rules import Reason, RsvpStatus
from rakor.mail.inbox import Address, listening
from rakor.mail.models import IncomingMail, MailState, OutgoingMail
from rakor.meetings import operations as meetings
from rakor.meetings.operations.facts import Changes
from rakor.settings import settings as settings_of
from tests.invitations.replies import reply_mail, take

pytestmark = pytest.mark.postgres

NOW = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


async def status_of(invitation: Invitation) -> RsvpStatus:
    return (await Invitation.get(id=invitation.id)).status


@pytest.mark.parametrize(
    ("partstat", "status"),
    [("ACCEPTED", "accepted"), ("DECLINED", "declined"), ("TENTATIVE", "tentative")],
)
async def test_an_answer_is_noted_once(meeting, ask, admin, as_person, partstat, status):
    budi = await ask("budi@bkn.go.id", "Budi")
    raw = reply_mail(budi, meeting.uid, partstat, stamp=NOW)
    headers = {"content-type": "message/rfc822"}
    async with as_person(admin) as program:
        first = await program.post("/api/v1/inbound/mail", content=raw, headers=headers)
        again = await program.post("/api/v1/inbound/mail", content=raw, headers=headers)

    assert first.json() == {
        "result": "reply_applied",
        "invitation": str(budi.id),
        "reason": "Jawaban dicatat.",
        "seq": first.json()["seq"],
    }
    assert again.json()["result"] == "duplicate"
    row = await Invitation.get(id=budi.id)
    assert (row.status.value, row.via, row.answered_at is not None) == (status, "mail", True)
    kinds = [entry.kind for entry in await journal.since(meeting.id, 0)]
    assert kinds.count("invitation.answered") == 1


async def test_the_listener_takes_an_answer_over_a_real_socket(meeting, ask):
    budi = await ask("budi@bkn.go.id", "Budi")
    raw = reply_mail(budi, meeting.uid)
    # Exchange keeps no token in the letter itself: only the envelope has it.
    raw = raw.replace(queries.reply_address(budi).encode(), b"rsvp@rakor.test")
    async with listening(Address("127.0.0.1", 0), jobs.take, queries.is_ours) as port:

        def send(to: str):
            with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
                return client.sendmail("alias@elsewhere.id", [to], raw)

        await asyncio.to_thread(send, queries.reply_address(budi).upper())
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            await asyncio.to_thread(send, "rsvp-" + "a" * 26 + "@rakor.test")

    assert await status_of(budi) is RsvpStatus.ACCEPTED
    (row,) = await IncomingMail.all()
    assert (row.via, row.result) == ("smtp", "reply_applied")


async def test_nobody_answers_for_others(meeting, ask):
    budi, sari = await ask("budi@bkn.go.id", "Budi"), await ask("sari@bkn.go.id", "Sari")
    both = {budi.email: "ACCEPTED", sari.email: "DECLINED"}
    token = await take(reply_mail(budi, meeting.uid, attendees=both))
    stranger = await take(
        reply_mail(
            sari,
            meeting.uid,
            "DECLINED",
            sender="spoof@evil.id",
            to="rsvp@rakor.test",
            organizer="rsvp@rakor.test",
        )
    )
    other = await take(
        reply_mail(budi, meeting.uid, attendees={sari.email: "DECLINED"}, sender="spoof@evil.id")
    )

    assert (token.result, token.invitation_id) == ("reply_applied", budi.id)
    assert (stranger.result, stranger.invitation_id) == ("refused", None)
    assert other.result == "pending_approval"
    assert (await status_of(budi), await status_of(sari)) == (
        RsvpStatus.ACCEPTED,
        RsvpStatus.NO_RESPONSE,
    )


async def test_an_answer_to_the_old_time_is_stale(meeting, ask, rina):
    budi = await ask("budi@bkn.go.id", "Budi")
    later = Changes(starts_at="2030-03-06T02:00:00Z", ends_at="2030-03-06T05:00:00Z")
    await meetings.change(meeting.id, later, by=rina)
    await journal.follow(jobs.followers[0])
    old = await take(reply_mail(budi, meeting.uid, sequence=0))
    new = await take(reply_mail(budi, meeting.uid, sequence=1))

    assert (old.result, new.result) == ("stale", "reply_applied")


@pytest.mark.parametrize("end", ["cancelled", "withdrawn", "unknown"])
async def test_what_is_over_takes_no_answer(meeting, ask, rina, end):
    budi = await ask("budi@bkn.go.id", "Budi")
    uid = meeting.uid
    if end == "cancelled":
        await meetings.cancel(meeting.id, "", by=rina)
    elif end == "withdrawn":
        await operations.withdraw(budi.id, by=rina)
    else:
        uid = "nobody-knows@x.id"
    row = await take(reply_mail(budi, uid))

    assert row.result == ("unknown_meeting" if end == "unknown" else "stale")
    assert await status_of(budi) is not RsvpStatus.ACCEPTED


async def test_the_later_of_page_and_calendar_counts(meeting, ask):
    budi = await ask("budi@bkn.go.id", "Budi")
    await operations.answer(budi, "declined", "", "", via="page", by=None)
    now = datetime.now(UTC)
    before = await take(reply_mail(budi, meeting.uid, stamp=now - timedelta(minutes=5)))
    after = await take(reply_mail(budi, meeting.uid, stamp=now + timedelta(seconds=2)))

    assert (before.result, after.result) == ("stale", "reply_applied")
    assert await status_of(budi) is RsvpStatus.ACCEPTED


async def test_uninviting_one_leaves_the_answers_of_others_open(meeting, ask, rina):
    budi, sari = await ask("budi@bkn.go.id", "Budi"), await ask("sari@bkn.go.id", "Sari")
    await operations.withdraw(sari.id, by=rina)
    await operations.answer(budi, "declined", "", "", via="page", by=None)
    row = await take(reply_mail(budi, meeting.uid, stamp=datetime.now(UTC) + timedelta(seconds=2)))

    assert row.result == "reply_applied"


async def test_a_party_crasher_waits_for_the_secretariat(meeting, ask):
    budi = await ask("budi@bkn.go.id", "Budi")
    row = await take(
        reply_mail(
            budi,
            meeting.uid,
            attendees={"new@x.id": "ACCEPTED"},
            sender="new@x.id",
            to="rsvp@rakor.test",
            organizer="rsvp@rakor.test",
        )
    )

    assert (row.result, row.meeting_id) == ("pending_approval", meeting.id)
    assert await Invitation.all().count() == 1


async def test_a_refresh_is_answered_with_the_letter_again(meeting, ask):
    budi = await ask("budi@bkn.go.id", "Budi")
    row = await take(reply_mail(budi, meeting.uid, method="REFRESH"))
    await operations.write_letters()

    assert row.result == "refresh_answered"
    letters = await OutgoingMail.filter(subject_id=budi.id).order_by("id")
    assert [letter.purpose.rpartition(":")[2] for letter in letters] == ["invitation", "refresh"]


async def test_a_proposed_time_is_kept_and_changes_nothing(meeting, ask):
    budi = await ask("budi@bkn.go.id", "Budi")
    row = await take(reply_mail(budi, meeting.uid, method="COUNTER"))

    assert row.result == "counter_stored"
    assert await status_of(budi) is RsvpStatus.NO_RESPONSE


def bounce(letter: OutgoingMail, recipient: str, message_id: str) -> bytes:
    return (
        "From: MAILER-DAEMON@mx.id\r\nTo: rsvp@rakor.test\r\nSubject: Undelivered\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.id\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 No such user\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {message_id}\r\n\r\n--b--\r\n"
    ).encode()


async def test_a_bounce_marks_the_letter_and_a_foreign_one_marks_nothing(meeting, ask):
    budi = await ask("budi@bkn.go.id", "Budi")
    (letter,) = await OutgoingMail.all()
    foreign = await take(bounce(letter, budi.email, "<other@x.id>"))
    assert (foreign.result, foreign.invitation_id) == ("bounce", None)
    assert (await OutgoingMail.get(id=letter.id)).state is MailState.QUEUED

    ours = await take(bounce(letter, budi.email, letter.message_id))
    assert (ours.result, ours.invitation_id) == ("bounce", budi.id)
    marked = await OutgoingMail.get(id=letter.id)
    assert (marked.state, marked.detail) == (MailState.BOUNCED, "5.1.1 smtp; 550 No such user")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: a@x.id\r\n\r\nSaya hadir.",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n" * 5000,
        b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n" + b" x\r\n" * 200_000,
    ],
    ids=["empty", "bytes", "words", "bomb", "folds"],
)
async def test_what_cannot_be_read_is_kept_and_stops_nothing(db, raw):
    row = await take(raw)

    kept = await IncomingMail.get(id=row.id)
    assert (kept.result, bytes(kept.message)) == ("unreadable", raw)
    assert kept.reason


async def test_what_a_dead_process_stored_is_judged_later(meeting, ask):
    budi = await ask("budi@bkn.go.id", "Budi")
    await IncomingMail.create(
        message=reply_mail(budi, meeting.uid),
        via="smtp",
        received_at=datetime.now(UTC) - timedelta(minutes=5),
    )
    assert await operations.judge_leftovers() == 1
    assert await operations.judge_leftovers() == 0
    assert await status_of(budi) is RsvpStatus.ACCEPTED


async def test_two_who_look_after_a_dead_process_judge_once(meeting, ask):
    budi = await ask("budi@bkn.go.id", "Budi")
    row = await IncomingMail.create(
        message=reply_mail(budi, meeting.uid),
        via="smtp",
        received_at=datetime.now(UTC) - timedelta(minutes=5),
    )
    await asyncio.gather(operations.judge_leftovers(), operations.judge_leftovers())

    assert (await IncomingMail.get(id=row.id)).result == "reply_applied"


answers = st.lists(
    st.tuples(st.sampled_from(["ACCEPTED", "DECLINED", "TENTATIVE"]), st.integers(0, 50)),
    min_size=1,
    max_size=5,
    unique_by=lambda each: each[1],
)


async def test_any_order_and_repetition_ends_the_same(meeting, ask):
    budi = await ask("budi@bkn.go.id", "Budi")
    loop = asyncio.get_running_loop()

    async def end_of(replies) -> RsvpStatus:
        await Invitation.filter(id=budi.id).update(
            status=RsvpStatus.NO_RESPONSE, last_sequence=None, last_dtstamp=None
        )
        for partstat, minute in replies:
            stamp = NOW + timedelta(minutes=minute)
            await take(reply_mail(budi, meeting.uid, partstat, stamp=stamp))
        return await status_of(budi)

    @settings(
        max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(answers, st.randoms(use_true_random=False))
    def holds(replies, random):
        shuffled = [*replies, random.choice(replies)]
        random.shuffle(shuffled)
        in_order = sorted(replies, key=lambda each: each[1])
        both = [
            asyncio.run_coroutine_threadsafe(end_of(each), loop).result(60)
            for each in (in_order, shuffled)
        ]
        assert both[0] is both[1]

    await asyncio.to_thread(holds)


@pytest.fixture
def tokens_cannot_be_routed(monkeypatch):
    """What an operator sets who has a single mailbox."""
    monkeypatch.setenv("RAKOR_MAIL_REPLY_TOKEN", "none")
    settings_of.cache_clear()
    yield
    monkeypatch.undo()
    settings_of.cache_clear()


BARE = {"to": "rsvp@rakor.test", "organizer": "rsvp@rakor.test"}


async def test_a_sender_alone_proves_nothing(meeting, ask):
    budi = await ask("budi@bkn.go.id", "Budi")
    row = await take(reply_mail(budi, meeting.uid, **BARE))

    assert (row.result, row.reason) == ("pending_approval", Reason.ONLY_CLAIMED.value)
    assert (row.invitation_id, row.meeting_id) == (None, meeting.id)
    assert await status_of(budi) is RsvpStatus.NO_RESPONSE


async def test_the_organizer_line_may_carry_the_token(meeting, ask):
    budi = await ask("budi@bkn.go.id", "Budi")
    row = await take(reply_mail(budi, meeting.uid, to="rsvp@rakor.test", sender="alias@bkn.go.id"))

    assert (row.result, row.invitation_id) == ("reply_applied", budi.id)


async def test_the_sender_is_believed_where_tokens_cannot_be_routed(
    meeting, ask, tokens_cannot_be_routed
):
    budi, sari = await ask("budi@bkn.go.id", "Budi"), await ask("sari@bkn.go.id", "Sari")
    own = await take(reply_mail(budi, meeting.uid))
    other = await take(reply_mail(sari, meeting.uid, sender="spoof@evil.id"))

    assert (own.result, own.invitation_id) == ("reply_applied", budi.id)
    assert other.result == "refused"
    assert await status_of(sari) is RsvpStatus.NO_RESPONSE


@pytest.mark.parametrize("setting", ["local", "none"])
async def test_nobody_makes_themselves_the_secretary_of_another(meeting, ask, setting, monkeypatch):
    monkeypatch.setenv("RAKOR_MAIL_REPLY_TOKEN", setting)
    settings_of.cache_clear()
    budi = await ask("budi@bkn.go.id", "Budi")
    spoof = "spoof@evil.id"
    row = await take(reply_mail(budi, meeting.uid, sender=spoof, sent_by=spoof, **BARE))
    monkeypatch.undo()
    settings_of.cache_clear()

    assert row.result == "pending_approval"
    assert await status_of(budi) is RsvpStatus.NO_RESPONSE


async def test_a_forwarded_letter_moves_no_other_invitation(meeting, ask):
    budi, sari = await ask("budi@bkn.go.id", "Budi"), await ask("sari@bkn.go.id", "Sari")
    row = await take(
        reply_mail(budi, meeting.uid, attendees={sari.email: "ACCEPTED"}, sender=sari.email)
    )

    assert row.result == "pending_approval"
    assert (await status_of(budi), await status_of(sari)) == (RsvpStatus.NO_RESPONSE,) * 2
    assert await Person.filter(email=sari.email).count() == 1
