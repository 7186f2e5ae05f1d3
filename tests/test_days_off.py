"""The days that slip in working days leaves out: of a country, and those that an organisation is closed."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from pmo_docs import building
from pmo_docs.days_off import with_working_days
from pmo_docs.documents.progress_report import build
from pmo_docs.model.holidays import Holiday, HolidayKind
from pmo_docs.model.organisation import Organisation
from pmo_docs.model.periods import Period
from pmo_docs.model.problems import InvalidInput, Problem, Severity
from pmo_docs.model.project import Milestone, Project
from pmo_docs.model.report import MilestoneProgress, ProgressReport
from pmo_docs.model.subjects import ProjectSubject
from pmo_docs.pipeline import Made, make, open_workspace


def subject(agreed: str, forecast: str, country: str = "NL") -> ProjectSubject:
    project = Project("Balie", milestones={"open": Milestone("Open", datetime.date.fromisoformat(agreed))})
    report = ProgressReport(
        milestones={"open": MilestoneProgress(forecast=datetime.date.fromisoformat(forecast))},
    )
    organisation = Organisation(country=country)
    return ProjectSubject(project, (report,), Period.from_text("2027-04"), organisation, "projects/balie", "2027-04")


def working_slip(subject: ProjectSubject) -> int | None:
    return build(subject, "2027-04-report.nl", datetime.date(2027, 5, 3)).milestones[0].working_slip


CLOSED = Holiday("Vrijdag na Hemelvaartsdag", datetime.date(2027, 5, 7), kind=HolidayKind.CLOSED)
SCHOOL = Holiday("Meivakantie", datetime.date(2027, 4, 24), datetime.date(2027, 5, 9), HolidayKind.SCHOOL)


@pytest.mark.parametrize(
    ("country", "holidays", "expected"),
    [
        ("NL", (), 2),  # Friday 7 and Monday 10 May; Ascension Day is the 6th
        ("NL", (CLOSED,), 1),
        ("NL", (CLOSED, SCHOOL), 1),  # people work when the schools are closed
        ("GB", (), 3),  # no Ascension Day
        ("", (), 2),  # without a country: the Netherlands
    ],
)
def test_days_off_are_those_of_the_country_and_the_organisation(
    country: str, holidays: tuple[Holiday, ...], expected: int
) -> None:
    problems: list[Problem] = []

    assert working_slip(with_working_days(subject("2027-05-05", "2027-05-10", country), holidays, problems)) == expected
    assert not problems


def test_a_closed_period_of_ages_is_read_in_the_years_that_matter() -> None:
    always = replace(CLOSED, first=datetime.date(1, 1, 1), until=datetime.date(9999, 12, 31))

    assert working_slip(with_working_days(subject("2027-05-05", "2027-05-10"), [always], [])) == 0


def test_of_a_country_without_known_holidays_only_calendar_days_are_given() -> None:
    problems: list[Problem] = []

    assert working_slip(with_working_days(subject("2027-05-05", "2027-05-10", "XX"), (), problems)) is None
    assert [(each.code, each.severity) for each in problems] == [("country-unknown", Severity.WARNING)]


def test_a_slip_of_a_lifetime_is_given_in_calendar_days_only() -> None:
    assert working_slip(with_working_days(subject("2027-05-05", "9999-12-31"), (), [])) is None


def test_without_slip_no_holidays_are_looked_up() -> None:
    assert with_working_days(subject("2027-05-05", "2027-05-05"), (), []).working_days is None


def reported(folder: Path, organisation: str, holidays: str) -> Made:
    """The report on a project with a milestone that slips from Wednesday before Ascension Day to Monday after it."""
    reports = folder / "projects" / "balie" / "reports"
    reports.mkdir(parents=True)
    (folder / "pmo.yaml").write_text(organisation, encoding="utf-8")
    (folder / "holidays.yaml").write_text(holidays, encoding="utf-8")
    project = "name: Balie\nmilestones:\n  open: {name: Open, baseline: 2027-05-05}\n"
    (reports.parent / "project.yaml").write_text(project, encoding="utf-8")
    report = "date: 2027-05-03\nmilestones:\n  open: {forecast: 2027-05-10}\n"
    (reports / "2027-04.yaml").write_text(report, encoding="utf-8")
    (request,) = building.requests(open_workspace(folder), datetime.date(2027, 5, 3), ("html",), "nl")
    return make(request)


def test_a_report_prints_working_days_without_the_closed_days_of_the_workspace(tmp_path: Path) -> None:
    closed = "brug: {name: Brugdag, from: 2027-05-07, kind: gesloten}\n"

    (html,) = reported(tmp_path, "organisation: X\n", closed).files.values()

    assert '+5</span> <span class="quiet">+1 werkdag</span>' in html.decode()


def test_a_report_says_at_its_line_that_the_country_is_not_known(tmp_path: Path) -> None:
    made = reported(tmp_path, "organisation: X\ncountry: XX\n", "")

    (problem,) = made.problems
    assert (problem.code, problem.place.line, problem.is_error) == ("country-unknown", 2, False)
    (html,) = made.files.values()
    assert "werkdag" not in html.decode()


def test_holidays_that_cannot_be_read_keep_a_report_from_printing_wrong_days(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        reported(tmp_path, "organisation: X\n", "brug: {name: Brugdag, from: 2027-05-07, until: 2027-05-06}\n")

    assert [(each.code, Path(each.place.file).name, each.place.line) for each in caught.value.problems] == [
        ("ends-before-start", "holidays.yaml", 1)
    ]
