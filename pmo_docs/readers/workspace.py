"""A workspace: the files of one organisation, read when they are needed, each once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from pmo_docs.files import WORKSPACE_FILE, Shelf, shown
from pmo_docs.language import DEFAULT, Catalogues
from pmo_docs.model.body import Body, Organisation
from pmo_docs.model.meeting import Meeting
from pmo_docs.model.people import Person, PersonReference
from pmo_docs.model.problems import InvalidInput, Place, Problem
from pmo_docs.model.project import Period, ProgressReport, Project
from pmo_docs.model.subjects import BodySubject, MeetingSubject, ProjectSubject, Subject, SubjectKind
from pmo_docs.readers import meeting as meeting_reader
from pmo_docs.readers import yaml
from pmo_docs.readers.binding import bind
from pmo_docs.readers.meeting import MeetingFile, Surroundings
from pmo_docs.readers.people import Directory, Involved
from pmo_docs.readers.project import check_project, check_report
from pmo_docs.registers import unknown_numbers


class Workspace:
    """Reads what documents are made of; `problems` grows with everything that is wrong in the files read so far."""

    def __init__(self, shelf: Shelf, catalogues: Catalogues) -> None:
        self.shelf = shelf
        self.catalogues = catalogues
        self.problems: list[Problem] = []

    @property
    def is_lone(self) -> bool:
        """Whether there is no workspace, only a folder with a file."""
        return not (self.shelf.root / WORKSPACE_FILE).is_file()

    @cached_property
    def organisation(self) -> Organisation:
        mapping = None if self.is_lone else self._mapping(self.shelf.root / WORKSPACE_FILE)
        return (bind(Organisation, mapping, self.catalogues, self.problems) if mapping else None) or Organisation()

    @cached_property
    def directory(self) -> Directory:
        """Everybody in people.yaml."""
        path = self.shelf.root / "people.yaml"
        mapping = self._mapping(path) if not self.is_lone and path.is_file() else None
        people: dict[str, Person] = {}
        for entry in mapping.entries if mapping else ():
            if not isinstance(entry.value, yaml.Mapping):
                self.problems.append(Problem("not-a-mapping", entry.place, {"key": entry.key}))
                continue
            person = bind(Person, entry.value, self.catalogues, self.problems)
            if person:
                people[entry.key] = replace(person, id=entry.key)
        return Directory(people)

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """Every body, by the name of its file."""
        bodies = {}
        for path in () if self.is_lone else self.shelf.matching("bodies/*.yaml"):
            mapping = self._mapping(path)
            body = bind(Body, mapping, self.catalogues, self.problems) if mapping else None
            if body:
                bodies[path.stem] = replace(body, id=path.stem)
        return bodies

    def read_shared_files(self) -> None:
        """Read what belongs to no document in particular: the organisation, people, bodies and projects."""
        _ = self.organisation, self.directory, self.bodies
        for path in self.shelf.matching("projects/*/project.yaml"):
            with suppress(InvalidInput):
                self.project(path.parent.name)

    def person(self, reference: PersonReference) -> Person:
        """Who is meant; somebody unknown is a problem, and taken as written."""
        return Involved(self.directory, self.problems).resolve(reference)

    def sources(self, kind: SubjectKind) -> tuple[Path, ...]:
        """The file behind every subject of a kind."""
        patterns = {
            SubjectKind.MEETING: "meetings/*/*.md",
            SubjectKind.BODY: "bodies/*.yaml",
            SubjectKind.PROJECT: "projects/*/reports/*.yaml",
        }
        return self.shelf.matching(patterns[kind])

    def subject(self, kind: SubjectKind, source: Path) -> Subject:
        """What a document is made from; raises InvalidInput when nothing can be made of the source."""
        readers: dict[SubjectKind, Callable[[Path], Subject]] = {
            SubjectKind.MEETING: self._meeting_subject,
            SubjectKind.BODY: self._body_subject,
            SubjectKind.PROJECT: self._project_subject,
        }
        try:
            return readers[kind](source)
        except InvalidInput as invalid:
            raise InvalidInput([*self.problems, *invalid.problems]) from None

    def language_of(self, subject: Subject) -> str:
        """The language that the files say: the meeting's, the body's or project's, the organisation's."""
        if isinstance(subject, MeetingSubject):
            own = subject.meeting.head.language or (subject.meeting.body.language if subject.meeting.body else "")
        else:
            own = subject.body.language if isinstance(subject, BodySubject) else subject.project.language
        return self._known_language(own or self.organisation.language or DEFAULT)

    def _known_language(self, code: str) -> str:
        code = code.lower().partition("-")[0]
        if code not in self.catalogues.languages:
            values = {"code": code, "known": ", ".join(self.catalogues.languages)}
            raise InvalidInput([*self.problems, Problem("language-unknown", Place(shown(self.shelf.root)), values)])
        return code

    def _meeting_subject(self, source: Path) -> MeetingSubject:
        if self.is_lone or not self._is_in_folder(source, "meetings"):
            meeting = self._read_meeting(source, "", 1)
            name = meeting.id
            return MeetingSubject(meeting, "", name, meeting.head.classification)
        body_id = source.parent.name
        earlier = [path for path in self._meeting_paths(body_id) if path.stem <= source.stem]
        meeting = self._in_series(earlier, body_id)[-1]
        classification = meeting.head.classification or (meeting.body.classification if meeting.body else None)
        return MeetingSubject(
            meeting, f"meetings/{body_id}", source.stem, classification or self.organisation.classification
        )

    def _body_subject(self, source: Path) -> BodySubject:
        id = source.stem
        if id not in self.bodies:
            raise InvalidInput([] if self.problems else [Problem("file-missing", Place(shown(source)))])
        body, meetings = self.bodies[id], self._in_series(self._meeting_paths(id), id)
        return BodySubject(body, meetings, "registers", id, body.classification or self.organisation.classification)

    def _project_subject(self, source: Path) -> ProjectSubject:
        """A project with its reports up to the one in `source`."""
        name, period = source.parent.parent.name, self._period(source)
        project = self.project(name)
        reports = []
        for path in self._report_paths(name):
            if self._period(path) <= period:
                reports.append(self._report(path, project))
        classification = project.classification or self.organisation.classification
        return ProjectSubject(project, tuple(reports), period, f"projects/{name}", source.stem, classification)

    def project(self, name: str) -> Project:
        """A project; raises InvalidInput when nothing can be made of its file."""
        path = self.shelf.root / "projects" / name / "project.yaml"
        mapping = self._mapping(path)
        project = bind(Project, mapping, self.catalogues, self.problems) if mapping else None
        if project is None:
            raise InvalidInput([])
        if project.body and project.body not in self.bodies:
            self.problems.append(Problem("body-unknown", project.place_of("body"), {"body": project.body}))
        self.problems += check_project(project)
        return replace(project, id=name)

    def _report(self, path: Path, project: Project) -> ProgressReport:
        mapping = self._mapping(path)
        report = bind(ProgressReport, mapping, self.catalogues, self.problems) if mapping else None
        if report is None:
            raise InvalidInput([])
        period = self._period(path)
        self.problems += check_report(report, project, period)
        return replace(report, period=period)

    def _report_paths(self, name: str) -> list[Path]:
        paths = [path for path in self.sources(SubjectKind.PROJECT) if path.parent.parent.name == name]
        return sorted(paths, key=self._period)

    @staticmethod
    def _period(path: Path) -> Period:
        """The period that a report is named after."""
        try:
            return Period.from_text(path.stem)
        except ValueError as error:
            code, values = error.args
            raise InvalidInput([Problem(code, Place(shown(path)), values)]) from None

    def _in_series(self, paths: list[Path], body_id: str) -> tuple[Meeting, ...]:
        """The meetings of a body, oldest first; decisions are numbered through."""
        body = self.bodies.get(body_id)
        next_decision = body.first_decision if body else 1
        meetings = []
        for path in paths:
            meeting = self._read_meeting(path, body_id, next_decision)
            next_decision += len(meeting.decisions)
            meetings.append(meeting)
        self.problems += unknown_numbers(meetings)
        return tuple(meetings)

    def _meeting_paths(self, body_id: str) -> list[Path]:
        return [path for path in self.sources(SubjectKind.MEETING) if path.parent.name == body_id]

    def _read_meeting(self, path: Path, body_id: str, first_decision: int) -> Meeting:
        text, odd = self.shelf.text(path)
        self.problems += odd
        # A file outside `meetings` is a lone one that happens to have people and bodies around it.
        is_lone = self.is_lone or not body_id
        around = Surroundings(self.catalogues, self.directory, self.bodies.get, first_decision, is_lone)
        return meeting_reader.read(MeetingFile(text, shown(path), path.stem, body_id), around, self.problems)

    def _is_in_folder(self, path: Path, folder: str) -> bool:
        return path.resolve().parent.parent == (self.shelf.root / folder).resolve()

    def _mapping(self, path: Path) -> yaml.Mapping | None:
        """A YAML file, None when it cannot be read; what is wrong with it is among the problems."""
        try:
            text, odd = self.shelf.text(path)
            self.problems += odd
            return yaml.read(text, shown(path), self.problems)
        except InvalidInput as invalid:
            self.problems += invalid.problems
            return None
