"""The commands an operator runs."""

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TypeAlias

from rakor import __version__, words
from rakor.accounts.rules import Role
from rakor.errors import RakorError
from rakor.settings import settings

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; a refusal is one line on standard error and exit code 1."""
    options = parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.INFO if options.verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    # Only the module of this command is loaded: a server does not carry the benchmarks.
    module, name = options.command
    command: Callable[[argparse.Namespace], int] = getattr(import_module(module), name)
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


def _add(commands: Commands, name: str, command: str, says: str) -> argparse.ArgumentParser:
    """A command; `serve.serve` is the function of that name in `cli/serve.py`."""
    added = commands.add_parser(name, help=says, description=says)
    module, function = command.split(".")
    added.set_defaults(command=(f"rakor.cli.{module}", function))
    return added


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
    _measuring(commands)


def _measuring(commands: Commands) -> None:
    says = "measure this machine beside a yardstick"
    bench = commands.add_parser("bench", help=says)
    what = bench.add_subparsers(required=True, metavar="WHAT")
    added = _add(
        what,
        "web",
        "measure.web",
        "pages of a meeting with 89 people, beside a bare Starlette answer of the same run",
    )
    added.add_argument("--json", action="store_true")
    added.add_argument("--seconds", type=float, default=4.0, help="for each page")
    added.add_argument("--workers", type=int, default=2, metavar="N")
    added = _add(
        what,
        "invite",
        "measure.invite",
        "personal invitations handed to a local mail server, beside the same sent naively and the "
        "bare limit of that server; peer: Indico 3.2.9, 39.7/s",
    )
    added.add_argument("--json", action="store_true")
    added.add_argument("--count", type=int, metavar="N", help="10,000 letters or 1,000 replies")
    added.add_argument(
        "--replies", action="store_true", help="instead: answers that calendars send back"
    )
    added.add_argument(
        "--server", metavar="URL", help="a PostgreSQL server to make a scratch database on"
    )
    _measuring_live(what)
    added = _add(
        what,
        "feed",
        "measure.feed",
        "a calendar to subscribe to of that many meetings, beside a bare answer of the same bytes",
    )
    added.add_argument("--json", action="store_true")
    added.add_argument("--meetings", type=int, default=1_000, metavar="N")
    added.add_argument(
        "--server", metavar="URL", help="a PostgreSQL server to make a scratch database on"
    )
    added = _add(
        what,
        "journal",
        "measure.journal",
        "proving a journal of that many entries, beside a bare read of the same rows",
    )
    added.add_argument("--json", action="store_true")
    added.add_argument("--entries", type=int, default=1_000_000, metavar="N")
    added.add_argument(
        "--server", metavar="URL", help="a PostgreSQL server to make a scratch database on"
    )
    added = _add(
        what,
        "import",
        "measure.imports",
        "importing that many people and all they need from files, beside bare rows of the same run",
    )
    added.add_argument("--json", action="store_true")
    added.add_argument("--rows", type=int, default=20_000, metavar="N", help="people")
    added.add_argument(
        "--server", metavar="URL", help="a PostgreSQL server to make a scratch database on"
    )
    added = _add(
        what,
        "search",
        "measure.search",
        "finding that many people by misspelt names, beside a plain LIKE over the same rows",
    )
    added.add_argument("--json", action="store_true")
    added.add_argument("--people", type=int, default=50_000, metavar="N")
    added.add_argument(
        "--server", metavar="URL", help="a PostgreSQL server to make a scratch database on"
    )


def _measuring_live(what: Commands) -> None:
    added = _add(
        what,
        "live",
        "measure.live",
        "a session with that many sockets: telling them alone, with notes written, with readers "
        "that stop, all cut at once; beside a bare send(2), broadcast(), Starlette and Node",
    )
    added.add_argument("--json", action="store_true")
    for name, kind, usual, says in (
        ("--sockets", int, 1_000, "that follow the meeting"),
        ("--rate", float, 20.0, "entries a second"),
        ("--seconds", float, 6.0, "of writing, for how old entries are when they arrive"),
        ("--views", int, 4, "1 to 4: participants, secretariat, projector, chair"),
        ("--stalled", float, 10.0, "of a hundred sockets that stop reading"),
        ("--storm", int, 2_000, "sockets that are cut at once and come again"),
        ("--many", int, 2_000, "sockets that mostly wait, for what each of them weighs"),
        ("--meetings", int, 20, "of a hundred people each, at one process"),
        ("--ballots", int, 1_000, "of as many delegations within ten seconds"),
        ("--payload", int, 300, "bytes of an entry"),
    ):
        added.add_argument(name, type=kind, default=usual, help=f"{says} ({usual:g})")
    added.add_argument(
        "--peers", default="send,broadcast,starlette,ws,socket.io", help="or none of them: none"
    )
    added.add_argument("--parts", default="fanout,written,latency,stalled,storm,many,shard,votes")
    added.add_argument(
        "--server", metavar="URL", help="a PostgreSQL server to make a scratch database on"
    )
