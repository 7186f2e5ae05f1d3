"""Starting files for a workspace, a body, a project, a report and a person: each gives the text of one file."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum

from pmo_docs.descriptions import Descriptions
from pmo_docs.model.organisation import Organisation
from pmo_docs.model.people import Person
from pmo_docs.model.periods import Period
from pmo_docs.model.project import Project
from pmo_docs.model.report import Colour, ProgressReport, ReportStatus
from pmo_docs.starting.writing import head, listed, record, scalar

# What most people will want to fill in sooner or later, in the order of the definition.
OFFERED = {
    "organisation": ("languages", "classification", "house_style", "labels", "thresholds"),
    "body": ("kind", "chair", "secretary", "place", "quorum", "case", "standing_items", "schedule"),
    "project": ("case", "goal", "sponsor", "political_sponsor", "manager", "body", "stage", "milestones", "budget"),
    "report": ("summary", "overall", "aspects", "done", "planned", "risks", "issues", "decisions_requested"),
}

Word = Callable[[StrEnum | str], str]


def organisation_text(name: str, language: str, descriptions: Descriptions, has_schema: bool = True) -> str:
    """`pmo.yaml` of a new workspace."""
    values = {"organisation": scalar(name), "language": language, "country": "NL"}
    return head("organisation", 0, has_schema, descriptions) + record(
        "organisation", values, OFFERED["organisation"], descriptions
    )


def people_text(people: Mapping[str, Person], descriptions: Descriptions, has_schema: bool = True) -> str:
    """`people.yaml` with these people."""
    return head("person", 0, has_schema, descriptions) + "".join(
        person_text(id, person) for id, person in people.items()
    )


def person_text(id: str, person: Person) -> str:
    """One more record for people.yaml."""
    values = {
        "initials": person.initials,
        "first_name": person.first_name,
        "prefix": person.prefix,
        "surname": person.surname,
        "function": person.function,
        "organisation": person.organisation,
        "email": str(person.email or ""),
    }
    pairs = ", ".join(f"{key}: {scalar(value)}" for key, value in values.items() if value)
    return f"{scalar(id)}: {{{pairs}}}\n"


def body_text(
    name: str, given: Mapping[str, str], members: tuple[str, ...], descriptions: Descriptions, has_schema: bool
) -> str:
    """`bodies/BODY.yaml`; `given` has plain values by key, `members` are ids."""
    values = {"name": scalar(name), **{key: scalar(value) for key, value in given.items() if value}}
    values["members"] = listed(members) if members else ""
    return head("body", 1, has_schema, descriptions) + record("body", values, OFFERED["body"], descriptions)


def project_text(
    name: str,
    given: Mapping[str, str],
    milestones: Mapping[str, tuple[str, datetime.date | None]],
    credit: Decimal | None,
    descriptions: Descriptions,
    has_schema: bool,
) -> str:
    """`projects/NAME/project.yaml`; milestones have a name and the agreed day."""
    values = {"name": scalar(name), **{key: scalar(value) for key, value in given.items() if value}}
    if milestones:
        lines = (
            f"\n  {scalar(id)}: {{name: {scalar(title)}{f', baseline: {day}' if day else ''}}}"
            for id, (title, day) in milestones.items()
        )
        values["milestones"] = "".join(lines)
    values["credit"] = "" if credit is None else f"{credit}"
    return head("project", 2, has_schema, descriptions) + record("project", values, OFFERED["project"], descriptions)


def report_text(
    project: Project,
    period: Period,
    day: datetime.date,
    organisation: Organisation,
    word: Word,
    descriptions: Descriptions,
    has_schema: bool,
) -> str:
    """`projects/NAME/reports/PERIOD.yaml`: every milestone and budget line of the project is there to be filled in."""
    # A report on a period that is still to come is not of today.
    written = day.isoformat() if day >= period.first_day else ""
    values = {
        "period": period.text,
        "date": written,
        "version": "0.1",
        "status": scalar(word(ReportStatus.CONCEPT)),
    }
    if project.milestones:
        values["milestones"] = "".join(
            f"\n  {scalar(id)}: {{forecast: }}  # {_agreed(milestone.name, milestone.baseline)}"
            for id, milestone in project.milestones.items()
        )
    if project.budget:
        values["money"] = "".join(
            f"\n  {scalar(id)}: {{spent: 0, committed: 0, forecast: }}  # {_agreed(line.name, line.amount)}"
            for id, line in project.budget.items()
        )
    text = head("report", 3, has_schema, descriptions)
    text += record("report", values, ("date",), descriptions)
    return text + _examples(organisation, word, descriptions)


def _agreed(name: str, what: datetime.date | Decimal | None) -> str:
    return " ".join(f"{name}, {what}".split()) if what is not None else " ".join(name.split())


def _examples(organisation: Organisation, word: Word, descriptions: Descriptions) -> str:
    """What else a report may say, as comments in the form in which it is written."""
    colour = word(Colour.GREEN).split()[-1]
    forms = {
        "summary": [" |", "  …"],
        "overall": [f" {{colour: {colour}, explanation: …}}"],
        "aspects": ["", *(f"  {scalar(word(one))}: {{colour: {colour}, explanation: …, measure: …}}"
                          for one in organisation.aspects)],
        "done": [" |", "  - …"],
        "planned": [" |", "  - …"],
        "decisions_requested": ["", "  - {text: …, consequence: …, advice: …}"],
        "risks": ["", "  - {event: …, probability: 3, impact: 3, response: …, owner: …}"],
        "issues": ["", "  - {title: …, response: …, owner: …}"],
    }  # fmt: skip
    lines = [""]
    for key, (first, *rest) in forms.items():
        lines += [f"# {descriptions.of_key(ProgressReport, key)}:", f"# {key}:{first}"]
        lines += [f"# {line}" for line in rest]
    return "\n".join(lines) + "\n"
