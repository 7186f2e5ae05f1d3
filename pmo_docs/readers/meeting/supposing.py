"""First names that are some, though the notes do not say whose: "Wouter vraagt het na", "… (Wouter)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.names import NameReader
from pmo_docs.readers.meeting.recognising import Recogniser, plain

_WORD = r"[^\W\d_a-z][^\W\d_]{2,15}"
_FEWEST = 2
# Among notes longer than this somebody is named in full somewhere.
_MOST_LINES = 2000
# "… (Wouter)", "… (Wouter, Eva)", "… (Wouter / Eva)" at the end of a line.
_BEHIND = re.compile(rf"\((?P<names>{_WORD}(?:(?:, ?| ?/ ?| ?& ?){_WORD}){{0,3}})\)\s*[.?]?\s*$")
_SPEAKS = re.compile(rf"\s*(?P<name>{_WORD}):\s")


def supposed(root: Element, recogniser: Recogniser, common: Set[str]) -> Iterator[str]:
    """The words that stand where only names stand, at least twice, once of them doing something or behind it.

    None of the `common` words, which the notes write in small letters or behind an article.
    """
    names = NameReader(recogniser)
    does = re.compile(rf"(?P<name>{_WORD})\s+(?:{recogniser.any_of('does_surely')})(?!\w)")
    weak = recogniser.words("infinitive_sign")
    seen: Counter[str] = Counter()
    surely: set[str] = set()
    lines = (line for words in root.iter("p") for line in plain(words.text or "").split("\n"))
    for _, line in zip(range(_MOST_LINES), lines, strict=False):
        for match in does.finditer(line):
            if match[0].split()[-1] not in weak:
                surely.add(match["name"])
                seen[match["name"]] += 1
        if behind := _BEHIND.search(line):
            found = re.findall(_WORD, behind["names"])
            surely.update(found)
            seen.update(found)
        if speaks := _SPEAKS.match(line):
            seen[speaks["name"]] += 1
    for name, count in seen.items():
        if count >= _FEWEST and name in surely and name.casefold() not in common and names.is_name(name):
            yield name
