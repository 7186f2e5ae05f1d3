"""`pmo-docs build`: every document of a workspace."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from pmo_docs import building
from pmo_docs.cli.options import (
    DEFAULT_FORMATS,
    as_of_option,
    format_option,
    known_language,
    language_option,
    output_option,
    workspace_option,
)
from pmo_docs.cli.sources import workspace_root
from pmo_docs.cli.speaking import finish, note, report, say
from pmo_docs.files import WORKSPACE_FILE, shown
from pmo_docs.language import printable
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers.checks import locked_folders
from pmo_docs.writers import WRITERS


def commands() -> dict[str, click.Command]:
    return {"build": build}


@click.command(help=say("help_build"))
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@workspace_option
@format_option(*WRITERS, default=DEFAULT_FORMATS)
@output_option
@language_option
@as_of_option
def build(
    folder: Path | None,
    workspace: Path | None,
    formats: tuple[str, ...],
    output: Path | None,
    language: str,
    as_of: datetime.date,
) -> None:
    """Make every document of the workspace."""
    root = workspace_root(folder or workspace)
    if root is None:
        raise click.UsageError(say("no_workspace", file=WORKSPACE_FILE))
    made = 0
    opened = open_workspace(root)
    problems = list(locked_folders(opened.shelf))
    requests = building.requests(opened, as_of, formats, known_language(language, root))
    for outcome in _with_progress(building.build(requests, output or root / "output", opened), len(requests)):
        problems += outcome.problems
        made += bool(outcome.files)
        for path in outcome.files:
            click.echo(printable(shown(path)))
    report(problems)
    note(say("built", made=made, n=len(requests)))
    finish(problems)


def _with_progress(outcomes: Iterable[building.Outcome], count: int) -> Iterator[building.Outcome]:
    """A bar on a terminal once it takes longer than a second; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import Progress

    started = time.monotonic()
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task(say("building"), total=count, visible=False)
        for outcome in outcomes:
            progress.update(bar, advance=1, visible=time.monotonic() - started > 1)
            yield outcome
