"""Whether a sender is who they say: what a trusted receiver writes, and what others only claim."""

import pytest

from rakor.invitations.itip import is_verified
from rakor.invitations.models import Invitation
from rakor.invitations.rules import Reason, RsvpStatus
from rakor.settings import settings as settings_of

from .clients import Said, apple, cyrus, google
from .replies import take
from .stage import BUDI, OTHER, SARI, SINGLE, Stage, build

MX = "mx.kemendagri.go.id"
ADDRESS = "rsvp@rakor.test"
PASS = f"Authentication-Results: {MX}; dmarc=pass header.from=bkn.go.id"


@pytest.mark.parametrize(
    "said",
    [
        f"{MX}; dmarc=pass header.from=bkn.go.id",
        f"{MX} 1; dmarc=pass (p=none (sp=none) dis=none) header.from=bkn.go.id; dkim=fail",
        f"{MX}; dkim=pass header.d=bkn.go.id header.s=x",
        f"{MX}; dkim=pass header.d=mail.bkn.go.id",
        f"{MX}; spf=pass smtp.mailfrom=budi@bkn.go.id",
        f"{MX}; dkim=fail header.d=x.id; dkim=pass header.i=@bkn.go.id",
        f"{MX.upper()}; DMARC=PASS header.from=BKN.go.id",
    ],
)
def test_a_trusted_receiver_vouches_for_a_domain(said):
    assert is_verified(BUDI, [said], MX)


@pytest.mark.parametrize(
    "said",
    [
        [],
        [f"{MX}; none"],
        [f"{MX}; dmarc=fail header.from=bkn.go.id; dkim=pass header.d=bkn.go.id"],
        [f"{MX}; dmarc=pass header.from=evil.id"],
        [f"{MX}; dmarc=pass header.from=bkn.go.id; dmarc=fail header.from=bkn.go.id"],
        [f"{MX}; dkim=pass header.d=evil.id"],
        [f"{MX}; dkim=pass header.d=evilbkn.go.id"],
        [f"{MX}; spf=pass smtp.mailfrom=x@evil.id"],
        [f"{MX}; spf=softfail smtp.mailfrom=budi@bkn.go.id"],
        ["mx.evil.id; dmarc=pass header.from=bkn.go.id"],
        # What came with the message stands below what the receiver wrote.
        [f"{MX}; none", f"{MX}; dmarc=pass header.from=bkn.go.id"],
        # Words of the sender in quotes and comments are no verdict.
        [f'{MX}; spf=pass smtp.mailfrom="a; dmarc=pass header.from=bkn.go.id"@evil.id'],
        [f"{MX}; spf=fail (helo; dmarc=pass header.from=bkn.go.id) smtp.mailfrom=x@evil.id"],
        [f"{MX}; x-reason=none dkim=pass header.d=bkn.go.id"],
    ],
)
def test_nobody_else_does(said):
    assert not is_verified(BUDI, said, MX)


@pytest.mark.parametrize(("sender", "receiver"), [("", MX), (BUDI, "")])
def test_without_a_sender_or_a_receiver_nothing_is_proven(sender, receiver):
    assert not is_verified(sender, [f"{MX}; dmarc=pass header.from=bkn.go.id"], receiver)


@pytest.fixture
async def stage(rina) -> Stage:
    return await build(rina)


@pytest.fixture
def trusted(monkeypatch):
    """An operator whose mail server checks senders."""
    monkeypatch.setenv("RAKOR_MAIL_TRUSTED_RECEIVER", MX)
    settings_of.cache_clear()
    yield
    monkeypatch.undo()
    settings_of.cache_clear()


def says(stage: Stage, **more) -> Said:
    known = {"organizer": ADDRESS, "address": BUDI}
    return Said(uid=stage.meetings[SINGLE].uid, **{**known, **more})


async def status_of(stage: Stage, email: str = BUDI) -> RsvpStatus:
    return (await Invitation.get(id=stage.seats[SINGLE, email].id)).status


async def test_a_verified_sender_answers_without_a_token(stage, trusted):
    mail = await take(google(says(stage, headers=(PASS,))))
    assert (mail.result, mail.verdicts[0]["proof"]) == ("reply_applied", "verified")
    assert await status_of(stage) is RsvpStatus.ACCEPTED


async def test_a_verified_sender_answers_by_another_address_of_theirs(stage, trusted):
    head = PASS.replace("bkn.go.id", "pribadi.id")
    mail = await take(apple(says(stage, sender=OTHER, headers=(head,))))
    assert mail.result == "reply_applied"
    assert await status_of(stage) is RsvpStatus.ACCEPTED


@pytest.mark.parametrize(
    ("more", "result", "reason"),
    [
        # The receiver says nothing, or something else, or somebody else says it.
        ({}, "pending_approval", Reason.ONLY_CLAIMED),
        (
            {"headers": (PASS.replace("=pass", "=fail"),)},
            "pending_approval",
            Reason.ONLY_CLAIMED,
        ),
        (
            {"headers": (PASS.replace(MX, "mx.evil.id"),)},
            "pending_approval",
            Reason.ONLY_CLAIMED,
        ),
        # Verified, but somebody else.
        (
            {"sender": "spoof@evil.id", "headers": (PASS.replace("bkn.go.id", "evil.id"),)},
            "refused",
            Reason.SENDER_UNPROVEN,
        ),
        # Verified, and their own secretary's, they say.
        (
            {
                "sender": "spoof@evil.id",
                "headers": (PASS.replace("bkn.go.id", "evil.id"),),
                "attendees": (
                    f'ATTENDEE;SENT-BY="mailto:spoof@evil.id";PARTSTAT=DECLINED:mailto:{BUDI}',
                ),
            },
            "pending_approval",
            Reason.ONLY_CLAIMED,
        ),
        # Verified as one of two whom the message speaks for: never for the other.
        (
            {
                "sender": "spoof@evil.id",
                "headers": (PASS.replace("bkn.go.id", "evil.id"),),
                "attendees": (
                    f"ATTENDEE;PARTSTAT=DECLINED:mailto:{BUDI}",
                    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:spoof@evil.id",
                ),
            },
            "pending_approval",
            Reason.NOT_INVITED,
        ),
    ],
    ids=["nothing", "fail", "another server", "another sender", "sent-by", "two attendees"],
)
async def test_a_spoofed_answer_changes_nothing(stage, trusted, more, result, reason):
    mail = await take(cyrus(says(stage, **more)))
    assert (mail.result, mail.reason) == (result, reason.value)
    assert await status_of(stage) is RsvpStatus.NO_RESPONSE
    assert await status_of(stage, SARI) is RsvpStatus.NO_RESPONSE


async def test_a_verified_secretary_of_the_same_domain_answers(stage, trusted):
    row = f'ATTENDEE;SENT-BY="mailto:aspri@bkn.go.id";PARTSTAT=DECLINED:mailto:{BUDI}'
    mail = await take(
        cyrus(says(stage, sender="aspri@bkn.go.id", headers=(PASS,), attendees=(row,)))
    )
    assert mail.result == "reply_applied"
    assert await status_of(stage) is RsvpStatus.DECLINED


async def test_two_senders_are_no_sender(stage, trusted):
    raw = cyrus(says(stage, headers=(PASS, f"From: {SARI}")))
    mail = await take(raw)
    assert (mail.result, mail.from_address) == ("refused", "")
    assert await status_of(stage) is RsvpStatus.NO_RESPONSE
