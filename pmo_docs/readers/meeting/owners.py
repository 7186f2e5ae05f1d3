"""Who does an action: the names before or behind what is to be done, cut off only where they clearly stand apart."""

from __future__ import annotations

import re
from collections.abc import Set

from pmo_docs.model.meeting import Owner
from pmo_docs.model.people import folded
from pmo_docs.model.problems import Place
from pmo_docs.readers.meeting.due import DueReader
from pmo_docs.readers.meeting.names import name_reader
from pmo_docs.readers.meeting.recognising import Recogniser, plain
from pmo_docs.readers.meeting.who import HANDLE, LONGEST_OWNERS, WhoReader
from pmo_docs.readers.people import Involved

# At the end, or before one remark in brackets.
_OWNERS_IN_BRACKETS = re.compile(rf"\((?P<owners>(?:{HANDLE})[^()]*)\)(?P<rest>\s*\([^()]*\))?\.?\s*$")
_TRAILING = re.compile(rf"\s(?P<handles>(?:{HANDLE})(?:[ ,]+(?:{HANDLE}))*)[ .]*$")
_MOST_SENTENCES = 8
_SHORT_WORD = 2
_MOST_OF_GROUP = 3
_PAIR = 2
_FEWEST_WORDS = 3
_MOST_WORDS_OF_NAMES = 6
_LEADING = re.compile(r"(?P<names>@?[^\W\d_][^()–—:]{1,60}?)\s+(?:[-–—→]|->|=>)\s+(?=[^\W_])")
# Behind a dash or in brackets at the end: the names of those who do it.
_BEHIND = re.compile(r"(?:\s-\s+|[–—→]\s+|->\s+|\()(?P<names>@?[^\W\d_][^()–—]{1,80}?)\)?\s*\.?$")
# "(Ann) Plan a session", "(**Ann**): plan a session".
_BEFORE = re.compile(r"\\?[(\[](?P<names>[^()\[\]]{2,60}?)\\?[)\]]\s*(?:(?P<colon>:)\s*|\s)(?=\S)")
# "**Ann** Plan a session".
_EMPHASISED = re.compile(r"(?P<sign>\*\*|__|\*|_)(?P<names>[^*_:\n]{2,60}?)[:,]?(?P=sign)[\s:,–—-]+(?=\S)")
BOLD_LAST = re.compile(r"\S\s+(?:\*\*|__)(?P<names>[^*_\n:]{2,40})(?:\*\*|__)\s*\.?\s*$")
_BOLD_END = re.compile(r"\s*(?:\*\*|__)[^*_\n()]+\((?P<names>[^()*_\d]{2,60})\)\s*(?:\*\*|__)")
# "**Ann: **books the hall".
_OTHER_HALF = re.compile(r"^\s*\*\*\s*")
_TOPIC_OF_HANDLE = re.compile(r"(?P<topic>[^@:\n]{2,40}):\s+(?P<names>@[\w-]*\w(?: [^\W\d_a-z][\w'’-]+)?)(?=\s)")
_LETTERS = re.compile(r"\s*\([A-Z]{2,4}\)")
_REMARK = re.compile(r"(?<=\S)\s*\([^()]*\)\s*$")
# Between what one does and what the next does.
_NEXT = re.compile(r"(?:;|(?<=[^\W\d_]{3})\.)\s+(?=[@*_]*[^\W\d_a-z])")


Owned = tuple[str, tuple[Owner, ...]]
"""What is to be done, without names that stood apart from it, and those who do it."""


class OwnerReader:
    """Reads the names in an action; `people` knows who is involved, `common` are words that are hardly names.

    `who` tells whom a name means, wherever it stands.
    """

    def __init__(
        self, recogniser: Recogniser, people: Involved, due: DueReader, common: Set[str] = frozenset()
    ) -> None:
        catalogues = recogniser.catalogues
        self._recogniser = recogniser
        self._names = name_reader(recogniser)
        self._people = people
        self.who = WhoReader(recogniser, self._names, people, common)
        self._due = due
        self._everyone = {folded(word) for word in catalogues.recognise("everyone")}
        # "alle leden", "all members".
        self._everyone_of = {folded(word) for word in catalogues.recognise("everyone_of")}
        # Behind a name these say that it goes on, or that something is done with who has it.
        self._no_verb = {
            folded(word) for kind in ("particles", "and", "becomes", "of") for word in catalogues.recognise(kind)
        }
        self._small = recogniser.words("small_words") | recogniser.words("with")
        self._article = re.compile(rf"(?:{recogniser.any_of('articles')})\s+", re.IGNORECASE)
        self._we = recogniser.words("we")
        self._telling, self._must = recogniser.words("tells"), recogniser.words("must")
        self._infinitives = tuple(catalogues.recognise("infinitive_ending"))
        self._does = re.compile(rf"(?:{recogniser.any_of('does')})(?!\w)", re.IGNORECASE)
        self._passive = re.compile(rf"\s+(?:{recogniser.any_of('passive')})(?!\w)", re.IGNORECASE)
        self._leading_handles = re.compile(
            rf"(?:{HANDLE})(?:{recogniser.between_names.pattern}(?:{HANDLE}))*\s*[:–—-]?\s+"
        )

    def cut(self, text: str, place: Place) -> Owned:
        """The text without names that clearly stand apart, and those who do it."""
        found = self._set_apart(text, place) or self._before_colon(text, place) or self._in_brackets(text, place)
        if found:
            return found
        _, colon, rest = text.partition(":")
        text, owners = self._cut_leading_word(text)
        owners = owners or self._leading_names(text, place)
        if not any(owner.person for owner in owners):
            # "Add General Notes to the folder (Jan)": whoever is known is more likely.
            behind = self._names_behind(text, place)
            owners = behind if behind and (not owners or any(owner.person for owner in behind)) else owners
        owners = owners or (self._leading_names(rest.strip(), place) if colon else ())
        # "The plan is ready; Ann to send it round".
        last = text.rpartition("; ")[2]
        owners = owners or (self._leading_names(last, place) if last != text else ())
        return text, owners or self._asked(text, place) or self._promised(text, place) or self._at_end(text, place)

    def _set_apart(self, text: str, place: Place) -> Owned | None:
        """ "@ann @bob: …", "Website: @Ann Bell would you …", "… @ann", "… **Nils**"."""
        topic = _TOPIC_OF_HANDLE.match(text)
        one = self.who.with_surname(topic["names"], place) if topic else None
        before = self.who.owners(topic["topic"], place) if topic else ()
        if one and not any(owner.person for owner in before) and (one.person or not before):
            return text, (one,)
        leading = self._leading_handles.match(text + " ")
        if leading:
            return text[leading.end() :], self.who.owners(leading[0].rstrip(" :–—-"), place)
        owners = self._trailing(text, place) or self._bold_at_end(text, place)
        return (text, owners) if owners else None

    def _before_colon(self, text: str, place: Place) -> Owned | None:
        """ "Ann: …", "(**Ann**): …", "Ann (by 9 May): …"."""
        head, colon, rest = text.partition(":")
        # "Send it *Who:* Ann": the sign before the colon belongs to the label.
        is_label = head.count("*") % 2 and not head.lstrip().startswith("*")
        if not colon or len(head) > LONGEST_OWNERS or "\n" in head or is_label:
            return None
        remark = _REMARK.search(head)
        rest = f"{rest.lstrip('*_ ')} {remark[0].strip()}" if remark else rest
        rest = _OTHER_HALF.sub("", rest) if head.count("**") % 2 else rest
        head = plain(head[: remark.start()] if remark else head).strip()
        owners = self.who.owners(head[1:-1] if head[:1] + head[-1:] == "()" else head, place)
        if not owners and " " in head and folded(head.split()[0]) in self._everyone_of:
            owners = (Owner(head),)
        # "City of Stirling: Ann to call them": nobody known before the colon, and somebody behind it.
        is_known = any(owner.person for owner in owners)
        inside = self._leading_names(rest.strip(), place) if owners and not is_known else ()
        if not owners:
            return None
        return (text, inside) if inside else (rest, owners)

    def _in_brackets(self, text: str, place: Place) -> Owned | None:
        """ "… (@ann, @bob)", "**Finish the text (Ann, Bob)** – still needs work"."""
        in_bold = _BOLD_END.match(text)
        if in_bold and all(map(self._names.is_name, self._names.parts(in_bold["names"]))):
            return text, self.who.named(in_bold["names"], place)
        bracketed = _OWNERS_IN_BRACKETS.search(text)
        if bracketed is None:
            return None
        if owners := self.who.owners(bracketed["owners"].rstrip(" ,;"), place):
            return text[: bracketed.start()] + (bracketed["rest"] or ""), owners
        return text, self.who.named(bracketed["owners"], place)

    def _bold_at_end(self, text: str, place: Place) -> tuple[Owner, ...]:
        """ "Security of the interface **Nils**", when he is known."""
        last = BOLD_LAST.search(text)
        are_known = last is not None and all(map(self.who.is_known, self._names.parts(last["names"])))
        return self.who.known(last["names"], place) if last and are_known else ()

    def _trailing(self, text: str, place: Place) -> tuple[Owner, ...]:
        """ "Make a ticket @ann @bob"; "talk with @ann" is for somebody else to do."""
        found = _TRAILING.search(text)
        before = text[: found.start()].split()[-1:] if found else []
        if not found or not before or folded(before[0]) in self._small:
            return ()
        return self.who.owners(",".join(found["handles"].replace(",", " ").split()), place)

    def does_something(self, text: str) -> bool:
        """ "Ann will circulate …", "Jan: planning": whether a text begins with somebody and what they do."""
        words = plain(text).split()
        for count in range(min(_MOST_WORDS_OF_NAMES, len(words) - 1), 0, -1):
            head = " ".join(words[:count])
            parts = self._names.parts(head.rstrip(":,"))
            are_known = bool(parts) and all(
                part.startswith("@") or self.who.is_known(part) or self._names.is_everyone(part) for part in parts
            )
            if are_known and (head.endswith(":") or self._does.match(" ".join(words[count:]))):
                return True
        return False

    def is_promise(self, sentence: str) -> bool:
        """ "Ann and Bob work on …", "We will ask …", "Nu moeten we …": somebody known, or we, and what they do."""
        words = plain(sentence).split()
        if sentence.rstrip().endswith("?") or len(words) < _FEWEST_WORDS:
            return False
        at = next((at for at, word in enumerate(words[:_FEWEST_WORDS]) if folded(word) in self._we), None)
        if at is None and self._tells(words):
            return False
        if at is None and self._body_in_front(plain(sentence)):
            return True
        if at is None:
            return bool(self._subject(plain(sentence), Place(""))) or self.does_something(sentence)
        verb = folded(words[at - 1] if at else words[1])
        is_present = self._recogniser.kind_of(("does", "promises"), verb) or verb.endswith(self._infinitives)
        return bool(is_present) and not self._recogniser.kind_of(("auxiliaries", "has"), verb)

    def _tells(self, words: list[str]) -> bool:
        """ "Jan merkt op …", "Ann has sent …": what somebody said, or did already."""
        heads = (" ".join(words[at : at + count]) for at in range(1, _FEWEST_WORDS + 1) for count in (1, 2))
        said = [folded(head) for head in heads]
        # "Ann has to send it" is still to be done.
        return any(head in self._telling for head in said) and not any(head in self._must for head in said)

    def apart(self, text: str) -> list[str]:
        """What several people do in one text, each on their own: "Ann to call; Bob to write."; else the whole text."""
        pieces = _NEXT.split(text)
        are_several = len(pieces) > 1 and all(map(self.begins_with_somebody, pieces))
        return pieces if are_several else [text]

    def begins_with_somebody(self, text: str) -> bool:
        """Whether the first words of a text are the name of somebody who is known."""
        words = plain(text).replace(":", " ").replace("@", " ").split()
        if words and folded(words[0]) in self._everyone_of and self._leading_names(text, Place("")):
            return True
        fewest = 1 if ":" in text else 2
        counts = range(min(_MOST_WORDS_OF_NAMES, len(words) - fewest), 0, -1)
        return any(self.who.is_known(" ".join(words[:count]).strip(",")) for count in counts)

    def _promised(self, text: str, place: Place) -> tuple[Owner, ...]:
        """ "More examples are needed. Ann Bol will collect them.": a full name before a promise further on."""
        for sentence in re.split(r"(?<=[.!?])\s+", plain(text))[1:_MOST_SENTENCES]:
            word = self._recogniser.search("promises", sentence[:LONGEST_OWNERS])
            parts = self._names.parts(sentence[: word.start()]) if word else []
            if parts and all(self.who.is_somebody(part, is_sure=False) for part in parts):
                return tuple(self.who.somebody(part, place) for part in parts)
        return ()

    def _at_end(self, text: str, place: Place) -> tuple[Owner, ...]:
        """ "Planning maken Wouter": somebody known right behind a verb at the end."""
        words = plain(text).rstrip(" .").split()
        is_verb = len(words) >= _FEWEST_WORDS and words[-2].islower() and words[-2].endswith(self._infinitives)
        is_known = is_verb and words[-1][:1].isupper() and self._people.recognise(words[-1]) is not None
        return (self.who.somebody(words[-1], place),) if is_known else ()

    def _asked(self, text: str, place: Place) -> tuple[Owner, ...]:
        """ "… aan alle leden wordt gevraagd te lezen", "Ann is asked to call": whoever stands before the word."""
        word = self._recogniser.search("asked", text)
        if not word:
            return ()
        before = plain(re.split(r"[.;:\n]", text[: word.start()])[-1]).strip()
        to = self._recogniser.search("asked_of", before)
        name = before[to.end() :].strip(" ,") if to else before
        if len(name) > LONGEST_OWNERS or not name:
            return ()
        if folded(name.split()[0]) in self._everyone_of:
            return (Owner(name),)
        parts = self._names.parts(name)
        is_somebody = bool(parts) and all(self.who.is_somebody(part, is_sure=True) for part in parts)
        return tuple(self.who.somebody(part, place) for part in parts) if is_somebody else ()

    def _leading_names(self, text: str, place: Place) -> tuple[Owner, ...]:
        """ "Ann and Piet to …", "Jan zoekt …": whoever stands before such a word, which stays in the text."""
        first = plain(text).split("\n")[0]
        before = _BEFORE.match(first)
        parts = self._names.parts(before["names"]) if before else []
        if before and parts and all(self._is_in_front(part, has_colon=bool(before["colon"])) for part in parts):
            return tuple(self.who.somebody(part, place) for part in parts)
        bold = _EMPHASISED.match(text)
        dash = _LEADING.match(first)
        for lead in filter(None, (bold, dash)):
            if owners := self.who.known(lead["names"], place):
                return owners
        for word in self._recogniser.pattern("does").finditer(first[:LONGEST_OWNERS]):
            if self._passive.match(first, word.end()):
                # "The chairs to be counted": who is to do it stands elsewhere.
                continue
            # "Eric Voit (EV) to post …"
            head = _LETTERS.sub("", first[: word.start()].rpartition(": ")[2]).strip(" ,*")
            # "After this meeting, Ann will …"
            opening, comma, one = head.rpartition(", ")
            if comma and self._people.recognise(one) and not any(map(self._names.is_name, opening.split(", "))):
                return (self.who.somebody(one, place),)
            parts = self._names.parts(head)
            is_sure = self._recogniser.is_a("does_surely", word[0])
            if head and folded(head.split()[0]) in self._everyone_of and len(head.split()) <= _MOST_OF_GROUP:
                # "All partners to comment".
                return (Owner(head),)
            if body := self._body(head):
                # "The board will look into it", "Members to review the text".
                return (Owner(body),)
            if (
                parts
                and not self._begins_with_verb(head)
                and all(self.who.is_somebody(part, is_sure=is_sure) for part in parts)
            ):
                return tuple(self.who.somebody(part, place) for part in parts)
        return self._subject(first, place)

    def _body(self, head: str) -> str:
        """The name of a body or a group without its article, when that is all of a text."""
        article = self._article.match(head)
        bare = head[article.end() :] if article else head
        is_group = self._recogniser.kind_of(("deciding_bodies", "people_of_bodies"), bare)
        return bare if is_group and len(head.split()) <= _MOST_OF_GROUP else ""

    def _body_in_front(self, text: str) -> str:
        """ "De werkgroep zal …", "Geonovum zal …": a body, or an organisation that is known, with what it will do."""
        word = self._recogniser.search("future", text[:LONGEST_OWNERS])
        head = text[: word.start()].strip() if word else ""
        is_organisation = folded(head) in self._people.organisations
        return (head if is_organisation else self._body(head)) if head else ""

    def _begins_with_verb(self, text: str) -> bool:
        """ "Add General Notes to …" names nobody; "An Peeters to …" does."""
        first = text.split()[:1]
        return bool(first) and len(first[0]) > _SHORT_WORD and self._recogniser.is_a("no_name", first[0])

    def _is_in_front(self, text: str, *, has_colon: bool) -> bool:
        """Whether brackets before an action hold somebody: known, or with two names before a colon."""
        is_clear = has_colon and " " in text.strip() and self._names.is_name(text)
        is_known = self._people.recognise(text) is not None or self._names.is_everyone(text)
        # "[Scott, Mike]", of whom two are called Mike.
        is_known = is_known or self._people.knows(text)
        return is_known or (is_clear and not self._people.is_known)

    def _subject(self, text: str, place: Place) -> tuple[Owner, ...]:
        """ "Valère en An kijken de mapping na": people who are known, with what they do right behind them."""
        words = text.split()
        for count in range(min(_MOST_WORDS_OF_NAMES, len(words) - 1), 0, -1):
            # Only behind a capital: most words are no names.
            is_end = words[count][:1].islower() and words[count - 1].lstrip("*_@")[:1].isupper()
            is_name = words[0].lstrip("*_@")[:1].isupper() or self._recogniser.is_a("salutations", words[0])
            if not is_end or not is_name:
                continue
            if folded(words[count]) in self._no_verb:
                continue
            parts = self._names.parts(" ".join(words[:count]).strip("*,"))
            if parts and all(map(self.who.is_known, parts)):
                return tuple(self.who.somebody(part, place) for part in parts)
        return ()

    def _names_behind(self, text: str, place: Place) -> tuple[Owner, ...]:
        """ "… — Jan", "… (Jan/Piet)", "… — @ann to make a proposal"."""
        match = _BEHIND.search(plain(text).split("\n")[-1])
        if not match:
            return ()
        names = self._recogniser.pattern("with").sub(",", match["names"])
        if self._begins_with_verb(names):
            # "NEED SOMEBODY TO TAKE THE LEAD"
            return ()
        parts = self._names.parts(self._recogniser.pattern("does").split(names)[0])
        # "(wethouder Prins, februari)"
        parts = parts[:-1] if len(parts) > 1 and self._due.said(f", {parts[-1]}")[1] else parts
        somebody = [self.who.is_somebody(part.strip(), is_sure=part.strip().startswith("@")) for part in parts]
        # "(Jan and Leah)": with one who is known the other is somebody too.
        are_names = any(somebody) and not self._people.is_known and all(map(self._names.is_name, parts))
        if parts and (all(somebody) or are_names):
            return tuple(self.who.somebody(part, place) for part in parts)
        return ()

    def _cut_leading_word(self, text: str) -> tuple[str, tuple[Owner, ...]]:
        """ "Allen leveren …" and "M. Jansen stuurt …", when the name is somebody's who is known."""
        words = text.split()
        # "Alle bisherigen Materialien hochladen" is about all of them.
        is_subject = len(words) > 1 and (len(words) == _PAIR or (words[1].islower() and not words[2][:1].isupper()))
        if is_subject and len(words[0]) > len("all") and folded(words[0]) in self._everyone:
            return text[len(words[0]) :], (Owner(words[0]),)
        for count in range(min(5, len(words) - 1), 1, -1):
            person = self._people.recognise(" ".join(words[:count])) if self._people.is_known else None
            if person and words[0][:1].isupper():
                return " ".join(words[count:]), (Owner(person.name, person),)
        return text, ()
