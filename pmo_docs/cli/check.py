"""`pmo-docs check`: every problem of the files at once, making nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

import click

from pmo_docs import building
from pmo_docs.cli.options import TERMINAL_FORMATS, date_order_option, format_option, today, workspace_option
from pmo_docs.cli.sources import workspace_root
from pmo_docs.cli.speaking import finish, note, ordered, report, rows_of, say, user_language
from pmo_docs.files import WORKSPACE_FILE, below, find_workspace, shown
from pmo_docs.listings import as_json_text, table
from pmo_docs.model.problems import InvalidInput, Place, Problem
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers.dates import DateOrder


def commands() -> dict[str, click.Command]:
    return {"check": check}


@click.command(help=say("help_check"))
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@workspace_option
@format_option(*TERMINAL_FORMATS, default=("text",), several=False)
@date_order_option
@click.option("--explain", metavar="CODE", help=say("help_explain"))
def check(
    paths: tuple[Path, ...], workspace: Path | None, formats: str, date_order: DateOrder | None, explain: str | None
) -> None:
    """Report every problem of the workspace, or of some of its files."""
    if explain:
        click.echo(_explained(explain))
        return
    if not paths:
        root = workspace_root(workspace)
        if root is None:
            raise click.UsageError(say("no_workspace", file=WORKSPACE_FILE))
        paths = (root,)
    problems: list[Problem] = []
    try:
        for path in paths:
            problems += _problems(path, workspace, date_order)
    except InvalidInput as invalid:
        problems += invalid.problems
    if formats == "json":
        click.echo(as_json_text(rows_of(problems)))
    elif formats == "csv":
        click.echo(table(rows_of(problems)))
    else:
        report(problems)
        counts = [
            sum(problem.severity == severity for problem in ordered(problems)) for severity in ("error", "warning")
        ]
        words = [say(f"count_{name}", n=count) for name, count in zip(("errors", "warnings"), counts, strict=True)]
        note(", ".join(words) if any(counts) else say("no_problems"))
    finish(problems)


def _explained(code: str) -> str:
    """What a code means and what to do about it, and how not to hear of it."""
    found = user_language().catalogue["problems"]
    if code not in found:
        close = difflib.get_close_matches(code, found, n=1)
        hint = say("did_you_mean", suggestion=close[0]) if close else ""
        raise click.BadParameter(f"{say('unknown_name', name=code)} {hint}".strip(), param_hint="--explain")
    lines = [f"{code}: {found[code]['text']}"]
    lines += [f"{say('hint')}: {found[code]['hint']}"] if found[code].get("hint") else []
    return "\n".join([*lines, say("how_to_ignore", code=code)])


def _is_notes(path: Path) -> bool:
    return path.suffix.lower() in (".md", ".markdown", ".txt") and not path.is_dir()


def _is_in(problem: Problem, part: Path) -> bool:
    """Whether a problem is about something in a folder or file; what is about no file concerns them all."""
    return not problem.place.file or below(Path(problem.place.file), part) is not None


def _problems(path: Path, folder: Path | None, date_order: DateOrder | None) -> Iterator[Problem]:
    """What is wrong in a workspace, in one of its folders or files, or in a lone file."""
    root = folder or find_workspace(path if path.is_dir() else path.parent)
    if root is None and path.is_dir():
        raise click.UsageError(say("no_workspace", file=WORKSPACE_FILE))
    if root is None:
        workspace = open_workspace(path.parent, date_order)
        requests = building.requests_for_lone_file(path, today())
    else:
        inside = below(path, root)
        if inside is None:
            yield Problem("file-outside", Place(shown(path)))
            return
        # What a project says is checked with its reports.
        part = path.parent if path.name == "project.yaml" else path
        workspace = open_workspace(root, date_order)
        requests = building.requests(workspace, today(), below=[part])
        if _is_notes(path) and root / inside not in workspace.paths("meeting"):
            requests = building.requests_for_lone_file(path, today(), root)
        yield from (problem for problem in workspace.check() if _is_in(problem, part))
    for outcome in building.check(requests, workspace):
        yield from outcome.problems
