"""The planning in a progress report: how milestones, stages and work packages stand, and how forecasts moved."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pmo_docs.model.organisation import Stage
from pmo_docs.model.project import Milestone, Project, WorkPackage
from pmo_docs.model.report import MilestoneProgress, ProgressReport, WorkProgress
from pmo_docs.model.working_days import WorkingDays

# Two reports make a difference, three a trend.
FEWEST_REPORTS = 3


@dataclass(frozen=True)
class MilestoneRow:
    """One milestone; `slip` is in calendar days, later than the baseline is positive, None when it is not known.

    `working_slip` is the same in working days, None too where the days off are not known.
    """

    milestone: Milestone
    progress: MilestoneProgress
    slip: int | None
    working_slip: int | None = None


@dataclass(frozen=True)
class StageRow:
    """One stage with the days that it was agreed to begin and to end, and its milestones."""

    stage: Stage | str
    start: datetime.date
    end: datetime.date
    milestones: tuple[MilestoneRow, ...]


@dataclass(frozen=True)
class PackageRow:
    """One work package: agreed from `start` to `end`, expected to end at `forecast`; `complete` is a percentage."""

    package: WorkPackage
    progress: WorkProgress
    start: datetime.date
    end: datetime.date

    @property
    def until(self) -> datetime.date:
        """The day that it ends as far as is known now, never before its start."""
        return max(self.start, self.progress.forecast or self.end)

    @property
    def slip(self) -> int:
        """How many calendar days later than agreed it ends."""
        return (self.until - self.end).days

    @property
    def is_done(self) -> bool:
        return self.progress.complete == 100


@dataclass(frozen=True)
class Plan:
    """Stages and work packages that have their days, in order of their beginning; `others` are of no such stage."""

    stages: tuple[StageRow, ...]
    packages: tuple[PackageRow, ...]
    others: tuple[MilestoneRow, ...]

    def __bool__(self) -> bool:
        return bool(self.stages or self.packages)


@dataclass(frozen=True)
class Point:
    """On which day which day was expected; a milestone that was reached has the same day twice."""

    reported: datetime.date
    expected: datetime.date


@dataclass(frozen=True)
class MilestoneTrend:
    """How the forecast of a milestone moved over the reports, oldest first, until it was reached."""

    milestone: Milestone
    points: tuple[Point, ...]
    is_reached: bool

    @property
    def forecasts(self) -> tuple[Point, ...]:
        """What reports expected, without the day that it was reached."""
        return self.points[:-1] if self.is_reached else self.points

    @property
    def moved(self) -> int:
        """How many calendar days the forecast moved since it was first given."""
        return (self.points[-1].expected - self.points[0].expected).days

    @property
    def has_moved(self) -> bool:
        """Whether any report gave another day than the one before it."""
        return any(one.expected != other.expected for one, other in pairwise(self.points))


def milestone_rows(
    project: Project, report: ProgressReport, working_days: WorkingDays | None
) -> tuple[MilestoneRow, ...]:
    """Every milestone of the project, by the day it was agreed for; those without a day last."""
    rows = []
    for id, milestone in project.milestones.items():
        progress = report.milestones.get(id, MilestoneProgress())
        expected, agreed = progress.actual or progress.forecast, milestone.baseline
        slip = (expected - agreed).days if expected and agreed else None
        working = working_days.slip(agreed, expected) if working_days and expected and agreed else None
        rows.append(MilestoneRow(milestone, progress, slip, working))
    return tuple(sorted(rows, key=lambda row: row.milestone.baseline or datetime.date.max))


def plan(project: Project, report: ProgressReport, milestones: Sequence[MilestoneRow]) -> Plan:
    """What of the project has a beginning and an end, with its milestones."""
    stages = [
        StageRow(stage, plan.start, plan.end, tuple(row for row in milestones if row.milestone.stage == stage))
        for stage, plan in project.stages.items()
        if plan.start and plan.end and plan.start <= plan.end
    ]
    packages = [
        PackageRow(package, report.work_packages.get(id, WorkProgress()), package.start, package.end)
        for id, package in project.work_packages.items()
        if package.start and package.end and package.start <= package.end
    ]
    drawn = {row.stage for row in stages}
    return Plan(
        stages=tuple(sorted(stages, key=lambda row: row.start)),
        packages=tuple(sorted(packages, key=lambda row: row.start)),
        others=tuple(row for row in milestones if row.milestone.stage not in drawn),
    )


def trends(project: Project, reports: Sequence[ProgressReport]) -> tuple[MilestoneTrend, ...]:
    """How the forecasts moved, by the day that was expected first; nothing before there are three reports with some.

    Nothing either when every milestone stands where it first stood: the table says that already.
    """
    told = [(day, report) for report in reports if (day := _day_of(report)) and report.milestones]
    forecasting = [day for day, report in told if any(each.forecast for each in report.milestones.values())]
    if len(set(forecasting)) < FEWEST_REPORTS:
        return ()
    found = []
    for id, milestone in project.milestones.items():
        points = tuple(_points(id, told))
        is_reached = any(report.milestones[id].actual for _, report in told if id in report.milestones)
        if len(points) > 1:
            found.append(MilestoneTrend(milestone, points, is_reached))
    if not any(trend.has_moved for trend in found):
        return ()
    return tuple(sorted(found, key=lambda trend: trend.points[0].expected))


def _day_of(report: ProgressReport) -> datetime.date | None:
    return report.date or (report.period.last_day if report.period else None)


def _points(id: str, told: Sequence[tuple[datetime.date, ProgressReport]]) -> Iterator[Point]:
    """The forecasts of a milestone by the day of their report; the day that it was reached ends them."""
    last: datetime.date | None = None
    for day, report in told:
        progress = report.milestones.get(id)
        if progress is None:
            continue
        if progress.actual:
            # Reached before the first report, there is no history; a day from before the last report is told now.
            if last:
                yield Point(max(progress.actual, last), progress.actual)
            return
        if progress.forecast and (last is None or day > last):
            yield Point(day, progress.forecast)
            last = day
