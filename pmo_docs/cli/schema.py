"""`pmo-docs schema`: what files may hold, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from pmo_docs.cli.options import known_language, workspace_option
from pmo_docs.cli.sources import workspace_root
from pmo_docs.cli.speaking import say, user_language
from pmo_docs.descriptions import read_descriptions
from pmo_docs.files import bundled_templates, save, shown
from pmo_docs.listings import as_json_text
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers.kinds import KINDS
from pmo_docs.schema import schema_of


def commands() -> dict[str, click.Command]:
    return {"schema": schema}


@click.command(help=say("help_schema"))
@click.argument("kind", type=click.Choice(list(KINDS)), required=False)
@workspace_option
@click.option("-l", "--language", default="", help=say("help_schema_language"))
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help=say("help_schema_output"))
def schema(kind: str | None, workspace: Path | None, language: str, output: Path | None) -> None:
    """Print one schema, or write them all."""
    if (kind is None) == (output is None):
        raise click.UsageError(say("schema_usage", kinds=", ".join(KINDS)))
    root = workspace_root(workspace) or bundled_templates()
    catalogues = open_workspace(root).catalogues
    descriptions = read_descriptions(known_language(language, root) or user_language().code)
    if kind is not None:
        click.echo(as_json_text(schema_of(kind, catalogues, descriptions)))
        return
    assert output is not None
    for name in KINDS:
        text = as_json_text(schema_of(name, catalogues, descriptions))
        save(f"{text}\n".encode(), output / f"{name}.json")
        click.echo(shown(output / f"{name}.json"))
