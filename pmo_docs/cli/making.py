"""Making documents for a command, and saying where they are."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

import click

from pmo_docs import building
from pmo_docs.cli import sources
from pmo_docs.cli.options import known_language
from pmo_docs.cli.speaking import finish, report
from pmo_docs.documents import DOCUMENT_TYPES
from pmo_docs.files import shown
from pmo_docs.language import printable
from pmo_docs.model.problems import Problem, Severity
from pmo_docs.model.register import ALL_OPEN, Selection
from pmo_docs.model.subjects import SubjectKind
from pmo_docs.pipeline import Request, open_workspace
from pmo_docs.readers.dates import DateOrder


def write(
    kind: str,
    found: Iterable[sources.Source],
    as_of: datetime.date,
    formats: tuple[str, ...],
    output: Path | None,
    language: str,
    date_order: DateOrder | None = None,
    selections: Iterable[Selection] = (ALL_OPEN,),
) -> None:
    """Make the documents, say where they are; those that cannot be made do not keep the others from it.

    A register is made once for each of the `selections`.
    """
    problems: list[Problem] = []
    for source in found:
        code = known_language(language, source.root)
        workspace = open_workspace(source.root, date_order)
        folder = output or (Path() if source.is_lone else source.root / "output")
        for selection in selections:
            request = Request(kind, source.path, source.root, formats, as_of, code, selection=selection)
            outcome = building.outcome(request, folder, workspace)
            problems += outcome.problems
            for path in outcome.files:
                click.echo(printable(shown(path)))
    # What is only worth knowing of a hundred meetings is for `check` to say.
    is_register = DOCUMENT_TYPES[kind].subject is SubjectKind.BODY
    report(one for one in problems if not (is_register and one.severity is Severity.INFORMATION))
    finish(problems)
