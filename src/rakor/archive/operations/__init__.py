"""What people do with packages: pack a meeting, and check what came from elsewhere."""

from rakor.archive.operations.checking import Checked, check
from rakor.archive.operations.opening import Opened, opened
from rakor.archive.operations.packing import Package, pack_by, pack_here, scratch
from rakor.archive.operations.writing import Writer, pieces

__all__ = [
    "Checked",
    "Opened",
    "Package",
    "Writer",
    "check",
    "opened",
    "pack_by",
    "pack_here",
    "pieces",
    "scratch",
]
