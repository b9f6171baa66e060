"""Tables of photos: what a meeting looked like, whom a picture names, what they agreed to."""

from datetime import date
from typing import cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Person
from rakor.documents.pictures import PictureKind
from rakor.meetings.models import Meeting
from rakor.minutes.rules.photos import PHOTO_CONSENTS, PhotoConsent


class Photo(Model):
    """A photo of a meeting with its words. Its bytes are a file named by its key.

    The file goes when it is taken away and when somebody in it takes their consent back.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="photos", on_delete=fields.CASCADE
    )
    position = fields.IntField()
    caption = fields.CharField(max_length=500)
    alternative = fields.CharField(max_length=500)
    taken_on = cast("fields.Field[date | None]", fields.DateField(null=True))
    photographer = fields.CharField(max_length=200, default="")
    consent = fields.CharEnumField(PhotoConsent, max_length=12, default=PhotoConsent.NOT_ASKED)
    consent_note = fields.CharField(max_length=1000, default="")
    recorded_by_id: UUID
    recorded_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="photos_recorded", on_delete=fields.RESTRICT
    )
    kind = fields.CharEnumField(PictureKind, max_length=4)
    width = fields.IntField()
    height = fields.IntField()
    turned = fields.BooleanField(default=False)
    size = fields.IntField()
    sha256 = fields.CharField(max_length=64)
    added_at = fields.DatetimeField()
    withdrawn_at = fields.DatetimeField(null=True)
    removed_at = fields.DatetimeField(null=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "photo"
        indexes = [Index(fields=("meeting_id", "position"), name="photo_meeting")]

    @property
    def consent_word(self) -> str:
        """What was agreed, as a phrase of the catalogue."""
        return PHOTO_CONSENTS[self.consent]


class PhotoPerson(Model):
    """Somebody whom a photo names, who may take their consent back."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    photo_id: UUID
    photo: fields.ForeignKeyRelation[Photo] = fields.ForeignKeyField(
        "rakor.Photo", related_name="people", on_delete=fields.CASCADE
    )
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="photos", on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=300)
    withdrawn_at = fields.DatetimeField(null=True)

    class Meta:
        table = "photo_person"
        constraints = [UniqueConstraint(fields=("photo_id", "person_id"), name="photo_person_once")]
        indexes = [Index(fields=("person_id",), name="photo_person_person")]
