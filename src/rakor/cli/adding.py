"""How a command is declared."""

import argparse
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add(commands: Commands, name: str, command: str, says: str) -> argparse.ArgumentParser:
    """A command; `serve.serve` is the function of that name in `cli/serve.py`."""
    added = commands.add_parser(name, help=says, description=says)
    module, function = command.split(".")
    added.set_defaults(command=(f"rakor.cli.{module}", function))
    return added
