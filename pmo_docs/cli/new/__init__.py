"""`pmo-docs new`: starting files, asked for on a terminal, from options in a script."""

from __future__ import annotations

import click

from pmo_docs.cli.new.body import body
from pmo_docs.cli.new.meeting import meeting
from pmo_docs.cli.new.person import person
from pmo_docs.cli.new.project import project
from pmo_docs.cli.new.report import progress_report
from pmo_docs.cli.new.workspace import workspace
from pmo_docs.cli.speaking import say


def commands() -> dict[str, click.Command]:
    return {"new": new}


@click.group(help=say("help_new"))
def new() -> None:
    """Make a starting file."""


for _command in (workspace, person, body, meeting, project, progress_report):
    new.add_command(_command)
