"""Lines in bold that are the headings of notes without headings."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.marks import LINE

# "**2. Budget**", "**TOP 3 - Sonstiges:**", "**Mededelingen**"; "**Actie: Jan belt.**" says something itself.
_BOLD = re.compile(r"\s*(?P<sign>\*\*|__)(?P<words>[^*_\n]{2,80})(?P=sign)\s*:?[ \t\\]*(?:\n|$)")
_SAYS_SOMETHING = re.compile(r":\s*\S|(?<!\w\.\w)[.!?]\s*$")
_FEWEST = 3


def raise_bold_lines(root: Element) -> None:
    """Make headings of the lines in bold that begin a paragraph, where the notes have no headings but their title."""
    if sum(block.tag in LEVELS for block in root) > 1:
        return
    found = {id(block): words for block in root if block.tag == "p" and (words := _words(block.text or ""))}
    if len(found) < _FEWEST:
        return
    blocks = []
    for block in root:
        if id(block) in found:
            _, _, below = (block.text or "").lstrip().partition("\n")
            heading = Element("h2", {LINE: block.get(LINE, "0")})
            heading.text = found[id(block)]
            blocks.append(heading)
            block.text = below
            block.set(LINE, str(int(block.get(LINE, "0")) + 1))
        if block.tag != "p" or (block.text or "").strip():
            blocks.append(block)
    root[:] = blocks


def _words(text: str) -> str:
    match = _BOLD.match(text)
    words = match["words"].strip(" :") if match else ""
    return "" if _SAYS_SOMETHING.search(words) else words
