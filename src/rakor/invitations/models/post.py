"""Tables of what calendars propose, what comes with letters, and what calendars subscribe to."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.invitations.models.seats import Invitation
from rakor.invitations.rules import ProposalState
from rakor.meetings.models import Meeting


class Proposal(Model):
    """Another time that somebody proposed by COUNTER (RFC 5546 section 3.2.7).

    It never applies itself. `sequence` is that of the meeting when it was made.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="proposals", on_delete=fields.CASCADE
    )
    invitation_id: UUID
    invitation: fields.ForeignKeyRelation[Invitation] = fields.ForeignKeyField(
        "rakor.Invitation", related_name="proposals", on_delete=fields.CASCADE
    )
    mail_id = fields.UUIDField(null=True)
    recurrence_id = fields.DatetimeField(null=True)
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    comment = fields.TextField(default="")
    sequence = fields.IntField()
    state = fields.CharEnumField(ProposalState, max_length=12, default=ProposalState.OPEN)
    answer = fields.CharField(max_length=1000, default="")
    decided_by = fields.UUIDField(null=True)
    decided_at = fields.DatetimeField(null=True)
    received_at = fields.DatetimeField()

    class Meta:
        table = "proposal"
        indexes = [
            Index(fields=("meeting_id", "state"), name="proposal_meeting"),
            Index(fields=("invitation_id",), name="proposal_invitation"),
        ]


class Enclosure(Model):
    """A file that goes with the invitations of a meeting, or with one of them only.

    `source` names what it was made from, so that a newer one takes its place.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="enclosures", on_delete=fields.CASCADE
    )
    invitation_id: UUID | None
    invitation: fields.ForeignKeyNullableRelation[Invitation] = fields.ForeignKeyField(
        "rakor.Invitation", related_name="enclosures", null=True, on_delete=fields.CASCADE
    )
    source = fields.CharField(max_length=80)
    filename = fields.CharField(max_length=200)
    content_type = fields.CharField(max_length=80)
    content = fields.BinaryField()
    sha256 = fields.CharField(max_length=64)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "enclosure"
        indexes = [
            Index(fields=("meeting_id",), name="enclosure_meeting"),
            Index(fields=("invitation_id",), name="enclosure_invitation"),
        ]


class Feed(Model):
    """A calendar to subscribe to: what a person is invited to, or what an agency takes part in.

    Its secret is derived like that of an invitation, a new generation revokes the old address.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    person_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="feeds", null=True, on_delete=fields.CASCADE
    )
    agency_id: UUID | None
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="feeds", null=True, on_delete=fields.CASCADE
    )
    generation = fields.IntField(default=1)
    token_digest = fields.CharField(max_length=64)
    created_by = fields.UUIDField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    last_read_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "feed"
        constraints = [UniqueConstraint(fields=("token_digest",), name="feed_token")]
        indexes = [
            Index(fields=("person_id",), name="feed_person"),
            Index(fields=("agency_id",), name="feed_agency"),
        ]
