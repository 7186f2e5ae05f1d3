"""Who does an action: the names before or behind what is to be done, cut off only where they clearly stand apart."""

from __future__ import annotations

import re
from collections.abc import Set

from pmo_docs.model.meeting import Owner
from pmo_docs.model.people import Person, PersonReference
from pmo_docs.model.problems import Place
from pmo_docs.readers.meeting.due import DueReader
from pmo_docs.readers.meeting.forms import INITIALS
from pmo_docs.readers.meeting.names import NameReader
from pmo_docs.readers.meeting.recognising import Recogniser, plain
from pmo_docs.readers.people import Involved, folded, names_of

_HANDLE = r"@[\w][\w.-]*\w|@\w"
# At the end, or before one remark in brackets.
_OWNERS_IN_BRACKETS = re.compile(rf"\((?P<owners>(?:{_HANDLE})[^()]*)\)(?P<rest>\s*\([^()]*\))?\.?\s*$")
_TRAILING = re.compile(rf"\s(?P<handles>(?:{_HANDLE})(?:[ ,]+(?:{_HANDLE}))*)[ .]*$")
_LONGEST_OWNERS = 80
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
_NICKNAME = re.compile(r"[a-z][a-z0-9_.-]+")


Owned = tuple[str, tuple[Owner, ...]]
"""What is to be done, without names that stood apart from it, and those who do it."""


class OwnerReader:
    """Reads the names in an action; `people` knows who is involved, `common` are words that are hardly names."""

    def __init__(
        self, recogniser: Recogniser, people: Involved, due: DueReader, common: Set[str] = frozenset()
    ) -> None:
        self._common = common
        catalogues = recogniser.catalogues
        self._recogniser = recogniser
        self._names = NameReader(recogniser)
        self._people = people
        self._due = due
        self._everyone = {folded(word) for word in catalogues.recognise("everyone")}
        # "alle leden", "all members".
        self._everyone_of = {folded(word) for word in catalogues.recognise("everyone_of")}
        self._nobody = {folded(word) for word in catalogues.recognise("nobody")}
        # Behind a name these say that it goes on, or that something is done with who has it.
        self._no_verb = {
            folded(word) for kind in ("particles", "and", "becomes", "of") for word in catalogues.recognise(kind)
        }
        self._small = recogniser.words("small_words") | recogniser.words("with")
        self._article = re.compile(rf"(?:{recogniser.any_of('articles')})\s+", re.IGNORECASE)
        self._we = recogniser.words("we")
        self._infinitives = tuple(catalogues.recognise("infinitive_ending"))
        self._does = re.compile(rf"(?:{recogniser.any_of('does')})(?!\w)", re.IGNORECASE)
        self._passive = re.compile(rf"\s+(?:{recogniser.any_of('passive')})(?!\w)", re.IGNORECASE)
        self._leading_handles = re.compile(
            rf"(?:{_HANDLE})(?:{recogniser.between_names.pattern}(?:{_HANDLE}))*\s*[:–—-]?\s+"
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
        one = self._with_surname(topic["names"], place) if topic else None
        before = self._owners(topic["topic"], place) if topic else ()
        if one and not any(owner.person for owner in before) and (one.person or not before):
            return text, (one,)
        leading = self._leading_handles.match(text + " ")
        if leading:
            return text[leading.end() :], self._owners(leading[0].rstrip(" :–—-"), place)
        owners = self._trailing(text, place) or self._bold_at_end(text, place)
        return (text, owners) if owners else None

    def _before_colon(self, text: str, place: Place) -> Owned | None:
        """ "Ann: …", "(**Ann**): …", "Ann (by 9 May): …"."""
        head, colon, rest = text.partition(":")
        # "Send it *Who:* Ann": the sign before the colon belongs to the label.
        is_label = head.count("*") % 2 and not head.lstrip().startswith("*")
        if not colon or len(head) > _LONGEST_OWNERS or "\n" in head or is_label:
            return None
        remark = _REMARK.search(head)
        rest = f"{rest.lstrip('*_ ')} {remark[0].strip()}" if remark else rest
        rest = _OTHER_HALF.sub("", rest) if head.count("**") % 2 else rest
        head = plain(head[: remark.start()] if remark else head).strip()
        owners = self._owners(head[1:-1] if head[:1] + head[-1:] == "()" else head, place)
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
            return text, self.named(in_bold["names"], place)
        bracketed = _OWNERS_IN_BRACKETS.search(text)
        if bracketed is None:
            return None
        if owners := self._owners(bracketed["owners"].rstrip(" ,;"), place):
            return text[: bracketed.start()] + (bracketed["rest"] or ""), owners
        return text, self.named(bracketed["owners"], place)

    def _with_surname(self, text: str, place: Place) -> Owner | None:
        """ "@Ann Bell", when she is known, else "@Ann"."""
        known = self._people.recognise(text.removeprefix("@"))
        return _called(text.removeprefix("@"), known) if known else self._owner(text.split()[0], place)

    def _bold_at_end(self, text: str, place: Place) -> tuple[Owner, ...]:
        """ "Security of the interface **Nils**", when he is known."""
        last = BOLD_LAST.search(text)
        return self.known(last["names"], place) if last else ()

    def _trailing(self, text: str, place: Place) -> tuple[Owner, ...]:
        """ "Make a ticket @ann @bob"; "talk with @ann" is for somebody else to do."""
        found = _TRAILING.search(text)
        before = text[: found.start()].split()[-1:] if found else []
        if not found or not before or folded(before[0]) in self._small:
            return ()
        return self._owners(",".join(found["handles"].replace(",", " ").split()), place)

    def named(self, text: str, place: Place) -> tuple[Owner, ...]:
        """Everybody whom a column or a label names, as far as they look like somebody."""
        owners = []
        for part in re.split(r"\n|;", re.sub(r"\s*\([^()]*\)", "", text)):
            for name in self._names.parts(part):
                bare = name.strip(" .:*?–—").strip("-")
                if bare and folded(bare) not in self._nobody:
                    owners.append(self._owner(bare, place) or Owner(bare.removeprefix("@")))
        return tuple(dict.fromkeys(owners))

    def known(self, text: str, place: Place) -> tuple[Owner, ...]:
        """Those whom a text names, when everybody in it is known; nobody otherwise."""
        parts = self._names.parts(text) if len(text) <= _LONGEST_OWNERS else []
        are_known = bool(parts) and all(self._is_somebody(part, is_sure=False) for part in parts)
        return tuple(self._somebody(part, place) for part in parts) if are_known else ()

    def knows(self, text: str) -> bool:
        """Whether this is the name of somebody who is known."""
        return self._people.recognise(text) is not None

    def names_somebody(self, text: str) -> bool:
        """Whether a word with a capital, behind the first, is the name of somebody who is known."""
        words = [word.strip(".,;:()") for word in plain(text).split()[1:]]
        return any(word[:1].isupper() and self._people.recognise(word) is not None for word in words if len(word) > 1)

    def is_common(self, text: str) -> bool:
        """ "Nieuwsbrief" where the notes write of a "nieuwsbrief"."""
        return " " not in text and text.casefold() in self._common

    def is_nobody(self, text: str) -> bool:
        """Whether a text says that nobody is named, or nothing at all: "TBD", "-"."""
        return not text.strip(" -–—") or folded(text) in self._nobody

    def does_something(self, text: str) -> bool:
        """ "Ann will circulate …", "Jan: planning": whether a text begins with somebody and what they do."""
        words = plain(text).split()
        for count in range(min(_MOST_WORDS_OF_NAMES, len(words) - 1), 0, -1):
            head = " ".join(words[:count])
            parts = self._names.parts(head.rstrip(":,"))
            are_known = bool(parts) and all(
                part.startswith("@") or self._is_known(part) or self._names.is_everyone(part) for part in parts
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
        if at is None:
            return bool(self._subject(plain(sentence), Place(""))) or self.does_something(sentence)
        verb = folded(words[at - 1] if at else words[1])
        is_present = self._recogniser.kind_of(("does", "promises"), verb) or verb.endswith(self._infinitives)
        return bool(is_present) and not self._recogniser.kind_of(("auxiliaries", "has"), verb)

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
        return any(self._is_known(" ".join(words[:count]).strip(",")) for count in counts)

    def _is_known(self, text: str) -> bool:
        """ "Jan", "dhr. Bakker"."""
        return self._people.recognise(text) is not None or self._addressed(text) is not None

    def _promised(self, text: str, place: Place) -> tuple[Owner, ...]:
        """ "More examples are needed. Ann Bol will collect them.": a full name before a promise further on."""
        for sentence in re.split(r"(?<=[.!?])\s+", plain(text))[1:_MOST_SENTENCES]:
            word = self._recogniser.search("promises", sentence[:_LONGEST_OWNERS])
            parts = self._names.parts(sentence[: word.start()]) if word else []
            if parts and all(self._is_somebody(part, is_sure=False) for part in parts):
                return tuple(self._somebody(part, place) for part in parts)
        return ()

    def _at_end(self, text: str, place: Place) -> tuple[Owner, ...]:
        """ "Planning maken Wouter": somebody known right behind a verb at the end."""
        words = plain(text).rstrip(" .").split()
        is_verb = len(words) >= _FEWEST_WORDS and words[-2].islower() and words[-2].endswith(self._infinitives)
        is_known = is_verb and words[-1][:1].isupper() and self._people.recognise(words[-1]) is not None
        return (self._somebody(words[-1], place),) if is_known else ()

    def _asked(self, text: str, place: Place) -> tuple[Owner, ...]:
        """ "… aan alle leden wordt gevraagd te lezen", "Ann is asked to call": whoever stands before the word."""
        word = self._recogniser.search("asked", text)
        if not word:
            return ()
        before = plain(re.split(r"[.;:\n]", text[: word.start()])[-1]).strip()
        to = self._recogniser.search("asked_of", before)
        name = before[to.end() :].strip(" ,") if to else before
        if len(name) > _LONGEST_OWNERS or not name:
            return ()
        if folded(name.split()[0]) in self._everyone_of:
            return (Owner(name),)
        parts = self._names.parts(name)
        is_somebody = bool(parts) and all(self._is_somebody(part, is_sure=True) for part in parts)
        return tuple(self._somebody(part, place) for part in parts) if is_somebody else ()

    def _leading_names(self, text: str, place: Place) -> tuple[Owner, ...]:
        """ "Ann and Piet to …", "Jan zoekt …": whoever stands before such a word, which stays in the text."""
        first = plain(text).split("\n")[0]
        before = _BEFORE.match(first)
        parts = self._names.parts(before["names"]) if before else []
        if before and parts and all(self._is_in_front(part, has_colon=bool(before["colon"])) for part in parts):
            return tuple(self._somebody(part, place) for part in parts)
        bold = _EMPHASISED.match(text)
        dash = _LEADING.match(first)
        for lead in filter(None, (bold, dash)):
            if owners := self.known(lead["names"], place):
                return owners
        for word in self._recogniser.pattern("does").finditer(first[:_LONGEST_OWNERS]):
            if self._passive.match(first, word.end()):
                # "The chairs to be counted": who is to do it stands elsewhere.
                continue
            # "Eric Voit (EV) to post …"
            head = _LETTERS.sub("", first[: word.start()].rpartition(": ")[2]).strip(" ,*")
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
                and all(self._is_somebody(part, is_sure=is_sure) for part in parts)
            ):
                return tuple(self._somebody(part, place) for part in parts)
        return self._subject(first, place)

    def _body(self, head: str) -> str:
        """The name of a body or a group without its article, when that is all of a text."""
        article = self._article.match(head)
        bare = head[article.end() :] if article else head
        is_group = self._recogniser.kind_of(("deciding_bodies", "people_of_bodies"), bare)
        return bare if is_group and len(head.split()) <= _MOST_OF_GROUP else ""

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
            if parts and all(self._people.recognise(part) or self._addressed(part) for part in parts):
                return tuple(self._somebody(part, place) for part in parts)
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
        somebody = [self._is_somebody(part.strip(), is_sure=part.strip().startswith("@")) for part in parts]
        # "(Jan and Leah)": with one who is known the other is somebody too.
        are_names = any(somebody) and not self._people.is_known and all(map(self._names.is_name, parts))
        if parts and (all(somebody) or are_names):
            return tuple(self._somebody(part, place) for part in parts)
        return ()

    def _is_somebody(self, text: str, *, is_sure: bool) -> bool:
        """Whether a text names somebody: by handle, known from the attendance, or clearly a name."""
        bare = text.strip().removeprefix("@").strip(" .")
        if not bare or folded(bare) in self._nobody:
            return False
        if (
            self._people.recognise(bare)
            or self._addressed(bare)
            or folded(bare) in self._everyone | self._people.organisations
        ):
            return True
        if self._people.is_known:
            return False
        one = self._names.person(bare)
        words = bare.split()
        if not is_sure and (self.is_common(bare) or (" " in bare and self._people.are_first_names)):
            # "Erste Aufgabenverteilung" where everybody is called by first name.
            return False
        if len(words) > 1 and any(self._people.recognise(word) for word in words[1:]):
            # "Ask Petra to call": Petra is known, and called otherwise.
            return False
        is_nickname = is_sure and re.fullmatch(r"[a-z][a-z0-9_-]{2,20}", bare) is not None
        return is_nickname or (one is not None and (is_sure or " " in one.name))

    def _somebody(self, text: str, place: Place) -> Owner:
        bare = text.strip().strip(" .")
        return self._owner(bare, place) or Owner(bare.removeprefix("@"))

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

    def _owners(self, text: str, place: Place) -> tuple[Owner, ...]:
        """The owners when every part of the text is one, else none."""
        owners = [self._owner(part.strip(), place) for part in self._names.parts(text)]
        return tuple(owner for owner in owners if owner) if all(owners) else ()

    def _addressed(self, text: str) -> Person | None:
        """ "mevrouw Stam", "de heer Vos", when there is one of that name."""
        words = text.split()
        kinds = ("salutations", "titles", "functions")
        count = next((n for n in (2, 1) if self._recogniser.kind_of(kinds, " ".join(words[:n]))), 0)
        return self._people.recognise(" ".join(words[count:])) if 0 < count < len(words) else None

    def _owner(self, text: str, place: Place) -> Owner | None:
        if text.startswith("@"):
            if not re.fullmatch(_HANDLE, text):
                return None
            if folded(text[1:]) in self._everyone:
                return Owner(text[1:])
            person = self._people.resolve(PersonReference(text, place))
            return _called(text[1:], person)
        if folded(text) in self._everyone:
            return Owner(text)
        person_known = self._people.recognise(text) or self._addressed(text)
        if person_known:
            return Owner(text) if self._people.is_supposed(person_known) else _called(text, person_known)
        if folded(text) in self._people.organisations:
            return Owner(text)
        is_name = not self._people.is_known and self._names.is_name(text) and not self.is_common(text)
        return Owner(text) if is_name else None


def _called(text: str, person: Person) -> Owner:
    """Somebody by name; a handle or initials that only the notes give stay as they were written."""
    is_short = _NICKNAME.fullmatch(text) is not None or INITIALS.fullmatch(text) is not None
    return Owner(text if is_short and folded(text) not in names_of(person) else person.name, person)
