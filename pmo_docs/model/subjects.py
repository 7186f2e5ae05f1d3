"""What documents are made from: one meeting, a body with its meetings, or a project with its reports.

Every subject knows the `folder` and the `name` of its documents below the output folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

# The kinds alone are needed for `--help`, which need not wait for the whole model.
if TYPE_CHECKING:
    from pmo_docs.model.body import Body, Classification
    from pmo_docs.model.meeting import Meeting
    from pmo_docs.model.project import Period, ProgressReport, Project


class SubjectKind(StrEnum):
    """What a document is made from, and what the user names to get it."""

    MEETING = "meeting"
    BODY = "body"
    PROJECT = "project"


@dataclass(frozen=True)
class MeetingSubject:
    """One meeting file."""

    meeting: Meeting
    folder: str
    name: str
    classification: Classification | None = None


@dataclass(frozen=True)
class BodySubject:
    """A body and all its meetings, oldest first."""

    body: Body
    meetings: tuple[Meeting, ...]
    folder: str
    name: str
    classification: Classification | None = None


@dataclass(frozen=True)
class ProjectSubject:
    """A project, the period that is reported on, and its reports up to and including that one, oldest first."""

    project: Project
    reports: tuple[ProgressReport, ...]
    period: Period
    folder: str
    name: str
    classification: Classification | None = None


Subject = MeetingSubject | BodySubject | ProjectSubject
