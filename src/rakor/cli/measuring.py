"""The benchmarks as commands: `rakor bench …`."""

import argparse

from rakor.cli.adding import Commands, add


def add_measuring(commands: Commands) -> None:
    """Every benchmark; each prints its result as words or as JSON."""
    says = "measure this machine beside a yardstick"
    what = commands.add_parser("bench", help=says).add_subparsers(required=True, metavar="WHAT")
    _web(what)
    _invite(what)
    _live(what)
    _check_in(what)
    _documents(what)
    _others(what)


def _bench(
    what: Commands, name: str, command: str, says: str, *, server: bool = True
) -> argparse.ArgumentParser:
    added = add(what, name, f"measure.{command}", says)
    added.add_argument("--json", action="store_true")
    if server:
        added.add_argument(
            "--server", metavar="URL", help="a PostgreSQL server to make a scratch database on"
        )
    return added


def _web(what: Commands) -> None:
    says = (
        "pages of a meeting with 89 people, and the calendar of a year with 5,000 meetings, beside "
        "a bare Starlette answer of the same run"
    )
    added = _bench(what, "web", "web", says, server=False)
    added.add_argument("--seconds", type=float, default=4.0, help="for each page")
    added.add_argument("--workers", type=int, default=2, metavar="N")
    added.add_argument("--meetings", type=int, default=5000, metavar="N", help="in the year")


def _invite(what: Commands) -> None:
    added = _bench(
        what,
        "invite",
        "invite",
        "personal invitations handed to a local mail server, beside the same sent naively and the "
        "bare limit of that server; peer: Indico 3.2.9, 39.7/s",
    )
    added.add_argument("--count", type=int, metavar="N", help="10,000 letters or 1,000 replies")
    added.add_argument(
        "--replies", action="store_true", help="instead: answers that calendars send back"
    )


def _check_in(what: Commands) -> None:
    added = _bench(
        what,
        "check-in",
        "check_in",
        "people who come in at several desks over HTTP, each desk sending as soon as it is "
        "answered, beside a bare insert of the same rows and a bare door (Starlette, one row "
        "committed); peer: Indico 3.2.9, 108/s",
    )
    added.add_argument("--count", type=int, default=10_000, metavar="N", help="people")
    added.add_argument("--desks", type=int, default=8, metavar="N", help="with a connection each")
    added.add_argument("--workers", type=int, default=1, metavar="N", help="processes")


def _documents(what: Commands) -> None:
    says = "minutes of 30 pages as PDF and DOCX, beside 30 pages of plain text by the same library"
    added = _bench(what, "documents", "documents", says, server=False)
    added.add_argument("--attendees", type=int, default=300, metavar="N")
    added.add_argument("--rounds", type=int, default=7, metavar="N")


def _others(what: Commands) -> None:
    for name, command, option, usual, says in (
        (
            "feed", "feed", "--meetings", 1_000,
            "a calendar to subscribe to of that many meetings, beside a bare answer of its bytes",
        ),
        (
            "times", "times", "--people", 200,
            "finding a time for that many people in 60 days, beside a bare read of the same rows",
        ),
        (
            "journal", "journal", "--entries", 1_000_000,
            "proving a journal of that many entries, beside a bare read of the same rows",
        ),
        (
            "import", "imports", "--rows", 20_000,
            "importing that many people and all they need from files, beside bare rows",
        ),
        (
            "search", "search", "--people", 50_000,
            "finding that many people by misspelt names, beside a plain LIKE over the same rows; "
            "with --parts documents: notes by their words, beside a bare look into the index",
        ),
    ):  # fmt: skip
        added = _bench(what, name, command, says)
        added.add_argument(option, type=int, default=usual, metavar="N")
        if name == "times":
            added.add_argument("--days", type=int, default=60, metavar="N")
        if name == "search":
            added.add_argument("--parts", default="people", help="people, documents, or both")
            added.add_argument("--documents", type=int, default=100_000, metavar="N")


def _live(what: Commands) -> None:
    added = _bench(
        what,
        "live",
        "live",
        "a session with that many sockets: telling them alone, with notes written, with readers "
        "that stop, all cut at once; beside a bare send(2), broadcast(), Starlette and Node",
    )
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
