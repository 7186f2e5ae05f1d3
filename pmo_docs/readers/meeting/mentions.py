"""Actions and decisions that are labelled inside the running text: "[ACTION] Ann to …", "… (Actie Jan)", "AI(XX): …".

What stands in the text stays there as it was written; an element `marked` behind it holds what was understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.forms import INITIALS, LONGEST_NAMES, Forms
from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.marks import LINE
from pmo_docs.readers.meeting.names import NameReader, name_reader
from pmo_docs.readers.meeting.recognising import FULL_LINE, FirstWords, Recogniser, narrow, plain, unveiled, veiled

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])")
_LABEL = re.compile(r"\s*(?:(?:\*\*|__)?[^\W\d_][\w ]{1,30}(?:\*\*|__)?:|\\?#\w)")
_LONGEST_ONLY = 100
# No sentence goes on for longer.
_MOST_LINES = 40
_FEWEST_WORDS = 3

Passage = tuple[Element, Element]
"""A paragraph behind the element that it stands in."""


@dataclass(frozen=True)
class Mention:
    """One labelled thing in a text: its words (still Markdown), who is named by the label, lines below the first.

    A label that also means something else, such as "AI", counts only before the name of an owner; where it stands
    without a colon, only of one who is known. `above` is the sentence before a label behind which only names stand.
    """

    kind: str
    text: str
    owners: str = ""
    offset: int = 0
    needs_owner: bool = False
    needs_known_owner: bool = False
    number: str = ""
    above: str = ""
    begins_with_owner: bool = False
    is_answer: bool = False


class MentionReader:
    """Finds what is labelled inside paragraphs and list items."""

    def __init__(self, recogniser: Recogniser, names: NameReader) -> None:
        self._names = names
        catalogues = recogniser.catalogues
        kinds = {word: kind for kind in ("action", "decision") for word in catalogues.recognise(kind)}
        kinds |= dict.fromkeys(catalogues.recognise("action_sign"), "action")
        longest_first = sorted(kinds, key=len, reverse=True)
        self._kinds = {word.casefold(): kind for word, kind in kinds.items()}
        self._labels = FirstWords(self._kinds)
        self._ambiguous = recogniser.words("ambiguous_sign")
        self._articles = tuple(f"{word} " for word in recogniser.words("articles"))
        self._resolved_to = recogniser.words("resolved_to")
        self._forms = Forms(catalogues, longest_first)

    def read(self, text: str) -> Iterator[Mention]:
        """What is labelled in a text, line by line; a sentence that goes on counts as far as the text does."""
        lines = veiled(narrow(text)).split("\n")
        for offset, line in enumerate(lines):
            found = self._in_line(line)
            if found:
                rest = (
                    []
                    if found.text.rstrip().endswith((".", "!", "?"))
                    else _going_on(lines[offset : offset + _MOST_LINES], self._is_start)
                )
                for one in self._apart(replace(found, text="\n".join([found.text, *rest]), offset=offset)):
                    yield replace(one, text=unveiled(one.text), above=unveiled(one.above))

    def _apart(self, mention: Mention) -> Iterator[Mention]:
        """Two labels on one line are two things."""
        text = mention.text
        starts = {match.start() for match in self._forms.another.finditer(text)}
        starts |= {
            match.start() for match in self._forms.another_of.finditer(text) if self._are_names(plain(match["names"]))
        }
        first, *others = [*sorted(starts), len(text)]
        yield replace(mention, text=text[:first].rstrip()) if others else mention
        for start, end in pairwise([first, *others]):
            if found := self._in_line(text[start:end].rstrip()):
                yield replace(found, offset=mention.offset)

    def may_label(self, text: str) -> bool:
        """Whether the first word of any label stands in a text: most have none."""
        return self._labels.may_stand_in(text)

    def only_owners(self, line: str) -> str:
        """The names when a line is a label with nothing but names: "Action: AB", "Actie: Jan"."""
        may_be = len(line) <= _LONGEST_ONLY and self._labels.may_stand_in(line)
        match = self._forms.only_names.match(narrow(line)) if may_be else None
        names = match["names"].strip("*_ .") if match else ""
        return names if match and self._kinds[match["word"].casefold()] == "action" and self._are_names(names) else ""

    def starts(self, line: str) -> bool:
        """Whether a line begins with something labelled."""
        line = narrow(line)
        if self._forms.named.match(line) is not None and self._with_names(line) is not None:
            return True
        loud = self._forms.loud.match(line)
        dashed = self._forms.before_text.match(line)
        return (loud is not None and bool(plain(loud["text"]).strip())) or (
            dashed is not None and dashed["word"].isupper()
        )

    def _is_start(self, line: str) -> bool:
        return self._in_line(line) is not None

    def _in_line(self, line: str) -> Mention | None:
        if not self._labels.may_stand_in(line):
            return self._by_letter(line) or self._by_sign(line)
        return (
            self._in_brackets(line)
            or self._with_names(line)
            or self._of_body(line)
            or self._before_dash(line)
            or self._inside(line)
            or self._in_middle(line)
            or self._at_end(line)
            or self._bare(line)
            or self._by_sign(line)
        )

    def _in_brackets(self, line: str) -> Mention | None:
        match = self._forms.bracketed.search(line)
        if not match:
            return None
        before, behind = line[: match.start()].strip(" -*"), line[match.end() :].strip()
        kind, inside = self._kinds[match["word"].casefold()], match["inside"]
        if inside:
            if not self._are_names(plain(inside), may_be_nickname=True):
                return Mention(kind, inside.strip())
            return Mention(kind, behind or _last_sentence(before), inside) if behind or before else None
        if before and len(behind) < LONGEST_NAMES and self._are_names(plain(behind), may_be_nickname=True):
            return Mention(kind, _last_sentence(before), behind)
        # At the end it labels the sentence before it.
        text = behind or _last_sentence(before)
        return Mention(kind, text) if text else None

    def _with_names(self, line: str) -> Mention | None:
        match = self._forms.named.match(line)
        bare = self._forms.named_bare.match(line) if not match else None
        if bare and self._kinds[bare["word"].casefold()] == "action" and self._are_names(plain(bare["names"])):
            return Mention("action", bare["text"].rstrip("*_ "), bare["names"])
        if front := self._forms.in_front.match(line):
            return Mention(self._kinds[front["word"].casefold()], front["text"].rstrip("*_ "))
        if not match or (match["word"].casefold() in self._ambiguous and "(" in line[: match.start("text")]):
            # "AI(AB):" is one of those in the middle of a line.
            return None
        return self._of_names(match, match["number"] or "")

    def _of_body(self, line: str) -> Mention | None:
        match = self._forms.of_body.match(line)
        is_decision = match and self._kinds[match["word"].casefold()] == "decision"
        return Mention("decision", match["text"].rstrip("*_ ")) if match and is_decision else None

    def _bare(self, line: str) -> Mention | None:
        """A label in capitals without a colon: a decision at the begin of a line, an action before somebody known."""
        match = self._forms.bare.search(line)
        if not match or match["word"].casefold() in self._ambiguous or len(match["text"].split()) < _FEWEST_WORDS:
            return None
        if self._kinds[match["word"].casefold()] == "decision":
            if match["text"].split()[0].casefold() in self._resolved_to:
                # "RESOLVED that …" is settled with the votes on it.
                return None
            return None if line[: match.start()].strip(" *_") else Mention("decision", match["text"].rstrip("*_ "))
        first, second = match["text"].split()[:2]
        is_begin = not line[: match.start()].strip(" *_") or line[: match.start()].rstrip()[-1] in ".!?"
        if is_begin and second[:1].islower() and self._are_names(first):
            # "… ACTIE Patrick nieuwe lijst ophangen", who may have come in later.
            return Mention("action", match["text"].rstrip("*_ "), first)
        if not line[: match.start()].strip(" *_") and not match["text"].split()[0].isalpha():
            # "ACTION 70/40 membership form"
            return Mention("action", match["text"].rstrip("*_ "))
        return Mention("action", match["text"].rstrip("*_ "), needs_known_owner=True, begins_with_owner=True)

    def _by_sign(self, line: str) -> Mention | None:
        """ "→ Ann: …", "A23-31  Ann: …": an action of somebody who is known; "B23-17  …" is a decision."""
        if coded := self._forms.coded.match(line):
            number = f"{coded['letter']}{coded['number']}"
            if coded["letter"] in self._forms.decision_letters:
                is_sentence = len(coded["text"].split()) > _FEWEST_WORDS
                return Mention("decision", coded["text"], number=number) if is_sentence else None
            return Mention("action", coded["text"], needs_known_owner=True, number=number)
        if coded := self._forms.coded_action.match(line):
            return Mention("action", coded["text"], needs_known_owner=True, number=coded["number"])
        arrow = self._forms.arrow.match(line)
        if arrow is None or line.rstrip().endswith("?"):
            return None
        return Mention("action", arrow["text"], needs_known_owner=True, begins_with_owner=True)

    def _by_letter(self, line: str) -> Mention | None:
        """An "A" is an action only of somebody who is known."""
        if not any(letter in line for letter in self._forms.letters):
            return None
        behind = self._forms.letter_behind.search(line)
        before = self._forms.letter_before.match(line)
        if before:
            return Mention("action", before["text"], needs_known_owner=True, is_answer=True)
        text = _last_sentence(line[: behind.start()].strip(" *_")) if behind else ""
        names, _, by = behind["names"].partition(",") if behind else ("", "", "")
        return (
            Mention("action", f"{text} ({by.strip()})" if by else text, names, needs_known_owner=True) if text else None
        )

    def _before_dash(self, line: str) -> Mention | None:
        match = self._forms.dashed.match(line)
        named = self._of_names(match) if match else None
        if hashed := self._forms.hashed.match(line) or self._forms.bold.match(line):
            names = hashed.groupdict().get("names") or ""
            return Mention(self._kinds[hashed["word"].casefold()], hashed["text"], names)
        if tagged := self._forms.tagged.match(line):
            return Mention(self._kinds[tagged["word"].casefold()], tagged["text"])
        if numbered := self._forms.numbered.match(line):
            kind = self._kinds[numbered["word"].casefold()]
            return Mention(kind, numbered["text"], number=numbered["number"] or "")
        handle = self._forms.handle.match(line)
        named = named or (self._of_names(handle) if handle else None)
        bare = self._forms.before_text.match(line)
        if named or bare is None:
            return named
        word = bare["word"].casefold()
        needs_owner = word in self._ambiguous
        return Mention(self._kinds[word], bare["text"], needs_owner=needs_owner, number=bare["number"] or "")

    def _inside(self, line: str) -> Mention | None:
        match = self._forms.within.search(line)
        names = (match["names"] or match["shouted"] or match["behind"]) if match else ""
        if not match or not self._are_names(plain(names)):
            return None
        word = (match["word"] or match["loud"] or match["next"]).casefold()
        return Mention(self._kinds[word], match["text"].rstrip("*_ "), names, needs_known_owner=True)

    def _of_names(self, match: re.Match[str], number: str = "") -> Mention | None:
        """A label with names behind it."""
        word, names = match["word"].casefold(), plain(match["names"])
        # "ACTION petra: …", "auftrag an petra: …": in small letters only of somebody who is known.
        is_small = not self._are_names(names) or self._is_thing(names)
        may_be_small = match["word"].isupper() or bool(match.groupdict().get("joined"))
        if is_small and not (may_be_small and self._are_names(names, may_be_nickname=True)):
            # "Actie (spoed): bel de leverancier".
            is_remark = f" ({match['names']})" in match[0] and word not in self._ambiguous
            text = match["text"].rstrip("*_ ")
            return Mention(self._kinds[word], f"{text} ({names})", number=number) if is_remark else None
        text, by = match["text"].rstrip("*_ "), match.groupdict().get("by") or ""
        text = f"{text} ({by})" if by else text
        return Mention(
            self._kinds[word],
            text,
            match["names"],
            number=number,
            needs_known_owner=is_small or word in self._ambiguous,
        )

    def _in_middle(self, line: str) -> Mention | None:
        match = self._forms.loud.search(line) or self._forms.after.search(line)
        if not match or not plain(match["text"]).strip():
            return None
        word, names = match["word"].casefold(), match.groupdict().get("names") or ""
        number = match.groupdict().get("number") or ""
        needs_owner = word in self._ambiguous and not names and not number
        text, before = match["text"].rstrip("*_ "), _last_sentence(line[: match.start()].strip(" *_"))
        is_owner = before and not names and len(text) < LONGEST_NAMES and self._are_names(text.rstrip("."))
        above = before if is_owner else ""
        return Mention(self._kinds[word], text, names, needs_owner=needs_owner, number=number, above=above)

    def _at_end(self, line: str) -> Mention | None:
        initials = self._forms.initials.search(line) or self._ending(line)
        if initials and self._kinds[initials["word"].casefold()] == "action":
            before = _last_sentence(line[: initials.start()].strip(" ,;"))
            return Mention("action", before, initials["names"], needs_known_owner=True)
        given = self._forms.given.search(line)
        if given and self._kinds[given["word"].casefold()] == "action" and self._are_names(given["names"]):
            text = _last_sentence(line[: given.start()].strip(" :–—-")) + (given["by"] or "")
            return Mention("action", text, given["names"], needs_known_owner=True)
        if noted := self._forms.noted.search(line):
            kind, before = self._kinds[noted["word"].casefold()], _last_sentence(line[: noted.start()].strip())
            return Mention(kind, before, needs_known_owner=True) if before and kind == "action" else None
        match = self._forms.behind.search(line)
        if match and match["last"]:
            return self._emphasised(line, match)
        return (self._with_names_behind(line, match) if match else None) or self._told_behind(line)

    def _ending(self, line: str) -> re.Match[str] | None:
        """ "… Actie Jan en Els." behind what they do."""
        ending = self._forms.ending.search(line)
        return ending if ending and self._are_names(ending["names"]) else None

    def _told_behind(self, line: str) -> Mention | None:
        """ "(Actie: Jan, vraagt het na)"."""
        match = self._forms.told_behind.search(line)
        if not match:
            return None
        names, comma, rest = match["text"].partition(",")
        if (
            comma
            and rest.strip()
            and not re.search(r"^\s*\d", rest)
            and self._are_names(plain(names), may_be_nickname=True)
        ):
            return Mention(self._kinds[match["word"].casefold()], rest.strip(), names)
        is_said = len(match["text"].split()) > _FEWEST_WORDS
        return Mention(self._kinds[match["word"].casefold()], match["text"]) if is_said else None

    def _with_names_behind(self, line: str, match: re.Match[str]) -> Mention | None:
        names, comma, rest = plain(match["names"]).partition(",")
        if comma and re.search(r"\d", rest) and self._are_names(names):
            # "(ToDo Schmidt, bis 20.06.)"
            kind, before = self._kinds[match["word"].casefold()], _last_sentence(line[: match.start()].strip(" *_"))
            return Mention(kind, f"{before} ({rest.strip()})", names) if before and kind == "action" else None
        if not self._are_names(plain(match["names"])):
            return None
        kind = self._kinds[match["word"].casefold()]
        before = _last_sentence(line[: match.start()].strip())
        return Mention(kind, before, match["names"]) if before and kind == "action" else None

    def _emphasised(self, line: str, match: re.Match[str]) -> Mention | None:
        """ "Buy the paint. *Actie Petra*"."""
        before = _last_sentence(line[: match.start()].strip())
        is_action = self._kinds[match["last"].casefold()] == "action" and self._are_names(match["end"])
        return Mention("action", before, match["end"], needs_known_owner=True) if is_action and before else None

    def _are_names(self, text: str, *, may_be_nickname: bool = False) -> bool:
        """Whether names stand there, or the letters by which people are known in a group."""
        text = text.strip()
        if INITIALS.fullmatch(text):
            return True
        parts = self._names.parts(text)
        return bool(parts) and all(self._is_somebody(part, may_be_nickname=may_be_nickname) for part in parts)

    def _is_thing(self, text: str) -> bool:
        """ "der Stadt": a name behind an article is of nobody who signs with it."""
        return text.casefold().startswith(self._articles)

    def _is_somebody(self, text: str, *, may_be_nickname: bool) -> bool:
        one = self._names.person(text, may_be_nickname=may_be_nickname)
        return one is not None or self._names.is_everyone(text)


def paragraphs(root: Element) -> Iterator[Passage]:
    """Every paragraph of running text, behind the element it stands in; not in quotes, tables or code."""
    for child in list(root):
        if child.tag == "p":
            yield root, child
        elif child.tag in ("ul", "ol", "li"):
            yield from paragraphs(child)


def sections(root: Element) -> Iterator[tuple[Element | None, list[Passage]]]:
    """The headings, None above the first, each with the paragraphs below it up to the next heading."""
    heading: Element | None = None
    found: list[Passage] = []
    for block in root:
        if block.tag in LEVELS:
            yield heading, found
            heading, found = block, []
        elif block.tag == "p":
            found.append((root, block))
        elif block.tag in ("ul", "ol"):
            found += paragraphs(block)
    yield heading, found


def line_of(element: Element) -> int:
    return int(element.get(LINE, "0"))


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the sign of an item before it."""
    return [part.lstrip("-* ") for part in _SENTENCE_END.split(text)]


def _last_sentence(text: str) -> str:
    return sentences(text)[-1]


def _going_on(lines: list[str], is_start: Callable[[str], bool]) -> list[str]:
    """The lines with which a sentence goes on: up to the next label, or a capital behind a line that was not full."""

    def goes_on(pair: tuple[str, str]) -> bool:
        above, line = pair
        is_short = len(above) < FULL_LINE and line.lstrip()[:1].isupper()
        return not is_short and not is_start(line) and not _LABEL.match(line)

    return [line for _, line in takewhile(goes_on, pairwise(lines))]


@lru_cache(maxsize=4)
def mention_reader(recogniser: Recogniser) -> MentionReader:
    """The one for these catalogues: it remembers nothing of any meeting, and takes time to make."""
    return MentionReader(recogniser, name_reader(recogniser))
