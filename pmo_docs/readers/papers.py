"""Which papers a meeting needs: the annexes on its agenda, and the reports of the projects that report to its body."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from pmo_docs.model.body import Body
from pmo_docs.model.governance import Paper
from pmo_docs.model.meeting import Meeting
from pmo_docs.model.organisation import Organisation
from pmo_docs.model.periods import Period
from pmo_docs.model.project import Project
from pmo_docs.model.report import ProgressReport
from pmo_docs.readers.people import Directory, Involved


class Projects(Protocol):
    """What a workspace knows of projects and people."""

    @property
    def organisation(self) -> Organisation: ...

    @property
    def directory(self) -> Directory: ...

    def paths(self, kind: str) -> tuple[Path, ...]: ...

    def project(self, name: str) -> Project | None: ...

    def reports(self, name: str) -> tuple[tuple[Path, ProgressReport | None], ...]: ...


def papers_of(workspace: Projects, body: Body, meeting: Meeting) -> Iterator[Paper]:
    """The papers of a meeting to come, each with who delivers it, by when, and whether it is there.

    A project owes the report on the last whole period of its cycle before the meeting.
    """
    deadline = None
    if meeting.date and body.paper_days:
        deadline = meeting.date - datetime.timedelta(days=body.paper_days)
    for item in meeting.items:
        for annex in item.annexes:
            yield Paper(annex.text.plain, item.presenter.name if item.presenter else "", deadline)
    if meeting.date is None:
        return
    people = Involved(workspace.directory, [])
    for name in dict.fromkeys(path.parent.name for path in workspace.paths("project")):
        project = workspace.project(name)
        if project is None or project.body is None or project.body.text != body.id:
            continue
        cycle = project.reporting_cycle or workspace.organisation.reporting_cycle
        current = Period.of_day(meeting.date, cycle, project.sprints)
        owed = Period.of_day(current.first_day - datetime.timedelta(days=1), cycle, project.sprints)
        is_there = any(report and report.period == owed for _, report in workspace.reports(name))
        manager = people.resolve(project.manager).name if project.manager else ""
        yield Paper(f"{project.name} {owed.text}", manager, deadline, is_there, is_report=True)
