"""The words of an action: who does it, and by when, cut from what is to be done."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pmo_docs.model.meeting import Owner, Status
from pmo_docs.model.people import Person, PersonReference
from pmo_docs.model.problems import Place
from pmo_docs.readers.dates import DateReader, FoundDate
from pmo_docs.readers.meeting.fields import FieldReader, Fields
from pmo_docs.readers.meeting.names import NameReader
from pmo_docs.readers.meeting.recognising import Recogniser, label, narrow, plain, unveiled, veiled
from pmo_docs.readers.people import Involved, folded, names_of

_HANDLE = r"@[\w][\w.-]*\w|@\w"
# At the end, or before one remark in brackets.
_OWNERS_IN_BRACKETS = re.compile(rf"\((?P<owners>(?:{_HANDLE})[^()]*)\)(?P<rest>\s*\([^()]*\))?\.?\s*$")
_LONGEST_OWNERS = 80
_MOST_SENTENCES = 8
# "1 March" in a list of the middle of March is overdue, and not of next year.
_OVERDUE = datetime.timedelta(days=90)
_MOST_WORDS_OF_NAMES = 6
_LEADING = re.compile(r"(?P<names>@?[^\W\d_][^()–—:]{1,60}?)\s+(?:[-–—→]|->|=>)\s+(?=\S)")
# Behind a dash or in brackets at the end: the names of those who do it.
_BEHIND = re.compile(r"(?:\s-\s+|[–—→]\s+|->\s+|\()(?P<names>@?[^\W\d_][^()–—]{1,80}?)\)?\s*\.?$")
# "(Ann) Plan a session", "(**Ann**): plan a session".
_BEFORE = re.compile(r"[(\[](?P<names>[^()\[\]]{2,60})[)\]]\s*(?:(?P<colon>:)\s*|\s)(?=\S)")
_NICKNAME = re.compile(r"[a-z][a-z0-9_.-]+")
_SET_APART = re.compile(r"\s[-–—]\s+$|\w,\s+$")
_SEPARATORS = (",", ";", ":", "–", "—", "-")


@dataclass(frozen=True)
class Promise:
    """An action's text without owners and date; see ActionItem for the fields.

    `said_status` is what stands behind "Status:", as it was written.
    """

    text: str
    owners: tuple[Owner, ...]
    due: datetime.date | None
    due_text: str
    status: Status = Status.OPEN
    number: str = ""
    note: str = ""
    said_status: str = ""


class ActionReader:
    """Reads the text behind "Actie:"; `people` knows who is involved."""

    def __init__(
        self, recogniser: Recogniser, people: Involved, since: datetime.date | None, dates: DateReader | None = None
    ) -> None:
        catalogues = recogniser.catalogues
        self._recogniser = recogniser
        self._names = NameReader(recogniser)
        self._fields = FieldReader(recogniser)
        self._people = people
        self._since = since
        self._dates = dates or DateReader(catalogues.months())
        self._everyone = {folded(word) for word in catalogues.recognise("everyone")}
        # "alle leden", "all members".
        self._everyone_of = {folded(word) for word in catalogues.recognise("everyone_of")}
        self._nobody = {folded(word) for word in catalogues.recognise("nobody")}
        # Behind a name these say that it goes on, or that something is done with who has it.
        self._no_verb = {
            folded(word) for kind in ("particles", "and", "becomes", "of") for word in catalogues.recognise(kind)
        }
        self._of = frozenset(catalogues.recognise("of"))
        passive = "|".join(map(re.escape, catalogues.recognise("passive")))
        self._passive = re.compile(rf"\s+(?:{passive})(?!\w)", re.IGNORECASE)
        prefix = "|".join(map(re.escape, catalogues.recognise("due")))
        days = "|".join(catalogues.recognise("weekdays"))
        signs = "|".join(catalogues.recognise("weekday_signs"))
        self._due_prefix = re.compile(
            rf"(?:(?<=[\s,;(–—-])|^)(?P<words>{prefix})[:\s]+(?:(?:{days}|(?:{signs})\.?),?\s+)?$", re.IGNORECASE
        )
        words = "|".join(map(re.escape, catalogues.recognise("due_words")))
        self._due_words = re.compile(
            rf"(?:(?<!\w)(?:{prefix})\s+(?:de\s+|het\s+|the\s+)?|[(,;–—-]\s*)(?:{words})(?!\w)", re.IGNORECASE
        )
        self._periods = _periods(recogniser)
        self._leading_handles = re.compile(
            rf"(?:{_HANDLE})(?:{recogniser.between_names.pattern}(?:{_HANDLE}))*\s*[:–—-]?\s+"
        )

    def read(self, text: str, place: Place, *, keeps_fields: bool = False) -> Promise:
        """Owners and date are cut off only where they clearly stand apart; everything else stays in the text.

        Words that take the place of what was written `keeps_fields`: "Owner: Ann" stays among them.
        """
        bare, fields = self._fields.cut(text)
        if not fields:
            return self._read(text, place)
        promise = self.described(self._read(bare, place), fields, place)
        if not keeps_fields:
            return promise
        whole = self._read(text, place)
        return replace(promise, text=whole.text, due_text=whole.due_text or promise.due_text)

    def _read(self, text: str, place: Place) -> Promise:
        promise = self._read_veiled(veiled(narrow(text).strip()), place)
        return replace(promise, text=unveiled(promise.text), due_text=unveiled(promise.due_text))

    def _read_veiled(self, text: str, place: Place) -> Promise:
        text, due, due_text = self._cut_date(text)
        text, owners = self._cut_owners(text, place)
        if not due_text:
            text, due, due_text = self._cut_date(text)
        if not due_text:
            due, due_text = self._said_date(text)
        if due and due.other:
            self._people.warn("date-two-readings", place, text=due_text, first=str(due.date), second=str(due.other))
            return Promise(text.strip(), owners, None, due_text)
        return Promise(text.strip(), owners, due.date if due else None, due_text)

    def row(self, text: str, due: str, place: Place) -> Promise:
        """What a row of a table says: the words as they are, the column with the date apart."""
        since = self._since and self._since - _OVERDUE
        found = self._dates.find(due, since) or self._dates.day_and_month(due, since)
        if len(found) == 1 and (other := found[0].other):
            self._people.warn("date-two-readings", place, text=due, first=str(found[0].date), second=str(other))
        day = found[0].date if len(found) == 1 and not found[0].other else None
        return Promise(text.strip(), (), day, " ".join(due.split()).strip("-–— "))

    def described(self, promise: Promise, fields: Fields, place: Place) -> Promise:
        """An action with what labelled fields say of it."""
        if fields.owner and (owners := self.owners_in(fields.owner, place)):
            promise = replace(promise, owners=owners)
        if fields.due and label(fields.due) not in self._nobody:
            said = self.row("", fields.due, place)
            promise = replace(promise, due=said.due, due_text=said.due_text)
        return replace(promise, said_status=fields.status or promise.said_status)

    def owners_in(self, text: str, place: Place) -> tuple[Owner, ...]:
        """Everybody whom a column or a label names, as far as they look like somebody."""
        owners = []
        for part in re.split(r"\n|;", re.sub(r"\s*\([^()]*\)", "", text)):
            for name in self._names.parts(part):
                bare = name.strip(" .:*?")
                if bare and folded(bare) not in self._nobody:
                    owners.append(self._owner(bare, place) or Owner(bare))
        return tuple(dict.fromkeys(owners))

    def _cut_date(self, text: str) -> tuple[str, FoundDate | None, str]:
        bracketed = re.search(r"\(([^()]*)\)\.?\s*$", text)
        if not bracketed:
            return self._cut_trailing_date(text, stands_apart=False)
        inside, due, due_text = self._cut_trailing_date(bracketed[1], stands_apart=True)
        if not due_text:
            return text, None, ""
        before = text[: bracketed.start()].rstrip()
        return f"{before} ({inside})" if inside else before, due, due_text

    def _said_date(self, text: str) -> tuple[FoundDate | None, str]:
        """A date in the middle behind "vóór", or a time that is no date ("next meeting"): both stay in the text."""
        for one in (*self._dates.find(text, self._since), *self._dates.after_words(text, self._since)):
            prefix = self._due_prefix.search(text[: one.start])
            share = text[one.end :].split()[:1]
            # "voor 2/3 van de leden" is no date.
            if prefix and not (share and share[0].casefold() in self._of):
                return one, text[prefix.start("words") : one.end]
        for pattern in (self._due_words, *self._periods):
            word = pattern.search(text)
            if word:
                return None, word[0].strip(" (),;.–—-")
        return None, ""

    def _cut_trailing_date(self, text: str, *, stands_apart: bool) -> tuple[str, FoundDate | None, str]:
        """A date at the end counts when a word such as "vóór", a comma or a dash sets it apart."""
        found = self._dates.find(text, self._since)
        # "tegen 3/3" and "… – 3/3" are dates, "groep 3/4" is none.
        is_clear = bool(found)
        found = found or self._dates.after_words(text, self._since)
        if not found or text[found[-1].end :].strip(" ."):
            return text, None, ""
        last = found[-1]
        prefix = self._due_prefix.search(text[: last.start])
        is_clear = is_clear or _SET_APART.search(text[: last.start]) is not None
        if not prefix and not is_clear:
            return text, None, ""
        start = prefix.start("words") if prefix else last.start
        before = text[:start].rstrip()
        if not (stands_apart or prefix or before.endswith(_SEPARATORS)):
            return text, None, ""
        return before.rstrip("".join(_SEPARATORS) + " "), last, text[start : last.end]

    def _cut_owners(self, text: str, place: Place) -> tuple[str, tuple[Owner, ...]]:
        leading = self._leading_handles.match(text + " ")
        if leading:
            return text[leading.end() :], self._owners(leading[0].rstrip(" :–—-"), place)
        head, colon, rest = text.partition(":")
        if colon and len(head) <= _LONGEST_OWNERS and "\n" not in head:
            # "Ann: …", "(**Ann**): …".
            head = plain(head).strip()
            owners = self._owners(head[1:-1] if head[:1] + head[-1:] == "()" else head, place)
            if not owners and " " in head and folded(head.split()[0]) in self._everyone_of:
                owners = (Owner(head),)
            if owners:
                return rest, owners
        bracketed = _OWNERS_IN_BRACKETS.search(text)
        if bracketed:
            owners = self._owners(bracketed["owners"].rstrip(" ,;"), place)
            if owners:
                return text[: bracketed.start()] + (bracketed["rest"] or ""), owners
            return text, self.owners_in(bracketed["owners"], place)
        text, owners = self._cut_leading_word(text)
        owners = owners or self._leading_names(text, place) or self._names_behind(text, place)
        # "The plan is ready; Ann to send it round".
        last = text.rpartition("; ")[2]
        owners = owners or (self._leading_names(last, place) if last != text else ())
        return text, owners or self._asked(text, place) or self._promised(text, place)

    def _promised(self, text: str, place: Place) -> tuple[Owner, ...]:
        """ "More examples are needed. Ann Bol will collect them.": a full name before a promise further on."""
        for sentence in re.split(r"(?<=[.!?])\s+|\n", plain(text))[1:_MOST_SENTENCES]:
            word = self._recogniser.search("promises", sentence[:_LONGEST_OWNERS])
            parts = self._names.parts(sentence[: word.start()]) if word else []
            if parts and all(self._is_somebody(part, is_sure=False) for part in parts):
                return tuple(self._somebody(part, place) for part in parts)
        return ()

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
        dash = _LEADING.match(first)
        if dash and all(self._is_somebody(part, is_sure=False) for part in self._names.parts(dash["names"])):
            return tuple(self._somebody(part, place) for part in self._names.parts(dash["names"]))
        for word in self._recogniser.pattern("does").finditer(first[:_LONGEST_OWNERS]):
            if self._passive.match(first, word.end()):
                # "The chairs to be counted": who is to do it stands elsewhere.
                continue
            head = first[: word.start()].rpartition(": ")[2].strip(" ,*")
            parts = self._names.parts(head)
            is_sure = self._recogniser.is_a("does_surely", word[0])
            if parts and all(self._is_somebody(part, is_sure=is_sure) for part in parts):
                return tuple(self._somebody(part, place) for part in parts)
        return self._subject(first, place)

    def _is_in_front(self, text: str, *, has_colon: bool) -> bool:
        """Whether brackets before an action hold somebody: known, or with two names before a colon."""
        is_clear = has_colon and " " in text.strip() and self._names.is_name(text)
        return self._people.recognise(text) is not None or (is_clear and not self._people.is_known)

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
        parts = self._names.parts(self._recogniser.pattern("does").split(names)[0])
        # "(wethouder Prins, februari)"
        parts = parts[:-1] if len(parts) > 1 and self._said_date(f", {parts[-1]}")[1] else parts
        if parts and all(self._is_somebody(part.strip(), is_sure=part.strip().startswith("@")) for part in parts):
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
        if words and len(words[0]) > len("all") and folded(words[0]) in self._everyone:
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
            return _called(text, person_known)
        if folded(text) in self._people.organisations:
            return Owner(text)
        return Owner(text) if not self._people.is_known and self._names.is_name(text) else None


def _called(text: str, person: Person) -> Owner:
    """Somebody by name; a handle that only the notes give stays as it was written."""
    is_handle = folded(text) not in names_of(person) and _NICKNAME.fullmatch(text) is not None
    return Owner(text if is_handle else person.name, person)


def _periods(recogniser: Recogniser) -> tuple[re.Pattern[str], ...]:
    """A time that is no day: "vóór eind oktober" anywhere, "eind Q1", ", juni 2027" or "in week 23" at the end."""
    recognise = recogniser.catalogues.recognise
    strict = _any_of(set(recognise("due")) - set(recognise("edges")))
    edges, due = _any_of(recognise("edges")), _any_of(recognise("due"))
    month = rf"(?:{_any_of(recogniser.catalogues.months())})\b\.?(?:\s+\d{{4}})?"
    week = rf"(?:{_any_of(recognise('week'))})\s?\d{{1,2}}(?:\s+\d{{4}})?"
    quarter = r"Q[1-4](?:[\s/-]*\d{4})?"
    weak = _any_of(recognise("weak_edges"))
    period = rf"(?:{month}|{quarter}|{week}|{_any_of(recognise('periods'))})(?!\w|\s*\d)"
    end = r"\s*\)?\s*\.?\s*$"
    return tuple(
        re.compile(form, re.IGNORECASE)
        for form in (
            rf"(?<!\w)(?:{strict})[:\s]+(?:(?:{edges})\s+)?{period}",
            rf"(?<!\w)(?:(?:{due})\s+)?(?:{edges})\s+{period}{end}",
            # "a summit in July" is when that is, "in week 23" when something is to be done.
            rf"(?<!\w)(?:{weak})\s+(?:{quarter}|{week}){end}",
            rf"[,;(–—-]\s*(?:(?:{weak})\s+)?{period}{end}",
        )
    )


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
