"""A NIP belongs to one person, and people are found by words that sound like their names."""
# ruff: noqa: S608 - every statement is made of words of this file only

import logging

from tortoise import connections, migrations
from tortoise.migrations import operations as ops

log = logging.getLogger(__name__)

# Spellings that are read alike, as `rakor.directory.rules.spelling` had them on that day.
MARKS = (
    ("a", "áàâäå"), ("e", "éèêëÉÈ"), ("i", "íìï"), ("o", "óòôöÖ"), ("u", "úùûüÜ"), ("n", "ñ"),
    ("c", "ç"), ("", "'’‘`´"), (" ", '\u00a0\t.,-_/()&+";:\\|'),
)  # fmt: skip
ALIKE = (
    *((mark, plain) for plain, marks in MARKS for mark in marks),
    ("oe", "u"), ("tj", "c"), ("dj", "j"), ("nj", "ny"), ("sj", "s"), ("hj", "hy"), ("rj", "ry"),
    ("sy", "s"), ("ch", "h"), ("kh", "h"), ("sh", "s"), ("th", "t"), ("dh", "d"), ("bh", "b"),
    ("ph", "f"), ("v", "f"), ("q", "k"), ("z", "s"), ("y", "i"),
    *((letter * 2, letter) for letter in "aeioubcdfghklmnprst"),
    ("moha", "muha"), ("muhamed", "muhamad"), ("muhamat", "muhamad"),
    (" moh ", " muhamad "), (" muh ", " muhamad "), (" mohd ", " muhamad "),
)  # fmt: skip
# SQLite's parser stands so many functions within each other; PostgreSQL stands all of them.
AT_ONCE = 15

NAMES = (
    """CREATE TABLE person_word (
        word TEXT NOT NULL, person_id CHAR(36) NOT NULL REFERENCES person (id) ON DELETE CASCADE,
        PRIMARY KEY (word, person_id)) WITHOUT ROWID""",
    "CREATE INDEX person_word_person ON person_word (person_id)",
    "CREATE TABLE name_word (number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)",
    """CREATE VIRTUAL TABLE person_search USING fts5 (
        word, content='name_word', content_rowid='number', tokenize='trigram', detail='none')""",
    """CREATE TRIGGER name_word_added AFTER INSERT ON name_word BEGIN
        INSERT INTO person_search (rowid, word) VALUES (new.number, ' ' || new.word || ' ');
    END""",
    """CREATE TRIGGER name_word_removed AFTER DELETE ON name_word BEGIN
        INSERT INTO person_search (person_search, rowid, word)
            VALUES ('delete', old.number, ' ' || old.word || ' ');
    END""",
    """CREATE TRIGGER person_word_added AFTER INSERT ON person_word
        WHEN NOT EXISTS (SELECT 1 FROM name_word WHERE word = new.word) BEGIN
        INSERT INTO name_word (word) VALUES (new.word);
    END""",
    """CREATE TRIGGER person_word_removed AFTER DELETE ON person_word
        WHEN NOT EXISTS (SELECT 1 FROM person_word WHERE word = old.word) BEGIN
        DELETE FROM name_word WHERE word = old.word;
    END""",
)
# A person's words, written anew whenever a name or an address changes.
READ = """INSERT INTO person_word (word, person_id)
    SELECT DISTINCT said.value, folded.id FROM person_folded folded,
        json_each('[' || replace(json_quote(trim(folded.body)), ' ', '","') || ']') said
    WHERE folded.id = {key} AND said.value <> '';"""
AGAIN = "DELETE FROM person_word WHERE person_id = {key};" + READ
KEPT = tuple(
    f"CREATE TRIGGER {name} AFTER {when} BEGIN {what.format(key=key)} END"
    for name, when, what, key in (
        ("person_named", "INSERT ON person", READ, "new.id"),
        (
            "person_renamed",
            "UPDATE OF name, email, erased_at ON person WHEN new.name IS NOT old.name"
            " OR new.email IS NOT old.email OR new.erased_at IS NOT old.erased_at",
            AGAIN,
            "new.id",
        ),
        ("address_added", "INSERT ON person_address", AGAIN, "new.person_id"),
        ("address_changed", "UPDATE ON person_address", AGAIN, "new.person_id"),
        ("address_removed", "DELETE ON person_address", AGAIN, "old.person_id"),
    )
)

POSTGRES = (
    """CREATE FUNCTION rakor_grams(word text) RETURNS text[]
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$ BEGIN
        RETURN ARRAY(SELECT DISTINCT substr(' ' || word || ' ', n, 3)
            FROM generate_series(1, length(word)) n);
    END $$""",
    """CREATE VIEW person_folded AS SELECT person.id, rakor_folded(
        name || ' ' || regexp_replace(concat_ws(' ', split_part(email, '@', 1),
            (SELECT string_agg(split_part(address.email, '@', 1), ' ')
             FROM person_address address WHERE address.person_id = person.id)
        ), '[0-9]', '', 'g')) AS body FROM person WHERE erased_at IS NULL""",
    # Without a foreign key, whose check of every word takes as long as all the rest.
    """CREATE TABLE person_word (
        word text COLLATE "C" NOT NULL, person_id uuid NOT NULL,
        PRIMARY KEY (word, person_id))""",
    "CREATE INDEX person_word_person ON person_word (person_id)",
    """CREATE TABLE name_word (
        word text COLLATE "C" PRIMARY KEY,
        grams text[] GENERATED ALWAYS AS (rakor_grams(word)) STORED)""",
    "CREATE INDEX person_search ON name_word USING gin (grams) WITH (fastupdate = off)",
    """CREATE FUNCTION rakor_word_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        DELETE FROM name_word WHERE word = old.word
            AND NOT EXISTS (SELECT 1 FROM person_word WHERE word = old.word);
        RETURN NULL;
    END $$""",
    # The vocabulary is looked at first: the trigrams of a word are made before a conflict is seen.
    """CREATE FUNCTION rakor_read_person(key uuid) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE said text[];
    BEGIN
        SELECT array_remove(string_to_array(body, ' '), '') INTO said
            FROM person_folded WHERE id = key;
        INSERT INTO person_word (word, person_id)
            SELECT DISTINCT each, key FROM unnest(said) each;
        INSERT INTO name_word (word) SELECT DISTINCT each FROM unnest(said) each
            WHERE NOT EXISTS (SELECT 1 FROM name_word WHERE word = each)
            ORDER BY each ON CONFLICT DO NOTHING;
    END $$""",
    """CREATE FUNCTION rakor_person_named() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP <> 'INSERT' THEN
            DELETE FROM person_word WHERE person_id = old.id;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            PERFORM rakor_read_person(new.id);
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE FUNCTION rakor_address_told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        DELETE FROM person_word WHERE person_id = COALESCE(new.person_id, old.person_id);
        PERFORM rakor_read_person(COALESCE(new.person_id, old.person_id));
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER person_word_removed AFTER DELETE ON person_word
        FOR EACH ROW EXECUTE FUNCTION rakor_word_removed()""",
    """CREATE TRIGGER person_named AFTER INSERT OR DELETE ON person
        FOR EACH ROW EXECUTE FUNCTION rakor_person_named()""",
    """CREATE TRIGGER person_renamed AFTER UPDATE OF name, email, erased_at ON person FOR EACH ROW
        WHEN ((new.name, new.email, new.erased_at)
            IS DISTINCT FROM (old.name, old.email, old.erased_at))
        EXECUTE FUNCTION rakor_person_named()""",
    """CREATE TRIGGER address_told AFTER INSERT OR UPDATE OR DELETE ON person_address
        FOR EACH ROW EXECUTE FUNCTION rakor_address_told()""",
)


def replacing(text, pairs):
    for spelt, alike in pairs:
        said = spelt.replace("'", "''")
        text = f"replace({text}, '{said}', '{alike}')"
    return text


def folded_on_sqlite():
    """The view of every name with the local parts of the addresses, spelt one way."""
    local = "substr({0}, 1, instr({0}, '@') - 1)"
    steps = [
        f"""step0 (id, name, local) AS (SELECT id, name, coalesce({local.format("email")}, '')
            || coalesce((SELECT ' ' || group_concat({local.format("address.email")}, ' ')
                FROM person_address address WHERE address.person_id = person.id), '')
            FROM person WHERE erased_at IS NULL)""",
        "step1 (id, text) AS (SELECT id, lower(' ' || name || ' ' || "
        + replacing("local", [(digit, "") for digit in "0123456789"])
        + " || ' ') FROM step0)",
    ]
    for n in range(0, len(ALIKE), AT_ONCE):
        before, text = len(steps) - 1, replacing("text", ALIKE[n : n + AT_ONCE])
        steps.append(f"step{len(steps)} (id, text) AS (SELECT id, {text} FROM step{before})")
    return (
        f"CREATE VIEW person_folded (id, body) AS WITH {', '.join(steps)} "
        f"SELECT id, text FROM step{len(steps) - 1}"
    )


def folded_on_postgres():
    # In plpgsql, which keeps the plan: in SQL the long expression is planned for every person.
    small = """lower((' ' || said || ' ') COLLATE "C")"""
    return (
        "CREATE FUNCTION rakor_folded(said text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT "
        f"PARALLEL SAFE AS $$ BEGIN RETURN {replacing(small, ALIKE)}; END $$"
    )


async def one_person_a_nip(apps, _editor):
    """A number that is recorded of two people is wrong of one: whoever had it first keeps it."""
    rows = await apps.get_model("rakor.Person").exclude(nip="").order_by("id").values("id", "nip")
    first = {}
    for row in rows:
        if first.setdefault(row["nip"], row["id"]) != row["id"]:
            log.warning("person %s had the NIP of person %s", row["id"], first[row["nip"]])
            await apps.get_model("rakor.Person").filter(id=row["id"]).update(nip="")


async def read_names(_apps, editor):
    """The tables of words, the triggers that keep them, and the words of everybody there is."""
    client = editor.client if hasattr(editor, "client") else connections.get("default")
    if client.capabilities.dialect == "postgres":
        statements = (folded_on_postgres(), *POSTGRES, "SELECT rakor_read_person(id) FROM person")
    else:
        everybody = READ.replace("folded.id = {key} AND ", "")
        statements = (*NAMES, folded_on_sqlite(), *KEPT, everybody)
    for statement in statements:
        await client.execute_query(statement)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0008_privacy")]

    operations = [
        ops.RunPython(one_person_a_nip),
        ops.RunSQL("CREATE UNIQUE INDEX person_nip ON person (nip) WHERE nip <> ''"),
        ops.RunPython(read_names),
    ]
