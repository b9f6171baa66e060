"""Importing the directory from files: everything is checked first, then stored or not at all."""

from rakor.directory.operations.importing.checking import Plan
from rakor.directory.operations.importing.files import (
    confirm_import,
    discard_import,
    forget_imports,
    start_import,
    work_imports,
)
from rakor.directory.operations.importing.whole import import_file

__all__ = [
    "Plan",
    "confirm_import",
    "discard_import",
    "forget_imports",
    "import_file",
    "start_import",
    "work_imports",
]
