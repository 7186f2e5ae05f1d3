"""`pmo-docs completion`: the lines that make a shell complete commands and options."""

from __future__ import annotations

import click

from pmo_docs.cli.speaking import say


def commands() -> dict[str, click.Command]:
    return {"completion": completion}


@click.command(help=say("help_completion"))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(context.find_root().command, {}, "pmo-docs", "_PMO_DOCS_COMPLETE").source())
