"""Headings of notes: "## 2. Planning migratie {purpose=besluit minutes=20 presenter=jansen}"."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field, fields
from html import escape
from xml.etree.ElementTree import Element

from pmo_docs.language import Catalogues
from pmo_docs.model.body import Purpose
from pmo_docs.model.meeting import Owner, Text
from pmo_docs.model.people import PersonReference
from pmo_docs.model.problems import Place, Problem, Severity
from pmo_docs.readers import markdown
from pmo_docs.readers.binding import bind
from pmo_docs.readers.people import Involved
from pmo_docs.readers.yaml import Entry, Mapping, Scalar

LEVELS = {f"h{level}": level for level in range(1, 7)}

_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d+)*[a-z]?)(?:\\?[.):])?\s+(?=\S)")
_BRACES = re.compile(r"(?<!\s)\s*\{(?P<inside>[^{}]*)\}\s*$")
_ATTRIBUTE = re.compile(r"""(?P<key>\w+)=(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))(?=\s|$)""")
# Pictures and links whose place is not said yet.
_ELSEWHERE = re.compile(r"<(img|a)\b(?![^>]* data-source=)")


@dataclass(frozen=True)
class HeadingAttributes:
    """What may stand in braces behind a heading."""

    purpose: Purpose | None = None
    minutes: int | None = field(default=None, metadata={"minimum": 0, "maximum": 1440})
    time: datetime.time | None = None
    presenter: PersonReference | None = None
    skip: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading with its number and its attributes cut off."""

    level: int
    text: Text
    place: Place
    number: str = ""
    attributes: HeadingAttributes = field(default_factory=HeadingAttributes)
    presenter: Owner | None = None


class Headings:
    """Reads the headings of one file."""

    def __init__(self, catalogues: Catalogues, people: Involved, file: str, problems: list[Problem]) -> None:
        self._catalogues = catalogues
        self._months = catalogues.months()
        self._people = people
        self._file = file
        self._problems = problems
        self._cut: dict[str, tuple[str, HeadingAttributes]] = {}

    def cut_attributes(self, root: Element) -> None:
        """Take number and attributes out of the words of every heading, before these become HTML.

        Braces with anything but known keys are words like any other.
        """
        for element in root:
            if element.tag not in LEVELS or not element.text:
                continue
            text, attributes = element.text, HeadingAttributes()
            braces = _BRACES.search(text)
            entries = self._entries(braces["inside"], element) if braces else None
            if braces and entries:
                bound = bind(HeadingAttributes, entries, self._catalogues, self._problems)
                text, attributes = text[: braces.start()], bound or attributes
            number = _NUMBER.match(text)
            if number and text[number.end() :].split()[0].strip(".,").casefold() in self._months:
                # "25 June 2026"
                number = None
            if number:
                text = text[number.end() :]
            element.text = text
            self._cut[element.get("data-line", "")] = (number["number"] if number else "", attributes)

    def understood(self, element: Element) -> Heading:
        """A heading after inline parsing."""
        line = element.get("data-line", "0")
        number, attributes = self._cut.get(line, ("", HeadingAttributes()))
        presenter = None
        if attributes.presenter:
            person = self._people.resolve(attributes.presenter)
            presenter = Owner(person.name, person)
        place = Place(self._file, int(line), 1)
        html = placed(markdown.inline_html(element), place)
        text = Text(markdown.plain_text(html), html)
        return Heading(LEVELS[element.tag], text, place, number, attributes, presenter)

    def _entries(self, inside: str, element: Element) -> Mapping | None:
        """The attributes as a mapping, None when the braces hold something else."""
        place = Place(self._file, int(element.get("data-line", "0")), 1)
        known = {each.name for each in fields(HeadingAttributes)}
        found = list(_ATTRIBUTE.finditer(inside))
        if not found or _ATTRIBUTE.sub("", inside).strip():
            return None
        unknown = [match["key"] for match in found if match["key"] not in known]
        if unknown:
            values = {"key": unknown[0], "known": ", ".join(sorted(known))}
            self._problems.append(Problem("attribute-unknown", place, values, Severity.INFORMATION))
            return None
        entries = tuple(
            Entry(match["key"], Scalar(match["quoted"] or match["plain"] or "", place), place) for match in found
        )
        return Mapping(entries, place)


def placed(html: str, place: Place) -> str:
    """Inline HTML whose pictures and links say where they stand, also when a template puts them somewhere else."""
    source = escape(f"{place.file}:{place.line}")
    return _ELSEWHERE.sub(lambda tag: f'{tag[0]} data-source="{source}"', html)
