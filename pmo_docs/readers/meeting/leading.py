"""Who led a meeting, who wrote and who was missing, as far as whole sentences say it."""

from __future__ import annotations

import re
from dataclasses import replace

from pmo_docs.readers.meeting.attending import SINGLE, WrittenAttendance
from pmo_docs.readers.meeting.names import NameReader, WrittenName
from pmo_docs.readers.meeting.recognising import Recogniser
from pmo_docs.readers.meeting.statements import SENTENCE

_MOST_WORDS = 8
_LONGEST_LINE = 160
# "Voorzitter opent de vergadering" names nobody.
_ROLES = (*SINGLE, "chair_role", "secretary_role", "guest_role")
# Who "chaired" or was "chaired by", and the same for whoever took the notes.
_TASKS = (("chaired", "chaired_by", "chair_heading"), ("took_notes", "minuted_by", "secretary_heading"))
# "… by Chair Maria Lopez": a title before two names.
_TITLED = re.compile(r"(?<!\w)(?P<title>[^\W\d_]{4,20}),? (?P<name>[^\W\d_a-z][\w.'’-]* [^\W\d_a-z][\w'’-]+)")
_LAST_NAME = re.compile(r"(?:@[\w-]+|[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,2})\s*$")
# Behind a word of three letters: "J." ends nothing.
_SENTENCE_END = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=\)))[.!?]\s+")
_SUBJECT = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w'’-]*)?(?= [a-z])")
_CALL_SIGN = re.compile(r"\s\(?[A-Z]{1,2}\d[A-Z]{1,4}\)?")
_NEAR_AND = 6
_LONGEST_ROW = 1000
_BRACKETS = re.compile(r"\([^()]{2,40}\)")
_ABSENCES = (("excused_said", "excused_heading"), ("absent_said", "absent_heading"))
_ENDED = re.compile(r"[^\W\d_]{3,}[.!?]\s*$")
_NICKNAME = re.compile(r"[a-z0-9_-]{3,20}\s*")
_FIRST_NAME = re.compile(r":?\s+(?:[a-z]{2,10}\.? ){0,2}(?:@[\w-]+|[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w'’-]*){0,3})")


class LeadReader:
    """Reads one line of words after the other."""

    def __init__(self, recogniser: Recogniser, names: NameReader) -> None:
        self._recogniser = recogniser
        self._names = names
        self._meetings = tuple(recogniser.words("meeting_word"))
        self._telling = recogniser.sieve(
            (
                "all_but",
                "excused_from",
                "present_from",
                "excused_said",
                "absent_said",
                "opened",
                *(kind for task in _TASKS for kind in task[:2]),
            )
        )

    def may_tell(self, text: str) -> bool:
        """Whether a text may name anybody; quick where it does not."""
        return self._telling.may_stand_in(text)

    def read(self, text: str, found: WrittenAttendance) -> None:
        """Add whom a line names as leading, writing or missing."""
        if self.may_tell(text):
            # A long line sentence by sentence; a short one may have initials, which end none.
            for said in (
                [text] if len(text) < _LONGEST_LINE else [match[0].strip() for match in SENTENCE.finditer(text)]
            ):
                self.led(said, found)
                self._all_but(said, found)
                self._told_present(said, found)
            for said in _SENTENCE_END.split(text) if len(text) < _LONGEST_ROW else ():
                for group, one in self._missing(said):
                    found.add(group, [] if found.knows_surname(one) else [one])
        self._signed(text, found)

    def led(self, text: str, found: WrittenAttendance) -> None:
        """ "@abol moderated, and @pvos took notes."."""
        if len(text) >= _LONGEST_LINE:
            return
        title = _TITLED.search(text) if self._recogniser.says("opened", text) else None
        if title and self._recogniser.is_a("chair_heading", title["title"]):
            one = self._names.person(title["name"])
            found.add("chair_heading", [one] if one else [])
        for kind, by, single in _TASKS:
            word = self._recogniser.search(kind, text)
            before = text[: word.start()] if word else ""
            # "… in WGLC. Chairs to issue a call": the name stands in another sentence.
            who = _LAST_NAME.search(before) if not _ENDED.search(before) else None
            if who is None:
                word = self._recogniser.search(by, text)
                # "Deze commissie wordt voorgezeten door Ann" is about one of those that report.
                is_other = word is not None and self._recogniser.says("this_body", text[: word.start()])
                who = _FIRST_NAME.match(text[word.end() :]) if word and not is_other else None
            if who is None and word and (and_ := self._recogniser.search("and", before[-_NEAR_AND:])):
                # "Jaco opent de vergadering om 19:00 en notuleert."
                is_joined = not before[-_NEAR_AND:][and_.end() :].strip()
                who = _SUBJECT.match(_SENTENCE_END.split(before)[-1]) if is_joined else None
            one = self._names.person(_CALL_SIGN.sub("", who[0])) if who else None
            if one is None and _NICKNAME.fullmatch(before):
                # "finch took notes"
                nick = WrittenName(before.strip())
                one = nick if found.knows(nick) else None
            found.add(single, [one] if one and self._is_somebody(one, found) else [])

    def _all_but(self, text: str, found: WrittenAttendance) -> None:
        """ "Iedereen is aanwezig behalve Chris en Jim, zij hadden het gemeld."."""
        for kind, group in (("all_but", "absent_heading"), ("excused_from", "excused_heading")):
            for word in self._recogniser.finditer(kind, text):
                said = self._recogniser.pattern("acknowledged").sub(" ", text[word.end() : word.end() + _LONGEST_ROW])
                for part in self._names.parts(_SENTENCE_END.split(said.lstrip(": "))[0]):
                    one = self._names.person(part)
                    if one is None:
                        break
                    found.add(group, [] if found.knows_surname(one) else [one])

    def _told_present(self, text: str, found: WrittenAttendance) -> None:
        """ "Aanwezig waren Ann en Bob", "Also present were guests Cy and Dot"."""
        word = self._recogniser.search("present_from", text)
        if word and (not found.present or self._recogniser.is_a("also_present_from", word[0])):
            said = text[word.end() :].lstrip(": ")
            first, _, rest = said.partition(" ")
            are_guests = self._recogniser.is_a("guests_heading", first)
            said = rest if are_guests else said
            people = self._names.in_line(said) or self._names.in_line(_SENTENCE_END.split(said)[0])
            found.add("guests_heading" if are_guests else "present_heading", people)

    def without_missing(self, text: str) -> str:
        """The first sentences of a text, up to one that says who was missing: "Ann, Bob. Joop had zich afgemeld."."""
        for end in _SENTENCE_END.finditer(text) if len(text) < _LONGEST_ROW and self.may_tell(text) else ():
            if self._missing(_SENTENCE_END.split(text[end.end() :])[0]):
                return text[: end.start()]
        return text

    def sentences(self, text: str) -> list[str]:
        """The sentences of a short text; initials end none."""
        return _SENTENCE_END.split(text.strip(" .")) if len(text) < _LONGEST_ROW else [text]

    def late(self, sentence: str) -> list[WrittenName]:
        """ "Dot Eve joined at 10:20": whoever came or went, with that as a remark."""
        word = self._recogniser.search("comes", sentence) or self._recogniser.search("leaves", sentence)
        people = self._names.in_line(sentence[: word.start()]) if word else []
        return [replace(one, note=sentence[word.start() :].strip(" .")) for one in people] if word else []

    def _missing(self, sentence: str) -> list[tuple[str, WrittenName]]:
        """Who "had zich afgemeld", "were absent": everybody before such words at the end of a sentence."""
        for kind, group in _ABSENCES:
            word = self._recogniser.search(kind, sentence)
            if word is None or not self._is_reason(sentence[word.end() :].strip(" .")):
                continue
            verb = list(self._recogniser.finditer("auxiliaries", sentence[: word.start()]))
            if not verb or sentence[verb[-1].end() : word.start()].strip() or ":" in sentence:
                return []
            people = [self._names.person(part) for part in self._names.parts(sentence[: verb[-1].start()])]
            return [(group, one) for one in people if one] if all(people) else []
        return []

    def _is_reason(self, text: str) -> bool:
        """Nothing, or why somebody was not there: "(ziek)", "wegens vakantie"."""
        begun = self._recogniser.search("because", text)
        return not text or _BRACKETS.fullmatch(text) is not None or (begun is not None and begun.start() == 0)

    def _is_somebody(self, one: WrittenName, found: WrittenAttendance) -> bool:
        """Whether a name in a sentence is one: somebody with two names, a handle, or one of those who are there."""
        first = one.name.split()[0]
        if self._recogniser.kind_of(_ROLES, one.name) or self._recogniser.is_a("no_name", first):
            return False
        return " " in one.name or bool(one.handle) or not found.has_people or found.knows(one)

    def _signed(self, text: str, found: WrittenAttendance) -> None:
        """ "Versammlungsleiter Andre Sieber", as it stands below minutes."""
        words = text.split()
        if len(words) > _MOST_WORDS:
            return
        for count in range(1, min(3, len(words) - 1)):
            single = self._recogniser.kind_of(SINGLE, " ".join(words[:count]))
            name = " ".join(words[count:])
            # "Protokoll der Betriebsratssitzung" is a title.
            is_meeting = words[-1].casefold().endswith(self._meetings)
            if single and not is_meeting and words[0][:1].isupper() and " " in name and self._names.is_name(name):
                one = self._names.person(name)
                found.add(single, [one] if one else [])
        # "Priya Natarajan, Secretary".
        one = self._names.person(text) if len(words) < _MOST_WORDS and ":" not in text else None
        if one and one.role in ("chair", "secretary") and " " in one.name:
            found.add(f"{one.role}_heading", [one])
