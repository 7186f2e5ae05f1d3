"""`pmo-docs doctor`: what this computer has, what is missing, how to get it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from pmo_docs import __version__
from pmo_docs import doctor as examination
from pmo_docs.cli.options import TERMINAL_FORMATS, format_option, workspace_option
from pmo_docs.cli.sources import workspace_root
from pmo_docs.cli.speaking import colours, say
from pmo_docs.language import printable
from pmo_docs.listings import as_json_text, table

_SIGNS = {
    examination.State.OK: ("✓", "green"),
    examination.State.WARNING: ("!", "yellow"),
    examination.State.MISSING: ("✗", "red"),
}


def commands() -> dict[str, click.Command]:
    return {"doctor": doctor}


@click.command(help=say("help_doctor"))
@workspace_option
@format_option(*TERMINAL_FORMATS, default=("text",), several=False)
def doctor(workspace: Path | None, formats: str) -> None:
    """Look at what this computer has and what is missing."""
    findings = examination.examine(workspace_root(workspace) or Path.cwd())
    if formats == "json":
        click.echo(as_json_text([asdict(finding) for finding in findings]))
    elif formats == "csv":
        click.echo(table([asdict(finding) for finding in findings]))
    else:
        click.echo(f"pmo-docs {__version__}")
        for finding in findings:
            click.echo(_line(finding), color=colours())
    if any(finding.state is examination.State.MISSING for finding in findings):
        sys.exit(1)


def _line(finding: examination.Finding) -> str:
    sign, colour = _SIGNS[finding.state]
    encoding = sys.stdout.encoding or "ascii"
    mark = click.style(sign.encode(encoding, "replace").decode(encoding), fg=colour, bold=True)
    line = f"{mark} {finding.name if finding.name in examination.LIBRARIES else say(f'doctor_{finding.name}'):<32}"
    line = f"{line} {printable(finding.detail)}".rstrip()
    if finding.remedy:
        line += f"\n    {say('remedy_' + finding.remedy.replace('-', '_'), command=finding.command)}"
    return line
