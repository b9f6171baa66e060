"""The table of invitations: who is asked, on whose behalf, and what they last answered."""

from typing import cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Agency, Office, Person
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Channel, Delegation, Part


class Invitation(Model):
    """One seat that is asked to come.

    Name, office title and agency are copied as they are on that day: renaming an agency later
    changes no old document. The token of the personal link, that of the reply address and the
    check-in code are derived from the installation's secret, the invitation and `generation`; only
    their hashes are stored, and a new generation revokes the old ones.

    `letter_due` says which letter has yet to be written (a `Letter`, or ""), `letters` how many
    were: together they name each letter once, whoever writes it and however often.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="invitations", on_delete=fields.CASCADE
    )
    person_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="invitations", null=True, on_delete=fields.RESTRICT
    )
    office_id: UUID | None
    office: fields.ForeignKeyNullableRelation[Office] = fields.ForeignKeyField(
        "rakor.Office", related_name="invitations", null=True, on_delete=fields.RESTRICT
    )
    agency_id: UUID | None
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="invitations", null=True, on_delete=fields.RESTRICT
    )
    email = fields.CharField(max_length=254)
    name = fields.CharField(max_length=400)
    office_title = fields.CharField(max_length=250, default="")
    agency_name = fields.CharField(max_length=200, default="")
    part = fields.CharEnumField(Part, max_length=24, default=Part.PARTICIPANT)
    delegation = fields.CharEnumField(Delegation, max_length=24, default=Delegation.ALLOWED)
    precedence = fields.IntField(default=1000)

    token_digest = fields.CharField(max_length=64)
    mail_digest = fields.CharField(max_length=64)
    code_digest = fields.CharField(max_length=64)
    generation = fields.IntField(default=1)

    status = fields.CharEnumField(RsvpStatus, max_length=16, default=RsvpStatus.NO_RESPONSE)
    mode = cast(
        "fields.Field[Channel | None]", fields.CharEnumField(Channel, max_length=8, null=True)
    )
    comment = fields.TextField(default="")
    answered_at = fields.DatetimeField(null=True)
    via = fields.CharField(max_length=16, default="")  # page, mail, api, staff

    # RFC 5546 section 2.1.5: the SEQUENCE and DTSTAMP of this attendee's last reply, and the
    # SEQUENCE at which the answer was last asked anew.
    last_sequence = fields.IntField(null=True)
    last_dtstamp = fields.DatetimeField(null=True)
    reset_sequence = fields.IntField(default=0)
    sent_sequence = fields.IntField(null=True)
    sent_at = fields.DatetimeField(null=True)
    letter_due = fields.CharField(max_length=16, default="")
    letters = fields.IntField(default=0)
    opened_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "invitation"
        constraints = [
            UniqueConstraint(fields=("meeting_id", "email"), name="invitation_meeting_email"),
            UniqueConstraint(fields=("token_digest",), name="invitation_token"),
            UniqueConstraint(fields=("mail_digest",), name="invitation_mail"),
            UniqueConstraint(fields=("code_digest",), name="invitation_code"),
        ]
        indexes = [
            Index(fields=("person_id",), name="invitation_person"),
            Index(fields=("agency_id",), name="invitation_agency"),
            Index(fields=("letter_due",), name="invitation_letter_due"),
        ]
