"""What documents are made from: the subject behind a file, the files that it came from, and what is odd about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pmo_docs.files import WORKSPACE_FILE, below, is_file, shown
from pmo_docs.model.periods import Period
from pmo_docs.model.problems import InvalidInput, Place, Problem
from pmo_docs.model.project import Project
from pmo_docs.model.register import ALL_OPEN
from pmo_docs.model.report import ProgressReport
from pmo_docs.model.subjects import BodySubject, MeetingSubject, ProjectSubject, Subject, SubjectKind, WorkspaceSubject
from pmo_docs.readers.kinds import KINDS
from pmo_docs.readers.papers import papers_of
from pmo_docs.readers.workspace import Workspace
from pmo_docs.registers.requests import bodies_asked


@dataclass(frozen=True)
class Found:
    """What a document is made from, the files that it came from, and what is odd about them."""

    subject: Subject
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


class _Made(NamedTuple):
    """A subject, the files that it is made of, and those `behind` it: of these only errors matter."""

    subject: Subject | None
    own: tuple[Path, ...]
    behind: tuple[Path, ...] = ()


def sources(workspace: Workspace, kind: SubjectKind) -> tuple[Path, ...]:
    """The file behind every subject of a kind."""
    if kind is SubjectKind.WORKSPACE:
        # Without bodies there is nothing to keep an eye on.
        return workspace.paths("organisation") if workspace.paths("body") else ()
    return workspace.paths({SubjectKind.PROJECT: "report"}.get(kind, kind.value))


def find(workspace: Workspace, kind: SubjectKind, source: Path) -> Found:
    """What a document is made from; raises InvalidInput when an error in one of its files keeps it from use."""
    inside = below(source, workspace.shelf.root)
    if inside is None:
        raise InvalidInput([Problem("file-outside", Place(shown(source)))])
    source = workspace.shelf.root / inside
    subject, own, behind = _FINDERS[kind](workspace, source)
    _ = workspace.organisation, workspace.directory
    shared = (workspace.shelf.root / WORKSPACE_FILE, workspace.shelf.root / KINDS["person"].files)
    files = (*shared, *own)
    problems = workspace.heard(workspace.problems_in(files))
    problems += tuple(problem for problem in workspace.problems_in(behind) if problem.is_error)
    if subject is None or any(problem.is_error for problem in problems):
        missing = [Problem("file-missing", Place(shown(source)))]
        raise InvalidInput(problems if any(problem.is_error for problem in problems) else missing)
    return Found(subject, (*files, *behind), problems)


def _meeting_subject(workspace: Workspace, source: Path) -> _Made:
    if source not in workspace.paths("meeting"):
        meeting = workspace.lone_meeting(source)
        subject = MeetingSubject(meeting, workspace.organisation, "", meeting.id) if meeting else None
        return _Made(subject, (source,))
    body_id = source.parent.name
    meeting = workspace.meetings(body_id)[source]
    subject = MeetingSubject(meeting, workspace.organisation, f"meetings/{body_id}", source.stem) if meeting else None
    return _Made(subject, (workspace.path_of("body", body_id), *_log_file(workspace, body_id), source))


def _body_subject(workspace: Workspace, source: Path) -> _Made:
    subject = _of_body(workspace, source)
    return _Made(subject, (source, *_log_file(workspace, source.stem), *workspace.meetings(source.stem)))


def _of_body(workspace: Workspace, source: Path) -> BodySubject | None:
    body = workspace.body(source.stem)
    elsewhere = workspace.elsewhere(source.stem)
    meetings = workspace.meetings(source.stem)
    held = tuple(meeting for meeting in meetings.values() if meeting)
    log = workspace.log(source.stem)
    if body is None:
        return None
    return BodySubject(body, held, log, workspace.organisation, "registers", source.stem, ALL_OPEN, elsewhere)


def _log_file(workspace: Workspace, body_id: str) -> tuple[Path, ...]:
    path = workspace.log_path(body_id)
    return (path,) if is_file(path) else ()


def _project_subject(workspace: Workspace, source: Path) -> _Made:
    """A project with its reports up to the one in `source`; what is wrong in older ones does not matter here."""
    name = source.parents[1].name
    project = workspace.project(name)
    reports = workspace.reports(name)
    known = [path for path, _ in reports]
    number = known.index(source) if source in known else -1
    used = [report for _, report in reports[: number + 1] if report]
    _ = workspace.holidays  # the slip in working days leaves them out
    own = (workspace.path_of("project", name), *workspace.paths("holiday"), *known[max(number - 1, 0) : number + 1])
    if project is None or not used or number < 0 or reports[number][1] is None or used[-1].period is None:
        return _Made(None, own)
    subject = _of_project(workspace, project, used, source)
    behind = (path for id in subject.meetings for path in (workspace.path_of("body", id), *workspace.meetings(id)))
    return _Made(subject, own, tuple(behind))


def _of_project(
    workspace: Workspace, project: Project, reports: Sequence[ProgressReport], source: Path
) -> ProjectSubject:
    """A project up to the last of these reports, the one in `source`."""
    asked = bodies_asked(project, reports)
    meetings = {id: tuple(one for one in workspace.meetings(id).values() if one) for id in asked if workspace.body(id)}
    period = reports[-1].period or Period.from_text("0001-01")
    folder = f"projects/{project.id}"
    return ProjectSubject(project, tuple(reports), period, workspace.organisation, folder, source.stem, meetings)


def _projects(workspace: Workspace) -> Iterator[ProjectSubject]:
    """Every project up to its last report, without what cannot be read."""
    for name in dict.fromkeys(path.parent.name for path in workspace.paths("project")):
        project = workspace.project(name)
        known = [(path, report) for path, report in workspace.reports(name) if report and report.period]
        if project and known:
            yield _of_project(workspace, project, [report for _, report in known if report], known[-1][0])


def _workspace_subject(workspace: Workspace, source: Path) -> _Made:
    """All bodies and projects that can be read; what is wrong with one is said with its own documents."""
    found = (_of_body(workspace, path) for path in workspace.paths("body"))
    bodies = tuple(one for one in found if one)
    papers = {
        meeting.id: tuple(papers_of(workspace, one.body, meeting))
        for one in bodies
        for meeting in one.meetings
        if not meeting.was_held
    }
    subject = WorkspaceSubject(
        bodies, tuple(_projects(workspace)), papers, workspace.organisation, "registers", "bodies"
    )
    return _Made(subject, (source,))


_FINDERS: Mapping[SubjectKind, Callable[[Workspace, Path], _Made]] = {
    SubjectKind.MEETING: _meeting_subject,
    SubjectKind.BODY: _body_subject,
    SubjectKind.PROJECT: _project_subject,
    SubjectKind.WORKSPACE: _workspace_subject,
}
