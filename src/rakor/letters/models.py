"""Tables of official letters: templates of agencies, letters, approvals, numbers and files."""

from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Agency, Office, Person
from rakor.letters.rules import (
    LETTER_STATES,
    AddresseeMode,
    AddresseePlace,
    ApprovalState,
    BundleForm,
    BundleState,
    DocumentType,
    LetterFont,
    LetterState,
    NumberState,
    Paper,
    SigningMode,
    StationeryKind,
    TemplateStep,
    Urgency,
)
from rakor.meetings.models import Meeting
from rakor.meetings.rules import SecurityClass


class LetterTemplate(Model):
    """How an agency writes: its letterhead, its paper, its words, its way of numbering.

    Texts hold named placeholders (`{rapat}`), the number pattern holds tokens (`{seq}`).
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="letter_templates", on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=120)
    parent_line = fields.CharField(max_length=200, default="")
    heading = fields.CharField(max_length=200)
    address = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    logo = cast("fields.Field[bytes | None]", fields.BinaryField(null=True))
    logo_type = fields.CharField(max_length=20, default="")
    font = fields.CharEnumField(LetterFont, max_length=40, default=LetterFont.LIBERTINUS)
    font_size = fields.IntField(default=12)
    paper = fields.CharEnumField(Paper, max_length=4, default=Paper.A4)
    # Whether kop, face and paper are those of all documents of the agency, not the ones above.
    follows_look = fields.BooleanField(default=False, db_default=False)
    addressee_place = fields.CharEnumField(
        AddresseePlace, max_length=8, default=AddresseePlace.LEFT
    )
    opening = fields.TextField(default="")
    closing = fields.TextField(default="")
    number_pattern = fields.CharField(max_length=120)
    position_code = fields.CharField(max_length=40, default="")
    unit_code = fields.CharField(max_length=40, default="")
    archive_class_code = fields.CharField(max_length=40, default="")
    city = fields.CharField(max_length=80, default="")
    signing_mode = fields.CharEnumField(SigningMode, max_length=8, default=SigningMode.OWN)
    chain = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    signer_office_id: UUID | None
    signer_office: fields.ForeignKeyNullableRelation[Office] = fields.ForeignKeyField(
        "rakor.Office", related_name="letter_templates", null=True, on_delete=fields.RESTRICT
    )
    copies = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    created_at = fields.DatetimeField(auto_now_add=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "letter_template"
        constraints = [UniqueConstraint(fields=("agency_id", "name"), name="letter_template_name")]
        indexes = [Index(fields=("signer_office_id",), name="letter_template_office")]


class DocumentTemplate(Model):
    """One version of an agency's Word template for a kind of document, as it was handed in.

    A version is tried, then used from a moment until another is; none is changed or removed, so
    that whatever was approved while it was used is printed with it.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="document_templates", on_delete=fields.RESTRICT
    )
    kind = fields.CharEnumField(StationeryKind, max_length=12)
    number = fields.IntField()
    filename = fields.CharField(max_length=120)
    sha256 = fields.CharField(max_length=64)
    content = fields.BinaryField()
    added_at = fields.DatetimeField()
    used_from = cast("fields.Field[datetime | None]", fields.DatetimeField(null=True))
    used_until = cast("fields.Field[datetime | None]", fields.DatetimeField(null=True))

    class Meta:
        table = "document_template"
        indexes = [Index(fields=("agency_id", "kind"), name="document_template_agency")]

    @property
    def step(self) -> TemplateStep:
        """Whether it is tried, used, or was used once."""
        if self.used_from is None:
            return TemplateStep.TRIED
        return TemplateStep.USED if self.used_until is None else TemplateStep.PAST


class AgencyLook(Model):
    """One version of how the official documents of an agency look.

    A version counts from a moment until another does; none is changed or removed, so that
    whatever was approved while it counted is printed with it. Empty words are the directory's.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="looks", on_delete=fields.RESTRICT
    )
    number = fields.IntField()
    parent_line = fields.CharField(max_length=200, default="")
    heading = fields.CharField(max_length=200, default="")
    lines = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    logo = cast("fields.Field[bytes | None]", fields.BinaryField(null=True))
    logo_type = fields.CharField(max_length=20, default="")
    # Word draws no SVG: what it prints instead.
    word_logo = cast("fields.Field[bytes | None]", fields.BinaryField(null=True))
    font = fields.CharField(max_length=80)
    font_size = fields.IntField()
    paper = fields.CharEnumField(Paper, max_length=4, default=Paper.A4)
    margin_top = fields.IntField()
    margin_right = fields.IntField()
    margin_bottom = fields.IntField()
    margin_left = fields.IntField()
    rule = fields.CharField(max_length=7)
    used_from = fields.DatetimeField()
    used_until = cast("fields.Field[datetime | None]", fields.DatetimeField(null=True))

    class Meta:
        table = "agency_look"
        indexes = [Index(fields=("agency_id",), name="agency_look_agency")]


class OfficialLetter(Model):
    """One surat undangan of a meeting, from the draft to the day it is issued or void.

    Until then it follows the meeting and its template. `content` is what was printed when it was
    issued, so that copies made later say the same.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="official_letters", on_delete=fields.CASCADE
    )
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="official_letters", on_delete=fields.RESTRICT
    )
    template_id: UUID | None
    template: fields.ForeignKeyNullableRelation[LetterTemplate] = fields.ForeignKeyField(
        "rakor.LetterTemplate", related_name="letters", null=True, on_delete=fields.RESTRICT
    )
    state = fields.CharEnumField(LetterState, max_length=12, default=LetterState.DRAFT)
    subject = fields.CharField(max_length=300)
    urgency = fields.CharEnumField(Urgency, max_length=12, default=Urgency.ORDINARY)
    security_class = fields.CharEnumField(
        SecurityClass, max_length=16, default=SecurityClass.PUBLIC
    )
    archive_class_code = fields.CharField(max_length=40, default="")
    position_code = fields.CharField(max_length=40, default="")
    opening = fields.TextField(default="")
    closing = fields.TextField(default="")
    leader = fields.CharField(max_length=400, default="")
    dress = fields.CharField(max_length=200, default="")
    agenda = fields.CharField(max_length=1000, default="")
    addressee_mode = fields.CharEnumField(AddresseeMode, max_length=8, default=AddresseeMode.LIST)
    copies = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    signing_mode = fields.CharEnumField(SigningMode, max_length=8, default=SigningMode.OWN)
    chain = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    signer_title = fields.CharField(max_length=250, default="")
    signer_name = fields.CharField(max_length=400, default="")
    signer_below = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    signer_id: UUID | None
    signer: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="letters_signed", null=True, on_delete=fields.RESTRICT
    )
    acting_from = cast("fields.Field[date | None]", fields.DateField(null=True))
    acting_until = cast("fields.Field[date | None]", fields.DateField(null=True))
    decree_number = fields.CharField(max_length=120, default="")
    city = fields.CharField(max_length=80, default="")
    dated = cast("fields.Field[date | None]", fields.DateField(null=True))
    number = fields.CharField(max_length=120, default="")
    external_number = fields.CharField(max_length=120, default="")
    attach_to_mail = fields.BooleanField(default=False)
    content = cast("fields.Field[dict[str, Any] | None]", fields.JSONField(null=True))
    drafted_by_id: UUID
    drafted_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="letters_drafted", on_delete=fields.RESTRICT
    )
    issued_by_id: UUID | None
    issued_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="letters_issued", null=True, on_delete=fields.RESTRICT
    )
    issued_at = fields.DatetimeField(null=True)
    void_reason = fields.CharField(max_length=500, default="")
    created_at = fields.DatetimeField(auto_now_add=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "official_letter"
        indexes = [
            Index(fields=("meeting_id",), name="official_letter_meeting"),
            Index(fields=("agency_id", "state"), name="official_letter_agency"),
            Index(fields=("template_id",), name="official_letter_template"),
        ]

    @property
    def state_word(self) -> str:
        """Where it stands, as a phrase of the catalogue."""
        return LETTER_STATES[self.state]


class LetterStep(Model):
    """One place in the line of approval (paraf hierarki), in the order of `position`."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    letter_id: UUID
    letter: fields.ForeignKeyRelation[OfficialLetter] = fields.ForeignKeyField(
        "rakor.OfficialLetter", related_name="steps", on_delete=fields.CASCADE
    )
    position = fields.IntField()
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="letter_steps", on_delete=fields.RESTRICT
    )
    state = fields.CharEnumField(ApprovalState, max_length=12, default=ApprovalState.WAITING)
    comment = fields.TextField(default="")
    decided_at = fields.DatetimeField(null=True)

    class Meta:
        table = "letter_step"
        constraints = [UniqueConstraint(fields=("letter_id", "position"), name="letter_step_once")]
        indexes = [Index(fields=("person_id", "state"), name="letter_step_person")]


class LetterNumber(Model):
    """A number in the register of an agency, kind of document and year. None is ever used twice.

    A row covers `first_seq` to `seq`: more than one where a run was used outside of Rakor.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="letter_numbers", on_delete=fields.RESTRICT
    )
    scope = fields.CharEnumField(DocumentType, max_length=20, default=DocumentType.INVITATION)
    year = fields.IntField()
    first_seq = fields.IntField()
    seq = fields.IntField()
    text = fields.CharField(max_length=120)
    state = fields.CharEnumField(NumberState, max_length=12, default=NumberState.RESERVED)
    reason = fields.CharField(max_length=500, default="")
    # The register outlives the meeting, so it only remembers the letter.
    letter = fields.UUIDField(null=True)
    taken_by = fields.UUIDField(null=True)
    taken_at = fields.DatetimeField()
    settled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "letter_number"
        constraints = [
            UniqueConstraint(
                fields=("agency_id", "scope", "year", "seq"), name="letter_number_once"
            ),
            UniqueConstraint(
                fields=("agency_id", "scope", "year", "text"), name="letter_number_text"
            ),
        ]
        indexes = [Index(fields=("letter",), name="letter_number_letter")]


class LetterFile(Model):
    """What was issued, byte for byte, with its SHA-256."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    letter_id: UUID
    letter: fields.ForeignKeyRelation[OfficialLetter] = fields.ForeignKeyField(
        "rakor.OfficialLetter", related_name="files", on_delete=fields.CASCADE
    )
    form = fields.CharField(max_length=8)
    sha256 = fields.CharField(max_length=64)
    content = fields.BinaryField()

    class Meta:
        table = "letter_file"
        constraints = [UniqueConstraint(fields=("letter_id", "form"), name="letter_file_once")]


class LetterBundle(Model):
    """Copies of a letter for all of its addressees, put together by the worker."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    letter_id: UUID
    letter: fields.ForeignKeyRelation[OfficialLetter] = fields.ForeignKeyField(
        "rakor.OfficialLetter", related_name="bundles", on_delete=fields.CASCADE
    )
    form = fields.CharEnumField(BundleForm, max_length=4)
    state = fields.CharEnumField(BundleState, max_length=8, default=BundleState.WAITING)
    done = fields.IntField(default=0)
    total = fields.IntField(default=0)
    message = fields.CharField(max_length=500, default="")
    content = cast("fields.Field[bytes | None]", fields.BinaryField(null=True))
    asked_by = fields.UUIDField(null=True)
    asked_at = fields.DatetimeField()
    claimed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "letter_bundle"
        indexes = [
            Index(fields=("state",), name="letter_bundle_state"),
            Index(fields=("letter_id",), name="letter_bundle_letter"),
        ]
