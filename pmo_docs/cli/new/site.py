"""The workspace in which something new is made, and what all its commands share."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

import click

from pmo_docs.cli.sources import workspace_root
from pmo_docs.cli.speaking import note, say, user_language
from pmo_docs.descriptions import Descriptions, read_descriptions
from pmo_docs.files import WORKSPACE_FILE, save, save_new, shown
from pmo_docs.language import Language, printable
from pmo_docs.model.problems import InvalidInput, Place, Problem
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers.kinds import KINDS
from pmo_docs.readers.workspace import Workspace
from pmo_docs.starting import records
from pmo_docs.starting.people import Newcomers, added
from pmo_docs.starting.writing import id_from


class Site:
    """The workspace in which something new is made, and what is written there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.workspace: Workspace = open_workspace(root)
        self.newcomers = Newcomers(self.workspace.directory)

    @property
    def language(self) -> Language:
        """The language of the organisation, for comments and words."""
        return self.workspace.catalogues.find(self.workspace.organisation.main_language) or user_language()

    @property
    def descriptions(self) -> Descriptions:
        return read_descriptions(self.language.code)

    def has_schema(self, kind: str) -> bool:
        return (self.root / ".schemas" / f"{kind}.json").is_file()

    def write(self, text: str, path: Path) -> None:
        """The people who were named for the first time, then the new file; raises InvalidInput when it is there."""
        refuse_existing([path])
        self.write_people()
        save_new(text.encode(), path)
        say_written(path)

    def write_people(self) -> None:
        """Those who were named for the first time; raises InvalidInput when people.yaml cannot take them."""
        path = self.root / KINDS["person"].files
        if not self.newcomers.people:
            return
        # A link in the workspace stays one: what it leads to gets the people.
        save(self._people_text(path).encode(), path.resolve() if path.is_symlink() else path)
        say_written(path)
        for id, person in self.newcomers.people.items():
            note(say("person_added", id=id, name=person.name))

    def _people_text(self, path: Path) -> str:
        if not os.path.lexists(path):
            return records.people_text(self.newcomers.people, self.descriptions, self.has_schema("person"))
        self.workspace.shelf.text(path)  # says what is wrong with the file, should it not be readable
        return added(path.read_bytes().decode("utf-8"), self.newcomers.people, shown(path))


def refuse_existing(paths: Iterable[Path]) -> None:
    """Raises InvalidInput with every one of the files that is there already, before any of them is written."""
    there = [Problem("file-exists", Place(shown(path))) for path in paths if os.path.lexists(path)]
    if there:
        raise InvalidInput(there)


def say_written(path: Path) -> None:
    click.echo(printable(shown(path)))


def open_site(option: Path | None) -> Site:
    root = workspace_root(option)
    if root is None:
        raise click.UsageError(say("no_workspace_yet", file=WORKSPACE_FILE))
    return Site(root)


def wrong(problem: Problem) -> click.BadParameter:
    """Wrong usage: what was given on the command line, not what stands in a file."""
    text, hint = user_language().problem(problem)
    return click.BadParameter(f"{text}; {hint}" if hint else text)


def usable_id(id: str, known: Collection[str] = ()) -> str:
    """The id when it can be the name of a file and nobody has it."""
    if not id or id_from(id) != id:
        raise wrong(Problem("id-form", values={"id": id}, suggestion=id_from(id)))
    if id in {other.casefold() for other in known}:
        raise wrong(Problem("id-twice", values={"id": id, "first": KINDS["person"].files}))
    return id
