"""Reports with only what a chart needs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from pmo_docs.charts.lettering import lettering
from pmo_docs.documents.progress_report import ProgressReportDocument, build
from pmo_docs.model.organisation import Organisation
from pmo_docs.model.periods import Period
from pmo_docs.model.project import BudgetLine, Milestone, Project
from pmo_docs.model.report import MilestoneProgress, ProgressReport, Spending
from pmo_docs.model.subjects import ProjectSubject

LETTERING = lettering(Path(__file__).parent.parent.parent / "templates" / "fonts")
REPORTED = datetime.date(2026, 11, 16)


def day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def with_milestones(
    *milestones: tuple[str, str, str, str], reported: datetime.date | None = REPORTED
) -> ProgressReportDocument:
    """A report on milestones as (name, agreed, expected, reached)."""
    project = Project(
        "Zaaksysteem",
        milestones={str(index): Milestone(name, day(agreed)) for index, (name, agreed, _, _) in enumerate(milestones)},
    )
    progress = {
        str(index): MilestoneProgress(day(expected), day(reached))
        for index, (_, _, expected, reached) in enumerate(milestones)
    }
    return report(project, ProgressReport(date=reported, milestones=progress))


def with_money(*lines: tuple[str, str, str, str, str]) -> ProgressReportDocument:
    """A report on money as (name, budget, spent, committed, forecast)."""
    project = Project(
        "Zaaksysteem",
        budget={str(index): BudgetLine(name, Decimal(amount)) for index, (name, amount, *_) in enumerate(lines)},
    )
    money: Mapping[str, Spending] = {
        str(index): Spending(Decimal(spent), Decimal(committed), Decimal(forecast) if forecast else None)
        for index, (_, _, spent, committed, forecast) in enumerate(lines)
    }
    return report(project, ProgressReport(date=REPORTED, money=dict(money)))


def report(project: Project, newest: ProgressReport) -> ProgressReportDocument:
    period = Period.from_text("2026-10")
    subject = ProjectSubject(project, (newest,), period, Organisation(), "projects/zaaksysteem", "2026-10")
    return build(subject, "2026-10-report.nl", REPORTED)
