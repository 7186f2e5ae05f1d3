"""A workspace: the files of one organisation, read when they are needed, each once.

What is wrong in a file stays with that file: a document has the problems of the files that it is made from, and no
others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from pmo_docs.files import MEGABYTE, WORKSPACE_FILE, Shelf, is_file, shown
from pmo_docs.language import DEFAULT, Catalogues, Language
from pmo_docs.model.application import Application
from pmo_docs.model.body import Body
from pmo_docs.model.holidays import Holiday
from pmo_docs.model.log import Entry
from pmo_docs.model.meeting import Meeting
from pmo_docs.model.organisation import Organisation
from pmo_docs.model.people import Person
from pmo_docs.model.periods import Period
from pmo_docs.model.problems import InvalidInput, Place, Problem, Severity
from pmo_docs.model.programme import Programme
from pmo_docs.model.project import Project
from pmo_docs.model.references import people_in
from pmo_docs.model.register import Elsewhere, ProjectRequest
from pmo_docs.model.report import ProgressReport
from pmo_docs.model.subjects import Subject
from pmo_docs.readers import checks, log
from pmo_docs.readers.dates import DateOrder
from pmo_docs.readers.kinds import KINDS
from pmo_docs.readers.meeting import MeetingFile, Surroundings, series
from pmo_docs.readers.meeting.recognising import Recogniser
from pmo_docs.readers.people import Directory, Involved
from pmo_docs.readers.project import check_project, check_report, check_requests
from pmo_docs.readers.records import Records
from pmo_docs.registers.requests import bodies_asked, requests


class Workspace:
    """Reads what documents are made of."""

    def __init__(self, shelf: Shelf, catalogues: Catalogues, date_order: DateOrder | None = None) -> None:
        self.shelf = shelf
        self.catalogues = catalogues
        self.date_order = date_order
        self._records = Records(shelf, catalogues, self._odd_in)
        self._problems = self._records.problems
        self._paths: dict[str, tuple[Path, ...]] = {}
        self._checked: set[Path] = set()
        self._composed: dict[str, dict[str, Path]] = {}
        self._reports: dict[str, tuple[tuple[Path, ProgressReport | None], ...]] = {}
        self._meetings: dict[str, dict[Path, Meeting | None]] = {}
        self._logs: dict[str, tuple[Entry, ...]] = {}
        self._mentioned: dict[str, list[str]] | None = None
        self._texts: dict[Path, str | None] = {}

    # What there is

    @cached_property
    def is_lone(self) -> bool:
        """Whether there is no workspace, only a folder with a file."""
        return not is_file(self.shelf.root / WORKSPACE_FILE)

    def paths(self, kind: str) -> tuple[Path, ...]:
        """Every file of a kind, in order of their names, as it was when it was first asked."""
        if kind not in self._paths:
            self._paths[kind] = () if self.is_lone else self.shelf.matching(KINDS[kind].files)
        return self._paths[kind]

    @cached_property
    def _recogniser(self) -> Recogniser:
        return Recogniser(self.catalogues)

    @cached_property
    def _ids(self) -> dict[str, dict[str, None] | None]:
        """What can be pointed at, by kind; None when that cannot be told, because its file cannot be read."""
        applications = tuple(self.applications)
        is_unreadable = not applications and self.problems_in(self.paths("application"))
        ids = {
            "body": (path.stem for path in self.paths("body")),
            "project": (path.parent.name for path in self.paths("project")),
            "programme": (path.stem for path in self.paths("programme")),
            "application": None if is_unreadable else applications,
        }
        return {
            kind: None if names is None else dict.fromkeys(map(checks.composed, names)) for kind, names in ids.items()
        }

    def problems_in(self, paths: Iterable[Path]) -> tuple[Problem, ...]:
        """What is wrong in files that have been read."""
        return tuple(problem for path in paths for problem in self._problems.get(path, ()))

    def heard(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems without those that the organisation does not want to hear of; an error is always heard."""
        ignored = self.organisation.ignore
        return tuple(problem for problem in problems if problem.is_error or problem.code not in ignored)

    def check(self) -> tuple[Problem, ...]:
        """Read every file, and say what is wrong in any of them; files that nobody reads are among it."""
        _ = self.organisation, self.directory, self.holidays, self.applications, self.programmes
        folders = [path.parent.name for path in self.paths("meeting")]
        for id in dict.fromkeys([path.stem for path in self.paths("body")] + folders):
            self.body(id)
            self.meetings(id)
        for name in dict.fromkeys([path.parent.name for path in self.paths("project")] + list(self._report_paths)):
            self.project(name)
            self.reports(name)
        asked = [*self._check_requests(), *self._check_references()]
        kinds = {name: self.paths(name) for name in KINDS}
        layout = (checks.unused_files(self.shelf, kinds), checks.same_names(kinds), checks.locked_folders(self.shelf))
        return self.heard((*self.problems_in(self._problems), *asked, *chain(*layout)))

    def _check_references(self) -> Iterator[Problem]:
        """Numbers of actions of other bodies that these never gave out."""
        for meetings in list(self._meetings.values()):
            for update in (update for meeting in meetings.values() if meeting for update in meeting.references):
                given = {action.number for one in self.meetings(update.body).values() if one for action in one.actions}
                if update.number not in given:
                    values = {"number": update.name}
                    yield Problem("action-number-unknown", update.place, values, Severity.WARNING)

    def _check_requests(self) -> Iterator[Problem]:
        """What became of the decisions that projects ask for."""
        known: dict[str, ProjectRequest] = {}
        for name in dict.fromkeys(path.parent.name for path in self.paths("project")):
            project, reports = self.project(name), [report for _, report in self.reports(name) if report]
            bodies = bodies_asked(project, reports) if project else ()
            meetings = {id: [one for one in self.meetings(id).values() if one] for id in bodies if self.body(id)}
            if project:
                yield from check_requests(requests(project, reports, meetings), known)

    # Shared files

    @cached_property
    def organisation(self) -> Organisation:
        path = self.shelf.root / WORKSPACE_FILE
        organisation = None if self.is_lone else self._records.record(path, Organisation)
        if organisation is None:
            return Organisation()
        problems = self._problems[path]
        problems += checks.check_organisation(organisation, self.shelf, self.catalogues)
        return organisation

    @cached_property
    def directory(self) -> Directory:
        """Everybody in people.yaml."""
        people = self._records.table(self.paths("person"), Person, is_checked=False)
        for path in self.paths("person"):
            self._problems[path] += checks.check_people(people)
        return Directory(people)

    @cached_property
    def applications(self) -> dict[str, Application]:
        """The application portfolio, by id."""
        return self._records.table(self.paths("application"), Application)

    @cached_property
    def holidays(self) -> tuple[Holiday, ...]:
        """The days off that holidays.yaml names."""
        holidays = tuple(self._records.table(self.paths("holiday"), Holiday).values())
        for path in self.paths("holiday"):
            self._problems[path] += checks.check_holidays(holidays)
        return holidays

    @cached_property
    def programmes(self) -> dict[str, Programme]:
        """Every programme, by the name of its file."""
        programmes = {}
        for path in self.paths("programme"):
            programme = self._records.record(path, Programme)
            if programme:
                programmes[path.stem] = replace(programme, id=path.stem)
                self._problems[path] += checks.check_programme(programme)
        return programmes

    def body(self, id: str) -> Body | None:
        """A body by the name of its file; None when there is no such file or nothing can be made of it."""
        path = self.path_of("body", id)
        body = self._records.record(path, Body) if path in self.paths("body") else None
        if body and path not in self._checked:
            self._checked.add(path)
            self._problems[path] += checks.check_body(body, self.directory)
        return replace(body, id=path.stem) if body else None

    def project(self, name: str) -> Project | None:
        """A project by the name of its folder; None when there is no such file or nothing can be made of it."""
        project = self._project_record(name)
        path = self.path_of("project", name)
        if project and path not in self._checked:
            self._checked.add(path)
            self._problems[path] += check_project(project, self.organisation, self._word)
            self._problems[path] += checks.check_dependencies(project, self._project_record)
        return replace(project, id=name) if project else None

    def _project_record(self, name: str) -> Project | None:
        """What its file says, whatever that depends on."""
        path = self.path_of("project", name)
        return self._records.record(path, Project) if path in self.paths("project") else None

    def reports(self, name: str) -> tuple[tuple[Path, ProgressReport | None], ...]:
        """The reports of a project, by the last day of their period; those of an unknown period first."""
        if name not in self._reports:
            project = self.project(name)
            read = [(path, *self._report(path, project)) for path in self._report_paths.get(name, ())]
            first = Period.from_text("0001-01")
            read.sort(key=lambda one: (one[1] or first, one[0].stem))
            for (path, period, _), (other, next_period, _) in pairwise(read):
                if period and period == next_period:
                    values = {"id": other.stem, "first": shown(path)}
                    self._problems[other].append(Problem("id-twice", Place(shown(other)), values))
            self._reports[name] = tuple((path, report) for path, _, report in read)
        return self._reports[name]

    @cached_property
    def _report_paths(self) -> dict[str, list[Path]]:
        """The reports by the name of their project."""
        paths: dict[str, list[Path]] = {}
        for path in self.paths("report"):
            paths.setdefault(path.parents[1].name, []).append(path)
        return paths

    def meetings(self, body_id: str) -> dict[Path, Meeting | None]:
        """The meetings of a body, oldest first; decisions are numbered through."""
        if body_id not in self._meetings:
            sources = []
            for path in self.paths("meeting"):
                if path.parent.name == body_id:
                    text = self._texts.pop(path) if path in self._texts else self._notes(path)
                    sources.append((path, MeetingFile(text or "", shown(path), path.stem, body_id), text is not None))
            around = self._surroundings(body_id)
            self._meetings[body_id] = series.read(sources, around, self._problems, self.log(body_id))
            for path, meeting in self._meetings[body_id].items():
                if meeting:
                    self._problems[path] += self._language_problems(meeting.head)
                    self._problems[path] += checks.check_annexes(meeting, self.shelf, path.parent)
            meetings = self._meetings[body_id]
            self._problems[self.log_path(body_id)] += checks.check_log(self.log(body_id), meetings)
        return self._meetings[body_id]

    def _notes(self, path: Path) -> str | None:
        return self._records.text(path, self.organisation.largest_notes * MEGABYTE)

    def elsewhere(self, body_id: str) -> tuple[Elsewhere, ...]:
        """What other bodies said of the actions of this one, by day; only those that name it are read for that."""
        if self._mentioned is None:
            self._mentioned = self._find_mentions()
        found = [
            Elsewhere(meeting.date, meeting.id, update)
            for other in self._mentioned.get(body_id.casefold(), ())
            for meeting in self.meetings(other).values()
            if meeting and meeting.date
            for update in meeting.references
            if update.body == body_id
        ]
        return tuple(sorted(found, key=lambda one: one.day))

    def _find_mentions(self) -> dict[str, list[str]]:
        """Which bodies name an action of another one, by that one's id: "STUURGROEP/34-3"."""
        ids = [path.stem for path in self.paths("body")]
        named = re.compile(rf"(?<![\w/])({'|'.join(map(re.escape, map(str.casefold, ids)))})/\w") if ids else None
        found: dict[str, dict[str, None]] = {}
        for path in self.paths("meeting") if named else ():
            text: str | None = None
            if path.parent.name in self._meetings:
                with suppress(InvalidInput):
                    text = self.shelf.text(path, self.organisation.largest_notes * MEGABYTE)[0]
            else:
                # Kept for the body whose turn is still to come.
                text = self._texts[path] = self._notes(path)
            # Most notes name none.
            for match in named.finditer(text.casefold()) if named and text and "/" in text else ():
                if match[1] != path.parent.name.casefold():
                    found.setdefault(match[1], {})[path.parent.name] = None
        return {id: list(others) for id, others in found.items()}

    def log_path(self, body_id: str) -> Path:
        """Where the log of a body is, or will be."""
        return self.shelf.root / "registers" / f"{body_id}.log"

    def log(self, body_id: str) -> tuple[Entry, ...]:
        """What was recorded of a body between its meetings; nothing when there is no log."""
        path = self.log_path(body_id)
        if body_id not in self._logs:
            text = self._records.text(path) if is_file(path) else ""
            people = Involved(self.directory, self._problems.setdefault(path, []))
            named = people.owner_of
            self._logs[body_id] = log.read(text or "", shown(path), self._problems[path], named)
        return self._logs[body_id]

    def language_of(self, subject: Subject) -> Language:
        """The language that the files say: the meeting's, the body's or project's, the organisation's."""
        return self.catalogues.find(subject.language) or self.catalogues[DEFAULT]

    def _word(self, member: StrEnum | str) -> str:
        language = self.catalogues.find(self.organisation.main_language) or self.catalogues[DEFAULT]
        return language.word(member)

    def path_of(self, kind: str, name: str) -> Path:
        """The file of a body or project, also where its name is written with other Unicode signs that look the same."""
        path = self.shelf.root / KINDS[kind].files.replace("*", name)
        if kind not in self._composed:
            self._composed[kind] = {checks.composed(str(one)): one for one in self.paths(kind)}
        return self._composed[kind].get(checks.composed(str(path)), path)

    # Reading

    def lone_meeting(self, source: Path) -> Meeting | None:
        """A file outside `meetings`: a lone one that may happen to have people and bodies around it."""
        text = self._records.text(source, self.organisation.largest_notes * MEGABYTE)
        if text is None:
            return None
        file = MeetingFile(text, shown(source), source.stem)
        around = replace(self._surroundings(""), is_lone=True)
        found: dict[Path, Meeting | None] = series.read([(source, file, True)], around, self._problems)
        meeting = found[source]
        self._problems[source] += checks.check_annexes(meeting, self.shelf, source.parent) if meeting else ()
        return meeting

    def _surroundings(self, body_id: str) -> Surroundings:
        body = self.body(body_id) if body_id else None
        first = body.numbering.first_decision if body else 1
        return Surroundings(
            recogniser=self._recogniser,
            directory=self.directory,
            find_body=self._find_body,
            first_decision=first,
            bodies=tuple(path.stem for path in self.paths("body")),
            is_lone=self.is_lone,
            date_order=self.date_order,
            largest_notes=self.organisation.largest_notes,
        )

    def _find_body(self, id: str) -> Body | None:
        """The body of a meeting; one whose file cannot be read is known all the same."""
        if self.path_of("body", id) not in self.paths("body"):
            return None
        return self.body(id) or Body(id, id=id)

    def _report(self, path: Path, project: Project | None) -> tuple[Period | None, ProgressReport | None]:
        report = self._records.record(path, ProgressReport)
        try:
            period = Period.from_text(path.stem, project.sprints if project else None)
        except ValueError as error:
            code, values = error.args
            if project or code != "sprints-missing":
                self._problems[path].append(Problem(code, Place(shown(path)), values))
            return None, None
        if report and project:
            self._problems[path] += check_report(report, project, period, self.organisation, self._word)
        return period, replace(report, period=period) if report else None

    def _odd_in(self, record: object) -> Iterable[Problem]:
        """What a record says of other files and of languages, and cannot."""
        return [*self._language_problems(record), *self._unknown_ids(record)]

    def _unknown_ids(self, record: object) -> Iterable[Problem]:
        """Everybody and everything that a record names and that is not there."""
        problems: list[Problem] = []
        people = Involved(self.directory, problems)
        for reference in people_in(record):
            people.resolve(reference)
        return [*problems, *checks.unknown_references(record, lambda kind: self._ids[kind])]

    def _language_problems(self, record: Any) -> Iterable[Problem]:
        code = getattr(record, "language", "")
        if code and not self.catalogues.find(code):
            values = {"code": code, "known": ", ".join(self.catalogues.languages)}
            yield Problem("language-unknown", record.place_of("language"), values)
