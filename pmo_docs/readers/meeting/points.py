"""Points that no Markdown makes a list of: "a. …", "A1. …", a term with what is to be done below it."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.announcing import LONGEST_HEADING, Announcements
from pmo_docs.readers.meeting.headed import put
from pmo_docs.readers.meeting.listed import MIXED, Found, Listed
from pmo_docs.readers.meeting.marks import LINE
from pmo_docs.readers.meeting.recognising import plain

# "A1. …", "2) …", "• …": the lines of a list that nobody wrote as one.
_CODED = re.compile(
    r"^\s*(?:(?P<number>(?:[A-Z]{0,2}|[A-Z]{1,3}-)\d{1,4}[.:)]|\(\d{1,3}\))|[•–·]|\\?\[(?P<box>[ xX]?)\\?\])"
    r"\s+(?P<text>\S.*)$"
)
# "a. …", "**b) …**": points that no Markdown makes a list of.
_LETTERED = re.compile(r"\s*(?P<sign>\*\*|__)?(?P<letter>[a-z])[.)]\s+(?P<text>\S.*)", re.DOTALL)
_DEFINED = re.compile(r"(?P<term>[^\n:]{1,40})\n:\s+(?P<text>\S.*)", re.DOTALL)


class PointReader:
    """Hands over what a paragraph holds that is a list all the same."""

    def __init__(self, announcing: Announcements) -> None:
        self._announcing = announcing

    def in_lines(self, root: Element, block: Element, kind: str, found: Found) -> bool:
        """Hand over the lines of a paragraph, when they are points; `kind` is what is announced above them."""
        return self.coded(root, block, kind, found) or self._defined(root, block, kind, found)

    def lettered(self, root: Element, block: Element, before: str, one: Listed, found: Found) -> str:
        """Hand over the point behind the one with the letter `before`, the first being "a", as `one` with its words;
        its letter, nothing when the paragraph is no such point."""
        point = _LETTERED.match(block.text or "")
        if point is None or ord(point["letter"]) - ord(before or "`") != 1:
            return ""
        put(root, block, [replace(one, text=f"{point['sign'] or ''}{point['text']}")], found)
        return point["letter"]

    def coded(self, root: Element, block: Element, kind: str, found: Found) -> bool:
        """ "Besluiten" with the lines "B1. …" and "B2. …" right below it, in one paragraph or below a heading."""
        lines = (block.text or "").split("\n")
        head = plain(lines[0]).strip().rstrip("?")
        opened = self._announcing.kind(head) if len(lines) > 1 and len(lines[0]) <= LONGEST_HEADING else ""
        lines = lines[1:] if opened else lines
        kind = opened or kind
        items = [_CODED.match(line) for line in lines] if kind else []
        if not items or not all(items):
            return False
        first, ones = int(block.get(LINE, "0")) + bool(opened), []
        for offset, item in enumerate(filter(None, items)):
            own = (item["number"] or "").strip("(.:)")
            own = own if own and not own.isdecimal() else ""
            status = "x" if (item["box"] or "").casefold() == "x" else ""
            ones.append(Listed(kind, item["text"], first + offset, status=status, number=own))
        put(root, block, ones, found)
        return True

    def _defined(self, root: Element, block: Element, kind: str, found: Found) -> bool:
        """ "AI#0007" with ": Set up the tracker" on the line below it."""
        match = _DEFINED.fullmatch(block.text or "") if kind else None
        if match is None or kind == MIXED:
            return False
        number = match["term"].strip(" *_") if re.search(r"\d", match["term"]) else ""
        line, ones = int(block.get(LINE, "0")) + 1, []
        for said in re.split(r"\n:\s+", match["text"]):
            ones.append(Listed(kind, said if number else f"{match['term']}: {said}", line, number=number))
            line += said.count("\n") + 1
        put(root, block, ones, found)
        return True
