"""Looking for something; that people were found is on record, as in the directory."""

from rakor import journal
from rakor.accounts.models import User
from rakor.search import queries
from rakor.search.queries import PAGE, Found
from rakor.search.rules import Kind, plain


async def look_for(
    typed: str, kind: Kind | None = None, *, by: User, first: int = 0, limit: int = PAGE
) -> Found:
    """What somebody finds by these words among what they may read.

    Whoever is shown people is written down with the words they looked for.
    """
    found = await queries.find(by, typed, kind, first=first, limit=limit)
    shown = sum(each.kind is Kind.PERSON for each in [*found.items, *found.names])
    if shown:
        await journal.looked("people.listed", by=by, q=plain(typed), count=shown)
    return found
