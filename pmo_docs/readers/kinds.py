"""The kinds of files that a workspace has: where they are, and the definition of what they may hold.

Validation, JSON Schema, the reference and the starting files all follow from the definition.
"""

from __future__ import annotations

from dataclasses import dataclass

from pmo_docs.model.application import Application
from pmo_docs.model.body import Body
from pmo_docs.model.holidays import Holiday
from pmo_docs.model.meeting import Head
from pmo_docs.model.organisation import Organisation
from pmo_docs.model.people import Person
from pmo_docs.model.programme import Programme
from pmo_docs.model.project import Project
from pmo_docs.model.report import ProgressReport


@dataclass(frozen=True)
class Kind:
    """One kind of file: `files` is a pattern below the workspace, `model` the definition.

    In a `table` the file holds many records, each under its id.
    """

    model: type
    files: str
    is_table: bool = False


KINDS = {
    "organisation": Kind(Organisation, "pmo.yaml"),
    "person": Kind(Person, "people.yaml", is_table=True),
    "body": Kind(Body, "bodies/*.yaml"),
    "meeting": Kind(Head, "meetings/*/*.md"),
    "project": Kind(Project, "projects/*/project.yaml"),
    "report": Kind(ProgressReport, "projects/*/reports/*.yaml"),
    "programme": Kind(Programme, "programmes/*.yaml"),
    "application": Kind(Application, "applications.yaml", is_table=True),
    "holiday": Kind(Holiday, "holidays.yaml", is_table=True),
}
