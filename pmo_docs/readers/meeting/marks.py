"""Marked lines in notes: "Actie:", "Besluit:", "Gevraagd besluit:", "Bijlage:", "Toelichting:", in any language.

A mark stands at the start of a line of a paragraph or a list item. The words behind it, up to the next mark or the end
of the paragraph, belong to it; an annex is one line. Quotes, code and tables are somebody else's words: not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

from pmo_docs.language import Catalogues
from pmo_docs.readers.meeting.recognising import Recogniser, alternatives, is_new_line, label

# The kinds of marks; the word lists in the catalogues have the same names.
KINDS = ("request", "action", "decision", "annex", "explanation")
TASK = "task"

# A marked line in the tree of blocks is an element of this name, between block and inline parsing as after it.
MARKED = "marked"
KIND, LINE, COLUMN, WORD, DONE = "data-kind", "data-line", "data-column", "data-word", "data-done"
NUMBER = "data-number"
# A marked line with its mark, as it was written.
WRITTEN = "data-written"
# The number of what was understood of it, and that its words stand in the text around it.
FACT, IN_TEXT = "data-fact", "data-in-text"
# That it is an item of a list, or a row of a table, of actions or decisions.
LISTED = "data-listed"

# Behind the word of a mark: "Actie 3:", "Besluit nr. 2024/7:", but not "Acties 2026:"; and what stands for the colon.
OWN_NUMBER = (
    r"(?:[ \t-]?(?:#|nr\.?|no\.?)?[ \t]?(?!(?:19|20)\d\d(?!\d|[/.-]))(?P<number>(?-i:[A-Z]{0,3})\d[\w/.-]{0,11}))?"
)
# "None of that is decided" says something.
_LONGEST_NOTHING = 40
_BEHIND_LABEL = re.compile(r"[:→>]|(?:\*|_)\s*[–—-]\s")
# An arrow or a picture before a label.
SIGNAL = r"(?:(?:[→➜➔➡⇒👉✅✔☑❗⚠📌🔹•►▶]\ufe0f?|:[a-z_]{2,24}:)\s*)?"
COLON = r"(?::|->|=>|→)"

# The lines of a paragraph that are understood already: "Action: AB" gives the words above it to somebody.
SPENT = "data-spent"

# A paragraph that only announces what stands below it: "Action items: @ann will …".
ANNOUNCES = "data-announces"

_ONE_LINE = frozenset({"annex"})
_SEARCHED = frozenset({"ul", "ol", "li"})


@dataclass(frozen=True)
class _Line:
    text: str
    number: int
    kind: str = ""
    column: int = 1
    word: str = ""
    written: str = ""
    own_number: str = ""
    remark: str = ""

    @property
    def words(self) -> str:
        """What stands behind the mark, with the remark that stands in it."""
        return f"{self.text}{self.remark}"


class Marks:
    """Finds marked lines and makes elements of them, so that everything else stays as it was written."""

    def __init__(self, catalogues: Catalogues, *, has_lines: bool = False) -> None:
        # In notes of others a line that begins anew is about something else; one's own go on to the end.
        self._has_lines = has_lines
        self._kinds = {word.casefold(): kind for kind in KINDS for word in catalogues.recognise(kind)}
        nothing = (*catalogues.recognise("nobody"), *catalogues.recognise("no_decision"))
        self._nothing = frozenset(map(label, nothing))
        self._usual = frozenset(word for kind in KINDS for word in catalogues.usual(kind))
        words = alternatives(tuple(word for kind in KINDS for word in catalogues.recognise(kind)))
        # Bold may end before or behind the colon, or with the line: **Actie:** x, **Actie**: x, **Actie: x**.
        sign = r"(?:\*\*|__|\*|_)"
        self._mark = re.compile(
            rf"\s*{SIGNAL}(?P<bold>{sign})?(?P<word>{words}){OWN_NUMBER}(?:\s\((?P<remark>[^()\n]{{2,40}})\))?"
            rf"(?:(?P<inner>{sign})\s*(?:{COLON}|[–—-]\s)|\s*{COLON}(?P<outer>{sign})?)\s*(?P<text>.*)$",
            re.IGNORECASE,
        )

        labels = (word for kind in ("owner", "due", "status") for word in catalogues.recognise(f"{kind}_label"))
        self._field = re.compile(rf"\s*{sign}?(?:{alternatives(tuple(labels))}){sign}?\s?:", re.IGNORECASE)

    def split(self, root: Element) -> None:
        """Replace every marked line below `root` by an element `marked`; called before inline parsing."""
        children: list[Element] = []
        for child in root:
            pieces = [child]
            if child.tag in _SEARCHED:
                self.split(child)
            elif child.tag == "p" and child.text and not child.get(ANNOUNCES):
                spent = child.get(SPENT, "").split()
                found = list(self._pieces(child.text, int(child.get(LINE, "0")), spent))
                pieces = found if any(piece.tag == MARKED for piece in found) else pieces
            children += pieces
        root[:] = children

    def is_marked(self, text: str) -> bool:
        """Whether a text begins with a mark."""
        return bool(self._line(text.split("\n")[0], 0).kind)

    def labelled(self, line: str) -> tuple[str, str]:
        """The kind of mark that a line begins with, and the words behind it; of another line nothing and the line."""
        found = self._line(line, 0)
        return found.kind, found.words

    def bare(self, text: str) -> str:
        """The kind of a mark without any words behind it."""
        line = self._line(text, 0)
        return line.kind if line.kind and not line.words.strip("*_ ") else ""

    def cut(self, text: str) -> tuple[str, str]:
        """A text up to its first marked line, not counting the first line of all, and the rest."""
        lines = text.split("\n")
        end = next((number for number, line in enumerate(lines) if number and self._line(line, 0).kind), len(lines))
        return "\n".join(lines[:end]), "\n".join(lines[end:])

    def _pieces(self, text: str, first_line: int, spent: Container[str]) -> Iterator[Element]:
        """The runs of lines that belong together: marked ones and what stands between them."""
        run: list[_Line] = []
        for offset, line in enumerate(text.split("\n")):
            number = first_line + offset
            found = _Line(line, number) if str(number) in spent else self._line(line, number)
            if run and (found.kind or run[0].kind in _ONE_LINE or self._ends(run, line)):
                yield self._element(run)
                run = []
            run.append(found)
        if run:
            yield self._element(run)

    def _says_nothing(self, text: str) -> bool:
        """ "Actie: geen", "Beschluss: kein Beschluss"."""
        return len(text) < _LONGEST_NOTHING and label(text) in self._nothing

    def _ends(self, run: list[_Line], line: str) -> bool:
        if run[0].kind == "action" and self._field.match(line):
            # "Owner: Ann" below an action says something of it.
            return False
        has_text = any(each.text.strip("*_ ") for each in run)
        may_end = self._has_lines and has_text and run[0].kind in ("action", "decision")
        return may_end and is_new_line(run[-1].written or run[-1].text, line)

    def _line(self, text: str, number: int) -> _Line:
        # Most lines have nothing that could stand behind a label.
        match = self._mark.match(text) if _BEHIND_LABEL.search(text) else None
        if match is None:
            return _Line(text, number)
        rest = match["text"]
        if match["bold"] and not (match["inner"] or match["outer"]):
            if not rest.rstrip().endswith(match["bold"]):
                return _Line(text, number)
            rest = rest.rstrip()[: -len(match["bold"])]
        elif bool(match["bold"]) != bool(match["inner"] or match["outer"]):
            return _Line(text, number)
        remark = f" ({match['remark']})" if match["remark"] else ""
        if remark and self._kinds[match["word"].casefold()] not in ("decision", "request"):
            # "Beschluss (einstimmig): …", "Gevraagd besluit (tel-1): …"; of an action whoever is to do it stands there.
            return _Line(text, number)
        column = len(text) - len(text.lstrip()) + 1
        kind = self._kinds[match["word"].casefold()]
        word = "" if match["word"].casefold() in self._usual else match["word"]
        return _Line(rest, number, kind, column, word, text, match["number"] or "", remark)

    def _element(self, run: list[_Line]) -> Element:
        """A marked line with the words up to the next mark; one that says nothing, or "none", stays as it was."""
        # "Gevraagd besluit (tel-1): …" goes on below; what stands in the mark comes last.
        text = "\n".join(line.text for line in run).strip("\n ") + run[0].remark
        if run[0].kind and text.strip("*_ ") and not self._says_nothing(text):
            element = marked(run[0].kind, text, run[0].number, run[0].column, run[0].word)
            element.set(WRITTEN, "\n".join(line.written or line.text for line in run))
            element.set(NUMBER, run[0].own_number)
            return element
        element = Element("p", {LINE: str(run[0].number)})
        element.text = "\n".join(line.written or line.text for line in run)
        return element


@lru_cache(maxsize=8)
def marks_of(recogniser: Recogniser, *, has_lines: bool) -> Marks:
    """The one for these words: it remembers nothing of any meeting, and takes time to make."""
    return Marks(recogniser.catalogues, has_lines=has_lines)


def marked(kind: str, text: str, line: int, column: int = 1, word: str = "", *, is_done: bool = False) -> Element:
    """An element for a marked line; `word` is the one it was marked with when that is not the usual one."""
    attributes = {KIND: kind, LINE: str(line), COLUMN: str(column), WORD: word, DONE: "yes" if is_done else ""}
    element = Element(MARKED, attributes)
    element.text = text
    return element


def in_text(kind: str, text: str, line: int) -> Element:
    """An element for something of which the words stand in the text around it."""
    element = marked(kind, text.strip(), line)
    element.set(IN_TEXT, "yes")
    return element
