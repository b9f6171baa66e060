"""What readers of the audit do: looking and taking home are acts like any other, and recorded."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from rakor import journal
from rakor.accounts.models import User
from rakor.audit import queries
from rakor.audit.rules import LONGEST_EXPORT, Cursor, Filter, Looked, Row, masked
from rakor.errors import Invalid
from rakor.words import _, number


async def look(wish: Looked, *, by: User) -> tuple[list[Row], Cursor | None]:
    """A page of the audit. That it was opened, and with which filter, is an entry as well.

    Refuses (Forbidden) whoever may not see the audit.
    """
    entries, more = await queries.page_of_entries(wish, Cursor.read(wish.cursor), wish.limit, by=by)
    rows = await queries.told(entries, to=by)
    await journal.looked("audit.viewed", by=by, **_asked(wish))
    return rows, more


async def take_home(wish: Filter, form: str, *, by: User) -> AsyncIterator[list[Row]]:
    """Everything that was filtered, as a file in that form; recorded before the first row leaves.

    Refuses (Forbidden) whoever may not see the audit, and (Invalid) more than 100,000 entries.
    """
    # The act of taking it home is not in the file.
    before = datetime.now(UTC)
    if await queries.count(wish, LONGEST_EXPORT, by=by) > LONGEST_EXPORT:
        raise Invalid.field(
            "since",
            _("Lebih dari {most} catatan. Persempit saringan sebelum mengunduh.").format(
                most=number(LONGEST_EXPORT)
            ),
        )
    await journal.looked("audit.downloaded", by=by, format=form, **_asked(wish))
    return _rows(wish, before, by)


async def _rows(wish: Filter, before: datetime, by: User) -> AsyncIterator[list[Row]]:
    async for entries in queries.found(wish, before, by=by):
        yield await queries.told(entries, to=by)


def _asked(wish: Filter) -> dict[str, Any]:
    """The filter as the record keeps it: entries hold no address that somebody looked for."""
    said = masked(wish.said())
    return {"filter": said} if said else {}
