"""Taking mail when things go wrong: deadlocks, poison, reports about letters and addresses."""

from datetime import UTC, datetime, timedelta

import pytest
from tortoise.exceptions import OperationalError

from rakor.invitations import operations
from rakor.invitations.models import Invitation
from rakor.invitations.operations.replies import judging, taking
from rakor.invitations.rules import RsvpStatus
from rakor.mail.models import DeadAddress, IncomingMail, MailState, OutgoingMail

from .clients import Said, cyrus
from .replies import take
from .stage import BUDI, SARI, SINGLE, Stage, build

ADDRESS = "rsvp@rakor.test"


@pytest.fixture
async def stage(rina) -> Stage:
    return await build(rina)


def answer(stage: Stage, seat: str = BUDI) -> bytes:
    uid = stage.meetings[SINGLE].uid
    return cyrus(Said(uid=uid, organizer=stage.organizer(SINGLE, seat), address=seat))


class Deadlock(Exception):
    """What the driver raises for one of two who wait for each other; it has no other name."""

    sqlstate = "40P01"


@pytest.fixture
def stumbling(monkeypatch):
    """A database that refuses the first few times."""

    def stumble(times: int, error: Exception):
        left = [times]
        whose = judging.whose

        async def sometimes(*given, **named):
            if left[0]:
                left[0] -= 1
                raise error
            return await whose(*given, **named)

        monkeypatch.setattr(judging, "whose", sometimes)
        monkeypatch.setattr(taking, "PAUSE", 0.001)

    return stumble


async def test_a_deadlock_is_tried_again(stage, stumbling):
    stumbling(2, Deadlock("deadlock detected"))
    mail = await take(answer(stage))

    assert mail.result == "reply_applied"
    seat = await Invitation.get(id=stage.seats[SINGLE, BUDI].id)
    assert seat.status is RsvpStatus.ACCEPTED


async def test_a_deadlock_without_end_leaves_the_message_for_later(stage, stumbling):
    stumbling(5, Deadlock("deadlock detected"))
    with pytest.raises(OperationalError):
        await take(answer(stage))

    (row,) = await IncomingMail.all()
    assert row.judged_at is None
    await IncomingMail.all().update(received_at=datetime.now(UTC) - timedelta(minutes=5))
    assert await operations.judge_leftovers() == 1
    assert (await IncomingMail.get(id=row.id)).result == "reply_applied"


async def test_poison_is_put_aside_and_holds_up_nobody(stage, stumbling):
    stumbling(1, ZeroDivisionError())
    poison = await take(answer(stage))
    fine = await take(answer(stage, SARI))

    assert (poison.result, fine.result) == ("unreadable", "reply_applied")


async def test_what_the_database_will_not_have_does_not_hold_up_what_came_later(
    stage, stumbling, monkeypatch
):
    monkeypatch.setattr(taking, "TRIES", 1)
    old = datetime.now(UTC) - timedelta(hours=1)
    rows = [IncomingMail(message=answer(stage), via="smtp", received_at=old) for _each in range(60)]
    await IncomingMail.bulk_create(rows)
    last = await IncomingMail.create(message=answer(stage, SARI), via="smtp", received_at=old)
    stumbling(60, OperationalError("no"))

    assert await operations.judge_leftovers() == 61
    assert (await IncomingMail.get(id=last.id)).result == "reply_applied"
    assert await IncomingMail.filter(judged_at=None).count() == 60


def report(*groups: tuple[str, str, str], original: str = "", to: str = ADDRESS) -> bytes:
    """A delivery report about several recipients: address, action, status."""
    each = "".join(
        f"Final-Recipient: rfc822; {address}\r\nAction: {action}\r\nStatus: {status}\r\n\r\n"
        for address, action, status in groups
    )
    attached = original and (
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {original}\r\n"
        "Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\n"
        "METHOD:REQUEST\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n\r\n"
    )
    return (
        f"From: MAILER-DAEMON@mx.id\r\nTo: {to}\r\nSubject: Undelivered\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.id\r\n\r\n"
        f"{each}{attached}--b--\r\n"
    ).encode()


async def sent(stage: Stage, seat: str, number: int = 1) -> OutgoingMail:
    return await OutgoingMail.create(
        purpose=f"{seat}{number}",
        meeting_id=stage.meetings[SINGLE].id,
        subject_id=stage.seats[SINGLE, seat].id,
        to_address=seat,
        subject="Undangan",
        message_id=f"<{seat.partition('@')[0]}{number}@rakor.test>",
        message=b"",
        state=MailState.SENT,
        sent_at=datetime.now(UTC),
        next_attempt_at=datetime.now(UTC),
    )


@pytest.mark.parametrize(
    ("action", "status", "state", "dead"),
    [
        ("failed", "5.1.1", MailState.BOUNCED, True),
        ("failed", "5.1.10", MailState.BOUNCED, True),
        ("failed", "5.2.1", MailState.BOUNCED, True),
        ("failed", "5.2.2", MailState.BOUNCED, False),
        ("failed", "5.7.1", MailState.BOUNCED, False),
        ("delayed", "4.4.7", MailState.SENT, False),
        ("delivered", "2.0.0", MailState.SENT, False),
    ],
)
async def test_a_report_marks_the_letter_and_a_dead_address(stage, action, status, state, dead):
    letter = await sent(stage, BUDI)
    mail = await take(report((BUDI, action, status), original=letter.message_id))

    assert (mail.result, mail.invitation_id) == ("bounce", stage.seats[SINGLE, BUDI].id)
    assert (await OutgoingMail.get(id=letter.id)).state is state
    assert await DeadAddress.all().values_list("address", flat=True) == ([BUDI] if dead else [])
    again = await take(report((BUDI, action, status), original=letter.message_id))
    assert again.result == "bounce"


async def test_a_report_names_each_recipient_by_itself(stage):
    budi, sari = await sent(stage, BUDI), await sent(stage, SARI)
    groups = ((BUDI, "failed", "5.1.1"), (SARI, "delayed", "4.4.7"), ("x@y.id", "failed", "5.1.1"))
    mail = await take(report(*groups))

    assert [each["address"] for each in mail.verdicts] == [BUDI, SARI, "x@y.id"]
    assert (await OutgoingMail.get(id=budi.id)).state is MailState.BOUNCED
    assert (await OutgoingMail.get(id=sari.id)).state is MailState.SENT


@pytest.mark.parametrize("by", ["token", "address"])
async def test_a_report_without_the_original_is_about_the_last_letter(stage, by):
    first, last = await sent(stage, BUDI), await sent(stage, BUDI, 2)
    to = stage.organizer(SINGLE, BUDI) if by == "token" else ADDRESS
    await take(report((BUDI, "failed", "5.1.1"), to=to))

    assert (await OutgoingMail.get(id=first.id)).state is MailState.SENT
    assert (await OutgoingMail.get(id=last.id)).state is MailState.BOUNCED
    # Anybody can write a report: only a proven one says that an address is dead.
    assert await DeadAddress.all().count() == (1 if by == "token" else 0)


async def test_a_report_is_never_read_as_the_request_it_carries(stage):
    mail = await take(report(original="<fremd@x.id>"))
    assert mail.result == "unreadable"
    assert [each["reason"] for each in mail.verdicts] == [
        "Pesan ini tidak memuat jawaban kalender."
    ]
