"""The demonstration: five real events and one to try now."""

import argparse
import os

from rakor.cli.family import in_a_child
from rakor.cli.opened import with_database
from rakor.cli.serve import answer
from rakor.demo import load_all, sign_ins
from rakor.settings import settings


def demo(options: argparse.Namespace) -> int:
    """Load the scenarios if nothing is there yet, say who can sign in, and serve."""
    os.environ["RAKOR_DEMO"] = "1"
    settings.cache_clear()

    async def load() -> int:
        await load_all(print)
        for line in await sign_ins(f"http://{options.host}:{options.port}"):
            print(line)
        return 0

    in_a_child(lambda: with_database(load))
    return answer(options)
