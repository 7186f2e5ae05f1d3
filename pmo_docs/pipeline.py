"""Making documents: sources → model → document → HTML → bytes. A pure function of a request and the files it reads."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from markupsafe import Markup

from pmo_docs.charts.drawing import ACCENT, Charts
from pmo_docs.days_off import with_working_days
from pmo_docs.documents import DOCUMENT_TYPES
from pmo_docs.files import Shelf, bundled_templates, shown
from pmo_docs.language import Catalogues, Language, read_catalogue
from pmo_docs.model.meeting import ActionItem
from pmo_docs.model.organisation import Organisation
from pmo_docs.model.problems import InvalidInput, Place, Problem, Severity
from pmo_docs.model.register import ALL_OPEN, Selection
from pmo_docs.model.subjects import BodySubject, ProjectSubject, Subject
from pmo_docs.pictures import Pictures, read_logo
from pmo_docs.readers import markdown, subjects
from pmo_docs.readers.dates import DateOrder
from pmo_docs.readers.people import Involved
from pmo_docs.readers.workspace import Workspace
from pmo_docs.rendering.parsing import parse
from pmo_docs.rendering.templates import Renderer
from pmo_docs.rendering.tree import Element, HouseStyle, Image, Metadata, RenderedDocument
from pmo_docs.sheets import sheets
from pmo_docs.writers import WRITERS, xlsx
from pmo_docs.writers.pdf import PangoMissing

DEFAULT_AUDIENCE = "members"
# The source by which templates name the picture of the organisation.
LOGO = "house:logo"
# What can be written of a register besides its document, by format.
SHEETS = {"xlsx": xlsx.write}


@dataclass(frozen=True)
class Request:
    """One document that somebody wants: `kind` is a name in DOCUMENT_TYPES, `formats` are names in WRITERS.

    `source` is the meeting file, the file of the body or the report; `root` is the workspace, for a lone file its
    folder. An empty `language` means the one that the files say. Only registers look at `as_of` and `selection`.
    """

    kind: str
    source: Path
    root: Path
    formats: tuple[str, ...]
    as_of: datetime.date
    language: str = ""
    audience: str = DEFAULT_AUDIENCE
    selection: Selection = ALL_OPEN


@dataclass(frozen=True)
class Made:
    """The files of one document by their path below the output folder, what is odd about it, and what was read."""

    files: Mapping[PurePosixPath, bytes]
    problems: tuple[Problem, ...] = ()
    read: frozenset[Path] = field(default_factory=frozenset)


def load_catalogues(shelf: Shelf) -> Catalogues:
    """Every language that the workspace or pmo-docs itself has; raises InvalidInput for a file that holds none."""
    languages = {}
    for code, text, path in shelf.languages():
        try:
            languages[code] = read_catalogue(code, text)
        except ValueError:
            raise InvalidInput([Problem("catalogue-form", Place(shown(path)))]) from None
    return Catalogues(languages)


def open_workspace(root: Path, date_order: DateOrder | None = None) -> Workspace:
    """The workspace in a folder, or the folder of a lone file; numeric dates in an order that somebody knows."""
    shelf = Shelf(root)
    return Workspace(shelf, load_catalogues(shelf), date_order)


def make(request: Request, workspace: Workspace | None = None) -> Made:
    """One document in the formats that are asked for; raises InvalidInput when its files cannot be used.

    Whoever makes many documents hands over the workspace, so that every file is read once.
    """
    workspace = workspace or open_workspace(request.root)
    kind = DOCUMENT_TYPES[request.kind]
    found = subjects.find(workspace, kind.subject, request.source)
    subject, problems = found.subject, [*found.problems]
    if isinstance(subject, BodySubject):
        subject = subject.selecting(request.selection)
    elif isinstance(subject, ProjectSubject):
        subject = with_working_days(subject, workspace.holidays, problems)
    language = _language(request, workspace, subject)
    shelf = Shelf(request.root)
    identifier = _identifier(request, subject, language)
    document = kind.build(subject, identifier, request.as_of)
    path = PurePosixPath(subject.folder) / identifier
    books = [name for name in request.formats if name in SHEETS]
    files = {path.with_name(f"{path.name}.{name}"): SHEETS[name](sheets(document, language)) for name in books}
    if books and len(books) == len(request.formats):
        return Made(files, tuple(problems), frozenset(shelf.read).union(found.files))
    charts = _charts(shelf, language, subject.organisation)
    logo = _logo(shelf, subject.organisation, charts)
    html = _renderer(workspace, shelf, language, charts, problems).render(kind.template, document, logo=logo)
    pictures = _pictures(request, shelf, workspace, language, charts)
    body = pictures.placed(parse(html))
    problems += pictures.problems
    if any(problem.is_error for problem in problems):
        raise InvalidInput(problems)
    rendered = _rendered(body, pictures.images, workspace, shelf, language, identifier, subject, request.as_of)
    for name in (name for name in request.formats if name in WRITERS):
        try:
            files[path.with_name(f"{path.name}.{name}")] = WRITERS[name](rendered, problems.append)
        except PangoMissing:
            problems.append(Problem("pango-missing"))
    return Made(files, tuple(problems), frozenset(shelf.read).union(found.files))


def _language(request: Request, workspace: Workspace, subject: Subject) -> Language:
    """The language that is asked for, else the one that the files say, with the organisation's words for roles."""
    language = workspace.catalogues[request.language] if request.language else workspace.language_of(subject)
    labels = subject.organisation.labels.get(language.code, {})
    return language.with_terms({role.value: label for role, label in labels.items()}) if labels else language


def _identifier(request: Request, subject: Subject, language: Language) -> str:
    """The name of the document without its format: an audience other than the usual one stands before the language."""
    audience = "" if request.audience == DEFAULT_AUDIENCE else f".{request.audience}"
    kind = "-".join(filter(None, (request.kind, request.selection.name)))
    return f"{subject.name}-{kind}{audience}.{language.code}"


def _charts(shelf: Shelf, language: Language, organisation: Organisation) -> Charts:
    """Whoever draws the charts, in the organisation's accent colour when it has one."""
    accent = _accent(organisation)
    fill = Renderer(shelf.template_text, language, {}).render
    return Charts(language, bundled_templates() / "fonts", fill, accent=f"#{accent}" if accent else ACCENT)


def _logo(shelf: Shelf, organisation: Organisation, charts: Charts) -> dict[str, str]:
    """Source and words of the organisation's logo, which comes among the drawn images; nothing without one."""
    logo = organisation.house_style.logo if organisation.house_style else None
    if logo is None:
        return {}
    charts.images[LOGO] = read_logo(shelf, shelf.root / logo.file, logo.place)
    return {"source": LOGO, "text": logo.text}


def _renderer(
    workspace: Workspace, shelf: Shelf, language: Language, charts: Charts, problems: list[Problem]
) -> Renderer:
    """Templates in a language, with the filters that know people, Markdown and charts."""
    people = Involved(workspace.directory, problems)
    filters: dict[str, Callable[..., Any]] = {
        "person": lambda reference: people.resolve(reference).name,
        "markdown": lambda text: Markup(markdown.prose(text)),
        "chart": charts.chart,
        "lateness": lambda item, day: lateness(item, day, language),
    }
    return Renderer(shelf.template_text, language, filters)


def lateness(item: ActionItem, as_of: datetime.date, language: Language) -> str:
    """How late an action is, in days up to two weeks, then in whole weeks: "3 weken te laat"."""
    days = (as_of - item.due).days if item.due else 0
    return language.phrase("days_late", n=days) if days < 14 else language.phrase("weeks_late", n=days // 7)


def _pictures(request: Request, shelf: Shelf, workspace: Workspace, language: Language, charts: Charts) -> Pictures:
    """The charts that were drawn, and whoever reads what the notes point at."""
    severity = Severity.WARNING if workspace.is_lone else Severity.ERROR
    missing = language.term.image_missing
    folder = request.source.parent
    return Pictures(shelf, folder, lambda alt: f"{missing}: {alt}", severity, charts.images)


def _rendered(
    body: Element,
    images: Mapping[str, Image],
    workspace: Workspace,
    shelf: Shelf,
    language: Language,
    identifier: str,
    subject: Subject,
    as_of: datetime.date,
) -> RenderedDocument:
    """The document with its house style and what file managers show of it."""
    day = subject.day(as_of)
    head = next(element for element in body.elements if element.name == "header" and "running" in element.classes)
    metadata = Metadata(
        title=head.text,
        author=workspace.organisation.organisation,
        identifier=identifier,
        created=datetime.datetime.combine(day, datetime.time(), datetime.UTC) if day else None,
    )
    return RenderedDocument(body, language.tag, metadata, _house_style(shelf, subject.organisation), images)


def _house_style(shelf: Shelf, organisation: Organisation) -> HouseStyle:
    """The files with the house style, and what pmo.yaml says of it."""
    stylesheet, reference = (shelf.find_template(name) for name in ("print.css", "reference.docx"))
    missing = [name for name, path in (("print.css", stylesheet), ("reference.docx", reference)) if path is None]
    if stylesheet is None or reference is None:
        raise InvalidInput(Problem("template-missing", values={"name": name}) for name in missing)
    fonts = organisation.house_style.fonts if organisation.house_style else None
    return HouseStyle(
        stylesheet.read_text(encoding="utf-8"),
        reference.read_bytes(),
        bundled_templates() / "fonts",
        _accent(organisation),
        fonts.text if fonts else "",
    )


def _accent(organisation: Organisation) -> str:
    """The accent colour of the organisation, nothing when it has none of its own."""
    colours = organisation.house_style.colours if organisation.house_style else None
    return colours.accent.digits if colours and colours.accent else ""
