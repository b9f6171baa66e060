"""Where templates of documents stand: inside the package, or beside `src/` in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def shelf() -> Path:
    """The folder of the default templates."""
    installed = _PACKAGE / "templates" / "documents"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "templates" / "documents"
