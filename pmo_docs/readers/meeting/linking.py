"""What decisions and actions say of earlier decisions by number: "vervangt besluit 104", "voert besluit 112 uit"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pmo_docs.readers.meeting.recognising import Recogniser

_NUMBER = r"(?:nr\.?\s*|no\.?\s*|nummer\s+|number\s+)?(?P<number>[A-Z]{0,3}-?\d(?:[\w/-]*\w)?)"


# "(tel-1)", "(B3)", also before the votes: letters first, a figure last.
_IDENTIFIER = re.compile(r"\((?P<id>[^\W\d_][\w./-]{0,30}?\d)\)(?:\s*\([^()]*\))?[\s.]*$")


class Links(NamedTuple):
    """The numbers of the decisions that another one replaces, and of those that it withdraws."""

    replaces: tuple[str, ...] = ()
    withdraws: tuple[str, ...] = ()


class LinkReader:
    """Finds these numbers in words."""

    def __init__(self, recogniser: Recogniser) -> None:
        # Most words name no decision.
        self._telling = recogniser.sieve(("decision_noun",))
        one = rf"(?:{recogniser.any_of('decision_noun')})\s+{_NUMBER}"
        article = rf"(?:(?:{recogniser.any_of('articles')})\s+)?"
        replacing, withdrawn = recogniser.any_of("replaces"), recogniser.any_of("is_withdrawn")
        self._replaces = re.compile(rf"(?<!\w)(?:{replacing})\s+{article}{one}", re.IGNORECASE)
        self._withdrawn = re.compile(rf"(?<!\w){one}\s+(?:{withdrawn})(?!\w)", re.IGNORECASE)
        self._named = re.compile(rf"(?<!\w){one}(?!\w)", re.IGNORECASE)

    def of_decision(self, text: str) -> Links:
        """What a decision says of earlier ones."""
        if not self._telling.may_stand_in(text):
            return Links()
        replaced = tuple(match["number"] for match in self._replaces.finditer(text))
        withdrawn = tuple(match["number"] for match in self._withdrawn.finditer(text))
        return Links(tuple(dict.fromkeys(replaced)), tuple(one for one in withdrawn if one not in replaced))

    def of_action(self, text: str) -> tuple[str, ...]:
        """The decisions that an action carries out: those that it names."""
        found = self._named.finditer(text) if self._telling.may_stand_in(text) else ()
        return tuple(dict.fromkeys(match["number"] for match in found))

    @staticmethod
    def requested(text: str) -> tuple[str, ...]:
        """The identifier of a request behind the words of what is asked or decided: "… from the reserve (tel-1)"."""
        last = _IDENTIFIER.search(text)
        return (last["id"],) if last else ()


@lru_cache(maxsize=4)
def link_reader(recogniser: Recogniser) -> LinkReader:
    """The one for these catalogues: it remembers nothing of any meeting, and takes time to make."""
    return LinkReader(recogniser)
