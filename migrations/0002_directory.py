"""Regions, groups, kinds and ranks of offices, former names; what the audit finds entries by."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.accounts.rules import Role
from rakor.database.fields import new_id
from rakor.database.founding import CreateModels, Together
from rakor.database.widening import WidenField
from rakor.directory.rules.offices import OfficeLevel
from rakor.directory.rules.people import NipKind
from rakor.directory.rules.regions import RegionKind


async def write_paths(apps, _editor):
    """Every agency learns what stands above it."""
    agencies = {
        row["id"]: row["parent_id"]
        for row in await apps.get_model("rakor.Agency").all().values("id", "parent_id")
    }
    for key in agencies:
        way, above = [], key
        while above is not None and above not in way:
            way.append(above)
            above = agencies.get(above)
        path = "/" + "".join(f"{each}/" for each in reversed(way))
        await apps.get_model("rakor.Agency").filter(id=key).update(path=path)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0001_initial")]

    operations = [
        Together(
            [
                CreateModels(
                    [
                        ops.CreateModel(
                            name="OfficeKind",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                ("code", fields.CharField(max_length=40)),
                                ("name", fields.CharField(max_length=120)),
                                (
                                    "aliases",
                                    fields.JSONField(
                                        default=list, encoder=JSON_DUMPS, decoder=loads
                                    ),
                                ),
                                ("revision", fields.IntField(default=1)),
                            ],
                            options={
                                "table": "office_kind",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(fields=("code",), name="office_kind_code")
                                ],
                                "pk_attr": "id",
                                "table_description": "A kind of office that many agencies have (`sekda`), so that a group can name all of them.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="ProtocolRank",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                ("position", fields.IntField()),
                                ("title", fields.CharField(max_length=250)),
                                (
                                    "level",
                                    fields.CharEnumField(
                                        null=True,
                                        description="POLITICAL: political\nJPT_UTAMA: jpt_utama\nJPT_MADYA: jpt_madya\nJPT_PRATAMA: jpt_pratama\nADMINISTRATOR: administrator\nPENGAWAS: pengawas\nFUNGSIONAL: fungsional\nPELAKSANA: pelaksana",
                                        enum_type=OfficeLevel,
                                        max_length=16,
                                    ),
                                ),
                                ("source", fields.CharField(default="", max_length=120)),
                                ("revision", fields.IntField(default=1)),
                            ],
                            options={
                                "table": "protocol_rank",
                                "app": "rakor",
                                "indexes": [
                                    Index(fields=["position"], name="protocol_rank_position")
                                ],
                                "pk_attr": "id",
                                "table_description": "A step in the order of protocol (UU 9/2010), lower positions go first.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="AgencyName",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                (
                                    "agency",
                                    fields.ForeignKeyField(
                                        "rakor.Agency",
                                        source_field="agency_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="names",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                ("name", fields.CharField(max_length=200)),
                                ("short_name", fields.CharField(default="", max_length=60)),
                                ("valid_until", fields.DateField()),
                            ],
                            options={
                                "table": "agency_name",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(
                                        fields=("agency_id", "valid_until"), name="agency_name_on"
                                    )
                                ],
                                "pk_attr": "id",
                                "table_description": "A name that an agency bore until that day, documents print the name of their day.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="PersonEmail",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                (
                                    "person",
                                    fields.ForeignKeyField(
                                        "rakor.Person",
                                        source_field="person_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="other_emails",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                ("email", fields.CharField(max_length=254)),
                            ],
                            options={
                                "table": "person_address",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(fields=("email",), name="person_address_email")
                                ],
                                "indexes": [
                                    Index(fields=["person_id"], name="person_address_person")
                                ],
                                "pk_attr": "id",
                                "table_description": "A further address of a person, beside the one that letters go to.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="Region",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                ("code", fields.CharField(max_length=8)),
                                ("name", fields.CharField(max_length=120)),
                                (
                                    "kind",
                                    fields.CharEnumField(
                                        description="PROVINCE: province\nREGENCY: regency\nCITY: city",
                                        enum_type=RegionKind,
                                        max_length=16,
                                    ),
                                ),
                                ("unit", fields.CharField(default="", max_length=8)),
                                ("iso_code", fields.CharField(default="", max_length=8)),
                                ("bps_code", fields.CharField(default="", max_length=8)),
                                ("timezone", fields.CharField(max_length=40)),
                                ("valid_from", fields.DateField()),
                                ("valid_until", fields.DateField(null=True)),
                                (
                                    "predecessor",
                                    fields.ForeignKeyField(
                                        "rakor.Region",
                                        source_field="predecessor_id",
                                        null=True,
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="successors",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                ("source", fields.CharField(default="", max_length=160)),
                                ("revision", fields.IntField(default=1)),
                            ],
                            options={
                                "table": "region",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(
                                        fields=("code", "valid_from"), name="region_code_from"
                                    )
                                ],
                                "pk_attr": "id",
                                "table_description": "A province, regency or city under its Kemendagri code, from one day until another.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="SavedGroup",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                ("name", fields.CharField(max_length=160)),
                                (
                                    "agency",
                                    fields.ForeignKeyField(
                                        "rakor.Agency",
                                        source_field="agency_id",
                                        null=True,
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="groups",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                (
                                    "office_kind",
                                    fields.ForeignKeyField(
                                        "rakor.OfficeKind",
                                        source_field="office_kind_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="groups",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                (
                                    "regions",
                                    fields.JSONField(
                                        default=list, encoder=JSON_DUMPS, decoder=loads
                                    ),
                                ),
                                (
                                    "agency_kinds",
                                    fields.JSONField(
                                        default=list, encoder=JSON_DUMPS, decoder=loads
                                    ),
                                ),
                                ("revision", fields.IntField(default=1)),
                            ],
                            options={
                                "table": "saved_group",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(
                                        fields=("agency_id", "name"), name="saved_group_name"
                                    )
                                ],
                                "indexes": [Index(fields=["agency_id"], name="saved_group_agency")],
                                "pk_attr": "id",
                                "table_description": "A group that an agency invites again and again, a kind of office in a set of regions.",
                            },
                            bases=["Model"],
                        ),
                    ]
                ),
                ops.RunSQL(
                    "CREATE UNIQUE INDEX office_kind_code ON office_kind (code);"
                    "CREATE UNIQUE INDEX agency_name_on ON agency_name (agency_id, valid_until);"
                    "CREATE UNIQUE INDEX person_address_email ON person_address (email);"
                    "CREATE UNIQUE INDEX region_code_from ON region (code, valid_from);"
                    "CREATE UNIQUE INDEX saved_group_name ON saved_group (agency_id, name);"
                ),
                ops.AddField(
                    model_name="Agency",
                    name="path",
                    field=fields.CharField(default="", db_default="", max_length=400),
                ),
                ops.AddField(
                    model_name="Agency",
                    name="self_kept",
                    field=fields.BooleanField(default=False, db_default=False),
                ),
                ops.AddField(
                    model_name="Agency",
                    name="merged_into",
                    field=fields.ForeignKeyField(
                        "rakor.Agency",
                        source_field="merged_into_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="duplicates",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ops.AddField(
                    model_name="Agency",
                    name="external_codes",
                    field=fields.JSONField(
                        default=dict, db_default="{}", encoder=JSON_DUMPS, decoder=loads
                    ),
                ),
                ops.AddField(
                    model_name="Person",
                    name="nip_kind",
                    field=fields.CharEnumField(
                        default=NipKind.PNS,
                        description="PNS: pns\nPPPK: pppk",
                        db_default="pns",
                        enum_type=NipKind,
                        max_length=8,
                    ),
                ),
                ops.AddField(
                    model_name="Person",
                    name="erased_at",
                    field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ops.AddField(
                    model_name="Office",
                    name="kind",
                    field=fields.ForeignKeyField(
                        "rakor.OfficeKind",
                        source_field="kind_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="offices",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ops.AddField(
                    model_name="Office",
                    name="rank",
                    field=fields.ForeignKeyField(
                        "rakor.ProtocolRank",
                        source_field="rank_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="offices",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ops.AddField(
                    model_name="OfficeHolder",
                    name="decree_number",
                    field=fields.CharField(default="", db_default="", max_length=120),
                ),
                ops.AddField(model_name="Entry", name="subject", field=fields.UUIDField(null=True)),
                ops.AddIndex(model_name="Agency", index=Index(fields=["path"], name="agency_path")),
                ops.AddIndex(
                    model_name="Agency", index=Index(fields=["region"], name="agency_region")
                ),
                ops.AddIndex(
                    model_name="Office", index=Index(fields=["kind_id"], name="office_kind_of")
                ),
                ops.AddIndex(model_name="Entry", index=Index(fields=["at"], name="entry_at")),
                ops.AddIndex(
                    model_name="Entry", index=Index(fields=["actor", "at"], name="entry_actor")
                ),
                ops.AddIndex(
                    model_name="Entry", index=Index(fields=["subject", "at"], name="entry_subject")
                ),
                WidenField(
                    model_name="Account",
                    name="role",
                    field=fields.CharEnumField(
                        description="ADMIN: admin\nAGENCY_ADMIN: agency_admin\nSECRETARIAT: secretariat\nORGANIZER: organizer\nPARTICIPANT: participant\nAUDITOR: auditor\nDATA_PROTECTION_OFFICER: data_protection_officer",
                        enum_type=Role,
                        max_length=32,
                    ),
                ),
            ]
        ),
        # Nobody belonged to another before there was a line: every path begins anew.
        ops.RunPython(write_paths),
    ]
