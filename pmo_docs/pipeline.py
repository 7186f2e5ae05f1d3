"""Making documents: sources → model → document → HTML → bytes. A pure function of a request and the files it reads."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from markupsafe import Markup

from pmo_docs.charts.drawing import Charts
from pmo_docs.documents import DOCUMENT_TYPES
from pmo_docs.files import Shelf, bundled_templates
from pmo_docs.language import Catalogues, Language, read_catalogue
from pmo_docs.model.meeting import ActionItem
from pmo_docs.model.problems import InvalidInput, Problem, Severity
from pmo_docs.model.subjects import BodySubject, MeetingSubject, Subject, SubjectKind
from pmo_docs.pictures import Pictures
from pmo_docs.readers import markdown
from pmo_docs.readers.workspace import Workspace
from pmo_docs.rendering.parsing import parse
from pmo_docs.rendering.templates import Renderer
from pmo_docs.rendering.tree import Element, HouseStyle, Image, Metadata, RenderedDocument
from pmo_docs.writers import WRITERS
from pmo_docs.writers.pdf import PangoMissing

DEFAULT_AUDIENCE = "members"


@dataclass(frozen=True)
class Request:
    """One document that somebody wants: `kind` is a name in DOCUMENT_TYPES, `formats` are names in WRITERS.

    `source` is the meeting file, the file of the body or the report; `root` is the workspace, for a lone file its
    folder. An empty `language` means the one that the files say. Only registers look at `as_of`.
    """

    kind: str
    source: Path
    root: Path
    formats: tuple[str, ...]
    as_of: datetime.date
    language: str = ""
    audience: str = DEFAULT_AUDIENCE


@dataclass(frozen=True)
class Made:
    """The files of one document by their path below the output folder, what is odd about it, and what was read."""

    files: Mapping[PurePosixPath, bytes]
    problems: tuple[Problem, ...] = ()
    read: frozenset[Path] = field(default_factory=frozenset)


def load_catalogues(shelf: Shelf) -> Catalogues:
    """Every language that the workspace or pmo-docs itself has."""
    return Catalogues({code: read_catalogue(code, text) for code, text in shelf.languages()})


def open_workspace(root: Path) -> Workspace:
    """The workspace in a folder, or the folder of a lone file."""
    shelf = Shelf(root)
    return Workspace(shelf, load_catalogues(shelf))


def read_subject(kind: SubjectKind, source: Path, root: Path) -> tuple[Subject, tuple[Problem, ...]]:
    """What documents are made from, and what is wrong with it; raises InvalidInput when an error keeps it from use."""
    workspace = open_workspace(root)
    subject = workspace.subject(kind, source)
    if any(problem.is_error for problem in workspace.problems):
        raise InvalidInput(workspace.problems)
    return subject, tuple(workspace.problems)


def make(request: Request) -> Made:
    """One document in the formats that are asked for; raises InvalidInput when its files cannot be used."""
    workspace = open_workspace(request.root)
    kind = DOCUMENT_TYPES[request.kind]
    subject = workspace.subject(kind.subject, request.source)
    language = workspace.catalogues[request.language or workspace.language_of(subject)]
    if any(problem.is_error for problem in workspace.problems):
        raise InvalidInput(workspace.problems)
    identifier = _identifier(request, subject, language)
    document = kind.build(subject, identifier, request.as_of)
    charts = Charts(
        language, bundled_templates() / "fonts", Renderer(workspace.shelf.template_text, language, {}).render
    )
    html = _renderer(workspace, language, charts).render(kind.template, document)
    pictures = _pictures(request, workspace, language, charts)
    body = pictures.placed(parse(html))
    problems = [*workspace.problems, *pictures.problems]
    if any(problem.is_error for problem in problems):
        raise InvalidInput(problems)
    rendered = _rendered(body, pictures.images, workspace, language, identifier, _date_of(subject, request))
    files = {}
    for name in request.formats:
        try:
            files[PurePosixPath(subject.folder) / f"{identifier}.{name}"] = WRITERS[name](rendered, problems.append)
        except PangoMissing:
            problems.append(Problem("pango-missing"))
    return Made(files, tuple(problems), frozenset(workspace.shelf.read))


def _identifier(request: Request, subject: Subject, language: Language) -> str:
    """The name of the document without its format: an audience other than the usual one stands before the language."""
    audience = "" if request.audience == DEFAULT_AUDIENCE else f".{request.audience}"
    return f"{subject.name}-{request.kind}{audience}.{language.code}"


def _date_of(subject: Subject, request: Request) -> datetime.date | None:
    """The day that a document is of: registers are of the day that is asked for, the others of their own."""
    if isinstance(subject, MeetingSubject):
        return subject.meeting.date
    if isinstance(subject, BodySubject):
        return request.as_of
    return subject.reports[-1].date or subject.period.last_day


def _renderer(workspace: Workspace, language: Language, charts: Charts) -> Renderer:
    """Templates in a language, with the filters that know people, Markdown and charts."""
    filters: dict[str, Callable[..., Any]] = {
        "person": lambda reference: workspace.person(reference).name,
        "markdown": lambda text: Markup(markdown.prose(text)),
        "chart": charts.chart,
        "lateness": lambda item, day: lateness(item, day, language),
    }
    return Renderer(workspace.shelf.template_text, language, filters)


def lateness(item: ActionItem, as_of: datetime.date, language: Language) -> str:
    """How late an action is, in days up to two weeks, then in whole weeks: "3 weken te laat"."""
    days = (as_of - item.due).days if item.due else 0
    return language.phrase("days_late", n=days) if days < 14 else language.phrase("weeks_late", n=days // 7)


def _pictures(request: Request, workspace: Workspace, language: Language, charts: Charts) -> Pictures:
    """The charts that were drawn, and whoever reads what the notes point at."""
    severity = Severity.WARNING if workspace.is_lone else Severity.ERROR
    missing = language.term.image_missing
    folder = request.source.parent
    return Pictures(workspace.shelf, folder, lambda alt: f"{missing}: {alt}", severity, charts.images)


def _rendered(
    body: Element,
    images: Mapping[str, Image],
    workspace: Workspace,
    language: Language,
    identifier: str,
    day: datetime.date | None,
) -> RenderedDocument:
    """The document with its house style and what file managers show of it."""
    head = next(element for element in body.elements if element.name == "header" and "running" in element.classes)
    metadata = Metadata(
        title=head.text,
        author=workspace.organisation.organisation,
        identifier=identifier,
        created=datetime.datetime.combine(day, datetime.time(), datetime.UTC) if day else None,
    )
    return RenderedDocument(body, language.tag, metadata, _house_style(workspace.shelf), images)


def _house_style(shelf: Shelf) -> HouseStyle:
    stylesheet, reference = (shelf.find_template(name) for name in ("print.css", "reference.docx"))
    missing = [name for name, path in (("print.css", stylesheet), ("reference.docx", reference)) if path is None]
    if stylesheet is None or reference is None:
        raise InvalidInput(Problem("template-missing", values={"name": name}) for name in missing)
    return HouseStyle(stylesheet.read_text(encoding="utf-8"), reference.read_bytes(), bundled_templates() / "fonts")
