"""Finding by short beginnings, and by titles alone, without reading all that was written.

SQLite merged all words that begin so for each search unless the beginning has three letters: now
also for four and five. PostgreSQL has the words of titles in an index of their own, since weights
stand in no index.
"""

from tortoise import connections, migrations
from tortoise.migrations import operations as ops

SQLITE = (
    "DROP TABLE search_words",
    """CREATE VIRTUAL TABLE search_words USING fts5(title_words, body_words,
        content='search_text', content_rowid='document_id', tokenize='unicode61', prefix='3 4 5')""",
    "INSERT INTO search_words (search_words) VALUES ('rebuild')",
)
POSTGRES = (
    "ALTER TABLE search_words ADD COLUMN titles tsvector",
    """UPDATE search_words SET titles = to_tsvector('simple', search_text.title_words)
        FROM search_text WHERE search_text.document_id = search_words.id""",
    "CREATE INDEX search_words_titles ON search_words USING gin (titles)",
    """CREATE OR REPLACE FUNCTION rakor_search_told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP <> 'INSERT' THEN
            DELETE FROM search_words WHERE id = old.document_id;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO search_words (id, words, titles) VALUES (new.document_id,
                to_tsvector('simple', new.title_words) || to_tsvector('simple', new.body_words),
                to_tsvector('simple', new.title_words));
        END IF;
        RETURN NULL;
    END $$""",
)


async def index_again(_apps, editor):
    """The index of words, made anew where it is of another kind now."""
    client = editor.client if hasattr(editor, "client") else connections.get("default")
    for statement in POSTGRES if client.capabilities.dialect == "postgres" else SQLITE:
        await client.execute_query(statement)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0038_agreement")]

    initial = False

    operations = [ops.RunPython(index_again)]
