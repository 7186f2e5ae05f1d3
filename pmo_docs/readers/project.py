"""A project and its reports: what does not fit together between them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from pmo_docs.model.problems import Place, Problem, Severity
from pmo_docs.model.project import Assessment, Colour, Period, ProgressReport, Project


def check_project(project: Project) -> Iterator[Problem]:
    """Problems in what was agreed: budget lines that do not add up to the credit."""
    total = sum(line.amount for line in project.budget.values())
    if project.credit is not None and project.budget and total != project.credit:
        values = {"total": f"{total}", "credit": f"{project.credit}"}
        yield Problem("budget-does-not-add-up", project.place_of("credit"), values)


def check_report(report: ProgressReport, project: Project, period: Period) -> Iterator[Problem]:
    """Problems between a report, its project and the period that its file is named after."""
    if report.period and report.period != period:
        yield Problem("period-differs", report.place_of("period"), {"written": report.period.text, "name": period.text})
    if report.date and report.date < period.first_day:
        values = {"date": report.date.isoformat(), "period": period.text}
        yield Problem("report-before-period", report.place_of("date"), values, Severity.WARNING)
    for id, progress in report.milestones.items():
        if id not in project.milestones:
            yield _unknown("milestone-unknown", id, progress.place, project.milestones)
        elif progress.actual and report.date and progress.actual > report.date:
            values = {"name": project.milestones[id].name, "actual": progress.actual.isoformat()}
            yield Problem("milestone-in-future", progress.place, values)
    for id, spending in report.money.items():
        if id not in project.budget:
            yield _unknown("budget-line-unknown", id, spending.place, project.budget)
    for assessment in (report.overall, *report.aspects.values()):
        if assessment and _lacks_measure(assessment):
            yield Problem("red-without-measure", assessment.place, severity=Severity.WARNING)


def _lacks_measure(assessment: Assessment) -> bool:
    return assessment.colour is Colour.RED and not assessment.measure


def _unknown(code: str, id: str, place: Place, known: Iterable[str]) -> Problem:
    names = list(known)
    close = difflib.get_close_matches(id, names, n=1)
    return Problem(code, place, {"id": id, "known": ", ".join(names) or "–"}, suggestion=next(iter(close), ""))
