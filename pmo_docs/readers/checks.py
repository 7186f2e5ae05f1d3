"""What has to fit together between the files of a workspace."""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from html import unescape
from itertools import groupby
from pathlib import Path
from urllib.parse import unquote

from pmo_docs.files import Shelf, is_file, shown
from pmo_docs.language import Catalogues
from pmo_docs.model.body import Body, Member
from pmo_docs.model.holidays import Holiday
from pmo_docs.model.log import GIVEN_OUT, OF_MEETINGS, Entry
from pmo_docs.model.meeting import Annex, Meeting
from pmo_docs.model.organisation import LEAST_CONTRAST, Measurement, Organisation
from pmo_docs.model.people import Person, folded
from pmo_docs.model.problems import Place, Problem, Severity
from pmo_docs.model.programme import Programme
from pmo_docs.model.project import Project
from pmo_docs.model.references import references_in
from pmo_docs.readers import yaml
from pmo_docs.readers.kinds import KINDS
from pmo_docs.readers.people import Directory

_RELATIVE_LINK = re.compile(r'href="(?![a-z][a-z0-9+.-]*:|#|//)([^"#?]+)', re.IGNORECASE)
_FILE_NAME = re.compile(
    r"[^\s/:*?\"<>|,;()][^/:*?\"<>|,;()]{0,120}\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|md|csv|png|jpe?g|zip)(?!\w)",
    re.IGNORECASE,
)
_NOT_DATA = frozenset({"templates", "output"})


def unknown(code: str, id: str, place: Place, known: Iterable[str]) -> Problem:
    """A name that points at nothing, with the one that was probably meant."""
    names = list(known)
    close = difflib.get_close_matches(id, names, n=1)
    shown_names = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return Problem(code, place, {"id": id, "known": shown_names or "–"}, suggestion=next(iter(close), ""))


def unknown_references(record: object, known: Callable[[str], Collection[str] | None]) -> Iterator[Problem]:
    """Everything that a record points at and that is not there; nothing of a kind of which that cannot be told.

    `known` gives the ids of a kind in composed Unicode.
    """
    for kind, reference in references_in(record):
        ids = known(kind)
        if ids is not None and composed(reference.text) not in ids:
            yield unknown(f"{kind}-unknown", reference.text, reference.place, ids)


def same_ids(mapping: yaml.Mapping | None) -> Iterator[Problem]:
    """Ids that only differ in capitals or accents: which of them a file means cannot be told."""
    seen: dict[str, Place] = {}
    for entry in mapping.entries if mapping else ():
        first = seen.setdefault(folded(entry.key), entry.place)
        if first is not entry.place:
            yield Problem("id-twice", entry.place, {"id": entry.key, "first": str(first)})


def same_names(kinds: Mapping[str, Iterable[Path]]) -> Iterator[Problem]:
    """Files whose names only differ in capitals: on many computers they are one file."""
    paths = sorted((path for found in kinds.values() for path in found), key=lambda path: _plain(str(path)))
    for _, same in groupby(paths, key=lambda path: _plain(str(path))):
        first, *others = same
        for path in others:
            yield Problem("id-twice", Place(shown(path)), {"id": path.stem, "first": shown(first)})


def _plain(text: str) -> str:
    return composed(text).casefold()


def composed(text: str) -> str:
    """For comparing ids: two that look the same are the same; capitals tell them apart."""
    return unicodedata.normalize("NFC", text)


def unused_files(shelf: Shelf, kinds: Mapping[str, Iterable[Path]]) -> Iterator[Problem]:
    """Files of data that lie where nobody reads them, and notes that lie in `meetings` but in no body's folder."""
    used = {path for found in kinds.values() for path in found}
    for pattern in ("**/*.[yY][aA][mM][lL]", "**/*.[yY][mM][lL]", "meetings/**/*.[mM][dD]"):
        for path in shelf.matching(pattern):
            if path not in used and path.relative_to(shelf.root).parts[0] not in _NOT_DATA:
                yield Problem("file-not-used", Place(shown(path)), severity=Severity.WARNING)
    for kind in KINDS.values():
        for path in shelf.mistaken(kind.files):
            yield Problem("not-a-file", Place(shown(path)))


def check_log(log: Iterable[Entry], meetings: Mapping[Path, Meeting | None]) -> Iterator[Problem]:
    """Facts about meetings and actions that there are not; nobody knows what one that cannot be read gave out."""
    names = {path.stem for path in meetings}
    numbers = {action.number for meeting in meetings.values() if meeting for action in meeting.actions}
    is_complete = all(meetings.values())
    for entry in log:
        about = entry.field_at(0) if entry.verb in GIVEN_OUT else entry.subject if entry.verb in OF_MEETINGS else ""
        if about and about not in names:
            yield Problem("log-meeting-unknown", entry.place, {"name": about}, Severity.WARNING)
        elif not about and entry.subject not in numbers and is_complete:
            yield Problem("log-action-unknown", entry.place, {"number": entry.subject}, Severity.WARNING)


def locked_folders(shelf: Shelf) -> Iterator[Problem]:
    """Folders that nobody may look into: what is in them would be left out without a word."""
    for path in shelf.locked_folders():
        yield Problem("folder-unreadable", Place(shown(path)))


def check_organisation(organisation: Organisation, shelf: Shelf, catalogues: Catalogues) -> Iterator[Problem]:
    """Problems in the agreements of the organisation: its languages, its thresholds, its house style."""
    for code in (*organisation.languages, *organisation.labels):
        if not catalogues.find(code):
            key = "labels" if code in organisation.labels else "languages"
            values = {"code": code, "known": ", ".join(catalogues.languages)}
            yield Problem("language-unknown", organisation.place_of(key), values)
    for measurement, threshold in organisation.thresholds.items():
        is_wrong = (
            threshold.red > threshold.amber if measurement.is_better_when_high else threshold.red < threshold.amber
        )
        if is_wrong:
            code = "threshold-high" if measurement in (Measurement.CPI, Measurement.SPI) else "threshold-low"
            yield Problem(code, threshold.place, {"amber": str(threshold.amber), "red": str(threshold.red)})
    style = organisation.house_style
    accent = style.colours.accent if style and style.colours else None
    if style and style.colours and accent and accent.contrast < LEAST_CONTRAST:
        values = {"colour": f"#{accent.digits}", "contrast": f"{accent.contrast:.1f}", "least": f"{LEAST_CONTRAST}"}
        yield Problem("contrast-low", style.colours.place_of("accent"), values)
    if style and style.logo:
        path = shelf.root / style.logo.file
        if not shelf.holds(path):
            yield Problem("image-outside", style.logo.place, {"source": style.logo.file})
        elif not is_file(path):
            yield Problem("image-missing", style.logo.place, {"source": style.logo.file})


def check_body(body: Body, directory: Directory) -> Iterator[Problem]:
    """Problems in a body: members who leave before they come or are in it twice at once, meetings without a length."""
    seen: list[tuple[object, Member]] = []
    for member in body.members:
        if member.since and member.until and member.until < member.since:
            yield Problem("ends-before-start", member.place, days(member.since, member.until))
        found = directory.find(member.person)
        who = folded(member.person.text) if isinstance(found, Problem) else found
        first = next((other for one, other in seen if one == who and _meet(member, other)), None)
        if first:
            values = {"name": member.person.text, "first": str(first.place)}
            yield Problem("member-twice", member.place, values, Severity.WARNING)
        seen.append((who, member))
    time = body.schedule.time if body.schedule else None
    if body.schedule and time and time.start == time.end:
        values = {"start": f"{time.start:%H:%M}", "end": f"{time.end:%H:%M}"}
        yield Problem("end-before-start", body.schedule.place_of("time"), values)


def _meet(one: Member, other: Member) -> bool:
    """Whether there is a day on which both hold."""
    starts, ends = ([each for each in days if each] for days in ((one.since, other.since), (one.until, other.until)))
    return not starts or not ends or max(starts) <= min(ends)


def check_annexes(meeting: Meeting, shelf: Shelf, folder: Path) -> Iterator[Problem]:
    """Annexes that are named as a file and lie neither beside the notes nor in a folder there.

    A link that leads nowhere is a mistake; what only has the name of a file may be kept elsewhere.
    """
    for annex in (part for part in meeting.parts if isinstance(part, Annex)):
        links = [unescape(unquote(target)) for target in _RELATIVE_LINK.findall(annex.text.html)]
        named = _FILE_NAME.search(annex.text.plain) if not links else None
        for name in links or ([named[0].strip()] if named else []):
            if not _lies_there(name, shelf, folder):
                severity = Severity.WARNING if links else Severity.INFORMATION
                yield Problem("annex-missing", annex.place, {"file": name}, severity)


def _lies_there(name: str, shelf: Shelf, folder: Path) -> bool:
    """Whether there is such a file; in front of a name words may stand that are no part of it: "2. planning.pdf"."""
    words = name.split(" ")
    names = [" ".join(words[at:]) for at in range(len(words))]
    try:
        folders = [folder, *(path for path in folder.iterdir() if path.is_dir())]
    except OSError:
        folders = [folder]
    return any(shelf.holds(one / name) and is_file(one / name) for one in folders for name in names)


def check_people(people: Mapping[str, Person]) -> Iterator[Problem]:
    """People who come back before they go away."""
    for away in (away for person in people.values() for away in person.away):
        if away.until and away.until < away.first:
            yield Problem("ends-before-start", away.place, days(away.first, away.until))


def check_holidays(holidays: Iterable[Holiday]) -> Iterator[Problem]:
    """Days off that end before they begin."""
    for holiday in holidays:
        if holiday.until and holiday.until < holiday.first:
            yield Problem("ends-before-start", holiday.place_of("until"), days(holiday.first, holiday.until))


def days(start: datetime.date, end: datetime.date) -> dict[str, str]:
    """The values of a problem with two days."""
    return {"start": start.isoformat(), "end": end.isoformat()}


def check_programme(programme: Programme) -> Iterator[Problem]:
    """Problems in a programme: benefits of goals that it does not have."""
    for benefit in programme.benefits.values():
        if benefit.goal and benefit.goal not in programme.goals:
            yield unknown("goal-unknown", benefit.goal, benefit.place_of("goal"), programme.goals)


def check_dependencies(project: Project, find: Callable[[str], Project | None]) -> Iterator[Problem]:
    """Milestones that a project waits for and that the other project does not have."""
    for dependency in project.dependencies:
        other = find(dependency.project.text) if dependency.project and dependency.milestone else None
        if other and dependency.milestone not in other.milestones:
            yield unknown("milestone-unknown", dependency.milestone, dependency.place_of("milestone"), other.milestones)
