"""Mail and scenarios from the command line."""

import argparse
import sys
from pathlib import Path

import orjson

from rakor.cli.opened import with_database
from rakor.demo import load
from rakor.invitations import operations as invitations


def ingest(options: argparse.Namespace) -> int:
    """Take one raw RFC 5322 message; a message that is refused was still taken, exit code 0."""
    try:
        raw = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    except OSError as error:
        sys.exit(f"rakor: {error}")

    async def take() -> int:
        mail = await invitations.take_mail(raw, via="pipe")
        line = {
            "result": mail.result,
            "invitation": str(mail.invitation_id) if mail.invitation_id else None,
            "reason": mail.reason,
        }
        print(orjson.dumps(line).decode())
        return 0

    return with_database(take)


def load_scenario(options: argparse.Namespace) -> int:
    """Carry one scenario through the operations, by its name or from a file."""

    async def run() -> int:
        await load(options.name, print)
        return 0

    return with_database(run)
