"""First names that are some, though the notes do not say whose: "Wouter vraagt het na", "… (Wouter)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Set
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.names import name_reader
from pmo_docs.readers.meeting.recognising import Recogniser, plain

_WORD = r"[^\W\d_a-z][^\W\d_]{2,15}"
_FEWEST = 2
# Among notes longer than this somebody is named in full somewhere.
_MOST_LINES = 2000
# "… (Wouter)", "… (Wouter, Eva)", "… (Wouter / Eva)" at the end of a line.
_BEHIND = re.compile(rf"\((?P<names>{_WORD}(?:(?:, ?| ?/ ?| ?& ?){_WORD}){{0,3}})\)\s*[.?]?\s*$")
# "… (Wouter)" and "… - Wouter" at the end of an item.
_LAST = re.compile(rf"(?:\((?P<round>{_WORD})\)|\s[-–—]\s(?P<dash>{_WORD}))\s*\.?\s*$")
_SPEAKS = re.compile(rf"\s*(?P<name>{_WORD}):\s")


def supposed(
    root: Element, recogniser: Recogniser, common: Set[str], is_known: Callable[[str], bool] = lambda name: False
) -> Iterator[str]:
    """The words that stand where only names stand, at least twice, once of them doing something or behind it.

    One that ends an item counts at once where as many people who are known end the items of the list.
    None of the `common` words, which the notes write in small letters or behind an article.
    """
    names = name_reader(recogniser)
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
    found_twice = {name for name, count in seen.items() if count >= _FEWEST and name in surely}
    beside = _beside(root, lambda name: name in found_twice or is_known(name))
    for name in dict.fromkeys((*seen, *beside)):
        is_one = name in found_twice or name in beside
        if is_one and name.casefold() not in common and names.is_name(name):
            yield name


def _beside(root: Element, is_known: Callable[[str], bool]) -> dict[str, None]:
    """What ends the items of a list where as many names that are known end others."""
    found: dict[str, None] = {}
    for block in root.iter():
        if block.tag not in ("ul", "ol"):
            continue
        firsts = (next(iter(item), None) for item in block)
        words = (plain(each.text or "").split("\n")[-1] for each in firsts if each is not None and each.tag == "p")
        last = [match["round"] or match["dash"] for each in words if (match := _LAST.search(each))]
        unknown = dict.fromkeys(name for name in last if not is_known(name))
        # "(Concept)" among names is rare, and so is one name among remarks.
        if len(unknown) <= len(set(last)) - len(unknown):
            found.update(unknown)
    return found
