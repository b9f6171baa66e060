"""Finding people as others remember their names: misspelt, in any order, best first.

The words of everybody's names and addresses stand in tables that triggers keep (migration 0009):
`person_word` tells whose they are, `person_search` finds words by three letters in a row.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

from tortoise import connections
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.queryset import QuerySet

from rakor.directory.models import Person, PersonEmail
from rakor.directory.rules import spelling

# Whoever finds more than these will not read on, but type another letter.
BEST = 500
_AFTER_ALL = "\U0010ffff"


async def search(seen: QuerySet[Person], typed: str) -> list[UUID]:
    """Those of `seen` who may be meant, best first: the same name, its beginning, alike spelt.

    Titles, case, punctuation and the order of words do not matter. What looks like a part of an
    address is looked for in addresses first; so is what is nobody's name.
    """
    by_address = spelling.looks_like_address(typed)
    found = await _with_address(seen, typed) if by_address else []
    found += [key for key in await _named(seen, spelling.words_of(typed)) if key not in found]
    if not found and not by_address and len(typed.strip()) > 2:
        found = await _with_address(seen, typed)
    return found[:BEST]


async def named(seen: QuerySet[Person], typed: str) -> list[UUID]:
    """Those of `seen` whose name may be meant, best first; addresses are not looked at."""
    return (await _named(seen, spelling.words_of(typed)))[:BEST]


async def _with_address(seen: QuerySet[Person], typed: str) -> list[UUID]:
    part = typed.strip().lower()
    further = (
        await PersonEmail.filter(email__contains=part)
        .limit(BEST)
        .values_list("person_id", flat=True)
    )
    rows: list[UUID] = []
    for some in (seen.filter(email__contains=part), seen.filter(id__in=further)):
        rows += await some.order_by("name", "id").limit(BEST).values_list("id", flat=True)  # type: ignore[arg-type]
    return list(dict.fromkeys(rows))


async def _named(seen: QuerySet[Person], words: list[str]) -> list[UUID]:
    if not words:
        return []
    client = connections.get("default")
    meant = [(place, word, 0) for place, word in enumerate(words)]
    meant += await _spellings(client, words)
    everything = len(words) if len(words) < 3 else len(words) - 1
    rows = await _ranked(client, seen, meant, everything)
    if not rows and len(words) > 1:
        # A word that nobody bears, a title unknown here perhaps, does not hide who bears the rest.
        rows = await _ranked(client, seen, meant, 1)
    return rows


async def _spellings(client: BaseDBAsyncClient, words: list[str]) -> list[tuple[int, str, int]]:
    """Other spellings of what was typed, with their place in it and how well they fit.

    Two words of which one is unknown may have been one (`wira karsa`): that stands in both places.
    """
    found, unknown = [], []
    for place, word in enumerate(words):
        fits, known = spelling.resembling(word, await _near(client, word))
        found += [(place, each, fit) for each, fit in fits.items()]
        unknown.append(not known and len(word) > 2)
    for place, pair in enumerate(pairwise(words)):
        if unknown[place] or unknown[place + 1]:
            word = "".join(pair)
            near = await _near(client, word)
            fits, _known = spelling.resembling(word, near)
            fits |= dict.fromkeys((each for each in near if each.startswith(word)), 800)
            close = [(each, fit) for each, fit in fits.items() if fit >= spelling.CLOSE]
            found += [(at, each, fit) for each, fit in close for at in (place, place + 1)]
    return found


async def _near(client: BaseDBAsyncClient, word: str) -> list[str]:
    """The known words that share a fifth of their trigrams with this one, or begin with it."""
    if len(word) < 3:
        return []
    grams, places = spelling.grams(word), _Places(client)
    found = places.having_any(grams)
    common = " + ".join(places.whether_in("padded", gram) for gram in grams)
    rows = await client.execute_query_dict(
        f"SELECT word FROM (SELECT word, ' ' || word || ' ' AS padded FROM name_word "  # noqa: S608
        f"WHERE {found}) near WHERE 5 * ({common}) >= {len(grams)} + length(word)",
        places.values,
    )
    return [row["word"] for row in rows]


class _Places:
    """The values of a statement and where they stand in it, as each database writes it."""

    def __init__(self, client: BaseDBAsyncClient) -> None:
        self.values: list[Any] = []
        self.postgres = client.capabilities.dialect == "postgres"

    def text(self, value: str) -> str:
        self.values.append(value)
        return f"${len(self.values)}::text" if self.postgres else f"?{len(self.values)}"

    def letters(self, column: str) -> str:
        """The order of letters that both databases know."""
        return f'{column} COLLATE "C"' if self.postgres else column

    def whether_in(self, column: str, part: str) -> str:
        """1 where a text holds that part, else 0."""
        if self.postgres:
            return f"(strpos({column}, {self.text(part)}) > 0)::int"
        return f"(instr({column}, {self.text(part)}) > 0)"

    def having_any(self, grams: Sequence[str]) -> str:
        """The words that have one of these trigrams, by the index of trigrams."""
        if self.postgres:
            said = ", ".join(self.text(gram) for gram in grams)
            return f"grams && ARRAY[{said}]"
        said = " OR ".join('"{}"'.format(gram.replace('"', '""')) for gram in grams)
        return (
            "number IN (SELECT rowid FROM person_search "  # noqa: S608 - placeholders only
            f"WHERE person_search MATCH {self.text(said)})"
        )


async def _ranked(
    client: BaseDBAsyncClient,
    seen: QuerySet[Person],
    meant: list[tuple[int, str, int]],
    least: int,
) -> list[UUID]:
    """Those who bear at least so many of the words, best first; a fit of 0 is what was typed."""
    places = _Places(client)
    parts = []
    for place, word, fit in meant:
        if fit == 0:
            first, last = places.text(word), places.text(word + _AFTER_ALL)
            rank = (
                f"CASE WHEN word = {places.text(word)} THEN 1000 "
                f"ELSE 800 + {100 * len(word)} / length(word) END"
            )
            where = f"word >= {first} AND word < {last}"
        else:
            rank, where = str(fit), f"word = {places.text(word)}"
        parts.append(
            f"SELECT person_id, {place} AS place, {rank} AS fit FROM person_word WHERE {where}"  # noqa: S608 - placeholders and numbers only
        )
    visible = seen.values("id", "name").sql(params_inline=True)
    query = (
        "SELECT ranked.person_id FROM (SELECT person_id, SUM(fit) AS fit FROM ("  # noqa: S608
        "SELECT person_id, place, MAX(fit) AS fit FROM ("
        f"{' UNION ALL '.join(parts)}) said GROUP BY person_id, place) best GROUP BY person_id "
        f"HAVING COUNT(*) >= {least}) ranked JOIN ({visible}) seen ON seen.id = ranked.person_id "
        f"ORDER BY ranked.fit DESC, length(seen.name), {places.letters('seen.name')}, seen.id "
        f"LIMIT {BEST}"
    )
    rows = await client.execute_query_dict(query, places.values)
    return [UUID(str(row["person_id"])) for row in rows]
