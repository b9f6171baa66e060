"""The index of what can be found, from the command line."""

import argparse

from rakor.cli.opened import with_database
from rakor.search import operations


def reindex(_options: argparse.Namespace) -> int:
    """Look at every meeting again, and say how many things were missing or said otherwise."""

    async def run() -> int:
        print(await operations.reindex())
        return 0

    return with_database(run)
