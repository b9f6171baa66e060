"""Tables are shaped without reading their source, which would take a fifth of every start.

Tortoise looks there for comments that begin with `#:`, to describe columns by; ours have none.
"""

from tortoise import models


def _no_comments(cls: type[models.Model]) -> dict[str, str]:
    return {}


def without_comments() -> None:
    """From now on; called before the first table is shaped."""
    models._get_comments = _no_comments
