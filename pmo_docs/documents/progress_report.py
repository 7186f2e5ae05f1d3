"""The progress report of a project: what is asked, how it stands and why, what comes next."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pmo_docs.documents import earned_value
from pmo_docs.documents.earned_value import EarnedValueSection
from pmo_docs.documents.project_planning import MilestoneRow, MilestoneTrend, Plan, milestone_rows, plan, trends
from pmo_docs.model.earned_value import ZERO
from pmo_docs.model.organisation import Aspect, Classification
from pmo_docs.model.periods import Period
from pmo_docs.model.project import AmountUnit, Project
from pmo_docs.model.register import ProjectRequest
from pmo_docs.model.report import (
    Assessment,
    Colour,
    DecisionNeeded,
    ProgressReport,
    ReportStatus,
    Risk,
    Spending,
)
from pmo_docs.model.subjects import ProjectSubject
from pmo_docs.registers.requests import bare, requests

MOST_RISKS = 5

# From good to bad; grey and blue stand outside the scale.
_SCALE = (Colour.GREEN, Colour.AMBER, Colour.RED)


class Trend(StrEnum):
    """How a colour moved since the previous report."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True)
class Status:
    """One aspect, with the colour of the previous report and the trend against it; None where there is none."""

    aspect: Aspect | str | None
    assessment: Assessment
    previous: Colour | None
    trend: Trend | None


@dataclass(frozen=True)
class MoneyRow:
    """One budget line, or the total; `deviation` is forecast minus budget, `share` the same as a part of the budget.

    Both are None without a forecast; `share` is None too where the budget is zero.
    """

    name: str
    budget: Decimal
    spent: Decimal
    committed: Decimal
    forecast: Decimal | None
    note: str = ""

    def times(self, factor: int) -> MoneyRow:
        """The same row in another unit."""
        forecast = None if self.forecast is None else self.forecast * factor
        return MoneyRow(
            self.name, self.budget * factor, self.spent * factor, self.committed * factor, forecast, self.note
        )

    @property
    def deviation(self) -> Decimal | None:
        return None if self.forecast is None else self.forecast - self.budget

    @property
    def share(self) -> Decimal | None:
        return None if self.deviation is None or self.budget == ZERO else self.deviation / self.budget


@dataclass(frozen=True)
class Requested:
    """What is asked in this report, and since when; `put_off` are the days of meetings that did not decide."""

    needed: DecisionNeeded
    since: datetime.date | None
    put_off: tuple[datetime.date, ...]


@dataclass(frozen=True)
class ProgressReportDocument:
    """What the report prints; parts without content are empty and left out.

    `answers` are the requests of earlier reports that were answered since the previous one, or not at all yet.
    """

    identifier: str
    project: Project
    report: ProgressReport
    period: Period
    date: datetime.date | None
    requested: tuple[Requested, ...]
    answers: tuple[ProjectRequest, ...]
    overall: Status | None
    aspects: tuple[Status, ...]
    milestones: tuple[MilestoneRow, ...]
    plan: Plan
    trends: tuple[MilestoneTrend, ...]
    money: tuple[MoneyRow, ...]
    total: MoneyRow | None
    earned_value: EarnedValueSection | None
    risks: tuple[Risk, ...]
    other_risks: int
    is_final: bool
    classification: Classification | None

    @property
    def title(self) -> str:
        return self.project.name

    @property
    def unit(self) -> AmountUnit:
        """What the amounts are written in."""
        return self.project.amounts_in

    @property
    def has_working_days(self) -> bool:
        """Whether any milestone has a slip that is printed in working days too."""
        return any(row.slip and row.working_slip is not None for row in self.milestones)

    @property
    def has_measures(self) -> bool:
        return any(status.assessment.measure for status in self.aspects)


def build(subject: ProjectSubject, identifier: str, as_of: datetime.date) -> ProgressReportDocument:
    """The report on the last period of the subject, compared with the one before it."""
    project, report = subject.project, subject.reports[-1]
    before = subject.reports[-2] if len(subject.reports) > 1 else ProgressReport()
    asked = requests(project, subject.reports, subject.meetings, report.day)
    milestones = milestone_rows(project, report, subject.working_days)
    money = _money(project, report)
    risks = sorted(report.risks, key=lambda risk: -risk.exposure)
    return ProgressReportDocument(
        identifier=identifier,
        project=project,
        report=report,
        period=subject.period,
        date=report.date,
        requested=tuple(_requested(report, asked)),
        answers=tuple(_answers(report, before, asked)),
        overall=_status(None, report.overall, before.overall) if report.overall else None,
        aspects=tuple(
            _status(aspect, report.aspects[aspect], before.aspects.get(aspect))
            for aspect in subject.organisation.aspects
            if aspect in report.aspects
        ),
        milestones=milestones,
        plan=plan(project, report, milestones),
        trends=trends(project, subject.reports),
        money=money,
        total=_total(money),
        earned_value=earned_value.section(project, subject.reports),
        risks=tuple(risks[:MOST_RISKS]),
        other_risks=max(0, len(risks) - MOST_RISKS),
        is_final=report.status is ReportStatus.FINAL,
        classification=subject.classification,
    )


def _requested(report: ProgressReport, asked: Iterable[ProjectRequest]) -> Iterator[Requested]:
    """What a report asks; what an earlier one asked already says so."""
    known = {one.id or bare(one.text): one for one in asked}
    for needed in report.decisions_requested:
        one = known.get(needed.id or bare(needed.text))
        is_new = one is None or one.asked == report.day
        yield Requested(needed, None if is_new or one is None else one.asked, one.put_off if one else ())


def _answers(
    report: ProgressReport, before: ProgressReport, asked: Iterable[ProjectRequest]
) -> Iterator[ProjectRequest]:
    """What became, since the report before, of what earlier ones asked; what is asked again stands elsewhere."""
    again = {needed.id or bare(needed.text) for needed in report.decisions_requested}
    for one in asked:
        is_open = one.answer is None and (one.id or bare(one.text)) not in again
        is_news = one.answer is not None and (before.day is None or one.answer.day > before.day)
        if (is_open or is_news) and one.asked != report.day:
            yield one


def _status(aspect: Aspect | str | None, assessment: Assessment, before: Assessment | None) -> Status:
    previous = before.colour if before else None
    return Status(aspect, assessment, previous, trend(assessment.colour, previous))


def trend(colour: Colour, previous: Colour | None) -> Trend | None:
    """How a colour moved on the scale green, amber, red; None when one of the two is not on it."""
    if colour not in _SCALE or previous not in _SCALE:
        return None
    step = _SCALE.index(colour) - _SCALE.index(previous)
    return Trend.SAME if step == 0 else Trend.WORSE if step > 0 else Trend.BETTER


def _money(project: Project, report: ProgressReport) -> tuple[MoneyRow, ...]:
    """Every budget line, once the report says something of any of them."""
    if not report.money:
        return ()
    spending = ((line, report.money.get(id, Spending())) for id, line in project.budget.items())
    return tuple(
        MoneyRow(line.name, line.amount, each.spent, each.committed, each.forecast, each.note)
        for line, each in spending
    )


def _total(rows: tuple[MoneyRow, ...]) -> MoneyRow | None:
    """The sum of the lines; its forecast is known only when that of every line is."""
    if len(rows) < 2:
        return None
    forecasts = [row.forecast for row in rows if row.forecast is not None]
    return MoneyRow(
        "",
        _sum(row.budget for row in rows),
        _sum(row.spent for row in rows),
        _sum(row.committed for row in rows),
        _sum(forecasts) if len(forecasts) == len(rows) else None,
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
