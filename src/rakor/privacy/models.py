"""Tables of privacy: requests, erasures, periods, destruction lists, the notice, incidents."""

from typing import Any, cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Person
from rakor.meetings.models import Meeting
from rakor.privacy.rules.breaches import BREACH_STATES, BreachState
from rakor.privacy.rules.consents import Purpose
from rakor.privacy.rules.erasure import ERASURE_STATES, ErasureState
from rakor.privacy.rules.notice import Part
from rakor.privacy.rules.requests import (
    REQUEST_KINDS,
    REQUEST_STATES,
    RequestKind,
    RequestState,
)
from rakor.privacy.rules.retention import (
    DEFAULTS,
    DESTRUCTION_STATES,
    DISPOSALS,
    DestructionState,
    Disposal,
    Kind,
)


class PrivacyRequest(Model):
    """What somebody asked about their own data, `wish` is emptied once it is answered."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="privacy_requests", on_delete=fields.RESTRICT
    )
    kind = fields.CharEnumField(RequestKind, max_length=16)
    wish = cast("fields.Field[dict[str, str]]", fields.JSONField(default=dict))
    reason = fields.TextField()
    state = fields.CharEnumField(RequestState, max_length=8, default=RequestState.OPEN)
    created_at = fields.DatetimeField()
    due_at = fields.DatetimeField()
    answer = fields.TextField(default="")
    answered_at = fields.DatetimeField(null=True)
    answered_by_id: UUID | None
    answered_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="privacy_answers", null=True, on_delete=fields.RESTRICT
    )

    class Meta:
        table = "privacy_request"
        indexes = [
            Index(fields=("person_id",), name="privacy_request_person"),
            Index(fields=("state", "due_at"), name="privacy_request_due"),
        ]

    @property
    def kind_word(self) -> str:
        """The kind as a phrase of the catalogue."""
        return REQUEST_KINDS[self.kind]

    @property
    def state_word(self) -> str:
        return REQUEST_STATES[self.state]


class Erasure(Model):
    """The removal of somebody's data, proposed by one officer and approved by another."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="erasures", on_delete=fields.RESTRICT
    )
    request_id: UUID | None
    request: fields.ForeignKeyNullableRelation[PrivacyRequest] = fields.ForeignKeyField(
        "rakor.PrivacyRequest", related_name="erasures", null=True, on_delete=fields.RESTRICT
    )
    reason = fields.TextField()
    state = fields.CharEnumField(ErasureState, max_length=8, default=ErasureState.PROPOSED)
    asked_at = fields.DatetimeField()
    asked_by_id: UUID
    asked_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="erasures_asked", on_delete=fields.RESTRICT
    )
    decided_at = fields.DatetimeField(null=True)
    decided_by_id: UUID | None
    decided_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="erasures_decided", null=True, on_delete=fields.RESTRICT
    )
    answer = fields.TextField(default="")
    outcome = cast("fields.Field[dict[str, Any]]", fields.JSONField(default=dict))

    class Meta:
        table = "erasure"
        indexes = [
            Index(fields=("person_id",), name="erasure_person"),
            Index(fields=("state",), name="erasure_state"),
        ]

    @property
    def state_word(self) -> str:
        return ERASURE_STATES[self.state]


class LegalHold(Model):
    """A meeting or a person whose data may not be destroyed for now, a dispute for instance."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID | None
    meeting: fields.ForeignKeyNullableRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="legal_holds", null=True, on_delete=fields.RESTRICT
    )
    person_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="legal_holds", null=True, on_delete=fields.RESTRICT
    )
    reason = fields.CharField(max_length=500)
    placed_at = fields.DatetimeField()
    placed_by_id: UUID
    placed_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="holds_placed", on_delete=fields.RESTRICT
    )
    lifted_at = fields.DatetimeField(null=True)

    class Meta:
        table = "legal_hold"
        indexes = [Index(fields=("lifted_at",), name="legal_hold_lifted")]


class RetentionRule(Model):
    """How long a kind of record is kept where it differs from what Rakor begins with."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    kind = fields.CharEnumField(Kind, max_length=24)
    months = fields.IntField()
    disposal = fields.CharEnumField(Disposal, max_length=12)
    basis = fields.CharField(max_length=300)
    held = fields.BooleanField(default=False)
    hold_reason = fields.CharField(max_length=300, default="")
    revision = fields.IntField(default=1)

    class Meta:
        table = "retention_rule"
        constraints = [UniqueConstraint(fields=("kind",), name="retention_rule_kind")]

    @property
    def title(self) -> str:
        """What it is about, as a phrase of the catalogue."""
        return DEFAULTS[self.kind].title

    @property
    def since(self) -> str:
        """From which moment the time counts, as a phrase of the catalogue."""
        return DEFAULTS[self.kind].since

    @property
    def disposal_word(self) -> str:
        return DISPOSALS[self.disposal]


class Destruction(Model):
    """A destruction list (berita acara pemusnahan): proposed, approved by another, carried out."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    number = fields.IntField()
    state = fields.CharEnumField(DestructionState, max_length=8, default=DestructionState.PROPOSED)
    proposed_at = fields.DatetimeField()
    proposed_by_id: UUID
    proposed_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="destructions", on_delete=fields.RESTRICT
    )
    decided_at = fields.DatetimeField(null=True)
    decided_by_id: UUID | None
    decided_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="destructions_decided", null=True, on_delete=fields.RESTRICT
    )
    answer = fields.TextField(default="")
    finished_at = fields.DatetimeField(null=True)
    lines: fields.ReverseRelation["DestructionLine"]

    class Meta:
        table = "destruction"
        constraints = [UniqueConstraint(fields=("number",), name="destruction_number")]
        indexes = [Index(fields=("state",), name="destruction_state")]

    @property
    def state_word(self) -> str:
        return DESTRUCTION_STATES[self.state]


class DestructionLine(Model):
    """One kind of record on a list, with the rule as it was that day and how many were due."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    destruction_id: UUID
    destruction: fields.ForeignKeyRelation[Destruction] = fields.ForeignKeyField(
        "rakor.Destruction", related_name="lines", on_delete=fields.CASCADE
    )
    kind = fields.CharEnumField(Kind, max_length=24)
    disposal = fields.CharEnumField(Disposal, max_length=12)
    months = fields.IntField()
    basis = fields.CharField(max_length=300)
    until = fields.DatetimeField()
    due = fields.IntField()
    done = fields.IntField(default=0)

    class Meta:
        table = "destruction_line"
        constraints = [
            UniqueConstraint(fields=("destruction_id", "kind"), name="destruction_line_kind")
        ]

    @property
    def title(self) -> str:
        return DEFAULTS[self.kind].title

    @property
    def disposal_word(self) -> str:
        return DISPOSALS[self.disposal]


class DestructionBatch(Model):
    """Rows that were destroyed together, each known by the SHA-256 of its key only."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    line_id: UUID
    line: fields.ForeignKeyRelation[DestructionLine] = fields.ForeignKeyField(
        "rakor.DestructionLine", related_name="batches", on_delete=fields.CASCADE
    )
    at = fields.DatetimeField()
    marks = cast("fields.Field[list[str]]", fields.JSONField(default=list))

    class Meta:
        table = "destruction_batch"
        indexes = [Index(fields=("line_id",), name="destruction_batch_line")]


class NoticePart(Model):
    """A part of the privacy notice in the words of this installation."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    part = fields.CharEnumField(Part, max_length=16)
    text_id = fields.TextField(default="")
    text_en = fields.TextField(default="")
    changed_at = fields.DatetimeField()
    revision = fields.IntField(default=1)

    class Meta:
        table = "notice_part"
        constraints = [UniqueConstraint(fields=("part",), name="notice_part_once")]


class Consent(Model):
    """A yes to something optional, in the words of a version, and when it was taken back."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="consents", on_delete=fields.RESTRICT
    )
    purpose = fields.CharEnumField(Purpose, max_length=16)
    version = fields.IntField()
    words = fields.CharField(max_length=500)
    given_at = fields.DatetimeField()
    withdrawn_at = fields.DatetimeField(null=True)

    class Meta:
        table = "consent"
        indexes = [Index(fields=("person_id", "purpose"), name="consent_person")]


class Breach(Model):
    """A failure to protect personal data, from the moment it was found until it is closed."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    title = fields.CharField(max_length=200)
    found_at = fields.DatetimeField()
    data = fields.TextField()
    people = fields.IntField(null=True)
    cause = fields.TextField(default="")
    measures = fields.TextField(default="")
    to_subjects = fields.TextField(default="")
    to_authority = fields.TextField(default="")
    state = fields.CharEnumField(BreachState, max_length=8, default=BreachState.OPEN)
    recorded_at = fields.DatetimeField()
    recorded_by_id: UUID
    recorded_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="breaches_recorded", on_delete=fields.RESTRICT
    )
    authority_told_at = fields.DatetimeField(null=True)
    subjects_told_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "breach"
        indexes = [Index(fields=("state", "found_at"), name="breach_state")]

    @property
    def state_word(self) -> str:
        return BREACH_STATES[self.state]


class BreachSubject(Model):
    """A person whose data was affected, and when they were written to."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    breach_id: UUID
    breach: fields.ForeignKeyRelation[Breach] = fields.ForeignKeyField(
        "rakor.Breach", related_name="subjects", on_delete=fields.CASCADE
    )
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="breaches", on_delete=fields.RESTRICT
    )
    told_at = fields.DatetimeField(null=True)

    class Meta:
        table = "breach_subject"
        constraints = [
            UniqueConstraint(fields=("breach_id", "person_id"), name="breach_subject_once")
        ]
        indexes = [Index(fields=("person_id",), name="breach_subject_person")]
