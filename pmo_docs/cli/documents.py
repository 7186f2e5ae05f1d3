"""The commands that make documents: one for every kind in DOCUMENT_TYPES."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pmo_docs.cli import making, registers, sources
from pmo_docs.cli.options import (
    DEFAULT_FORMATS,
    date_order_option,
    format_option,
    language_option,
    output_option,
    today,
    workspace_option,
)
from pmo_docs.cli.speaking import help_of, say
from pmo_docs.documents import DOCUMENT_TYPES
from pmo_docs.model.subjects import SubjectKind
from pmo_docs.writers import WRITERS


def commands() -> dict[str, click.Command]:
    """The command of every kind of document."""
    makers = {
        SubjectKind.MEETING: _meeting_command,
        SubjectKind.BODY: registers.command,
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
