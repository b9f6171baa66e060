"""Templates are compiled once for all processes and starts, as Python's own modules are.

Whoever opens a page first after a start would otherwise wait for it, in each process anew.
"""

import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from jinja2 import __version__
from jinja2.bccache import Bucket, FileSystemBytecodeCache


class Beside(FileSystemBytecodeCache):
    """Keeps them in a folder beside the templates; where nothing may be written, nothing is kept.

    `made_by` is the file that says how templates are compiled: when it changes, all are anew.
    """

    def __init__(self, templates: Path, made_by: Path) -> None:
        super().__init__(str(templates / "__pycache__"), "%s.jinja")
        self._how = sha256(__version__.encode() + made_by.read_bytes()).hexdigest()

    def get_source_checksum(self, source: str) -> str:
        return self._how + super().get_source_checksum(source)

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)
