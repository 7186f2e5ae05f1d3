"""`pmo-docs new report`."""

from __future__ import annotations

from pathlib import Path

import click

from pmo_docs.cli import asking
from pmo_docs.cli.asking import asked, chosen
from pmo_docs.cli.new.project import make_project
from pmo_docs.cli.new.site import open_site, wrong
from pmo_docs.cli.options import today, workspace_option
from pmo_docs.cli.speaking import note, say
from pmo_docs.model.periods import Period
from pmo_docs.model.problems import Problem
from pmo_docs.starting import records


@click.command("report", help=say("help_new_report"))
@click.argument("project", required=False)
@click.option("-p", "--period", help=say("help_new_period"))
@workspace_option
def progress_report(project: str | None, period: str | None, workspace: Path | None) -> None:
    """How a project stands in a period."""
    site = open_site(workspace)
    names = [path.parent.name for path in site.workspace.paths("project")]
    if not names and asking.is_terminal() and not project:
        project = make_project(site, None)
        site = open_site(workspace)
    name = chosen(project, "PROJECT", say("ask_which_project"), names)
    found = site.workspace.project(name) if name in [*names, project] else None
    if found is None:
        raise click.UsageError(f"{say('unknown_name', name=name)} {say('there_is', names=', '.join(names))}")
    organisation, day = site.workspace.organisation, today()
    usual = Period.of_day(day, found.reporting_cycle or organisation.reporting_cycle, found.sprints)
    text = asked(period, "--period", say("ask_period"), default=usual.text)
    try:
        wanted = Period.from_text(text, found.sprints)
    except ValueError as error:
        code, values = error.args
        raise wrong(Problem(code, values=values)) from None
    content = records.report_text(
        found, wanted, day, organisation, site.language.word, site.descriptions, site.has_schema("report")
    )
    site.write(content, site.root / "projects" / name / "reports" / f"{wanted.text}.yaml")
    note(say("next_after_report", project=name))
