"""A project and its reports: what does not fit together between them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from enum import StrEnum
from itertools import pairwise

from pmo_docs.model.organisation import Organisation, Stage
from pmo_docs.model.periods import Cycle, Period, same_period
from pmo_docs.model.problems import Place, Problem, Severity
from pmo_docs.model.project import BudgetLine, Project
from pmo_docs.model.register import ProjectRequest
from pmo_docs.model.report import Assessment, Colour, ProgressReport
from pmo_docs.readers.checks import days, unknown
from pmo_docs.readers.earned_value import check_packages, check_work

Word = Callable[[StrEnum | str], str]
"""How a member of an enumeration is written in the language of the organisation."""


def check_project(project: Project, organisation: Organisation, word: Word) -> Iterator[Problem]:
    """Problems in what was agreed: sums that are not the sum, ends before starts, stages that nobody has."""
    total = sum(line.amount for line in project.budget.values())
    if project.credit is not None and project.budget and total != project.credit:
        values = {"total": f"{total}", "credit": f"{project.credit}"}
        yield Problem("budget-does-not-add-up", project.place_of("credit"), values)
    yield from (problem for line in project.budget.values() for problem in _years(line))
    for name, stage in project.stages.items():
        yield from _unknown_stage(name, stage.place, organisation, word)
        if stage.start and stage.end and stage.end < stage.start:
            yield Problem("ends-before-start", stage.place, days(stage.start, stage.end))
    for package in project.work_packages.values():
        if package.start and package.end and package.end < package.start:
            yield Problem("ends-before-start", package.place_of("end"), days(package.start, package.end))
    yield from check_packages(project)
    for milestone in project.milestones.values():
        yield from _unknown_stage(milestone.stage, milestone.place, organisation, word)
    yield from _before_the_project(project)
    yield from _out_of_order(project, organisation, word)
    yield from _unknown_stage(project.stage, project.place_of("stage"), organisation, word)
    if project.reporting_cycle is Cycle.SPRINT and project.sprints is None:
        yield Problem("sprints-missing", project.place_of("reporting_cycle"), {"text": "sprint"})


def _before_the_project(project: Project) -> Iterator[Problem]:
    """Milestones that were agreed for a day on which no stage had begun."""
    first = min((stage.start for stage in project.stages.values() if stage.start), default=None)
    for milestone in project.milestones.values():
        if first and milestone.baseline and milestone.baseline < first:
            values = {"name": milestone.name, "baseline": milestone.baseline.isoformat(), "start": first.isoformat()}
            yield Problem("milestone-before-project", milestone.place, values, Severity.WARNING)


def _out_of_order(project: Project, organisation: Organisation, word: Word) -> Iterator[Problem]:
    """Stages that begin before the one that the organisation has them follow; to overlap is common."""
    planned = [(stage, project.stages[stage]) for stage in organisation.stages if stage in project.stages]
    begun = [(stage, plan, plan.start) for stage, plan in planned if plan.start]
    for (before, _, first), (after, plan, start) in pairwise(begun):
        if start < first:
            values = {"after": word(after), "start": start.isoformat()}
            values |= {"before": word(before), "first": first.isoformat()}
            yield Problem("stages-out-of-order", plan.place, values, Severity.INFORMATION)


def _unknown_stage(stage: Stage | str, place: Place, organisation: Organisation, word: Word) -> Iterator[Problem]:
    if stage and stage not in organisation.stages:
        yield unknown("stage-unknown", stage, place, map(word, organisation.stages))


def _years(line: BudgetLine) -> Iterator[Problem]:
    total = sum(line.years.values())
    if line.years and total != line.amount:
        values = {"total": f"{total}", "amount": f"{line.amount}", "name": line.name}
        yield Problem("years-do-not-add-up", line.place_of("years"), values)


def check_report(
    report: ProgressReport, project: Project, period: Period, organisation: Organisation, word: Word
) -> Iterator[Problem]:
    """Problems between a report, its project and the period that its file is named after."""
    if report.written_period and not same_period(report.written_period, period):
        values = {"written": report.written_period, "name": period.text}
        yield Problem("period-differs", report.place_of("period"), values)
    if report.date and report.date < period.first_day:
        values = {"date": report.date.isoformat(), "period": period.text}
        yield Problem("report-before-period", report.place_of("date"), values, Severity.WARNING)
    yield from _milestones(report, project)
    for id, spending in report.money.items():
        if id not in project.budget:
            yield unknown("budget-line-unknown", id, spending.place, project.budget)
    yield from _left_out("money", report, report.money, project.budget)
    for id, progress in report.work_packages.items():
        if id not in project.work_packages:
            yield unknown("work-package-unknown", id, progress.place, project.work_packages)
    yield from check_work(report, project)
    yield from _colours(report, organisation, word)
    yield from _unknown_stage(report.stage, report.place_of("stage"), organisation, word)
    for records in (report.decisions_requested, report.risks, report.issues, report.changes):
        yield from _same_ids((record.id, record.place) for record in records)


def _milestones(report: ProgressReport, project: Project) -> Iterator[Problem]:
    """Milestones that do not exist, were reached in the future, or should have been reached by now."""
    for id, progress in report.milestones.items():
        if id not in project.milestones:
            yield unknown("milestone-unknown", id, progress.place, project.milestones)
        elif progress.actual and report.date and progress.actual > report.date:
            values = {"name": project.milestones[id].name, "actual": progress.actual.isoformat()}
            yield Problem("milestone-in-future", progress.place, values)
        elif progress.forecast and not progress.actual and report.date and progress.forecast < report.date:
            values = {"name": project.milestones[id].name, "forecast": progress.forecast.isoformat()}
            yield Problem("forecast-passed", progress.place, values, Severity.WARNING)
    yield from _left_out("milestones", report, report.milestones, project.milestones)


def _left_out(key: str, report: ProgressReport, told: Collection[str], agreed: Collection[str]) -> Iterator[Problem]:
    """What a report that says something of others is silent about; not where a name is wrong, that is said already."""
    names = [id for id in agreed if id not in told]
    if told and names and all(id in agreed for id in told):
        code = {"milestones": "milestones-left-out", "money": "budget-lines-left-out"}[key]
        yield Problem(code, report.place_of(key), {"names": ", ".join(names)}, Severity.WARNING)


def _colours(report: ProgressReport, organisation: Organisation, word: Word) -> Iterator[Problem]:
    for aspect, assessment in report.aspects.items():
        if aspect not in organisation.aspects:
            yield unknown("aspect-unknown", aspect, assessment.place, map(word, organisation.aspects))
    for judged in (report.overall, *report.aspects.values()):
        if judged and _lacks_measure(judged):
            yield Problem("red-without-measure", judged.place, severity=Severity.WARNING)


def _same_ids(named: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    seen: dict[str, Place] = {}
    for id, place in named:
        first = seen.setdefault(id, place)
        if id and first is not place:
            yield Problem("id-twice", place, {"id": id, "first": str(first)})


def check_requests(asked: Iterable[ProjectRequest], known: dict[str, ProjectRequest]) -> Iterator[Problem]:
    """Requests that a body met and did not answer, or had answered already; identifiers that another project uses.

    `known` are those of the projects before, by identifier; these are added.
    """
    for one in asked:
        other = known.setdefault(one.id, one) if one.id else one
        if other.project != one.project:
            values = {"id": one.id, "other": other.project, "project": one.project}
            yield Problem("request-id-twice", one.place, values)
        if one.answer and one.asked_again and one.answer.day < one.asked_again:
            values = {"id": one.name, "day": one.answer.day.isoformat(), "text": one.answer.decision.text.plain}
            yield Problem("request-answered", one.place, values, Severity.WARNING)
        elif one.answer is None and one.met and one.asked:
            values = {
                "id": one.name,
                "asked": one.asked.isoformat(),
                "times": str(len(one.met)),
                "last": one.met[-1].isoformat(),
                "age": str((one.met[-1] - one.asked).days),
            }
            yield Problem("request-unanswered", one.place, values, Severity.WARNING)


def _lacks_measure(assessment: Assessment) -> bool:
    return assessment.colour is Colour.RED and not assessment.measure
