"""`pmo-docs check`: every problem of the files at once, making nothing."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pmo_docs import building
from pmo_docs.cli.options import TERMINAL_FORMATS, format_option, today, workspace_option
from pmo_docs.cli.sources import workspace_root
from pmo_docs.cli.speaking import finish, note, ordered, report, rows_of, say
from pmo_docs.files import WORKSPACE_FILE, find_workspace
from pmo_docs.listings import table
from pmo_docs.pipeline import Request


def commands() -> dict[str, click.Command]:
    return {"check": check}


@click.command(help=say("help_check"))
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@workspace_option
@format_option(*TERMINAL_FORMATS, default=("text",), several=False)
def check(paths: tuple[Path, ...], workspace: Path | None, formats: str) -> None:
    """Report every problem of the workspace, or of some of its files."""
    if not paths:
        root = workspace_root(workspace)
        if root is None:
            raise click.UsageError(say("no_workspace", file=WORKSPACE_FILE))
        paths = (root,)
    requests = [request for path in paths for request in _requests(path, workspace)]
    problems = [problem for outcome in building.check(requests) for problem in outcome.problems]
    for path in paths:
        if path.is_dir() and (path / WORKSPACE_FILE).is_file():
            problems += building.check_shared_files(path)
    if formats == "json":
        click.echo(json.dumps(rows_of(problems), ensure_ascii=False, indent=2))
    elif formats == "csv":
        click.echo(table(rows_of(problems)))
    else:
        report(problems)
        counts = [
            sum(problem.severity == severity for problem in ordered(problems)) for severity in ("error", "warning")
        ]
        note(say("checked", errors=counts[0], warnings=counts[1]) if any(counts) else say("no_problems"))
    finish(problems)


def _requests(path: Path, workspace: Path | None) -> list[Request]:
    root = workspace or find_workspace(path if path.is_dir() else path.parent)
    if path.is_dir():
        if root is None:
            raise click.UsageError(say("no_workspace", file=WORKSPACE_FILE))
        below = [] if path.resolve() == root.resolve() else [path]
        return building.requests(root, today(), below=below)
    if root is None:
        return building.requests_for_lone_file(path, today())
    return building.requests(root, today(), below=[path])
