"""What an erased person sent by mail: verdicts, proposed times, an address that bounced."""

from datetime import UTC, datetime

from rakor.invitations.models import Proposal
from rakor.mail.models import DeadAddress, IncomingMail
from rakor.privacy import operations

WHY = "Permintaan pemilik data."


async def test_verdicts_and_words_of_an_erased_person_go(held, bagus, officer, second):
    now = datetime.now(UTC)
    verdict = {"result": "pending_approval", "reason": "x", "address": bagus.person.email}
    await IncomingMail.create(
        message=b"From: sekretaris\r\n\r\nya",
        via="smtp",
        from_address="sekretaris@lain.test",
        invitation_id=held.invitation.id,
        verdicts=[verdict],
        received_at=now,
        judged_at=now,
    )
    await Proposal.create(
        meeting_id=held.meeting.id,
        invitation_id=held.invitation.id,
        starts_at=now,
        ends_at=now,
        comment="Saya sakit.",
        sequence=0,
        received_at=now,
    )
    await DeadAddress.create(address=bagus.person.email, detail="5.1.1", since=now)
    proposed = await operations.propose_erasure(bagus.id, WHY, by=officer)
    await operations.approve_erasure(proposed.id, by=second)

    assert await IncomingMail.all().values_list("verdicts", flat=True) == [[], []]
    assert (await Proposal.get()).comment == ""
    assert await DeadAddress.all().count() == 0
