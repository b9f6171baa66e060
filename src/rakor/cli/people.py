"""Accounts and tokens from the command line."""

import argparse
import getpass
import sys

from rakor.accounts import operations
from rakor.accounts.rules import Role
from rakor.cli.opened import with_database


def create_user(options: argparse.Namespace) -> int:
    """Let a person sign in; an invited person with that address becomes the account."""
    if options.password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    elif sys.stdin.isatty():
        password = getpass.getpass("Kata sandi: ")
    else:
        password = ""

    async def create() -> int:
        await operations.register_account(
            options.email, options.name, options.agency, Role(options.role), password
        )
        return 0

    return with_database(create)


def create_token(options: argparse.Namespace) -> int:
    """Print a new token, once, alone on standard output."""

    async def create() -> int:
        print(await operations.token_for(options.email, options.scope, options.days))
        return 0

    return with_database(create)
