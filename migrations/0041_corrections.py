"""How long agencies take corrections, which reviewers read all, what agencies were told last."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.migrations import operations as ops

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels, Together


class Migration(migrations.Migration):
    dependencies = [("rakor", "0037_search")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="CorrectionWindow",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "agency",
                            fields.OneToOneField(
                                "rakor.Agency",
                                source_field="agency_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="correction_window",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("days", fields.IntField()),
                    ],
                    options={
                        "table": "correction_window",
                        "app": "rakor",
                        "pk_attr": "id",
                        "table_description": "For how many days an agency takes requests to correct its minutes, else it is the usual.",
                    },
                    bases=["Model"],
                )
            ]
        ),
        Together(
            [
                ops.AddField(
                    model_name="FollowUpLink",
                    name="told",
                    field=fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads),
                ),
                ops.AddField(
                    model_name="MinutesReview",
                    name="confidential",
                    field=fields.BooleanField(default=False, db_default=False),
                ),
            ]
        ),
    ]
