"""The commands an operator runs."""

import argparse
import gc
import logging
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from uuid import UUID

from rakor import __version__, words
from rakor.accounts.rules import Role
from rakor.cli.adding import Commands
from rakor.cli.adding import add as _add
from rakor.cli.measuring import add_measuring
from rakor.errors import RakorError
from rakor.settings import settings


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; a refusal is one line on standard error and exit code 1."""
    options = parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.INFO if options.verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    # Only the module of this command is loaded: a server does not carry the benchmarks.
    module, name = options.command
    # What is loaded stays, so nobody looks for garbage in it meanwhile: that was a tenth of it.
    gc.disable()
    command: Callable[[argparse.Namespace], int] = getattr(import_module(module), name)
    gc.enable()
    with words.speaking(settings().locale):
        try:
            sys.exit(command(options))
        except RakorError as refusal:
            sys.exit(f"rakor: {refusal.detail or words._(refusal.title)}")
        except KeyboardInterrupt:
            sys.exit(130)


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    top = argparse.ArgumentParser("rakor", description="Coordination meetings across agencies.")
    top.add_argument("--version", action="version", version=f"rakor {__version__}")
    top.add_argument("--verbose", action="store_true", help="log what is done")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _serving(commands)
    _keeping(commands)
    _people(commands)
    _data(commands)
    return top


def _serving(commands: Commands) -> None:
    for name, command, says in (
        ("serve", "serve.serve", "migrate, then answer requests; the worker runs inside"),
        ("demo", "demonstrate.demo", "load the five scenarios into an empty database, then serve"),
    ):
        added = _add(commands, name, command, says)
        added.add_argument("--host", default="127.0.0.1")
        added.add_argument("--port", type=int, default=8000)
        added.add_argument("--workers", type=int, default=1, metavar="N")
        added.add_argument("--no-worker", action="store_true", help="`rakor worker` runs elsewhere")
    _add(
        commands,
        "worker",
        "serve.worker",
        "followers, outbox, reminders, inbox; any number of them",
    )


def _keeping(commands: Commands) -> None:
    _add(commands, "migrate", "serve.migrate", "bring the database to the present")
    added = _add(
        commands, "check", "check.check", "settings, database, mail, clock, disk: one line each"
    )
    added.add_argument(
        "--journal", action="store_true", help="prove every entry of the journal as well"
    )
    added.add_argument(
        "--seal", metavar="PROOF", help="with --journal: this seal, noted elsewhere, must be there"
    )


def _people(commands: Commands) -> None:
    user = commands.add_parser("user", help="accounts").add_subparsers(required=True)
    added = _add(user, "create", "people.create_user", "let a person sign in")
    added.add_argument("email")
    added.add_argument("--name", required=True)
    added.add_argument("--agency", required=True, metavar="CODE")
    added.add_argument(
        "--role",
        default=Role.ORGANIZER.value,
        choices=[role.value for role in Role],
    )
    added.add_argument("--password-stdin", action="store_true", help="one line of standard input")
    token = commands.add_parser("token", help="tokens of programs").add_subparsers(required=True)
    added = _add(token, "create", "people.create_token", "print a new token, once")
    added.add_argument("email")
    added.add_argument("--scope", action="append", default=[])
    added.add_argument("--days", type=int)


def _data(commands: Commands) -> None:
    mail = commands.add_parser("mail", help="incoming mail").add_subparsers(required=True)
    added = _add(mail, "ingest", "data.ingest", "take one raw message; one JSON line out")
    added.add_argument("file", nargs="?", default="-", metavar="FILE")
    scenario = commands.add_parser("scenario", help="events as data").add_subparsers(required=True)
    added = _add(scenario, "load", "data.load_scenario", "carry a scenario through the operations")
    added.add_argument("name", metavar="FILE|sc0…sc4")
    search = commands.add_parser("search", help="what can be found").add_subparsers(required=True)
    _add(search, "reindex", "searching.reindex", "look at every meeting again")
    sign = commands.add_parser("sign", help="documents").add_subparsers(required=True)
    added = _add(
        sign, "minutes", "signing.sign_minutes", "sign approved minutes with one's own PKCS#12"
    )
    added.add_argument("id", type=UUID, metavar="ID", help="of the meeting or the minutes")
    added.add_argument("--pkcs12", required=True, metavar="FILE")
    added.add_argument("--by", required=True, metavar="EMAIL", help="who prepares these minutes")
    added.add_argument("--passphrase-stdin", action="store_true", help="one line of standard input")
    added.add_argument("--circulated", action="store_true", help="the edition for participants")
    _archive(commands)
    add_measuring(commands)


def _archive(commands: Commands) -> None:
    export = commands.add_parser("export", help="packages").add_subparsers(required=True)
    added = _add(
        export, "meeting", "exporting.export_meeting", "everything a meeting left, in one ZIP"
    )
    added.add_argument("id", type=UUID, metavar="ID")
    added.add_argument("--out", metavar="FILE.zip")
    added.add_argument("--circulated", action="store_true", help="the edition for participants")
    verify = commands.add_parser("verify", help="packages").add_subparsers(required=True)
    added = _add(
        verify, "package", "exporting.verify_package", "whether it is still what was packed"
    )
    added.add_argument("file", metavar="FILE.zip")
    added = _add(commands, "backup", "backing.backup", "database, files and key in one file")
    added.add_argument("file", metavar="FILE")
    added = _add(commands, "restore", "backing.restore", "bring a backup back to an empty place")
    added.add_argument("file", metavar="FILE")
