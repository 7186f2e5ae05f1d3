"""What a heading or a line announces: actions, decisions or both in the list below it, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.listed import AGREED, MIXED, words_of
from pmo_docs.readers.meeting.marks import ANNOUNCES
from pmo_docs.readers.meeting.names import NameReader
from pmo_docs.readers.meeting.owners import OwnerReader
from pmo_docs.readers.meeting.recognising import Recogniser, is_new_line, label, narrow, plain, shortcode_title

_ENDINGS = {"ending_actions": "action", "ending_decisions": "decision"}
_KINDS = {"actions_heading": "action", "decisions_heading": "decision"}
_PROGRESS = ("done_status", "busy_status", "deferred_status", "dropped_status")
_LAST_BRACKET = re.compile(r"\((?P<said>[^()]{3,25})\)$")
LONGEST_HEADING = 60
_MOST_WORDS, _MOST_WORDS_OF_BODY = 8, 3
_MOST_ADJECTIVES = 4
_FEW = 4
_LONGEST_LEAD = 120
# "[AB, CD] Update the site".
ASSIGNED = re.compile(r"\s*\\?\[(?P<names>[^\[\]\\]{2,60})\\?\]\s")
LEAD = re.compile(r"^(?P<names>[^:]{2,60}?)\s*(?::|\.\.\.|…)\s*$")
_ONLY_LABEL = re.compile(r"^\s*(?:\*\*|__)?(?P<words>[^*_:\n]{3,60}?)\s*:?\s*(?:\*\*|__)?\s*:?\s*$")
_UNSPACED = re.compile(r"#{2,6}(?=[^\W\d_])")
_HANDLE = re.compile(r"@[\w-]+(?: [^\W\d_a-z][\w'’-]*){0,2}")


class Announcements:
    """Understands one heading or line after the other."""

    def __init__(
        self,
        recogniser: Recogniser,
        names: NameReader,
        owners: OwnerReader,
        numbered: Callable[[str], str],
    ) -> None:
        self._recogniser = recogniser
        self._names = names
        self._is_known = owners.who.knows
        self._does_something = owners.does_something
        self._numbered = numbered
        self._heads: frozenset[str] = frozenset()

    def learn(self, heads: Sequence[str], surely: Sequence[str]) -> None:
        """Take lines in bold above lists for names, when several of them are names of people who are known; and take
        others that are `surely` names."""
        are_known = sum(map(self._is_known, heads)) > 1
        self._heads = frozenset(head for head in heads if self._names.is_name(head)) if are_known else frozenset()
        self._heads |= frozenset(surely)

    def are_settled(self, block: Element) -> bool:
        """Whether the last line of a paragraph says that what follows was approved."""
        return self._are_settled(narrow(block.text or "").split("\n")[-1].strip())

    def announced(self, block: Element, below: Element) -> tuple[str, str]:
        """What the last line of a paragraph announces: "Actiepunten:", "**Action items:** @ann will …"."""
        *above, last = (line.strip() for line in narrow(block.text or "").split("\n"))
        if above and not is_new_line(above[-1], last):
            # The end of a sentence announces nothing: "… and the resulting\nactions:".
            return "", ""
        is_above_list = below.tag in ("ul", "ol")
        if title := shortcode_title(block.text or ""):
            return self.kind(title), ""
        if is_above_list and (alone := self._recogniser.kind_of(tuple(_KINDS), last)):
            # "Besluit" on a line of its own, right above what was decided.
            return _KINDS[alone], ""
        if is_above_list and (single := self.single(last)):
            return single, ""
        head, comma, rest = last.partition(",")
        if is_above_list and comma and rest.endswith(":") and (about := self._recogniser.kind_of(tuple(_KINDS), head)):
            # "Besluiten, zoals besproken op 28 januari:"
            return _KINDS[about], ""
        if is_above_list and self._recogniser.is_a("plan_lead", last) and self._are_promises(below):
            return "action", ""
        if is_above_list and self._recogniser.says("actions_heading", last) and self.are_assigned(below):
            # "Actions carried forward." with "[AB] …" in every item.
            return "action", ""
        if is_above_list and self._are_settled(last):
            block.set(ANNOUNCES, "yes")
            return "decision", ""
        if unspaced := _UNSPACED.match(last):
            # "##Todo" is no heading in Markdown, and meant as one.
            return self.kind(last[unspaced.end() :]), ""
        if ":" not in last and not last.startswith(("**", "__")):
            return "", ""
        only = _ONLY_LABEL.match(last)
        if only and (last.rstrip("*_ ").endswith(":") or last.startswith(("**", "__"))):
            return self.kind(only["words"]) or self._decides(only["words"]) or self.kind_about(only["words"]), ""
        head, colon, rest = plain(last).partition(":")
        if colon and is_above_list and self.kind(head) == "decision" and self._is_body(rest):
            # "Besluit: de stuurgroep", with what it decides in the list below.
            block.set(ANNOUNCES, "yes")
            return "decision", ""
        if colon and is_above_list and self._are_owners(rest.strip()) and (kind := self.kind(head)):
            # "Action items: @ann", with what she does in the list below.
            block.set(ANNOUNCES, "yes")
            return kind, rest.strip()
        lead = LEAD.match(rest.strip())
        if colon and lead and (kind := self.kind(head)) and not self._is_promise(lead["names"]):
            block.set(ANNOUNCES, "yes")
            return kind, self.owners_in(lead["names"])
        return "", ""

    def kind(self, text: str) -> str:
        """What stands below a heading: actions, decisions, or both below "Besluiten en acties"."""
        kind = self._recogniser.loosely((*_KINDS, "agreements_heading"), text)
        if kind == "decisions_heading" and self._is_unsettled(text):
            return ""
        if kind:
            return _KINDS.get(kind, AGREED)
        *adjectives, last = text.rstrip(": ").split() or [""]
        if adjectives and self._is_approval(adjectives, last):
            # "Grants approved"
            return "decision"
        is_short = 0 < len(adjectives) <= _MOST_ADJECTIVES and not self._is_unsettled(text)
        if is_short and self._are_adjectives(adjectives):
            # "Strategische & algemene beslissingen"
            ending = self._recogniser.kind_of(tuple(_ENDINGS), last)
            if ending:
                return _ENDINGS[ending]
        if kind := self._numbered(text):
            return kind
        parts = self._names.parts(text) if len(text) <= LONGEST_HEADING else []
        kinds = {self._recogniser.loosely(tuple(_KINDS), part) for part in parts}
        if len(parts) == len(_KINDS) and kinds == set(_KINDS):
            return MIXED
        return _KINDS.get(kinds.pop(), "") if len(kinds) == 1 else ""

    def _is_approval(self, words: Sequence[str], last: str) -> bool:
        """Whether a heading says of some things that they were approved; the minutes and the agenda are adopted."""
        if not self._recogniser.is_a("approved_word", last):
            return False
        text = " ".join(words)
        is_adopted = any(self._recogniser.says(f"adopted_{one}", text) for one in ("minutes", "agenda", "list"))
        are_things = words[-1].casefold().endswith(("s", "en", "e")) and self._are_adjectives(words)
        return are_things and not is_adopted and len(words) < _FEW

    def kind_about(self, text: str) -> str:
        """ "Actions relating to the budget"."""
        about = self._recogniser.search("about", text)
        kind = _KINDS.get(self._recogniser.kind_of(tuple(_KINDS), text[: about.start()]) if about else "", "")
        if kind or len(text) > LONGEST_HEADING:
            return kind
        if len(label(text).split()) < _MOST_WORDS and self._is_about_actions(text):
            # "Review action items from 3 December", "Not finished tasks".
            return "action"
        # "Tasks for the release": what is asked of whoever decides is no decision.
        joined = self._recogniser.search("for", text)
        is_for = joined is not None and self._recogniser.is_a("actions_heading", text[: joined.start()])
        return "action" if is_for else ""

    def status(self, text: str) -> str:
        """ "Completed action items", "Erledigte Aufgaben": how far everything below a heading is."""
        word = next((word for word in text.split() if self._recogniser.is_a("done_heading", word)), "")
        is_denied = any(self._recogniser.says(kind, text) for kind in ("denial", "unsettled"))
        return word if word and not is_denied else ""

    def progress(self, text: str) -> str:
        """ "Done:", "**In progress**", "todo (postponed):": the words of a line that say how far what follows is."""
        bracketed = _LAST_BRACKET.search(text.strip().rstrip(":"))
        said = bracketed["said"] if bracketed else text
        return said.strip(" :") if len(text) <= LONGEST_HEADING and self._recogniser.kind_of(_PROGRESS, said) else ""

    def says_when(self, text: str) -> bool:
        """ "Deadline: 12 mei 2026": a line with nothing but a label for a day and a number behind it."""
        label_, colon, said = text.partition(":")
        is_day = bool(colon) and any(sign.isdigit() for sign in said) and len(text) <= LONGEST_HEADING
        return is_day and self._recogniser.is_a("due_label", label_)

    def _is_about_actions(self, text: str) -> bool:
        """Whether a heading names actions among other words, and denies none."""
        is_denied = any(self._recogniser.pattern(kind).match(text) for kind in ("no_action", "nobody"))
        bare = label(text)
        is_said = self._recogniser.says("actions_surely", bare) or self._recogniser.says("actions_surely", text)
        return is_said and not is_denied and not text.rstrip().endswith("?")

    def single(self, text: str) -> str:
        """ "ACTION" as an item, with what is to be done in the list below it."""
        return self._recogniser.kind_of(("action", "decision"), text)

    def whose(self, raw: str) -> str:
        """The names when a line is nothing else than people who are known: "**Wim**", "Wim and Ann:"."""
        text = plain(raw).strip().rstrip(":")
        parts = self._names.parts(text) if len(text) <= LONGEST_HEADING else []
        are_people = bool(parts) and all(self._is_known(one) or self._names.is_everyone(one) for one in parts)
        return text if are_people or text in self._heads else ""

    def owners_in(self, text: str) -> str:
        """The names at the beginning of a line such as "@ann will"."""
        words = text.split()
        for count in range(len(words), 0, -1):
            head = " ".join(words[:count])
            rest = " ".join(words[count:])
            is_lead = not rest or self._recogniser.is_a("does", rest)
            parts = self._names.parts(head)
            if is_lead and all(self._names.person(part) or self._names.is_everyone(part) for part in parts):
                return head
        return ""

    def _is_unsettled(self, text: str) -> bool:
        """ "Openstaande beslissingen", "Decisions needed"."""
        return any(self._recogniser.is_a("unsettled_heading", word) for word in text.rstrip(": ").split())

    def _are_adjectives(self, words: Sequence[str]) -> bool:
        """Whether words may stand before "decisions" and say which: no verb or preposition among them is known."""
        known = ("small_words", "for", "due", "about", "no_name", "does")
        return not any(self._recogniser.kind_of(known, word) for word in words)

    def _is_body(self, text: str) -> bool:
        """ "de stuurgroep": who decides, and not what."""
        words = text.split()
        is_short = 1 < len(words) <= _MOST_WORDS_OF_BODY and words[-1][-1:].isalnum()
        return is_short and words[0].casefold() in self._recogniser.words("heading_filler")

    def _decides(self, text: str) -> str:
        """ "Het MT besluit", with what it decides in the list below."""
        words = text.split()
        is_lead = 1 < len(words) <= _MOST_WORDS and self._recogniser.is_a("decides", words[-1])
        return "decision" if is_lead else ""

    def are_assigned(self, block: Element) -> bool:
        """Whether every item of a list begins with somebody who is known, or all, in brackets: "[AB, CD] …"."""
        words = [words_of(item) for item in block if item.tag == "li"]
        items = [self.assigned(one.text or "") if one is not None else "" for one in words]
        return len(items) > 1 and all(items)

    def assigned(self, text: str) -> str:
        """The names in brackets with which a text begins, when they are of people who are known, or of all."""
        match = ASSIGNED.match(text)
        return match["names"] if match and all(map(self._may_do, self._names.parts(match["names"]))) else ""

    def _may_do(self, name: str) -> bool:
        return self._is_known(name) or self._names.is_everyone(name)

    def _are_settled(self, text: str) -> bool:
        """ "De volgende voorstellen zijn goedgekeurd door het TO:", with the proposals in the list below."""
        said = plain(text).strip()
        word = self._recogniser.pattern("these_proposals").match(said) if said.endswith(":") else None
        rest = said[word.end() :] if word else ""
        is_settled = any(self._recogniser.says(kind, rest) for kind in ("carried", "resolves"))
        refused = any(self._recogniser.says(kind, rest) for kind in ("defeated", "tabled", "unsettled"))
        return is_settled and not refused and len(said) <= _LONGEST_LEAD

    def _are_owners(self, text: str) -> bool:
        """Whether a text is nothing but a handle, with a name behind it or not, or people who are known."""
        return _HANDLE.fullmatch(text) is not None or bool(self.whose(text))

    def _are_promises(self, block: Element) -> bool:
        """Whether every item of a list says what somebody will do: "The plan is:" with "Ann will …" below it."""
        return all((words := words_of(item)) is not None and self._does_something(words.text or "") for item in block)

    def _is_promise(self, text: str) -> bool:
        """ "@ann will handle the release:" is an action itself, whatever list follows."""
        word = self._recogniser.search("does", text)
        return word is not None and bool(text[word.end() :].strip()) and bool(self.owners_in(text[: word.end()]))
