"""The five scenarios, and one meeting to try at once, carried through the operations."""

from rakor.demo.guide import sign_ins
from rakor.demo.load import ALL, load, load_all

__all__ = ["ALL", "load", "load_all", "sign_ins"]
