"""`pmo-docs actions` and `decisions`: the registers of bodies, as an answer in the terminal or as documents."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from pmo_docs import listings
from pmo_docs.cli import making, sources
from pmo_docs.cli.options import (
    TERMINAL_FORMATS,
    as_of_option,
    format_option,
    language_option,
    output_option,
    workspace_option,
)
from pmo_docs.cli.recording import action_commands
from pmo_docs.cli.speaking import finish, help_of, report, say, user_language
from pmo_docs.documents import DOCUMENT_TYPES
from pmo_docs.documents.action_list import ActionList
from pmo_docs.kept import Kept
from pmo_docs.model.people import folded
from pmo_docs.model.problems import InvalidInput, Problem, Severity
from pmo_docs.model.register import Selection
from pmo_docs.model.subjects import BodySubject, SubjectKind
from pmo_docs.pipeline import SHEETS, open_workspace
from pmo_docs.registers.actions import register
from pmo_docs.registers.selecting import is_called
from pmo_docs.writers import WRITERS

Function = TypeVar("Function", bound=Callable[..., Any])

_DOCUMENTS = (*WRITERS, *SHEETS)


def command(name: str) -> click.Command:
    """The command of a register; below that of the actions stand those that record something."""
    recorders = action_commands() if name == "actions" else []
    kind = click.group(name, help=help_of(name), invoke_without_command=True) if recorders else None

    @(kind or click.command(name, help=help_of(name)))
    @click.option("-b", "--body", help=say("help_body"))
    @workspace_option
    @_selecting(name)
    @format_option(*TERMINAL_FORMATS, *_DOCUMENTS, default=("text",))
    @output_option
    @language_option
    @as_of_option
    @click.pass_context
    def register(
        context: click.Context,
        body: str | None,
        workspace: Path | None,
        formats: tuple[str, ...],
        as_of: datetime.date,
        output: Path | None,
        language: str,
        owner: str = "",
        overdue: bool = False,
        has_closed: bool = False,
        per_owner: bool = False,
        search: str = "",
    ) -> None:
        if context.invoked_subcommand:
            return
        found = _bodies(body, workspace)
        selection = Selection(owner, overdue, has_closed, search)
        documents = tuple(name for name in formats if name in _DOCUMENTS)
        if per_owner and (owner or not documents):
            raise click.UsageError(say("per_owner_needs"))
        if owner:
            _check_owner(owner, found)
        if per_owner:
            _write_per_owner(found, documents, as_of, output, language)
        elif documents:
            making.write(name, found, as_of, documents, output, language, selections=[selection])
        for format in formats:
            if format in TERMINAL_FORMATS:
                _list(name, found, format, as_of, selection)

    if isinstance(register, click.Group):
        for one in recorders:
            register.add_command(one)
    return register


def _selecting(name: str) -> Callable[[Function], Function]:
    """The options that say which part of a register is wanted."""
    options = [click.option("--search", default="", help=say("help_search"))]
    options.append(click.option("--all", "has_closed", is_flag=True, help=say(f"help_all_{name}")))
    if name == "actions":
        options += [
            click.option("--owner", default="", help=say("help_owner")),
            click.option("--overdue", is_flag=True, help=say("help_overdue")),
            click.option("--per-owner", is_flag=True, help=say("help_per_owner")),
        ]

    def decorated(function: Function) -> Function:
        for option in options:
            function = option(function)
        return function

    return decorated


def _bodies(body: str | None, workspace: Path | None) -> list[sources.Source]:
    """The body that is named, else all of the workspace."""
    if body is not None:
        return [sources.find(SubjectKind.BODY, body, workspace)]
    root = sources.workspace_root(workspace)
    if root is None:
        raise click.UsageError(say("no_workspace", file="pmo.yaml"))
    return [sources.find(SubjectKind.BODY, id, root) for id in sources.body_ids(root)]


def _write_per_owner(
    found: Sequence[sources.Source], formats: tuple[str, ...], as_of: datetime.date, output: Path | None, language: str
) -> None:
    """A document for everybody who has something open in a body."""
    for source in found:
        names = _owners(source, as_of)
        making.write(
            "actions", [source], as_of, formats, output, language, selections=[Selection(name) for name in names]
        )


def _owners(source: sources.Source, as_of: datetime.date) -> list[str]:
    """The names of those who have something open in a body, in alphabetical order; of somebody known the id."""
    try:
        subject = Kept(open_workspace(source.root)).body(source.path).subject
    except InvalidInput:
        # What is wrong is said when their documents are made.
        return [""]
    document: ActionList = DOCUMENT_TYPES["actions"].build(subject, "", as_of)
    owners = [owner for action in document.open for owner in action.owners]
    names = dict.fromkeys((owner.person.id if owner.person else "") or owner.name for owner in owners)
    return sorted(names, key=folded)


def _check_owner(name: str, found: Iterable[sources.Source]) -> None:
    """An owner whom neither the people nor any action knows was probably meant otherwise: wrong usage."""
    known: dict[str, None] = {}
    for source in found:
        workspace = open_workspace(source.root)
        known |= {person.id or person.name: None for person in workspace.directory.people.values()}
        if workspace.directory.named(folded(name.removeprefix("@"))):
            return
        try:
            subject = Kept(workspace).body(source.path).subject
        except InvalidInput:
            return
        assert isinstance(subject, BodySubject)
        owners = [owner for action in register(subject) for owner in action.owners]
        if any(is_called(owner, name) for owner in owners):
            return
        known |= {owner.name: None for owner in owners}
    raise click.BadParameter(sources.unknown(name, known), param_hint="--owner")


def _list(kind: str, bodies: Sequence[sources.Source], format: str, as_of: datetime.date, selection: Selection) -> None:
    """The register of all bodies together, on standard output."""
    problems: list[Problem] = []
    rows: list[dict[str, Any]] = []
    workspaces = {root: Kept(open_workspace(root)) for root in {source.root for source in bodies}}
    for root, workspace in workspaces.items():
        workspace.prepare(source.path for source in bodies if source.root == root)
    for source in bodies:
        try:
            found = workspaces[source.root].body(source.path)
            subject = found.subject.selecting(selection) if isinstance(found.subject, BodySubject) else found.subject
            document = DOCUMENT_TYPES[kind].build(subject, "", as_of)
            rows += listings.ROWS[kind](document, has_vanished=format == "text")
            problems += found.problems
        except InvalidInput as invalid:
            problems += invalid.problems
    text = listings.FORMATS[format](rows, kind, user_language())
    if text:
        click.echo(text)
    # What is only worth knowing of a hundred meetings is for `check` to say.
    report(problem for problem in problems if problem.severity is not Severity.INFORMATION)
    finish(problems)
