"""The day it is here, and lists page by page."""

from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from tortoise.models import Model
from tortoise.queryset import QuerySet

from rakor.settings import settings

M = TypeVar("M", bound=Model)
PAGE = 50


def today() -> date:
    """The day at the seat of this installation."""
    return datetime.now(ZoneInfo(settings().timezone)).date()


async def numbered(found: QuerySet[M], page: int, *order: str) -> tuple[list[M], int]:
    """One page of a list for people, in the order they read it, and how many pages there are."""
    total = await found.count()
    rows = await found.order_by(*order).offset((page - 1) * PAGE).limit(PAGE)
    return list(rows), max(1, -(-total // PAGE))
