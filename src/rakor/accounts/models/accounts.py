"""Tables of accounts, sessions, tokens and failed attempts. Secrets are kept as hashes only."""

from typing import cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.accounts.rules import Role
from rakor.database import new_id
from rakor.directory.models import Person


class Account(Model):
    """A person who may sign in."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    person_id: UUID
    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "rakor.Person", related_name="account", on_delete=fields.RESTRICT
    )
    password = fields.CharField(max_length=200, default="")
    role = fields.CharEnumField(Role, max_length=32)
    active = fields.BooleanField(default=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "account"


class Session(Model):
    """One browser that is signed in, deleting the row signs it out."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    digest = fields.CharField(max_length=64)
    account_id: UUID
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "rakor.Account", related_name="sessions", on_delete=fields.CASCADE
    )
    expires_at = fields.DatetimeField()
    created_at = fields.DatetimeField(auto_now_add=True)
    last_seen_at = fields.DatetimeField(null=True)
    agent = fields.CharField(max_length=200, default="")

    class Meta:
        table = "session"
        constraints = [UniqueConstraint(fields=("digest",), name="session_digest")]
        indexes = [Index(fields=("account_id",), name="session_account")]


class ApiToken(Model):
    """A program that acts for an account, with all of its rights or only some (`scopes`)."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    digest = fields.CharField(max_length=64)
    account_id: UUID
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "rakor.Account", related_name="tokens", on_delete=fields.CASCADE
    )
    name = fields.CharField(max_length=80, default="")
    scopes = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    expires_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    last_seen_at = fields.DatetimeField(null=True)

    class Meta:
        table = "api_token"
        constraints = [UniqueConstraint(fields=("digest",), name="api_token_digest")]
        indexes = [Index(fields=("account_id",), name="api_token_account")]


class FailedAttempt(Model):
    """A wrong password, remembered for ten minutes, `key` is a hash of address or account."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    key = fields.CharField(max_length=64)
    at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "failed_attempt"
        indexes = [Index(fields=("key", "at"), name="failed_attempt_key")]
