"""Tables of seats: who is asked, on whose behalf, and what they last answered."""

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
    were: together they name each letter once, whoever writes it and however often. A letter that is
    `held` is a draft: the organizer reads it first, may add `letter_note`, and sends or drops it.
    What it will say follows from what this seat was last told (`told_revision`, see `ToldFacts`).

    A deputy has a seat of their own that names the one they come for (`delegated_from`). A guest of
    one occurrence of a series is asked to that only (`only_on`, its original start). An address
    behind which there are several people is a group (RFC 5545 section 3.2.3, CUTYPE=GROUP).
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
    held = fields.BooleanField(default=False, db_default=False)
    letter_note = fields.CharField(max_length=2000, default="", db_default="")
    told_revision = cast("fields.Field[int | None]", fields.IntField(null=True))
    delegated_from_id: UUID | None
    delegated_from: fields.ForeignKeyNullableRelation["Invitation"] = fields.ForeignKeyField(
        "rakor.Invitation", related_name="deputies", null=True, on_delete=fields.RESTRICT
    )
    only_on = fields.DatetimeField(null=True)
    is_group = fields.BooleanField(default=False, db_default=False)
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
            Index(fields=("delegated_from_id",), name="invitation_delegated_from"),
            # How many seats each agency is asked to, counted at every scan at the door.
            Index(
                fields=("meeting_id", "delegated_from_id", "agency_id", "status", "part"),
                name="invitation_asked",
            ),
        ]


class OccurrenceAnswer(Model):
    """What somebody answered to one occurrence of a series, beside their answer to all of it.

    Which of the two holds is decided by the newer (SEQUENCE, DTSTAMP), so neither overwrites the
    other. WITHDRAWN means that this seat is not asked to this occurrence.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    invitation_id: UUID
    invitation: fields.ForeignKeyRelation[Invitation] = fields.ForeignKeyField(
        "rakor.Invitation", related_name="occurrences", on_delete=fields.CASCADE
    )
    recurrence_id = fields.DatetimeField()
    status = fields.CharEnumField(RsvpStatus, max_length=16, default=RsvpStatus.NO_RESPONSE)
    mode = cast(
        "fields.Field[Channel | None]", fields.CharEnumField(Channel, max_length=8, null=True)
    )
    comment = fields.TextField(default="")
    answered_at = fields.DatetimeField(null=True)
    via = fields.CharField(max_length=16, default="")
    last_sequence = fields.IntField(null=True)
    last_dtstamp = fields.DatetimeField(null=True)
    reset_sequence = fields.IntField(default=0)

    class Meta:
        table = "occurrence_answer"
        constraints = [
            UniqueConstraint(
                fields=("invitation_id", "recurrence_id"), name="occurrence_answer_once"
            )
        ]


class ToldFacts(Model):
    """What a meeting was when somebody was told of it, to tell them later what is different."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="told", on_delete=fields.CASCADE
    )
    revision = fields.IntField()
    facts = cast("fields.Field[dict[str, object]]", fields.JSONField(default=dict))

    class Meta:
        table = "told_facts"
        constraints = [UniqueConstraint(fields=("meeting_id", "revision"), name="told_facts_once")]
