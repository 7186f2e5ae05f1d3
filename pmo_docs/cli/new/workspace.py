"""`pmo-docs new workspace`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pmo_docs.cli.asking import asked
from pmo_docs.cli.new.site import refuse_existing, say_written
from pmo_docs.cli.options import known_language
from pmo_docs.cli.speaking import note, say, user_language
from pmo_docs.descriptions import read_descriptions
from pmo_docs.files import WORKSPACE_FILE, bundled_templates, save, save_new, shown
from pmo_docs.listings import as_json_text
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers.kinds import KINDS
from pmo_docs.readers.people import Directory
from pmo_docs.schema import schema_of
from pmo_docs.starting import records
from pmo_docs.starting.people import Newcomers


@click.command("workspace", help=say("help_new_workspace"))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--organisation", help=say("help_new_organisation"))
@click.option("-l", "--language", help=say("help_new_language"))
@click.option("--name", help=say("help_new_own_name"))
def workspace(folder: Path, organisation: str | None, language: str | None, name: str | None) -> None:
    """A folder with all that belongs together."""
    organisation = asked(organisation, "--organisation", say("ask_organisation"))
    usual = user_language().code
    code = known_language(asked(language, "--language", say("ask_language"), default=usual), bundled_templates())
    name = asked(name, "--name", say("ask_own_name"), default="")
    descriptions = read_descriptions(code)
    people = Newcomers(Directory({}))
    if name:
        people.id_of(name)
    files = {
        KINDS["person"].files: records.people_text(people.people, descriptions) if people.people else "",
        # Last: with it the folder is a workspace.
        WORKSPACE_FILE: records.organisation_text(organisation, code, descriptions),
    }
    refuse_existing(folder / path for path, text in files.items() if text)
    if not os.path.lexists(folder / ".gitignore"):
        files = {".gitignore": "output/\n", **files}
    catalogues = open_workspace(bundled_templates()).catalogues
    for kind in KINDS:
        schema = as_json_text(schema_of(kind, catalogues, descriptions))
        save(f"{schema}\n".encode(), folder / ".schemas" / f"{kind}.json")
    for path, text in files.items():
        if text:
            save_new(text.encode(), folder / path)
            say_written(folder / path)
    note(say("next_after_workspace", folder=shown(folder)))
