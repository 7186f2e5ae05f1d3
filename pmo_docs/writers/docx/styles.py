"""The styles of a Word document, found by the names that people see."""

from __future__ import annotations

from dataclasses import dataclass, field

from pmo_docs.model.problems import InvalidInput, Problem
from pmo_docs.writers.docx.house_style import ACCENT, ACCENT_OF_LABEL, FONT
from pmo_docs.writers.docx.ooxml import VAL, W, XmlElement


@dataclass
class Styles:
    """Looks up styles in `w:styles`; a built-in style has another id in every language of Word, but one name."""

    element: XmlElement
    _by_name: dict[str, XmlElement] = field(init=False)
    _by_id: dict[str, XmlElement] = field(init=False)
    _indents: dict[tuple[str, str], int] = field(default_factory=dict)
    _bolds: dict[str, bool] = field(default_factory=dict)
    _frames: dict[str, XmlElement | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        styles = self.element.findall(f"{W}style")
        self._by_id = {style.get(f"{W}styleId", ""): style for style in styles}
        self._by_name = {style.find(f"{W}name").get(VAL, "").casefold(): style for style in styles}  # type: ignore[union-attr]

    def id_of(self, name: str) -> str:
        """The id of the style that is called `name`; raises InvalidInput when the document lacks it."""
        return self._named(name).get(f"{W}styleId", "")

    def left_of(self, name: str) -> int:
        """How far the text of a paragraph style stands from the left margin, in twips."""
        return self._indent(name, "left")

    def right_of(self, name: str) -> int:
        """How far the text of a paragraph style stays from the right margin, in twips."""
        return self._indent(name, "right")

    def hanging_of(self, name: str) -> int:
        """How far the first line of a paragraph style sticks out to the left, in twips."""
        return self._indent(name, "hanging")

    def is_bold(self, name: str) -> bool:
        """Whether a paragraph or character style is bold."""
        if name not in self._bolds:
            bold = self._property(name, "rPr", "b")
            self._bolds[name] = bold is not None and bold.get(VAL, "1") not in ("0", "false", "off")
        return self._bolds[name]

    def borders_of(self, name: str) -> XmlElement | None:
        """The lines around a paragraph style."""
        return self._property(name, "pPr", "pBdr")

    def frame_of(self, name: str) -> XmlElement | None:
        """The place beside the text that paragraphs of a style are set at."""
        if name not in self._frames:
            self._frames[name] = self._property(name, "pPr", "framePr")
        return self._frames[name]

    def numbering_of(self, name: str) -> str:
        """The id of the list that a paragraph style belongs to."""
        number = self._property(name, "pPr", "numPr/{*}numId")
        return number.get(VAL, "") if number is not None else ""

    def set_language(self, language: str) -> None:
        """Make `language` the one that the document is spelled in."""
        for element in self.element.iterfind(f"{W}docDefaults//{W}lang"):
            element.set(VAL, language)

    def dress(self, accent: str, font: str) -> None:
        """Give the document the organisation's accent colour and typeface instead of the default ones."""
        colours = {ACCENT: accent, ACCENT_OF_LABEL: next_to(accent)} if accent else {}
        for element in self.element.iter():
            for name in (VAL, f"{W}color"):
                if element.get(name) in colours:
                    element.set(name, colours[element.get(name, "")])
            if font and element.tag == f"{W}rFonts":
                for name in [str(name) for name in element.attrib]:
                    if element.get(name) == FONT:
                        element.set(name, font)

    def _named(self, name: str) -> XmlElement:
        try:
            return self._by_name[name.casefold()]
        except KeyError:
            raise InvalidInput([Problem("word-style", values={"style": name})]) from None

    def _indent(self, name: str, side: str) -> int:
        if (name, side) not in self._indents:
            self._indents[name, side] = self._found_indent(name, side)
        return self._indents[name, side]

    def _found_indent(self, name: str, side: str) -> int:
        style: XmlElement | None = self._named(name)
        while style is not None:
            indent = style.find(f"{W}pPr/{W}ind")
            if indent is not None and (length := indent.get(W + side)) is not None:
                return int(length)
            style = self._based_on(style)
        return 0

    def _property(self, name: str, group: str, path: str) -> XmlElement | None:
        """The nearest `path` in the style or one that it is based on."""
        style: XmlElement | None = self._named(name)
        while style is not None:
            found = style.find(f"{W}{group}/{W}{path}")
            if found is not None:
                return found
            style = self._based_on(style)
        return None

    def _based_on(self, style: XmlElement) -> XmlElement | None:
        base = style.find(f"{W}basedOn")
        return self._by_id.get(base.get(VAL, "")) if base is not None else None


def next_to(colour: str) -> str:
    """A colour that looks the same and is another one: see ACCENT_OF_LABEL."""
    return f"{int(colour, 16) ^ 1:06X}"
