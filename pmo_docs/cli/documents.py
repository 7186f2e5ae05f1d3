"""The commands that make documents: one for every kind in DOCUMENT_TYPES."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import click

from pmo_docs import listings, overview
from pmo_docs.cli import making, registers, sources
from pmo_docs.cli.options import (
    DEFAULT_FORMATS,
    as_of_option,
    date_order_option,
    format_option,
    language_option,
    output_option,
    today,
    workspace_option,
)
from pmo_docs.cli.speaking import help_of, say, user_language
from pmo_docs.documents import DOCUMENT_TYPES
from pmo_docs.files import WORKSPACE_FILE
from pmo_docs.model.subjects import SubjectKind
from pmo_docs.pipeline import SHEETS, open_workspace
from pmo_docs.readers import subjects
from pmo_docs.writers import WRITERS


def commands() -> dict[str, click.Command]:
    """The command of every kind of document."""
    makers = {
        SubjectKind.MEETING: _meeting_command,
        SubjectKind.BODY: registers.command,
        SubjectKind.PROJECT: _project_command,
        SubjectKind.WORKSPACE: _workspace_command,
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
        making.write(name, [sources.find(SubjectKind.MEETING, source, workspace)], today(), **options)

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
        making.write(name, [sources.find(SubjectKind.PROJECT, project, workspace, period)], today(), **options)

    return command


def _workspace_command(name: str) -> click.Command:
    @click.command(name, help=help_of(name))
    @workspace_option
    @format_option("text", "json", *WRITERS, *SHEETS, default=("text",))
    @output_option
    @language_option
    @as_of_option
    def command(
        workspace: Path | None,
        formats: tuple[str, ...],
        as_of: datetime.date,
        output: Path | None,
        language: str,
    ) -> None:
        root = sources.workspace_root(workspace)
        if root is None:
            raise click.UsageError(say("no_workspace", file=WORKSPACE_FILE))
        source = sources.Source(root / WORKSPACE_FILE, root)
        if documents := tuple(one for one in formats if one in (*WRITERS, *SHEETS)):
            making.write(name, [source], as_of, documents, output, language)
        found = subjects.find(open_workspace(root), SubjectKind.WORKSPACE, source.path)
        document = DOCUMENT_TYPES[name].build(found.subject, "", as_of)
        for format in (one for one in formats if one not in documents):
            facts = overview.facts(document)
            text = listings.as_json_text(facts) if format == "json" else overview.as_text(document, user_language())
            click.echo(text)

    return command
