"""What a project and its reports say has to fit together."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

from pmo_docs.model.organisation import Aspect, Organisation, Stage
from pmo_docs.model.periods import Period
from pmo_docs.model.problems import Place, Severity
from pmo_docs.model.project import BudgetLine, Milestone, Project, StagePlan
from pmo_docs.model.report import Assessment, Colour, MilestoneProgress, ProgressReport, Spending
from pmo_docs.readers.project import check_project, check_report

ORGANISATION = Organisation()
OCTOBER = Period.from_text("2026-10")
PROJECT = Project(
    "Zaaksysteem",
    milestones={"livegang": Milestone("Livegang", datetime.date(2026, 12, 1))},
    budget={"licenties": BudgetLine("Licenties", Decimal(165000)), "migratie": BudgetLine("Migratie", Decimal(75000))},
    credit=Decimal(240000),
)


def problems(report: ProgressReport) -> list[tuple[str, Severity]]:
    return [(problem.code, problem.severity) for problem in check_report(report, PROJECT, OCTOBER, ORGANISATION, str)]


def test_a_budget_that_adds_up_to_the_credit_is_fine():
    assert not list(check_project(PROJECT, ORGANISATION, str))


def test_a_budget_that_does_not_add_up_says_both_amounts():
    project = Project("Zaaksysteem", budget=PROJECT.budget, credit=Decimal(250000))

    (problem,) = check_project(project, ORGANISATION, str)

    assert (problem.code, problem.values) == ("budget-does-not-add-up", {"total": "240000", "credit": "250000"})


def test_a_report_that_fits_its_project_is_fine():
    report = ProgressReport(
        period=OCTOBER,
        date=datetime.date(2026, 11, 2),
        milestones={"livegang": MilestoneProgress(forecast=datetime.date(2027, 3, 1))},
        money={"licenties": Spending(Decimal(82500)), "migratie": Spending()},
    )

    assert not problems(report)


def test_an_unknown_milestone_names_the_one_that_was_probably_meant():
    place = Place("2026-10.yaml", 4, 3)
    report = ProgressReport(milestones={"livegan": MilestoneProgress(place=place)})

    problem, *_ = check_report(report, PROJECT, OCTOBER, ORGANISATION, str)

    assert (problem.code, problem.place, problem.suggestion) == ("milestone-unknown", place, "livegang")


def test_an_unknown_budget_line_is_an_error():
    assert ("budget-line-unknown", Severity.ERROR) in problems(ProgressReport(money={"opleiding": Spending()}))


def test_what_a_report_says_nothing_of_is_a_warning():
    project = replace(PROJECT, milestones={**PROJECT.milestones, "gunning": Milestone("Gunning")})
    report = ProgressReport(milestones={"gunning": MilestoneProgress()}, money={"migratie": Spending()})

    found = [(problem.code, problem.values) for problem in check_report(report, project, OCTOBER, ORGANISATION, str)]

    assert found == [
        ("milestones-left-out", {"names": "livegang"}),
        ("budget-lines-left-out", {"names": "licenties"}),
    ]


def test_a_stage_and_an_aspect_of_nobody_are_errors():
    report = ProgressReport(stage="bouw", aspects={"geur": Assessment(Colour.GREEN)})

    assert {code for code, _ in problems(report)} == {"stage-unknown", "aspect-unknown"}


def test_own_stages_and_aspects_are_fine():
    own = Organisation(stages=("bouw",), aspects=("geur",))
    report = ProgressReport(stage="bouw", aspects={"geur": Assessment(Colour.GREEN)})

    assert not list(check_report(report, PROJECT, OCTOBER, own, str))


def test_years_that_do_not_add_up_say_both_amounts():
    line = BudgetLine("Migratie", Decimal(75000), years={2026: Decimal(25000), 2027: Decimal(40000)})

    (problem,) = check_project(Project("Zaaksysteem", budget={"migratie": line}), ORGANISATION, str)

    assert (problem.code, problem.values["total"], problem.values["amount"]) == (
        "years-do-not-add-up",
        "65000",
        "75000",
    )


def test_a_report_about_another_period_than_its_file_is_an_error():
    report = ProgressReport(written_period="2026-09")

    assert problems(report) == [("period-differs", Severity.ERROR)]


def test_a_milestone_cannot_be_reached_after_the_report():
    report = ProgressReport(
        date=datetime.date(2026, 11, 2), milestones={"livegang": MilestoneProgress(actual=datetime.date(2026, 12, 1))}
    )

    assert problems(report) == [("milestone-in-future", Severity.ERROR)]


def test_a_report_from_before_its_period_is_a_warning():
    report = ProgressReport(date=datetime.date(2026, 9, 30))

    assert problems(report) == [("report-before-period", Severity.WARNING)]


def test_red_without_a_measure_is_a_warning():
    report = ProgressReport(
        overall=Assessment(Colour.RED, measure="Nieuwe planning"),
        aspects={Aspect.TIME: Assessment(Colour.RED), Aspect.MONEY: Assessment(Colour.AMBER)},
    )

    assert problems(report) == [("red-without-measure", Severity.WARNING)]


def test_a_milestone_that_should_have_been_reached_by_now_is_a_warning():
    date = datetime.date(2026, 12, 2)
    passed, reached = datetime.date(2026, 12, 1), MilestoneProgress(datetime.date(2026, 12, 1), date)

    late = ProgressReport(date=date, milestones={"livegang": MilestoneProgress(passed, place=Place("r.yaml", 9, 3))})
    (problem,) = check_report(late, PROJECT, OCTOBER, ORGANISATION, str)

    assert (problem.code, problem.severity, problem.place.line) == ("forecast-passed", Severity.WARNING, 9)
    assert problem.values == {"name": "Livegang", "forecast": "2026-12-01"}
    assert not problems(ProgressReport(date=date, milestones={"livegang": reached}))
    assert not problems(ProgressReport(date=passed, milestones={"livegang": MilestoneProgress(passed)}))


def planned(milestone: str = "2026-05-01", **stages: tuple[str, str]) -> Project:
    def day(text: str) -> datetime.date:
        return datetime.date.fromisoformat(text)

    return Project(
        "Zaaksysteem",
        milestones={"gunning": Milestone("Gunning", day(milestone), Stage.PREPARATION)},
        stages={
            Stage(name): StagePlan(day(start), day(end), Place("p.yaml", number))
            for number, (name, (start, end)) in enumerate(stages.items(), start=1)
        },
    )


def test_a_milestone_before_the_first_stage_is_a_warning():
    project = planned("2025-12-31", preparation=("2026-01-01", "2026-06-30"))

    (problem,) = check_project(project, ORGANISATION, str)

    assert (problem.code, problem.severity) == ("milestone-before-project", Severity.WARNING)
    assert problem.values == {"name": "Gunning", "baseline": "2025-12-31", "start": "2026-01-01"}


def test_stages_that_begin_in_another_order_are_worth_a_look():
    project = planned(realisation=("2026-02-01", "2026-12-31"), preparation=("2026-03-01", "2026-06-30"))

    (problem,) = check_project(project, ORGANISATION, str)

    assert (problem.code, problem.severity, problem.place.line) == ("stages-out-of-order", Severity.INFORMATION, 1)
    assert problem.values == {
        "after": "realisation",
        "before": "preparation",
        "start": "2026-02-01",
        "first": "2026-03-01",
    }


def test_stages_may_overlap():
    project = planned(preparation=("2026-01-01", "2026-06-30"), realisation=("2026-05-01", "2026-12-31"))

    assert not list(check_project(project, ORGANISATION, str))
