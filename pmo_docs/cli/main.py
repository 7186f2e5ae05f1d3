"""The command `pmo-docs`: a table of commands, each imported when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from pmo_docs import __version__
from pmo_docs.cli.speaking import help_of, report, say
from pmo_docs.documents import DOCUMENT_TYPES
from pmo_docs.model.problems import InvalidInput

# Where each command lives; every kind of document is a command as well.
COMMANDS = {
    **dict.fromkeys(DOCUMENT_TYPES, "pmo_docs.cli.documents"),
    "invite": "pmo_docs.cli.recording",
    "circulate": "pmo_docs.cli.recording",
    "adopt": "pmo_docs.cli.recording",
    "new": "pmo_docs.cli.new",
    "inspect": "pmo_docs.cli.inspect",
    "check": "pmo_docs.cli.check",
    "build": "pmo_docs.cli.build",
    "schedule": "pmo_docs.cli.schedule",
    "schema": "pmo_docs.cli.schema",
    "doctor": "pmo_docs.cli.doctor",
    "completion": "pmo_docs.cli.completion",
}


class Commands(click.Group):
    """A group whose commands are looked up in COMMANDS, so that `--help` imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name])
        command: click.Command = module.commands()[cmd_name]
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what keeps files from being used is reported here, once for all commands."""
        try:
            return super().invoke(ctx)
        except InvalidInput as invalid:
            report(invalid.problems)
            return sys.exit(1)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("help_commands")):
            formatter.write_dl([(name, help_of(name)) for name in COMMANDS])


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, help=say("help_pmo_docs"))
@click.version_option(__version__, message="pmo-docs %(version)s")
def pmo_docs() -> None:
    """Documents from notes and project data."""


def main(arguments: list[str] | None = None) -> Any:
    """Run a command; nothing that a user can do ends in a traceback."""
    try:
        return pmo_docs.main(arguments, prog_name="pmo-docs")
    except BrokenPipeError:
        # Somebody had enough of the output (`| head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return sys.exit(0)
    except Exception as error:
        if os.environ.get("PMO_DOCS_DEBUG"):
            raise
        click.echo(say("unexpected", error=f"{type(error).__name__}: {error}"), err=True)
        return sys.exit(1)
