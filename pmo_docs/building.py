"""Every document of a workspace: which ones there are, and making them one after the other."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pmo_docs import files
from pmo_docs.documents import DOCUMENT_TYPES
from pmo_docs.model.problems import InvalidInput, Problem
from pmo_docs.model.subjects import MeetingSubject, SubjectKind
from pmo_docs.pipeline import Request, make
from pmo_docs.readers import subjects
from pmo_docs.readers.workspace import Workspace


@dataclass(frozen=True)
class Outcome:
    """What came of one request: the files that were written, none when an error kept it from being made."""

    request: Request
    files: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


def requests(
    workspace: Workspace,
    as_of: datetime.date,
    formats: tuple[str, ...] = (),
    language: str = "",
    below: Iterable[Path] = (),
) -> list[Request]:
    """One request for every document of a workspace, or for those made from files in or below some paths.

    A meeting has minutes when its notes say more than its agenda did, and its day has come.
    """
    limits = list(below)
    wanted = []
    for subject_kind in SubjectKind:
        for source in subjects.sources(workspace, subject_kind):
            if limits and not any(files.below(source, limit) is not None for limit in limits):
                continue
            for kind, document_type in DOCUMENT_TYPES.items():
                if document_type.subject is subject_kind and _is_due(kind, source, workspace, as_of):
                    wanted.append(Request(kind, source, workspace.shelf.root, formats, as_of, language))
    return wanted


def _is_due(kind: str, source: Path, workspace: Workspace, as_of: datetime.date) -> bool:
    if kind != "minutes":
        return True
    try:
        subject = subjects.find(workspace, SubjectKind.MEETING, source).subject
    except InvalidInput:
        return True
    if not isinstance(subject, MeetingSubject) or not subject.meeting.was_held:
        return False
    return subject.meeting.date is None or subject.meeting.date <= as_of


def requests_for_lone_file(path: Path, as_of: datetime.date, root: Path | None = None) -> list[Request]:
    """The request for the minutes of a file that belongs to no workspace, or to no body of the one in `root`."""
    return [Request("minutes", path, root or path.parent, (), as_of)]


def check(requests: Iterable[Request], workspace: Workspace) -> Iterator[Outcome]:
    """Everything that is wrong with the documents, without writing them."""
    for request in requests:
        yield outcome(request, None, workspace)


def build(requests: Iterable[Request], output: Path, workspace: Workspace) -> Iterator[Outcome]:
    """Make the documents below `output`; one that cannot be made does not keep the others from it."""
    for request in requests:
        yield outcome(request, output, workspace)


def outcome(request: Request, output: Path | None, workspace: Workspace | None = None) -> Outcome:
    """Make one document, and write it when there is an output folder."""
    paths: list[Path] = []
    try:
        made = make(request, workspace)
        for name, data in made.files.items():
            if output is not None:
                files.save(data, output / name)
                paths.append(output / name)
    except InvalidInput as invalid:
        return Outcome(request, tuple(paths), invalid.problems)
    return Outcome(request, tuple(paths), made.problems)
