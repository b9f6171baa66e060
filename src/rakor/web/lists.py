"""Lists page by page: `limit` and `cursor` in, `items` and `next` out."""

from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import Field
from tortoise.models import Model
from tortoise.queryset import QuerySet

from rakor.web.shapes import Shape

M = TypeVar("M", bound=Model)


class Paging(Shape):
    """Which part of a list: at most 200 items, beginning after `cursor` (a `next` from before)."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: UUID | None = None


async def page_of(query: QuerySet[M], paging: Paging, *, newest_first: bool = True) -> "Page[M]":
    """One page in the order of creation: keys sort by the moment they were made."""
    if paging.cursor is not None:
        query = query.filter(**{"id__lt" if newest_first else "id__gt": paging.cursor})
    rows = await query.order_by("-id" if newest_first else "id").limit(paging.limit + 1)
    return Page(rows[: paging.limit], rows[paging.limit - 1] if len(rows) > paging.limit else None)


class Page(list[M]):
    """The rows of one page; `next` is the cursor of the following one."""

    def __init__(self, rows: list[M], last: M | None) -> None:
        super().__init__(rows)
        self.next: str | None = str(last.pk) if last is not None else None

    def items(self, shapes: list[Any]) -> dict[str, Any]:
        """The answer of a list."""
        return {"items": shapes, "next": self.next}
