"""Tables of mail: what must go out, and what came in, as raw as it came."""

from enum import StrEnum
from typing import cast

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id


class MailState(StrEnum):
    """`held` waits for a person, `queued` for a worker, `retry` failed for now."""

    HELD = "held"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    BOUNCED = "bounced"


class OutgoingMail(Model):
    """One message to one recipient, rendered whole, so that it can be read exactly as it is sent.

    `purpose` is unique: the same act asked twice makes one message, and a repeat after a crash
    carries the same Message-ID. `subject_id` is what it is about (an invitation, an account).
    A `sealed` one carries a key that opens an account: its text is forgotten once it was sent.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    purpose = fields.CharField(max_length=160)
    meeting_id = fields.UUIDField(null=True)
    subject_id = fields.UUIDField(null=True)
    to_address = fields.CharField(max_length=254)
    to_name = fields.CharField(max_length=300, default="")
    subject = fields.CharField(max_length=500)
    message_id = fields.CharField(max_length=200)
    message = fields.BinaryField()
    state = fields.CharEnumField(MailState, max_length=10, default=MailState.QUEUED)
    attempts = fields.IntField(default=0)
    next_attempt_at = fields.DatetimeField()
    claimed_at = fields.DatetimeField(null=True)
    sent_at = fields.DatetimeField(null=True)
    detail = fields.CharField(max_length=1000, default="")
    sealed = fields.BooleanField(default=False, db_default=False)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "outgoing_mail"
        constraints = [
            UniqueConstraint(fields=("purpose",), name="outgoing_mail_purpose"),
            UniqueConstraint(fields=("message_id",), name="outgoing_mail_message_id"),
        ]
        indexes = [
            Index(fields=("state", "next_attempt_at"), name="outgoing_mail_due"),
            Index(fields=("meeting_id",), name="outgoing_mail_meeting"),
            Index(fields=("subject_id",), name="outgoing_mail_subject"),
        ]


class IncomingMail(Model):
    """A message that arrived: stored before anybody reads it, with the verdict when judged.

    `verdicts` says of each answer in it what it did and why. What a human decided instead is
    `handled_as`. `source` names the one place it came from (an IMAP message), so that it is taken
    once.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    message = fields.BinaryField()
    via = fields.CharField(max_length=16)  # http, smtp, lmtp, pipe
    recipients = fields.TextField(default="")
    from_address = fields.CharField(max_length=254, default="")
    subject = fields.CharField(max_length=500, default="")
    result = fields.CharField(max_length=24, default="")
    reason = fields.CharField(max_length=1000, default="")
    meeting_id = fields.UUIDField(null=True)
    invitation_id = fields.UUIDField(null=True)
    received_at = fields.DatetimeField()
    judged_at = fields.DatetimeField(null=True)
    message_id = fields.CharField(max_length=255, default="", db_default="")
    verdicts = cast(
        "fields.Field[list[dict[str, object]]]", fields.JSONField(default=list, db_default="[]")
    )
    handled_as = fields.CharField(max_length=16, default="", db_default="")
    handled_by = fields.UUIDField(null=True)
    handled_at = fields.DatetimeField(null=True)
    source = cast("fields.Field[str | None]", fields.CharField(max_length=250, null=True))

    class Meta:
        table = "incoming_mail"
        constraints = [UniqueConstraint(fields=("source",), name="incoming_mail_source")]
        indexes = [
            Index(fields=("received_at",), name="incoming_mail_received"),
            Index(fields=("meeting_id",), name="incoming_mail_meeting"),
            Index(fields=("result",), name="incoming_mail_result"),
            Index(fields=("invitation_id",), name="incoming_mail_invitation"),
        ]


class Mailbox(Model):
    """How far a mailbox was read (RFC 9051 section 2.3.1.1): numbers hold under one validity.

    One worker reads it at a time, and says until when the others leave it alone.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=250)
    validity = fields.BigIntField(default=0)
    last_uid = fields.BigIntField(default=0)
    claimed_by = fields.UUIDField(null=True)
    claimed_until = fields.DatetimeField(null=True)

    class Meta:
        table = "mailbox"
        constraints = [UniqueConstraint(fields=("name",), name="mailbox_name")]


class DeadAddress(Model):
    """An address from which letters came back for good, until a person says that it works."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    address = fields.CharField(max_length=254)
    code = fields.CharField(max_length=20, default="")
    detail = fields.CharField(max_length=1000, default="")
    since = fields.DatetimeField()

    class Meta:
        table = "dead_address"
        constraints = [UniqueConstraint(fields=("address",), name="dead_address_once")]
