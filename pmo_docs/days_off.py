"""The days on which nobody works on a project: what its slip in working days leaves out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pmo_docs.model.holidays import Holiday, HolidayKind
from pmo_docs.model.problems import Problem, Severity
from pmo_docs.model.subjects import ProjectSubject
from pmo_docs.model.working_days import WorkingDays
from pmo_docs.public_holidays import public_holidays

# A milestone that is later than this has a wrong date; the holidays of centuries take long to find.
_MOST_YEARS = 50


def with_working_days(subject: ProjectSubject, holidays: Iterable[Holiday], problems: list[Problem]) -> ProjectSubject:
    """The project with the working days of its country and organisation; without, and a warning, where none are known.

    Only a project with milestones that slip needs them.
    """
    years = _years(subject)
    if not years or len(years) > _MOST_YEARS:
        return subject
    organisation = subject.organisation
    try:
        public = [day for year in years for day in public_holidays(organisation.country, year, "")]
    except LookupError:
        values = {"country": organisation.country}
        problems.append(Problem("country-unknown", organisation.place_of("country"), values, Severity.WARNING))
        return subject
    closed = [day for off in holidays if off.kind is HolidayKind.CLOSED for day in _days(off, years)]
    return replace(subject, working_days=WorkingDays(frozenset((*public, *closed))))


def _years(subject: ProjectSubject) -> range:
    """The years from the first day that was agreed to the last that is expected, of the milestones that slip."""
    days: list[datetime.date] = []
    for id, progress in subject.reports[-1].milestones.items():
        milestone, now = subject.project.milestones.get(id), progress.actual or progress.forecast
        if milestone and milestone.baseline and now and now != milestone.baseline:
            days += (milestone.baseline, now)
    return range(min(days).year, max(days).year + 1) if days else range(0)


def _days(off: Holiday, years: range) -> Iterator[datetime.date]:
    """The days of a holiday in some years."""
    first, last = datetime.date(years[0], 1, 1), datetime.date(years[-1], 12, 31)
    for ordinal in range(max(off.first, first).toordinal(), min(off.last, last).toordinal() + 1):
        yield datetime.date.fromordinal(ordinal)
