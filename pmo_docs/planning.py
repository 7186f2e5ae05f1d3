"""The meetings of a body in a year, planned from what a workspace says of it and of all others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pmo_docs.files import WORKSPACE_FILE, shown
from pmo_docs.language import Language
from pmo_docs.model.body import Avoided, Body, Schedule
from pmo_docs.model.meeting import Meeting
from pmo_docs.model.problems import InvalidInput, Place, Problem, Severity
from pmo_docs.model.register import ALL_OPEN
from pmo_docs.model.subjects import BodySubject
from pmo_docs.public_holidays import public_holidays
from pmo_docs.readers.kinds import KINDS
from pmo_docs.readers.people import Involved
from pmo_docs.readers.workspace import Workspace
from pmo_docs.scheduling import Appointment, Calendar, Proposal, appointments, propose, with_clashes


@dataclass(frozen=True)
class Plan:
    """What is proposed for a body in a year, and its meetings that have a file already, oldest first.

    `language` is that of the body.
    """

    body: Body
    year: int
    proposals: tuple[Proposal, ...]
    meetings: dict[Path, Meeting | None]
    language: Language
    problems: tuple[Problem, ...] = ()


def plan(workspace: Workspace, source: Path, year: int, language: Language | None = None) -> Plan:
    """The plan for the body in a file, its days off named in a language, by default that of the body.

    Raises InvalidInput when its own files cannot be used; what is wrong with other bodies is a warning.
    """
    return _Planner(workspace, year, language).plan(source.stem)


class _Planner:
    def __init__(self, workspace: Workspace, year: int, language: Language | None) -> None:
        self._workspace = workspace
        self._year = year
        self._language = language
        self._problems: list[Problem] = []
        # Whoever is not known is a problem of the file that names them.
        self._resolve = Involved(workspace.directory, []).resolve

    def plan(self, id: str) -> Plan:
        body, schedule = self._own(id)
        language = self._workspace.language_of(
            BodySubject(body, (), (), self._workspace.organisation, "", id, ALL_OPEN)
        )
        calendar = self._calendar(self._language or language)
        if Avoided.SCHOOL_HOLIDAYS in schedule.avoid and not calendar.has_school_holidays(self._year):
            place = schedule.place_of("avoid" if "avoid" in schedule.places else "rule")
            values = {"year": str(self._year)}
            self._problems.append(Problem("school-holidays-missing", place, values, Severity.WARNING))
        proposals = propose(schedule, self._year, calendar)
        others = [
            appointment
            for path in self._workspace.paths("body")
            if path.stem != id
            for appointment in self._appointments(path, calendar)
        ]
        proposals = with_clashes(body, proposals, others, self._resolve)
        return Plan(body, self._year, proposals, self._meetings(id), language, tuple(self._problems))

    def _own(self, id: str) -> tuple[Body, Schedule]:
        """The body and its schedule, when everything that these are made of can be used."""
        workspace = self._workspace
        path = next(path for path in workspace.paths("body") if path.stem == id)
        body = workspace.body(id)
        _ = workspace.organisation, workspace.directory, workspace.holidays
        shared = (workspace.shelf.root / name for name in (WORKSPACE_FILE, KINDS["person"].files))
        problems = workspace.problems_in((*shared, *workspace.paths("holiday"), path))
        if any(problem.is_error for problem in problems):
            raise InvalidInput(problems)
        if body is None or body.schedule is None:
            raise InvalidInput([Problem("schedule-missing", Place(shown(path)))])
        self._problems += problems
        return body, body.schedule

    def _calendar(self, language: Language) -> Calendar:
        organisation = self._workspace.organisation
        try:
            public = public_holidays(organisation.country, self._year, language.code)
        except LookupError:
            values = {"country": organisation.country}
            raise InvalidInput([Problem("country-unknown", organisation.place_of("country"), values)]) from None
        return Calendar(public, self._workspace.holidays)

    def _appointments(self, path: Path, calendar: Calendar) -> tuple[Appointment, ...]:
        """What another body has in its diary in this year."""
        body = self._workspace.body(path.stem)
        self._warn(self._workspace.problems_in([path]))
        if body is None:
            return ()
        proposals: tuple[Proposal, ...] = ()
        try:
            proposals = propose(body.schedule, self._year, calendar) if body.schedule else ()
        except InvalidInput as invalid:
            self._warn(invalid.problems)
        held = [meeting for meeting in self._meetings(body.id).values() if meeting]
        return appointments(body, held, proposals, self._resolve)

    def _meetings(self, id: str) -> dict[Path, Meeting | None]:
        """The meetings of a body; files of which nothing can be made are warned about."""
        meetings = self._workspace.meetings(id)
        self._warn(self._workspace.problems_in(path for path, meeting in meetings.items() if meeting is None))
        return meetings

    def _warn(self, problems: tuple[Problem, ...]) -> None:
        """What is wrong beside the body: a clash may be missed, the dates are as good."""
        self._problems += (
            replace(problem, severity=Severity.WARNING) for problem in problems if problem.severity is Severity.ERROR
        )
