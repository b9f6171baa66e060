"""The tables of the journal."""

from enum import StrEnum
from typing import Any, cast

import orjson
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id


def to_json(value: Any) -> str:
    """JSON as it is stored and sent: times as RFC 3339 with `Z`, keys as text."""
    return orjson.dumps(
        value, option=orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS, default=str
    ).decode()


def from_json(text: str | bytes) -> Any:
    return orjson.loads(text)


class Audience(StrEnum):
    """Who may see an entry while it happens. The default is the narrowest: nobody but the audit."""

    RECORD = "record"
    STAFF = "staff"  # secretariat and chair
    PERSON = "person"  # the one person that is the subject
    AGENCY = "agency"  # the delegation of the agency that is the subject
    PARTICIPANTS = "participants"  # and everyone invited
    PUBLIC = "public"  # and the projector


class Stream(Model):
    """One line of history: of a meeting, of the directory, of an account."""

    id = fields.UUIDField(primary_key=True)
    epoch = fields.CharField(max_length=16)
    last_seq = fields.BigIntField()

    class Meta:
        table = "stream"


class Entry(Model):
    """One thing that happened. `seq` has no gaps in its stream and grows in order of commits."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    stream = fields.UUIDField()
    seq = fields.BigIntField()
    kind = fields.CharField(max_length=64)
    actor = fields.UUIDField(null=True)
    actor_name = fields.CharField(max_length=300, default="")
    audience = fields.CharEnumField(Audience, max_length=16)
    data = cast(
        "fields.Field[dict[str, Any]]", fields.JSONField(encoder=to_json, decoder=from_json)
    )
    at = fields.DatetimeField()
    request_id = fields.CharField(max_length=128, null=True)
    # The person, agency, office or account that it is about; for a meeting the stream says it.
    subject = fields.UUIDField(null=True)
    # What proves this entry and all before it in its stream (`journal.chain`).
    hash = fields.CharField(max_length=64, null=True)

    class Meta:
        table = "entry"
        constraints = [
            UniqueConstraint(fields=("stream", "seq"), name="entry_stream_seq"),
            UniqueConstraint(fields=("request_id",), name="entry_request"),
        ]
        indexes = [
            Index(fields=("at",), name="entry_at"),
            Index(fields=("kind", "at"), name="entry_kind"),
            Index(fields=("actor", "at"), name="entry_actor"),
            Index(fields=("subject", "at"), name="entry_subject"),
        ]


class FollowerPosition(Model):
    """How far a follower has read in a stream."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=64)
    stream = fields.UUIDField()
    seq = fields.BigIntField()

    class Meta:
        table = "follower"
        constraints = [UniqueConstraint(fields=("name", "stream"), name="follower_name_stream")]
