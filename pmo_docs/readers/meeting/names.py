"""Names as notes write them: "A. de Vries (Gemeente, vz)", "Ann Bol, Kade BV - chair", "@abol"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pmo_docs.readers.meeting.recognising import Recogniser, label

_WORD = re.compile(r"[^\W\d_][\w.'’`-]*|'[st]", re.UNICODE)
_HANDLE = re.compile(r"\(?\[?@(?P<handle>[\w](?:[\w.-]*\w)?)\]?\)?")
# "Ann Bell (AB) abell7"
_CALLED_BEHIND = re.compile(r"^(?P<name>[^\W\d_a-z][^()]{2,40}\([A-Z]{2,4}\))\s+(?P<handle>[a-z][\w-]{1,30})$")
_HANDLES = re.compile(r"\s*@[\w.-]+(?:\s+@[\w.-]+)+\s*")
_NICKNAME = re.compile(r"[a-z][a-z0-9_-]{2,30}")
_SHORT_NICKNAME = re.compile(r"[a-z][a-z0-9_-]{1,30}")
_CALL_SIGN = re.compile(r"[A-Z]{1,2}\d[A-Z]{1,4}")
_MAIL = re.compile(r"[(<]?[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}[)>]?")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_GROUP = re.compile(r"^(?P<group>[^\W\d_][\w -]{1,30}?):\s+(?P<rest>\S.*)$", re.DOTALL)
_COUNTED = re.compile(r":[\s*_]*\d{1,4}[\s*_]*$")
_DASH = re.compile(r"\s+[-–—|/:]+\s+|\s*[–—]\s*|:\s+|\s+-(?=[^\W\d_]{2})")
# "Xin Qiu J&J"
_FIRM_BEHIND = re.compile(r"(?<=\w)\s+(?=[A-Z][\w.]*&[A-Z][\w.]*$)")
_COMPANY = re.compile(
    r"(?:b\.?v\.?|n\.?v\.?|inc\.?|ltd\.?|llc|llp|plc|gmbh|ag|e\.?v\.?|corp\.?|co\.?|s\.?a\.?)", re.IGNORECASE
)
# What stands behind a name and says that its owner was not there, and whether with notice.
_ABSENCES = {
    "with_notice": "with",
    "without_notice": "without",
    "unexcused_heading": "without",
    "excused_heading": "with",
    "absent_heading": "",
}
_SAID_BEHIND = ("with_notice", "without_notice", "absent_heading", "excused_heading", "yes")
_SIGN = re.compile(r"[^\w\s]+")
_BULLETS = re.compile(r"\s+[|/•·]\s+")
_STROKES = re.compile(r"\s+[-–—]\s+")
# "Ann Bell/ she, her/ Kade"
_STROKE = re.compile(r"(?<=\w)/(?=\s)")
_CLOSED = re.compile(r"(?<=\))\s+(?=[^\W\d_])")
# "Kai Chen（Kade，member）"
_NARROW = str.maketrans("（），；：", "(),;:")
_SURNAME_FIRST = re.compile(r"(?P<last>[^,;()\d]{2,30}),\s(?P<first>[^,;()\d]{2,30});\s*(?P<from>[^;()]{2,60})")
LONGEST, _PAIR, _LONGEST_ROW = 70, 2, 130
_MOST_WORDS_BETWEEN, _FEW = 4, 3
# "Herr" needs no dot to be no name, "Hr" does.
_SHORT_TITLE = 3


@dataclass(frozen=True)
class WrittenName:
    """Somebody as the notes name them; `role` is chair, secretary or guest, `notice` with or without.

    `is_absent` says that the words behind the name tell so, wherever it stands.
    """

    name: str
    organisation: str = ""
    role: str = ""
    note: str = ""
    notice: str = ""
    handle: str = ""
    is_absent: bool = False


class NameReader:
    """Tells names from other words, and what stands with a name from the name."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        # Words in small letters between the names, and titles before them.
        self._small = recogniser.words("particles") | recogniser.words("titles")
        # "Ann by Bob" is no name of anybody.
        self._never = recogniser.words("never_in_name")
        words = recogniser.words("yes") | recogniser.words("no")
        signs = sorted({word[-1] for word in words if _SIGN.fullmatch(word)} - {"-"})
        # "Ann ✅ Bob ❌ Cy ✅": what stands behind a sign is somebody else.
        self._signs = re.compile(
            rf"(?:{'|'.join(rf'(?<={re.escape(sign)})' for sign in signs) or '(?!)'})\s+(?=[^\W\d_])"
        )
        self._between = recogniser.words("for") | recogniser.words("and") | recogniser.words("resolved_to")

    def parts(self, text: str) -> list[str]:
        """What stands between commas, strokes and words such as "and"."""
        return [part.strip() for part in self._recogniser.between_names.split(text.strip()) if part.strip()]

    def is_name(self, text: str) -> bool:
        """Whether a text looks like the name of somebody: words with a capital, "van der" and the like between."""
        words = text.split()
        if not words or len(words) > 7 or len(text) > LONGEST or re.search(r"\d|[!?=<>{}@#%$€]", text):
            return False
        if label(text) in self._recogniser.words("nobody") | self._recogniser.words("everyone"):
            return False
        if len(words) == 1 and not text.endswith(".") and self._is_other_word(label(text)):
            return False
        if any(word.casefold().strip(".,") in self._never for word in words):
            return False
        capitals = small = 0
        for word in words:
            # "Niklaus 'vimja' Hofer"
            word = word.strip("'\"“”‘’„") if len(words) > _FEW - 1 and word is not words[0] else word
            bare = word.strip(",.")
            if label(word) in self._small and not (len(words) == 1 and len(word) > 1 and word.isupper()):
                continue
            if not _WORD.fullmatch(word):
                return False
            if word.islower() and word in self._between:
                return False
            is_capital = bare[:1].isupper() or ("'" in bare[:2] and bare[2:3].isupper())
            capitals += is_capital
            small += not is_capital
        # "Jan Karel van gent": a slip of the pen in a name that is clearly one.
        return 0 < capitals <= 5 and small <= (1 if capitals > 1 and words[0][:1].isupper() else 0)

    def nicknames(self, text: str) -> list[WrittenName]:
        """ "ann, bob, cyd": the names by which people are known, when there are several and nothing else."""
        parts = [part.strip(" .@") for part in self._split(text)]
        common = ("small_words", "no_name", "passive", "becomes", "of")
        if len(parts) >= _FEW and all(map(_CALL_SIGN.fullmatch, parts)):
            # As radio amateurs call each other.
            return [WrittenName(part) for part in parts]
        are_names = len(parts) > 1 and all(
            _SHORT_NICKNAME.fullmatch(part) and self._is_nickname(part) and not self._recogniser.kind_of(common, part)
            for part in parts
        )
        return [WrittenName(part) for part in parts] if are_names else []

    def is_everyone(self, text: str) -> bool:
        """ "Allen", "everybody"."""
        return label(text) in self._recogniser.words("everyone")

    def _is_other_word(self, word: str) -> bool:
        """Whether a word that may have a capital at the beginning of a sentence, or always, is no name."""
        return word in self._recogniser.words("no_name") or self._recogniser.weekday(word) is not None

    def in_line(self, text: str) -> list[WrittenName]:
        """The names that stand behind each other in a line; empty when it is something else than names."""
        parts = [part for part in self._split(text) if part.strip()]
        found = [self.person(part) for part in parts]
        if 2 * sum(one is not None for one in found) >= len(found) > 1:
            # Among names a word in small letters is the name by which somebody is known.
            found = [
                one or (None if self._role(part) else self.person(part, may_be_nickname=True))
                for one, part in zip(found, parts, strict=True)
            ]
        is_short = len(parts) <= _FEW
        if is_short and any(
            one is None and len(part.split()) > _MOST_WORDS_BETWEEN for one, part in zip(found, parts, strict=True)
        ):
            # "Ann and Bob apologised for being late": a sentence.
            return []
        names: list[WrittenName] = []
        for part, one in zip(parts, found, strict=True):
            if names and part.strip()[:1].islower() and (kind := self._recogniser.kind_of(tuple(_ABSENCES), part)):
                # "Sander, met afmelding"
                names[-1] = replace(names[-1], notice=_ABSENCES[kind], is_absent=True)
                continue
            is_company = one is not None and self._is_company(one.name)
            if names and (is_company or self._recogniser.is_a("functions", part)):
                names[-1] = replace(names[-1], organisation=names[-1].organisation or part.strip())
            elif one:
                names.append(one)
            elif names and (role := self._role(part)):
                names[-1] = replace(names[-1], role=role)
        return names if len(names) * 2 >= len([one for one in parts if not self._says_nobody(one)]) else []

    def in_item(self, text: str, *, is_alone: bool) -> list[WrittenName]:
        """Who stands in one item of a list, or on one line of many: mostly one person, with what belongs to them."""
        text = _in_order(text)
        parts = [part for part in apart(text) if part.strip()]
        are_names = [bool(self._is_plain_name(part)) for part in parts]
        has_surnames = parts and " " in parts[0].strip()
        are_alike = len({" " in part.strip() for part in parts}) == 1
        if len(parts) > 1 and all(are_names) and ((is_alone and are_alike) or len(parts) > 3 or not has_surnames):
            return self.in_line(text)
        if (
            len(parts) == 1
            and len(pair := self._recogniser.joined.split(text)) > 1
            and all(map(self._is_plain_name, pair))
        ):
            return self.in_line(text)
        if several := self._of_one_organisation(parts):
            return several
        one = self.person(text, may_be_nickname=True)
        # "OpenHaven Project Maintainers" among those who were there are everybody and nobody.
        return [one] if one and not (len(one.name.split()) > _PAIR and self._is_company(one.name)) else []

    def _of_one_organisation(self, parts: list[str]) -> list[WrittenName]:
        """ "Vic Palau, Jo Mont and Neil Tay, Acme": whoever stands up to the "and", and where they come from."""
        at = next((at for at, part in enumerate(parts) if len(self._recogniser.joined.split(part)) > 1), -1)
        names = [*parts[:at], *self._recogniser.joined.split(parts[at])] if at >= 0 else []
        if len(parts) != at + 2 or not all(" " in name.strip() and self._is_plain_name(name) for name in names):
            return []
        found = [self.person(name) for name in names]
        return [replace(one, organisation=one.organisation or parts[-1].strip()) for one in found if one]

    def person(self, text: str, *, may_be_nickname: bool = False) -> WrittenName | None:
        """Somebody with what stands around the name; None when there is no name."""
        text = _STROKE.sub(" / ", _MAIL.sub(" ", _in_order(text)).strip().strip(".;,* ").strip())
        text = _CALLED_BEHIND.sub(r"\g<name> @\g<handle>", text)
        said: list[str] = []
        group = _GROUP.match(text)
        if _COUNTED.search(text):
            # "Stemgerechtigde leden: 6"
            return None
        if group:
            # "notulist: Piet" is a role, "leden: Piet" the kind of people that follow.
            text, said = group["rest"], [group["group"]] if self._role(group["group"]) else []
        # "Ann Bell (chair @JuliaCon)" is called otherwise.
        remarks = [bracketed.span() for bracketed in _BRACKETS.finditer(text) if " " in bracketed[1].strip()]
        handles = _HANDLE.finditer(text) if "@" in text else ()
        handle = next((one for one in handles if not any(at < one.start() < end for at, end in remarks)), None)
        if handle:
            text = f"{text[: handle.start()]} {text[handle.end() :]}".strip()
        for bracketed in _BRACKETS.finditer(text):
            dashed = re.split(r"\s+[-–—]\s*", bracketed[1])
            # "Ann Bell (Kade - chair)", "@annb (Ann Bell - member)"
            is_apart = any(map(self._role, dashed)) or (handle and len(dashed) == _PAIR and self.is_name(dashed[0]))
            said += dashed if is_apart else re.split(r"[,;/]\s*", bracketed[1])
        text = _FIRM_BEHIND.sub(" – ", _BRACKETS.sub(" ", text).strip())
        name, *behind = [part.strip() for part in _DASH.split(text, maxsplit=3)]
        name, *more = [part.strip() for part in apart(name)]
        if more and all(label(word) in self._small for word in more[0].split()):
            # "Veen, van der", as a list in the order of surnames has it.
            name, more = f"{more[0]} {name}", more[1:]
        is_office = bool(behind) and bool(self._role(name) or self._recogniser.is_a("functions", name))
        if is_office and self.is_name(behind[0]):
            # "President - Ann Bell"
            name, behind = behind[0], [name, *behind[1:]]
        said += [each for part in (*more, *behind) for each in apart(part)]
        name, sign = self._without_sign(" ".join(name.split()).strip(" -–—:"))
        name, function = self._without_function(name)
        said += [one for one in (function, sign) if one]
        name = self._without_salutation(name)
        if self._role(name) == "guest" and said and self.is_name(said[0]):
            # "Gast (Elisabeth)"
            name, said = said[0], [name, *said[1:]]
        if not name and handle and said and " " in said[0] and self.is_name(said[0]):
            name, said = said[0], said[1:]
        if not name and handle:
            name = handle["handle"]
        elif not self.is_name(name) and not (may_be_nickname and self._may_be_name(name)):
            return None
        elif said and self._recogniser.is_a("name_column", name):
            # "Name / affiliation"
            return None
        return self._described(WrittenName(name, handle=handle["handle"] if handle else ""), said)

    def reordered(self, text: str) -> str:
        """ "Bol, Ann" in a column of names as "Ann Bol"."""
        parts = [part.strip() for part in re.split(r"[,.]\s+", text.strip()) if part.strip()]
        is_pair = len(parts) == 2 and all(map(self.is_name, parts)) and "." not in parts[1]
        return f"{parts[1]} {parts[0]}" if is_pair else text

    def _described(self, one: WrittenName, said: list[str]) -> WrittenName:
        """With the role, the organisation, the notice and the remark that stand with a name."""
        for text in filter(None, (part.strip(" .-–") for part in said)):
            absence = self._recogniser.kind_of(tuple(_ABSENCES), text)
            if self._recogniser.is_a("pronouns", text):
                # "Ann Bell / she, her"
                continue
            if _are_letters_of(text, one.name):
                # "Marlies Koot (MK)": the notes may name her so.
                one = replace(one, handle=one.handle or text)
                continue
            if role := self._role(text):
                one = replace(one, role=one.role or role)
            elif absence:
                one = replace(one, notice=_ABSENCES[absence], is_absent=True)
            elif self._recogniser.is_a("absent_reason", text):
                one = replace(one, note=text, is_absent=True)
            elif self._is_remark(text):
                one = replace(one, note=f"{one.note}, {text}" if one.note else text)
            elif _SIGN.fullmatch(text) or self._recogniser.is_a("yes", text):
                one = replace(one, is_absent=self._recogniser.is_a("no", text))
            elif not one.organisation:
                one = replace(one, organisation=text)
            else:
                one = replace(one, organisation=f"{one.organisation}, {text}")
        return one

    def _without_function(self, name: str) -> tuple[str, str]:
        """ "wethouder J. Prins", "de heer Vos", "President Lee": the name, and what somebody is when it says so."""
        words = name.split()
        many = next((n for n in (4, 2, 1) if self._recogniser.is_a("salutations_of_many", " ".join(words[:n]))), 0)
        words = words[many:]
        name = " ".join(words)
        count = next((count for count in (2, 1) if self._recogniser.is_a("functions", " ".join(words[:count]))), 0)
        if not count or len(words) <= count:
            return name, ""
        function = " ".join(words[:count])
        is_salutation = self._recogniser.is_a("salutations", words[count - 1])
        if is_salutation and len(words) == count + 1:
            # "mevrouw Evers": nobody is called Evers to her face.
            return name, ""
        return " ".join(words[count:]), "" if is_salutation else function

    def _without_sign(self, name: str) -> tuple[str, str]:
        """ "Karel mk", "Ann ✅": the name, and what the last word or sign says of whether somebody was there."""
        before, _, last = name.rpartition(" ")
        is_sign = _SIGN.fullmatch(last) and self._recogniser.kind_of(("yes", "no"), last)
        is_notice = last.islower() and self._recogniser.kind_of(_SAID_BEHIND, last)
        return (before, last) if before and (is_sign or is_notice) else (name, "")

    def _without_salutation(self, name: str) -> str:
        """ "mevr. A. Pietersen" is A. Pietersen; "Herr Müller" has no other name."""
        first, _, rest = name.partition(" ")
        is_title = self._recogniser.is_a("salutations", first) and (first.endswith(".") or len(first) > _SHORT_TITLE)
        return rest if is_title and " " in rest else name

    def _role(self, text: str) -> str:
        return self._recogniser.kind_of(("chair_role", "secretary_role", "guest_role"), text).removesuffix("_role")

    def _is_remark(self, text: str) -> bool:
        """ "komt 10.20", "vertrekt na punt 4", "left at 11:00"."""
        return bool(self._recogniser.search("partly_words", text)) and (
            bool(re.search(r"\d", text)) or label(text) in self._recogniser.words("partly_words")
        )

    def _may_be_name(self, name: str) -> bool:
        """ "finch", or "Maxime coppens" among names written with more care."""
        first, _, last = name.partition(" ")
        is_slip = first[:1].isupper() and last.isalpha() and last.islower() and len(last) > _SHORT_TITLE
        is_slip = is_slip and self.is_name(f"{first} {last.capitalize()}") and not self._is_other_word(last)
        return is_slip or (_NICKNAME.fullmatch(name) is not None and self._is_nickname(name))

    def _is_nickname(self, name: str) -> bool:
        return not self._says_nobody(name) and label(name) not in self._recogniser.words("everyone")

    def _says_nobody(self, text: str) -> bool:
        return label(text) in self._recogniser.words("nobody")

    def _is_plain_name(self, text: str) -> bool:
        bare = _HANDLE.sub("", _BRACKETS.sub("", text)).strip()
        return (not bare and bool(_HANDLE.search(text))) or (
            self.is_name(bare) and not self._role(bare) and not self._is_company(bare)
        )

    def _is_company(self, text: str) -> bool:
        """ "Kade BV", "Haven Foundation", "OpenHaven Representative": where somebody comes from, and nobody's name."""
        *words, last = text.split()
        return bool(_COMPANY.fullmatch(last) or (words and self._recogniser.is_a("organisation_endings", last)))

    def _split(self, text: str) -> Iterator[str]:
        if _HANDLES.fullmatch(text):
            # "@ann @bob": nobody's name has two of them.
            yield from text.split()
            return
        text = self._signs.sub(", ", text.replace("\n", ", "))
        if "," not in text:
            text = self._with_commas(text)
        for part in apart(text):
            # "Ann (came late and left early)": what stands in brackets belongs together.
            is_pair = self._recogniser.joined.search(_BRACKETS.sub("", part)) is not None
            yield from self._recogniser.joined.split(part) if is_pair else (part,)

    def _with_commas(self, text: str) -> str:
        """ "Ann Bol - Bob Hill - Cy Dee", "Ann Bol (AB) Bob Hill (BH)": names that other signs keep apart."""
        for signs, fewest in ((_BULLETS, 2), (_STROKES, 3), (_CLOSED, 2)):
            parts = signs.split(text)
            are_alike = len({" " in _BRACKETS.sub("", part).strip() for part in parts}) == 1
            if len(parts) >= fewest and are_alike and all(map(self._is_plain_name, parts)):
                return ", ".join(parts)
        return text


def _are_letters_of(text: str, name: str) -> bool:
    """Whether capitals are how somebody signs: MK of Marlies Koot, or of Marlies."""
    letters = "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())
    is_one_name = " " not in name and len(text) > 1 and text[0] == letters
    # "NL" of Nora Prins-Loman: some of her letters, the first one first.
    behind = iter(letters)
    are_some = 1 < len(text) <= len(letters) and text[0] == letters[:1] and all(one in behind for one in text)
    return text.isupper() and (are_some or is_one_name or text == letters)


def _in_order(text: str) -> str:
    """ "Bell, Ann; Kade" as "Ann Bell (Kade)"."""
    text = text.translate(_NARROW)
    match = _SURNAME_FIRST.fullmatch(text) if ";" in text and len(text) <= _LONGEST_ROW else None
    return f"{match['first'].strip()} {match['last'].strip()} ({match['from'].strip(' .')})" if match else text


def apart(text: str) -> list[str]:
    """The parts between commas and semicolons, those in brackets left alone; in one pass, whatever the length."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth = max(depth - 1, 0)
        elif sign in ",;" and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    # A bracket that nobody closed holds nothing together.
    return [*parts, text[start:]] if depth == 0 else re.split("[,;]", text)


@lru_cache(maxsize=4)
def name_reader(recogniser: Recogniser) -> NameReader:
    """The one for these catalogues: it remembers nothing of any meeting, and takes time to make."""
    return NameReader(recogniser)
