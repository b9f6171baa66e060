"""What can be found: things, the words they are found by, and the index of words.

The index is kept by triggers, whoever writes a text: FTS5 on SQLite, tsvector under GIN on
PostgreSQL, both over words that were folded before, so that both cut them alike.
"""

from tortoise import connections, fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.founding import CreateModels
from rakor.search.rules.kinds import Kind

SQLITE = (
    """CREATE VIRTUAL TABLE search_words USING fts5(title_words, body_words,
        content='search_text', content_rowid='document_id', tokenize='unicode61', prefix='3')""",
    """CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN
        INSERT INTO search_words (rowid, title_words, body_words)
            VALUES (new.document_id, new.title_words, new.body_words);
    END""",
    """CREATE TRIGGER search_text_removed AFTER DELETE ON search_text BEGIN
        INSERT INTO search_words (search_words, rowid, title_words, body_words)
            VALUES ('delete', old.document_id, old.title_words, old.body_words);
    END""",
    """CREATE TRIGGER search_text_changed AFTER UPDATE ON search_text BEGIN
        INSERT INTO search_words (search_words, rowid, title_words, body_words)
            VALUES ('delete', old.document_id, old.title_words, old.body_words);
        INSERT INTO search_words (rowid, title_words, body_words)
            VALUES (new.document_id, new.title_words, new.body_words);
    END""",
)
POSTGRES = (
    "CREATE TABLE search_words (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX search_words_words ON search_words USING gin (words)",
    """CREATE FUNCTION rakor_search_told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP <> 'INSERT' THEN
            DELETE FROM search_words WHERE id = old.document_id;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO search_words VALUES (new.document_id,
                setweight(to_tsvector('simple', new.title_words), 'A')
                || setweight(to_tsvector('simple', new.body_words), 'B'));
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER search_text_told AFTER INSERT OR UPDATE OR DELETE ON search_text
        FOR EACH ROW EXECUTE FUNCTION rakor_search_told()""",
)


async def keep_words(_apps, editor):
    """The index of words and the triggers that keep it."""
    client = editor.client if hasattr(editor, "client") else connections.get("default")
    for statement in POSTGRES if client.capabilities.dialect == "postgres" else SQLITE:
        await client.execute_query(statement)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0035_stationery")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="SearchDocument",
                    fields=[
                        (
                            "id",
                            fields.BigIntField(
                                generated=True, primary_key=True, unique=True, db_index=True
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="MEETING: meeting\nNOTE: note\nDECISION: decision\n"
                                "FOLLOW_UP: follow_up\nMINUTES: minutes\nRELEASE: release\n"
                                "PERSON: person\nOFFICE: office\nAGENCY: agency",
                                enum_type=Kind,
                                max_length=12,
                            ),
                        ),
                        ("object_id", fields.UUIDField()),
                        ("whole", fields.BooleanField(default=False)),
                        (
                            "meeting",
                            fields.ForeignKeyField(
                                "rakor.Meeting",
                                source_field="meeting_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="found_as",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "agency",
                            fields.ForeignKeyField(
                                "rakor.Agency",
                                source_field="agency_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="found_as",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "search_document",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["meeting_id", "kind"], name="search_document_meeting"),
                            Index(fields=["agency_id"], name="search_document_agency"),
                        ],
                        "constraints": [
                            UniqueConstraint(
                                fields=("object_id", "kind", "whole"), name="search_document_once"
                            )
                        ],
                        "pk_attr": "id",
                        "table_description": "One thing that can be found, made of its source and made anew when that changes.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="SearchText",
                    fields=[
                        (
                            "document",
                            fields.OneToOneField(
                                "rakor.SearchDocument",
                                source_field="document_id",
                                primary_key=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="text",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("title", fields.TextField(unique=False)),
                        ("body", fields.TextField(unique=False)),
                        ("title_words", fields.TextField(unique=False)),
                        ("body_words", fields.TextField(unique=False)),
                    ],
                    options={
                        "table": "search_text",
                        "app": "rakor",
                        "pk_attr": "document_id",
                        "table_description": "The words of a thing, as they are shown and as they are compared.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        ops.RunSQL(
            "CREATE UNIQUE INDEX search_document_once ON search_document (object_id, kind, whole)"
        ),
        ops.RunPython(keep_words),
        # A key that is the key of another table goes by the name of its column from here on.
        ops.AlterModelOptions(
            name="SearchText",
            options={
                "table": "search_text",
                "app": "rakor",
                "pk_attr": "document_id",
                "table_description": "The words of a thing, as they are shown and as they are compared.",
            },
        ),
    ]
