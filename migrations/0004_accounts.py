"""Second steps, passkeys, links by mail, other providers, and when a session was last seen."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.accounts.rules import LinkPurpose, StepKind
from rakor.database.fields import new_id
from rakor.database.founding import CreateModels, Together


class Migration(migrations.Migration):
    dependencies = [("rakor", "0003_chain")]

    operations = [
        Together(
            [
                CreateModels(
                    [
                        ops.CreateModel(
                            name="Totp",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                (
                                    "account",
                                    fields.OneToOneField(
                                        "rakor.Account",
                                        source_field="account_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="totp",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                ("sealed", fields.CharField(max_length=300)),
                                (
                                    "confirmed_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                                ("last_step", fields.BigIntField(default=0)),
                                (
                                    "created_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=True),
                                ),
                            ],
                            options={
                                "table": "totp",
                                "app": "rakor",
                                "pk_attr": "id",
                                "table_description": "An authenticator app (RFC 6238), its secret is sealed and counts once it was confirmed.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="RecoveryCode",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                (
                                    "account",
                                    fields.ForeignKeyField(
                                        "rakor.Account",
                                        source_field="account_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="recovery_codes",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                ("digest", fields.CharField(max_length=64)),
                            ],
                            options={
                                "table": "recovery_code",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(
                                        fields=("account_id", "digest"), name="recovery_code_once"
                                    )
                                ],
                                "pk_attr": "id",
                                "table_description": "A code for when the app is lost, good for one sign-in, kept as a hash.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="Passkey",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                (
                                    "account",
                                    fields.ForeignKeyField(
                                        "rakor.Account",
                                        source_field="account_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="passkeys",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                ("credential", fields.CharField(max_length=1400)),
                                ("public_key", fields.BinaryField()),
                                ("sign_count", fields.BigIntField(default=0)),
                                ("name", fields.CharField(max_length=80)),
                                (
                                    "created_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=True),
                                ),
                                (
                                    "last_used_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                            ],
                            options={
                                "table": "passkey",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(
                                        fields=("credential",), name="passkey_credential"
                                    )
                                ],
                                "indexes": [Index(fields=["account_id"], name="passkey_account")],
                                "pk_attr": "id",
                                "table_description": "A key on a device or in a password manager (WebAuthn), of which we hold the public half.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="LinkWish",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                (
                                    "purpose",
                                    fields.CharEnumField(
                                        description="RESET: reset\nSIGN_IN: sign_in\nINVITATION: invitation",
                                        enum_type=LinkPurpose,
                                        max_length=16,
                                    ),
                                ),
                                ("email", fields.CharField(max_length=254)),
                                ("browser", fields.CharField(default="", max_length=64)),
                                ("next", fields.CharField(default="", max_length=500)),
                                (
                                    "created_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=True),
                                ),
                            ],
                            options={
                                "table": "link_wish",
                                "app": "rakor",
                                "pk_attr": "id",
                                "table_description": "Somebody asked for a link to an address, known or not, until a worker has looked.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="MailedLink",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                ("digest", fields.CharField(max_length=64)),
                                (
                                    "purpose",
                                    fields.CharEnumField(
                                        description="RESET: reset\nSIGN_IN: sign_in\nINVITATION: invitation",
                                        enum_type=LinkPurpose,
                                        max_length=16,
                                    ),
                                ),
                                (
                                    "account",
                                    fields.ForeignKeyField(
                                        "rakor.Account",
                                        source_field="account_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="links",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                ("bound", fields.CharField(max_length=64)),
                                ("browser", fields.CharField(default="", max_length=64)),
                                ("next", fields.CharField(default="", max_length=500)),
                                (
                                    "expires_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                            ],
                            options={
                                "table": "mailed_link",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(fields=("digest",), name="mailed_link_digest")
                                ],
                                "indexes": [
                                    Index(fields=["account_id"], name="mailed_link_account")
                                ],
                                "pk_attr": "id",
                                "table_description": "A link that was mailed, good for one use, kept as a hash.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="SignInStep",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                ("digest", fields.CharField(max_length=64)),
                                (
                                    "kind",
                                    fields.CharEnumField(
                                        description="SECOND: second\nPASSKEY: passkey\nNEW_PASSKEY: new_passkey\nPROVIDER: provider",
                                        enum_type=StepKind,
                                        max_length=16,
                                    ),
                                ),
                                (
                                    "account",
                                    fields.ForeignKeyField(
                                        "rakor.Account",
                                        source_field="account_id",
                                        null=True,
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="steps",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                (
                                    "data",
                                    fields.JSONField(
                                        default=dict, encoder=JSON_DUMPS, decoder=loads
                                    ),
                                ),
                                (
                                    "expires_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                            ],
                            options={
                                "table": "sign_in_step",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(fields=("digest",), name="sign_in_step_digest")
                                ],
                                "indexes": [
                                    Index(fields=["expires_at"], name="sign_in_step_expires")
                                ],
                                "pk_attr": "id",
                                "table_description": "What a browser is in the middle of: the second step, a passkey, a visit to the provider.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="ProviderSubject",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                (
                                    "account",
                                    fields.ForeignKeyField(
                                        "rakor.Account",
                                        source_field="account_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="subjects",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                ("issuer", fields.CharField(max_length=300)),
                                ("subject", fields.CharField(max_length=255)),
                                (
                                    "created_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=True),
                                ),
                            ],
                            options={
                                "table": "provider_subject",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(
                                        fields=("issuer", "subject"), name="provider_subject_of"
                                    )
                                ],
                                "indexes": [
                                    Index(fields=["account_id"], name="provider_subject_account")
                                ],
                                "pk_attr": "id",
                                "table_description": "Who somebody is at the provider (OIDC `iss` and `sub`), whatever their address becomes.",
                            },
                            bases=["Model"],
                        ),
                    ]
                ),
                ops.RunSQL(
                    "CREATE UNIQUE INDEX recovery_code_once ON recovery_code (account_id, digest);"
                    "CREATE UNIQUE INDEX passkey_credential ON passkey (credential);"
                    "CREATE UNIQUE INDEX mailed_link_digest ON mailed_link (digest);"
                    "CREATE UNIQUE INDEX sign_in_step_digest ON sign_in_step (digest);"
                    "CREATE UNIQUE INDEX provider_subject_of ON provider_subject (issuer, subject);"
                ),
                ops.AddField(
                    model_name="Session",
                    name="last_seen_at",
                    field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ops.AddField(
                    model_name="ApiToken",
                    name="last_seen_at",
                    field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
            ]
        ),
    ]
