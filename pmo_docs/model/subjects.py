"""What documents are made from: one meeting, a body with its meetings, or a project with its reports.

Every subject knows the `folder` and the `name` of its documents below the output folder, whose it is, and what it
says itself of language and classification.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

# The kinds alone are needed for `--help`, which need not wait for the whole model.
if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from pmo_docs.model.body import Body
    from pmo_docs.model.governance import Paper
    from pmo_docs.model.log import Entry
    from pmo_docs.model.meeting import Meeting
    from pmo_docs.model.organisation import Classification, Organisation
    from pmo_docs.model.periods import Period
    from pmo_docs.model.project import Project
    from pmo_docs.model.register import Elsewhere, Selection
    from pmo_docs.model.report import ProgressReport
    from pmo_docs.model.working_days import WorkingDays


class SubjectKind(StrEnum):
    """What a document is made from, and what the user names to get it."""

    MEETING = "meeting"
    BODY = "body"
    PROJECT = "project"
    WORKSPACE = "workspace"


@dataclass(frozen=True)
class MeetingSubject:
    """One meeting file."""

    meeting: Meeting
    organisation: Organisation
    folder: str
    name: str

    @property
    def language(self) -> str:
        body = self.meeting.body
        return self.meeting.head.language or (body.language if body else "") or self.organisation.main_language

    @property
    def classification(self) -> Classification | None:
        body = self.meeting.body
        own = self.meeting.head.classification or (body.classification if body else None)
        return own or self.organisation.classification

    def day(self, as_of: datetime.date) -> datetime.date | None:
        """The day that its documents are of."""
        return self.meeting.date


@dataclass(frozen=True)
class BodySubject:
    """A body, all its meetings, oldest first, and what was recorded between them or said of its actions elsewhere.

    `selection` is the part of its registers that somebody wants to see.
    """

    body: Body
    meetings: tuple[Meeting, ...]
    log: tuple[Entry, ...]
    organisation: Organisation
    folder: str
    name: str
    selection: Selection
    elsewhere: tuple[Elsewhere, ...] = ()

    def selecting(self, selection: Selection) -> BodySubject:
        """The same body, of which another part of the registers is wanted."""
        return replace(self, selection=selection)

    @property
    def language(self) -> str:
        return self.body.language or self.organisation.main_language

    @property
    def classification(self) -> Classification | None:
        return self.body.classification or self.organisation.classification

    def day(self, as_of: datetime.date) -> datetime.date | None:
        """The day that its documents are of: registers show how it stands when somebody asks."""
        return as_of


@dataclass(frozen=True)
class ProjectSubject:
    """A project, the period that is reported on, and its reports up to and including that one, oldest first.

    `meetings` are those of the bodies of which its reports ask a decision, by the id of the body, oldest first.
    `working_days` counts those of the organisation's country; None where that is not known or not needed.
    """

    project: Project
    reports: tuple[ProgressReport, ...]
    period: Period
    organisation: Organisation
    folder: str
    name: str
    meetings: Mapping[str, tuple[Meeting, ...]] = field(default_factory=dict)
    working_days: WorkingDays | None = None

    @property
    def language(self) -> str:
        return self.project.language or self.organisation.main_language

    @property
    def classification(self) -> Classification | None:
        return self.project.classification or self.organisation.classification

    def day(self, as_of: datetime.date) -> datetime.date | None:
        """The day that its documents are of."""
        return self.reports[-1].date or self.period.last_day


@dataclass(frozen=True)
class WorkspaceSubject:
    """All bodies with their meetings, and the papers that those to come need, by the ids of the meetings; all projects
    up to their last report."""

    bodies: tuple[BodySubject, ...]
    projects: tuple[ProjectSubject, ...]
    papers: Mapping[str, tuple[Paper, ...]]
    organisation: Organisation
    folder: str
    name: str

    @property
    def language(self) -> str:
        return self.organisation.main_language

    @property
    def classification(self) -> Classification | None:
        return self.organisation.classification

    def day(self, as_of: datetime.date) -> datetime.date | None:
        """The day that its documents are of."""
        return as_of


Subject = MeetingSubject | BodySubject | ProjectSubject | WorkspaceSubject
