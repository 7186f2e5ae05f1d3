"""What a project and its reports lack for earned value, once one of its work packages has a budget."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_docs.model.earned_value import ZERO
from pmo_docs.model.problems import Problem, Severity
from pmo_docs.model.project import Project
from pmo_docs.model.report import ProgressReport


def has_budgets(project: Project) -> bool:
    """Whether earned value is meant to be computed of a project."""
    return any(package.budget is not None for package in project.work_packages.values())


def check_packages(project: Project) -> Iterator[Problem]:
    """Work packages without day or budget among others that have one; work for more money than there is.

    Work for less is usual: something is kept for what nobody foresees. The report tells the difference.
    """
    if not has_budgets(project):
        return
    lacking = []
    for package in project.work_packages.values():
        keys = [key for key in ("start", "end", "budget") if getattr(package, key) is None]
        lacking += keys
        if keys:
            values = {"name": package.name, "keys": ", ".join(keys)}
            yield Problem("work-package-incomplete", package.place, values, Severity.WARNING)
    total = sum((package.budget or ZERO for package in project.work_packages.values()), ZERO)
    place, agreed = project.place_of("work_packages"), project.agreed_amount
    if not lacking and total == ZERO:
        yield Problem("work-packages-cost-nothing", place, severity=Severity.WARNING)
    elif agreed is not None and total > agreed:
        values = {"total": f"{total}", "agreed": f"{agreed}"}
        yield Problem("work-packages-over-credit", place, values, Severity.WARNING)


def check_work(report: ProgressReport, project: Project) -> Iterator[Problem]:
    """What a report does not say: how far each work package is, and what they cost."""
    if not has_budgets(project):
        return
    told, place = report.work_packages, report.place_of("work_packages")
    names = [id for id in project.work_packages if id not in told or told[id].complete is None]
    if names:
        severity = Severity.WARNING if told else Severity.INFORMATION
        yield Problem("work-packages-left-out", place, {"names": ", ".join(names)}, severity)
    unspent = [id for id in project.work_packages if id not in told or told[id].spent is None]
    if len(unspent) < len(project.work_packages):
        if unspent:
            yield Problem("work-spent-left-out", place, {"names": ", ".join(unspent)}, Severity.WARNING)
    elif not names and not report.money:
        yield Problem("work-without-costs", place, severity=Severity.WARNING)
    start = min((package.start for package in project.work_packages.values() if package.start), default=None)
    if report.date and start and report.date < start and any(each.complete for each in told.values()):
        values = {"date": report.date.isoformat(), "start": start.isoformat()}
        yield Problem("work-before-start", place, values, Severity.WARNING)
