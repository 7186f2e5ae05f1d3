"""The commands that make documents: one for every kind in DOCUMENT_TYPES."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from pmo_docs import building, listings
from pmo_docs.cli import sources
from pmo_docs.cli.options import (
    DEFAULT_FORMATS,
    TERMINAL_FORMATS,
    as_of_option,
    date_order_option,
    format_option,
    known_language,
    language_option,
    output_option,
    today,
    workspace_option,
)
from pmo_docs.cli.speaking import finish, help_of, report, say, user_language
from pmo_docs.documents import DOCUMENT_TYPES
from pmo_docs.files import shown
from pmo_docs.language import printable
from pmo_docs.model.problems import InvalidInput, Problem
from pmo_docs.model.subjects import SubjectKind
from pmo_docs.pipeline import Request, open_workspace
from pmo_docs.readers.dates import DateOrder
from pmo_docs.writers import WRITERS


def commands() -> dict[str, click.Command]:
    """The command of every kind of document."""
    makers = {
        SubjectKind.MEETING: _meeting_command,
        SubjectKind.BODY: _body_command,
        SubjectKind.PROJECT: _project_command,
    }
    return {name: makers[kind.subject](name) for name, kind in DOCUMENT_TYPES.items()}


def _meeting_command(name: str) -> click.Command:
    @click.command(name, help=help_of(name))
    @click.argument("source")
    @workspace_option
    @format_option(*WRITERS, default=DEFAULT_FORMATS)
    @output_option
    @language_option
    @date_order_option
    def command(source: str, workspace: Path | None, **options: Any) -> None:
        _write(name, [sources.find(SubjectKind.MEETING, source, workspace)], today(), **options)

    return command


def _project_command(name: str) -> click.Command:
    @click.command(name, help=help_of(name))
    @click.argument("project")
    @click.option("-p", "--period", default="", help=say("help_period"))
    @workspace_option
    @format_option(*WRITERS, default=DEFAULT_FORMATS)
    @output_option
    @language_option
    def command(project: str, period: str, workspace: Path | None, **options: Any) -> None:
        _write(name, [sources.find(SubjectKind.PROJECT, project, workspace, period)], today(), **options)

    return command


def _body_command(name: str) -> click.Command:
    @click.command(name, help=help_of(name))
    @click.option("-b", "--body", help=say("help_body"))
    @workspace_option
    @format_option(*TERMINAL_FORMATS, *WRITERS, default=("text",))
    @output_option
    @language_option
    @as_of_option
    def command(
        body: str | None, workspace: Path | None, formats: tuple[str, ...], as_of: datetime.date, **options: Any
    ) -> None:
        if body is None:
            root = sources.workspace_root(workspace)
            if root is None:
                raise click.UsageError(say("no_workspace", file="pmo.yaml"))
            found = [sources.find(SubjectKind.BODY, id, root) for id in sources.body_ids(root)]
        else:
            found = [sources.find(SubjectKind.BODY, body, workspace)]
        documents = tuple(name for name in formats if name in WRITERS)
        if documents:
            _write(name, found, as_of, formats=documents, **options)
        for format in formats:
            if format in TERMINAL_FORMATS:
                _list(name, found, format, as_of)

    return command


def _write(
    kind: str,
    found: Iterable[sources.Source],
    as_of: datetime.date,
    formats: tuple[str, ...],
    output: Path | None,
    language: str,
    date_order: DateOrder | None = None,
) -> None:
    """Make the documents, say where they are; those that cannot be made do not keep the others from it."""
    problems: list[Problem] = []
    for source in found:
        code = known_language(language, source.root)
        request = Request(kind, source.path, source.root, formats, as_of, code)
        folder = output or (Path() if source.is_lone else source.root / "output")
        outcome = building.outcome(request, folder, open_workspace(source.root, date_order))
        problems += outcome.problems
        for path in outcome.files:
            click.echo(printable(shown(path)))
    report(problems)
    finish(problems)


def _list(kind: str, bodies: Iterable[sources.Source], format: str, as_of: datetime.date) -> None:
    """The register of all bodies together, on standard output."""
    problems: list[Problem] = []
    rows: list[dict[str, Any]] = []
    for source in bodies:
        try:
            found = open_workspace(source.root).find(SubjectKind.BODY, source.path)
            document = DOCUMENT_TYPES[kind].build(found.subject, "", as_of)
            rows += listings.ROWS[kind](document)
            problems += found.problems
        except InvalidInput as invalid:
            problems += invalid.problems
    text = listings.FORMATS[format](rows, kind, user_language())
    if text:
        click.echo(text)
    report(problems)
    finish(problems)
